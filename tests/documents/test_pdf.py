"""PDF: reading order, wrapped lines, tables, hidden text, and what has no text."""

import io
import re
from itertools import product
from pathlib import Path

import document_files as make
import pytest
from PIL import Image
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    ListFlowable,
    PageBreak,
    Paragraph,
    SimpleDocTemplate,
    Spacer,
    Table,
    TableStyle,
)

from matcher.documents import Limits, read_file
from matcher.documents.pdf import _second_opinion
from matcher.documents.pdf_words import _SWAPPED_RUN, _swapped
from matcher.records import Document, HiddenText, Reason, Unreadable

STYLES = getSampleStyleSheet()
SENTENCE = (
    "Led the renewal of the ward's planning with two colleagues, so that night shifts were "
    "shared fairly and sick leave fell from nine to six percent within one single year."
)


def _read(path: Path) -> Document:
    found = read_file(path)
    assert isinstance(found, Document), found
    return found


def _refusal(path: Path, **limits: int) -> Unreadable:
    found = read_file(path, limits=Limits(**limits))
    assert isinstance(found, Unreadable), found
    return found


def _flow(path: Path, story: list[object]) -> Path:
    SimpleDocTemplate(str(path), pagesize=A4, invariant=1).build(story)
    return path


def test_two_columns_drawn_row_by_row_are_read_one_after_the_other(tmp_path: Path) -> None:
    text = _read(make.pdf_of_columns(tmp_path / "cv.pdf")).text
    words = " ".join(text.split())
    assert words == " ".join(
        [
            "Anna de Boer, a nurse with a name that crosses the whole page",
            *make.LEFT,
            *make.RIGHT,
            "References are given by all of my former employers when asked to.",
        ]
    )


def test_a_wrapped_paragraph_is_one_line_and_a_heading_stays_its_own(tmp_path: Path) -> None:
    story = [
        Paragraph("WORK EXPERIENCE", STYLES["Heading2"]),
        Paragraph("<b>Nurse, Zorgcentrum De Linde, Utrecht</b>", STYLES["Normal"]),
        Paragraph("March 2019 - present", STYLES["Normal"]),
        Paragraph(SENTENCE, STYLES["Normal"]),
    ]
    lines = _read(_flow(tmp_path / "cv.pdf", story)).text.split("\n")
    assert [line for line in lines if line] == [
        "WORK EXPERIENCE",
        "Nurse, Zorgcentrum De Linde, Utrecht",
        "March 2019 - present",
        SENTENCE,
    ]


def test_a_wrapped_bullet_is_one_line(tmp_path: Path) -> None:
    items = [SENTENCE, "Trained four students", SENTENCE + " It still runs."]
    story = [
        ListFlowable([Paragraph(item, STYLES["Normal"]) for item in items], bulletType="bullet")
    ]
    lines = _read(_flow(tmp_path / "cv.pdf", story)).text.split("\n")
    assert [line for line in lines if line] == [f"- {item}" for item in items]


def test_short_lines_of_a_list_are_never_joined(tmp_path: Path) -> None:
    skills = ["Python", "Project management (Prince2 and Scrum)", "SQL", "wound care", "Excel"]
    assert _read(make.pdf_of_lines(tmp_path / "cv.pdf", skills)).text.split("\n") == skills


def test_a_word_that_was_hyphenated_loses_its_hyphen_and_a_compound_keeps_it(
    tmp_path: Path,
) -> None:
    lines = [
        "Gave medication on a ward for thirty older people and trained in verzor-",
        "ging, worked for years with families at home and was part of a client-",
        "driven team that gave advice on in- and outpatient care to doctors.",
    ]
    assert _read(make.pdf_of_lines(tmp_path / "cv.pdf", lines)).text == (
        "Gave medication on a ward for thirty older people and trained in verzorging, worked for "
        "years with families at home and was part of a client-driven team that gave advice on in- "
        "and outpatient care to doctors."
    )


def test_a_ruled_table_is_read_row_by_row(tmp_path: Path) -> None:
    rows = [
        ["Skill", "Level", "Years"],
        ["Python", "expert", "6"],
        ["SQL", "good", "4"],
        ["R", "basic", "1"],
    ]
    table = Table(rows, style=TableStyle([("GRID", (0, 0), (-1, -1), 0.5, colors.black)]))
    assert _read(_flow(tmp_path / "cv.pdf", [table])).text.split("\n") == [
        " | ".join(row) for row in rows
    ]


