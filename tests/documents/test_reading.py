"""Batches of files: order, names, progress, and what a bad file costs the others."""

import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

import document_files as make
import pytest

from matcher.documents import Limits, digest_of, read_file, read_files
from matcher.errors import InvalidInput, NotFound
from matcher.records import Document, Reason, Unreadable


def _texts(folder: Path, names: Sequence[str]) -> None:
    for name in names:
        (folder / name).write_text(f"CV of {name}\nNurse since 2015\n")


def test_documents_come_in_the_order_of_the_files(tmp_path: Path) -> None:
    names = [f"{n:02}.txt" for n in range(12)]
    _texts(tmp_path, names)
    assert [found.source for found in read_files([tmp_path])] == names


def test_a_document_carries_id_source_media_digest_and_text(tmp_path: Path) -> None:
    _texts(tmp_path, ["anna.txt"])
    assert read_file(tmp_path / "anna.txt") == Document(
        id="anna",
        source="anna.txt",
        media="txt",
        digest=digest_of(tmp_path / "anna.txt"),
        text="CV of anna.txt\nNurse since 2015",
        path=str(tmp_path / "anna.txt"),
    )


def test_of_sixty_files_five_bad_ones_are_named_and_the_rest_is_read(tmp_path: Path) -> None:
    for n in range(55):
        if n % 3 == 0:
            make.pdf_of_lines(tmp_path / f"{n:02}.pdf", [f"Person {n}", "Nurse since 2015"])
        elif n % 3 == 1:
            make.docx_of_lines(tmp_path / f"{n:02}.docx", [f"Person {n}", "Nurse since 2015"])
        else:
            _texts(tmp_path, [f"{n:02}.txt"])
    make.pdf_encrypted(tmp_path / "bad1.pdf")
    (tmp_path / "bad2.pdf").write_bytes((tmp_path / "00.pdf").read_bytes()[:300])
    make.pdf_of_picture(tmp_path / "bad3.pdf")
    make.docx_bomb(tmp_path / "bad4.docx", megabytes=300)
    (tmp_path / "bad5.txt").write_text("")
    found = list(read_files([tmp_path]))
    assert sum(isinstance(one, Document) for one in found) == 60 - 5
    assert [(one.source, one.reason) for one in found if isinstance(one, Unreadable)] == [
        ("bad1.pdf", Reason.ENCRYPTED),
        ("bad2.pdf", Reason.UNREADABLE),
        ("bad3.pdf", Reason.NEEDS_OCR),
        ("bad4.docx", Reason.TOO_LARGE),
        ("bad5.txt", Reason.EMPTY),
    ]


def test_the_same_folder_gives_the_same_batch_with_one_reader_or_three(tmp_path: Path) -> None:
    _texts(tmp_path, [f"{n}.txt" for n in range(9)])
    (tmp_path / "3.txt").write_text("")
    one = list(read_files([tmp_path], limits=Limits(workers=1)))
    assert one == list(read_files([tmp_path], limits=Limits(workers=3)))


def test_progress_counts_the_files(tmp_path: Path) -> None:
    _texts(tmp_path, ["a.txt", "b.txt"])
    seen: list[tuple[int, int]] = []
    list(read_files([tmp_path], progress=lambda done, of: seen.append((done, of))))
    assert seen == [(1, 2), (2, 2)]


def test_an_empty_folder_gives_nothing(tmp_path: Path) -> None:
    assert list(read_files([tmp_path])) == []


def test_a_missing_path_is_not_found_before_anything_is_read(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match=r"gone\.pdf"):
        read_files([tmp_path / "gone.pdf"])


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="folder"):
        read_file(tmp_path)


def test_a_kind_that_nobody_reads_is_reported_not_skipped(tmp_path: Path) -> None:
    (tmp_path / "song.mp3").write_bytes(b"ID3\x03\x00\x00")
    (found,) = read_files([tmp_path])
    assert isinstance(found, Unreadable)
    assert (found.source, found.reason) == ("song.mp3", Reason.UNSUPPORTED)
    assert "save it as" in found.message


def test_a_text_of_fifty_megabytes_is_too_large(tmp_path: Path) -> None:
    with (tmp_path / "huge.txt").open("wb") as stream:
        stream.truncate(50 << 20)
    found = read_file(tmp_path / "huge.txt")
    assert isinstance(found, Unreadable)
    assert found.reason is Reason.TOO_LARGE
    assert "50.0 MiB" in found.message


def test_a_document_with_too_many_letters_is_too_large(tmp_path: Path) -> None:
    (tmp_path / "long.txt").write_text("word " * 1000)
    found = read_file(tmp_path / "long.txt", limits=Limits(text_chars=1000))
    assert isinstance(found, Unreadable)
    assert found.reason is Reason.TOO_LARGE


def test_a_caller_that_stops_early_leaves_no_reader_behind(tmp_path: Path) -> None:
    _texts(tmp_path, [f"{n}.txt" for n in range(8)])
    before = threading.active_count()
    batch = read_files([tmp_path])
    next(batch)
    batch.close()
    assert threading.active_count() == before


def test_content_decides_where_it_is_clear(tmp_path: Path) -> None:
    make.pdf_of_lines(tmp_path / "really.pdf", ["Anna de Boer", "Nurse"])
    (tmp_path / "really.pdf").rename(tmp_path / "named.txt")
    (tmp_path / "page.pdf").write_text("<!DOCTYPE html><html><body><p>Nurse</p></body></html>")
    found = list(read_files([tmp_path]))
    assert [(one.source, getattr(one, "media", one)) for one in found] == [
        ("named.txt", "pdf"),
        ("page.pdf", "html"),
    ]


def test_a_text_without_a_suffix_is_read(tmp_path: Path) -> None:
    _texts(tmp_path, ["50027"])
    found = read_file(tmp_path / "50027")
    assert isinstance(found, Document)
    assert (found.id, found.media) == ("50027", "txt")


def test_importing_the_room_loads_nothing_heavy() -> None:
    code = (
        "import sys, matcher.documents;"
        "heavy = {'numpy', 'torch', 'lxml', 'pypdfium2', 'pyarrow', 'selectolax'};"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=_ROOT
    )
    assert done.stdout.strip() == "[]"


_ROOT = Path(__file__).parents[2]
