"""Word documents of before 2007, read from their own bytes.

In:  the bytes of a .doc (Word 97 to 2003, and what other programs save under that name)
Out: `Content`: header, body with tables, text boxes, notes
Why: antiword, catdoc and LibreOffice are GPL programs that have to be there, write files of their
     own and take up to a minute; the text lies in the file as a table of pieces, and needs none of
     them. Letters that are marked hidden, white or tiny are left out, as in .docx
Source: [MS-DOC] of Microsoft's open specifications
"""

import re
import struct
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from matcher.documents.compound import streams_of
from matcher.documents.contents import Content, Refused, hidden
from matcher.documents.normal import BULLET, table_row, tidy
from matcher.records import HiddenText, Reason

_WORD = 0xA5EC
_OLDEST = 0x00C1  # Word 97; the pieces of older ones are laid out otherwise
_ENCRYPTED, _OTHER_TABLE = 0x0100, 0x0200
_STORIES = ("main", "footnotes", "headers", "macros", "comments", "endnotes", "boxes", "tops")
_LENGTHS = 76  # where the lengths of these begin
_SHOWN = ("headers", "main", "boxes", "tops", "footnotes", "endnotes")
_PIECES, _LETTERS, _PARAGRAPHS = 418, 250, 258  # where the places of these tables are told
_PAGE = 512
_MARKS = {0x0B: "\n", 0x0C: "\n", 0x0E: "\n", 0x1E: "-", 0x1F: "", 0xA0: " ", 0x09: "\t"}
_VANISHED, _PALETTE, _COLOUR, _SIZE = 0x083C, 0x2A42, 0x6870, 0x4A43
_LISTED = 0x460B
_SHADES = frozenset({0xCA71, 0xC64D, 0xD612, 0xD616, 0xD60C, 0xD670})  # 10 bytes for each cell
_OLD_SHADES = frozenset({0x4866, 0x442D})
_GROUNDS = (b"\0\0\0\xff", b"\xff\xff\xff\0")  # none of its own, white
_TINY_HALF_POINTS = 4
_OPERAND_BYTES = {0: 1, 1: 1, 2: 2, 3: 4, 4: 2, 5: 2, 7: 3}
_LINE_END = re.compile("[\r\x07]")


@dataclass(frozen=True, slots=True)
class _Letter:
    """One letter, with where it lies in the file."""

    code: str
    place: int


class _Runs:
    """What a table of formats says of a place in the file."""

    def __init__(self, runs: list[tuple[int, int, dict[int, bytes]]]) -> None:
        self._runs = sorted(runs, key=lambda run: run[:2])
        self._starts = [start for start, _, _ in self._runs]

    def at(self, place: int) -> dict[int, bytes]:
        """Return the properties that are set at a place."""
        index = bisect_right(self._starts, place) - 1
        if index < 0 or place >= self._runs[index][1]:
            return {}
        return self._runs[index][2]

    def shade(self) -> bool:
        """Tell whether anything has a ground on which white letters can be read."""
        return any(_is_shade(*one) for _, _, look in self._runs for one in look.items())


def read_doc(data: bytes) -> Content:
    """Return the visible text of a Word document of before 2007.

    Raises
    ------
    Refused : it has a password, is older than Word 97, is damaged, or is no Word document
    """
    streams = streams_of(data)
    word = streams.get("WordDocument", b"")
    if len(word) < _PIECES + 8 or struct.unpack_from("<H", word)[0] != _WORD:
        raise Refused(
            Reason.UNSUPPORTED,
            "the file is of an old Office kind; save it as .docx or .xlsx and add it again",
        )
    version, flags = struct.unpack_from("<H", word, 2)[0], struct.unpack_from("<H", word, 10)[0]
    if flags & _ENCRYPTED:
        raise Refused(
            Reason.ENCRYPTED, "the file has a password; save it without one and add it again"
        )
    if version < _OLDEST:
        raise Refused(
            Reason.UNSUPPORTED, "the file is older than Word 97; save it as .docx and add it again"
        )
    try:
        return _content(word, streams["1Table" if flags & _OTHER_TABLE else "0Table"])
    except (struct.error, IndexError, KeyError, ValueError) as error:
        raise Refused(
            Reason.UNREADABLE, "the file is damaged; open it, save it as .docx and add it again"
        ) from error


def _content(word: bytes, table: bytes) -> Content:
    letters = [letter for piece in _pieces(word, table) for letter in piece]
    looks = _Runs(list(_formats(word, table, _LETTERS, paragraphs=False)))
    paragraphs = _Runs(list(_formats(word, table, _PARAGRAPHS, paragraphs=True)))
    shaded = looks.shade() or paragraphs.shade()
    start, stories = 0, {}
    for number, name in enumerate(_STORIES):
        (length,) = struct.unpack_from("<I", word, _LENGTHS + 4 * number)
        stories[name] = letters[start : start + length]
        start += length
    unseen: list[HiddenText] = []
    lines: dict[str, list[str]] = {}
    for name in _SHOWN:
        story = _seen(_without_fields(stories[name]), looks, shaded, unseen)
        lines[name] = list(_lines(story, paragraphs))
    for name in ("headers", "boxes", "tops"):  # pages repeat them
        lines[name] = list(dict.fromkeys(lines[name]))
    text = "\n\n".join("\n".join(lines[name]) for name in _SHOWN)
    return Content("doc", tidy(text), hidden=tuple(unseen))


