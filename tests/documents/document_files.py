"""Files for the tests of reading, byte by byte where a library would be too well-behaved."""

import io
import zipfile
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path

from docx import Document as Word
from PIL import Image
from reportlab.lib import pdfencrypt
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = A4
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

LEFT = [
    "PROFILE",
    "Nurse with nine years of",
    "experience on wards for",
    "older people, used to",
    "night shifts and to",
    "working with families.",
]
RIGHT = [
    "WORK EXPERIENCE",
    "Nurse, Zorgcentrum De Linde",
    "Gave medication to a ward of",
    "thirty and trained four",
    "new colleagues in wound",
    "care during their first",
]


def pdf(path: Path, draw: Callable[[Canvas], object], **options: object) -> Path:
    """Write a one-page PDF that `draw` draws."""
    canvas = Canvas(str(path), pagesize=A4, invariant=1, **options)
    draw(canvas)
    canvas.showPage()
    canvas.save()
    return path


def pdf_of_lines(path: Path, lines: Sequence[str], **options: object) -> Path:
    """Write a PDF of one column."""

    def draw(canvas: Canvas) -> None:
        for number, line in enumerate(lines):
            canvas.drawString(60, HEIGHT - 80 - 14 * number, line)

    return pdf(path, draw, **options)


def pdf_of_columns(path: Path) -> Path:
    """Write a PDF of two columns, drawn row by row, under a name and over a full line."""

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica-Bold", 18)
        canvas.drawString(
            60, HEIGHT - 60, "Anna de Boer, a nurse with a name that crosses the whole page"
        )
        canvas.setFont("Helvetica", 10)
        for number, (left, right) in enumerate(zip(LEFT, RIGHT, strict=True)):
            canvas.drawString(60, HEIGHT - 100 - 13 * number, left)
            canvas.drawString(300, HEIGHT - 100 - 13 * number, right)
        canvas.drawString(
            60, HEIGHT - 220, "References are given by all of my former employers when asked to."
        )

    return pdf(path, draw)


def pdf_encrypted(path: Path) -> Path:
    """Write a PDF that opens with a password only."""
    lock = pdfencrypt.StandardEncryption("secret", ownerPassword="owner", canPrint=1)
    return pdf_of_lines(path, ["Anna de Boer", "Nurse"], encrypt=lock)


def pdf_of_picture(path: Path) -> Path:
    """Write a PDF that is one picture, as a scanner makes."""
    picture = io.BytesIO()
    Image.effect_noise((300, 400), 60).save(picture, "PNG")
    picture.seek(0)
    from reportlab.lib.utils import ImageReader

    return pdf(path, lambda canvas: canvas.drawImage(ImageReader(picture), 0, 0, WIDTH, HEIGHT))


def raw_pdf(objects: Sequence[bytes]) -> bytes:
    """Return a PDF of these objects, numbered from 1, the first of them the catalogue."""
    out, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    tail = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n" % size + table + tail


def pdf_flate_bomb(path: Path, megabytes: int = 1024) -> Path:
    """Write a PDF of a few kilobytes whose page unpacks twice to a gigabyte."""
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(b" " * (1 << 20)) for _ in range(megabytes)) + packer.flush()
    twice = zlib.compress(packed, 9)
    head = b"<< /Length %d /Filter [/FlateDecode /FlateDecode] >>\nstream\n" % len(twice)
    path.write_bytes(
        raw_pdf(
            [
                b"<< /Type /Catalog /Pages 2 0 R >>",
                b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
                b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>",
                head + twice + b"\nendstream",
            ]
        )
    )
    return path


def pdf_nested_forms(path: Path, depth: int = 9, times: int = 10) -> Path:
    """Write a PDF whose page draws a form that draws a form ...: `times ** depth` of them."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /XObject << /F 5 0 R >> >> >>",
        b"<< /Length 5 >>\nstream\n/F Do\nendstream",
    ]
    for level in range(depth):
        draws = b"/F Do " * times if level < depth - 1 else b"0 0 1 1 re f "
        inner = b"/Resources << /XObject << /F %d 0 R >> >>" % (6 + level)
        objects.append(
            b"<< /Type /XObject /Subtype /Form /BBox [0 0 595 842] %s /Length %d >>\n"
            b"stream\n%s\nendstream" % (inner if level < depth - 1 else b"", len(draws), draws)
        )
    path.write_bytes(raw_pdf(objects))
    return path


def docx(path: Path, body: str, **parts: str) -> Path:
    """Write a Word file around the XML of its body; `parts` are further files in word/."""
    head = (
        f'<?xml version="1.0" encoding="UTF-8"?><w:{{root}} xmlns:w="{W}" '
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(
            "word/document.xml",
            f"{head.format(root='document')}<w:body>{body}</w:body></w:document>",
        )
        for name, xml in parts.items():
            root = (
                "".join(filter(str.isalpha, name)).replace("header", "hdr").replace("footer", "ftr")
            )
            archive.writestr(f"word/{name}.xml", f"{head.format(root=root)}{xml}</w:{root}>")
    return path


def paragraph(text: str, properties: str = "", run: str = "") -> str:
    """Return the XML of a paragraph."""
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{run}</w:rPr><w:t>{text}</w:t></w:r></w:p>"


def docx_of_lines(path: Path, lines: Sequence[str]) -> Path:
    """Write a Word file as python-docx does."""
    word = Word()
    for line in lines:
        word.add_paragraph(line)
    word.save(str(path))
    return path


def docx_bomb(path: Path, megabytes: int = 1024) -> Path:
    """Write a Word file of a megabyte whose text unpacks to a gigabyte."""
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("word/document.xml", "w", force_zip64=True) as stream,
    ):
        for _ in range(megabytes):
            stream.write(b" " * (1 << 20))
    return path


def odt(path: Path, body: str, styles: str = "", automatic: str = "") -> Path:
    """Write an OpenDocument text around the XML of its body."""
    names = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
        for short, long in (
            ("office", "office"),
            ("text", "text"),
            ("table", "table"),
            ("style", "style"),
            ("fo", "xsl-fo-compatible"),
            ("draw", "drawing"),
        )
    )
    content = (
        f"<office:document-content {names}>"
        f"<office:automatic-styles>{automatic}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", content)
        archive.writestr(
            "styles.xml", f"<office:document-styles {names}>{styles}</office:document-styles>"
        )
    return path
