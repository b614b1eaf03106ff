"""Zips of CVs, Pages documents, and Word files of before 2007."""

import contextlib
import io
import zipfile
from pathlib import Path

import document_files as make
import pytest

from matcher.documents import Limits, read_file, read_files
from matcher.documents.compound import MAGIC, streams_of
from matcher.documents.contents import Content, Part, Refused
from matcher.documents.doc import _Letter, _without_fields, read_doc
from matcher.documents.formats import parts_of
from matcher.records import Document, Reason, Unreadable

OLD_WORD = Path(__file__).parent / "files" / "word97.doc"  # by LibreOffice 7.4, of our own text


def _zipped(files: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in files.items():
            archive.writestr(name, body)
    return packed.getvalue()


def _parts(data: bytes, name: str = "cvs.zip", limits: Limits = Limits()) -> list[Part]:  # noqa: B008
    return [part for part in parts_of(data, name, limits) if isinstance(part, Part)]


def test_every_member_of_a_zip_is_a_document_under_a_name_of_its_own(tmp_path: Path) -> None:
    anna = make.docx_of_lines(tmp_path / "anna.docx", ["Anna de Boer", "Nurse since 2015"])
    files = {
        "jan/cv.txt": b"Jan Smit\nCook since 2016",
        "piet/cv.txt": b"Piet Smit\nBaker since 2016",
        "anna.docx": anna.read_bytes(),
        "table.csv": b"name,skills\nEva,Python\nIlse,SQL\n",
        "logo.xyz": b"\0\1\2\3",
        "__MACOSX/._cv.txt": b"\0",
        ".hidden.txt": b"nothing",
    }
    (tmp_path / "cvs.zip").write_bytes(_zipped(files))
    found = list(read_files([tmp_path / "cvs.zip"], limits=Limits(workers=1)))
    assert [(one.source, getattr(one, "id", getattr(one, "reason", ""))) for one in found] == [
        ("cvs.zip/jan/cv.txt", "jan/cv.txt"),
        ("cvs.zip/piet/cv.txt", "piet/cv.txt"),
        ("cvs.zip/anna.docx", "anna"),
        ("cvs.zip/table.csv#1", "table-1"),
        ("cvs.zip/table.csv#2", "table-2"),
        ("cvs.zip/logo.xyz", Reason.UNSUPPORTED),
    ]


def test_a_member_that_kills_its_reader_costs_itself(tmp_path: Path) -> None:
    forms = make.pdf_nested_forms(tmp_path / "forms.pdf").read_bytes()
    files = {"a.txt": b"Nurse since 2015", "b.pdf": forms, "c.txt": b"Cook since 2016"}
    (tmp_path / "cvs.zip").write_bytes(_zipped(files))
    found = list(read_files([tmp_path / "cvs.zip"], limits=Limits(cpu_s=1, workers=1)))
    assert [(one.source, type(one)) for one in found] == [
        ("cvs.zip/a.txt", Document),
        ("cvs.zip/b.pdf", Unreadable),
        ("cvs.zip/c.txt", Document),
    ]
    assert getattr(found[1], "reason", "") is Reason.TOO_LARGE


def test_zips_inside_zips_end() -> None:
    data = _zipped({"cv.txt": b"Nurse since 2015"})
    for _ in range(2):
        data = _zipped({"inner.zip": data})
    (part,) = _parts(data)
    assert isinstance(part.content, Content)
    (part,) = _parts(_zipped({"inner.zip": data}))
    assert isinstance(part.content, Refused)
    assert part.content.reason is Reason.TOO_LARGE


def test_a_bomb_in_a_zip_is_refused_and_the_others_are_read() -> None:
    bomb = _zipped({"bomb.txt": b" " * (80 << 20), "cv.txt": b"Nurse since 2015"})
    assert len(bomb) < 100_000
    big, cv = _parts(bomb)
    assert isinstance(big.content, Refused)
    assert big.content.reason is Reason.TOO_LARGE
    assert isinstance(cv.content, Content)


@pytest.mark.parametrize("name", ["__MACOSX/._a", "folder/"])
def test_a_zip_without_a_document_is_empty(name: str) -> None:
    with pytest.raises(Refused) as refused:
        _parts(_zipped({name: b""}))
    assert refused.value.reason is Reason.EMPTY


def test_a_pages_document_is_read_from_its_preview_or_says_how_to_export(tmp_path: Path) -> None:
    preview = make.pdf_of_lines(tmp_path / "cv.pdf", ["Anna de Boer", "Nurse since 2015"])
    old = {"Index/Document.iwa": b"x", "QuickLook/Preview.pdf": preview.read_bytes()}
    (part,) = _parts(_zipped(old), "cv.pages")
    assert isinstance(part.content, Content)
    assert (part.content.media, part.content.text) == ("pages", "Anna de Boer\nNurse since 2015")
    with pytest.raises(Refused, match="export it from Pages") as refused:
        _parts(_zipped({"Index/Document.iwa": b"x", "preview.jpg": b"x"}), "cv.pages")
    assert refused.value.reason is Reason.UNSUPPORTED


def test_a_presentation_is_no_zip_of_cvs() -> None:
    with pytest.raises(Refused, match="presentation"):
        _parts(_zipped({"ppt/presentation.xml": b"<p/>"}), "cv.pptx")


# --- .doc -------------------------------------------------------------------------------------
def test_a_word_file_of_before_2007_is_read_with_tables_bullets_and_header() -> None:
    content = read_doc(OLD_WORD.read_bytes())
    assert content.text.split("\n") == [
        "Renée Coördes, curriculum vitae",
        "",
        "Renée Coördes",
        "Dorpsstraat 9, 8011 AB Zwolle",
        "Werkervaring",
        "2018 – heden Coördinator logistiek, Groothandel De Boom",
        "- Plant 14 chauffeurs en lost storingen op in het WMS",
        "- Bespaarde € 12.000 op transport – “ritten” gecombineerd",
        "Zichtbaar einde",
        "2012 – 2018 | Magazijnmedewerker, Veldhuis BV",
        "2008 – 2012 | Vakkenvuller",
        "Opleiding",
        "MBO 3 Logistiek, Deltion (2012) ſ Żółć",
    ]
    assert [(piece.text, piece.why) for piece in content.hidden] == [
        ("verborgen tekst Kubernetes", "marked hidden"),
        ("wit Docker", "white"),
    ]


def test_a_field_shows_its_result_and_not_its_code() -> None:
    text = 'see \x13HYPERLINK "x"\x14my \x13 PAGE \x14page\x15\x15 now'
    shown = _without_fields([_Letter(code, 0) for code in text])
    assert "".join(letter.code for letter in shown) == "see my page now"


@pytest.mark.parametrize("cut", [100, 600, 3000, 9000, 15000])
def test_a_damaged_word_file_is_refused_and_nothing_else(cut: int) -> None:
    data = OLD_WORD.read_bytes()
    for broken in (data[:cut], data[:cut] + b"\xff" * 64 + data[cut + 64 :]):
        with contextlib.suppress(Refused):
            read_doc(broken)


def test_a_chain_of_sectors_that_bites_its_tail_ends() -> None:
    data = bytearray(OLD_WORD.read_bytes())
    first = 512 * (int.from_bytes(data[76:80], "little") + 1)
    for number in range(128):
        data[first + 4 * number : first + 4 * number + 4] = number.to_bytes(4, "little")
    with contextlib.suppress(Refused):
        streams_of(bytes(data))


def test_a_file_named_doc_is_read_as_what_it_is(tmp_path: Path) -> None:
    for body, media in (
        (b"<html><body><p>Nurse since 2015</p></body></html>", "html"),
        (b"{\\rtf1\\ansi Nurse since 2015\\par}", "rtf"),
        (b"Nurse since 2015", "txt"),
    ):
        (part,) = _parts(body, "cv.doc")
        assert isinstance(part.content, Content)
        assert (part.content.media, part.content.text) == (media, "Nurse since 2015")
    with pytest.raises(Refused, match=r"save it as \.docx") as refused:
        _parts(MAGIC + bytes(600), "cv.doc")
    assert refused.value.reason is Reason.UNSUPPORTED


def test_a_word_file_is_read_in_the_sandbox() -> None:
    found = read_file(OLD_WORD)
    assert isinstance(found, Document)
    assert found.media == "doc"
