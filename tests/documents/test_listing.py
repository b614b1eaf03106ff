"""One file that cannot be read costs one line; nothing hangs, and nobody else is lost."""

import os
import resource
import socket
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from matcher.documents import Limits, digests_of, read_file, read_files, survey
from matcher.documents.contents import Refused
from matcher.documents.sandbox import _Budget, _short
from matcher.errors import NotFound
from matcher.limited import Answer, Request
from matcher.records import Document, Reason, Unreadable


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder of two people between things that are no files."""
    inside = tmp_path / "cvs"
    (inside / "jan").mkdir(parents=True)
    (inside / "a.txt").write_text("Nurse since 2015")
    (inside / "jan" / "z.txt").write_text("Welder since 2015")
    (tmp_path / "secret.txt").write_text("of the system")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "b.txt").write_text("somebody else")
    os.mkfifo(inside / "pipe.txt")
    (inside / "out.txt").symlink_to(tmp_path / "secret.txt")
    (inside / "outside").symlink_to(tmp_path / "elsewhere")
    (inside / "again").symlink_to(inside / "jan")
    (inside / "gone.txt").symlink_to(inside / "nothing.txt")
    (inside / "loop.txt").symlink_to(inside / "loop.txt")
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(str(inside / "socket"))
    return inside


def test_each_thing_that_is_no_file_is_named_and_the_people_are_read(folder: Path) -> None:
    found = list(read_files([folder], limits=Limits(workers=1)))
    assert [one.source for one in found if isinstance(one, Document)] == ["a.txt", "z.txt"]
    bad = {one.source: one for one in found if isinstance(one, Unreadable)}
    assert {name: one.reason for name, one in bad.items()} == {
        "gone.txt": Reason.UNREADABLE,
        "loop.txt": Reason.UNREADABLE,
        "out.txt": Reason.UNSUPPORTED,
        "outside": Reason.UNSUPPORTED,
        "pipe.txt": Reason.UNSUPPORTED,
        "socket": Reason.UNSUPPORTED,
    }
    assert all(";" in one.message for one in bad.values()), "a message names no next step"
    assert "leads out of" in bad["out.txt"].message


def test_a_link_that_is_named_itself_is_followed(folder: Path) -> None:
    assert survey([folder / "out.txt"]).files == (folder / "out.txt",)


def test_a_link_from_one_given_folder_into_another_is_followed(folder: Path) -> None:
    listed = survey([folder, folder.parent / "elsewhere"])
    assert "outside" not in [one.source for one in listed.problems]


def test_a_pipe_that_is_named_itself_is_a_problem_and_no_end(folder: Path) -> None:
    found = read_file(folder / "pipe.txt")
    assert isinstance(found, Unreadable)
    assert found.reason is Reason.UNSUPPORTED


def test_a_file_that_vanishes_or_is_closed_costs_itself(folder: Path) -> None:
    digests, problems = digests_of([folder / "a.txt", folder / "vanished.txt"])
    assert list(digests) == [folder / "a.txt"]
    assert [(one.source, one.reason) for one in problems] == [("vanished.txt", Reason.UNREADABLE)]


def test_a_path_that_nobody_has_is_still_a_mistake_of_the_caller(folder: Path) -> None:
    with pytest.raises(NotFound, match="spelling"):
        survey([folder / "typo"])


@pytest.mark.skipif(os.geteuid() == 0, reason="root may open every folder")
def test_a_closed_folder_is_named(folder: Path) -> None:
    (folder / "jan").chmod(0)
    try:
        problems = survey([folder]).problems
    finally:
        (folder / "jan").chmod(0o700)
    assert ("jan", Reason.UNREADABLE) in [(one.source, one.reason) for one in problems]


def test_a_folder_that_cannot_be_opened_is_one_line(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    really = Path.iterdir

    def refuse(path: Path) -> object:
        if path.name == "jan":
            raise PermissionError(13, "Permission denied")
        return really(path)

    monkeypatch.setattr(Path, "iterdir", refuse)
    listed = survey([folder])
    assert [file.name for file in listed.files] == ["a.txt"]
    assert ("jan", Reason.UNREADABLE) in [(one.source, one.reason) for one in listed.problems]


# --- limits of a whole file -------------------------------------------------------------------
def test_a_table_that_expands_hugely_gives_its_first_rows_and_one_line(tmp_path: Path) -> None:
    text = "Nurse since 2015. " * 6_000
    table = pa.table({"skills": pa.array([text] * 300).dictionary_encode()})
    pq.write_table(table, tmp_path / "people.parquet", compression="zstd")
    assert (tmp_path / "people.parquet").stat().st_size < 20_000
    assert table.num_rows * len(text) > 30_000_000
    found = list(read_files([tmp_path], limits=Limits(workers=1)))
    assert isinstance(found[0], Document)
    assert isinstance(found[-1], Unreadable)
    assert found[-1].reason is Reason.TOO_LARGE
    assert sum(len(one.text) for one in found if isinstance(one, Document)) <= 4_000_000


def test_the_number_of_people_of_one_file_is_limited(tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text("name,skills\n" + "Anna,Python\n" * 5)
    found = list(read_files([tmp_path], limits=Limits(workers=1, people=3)))
    assert [type(one) for one in found] == [Document] * 3 + [Unreadable]
    assert "more people" in getattr(found[-1], "message", "")


def test_the_time_of_all_people_of_one_file_is_limited() -> None:
    until = resource.getrusage(resource.RUSAGE_SELF).ru_utime
    assert until > 1, "this process has loaded pyarrow, which takes longer"
    _Budget(Limits(), 100).take({"refused": {}})
    with pytest.raises(Refused, match="1 s of CPU time"):
        _Budget(Limits(file_cpu_s=1), 100).take({"refused": {}})


def test_a_name_that_a_stranger_gave_is_printable_and_short() -> None:
    assert _short("/cv\x1b[31m.pdf") == "/cv?[31m.pdf"
    assert len(_short("x" * 10_000)) == 200


@pytest.mark.parametrize("hard_s", [20, 4])
def test_a_hard_limit_on_cpu_time_that_is_in_force_makes_no_file_damaged(
    tmp_path: Path, hard_s: int
) -> None:
    """As under `ulimit -t`: the reader's own limit (10 s) may be above it or below."""
    (tmp_path / "cv.txt").write_text("Nurse since 2015")
    code = (
        "import resource, sys; from pathlib import Path\n"
        f"resource.setrlimit(resource.RLIMIT_CPU, ({hard_s}, {hard_s}))\n"
        "from matcher.documents import read_file\n"
        f"print(type(read_file(Path({str(tmp_path / 'cv.txt')!r}))).__name__)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=_env()
    )
    assert ran.stdout.strip() == "Document"