def _pieces(word: bytes, table: bytes) -> Iterator[list[_Letter]]:
    """Yield the letters of each piece of the text, in order."""
    place, length = struct.unpack_from("<II", word, _PIECES)
    block = table[place : place + length]
    at = 0
    while block[at] == 1:  # formats of pieces that were changed last; they hold no text
        at += 3 + struct.unpack_from("<H", block, at + 1)[0]
    (size,) = struct.unpack_from("<I", block, at + 1)
    block = block[at + 5 : at + 5 + size]
    count = (len(block) - 4) // 12
    bounds = struct.unpack_from(f"<{count + 1}I", block)
    for number in range(count):
        (begin,) = struct.unpack_from("<I", block, 4 * (count + 1) + 8 * number + 2)
        letters = bounds[number + 1] - bounds[number]
        if not 0 <= letters <= len(word):
            raise ValueError("a piece that is longer than the file")
        if begin & 0x40000000:
            begin = (begin & 0x3FFFFFFF) // 2
            text = word[begin : begin + letters].decode("cp1252", errors="replace")
            yield [_Letter(code, begin + n) for n, code in enumerate(text)]
        else:
            body = word[begin : begin + 2 * letters]
            yield [
                _Letter(chr(code), begin + 2 * n)
                for n, code in enumerate(struct.unpack(f"<{len(body) // 2}H", body))
            ]


def _formats(
    word: bytes, table: bytes, told_at: int, *, paragraphs: bool
) -> Iterator[tuple[int, int, dict[int, bytes]]]:
    """Yield runs of the file with the properties that are set for them alone."""
    place, length = struct.unpack_from("<II", word, told_at)
    block = table[place : place + length]
    count = (len(block) - 4) // 8
    for number in range(count):
        (page,) = struct.unpack_from("<I", block, 4 * (count + 1) + 4 * number)
        page = (page & 0x3FFFFF) * _PAGE
        body = word[page : page + _PAGE]
        if len(body) < _PAGE:
            continue
        runs = body[-1]
        bounds = struct.unpack_from(f"<{runs + 1}I", body)
        step = 13 if paragraphs else 1
        for run in range(runs):
            at = 2 * body[4 * (runs + 1) + step * run]
            if at:
                changes = _changes(body, at, paragraphs=paragraphs)
                yield bounds[run], bounds[run + 1], dict(_properties(changes))


def _changes(page: bytes, at: int, *, paragraphs: bool) -> bytes:
    size = page[at]
    if not paragraphs:
        return page[at + 1 : at + 1 + size]
    if size:
        return page[at + 3 : at + 2 * size]  # behind the number of the style
    return page[at + 4 : at + 2 + 2 * page[at + 1]]


def _properties(changes: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at + 2 < len(changes):
        (kind,) = struct.unpack_from("<H", changes, at)
        at += 2
        size = _OPERAND_BYTES.get(kind >> 13)
        if size is None:
            size = 1 + changes[at]
            if kind == 0xD608:
                size = 1 + struct.unpack_from("<H", changes, at)[0]
        yield kind, changes[at : at + size]
        at += size


def _is_shade(kind: int, value: bytes) -> bool:
    if kind in _OLD_SHADES:
        return value not in (b"\0\0", b"\xff\xff")
    grounds = (value[at + 4 : at + 8] for at in range(1, len(value) - 9, 10))
    return kind in _SHADES and any(ground not in _GROUNDS for ground in grounds)


def _without_fields(letters: list[_Letter]) -> Iterator[_Letter]:
    """Yield the letters without the codes of fields: what a link shows, not where it leads."""
    depth: list[bool] = []  # of each open field, whether its result has begun
    for letter in letters:
        if letter.code == "\x13":
            depth.append(False)
        elif letter.code == "\x14" and depth:
            depth[-1] = True
        elif letter.code == "\x15" and depth:
            depth.pop()
        elif all(depth):
            yield letter


def _seen(
    letters: Iterator[_Letter], looks: _Runs, shaded: bool, unseen: list[HiddenText]
) -> Iterator[_Letter]:
    """Yield what can be seen; the rest goes to `unseen`."""
    run, reason = "", ""
    for letter in letters:
        why = _why_unseen(looks.at(letter.place), shaded)
        if why != reason:
            unseen += hidden(run, reason)
            run, reason = "", why
        if why and letter.code not in "\r\x07":
            run += letter.code
        else:
            yield letter
    unseen += hidden(run, reason) if reason else ()


def _why_unseen(look: dict[int, bytes], shaded: bool) -> str:
    if look.get(_VANISHED, b"\0")[0] == 1:
        return "marked hidden"
    size = look.get(_SIZE)
    if size is not None and int.from_bytes(size, "little") <= _TINY_HALF_POINTS:
        return "tiny"
    white = look.get(_PALETTE, b"\0")[0] == 8 or look.get(_COLOUR, b"")[:4] == b"\xff\xff\xff\0"
    return "white" if white and not shaded else ""


def _lines(letters: Iterator[_Letter], paragraphs: _Runs) -> Iterator[str]:
    """Yield paragraphs and rows of tables as lines."""
    cells: list[str] = []
    text = ""
    for letter in letters:
        if not _LINE_END.match(letter.code):
            text += _shown(letter.code)
            continue
        line = BULLET + text if _is_listed(paragraphs.at(letter.place)) and text.strip() else text
        text = ""
        if letter.code == "\r" and not cells:
            yield line
        elif letter.code == "\r":
            text = line + "\n"  # a paragraph inside a cell
        elif line.strip() or not cells:
            cells.append(tidy(line))
        else:
            yield from table_row(cells)
            cells = []
    yield from table_row([*cells, tidy(text)])


def _is_listed(look: dict[int, bytes]) -> bool:
    return int.from_bytes(look.get(_LISTED, b"\0\0"), "little") not in (0, 0xF801)


def _shown(code: str) -> str:
    number = ord(code)
    return _MARKS.get(number, "" if number < 0x20 else code)
