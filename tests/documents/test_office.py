"""DOCX and ODT: nothing that is seen is lost, nothing that is not seen gets in."""

from pathlib import Path

import document_files as make
import pytest

from matcher.documents import read_file
from matcher.records import Document, Reason

P = make.paragraph


def _docx(tmp_path: Path, body: str, **parts: str) -> Document:
    found = read_file(make.docx(tmp_path / "cv.docx", body, **parts))
    assert isinstance(found, Document), found
    return found


def _cell(*paragraphs: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(paragraphs)}</w:tc>"


def _table(*rows: str, properties: str = "") -> str:
    inside = "".join(f"<w:tr>{row}</w:tr>" for row in rows)
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr>{inside}</w:tbl>"


def _box(text: str, fill: str = "") -> str:
    inside = f"<wps:txbx><w:txbxContent>{text}</w:txbxContent></wps:txbx>"
    shape = f"<wps:wsp><wps:spPr>{fill}</wps:spPr>{inside}</wps:wsp>"
    drawn = f"<mc:Choice Requires='wps'><w:drawing>{shape}</w:drawing></mc:Choice>"
    old = f"<mc:Fallback><w:pict><w:txbxContent>{text}</w:txbxContent></w:pict></mc:Fallback>"
    return f"<w:p><w:r><mc:AlternateContent>{drawn}{old}</mc:AlternateContent></w:r></w:p>"


def test_a_file_of_python_docx_is_read_line_by_line(tmp_path: Path) -> None:
    lines = ["Anna de Boer", "WERKERVARING", "Verpleegkundige, De Linde"]
    found = read_file(make.docx_of_lines(tmp_path / "cv.docx", lines))
    assert isinstance(found, Document)
    assert (found.media, found.text.split("\n")) == ("docx", lines)


def test_runs_of_one_paragraph_are_one_line(tmp_path: Path) -> None:
    body = "<w:p><w:r><w:t>Pyt</w:t></w:r><w:r><w:t>hon</w:t></w:r></w:p>"
    assert _docx(tmp_path, body).text == "Python"


def test_a_row_of_short_cells_is_one_line_and_of_long_cells_several(tmp_path: Path) -> None:
    body = _table(
        _cell(P("Python")) + _cell(P("expert")),
        _cell(P("2019 - heden")) + _cell(P("Verpleegkundige"), P("Gaf medicatie")),
    )
    assert _docx(tmp_path, body).text.split("\n") == [
        "Python | expert",
        "2019 - heden",
        "Verpleegkundige",
        "Gaf medicatie",
    ]


def test_a_table_inside_a_cell_is_read_once(tmp_path: Path) -> None:
    body = _table(_cell(_table(_cell(P("inner")) + _cell(P("pair")))) + _cell(P("outer")))
    assert _docx(tmp_path, body).text == "inner | pair | outer"


def test_a_text_box_is_read_once(tmp_path: Path) -> None:
    assert _docx(tmp_path, P("Anna") + _box(P("Utrecht"))).text == "Anna\n\nUtrecht"


def test_a_content_control_is_read_and_its_placeholder_is_not(tmp_path: Path) -> None:
    filled = f"<w:sdt><w:sdtPr/><w:sdtContent>{P('Anna')}</w:sdtContent></w:sdt>"
    empty = (
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr>"
        f"<w:sdtContent>{P('Click here to enter text')}</w:sdtContent></w:sdt>"
    )
    assert _docx(tmp_path, filled + empty).text == "Anna"


def test_headers_come_first_and_footers_last_each_once(tmp_path: Path) -> None:
    text = _docx(tmp_path, P("Body"), header1=P("Anna"), header2=P("Anna"), footer1=P("Page")).text
    assert text.split("\n\n") == ["Anna", "Body", "Page"]


def test_list_items_get_a_mark_and_headings_do_not(tmp_path: Path) -> None:
    styles = (
        "<w:style w:type='paragraph' w:styleId='L'><w:name w:val='List Bullet'/></w:style>"
        "<w:style w:type='paragraph' w:styleId='H'><w:name w:val='heading 1'/>"
        "<w:pPr><w:outlineLvl w:val='0'/><w:numPr><w:numId w:val='2'/></w:numPr></w:pPr></w:style>"
    )
    body = (
        P("Skills", "<w:pStyle w:val='H'/>")
        + P("Python", "<w:pStyle w:val='L'/>")
        + P("SQL", "<w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr>")
        + P("no list", "<w:numPr><w:numId w:val='0'/></w:numPr>")
    )
    assert _docx(tmp_path, body, styles=styles).text.split("\n") == [
        "Skills",
        "- Python",
        "- SQL",
        "no list",
    ]


def test_deleted_text_and_field_codes_are_not_read(tmp_path: Path) -> None:
    body = (
        "<w:p><w:del><w:r><w:delText>old</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>new</w:t></w:r></w:ins>"
        "<w:r><w:instrText>HYPERLINK x</w:instrText></w:r></w:p>"
    )
    assert _docx(tmp_path, body).text == "new"


