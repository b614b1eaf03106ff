"""Scans: read where an engine is there, named where none is. A pretended engine stands in for one.

The last tests read with the real engine and are skipped where the extra `ocr` is not installed.
"""

import io
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

import document_files as make
import matplotlib
import pytest
from docx import Document as Word
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from matcher.documents import Limits, may_be_read_now, read_file
from matcher.documents.contents import Refused
from matcher.documents.docx import read_docx
from matcher.documents.mail import read_mail
from matcher.documents.needing_ocr import HOW
from matcher.documents.ocr import LONG_SIDE, OcrLine, _lean, installed, read_picture
from matcher.documents.pdf import read_pdf
from matcher.documents.pictures import read_image
from matcher.profiles import understand_candidate
from matcher.reading import shipped_finder
from matcher.records import Document, Reason, Unreadable

FONT = Path(matplotlib.get_data_path()) / "fonts" / "ttf" / "DejaVuSans.ttf"
LINES = [
    "Loïs Großmann",
    "WERKERVARING",
    "2019 – heden Storingsmonteur, Zuivelfabriek De Weide",
    "• Storingen opgelost aan vullijnen, façade gereinigd",
    "• Bespaard: € 48.500 per jaar door ander onderhoud",
]


class Pretended:
    """Reads whatever it was told, at the places where the lines would be; counts its pages."""

    def __init__(self, lines: list[str], confidence: float = 0.97) -> None:
        self._lines, self._confidence = lines, confidence
        self.pages = 0

    def lines(self, picture: Image.Image) -> list[OcrLine]:
        self.pages += 1
        return [
            OcrLine(text, 50, 40 + 40 * n, 50 + 9 * len(text), 60 + 40 * n, self._confidence)
            for n, text in enumerate(self._lines)
        ]


def _scan(dots: int = 120) -> Image.Image:
    picture = Image.new("L", (int(8.27 * dots), int(11.69 * dots)), 255)
    pen, font = ImageDraw.Draw(picture), ImageFont.truetype(str(FONT), int(dots / 6.5))
    for number, line in enumerate(LINES):
        pen.text((dots * 0.8, dots + number * dots * 0.25), line, font=font, fill=20)
    return picture


def _pages(path: Path, *draws: Callable[[Canvas], object]) -> bytes:
    canvas = Canvas(str(path), pagesize=A4, invariant=1)
    for draw in draws:
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return path.read_bytes()


def _letter(canvas: Canvas) -> None:
    canvas.drawString(60, 700, "Dear reader, my CV is on the second page.")


def _picture(canvas: Canvas) -> None:
    canvas.drawImage(ImageReader(_scan()), 0, 0, make.WIDTH, make.HEIGHT)


def _stamped(canvas: Canvas) -> None:
    _picture(canvas)
    canvas.drawString(60, 8, "Scanned with PaperPhone, get the full version at paperphone.example")