def test_a_date_at_the_right_edge_stays_on_the_line_of_its_role(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        for number, year in enumerate(range(2012, 2024, 3)):
            y = make.HEIGHT - 80 - 50 * number
            canvas.drawString(60, y, f"Nurse at ward {number}")
            canvas.drawRightString(make.WIDTH - 60, y, f"{year} - {year + 3}")
            canvas.drawString(60, y - 14, "Gave medication")

    text = _read(make.pdf(tmp_path / "cv.pdf", draw)).text
    assert "Nurse at ward 2 | 2018 - 2021\nGave medication" in text


def test_dates_in_a_column_of_their_own_stay_beside_their_roles(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        for number, year in enumerate(range(2012, 2024, 3)):
            y = make.HEIGHT - 80 - 50 * number
            canvas.drawString(60, y, f"{year} - {year + 3}")
            canvas.drawString(160, y, f"Nurse at ward {number}")
            canvas.drawString(160, y - 14, "Gave medication")

    text = _read(make.pdf(tmp_path / "cv.pdf", draw)).text
    assert "2018 - 2021 | Nurse at ward 2\nGave medication" in text


def test_pages_start_at_their_first_character(tmp_path: Path) -> None:
    story = [
        Paragraph("First page", STYLES["Normal"]),
        PageBreak(),
        Paragraph("Second page", STYLES["Normal"]),
    ]
    document = _read(_flow(tmp_path / "cv.pdf", story))
    assert document.page_starts == (0, len("First page\n\n"))
    assert document.page_of(document.text.index("Second")) == 2


def test_a_turned_page_is_read_as_it_is_shown(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setPageRotation(90)
        canvas.translate(make.WIDTH, 0)
        canvas.rotate(90)
        for number, line in enumerate(["Anna de Boer", "Nurse since 2015", "Utrecht"]):
            canvas.drawString(60, 400 - 14 * number, line)

    text = _read(make.pdf(tmp_path / "cv.pdf", draw)).text
    assert text == "Anna de Boer\nNurse since 2015\nUtrecht"


# --- hidden text -----------------------------------------------------------------------------
def _white(canvas: Canvas) -> None:
    canvas.setFillColor(colors.white)
    canvas.drawString(60, 300, "Python Kubernetes")


def _tiny(canvas: Canvas) -> None:
    canvas.setFont("Helvetica", 1)
    canvas.drawString(60, 300, "Python Kubernetes")


def _off_the_page(canvas: Canvas) -> None:
    canvas.drawString(60, -200, "Python Kubernetes")


def _covered(canvas: Canvas) -> None:
    canvas.drawString(60, 300, "Python Kubernetes")
    canvas.setFillColor(colors.lightblue)
    canvas.rect(50, 290, 300, 30, fill=1, stroke=0)


def _invisible(canvas: Canvas) -> None:
    text = canvas.beginText(60, 300)
    text.setTextRenderMode(3)
    text.textLine("Python Kubernetes")
    canvas.drawText(text)


@pytest.mark.parametrize(
    ("trick", "why"),
    [
        (_white, "white"),
        (_tiny, "tiny"),
        (_off_the_page, "off the page"),
        (_covered, "covered"),
        (_invisible, "marked hidden"),
    ],
)
def test_text_that_nobody_can_see_is_set_apart(tmp_path: Path, trick: object, why: str) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(60, 700, "Anna de Boer, nurse in Utrecht")
        trick(canvas)  # type: ignore[operator]

    document = _read(make.pdf(tmp_path / "cv.pdf", draw))
    assert document.text == "Anna de Boer, nurse in Utrecht"
    assert [(one.text, one.why, one.page) for one in document.hidden] == [
        ("Python Kubernetes", why, 1)
    ]


def test_white_letters_on_a_dark_bar_are_seen(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFillColor(colors.darkblue)
        canvas.rect(0, 690, make.WIDTH, 40, fill=1, stroke=0)
        canvas.setFillColor(colors.white)
        canvas.drawString(60, 705, "Anna de Boer")

    document = _read(make.pdf(tmp_path / "cv.pdf", draw))
    assert (document.text, document.hidden) == ("Anna de Boer", ())


def test_the_text_layer_of_a_scan_is_seen(tmp_path: Path) -> None:
    picture = io.BytesIO()
    Image.effect_noise((300, 400), 90).save(picture, "PNG")

    def draw(canvas: Canvas) -> None:
        canvas.drawImage(ImageReader(picture), 0, 0, make.WIDTH, make.HEIGHT)
        for number in range(4):
            text = canvas.beginText(60, 700 - 20 * number)
            text.setTextRenderMode(3)
            text.textLine("Nurse at a ward for older people in Utrecht")
            canvas.drawText(text)

    document = _read(make.pdf(tmp_path / "cv.pdf", draw))
    assert document.text.count("Nurse") == 4
    assert document.hidden == ()


def test_a_pdf_whose_whole_text_is_hidden_is_empty(tmp_path: Path) -> None:
    found = _refusal(make.pdf(tmp_path / "cv.pdf", _white))
    assert found.reason is Reason.EMPTY
    assert "hidden" in found.message


# --- without text ----------------------------------------------------------------------------
def test_a_picture_of_a_text_needs_ocr_and_the_message_says_how(tmp_path: Path) -> None:
    found = _refusal(make.pdf_of_picture(tmp_path / "scan.pdf"))
    assert found.reason is Reason.NEEDS_OCR
    assert found.message == (
        'no text layer: install OCR (pip install "skills-matcher[ocr]") and add it again, '
        "or run it through another (for example ocrmypdf) first"
    )


def _without_letters(path: Path, lines: list[str]) -> Path:
    """Write a PDF whose font numbers its glyphs and does not say which letters they are."""
    pdfmetrics.registerFont(TTFont("Unmapped", "Vera.ttf", asciiReadable=False))

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Unmapped", 10)
        for number, line in enumerate(lines):
            canvas.drawString(50, 780 - 14 * number, line)

    data = make.pdf(path, draw).read_bytes()
    unmapped = re.sub(rb"/ToUnicode \d+ 0 R", lambda found: b" " * len(found[0]), data)
    assert unmapped != data
    path.write_bytes(unmapped)
    return path


@pytest.mark.parametrize("times", [1, 30])
def test_a_font_that_hides_its_letters_needs_ocr_rather_than_giving_nonsense(
    tmp_path: Path, times: int
) -> None:
    found = _refusal(_without_letters(tmp_path / "cv.pdf", ["Verpleegkundige in Utrecht"] * times))
    assert found.reason is Reason.NEEDS_OCR
    assert "letters" in found.message


def test_a_text_that_pdfium_cannot_tell_is_taken_from_pdfminer(tmp_path: Path) -> None:
    """And what nobody can see stays out of it."""
    pages = _second_opinion(
        make.pdf_of_lines(tmp_path / "cv.pdf", ["Nurse in Utrecht", "Python"]).read_bytes(),
        ["\ue001\ue002\ue003"],
        (HiddenText("Python", "white", 1),),
    )
    assert pages is not None
    assert [page.split() for page in pages] == [["Nurse", "in", "Utrecht"]]


def test_a_blank_page_is_empty(tmp_path: Path) -> None:
    assert _refusal(make.pdf(tmp_path / "blank.pdf", lambda canvas: None)).reason is Reason.EMPTY


def test_a_pdf_with_a_password_is_encrypted(tmp_path: Path) -> None:
    assert _refusal(make.pdf_encrypted(tmp_path / "cv.pdf")).reason is Reason.ENCRYPTED


@pytest.mark.parametrize("keep", [20, 400, 900])
def test_a_truncated_pdf_is_unreadable(tmp_path: Path, keep: int) -> None:
    whole = make.pdf_of_lines(tmp_path / "cv.pdf", ["Anna"] * 5).read_bytes()
    (tmp_path / "cut.pdf").write_bytes(whole[:keep])
    assert _refusal(tmp_path / "cut.pdf").reason in (Reason.UNREADABLE, Reason.EMPTY)


def test_too_many_pages_are_too_large(tmp_path: Path) -> None:
    story = [
        part
        for _ in range(4)
        for part in (Spacer(1, 1), Paragraph("x", STYLES["Normal"]), PageBreak())
    ]
    _flow(tmp_path / "cv.pdf", story)
    found = _refusal(tmp_path / "cv.pdf", pages=3)
    assert found.reason is Reason.TOO_LARGE
    assert "at most 3" in found.message


def test_no_word_is_lost_or_doubled_whatever_the_layout(tmp_path: Path) -> None:
    """Words scattered over the page come out once each, in some order."""
    words = ["".join(p) + "er" for p in product("bdfg", "aeiou", "klmn", "aeio")][:300]
    words.sort()

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 9)
        for n, word in enumerate(words):
            canvas.drawString(30 + (n * 67) % 500, 30 + (n * 37) % 780, word)

    text = _read(make.pdf(tmp_path / "cv.pdf", draw)).text
    assert sorted(text.replace("|", " ").split()) == words


# --- gaps, letters set apart, hyphens, rails -----------------------------------------------------
WORDS = "Ran the night shift of a small ward and kept the store of linen in order"


def _word_by_word(canvas: Canvas, x: float, y: float, words: list[str], gap_em: float) -> None:
    """Draw words without a space between them, as browsers and typesetters do."""
    for word in words:
        canvas.drawString(x, y, word)
        x += canvas.stringWidth(word) + gap_em * canvas._fontsize


@pytest.mark.parametrize("font", ["Helvetica", "Times-Italic", "Courier-Bold"])
@pytest.mark.parametrize("gap_em", [0.17, 0.2, 0.25, 0.33, 0.6])
def test_words_are_parted_by_a_gap_of_any_width(tmp_path: Path, font: str, gap_em: float) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont(font, 10)
        for number in range(3):
            _word_by_word(canvas, 60, 700 - 14 * number, WORDS.split(), gap_em)

    text = _read(make.pdf(tmp_path / "cv.pdf", draw)).text
    assert " ".join(text.split()) == " ".join([WORDS] * 3)


def test_words_in_letters_of_other_fonts_are_parted_though_no_space_is_drawn(
    tmp_path: Path,
) -> None:
    def draw(canvas: Canvas) -> None:
        x = 60.0
        for font, words in [
            ("Helvetica", "Checks the"),
            ("Helvetica-Bold", "stock records"),
            ("Helvetica-Oblique", "of each buffer"),
            ("Helvetica", "with the planner"),
        ]:
            canvas.setFont(font, 10)
            canvas.drawString(x, 700, words)
            x += canvas.stringWidth(words) + 2

    text = _read(make.pdf(tmp_path / "cv.pdf", draw)).text
    assert text == "Checks the stock records of each buffer with the planner"


def _spaced_out(canvas: Canvas, x: float, y: float, text: str, points: float) -> None:
    line = canvas.beginText(x, y)
    line.setCharSpace(points)
    line.textOut(text)
    canvas.drawText(line)


@pytest.mark.parametrize("points", [0.8, 2.0, 4.0, 7.0])
def test_letters_set_apart_are_words(tmp_path: Path, points: float) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica-Bold", 12)
        _spaced_out(canvas, 60, 740, "WORK HISTORY", points)
        canvas.setFont("Helvetica", 10)
        canvas.drawString(60, 720, "Nurse at a ward for older people")
        canvas.setFont("Helvetica-Bold", 12)
        _spaced_out(canvas, 60, 690, "EDUCATION", points)

    lines = _read(make.pdf(tmp_path / "cv.pdf", draw)).text.split("\n")
    assert [line for line in lines if line] == [
        "WORK HISTORY",
        "Nurse at a ward for older people",
        "EDUCATION",
    ]


def test_letters_typed_apart_are_a_word_and_a_list_of_letters_is_none(tmp_path: Path) -> None:
    lines = ["W E R K E R V A R I N G", "Rijbewijs B C E en AM", "Groep A B C D", "Cijfers 7 8 8 9"]
    text = _read(make.pdf_of_lines(tmp_path / "cv.pdf", lines)).text
    assert text.split("\n") == ["WERKERVARING", *lines[1:]]


def test_a_justified_line_with_wide_gaps_is_one_sentence(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 10)
        canvas.drawString(60, 714, "Looked after four wards at night and wrote the rota of")
        words = ["everyone", "there", "without", "ever"]
        free = 250 - sum(map(canvas.stringWidth, words))
        _word_by_word(canvas, 60, 700, words, free / (len(words) - 1) / 10)
        canvas.drawString(60, 686, "losing a shift.")

    assert "|" not in _read(make.pdf(tmp_path / "cv.pdf", draw)).text


def test_a_hyphen_stays_where_the_language_writes_one(tmp_path: Path) -> None:
    lines = [
        "Verantwoordelijk voor de planning en het onder-",
        "houd van de machines, de voorbereiding van hbo-",
        "opleidingen en een overzicht in Power-",
        "Point en Postgre-",
        "SQL van alles wat de leiding en de op-",
        "drachtgever van de afdeling wilden weten.",
    ]
    assert _read(make.pdf_of_lines(tmp_path / "cv.pdf", lines)).text == (
        "Verantwoordelijk voor de planning en het onderhoud van de machines, de voorbereiding van "
        "hbo-opleidingen en een overzicht in PowerPoint en PostgreSQL van alles wat de leiding en "
        "de opdrachtgever van de afdeling wilden weten."
    )


def test_headings_in_a_rail_stand_before_their_sections(tmp_path: Path) -> None:
    sections = {
        "Work": ["Cook at De Gouden Lepel", "Kept the cold side", "Wrote the menu"],
        "School": ["Mbo Kok, Breda", "Class of thirty"],
        "Tongues": ["Dutch and French"],
    }

    def draw(canvas: Canvas) -> None:
        y = 740.0
        for heading, lines in sections.items():
            canvas.drawString(50, y, heading)
            for line in lines:
                canvas.drawString(160, y, line)
                y -= 14
            y -= 12

    lines = _read(make.pdf(tmp_path / "cv.pdf", draw)).text.split("\n")
    assert [line for line in lines if line] == [
        line for heading, section in sections.items() for line in (heading, *section)
    ]


def test_a_role_that_wraps_beside_its_dates_is_one_line(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica-Bold", 10)
        canvas.drawString(60, 700, "Coordinator of volunteers and of the")
        canvas.drawString(60, 687, "visits, Stichting De Brug")
        canvas.setFont("Helvetica", 10)
        canvas.drawString(255, 700, "2016 - 2021")
        canvas.drawString(60, 674, "Planned the work of forty people")

    assert _read(make.pdf(tmp_path / "cv.pdf", draw)).text.split("\n") == [
        "Coordinator of volunteers and of the visits, Stichting De Brug | 2016 - 2021",
        "Planned the work of forty people",
    ]


def test_bullets_that_are_drawn_and_not_written_are_bullets(tmp_path: Path) -> None:
    items = ["Repaired bicycles", "Ordered parts", "Served customers at the counter"]

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 10)
        for number, item in enumerate(items):
            y = 700 - 14 * number
            canvas.circle(64, y + 3.2, 1.6, stroke=0, fill=1)
            canvas.drawString(74, y, item)

    text = _read(make.pdf(tmp_path / "cv.pdf", draw)).text
    assert text.split("\n") == [f"- {item}" for item in items]


def test_a_table_drawn_cell_by_cell_is_read_row_by_row(tmp_path: Path) -> None:
    rows = [["Tool", "Level", "Where"], ["Lathe", "good", "Hengelo"], ["Mill", "basic", "Almelo"]]

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 10)
        for n, row in enumerate(rows):
            for m, cell in enumerate(row):
                canvas.rect(60 + 120 * m, 694 - 18 * n, 120, 18)
                canvas.drawString(64 + 120 * m, 700 - 18 * n, cell)

    text = _read(make.pdf(tmp_path / "cv.pdf", draw)).text
    assert text.split("\n") == [" | ".join(row) for row in rows]


def test_letters_whose_bytes_ghostscript_turned_round_are_told() -> None:
    word = _SWAPPED_RUN.sub(_swapped, "Educa琀椀on")
    assert (word, _SWAPPED_RUN.sub(_swapped, "昀 琀")) == ("Education", "昀 琀")