def test_a_reader_that_sleeps_is_ended_by_the_clock(tmp_path: Path) -> None:
    from matcher.documents.sandbox import JOB
    from matcher.limited.child import answers

    def sleeps(request: Request, limits: Limits) -> Iterator[Answer]:
        time.sleep(60)
        yield {"end": {}}

    (tmp_path / "cv.txt").write_text("Nurse")
    request = {
        "path": str(tmp_path / "cv.txt"),
        "limits": Limits(wall_s=1).as_json(),
        "columns": {},
    }
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    (answer,) = list(answers(request, replace(JOB, answers=sleeps)))
    assert b"1 s by the clock" in answer
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before < 1


def _env() -> dict[str, str]:
    return os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}


def test_a_name_that_a_terminal_would_obey_is_spelled_out(tmp_path: Path) -> None:
    """ "\\x1b[2J" clears the screen of whoever lists the problems of a folder."""
    path = tmp_path / "anna\x1b[2J\u202ecv.txt"
    path.write_text("Anna\n2016-2019 Kok\nGekookt voor 200 gasten.", encoding="utf-8")
    (found,) = read_files([tmp_path])
    assert isinstance(found, Document)
    assert (found.id, found.source) == ("anna\\x1b[2J\\u202ecv", "anna\\x1b[2J\\u202ecv.txt")
    assert found.path == str(path)  # by which the file is found again


def test_a_name_inside_a_file_is_spelled_out_too(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "cvs.zip", "w") as archive:
        archive.writestr("anna\x1b]0;x\x07.txt", "Anna\n2016-2019 Kok\nGekookt voor 200 gasten.")
        archive.writestr("bram\x1b[2J.doc", "x")
    for one in read_files([tmp_path]):
        shown = one.id + one.source if isinstance(one, Document) else one.source + one.message
        assert shown.isprintable()
        assert "\\x1b" in shown