@pytest.fixture
def no_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make as if the extra were not installed."""
    monkeypatch.setattr("matcher.documents.pdf.installed", lambda: None)
    monkeypatch.setattr("matcher.documents.pictures.engines.installed", lambda: None)


# --- without an engine ------------------------------------------------------------------------
@pytest.mark.usefixtures("no_engine")
@pytest.mark.parametrize("draw", [_picture, _stamped])
def test_without_ocr_a_scan_needs_it_also_under_the_stamp_of_a_scanner(
    tmp_path: Path, draw: Callable[[Canvas], object]
) -> None:
    with pytest.raises(Refused, match=r'pip install "skills-matcher\[ocr\]"') as refused:
        read_pdf(_pages(tmp_path / "cv.pdf", draw), Limits())
    assert refused.value.reason is Reason.NEEDS_OCR


@pytest.mark.usefixtures("no_engine")
def test_without_ocr_a_scan_behind_a_letter_is_kept_and_its_page_named(tmp_path: Path) -> None:
    content = read_pdf(_pages(tmp_path / "cv.pdf", _letter, _picture, _picture), Limits())
    assert content.text == "Dear reader, my CV is on the second page."
    (note,) = content.notes
    assert note.startswith("pages 2, 3 are pictures and were not read: install OCR")


@pytest.mark.usefixtures("no_engine")
def test_without_ocr_a_photo_of_a_cv_needs_it() -> None:
    packed = io.BytesIO()
    _scan(60).save(packed, "JPEG")
    with pytest.raises(Refused) as refused:
        read_image(packed.getvalue(), Limits())
    assert refused.value.reason is Reason.NEEDS_OCR


@pytest.mark.usefixtures("no_engine")
def test_without_ocr_a_scan_in_a_word_file_or_a_photo_in_a_mail_needs_it(tmp_path: Path) -> None:
    _scan(60).save(tmp_path / "scan.png")
    word = Word()
    word.add_picture(str(tmp_path / "scan.png"))
    word.save(str(tmp_path / "cv.docx"))
    with pytest.raises(Refused) as refused:
        read_docx((tmp_path / "cv.docx").read_bytes(), Limits())
    assert refused.value.reason is Reason.NEEDS_OCR
    mail = EmailMessage()
    mail["Subject"] = "CV"
    mail.set_content("Please find attached my CV.")
    mail.add_attachment(
        b"\xff\xd8\xff" + bytes(60_000), maintype="image", subtype="jpeg", filename="cv.jpg"
    )
    (part,) = read_mail(mail.as_bytes(), Limits())
    assert part.tag == "/cv.jpg"
    assert isinstance(part.content, Refused)


def test_a_scan_is_read_again_once_ocr_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    lacking = Unreadable("cv.pdf", Reason.NEEDS_OCR, f"no text layer: {HOW}")
    hopeless = Unreadable("cv.pdf", Reason.NEEDS_OCR, "no text layer: OCR can make nothing of it")
    for there in (True, False):
        monkeypatch.setattr("matcher.documents.needing_ocr.is_installed", lambda there=there: there)
        assert may_be_read_now(lacking) is there
        assert not may_be_read_now(hopeless)


# --- with a pretended engine ------------------------------------------------------------------
def test_pages_of_text_keep_their_text_and_scans_get_that_of_ocr(tmp_path: Path) -> None:
    engine = Pretended(["Werkervaring", "2019 - heden Lasser, De Haan"])
    content = read_pdf(_pages(tmp_path / "cv.pdf", _letter, _stamped), Limits(), engine)
    assert engine.pages == 1
    assert content.text == (
        "Dear reader, my CV is on the second page.\n\nWerkervaring\n2019 - heden Lasser, De Haan"
    )
    assert content.ocr == pytest.approx(0.97)
    assert content.page_starts == (0, 43)
    assert content.notes == ()


def test_a_page_of_which_ocr_makes_nothing_is_named_or_refused(tmp_path: Path) -> None:
    engine = Pretended(["xq w", "zzkj"], 0.6)
    content = read_pdf(_pages(tmp_path / "cv.pdf", _letter, _picture), Limits(), engine)
    assert content.text == "Dear reader, my CV is on the second page."
    assert "page 2" in content.notes[0]
    with pytest.raises(Refused, match="scan it anew") as refused:
        read_pdf(_pages(tmp_path / "cv.pdf", _picture), Limits(), engine)
    assert refused.value.reason is Reason.NEEDS_OCR


def test_more_scans_than_the_limit_are_named(tmp_path: Path) -> None:
    engine = Pretended(["Werkervaring", "2019 - heden Lasser, De Haan"])
    data = _pages(tmp_path / "cv.pdf", *[_picture] * 3)
    content = read_pdf(data, Limits(ocr_pages=2), engine)
    assert engine.pages == 2
    assert content.notes[0].startswith("page 3 is a picture")


def test_a_candidate_says_that_ocr_read_the_cv_and_which_pages_were_not_read() -> None:
    document = Document(
        "a", "a.pdf", "pdf", "0", "Werkervaring\n2019 - heden Lasser, Haan\n- TIG lassen van rvs",
        ocr=0.913, notes=("page 3 is a picture and was not read: ...",),
    )  # fmt: skip
    flags = understand_candidate(document, shipped_finder()).flags
    assert "read by OCR (confidence 0.91)" in flags
    assert "page 3 is a picture and was not read: ..." in flags


@pytest.mark.parametrize("angle", [-3.0, -1.2, 0.0, 2.0])
def test_how_a_page_leans_is_told_by_its_lines(angle: float) -> None:
    lean, sideways = _lean(_scan().rotate(-angle, fillcolor=255))
    assert (round(lean, 1), sideways) == (pytest.approx(angle, abs=0.3), False)
    assert _lean(_scan().rotate(90, expand=True))[1]


def test_an_engine_gets_the_page_straight_cropped_and_not_larger_than_it_needs() -> None:
    sizes: list[tuple[int, int]] = []

    class Sizes(Pretended):
        def lines(self, picture: Image.Image) -> list[OcrLine]:
            sizes.append(picture.size)
            return super().lines(picture)

    read = read_picture(_scan(300).rotate(90, expand=True), Sizes(["Nurse"]), Limits())
    (size,) = sizes
    assert size[0] < LONG_SIDE
    assert size[1] < LONG_SIDE / 2, "the empty half of the page was not left out"
    assert [word.text for word in read.words] == ["Nurse"]


def test_a_page_on_its_head_is_tried_the_other_way_round() -> None:
    class Headlong(Pretended):
        def lines(self, picture: Image.Image) -> list[OcrLine]:
            self._confidence = 0.3 if self.pages == 0 else 0.95
            return super().lines(picture)

    read = read_picture(_scan(), Headlong(["Nurse since 2015"]), Limits())
    assert read.confidence == pytest.approx(0.95)


# --- with the real one ------------------------------------------------------------------------
needs_engine = pytest.mark.skipif(
    installed() is None, reason='the extra is not installed: pip install "skills-matcher[ocr]"'
)


@needs_engine
def test_a_turned_scan_behind_a_letter_is_read_in_the_sandbox(tmp_path: Path) -> None:
    turned = _scan(200).rotate(180).rotate(1.5, fillcolor=255)
    _pages(
        tmp_path / "cv.pdf",
        _letter,
        lambda canvas: canvas.drawImage(ImageReader(turned), 0, 0, make.WIDTH, make.HEIGHT),
    )
    found = read_file(tmp_path / "cv.pdf")
    assert isinstance(found, Document), found
    for line in LINES:
        assert line.removeprefix("• ") in found.text
    assert found.ocr is not None
    assert found.ocr > 0.9


@needs_engine
def test_a_photo_is_read_in_the_sandbox(tmp_path: Path) -> None:
    _scan(200).save(tmp_path / "cv.jpg", quality=60)
    found = read_file(tmp_path / "cv.jpg")
    assert isinstance(found, Document), found
    assert "Bespaard: € 48.500 per jaar" in found.text
    assert found.media == "picture"
