"""One normal form for every text, whatever file it came from.

In:  text as a reader found it
Out: NFC, "\\n" newlines, one statement a line where the layout tells, "- " for every bullet, at
     most one empty line in a row, no trailing or leading spaces, a wide gap in a line as " | "
Why: later rooms quote lines and count offsets; two spellings of one CV must give one text.
     NFKC would be shorter, but rewrites "m²", "½" and "™", so ligatures are named one by one
"""

import re
import unicodedata

BULLET = "- "
_ALONE = "-"
GAP = " | "
PAGE = "\f"

_LIGATURES = str.maketrans(
    {
        "ﬀ": "ff",
        "ﬁ": "fi",
        "ﬂ": "fl",
        "ﬃ": "ffi",
        "ﬄ": "ffl",
        "ﬅ": "st",
        "ﬆ": "st",
        "ĳ": "ij",
        "Ĳ": "IJ",
    }
)
# control characters, soft hyphen, marks of zero width and of direction, halves of pairs, tags
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u0600-\u0605\u061c\u06dd\u070f\u115f\u1160\u180e"
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ud800-\udfff\ufeff\uffa0\ufff9-\ufffb"
    "\U000e0000-\U000e0fff]"
)
_NEWLINES = re.compile(r"\r\n?|[\u0085\u2028\u2029\v]")
_SPACES = re.compile(r"[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_BULLETS = "•▪◦‣∙●○■□▫◾◽◼◻⬧◆◇►▶▸➢➤➔→✓✔✗★☆❖⁃−–—·*-"
_BULLET = re.compile(
    rf"^(?:[{re.escape(_BULLETS)}\ue000-\uf8ff]+[ \t]+|[•▪◦‣●■\ue000-\uf8ff]+"
    r"|[§Øü][ \t]+(?=[^\W\d_]))+"
)
_LONE_BULLET = re.compile(rf"^[{re.escape(_BULLETS)}\ue000-\uf8ff]$")
# Some producers write one hyphen as three. A row of plain ones is looked at once.
_HYPHENS = re.compile(r"(?:(?<!-)-++\u00ad?|\u00ad)?[\u2010\u2011]+-*")
_WIDE_GAP = re.compile(r"[ ]*\t[ \t]*|[ ]{4,}")
_RUNNING_TEXT = 60  # characters; a shorter last line of a page may be a heading or a header
_ROUND_COLON = re.compile(r"(?<=:) \| | \| (?=: )")


def tidy(text: str) -> str:
    """Return `text` in the normal form; doing it twice changes nothing.

    Form feeds are taken as line ends; `tidy_pages` keeps them as page breaks.
    """
    return "\n".join(_lines(text)).strip("\n")


def tidy_pages(pages: list[str]) -> tuple[str, tuple[int, ...]]:
    """Return the pages as one text in the normal form, and the offset at which each page starts.

    An empty page starts where the next one does; pages are parted by an empty line, or by a space
    where a sentence runs on from one to the next.
    """
    text, starts = "", []
    for page in pages:
        clean = tidy(page)
        if clean and text:
            text += " " if _runs_on(text, clean) else "\n\n"
        starts.append(len(text))
        text += clean
    return text, tuple(min(start, len(text)) for start in starts)


def _runs_on(text: str, page: str) -> bool:
    """Tell whether a page ends within a sentence that the next one ends."""
    last = text.rpartition("\n")[2]
    open_ended = len(last) > _RUNNING_TEXT and (last[-1].isalnum() or last[-1] == ",")
    return open_ended and page[0].islower() and GAP not in last


def table_row(cells: list[str]) -> list[str]:
    """Return a row of a table as lines: one line where every cell is one, else cell by cell."""
    cells = [cell for cell in cells if cell]
    if any("\n" in cell for cell in cells):
        return cells
    return [GAP.join(cell.removeprefix(BULLET) for cell in cells)] if len(cells) > 1 else cells


def is_bullet(line: str) -> bool:
    """Tell whether a line starts with a bullet of any shape."""
    return bool(_BULLET.match(line) or _LONE_BULLET.match(line.strip()))


def clean_characters(text: str) -> str:
    """Return `text` with NFC letters, plain spaces and newlines, and nothing invisible."""
    text = _SPACES.sub(" ", _NEWLINES.sub("\n", text)).replace(PAGE, "\n").translate(_LIGATURES)
    text = _HYPHENS.sub("-", text)
    return unicodedata.normalize("NFC", _UNSEEN.sub("", text))


def _lines(text: str) -> list[str]:
    lines: list[str] = []
    for raw in clean_characters(text).split("\n"):
        line = _tidy_line(raw)
        if lines and lines[-1] == _ALONE:  # a bullet on a line of its own belongs to the next
            lines.pop()
            line = line if line in ("", _ALONE) else BULLET + line.removeprefix(BULLET)
        if line or (lines and lines[-1]):
            lines.append(line)
    return lines[:-1] if lines and lines[-1] == _ALONE else lines


def _tidy_line(raw: str) -> str:
    line = raw.strip()
    if _LONE_BULLET.match(line):
        return _ALONE
    bullet = _BULLET.match(line)
    body = line[bullet.end() :] if bullet else line
    body = _ROUND_COLON.sub(" ", _WIDE_GAP.sub(GAP, body.strip()))
    body = re.sub(" {2,}", " ", body).strip(" ")
    return BULLET + body if bullet and body else body
