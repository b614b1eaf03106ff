"""What people fill in, and letters of other code pages."""

from pathlib import Path

import document_files as make
from reportlab.pdfgen.canvas import Canvas

from matcher.documents.contents import Content, Part
from matcher.documents.fields import HEADINGS
from matcher.documents.formats import parts_of
from matcher.documents.pdf import read_pdf
from matcher.documents.plain import read_rtf
from matcher.limited import Limits


def _form(path: Path, *, ticks: bool = False) -> bytes:
    def draw(canvas: Canvas) -> None:
        form = canvas.acroForm
        for number, (label, value) in enumerate(
            {
                "Naam": "Anna de Boer",
                "Werk": "2016 - heden lasser bij Werf De Haan",
                "Talen": "Nederlands, Engels B1",
            }.items()
        ):
            y = 700 - 40 * number
            canvas.drawString(60, y, f"{label}:")
            form.textfield(name=label, value=value, x=140, y=y - 6, width=380, height=20)
        canvas.drawString(60, 560, "Taken:")
        form.textfield(
            name="Taken", value="TIG lassen van rvs\nTekeningen lezen", x=140, y=520, width=380,
            height=60, fieldFlags="multiline",
        )  # fmt: skip
        if ticks:
            form.checkbox(name="VCA", x=60, y=480)

    return make.pdf(path, draw).read_bytes()


def test_what_was_filled_in_stands_behind_its_label(tmp_path: Path) -> None:
    content = read_pdf(_form(tmp_path / "form.pdf"), Limits())
    for line in (
        "Naam: Anna de Boer",
        "Werk: 2016 - heden lasser bij Werf De Haan",
        "Talen: Nederlands, Engels B1",
        "TIG lassen van rvs",
        "Tekeningen lezen",
    ):
        assert line in content.text, content.text
    assert content.notes == ()


def test_boxes_to_tick_are_named_since_nobody_read_them(tmp_path: Path) -> None:
    (note,) = read_pdf(_form(tmp_path / "form.pdf", ticks=True), Limits()).notes
    assert "tick" in note


def test_raw_bytes_of_an_rtf_file_are_letters_of_its_code_page() -> None:
    polish = (
        rb"{\rtf1\ansi\ansicpg1250\deff0{\fonttbl{\f0\fcharset238 Arial;}}\f0 "
        rb"Zofia \'af\'f3\'b3\'e6, " + "Łódź, spawaczka".encode("cp1250") + rb"\par}"
    )
    assert read_rtf(polish).text == "Zofia Żółć, Łódź, spawaczka"
    western = (
        rb"{\rtf1\ansi\ansicpg1252\deff0 Co\'f6rdinatie, " + "façade €".encode("cp1252") + b"}"
    )
    assert read_rtf(western).text == "Coördinatie, façade €"


def test_a_row_of_an_rtf_table_is_a_line_as_in_other_files() -> None:
    rtf = rb"{\rtf1\ansi \trowd\cellx3000\cellx6000 2012 - 2018\cell Barista, De Boon\cell\row }"
    assert read_rtf(rtf).text == "2012 - 2018 | Barista, De Boon"


def test_the_notes_of_a_recruiter_are_a_summary_of_the_person() -> None:
    (part,) = (
        one
        for one in parts_of(b"naam;notities\nAnna;TIG en MIG\n", "people.csv", Limits())
        if isinstance(one, Part)
    )
    assert isinstance(part.content, Content)
    name, _, heading, notes = part.content.text.split("\n")
    assert (name, notes) == ("Anna", "TIG en MIG")
    assert heading in HEADINGS["summary"]


def test_a_row_with_only_a_cell_of_skills_is_a_document() -> None:
    (part,) = (
        one
        for one in parts_of(b"id;vaardigheden\n7;Python, SQL, dbt\n", "people.csv", Limits())
        if isinstance(one, Part)
    )
    assert isinstance(part.content, Content)
    assert part.content.text.endswith("- Python\n- SQL\n- dbt")