@pytest.mark.parametrize(
    ("run", "why"),
    [
        ("<w:vanish/>", "marked hidden"),
        ("<w:color w:val='FFFFFF'/>", "white"),
        ("<w:color w:val='FEFDFE'/>", "white"),
        ("<w:sz w:val='4'/>", "tiny"),
        ("<w:rStyle w:val='Ghost'/>", "marked hidden"),
    ],
)
def test_text_that_nobody_can_see_is_set_apart(tmp_path: Path, run: str, why: str) -> None:
    styles = "<w:style w:type='character' w:styleId='Ghost'><w:rPr><w:vanish/></w:rPr></w:style>"
    document = _docx(tmp_path, P("Nurse") + P("Python Kubernetes", run=run), styles=styles)
    assert document.text == "Nurse"
    assert [(one.text, one.why) for one in document.hidden] == [("Python Kubernetes", why)]


@pytest.mark.parametrize(
    "body",
    [
        P("Nurse", "<w:shd w:fill='1F3864'/>", "<w:color w:val='FFFFFF'/>"),
        P("Nurse", run="<w:color w:val='FFFFFF'/><w:shd w:fill='000000'/>"),
        _table(
            _cell(
                P("Nurse", run="<w:color w:val='FFFFFF'/>"), properties="<w:shd w:fill='1F3864'/>"
            )
        ),
        _box(
            P("Nurse", run="<w:color w:val='FFFFFF'/>"),
            "<a:solidFill><a:srgbClr val='1F3864'/></a:solidFill>",
        ),
    ],
)
def test_white_letters_on_a_dark_ground_are_seen(tmp_path: Path, body: str) -> None:
    document = _docx(tmp_path, body)
    assert (document.text, document.hidden) == ("Nurse", ())


def test_vanish_that_is_switched_off_is_seen(tmp_path: Path) -> None:
    assert _docx(tmp_path, P("Nurse", run="<w:vanish w:val='0'/>")).text == "Nurse"


def test_an_old_or_encrypted_office_file_is_named_as_such(tmp_path: Path) -> None:
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100)
    (tmp_path / "old.doc").write_bytes(head)
    (tmp_path / "locked.docx").write_bytes(head + "EncryptedPackage".encode("utf-16-le"))
    reasons = [
        getattr(read_file(tmp_path / name), "reason", None) for name in ("old.doc", "locked.docx")
    ]
    assert reasons == [Reason.UNSUPPORTED, Reason.ENCRYPTED]


# --- ODT -------------------------------------------------------------------------------------
def _odt(tmp_path: Path, body: str, **options: str) -> Document:
    found = read_file(make.odt(tmp_path / "cv.odt", body, **options))
    assert isinstance(found, Document), found
    return found


def test_an_odt_is_read_with_lists_tables_spaces_and_breaks(tmp_path: Path) -> None:
    body = (
        "<text:h>Anna</text:h><text:p>one<text:tab/>two<text:line-break/>a<text:s/>b</text:p>"
        "<text:list><text:list-item><text:p>Python</text:p></text:list-item></text:list>"
        "<table:table><table:table-row><table:table-cell><text:p>SQL</text:p></table:table-cell>"
        "<table:table-cell><text:p>good</text:p></table:table-cell></table:table-row></table:table>"
    )
    document = _odt(tmp_path, body)
    assert document.media == "odt"
    assert document.text.split("\n") == ["Anna", "one | two", "a b", "- Python", "SQL | good"]


@pytest.mark.parametrize(
    ("properties", "why"),
    [
        ("fo:color='#ffffff'", "white"),
        ("fo:font-size='1pt'", "tiny"),
        ("text:display='none'", "marked hidden"),
    ],
)
def test_text_of_an_odt_that_nobody_can_see_is_set_apart(
    tmp_path: Path, properties: str, why: str
) -> None:
    style = (
        "<style:style style:name='T1' style:family='text'>"
        f"<style:text-properties {properties}/></style:style>"
    )
    body = "<text:p>Nurse<text:span text:style-name='T1'>Python</text:span></text:p>"
    document = _odt(tmp_path, body, automatic=style)
    assert document.text == "Nurse"
    assert [(one.text, one.why) for one in document.hidden] == [("Python", why)]


def test_white_letters_of_an_odt_on_a_dark_ground_are_seen(tmp_path: Path) -> None:
    styles = (
        "<style:style style:name='P1' style:family='paragraph'>"
        "<style:paragraph-properties fo:background-color='#1f3864'/></style:style>"
        "<style:style style:name='T1' style:family='text'>"
        "<style:text-properties fo:color='#ffffff'/></style:style>"
    )
    body = "<text:p text:style-name='P1'><text:span text:style-name='T1'>Nurse</text:span></text:p>"
    assert _odt(tmp_path, body, automatic=styles).text == "Nurse"
