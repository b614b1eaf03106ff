"""Plain text, Markdown and RTF.

In:  bytes
Out: `Content`
Why: a byte order mark or valid UTF-8 decides the encoding; charset-normalizer guesses only what is
     left (old Windows files), because it takes short UTF-8 texts for something else now and then
"""

import codecs
import contextlib
import re
from importlib import import_module

from matcher.documents.contents import Content, Refused, hidden
from matcher.documents.normal import GAP, tidy
from matcher.records import Reason

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16: its mark starts with that of UTF-16
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?([A-Za-z0-9_-]+)", re.I)
_RTF_HIDDEN = re.compile(r"\\v(?![0-9a-z]) ?([^{}]*?)(?:\\v0(?![0-9]) ?|(?=\}))")
_HIGH = re.compile("[\x80-\xff]")
_WRAPPED = 60  # a shorter line was ended on purpose
_NO_TEXT = re.compile(r"\s*(?:```.*|~~~.*|(?:[-*_] *){3,}|=+|\|?[\s:|-]*-{2,}[\s:|-]*)\s*")
_INLINE = (
    (re.compile(r"!\[[^\]]*\]\([^)]*\)"), ""),
    (re.compile(r"\[([^\]]+)\]\([^)]*\)"), r"\1"),
    (re.compile(r"<((?:https?://|mailto:)?[^\s<>]+[.@][^\s<>]+)>"), r"\1"),
    (re.compile(r"</?[A-Za-z][^<>]*>"), ""),
    (re.compile(r"(\*\*\*|\*\*|~~|`+)(?=\S)(.+?)(?<=\S)\1"), r"\2"),
    (re.compile(r"(?<!\w)(__|_|\*)(?=\S)(.+?)(?<=\S)\1(?!\w)"), r"\2"),
    (re.compile(r"\\([\\`*_{}\[\]()#+.!|~-])"), r"\1"),
)
_MOSTLY = 0.4  # share of zero bytes on one side that only UTF-16 without a mark has


def decode(data: bytes) -> str:
    """Return bytes as text: by byte order mark, else UTF-8, else the likeliest encoding."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace").lstrip("\ufeff")
    for side, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        half = data[side::2]
        if len(data) > 3 and half.count(0) > _MOSTLY * len(half):
            return data.decode(encoding, errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _guess(data)


def decode_html(data: bytes) -> str:
    """Return a page as text, by its own word on its encoding where it gives one that works."""
    declared = _CHARSET.search(data[:2048])
    if declared and not data.startswith(codecs.BOM_UTF8):
        with contextlib.suppress(LookupError, UnicodeDecodeError):
            return data.decode(declared[1].decode("ascii"))
    return decode(data)


def read_plain(data: bytes) -> Content:
    """Return the text of a plain text file."""
    return Content("txt", join_wrapped(tidy(_no_binary(decode(data)))))


def read_markdown(data: bytes) -> Content:
    """Return a Markdown file without its marks; headings and bullets stay lines of their own."""
    return Content("md", join_wrapped(tidy(strip_markdown(_no_binary(decode(data))))))


def read_rtf(data: bytes) -> Content:
    """Return the text of a rich text file; what it marks as hidden (\\v) apart."""
    # Raw bytes stand for what the escape of the same number stands for, in the font's code page.
    rtf = _HIGH.sub(lambda found: f"\\'{ord(found[0]):02x}", data.decode("latin-1"))
    unseen = " ".join(_rtf_text(found[1]) for found in _RTF_HIDDEN.finditer(rtf))
    text = tidy(_rtf_text(_RTF_HIDDEN.sub("", rtf)))
    return Content("rtf", text, hidden=hidden(unseen, "marked hidden"))


def _rtf_text(rtf: str) -> str:
    striprtf = import_module("striprtf.striprtf")
    try:
        text = str(striprtf.rtf_to_text(rtf, encoding="cp1252", errors="replace"))
    except (ValueError, IndexError, LookupError) as error:
        raise Refused(
            Reason.UNREADABLE, "the RTF file is damaged; save it as .docx and add it again"
        ) from error
    return "\n".join(_rtf_row(line) for line in text.split("\n"))


def _rtf_row(line: str) -> str:
    """Return a row of a table, whose every cell striprtf ends with a bar, as other readers do."""
    if not line.rstrip().endswith("|"):
        return line
    return GAP.join(filter(None, (cell.strip() for cell in line.split("|"))))


def strip_markdown(text: str) -> str:
    """Return Markdown as plain lines."""
    text = re.sub(r"\A---\n.*?\n---\n", "", text.replace("\r\n", "\n"), flags=re.S)  # front matter
    text = re.sub(r"<!--.*?-->", "", text, flags=re.S)
    text = re.sub(r"<br ?/?>", "\n", text)
    lines = [_plain_line(line) for line in text.split("\n") if not _NO_TEXT.fullmatch(line)]
    return "\n".join(lines)


def join_wrapped(text: str) -> str:
    """Join the lines that an editor wrapped: a long one, and one that goes on in lower case."""
    joined: list[str] = []
    for line in text.split("\n"):
        if joined and _goes_on(joined[-1], line):
            joined[-1] += " " + line
        else:
            joined.append(line)
    return "\n".join(joined)


def _goes_on(line: str, following: str) -> bool:
    last = line.rsplit("\n", 1)[-1]
    return len(last) >= _WRAPPED and last[-1] not in ".:;!?" and following[:1].islower()


def _plain_line(line: str) -> str:
    quote = re.sub(r"^\s*(?:>\s?)+", "", line)
    if re.match(r"\s*#{1,6}\s", quote):
        return "\n" + _plain_words(re.sub(r"^\s*#+\s+|\s+#+\s*$", "", quote))
    if re.match(r"\s*\|.*\|\s*$", quote):
        cells = quote.strip().strip("|").split("|")
        return " | ".join(filter(None, (_plain_words(cell).strip() for cell in cells)))
    bullet = re.match(r"\s*[-*+]\s+(?:\[[ xX]\]\s+)?", quote)
    return "- " + _plain_words(quote[bullet.end() :]) if bullet else _plain_words(quote)


def _plain_words(text: str) -> str:
    for pattern, kept in _INLINE:
        text = pattern.sub(kept, text)
    return text


def _guess(data: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(
        data, cp_isolation=["cp1252", "cp1250", "cp1251", "cp1253", "iso8859_15"]
    ).best()
    return str(best) if best is not None else data.decode("cp1252", errors="replace")


def _no_binary(text: str) -> str:
    strange = sum((c < " " and c not in "\t\n\r\f\v\x1b") or c == "\ufffd" for c in text)
    if strange > 0.02 * len(text):
        raise Refused(
            Reason.UNSUPPORTED,
            "the file is no text; add the CV as pdf, docx, odt, rtf, html, txt or md",
        )
    return text
