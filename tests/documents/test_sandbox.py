"""Hostile files end as typed refusals, in time, and the batch goes on."""

import json
import resource
import signal
import zipfile
from pathlib import Path

import document_files as make
import pytest

from matcher.documents import Limits, read_file, read_files
from matcher.documents.reading import answer_of
from matcher.limited import Worker
from matcher.records import Document, Reason, Unreadable

QUICK = Limits(cpu_s=2)


def _reason(path: Path, limits: Limits = QUICK) -> Reason:
    found = read_file(path, limits=limits)
    assert isinstance(found, Unreadable), found
    assert ";" in found.message or ":" in found.message, "the message names no next step"
    return found.reason


def test_a_pdf_that_unpacks_to_a_gigabyte_is_stopped_without_the_parent_growing(
    tmp_path: Path,
) -> None:
    bomb = make.pdf_flate_bomb(tmp_path / "bomb.pdf")
    assert bomb.stat().st_size < 20_000
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert _reason(bomb) in (Reason.TOO_LARGE, Reason.UNREADABLE, Reason.EMPTY)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50 * 1024


@pytest.mark.parametrize(
    ("limits", "message"),
    [
        (Limits(cpu_s=1, memory_bytes=8 << 30), "more than 1 s of CPU time"),
        (Limits(cpu_s=9, wall_s=2, memory_bytes=8 << 30), "more than 2 s by the clock"),
        (Limits(cpu_s=9, memory_bytes=256 << 20), "more than 256 MiB of memory"),
    ],
)
def test_a_pdf_that_never_ends_is_stopped_by_whichever_limit_comes_first(
    tmp_path: Path, limits: Limits, message: str
) -> None:
    found = read_file(make.pdf_nested_forms(tmp_path / "forms.pdf"), limits=limits)
    assert isinstance(found, Unreadable)
    assert found.reason is Reason.TOO_LARGE
    assert message in found.message


def test_every_row_of_a_table_has_the_time_of_a_document(tmp_path: Path) -> None:
    row = json.dumps({"name": "Anna", "skills": [f"skill number {n}" for n in range(3000)]})
    (tmp_path / "people.jsonl").write_text("\n".join([row] * 150))
    found = list(read_files([tmp_path], limits=Limits(cpu_s=1)))
    assert sum(isinstance(one, Document) for one in found) == 150


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    found = read_file(make.docx_bomb(tmp_path / "bomb.docx"), limits=QUICK)
    assert isinstance(found, Unreadable)
    assert found.reason is Reason.TOO_LARGE
    assert "unpacks to more than" in found.message, "stopped by the sandbox, not by its own check"


def test_a_zip_of_too_many_entries_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "many.docx", "w") as archive:
        for n in range(2001):
            archive.writestr(f"word/{n}.xml", "")
        archive.writestr("word/document.xml", "<w/>")
    assert _reason(tmp_path / "many.docx") is Reason.TOO_LARGE


@pytest.mark.parametrize(
    "declaration",
    [
        '<!DOCTYPE x [<!ENTITY secret SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>',
        '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">',
    ],
)
@pytest.mark.parametrize("padding", ["", " " * 5000])
def test_a_document_type_definition_is_refused(
    tmp_path: Path, declaration: str, padding: str
) -> None:
    xml = f'<?xml version="1.0"?>{padding}{declaration}<w:document xmlns:w="{make.W}"/>'
    with zipfile.ZipFile(tmp_path / "xxe.docx", "w") as archive:
        archive.writestr("word/document.xml", xml)
    assert _reason(tmp_path / "xxe.docx") is Reason.UNREADABLE


def test_xml_that_is_nested_without_end_is_refused(tmp_path: Path) -> None:
    deep = "<w:p>" * 20_000 + "</w:p>" * 20_000
    assert _reason(make.docx(tmp_path / "deep.docx", deep)) is Reason.UNREADABLE


@pytest.mark.parametrize("cut", [10, 200, 600])
def test_a_truncated_file_is_unreadable(tmp_path: Path, cut: int) -> None:
    whole = make.docx_of_lines(tmp_path / "cv.docx", ["Anna", "Nurse"]).read_bytes()
    (tmp_path / "cut.docx").write_bytes(whole[:cut])
    assert _reason(tmp_path / "cut.docx") is Reason.UNREADABLE


def test_html_without_end_of_nesting_is_read_without_exhausting_the_stack(tmp_path: Path) -> None:
    (tmp_path / "deep.html").write_text("<div>" * 10_000 + "Nurse")
    found = read_file(tmp_path / "deep.html", limits=QUICK)
    assert isinstance(found, Document)
    assert found.text == "Nurse"


def test_a_file_that_kills_its_reader_costs_only_itself(tmp_path: Path) -> None:
    make.pdf_nested_forms(tmp_path / "b.pdf")
    for name in ("a.txt", "c.txt", "d.txt"):
        (tmp_path / name).write_text("Nurse since 2015")
    found = list(read_files([tmp_path], limits=Limits(cpu_s=1, workers=1)))
    assert [type(one) for one in found] == [Document, Unreadable, Document, Document]


def test_a_reader_keeps_nothing_of_the_files_before(tmp_path: Path) -> None:
    for number in range(150):  # more than a child may have open
        (tmp_path / f"{number}.txt").write_text("Nurse since 2015")
    found = list(read_files([tmp_path], limits=Limits(workers=1)))
    assert [type(one) for one in found] == [Document] * 150


def test_a_reader_process_that_dies_is_reported_and_replaced(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Nurse since 2015")
    file = tmp_path / "a.txt"
    with Worker("matcher.documents.sandbox") as reader:
        assert answer_of(reader, file, Limits(), {}).end == {}
        assert reader._process is not None
        reader._process.send_signal(signal.SIGKILL)
        reader._process.wait()
        assert answer_of(reader, file, Limits(), {}).end["reason"] == Reason.UNREADABLE
        assert answer_of(reader, file, Limits(), {}).end == {}


def test_a_pipe_is_no_file(tmp_path: Path) -> None:
    import os

    os.mkfifo(tmp_path / "pipe.txt")
    assert _reason(tmp_path / "pipe.txt") is Reason.UNSUPPORTED
