"""Plain text in any encoding, Markdown, RTF and HTML."""

from pathlib import Path

import pytest

from matcher.documents import read_file
from matcher.records import Document, Reason, Unreadable

DUTCH = "Één jaar ervaring als co\u00f6rdinator in caf\u00e9 De Br\u00fcg, salaris \u20ac 3.000"


def _read(path: Path, content: str | bytes) -> Document:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    found = read_file(path)
    assert isinstance(found, Document), found
    return found


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
)
def test_a_text_is_read_in_whatever_encoding_it_has(tmp_path: Path, encoding: str) -> None:
    text = "\n".join([DUTCH, "Verpleegkundige in een ziekenhuis"] * 3)
    assert _read(tmp_path / "cv.txt", text.encode(encoding)).text == text


def test_a_text_that_an_editor_wrapped_is_joined_where_it_goes_on_in_lower_case(
    tmp_path: Path,
) -> None:
    lines = [
        "Led the renewal of the planning of the ward with two colleagues and",
        "brought sick leave down from nine percent.",
        "Nurse, De Linde",
        "since 2015",
    ]
    assert _read(tmp_path / "cv.txt", "\n".join(lines)).text.split("\n") == [
        f"{lines[0]} {lines[1]}",
        *lines[2:],
    ]


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    (tmp_path / "cv.txt").write_bytes(bytes(range(256)) * 20)
    found = read_file(tmp_path / "cv.txt")
    assert isinstance(found, Unreadable)
    assert found.reason is Reason.UNSUPPORTED


@pytest.mark.parametrize("content", ["", "  \n\n", "\ufeff", "- - -"])
def test_a_file_without_words_is_empty(tmp_path: Path, content: str) -> None:
    (tmp_path / "cv.txt").write_text(content)
    found = read_file(tmp_path / "cv.txt")
    assert isinstance(found, Unreadable)
    assert found.reason is Reason.EMPTY


def test_a_picture_needs_ocr(tmp_path: Path) -> None:
    (tmp_path / "scan.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
    found = read_file(tmp_path / "scan.png")
    assert isinstance(found, Unreadable)
    assert found.reason is Reason.NEEDS_OCR


def test_markdown_loses_its_marks_and_keeps_headings_and_bullets(tmp_path: Path) -> None:
    source = """---
title: x
---
# **Anna de Boer**

[anna@mail.nl](mailto:anna@mail.nl) · <https://anna.nl>

Work experience
---------------

* Used `Python` and **SQL** in 2019
+ Knows snake_case and C\\#
1. First

| Skill | Level |
|-------|:-----:|
| R     | basic |

> Quoted ~~struck~~ ![photo](me.png)
"""
    assert [line for line in _read(tmp_path / "cv.md", source).text.split("\n") if line] == [
        "Anna de Boer",
        "anna@mail.nl · https://anna.nl",
        "Work experience",
        "- Used Python and SQL in 2019",
        "- Knows snake_case and C#",
        "1. First",
        "Skill | Level",
        "R | basic",
        "Quoted struck",
    ]


def test_rtf_is_read_with_its_accents_and_without_its_hidden_text(tmp_path: Path) -> None:
    shown = rb"Anna de Boer\par Caf\'e9 co\u246?rdinator\par "
    rtf = rb"{\rtf1\ansi\ansicpg1252 " + shown + rb"{\v Python}\v SQL\v0 }"
    document = _read(tmp_path / "cv.rtf", rtf)
    assert document.text == "Anna de Boer\nCafé coördinator"
    assert [(one.text, one.why) for one in document.hidden] == [("Python SQL", "marked hidden")]


def test_a_page_is_read_block_by_block_without_its_furniture(tmp_path: Path) -> None:
    page = """<!doctype html><html><head><title>Site</title><style>p{}</style></head><body>
    <nav><a>Home</a></nav><div class="cookie-banner">Accept cookies</div>
    <h1>Nurse</h1><p>We ask for <b>three</b> years
    of experience.<br>In Utrecht</p><ul><li><p>BIG registration</p></li><li>Dutch</li></ul>
    <table><tr><th>Hours</th><td>32</td></tr></table>
    <script>var x = "Python"</script><noscript>Java</noscript>
    <form><input type="password">Log in</form><footer>About us</footer></body></html>"""
    assert _read(tmp_path / "vacancy.html", page).text == (
        "Nurse\n\nWe ask for three years of experience.\nIn Utrecht\n\n"
        "- BIG registration\n- Dutch\nHours | 32"
    )


def test_the_main_part_of_a_page_is_read_alone(tmp_path: Path) -> None:
    words = "We ask for experience on a ward. " * 10
    page = f"<html><body><div>Other vacancies</div><main><p>{words}</p></main></body></html>"
    assert _read(tmp_path / "vacancy.html", page).text == words.strip()


@pytest.mark.parametrize(
    ("attribute", "why"),
    [
        ("hidden", "marked hidden"),
        ("style='display: none'", "marked hidden"),
        ("style='visibility:hidden'", "marked hidden"),
        ("style='color:#FFF'", "white"),
        ("style='color: rgb(255, 255, 255);'", "white"),
        ("style='font-size:0'", "tiny"),
        ("style='position:absolute;left:-9999px'", "off the page"),
    ],
)
def test_text_of_a_page_that_nobody_can_see_is_set_apart(
    tmp_path: Path, attribute: str, why: str
) -> None:
    page = f"<html><body><p>Nurse</p><div {attribute}>Python</div></body></html>"
    document = _read(tmp_path / "cv.html", page)
    assert document.text == "Nurse"
    assert [(one.text, one.why) for one in document.hidden] == [("Python", why)]


def test_white_letters_of_a_page_on_a_dark_ground_are_seen(tmp_path: Path) -> None:
    page = "<html><body style='background:#123'><p style='color:white'>Nurse</p></body></html>"
    assert _read(tmp_path / "cv.html", page).text == "Nurse"


def test_a_page_is_read_in_the_encoding_that_it_names(tmp_path: Path) -> None:
    page = f"<html><head><meta charset='iso-8859-15'></head><body>{DUTCH}</body></html>"
    assert _read(tmp_path / "cv.html", page.encode("iso-8859-15")).text == DUTCH
