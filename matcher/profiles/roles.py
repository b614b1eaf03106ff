"""Which lines of a section are headers of roles or courses, and when was each?

In:  the lines of one section
Out: for each line whether it is a header, and the period of the entry that it belongs to
Why: decided by place and form (dates, gaps, length), never by what a title says: a header with
     any other title must be found just the same
"""

import re
from dataclasses import dataclass, replace

from matcher.profiles.lines import DANGLING, Line, ends_sentence
from matcher.profiles.periods import Dated, listed, ranges, single
from matcher.records import Period

HEADER_LENGTH = 130  # of a header line with its dates, where nothing but its form tells
LONG_HEADER = 400  # of one that opens a paragraph and begins or ends with its dates
NAME_LENGTH = 130  # of a line with a title or an employer
LABEL = re.compile(
    r"(?i)\W*(?:functie(?:titel)?|rol|werkgever|bedrijf|organisatie|opdrachtgever|periode|"
    r"plaats|locatie|branche|"
    r"position|role|job title|title|employer|company|client|period|dates?|location|sector|"
    r"arbeitgeber|"
    r"position|zeitraum|ort|poste|employeur|entreprise|période|lieu|standplaats|dienstverband|"
    r"contract)\s*:"
)
DURATION = re.compile(  # "8 months", "cinq mois", "twee dagen per week", "0,4 fte"
    r"(?i)(?:\(?(?:\d+(?:[.,]\d+)?\s*fte|(?:(?:om het|in het|every(?: other)?|elk|im) )?weekends?|"
    r"(?:full|part)[- ]?time|voltijd|deeltijd|vollzeit|teilzeit|temps (?:plein|partiel)|"
    r"(?:\d+|[^\W\d_]{3,9})[\s-]*(?:jaar|jr|years?|yrs?|maanden?|months?|mos?|mnd|weken|"
    r"weeks?|dag(?:en)?|days?|uur|hours?|mois|ans|jahre?|monate?|wochen|semaines?))\b[^a-z]*"
    r"(?:(?:en|and|et|und|per|a|par|pro)\s+(?:week|maand|month|woche|semaine)?)?\s*)+\W*"
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A line and the entry that it belongs to."""

    line: Line
    header: bool
    period: Period | None
    number: int  # of the entry in its section; 0 before the first header


@dataclass(frozen=True, slots=True)
class _Head:
    dated: Dated
    whole: bool  # the line holds nothing but dates


def entries(lines: list[Line], *, singles: bool) -> list[Entry]:
    """Return the lines with their periods; `singles` lets one date alone open an entry."""
    heads = {
        i: head for i, line in enumerate(lines) if (head := _head(line, singles, _opens(lines, i)))
    }
    if not singles and any(not lines[i].bullet for i in heads):
        heads = {i: head for i, head in heads.items() if not lines[i].bullet}
    blocks = _blocks(lines, heads)
    found: list[Entry] = []
    number, period = 0, None
    for index, line in enumerate(lines):
        if index in blocks:
            owner = blocks[index]
            if index == min(i for i in blocks if blocks[i] == owner):
                number += 1
                period = heads[owner].dated.period if owner in heads else None
            found.append(Entry(line, True, period, number))
            continue
        spoken = _spoken(line)
        if spoken is not None:
            number, period = number + 1, spoken
        found.append(Entry(line, False, period, number))
    return found


def _opens(lines: list[Line], index: int) -> bool:
    """Tell whether a line opens a paragraph: air above it, or the end of a list."""
    line = lines[index]
    return not line.bullet and (line.gap or index == 0 or lines[index - 1].bullet)


def _head(line: Line, singles: bool, opens: bool) -> _Head | None:
    """Return the dates of a line that is a header by its form."""
    text = line.text
    if len(text) > (LONG_HEADER if opens else HEADER_LENGTH):
        return None
    found = listed(text) or ranges(text)
    dated = found[0] if found else (single(text) if singles or _only_date(text) else None)
    if dated is None or len(found) > 2:
        return None
    before, after = _around(text, dated)
    if before and after and (len(text) > HEADER_LENGTH or not _marked(text, dated)):
        return None
    if ends_sentence(text.rstrip(")")) and len(text.split()) > 8:
        return None
    rest = f"{before} {after}".strip()
    if line.bullet and (len(rest.split()) > 14 or not found):
        return None
    if not found and len(rest.split()) > 12:
        return None
    return _Head(dated, not rest)


def bare_dates(text: str) -> bool:
    """Tell whether a line holds dates and how long they were, and nothing else."""
    head = _head(Line(text, 0, len(text)), False, False)
    return head is not None and head.whole


def _around(text: str, dated: Dated) -> tuple[str, str]:
    """Return what stands before and after dates, without marks and how long it was."""
    before = text[: dated.start].strip(" \t,;:|()[]–—-")
    after = text[dated.end :].strip(" \t,;:|()[]–—-.")
    return before, "" if DURATION.fullmatch(after) else after


def _only_date(text: str) -> bool:
    dated = single(text)
    if dated is None:
        return False
    rest = " ".join(_around(text, dated))
    if not re.sub(r"[\W_]|(?i:sinds|vanaf|since|în|in|from)", "", rest):
        return True
    # "Casier Iunie 2022": a month and a year that end a short line
    return (
        not text[dated.end :].strip(" )")
        and len(text) <= NAME_LENGTH
        and dated.period.end == dated.period.start + 1
    )


def _marked(text: str, dated: Dated) -> bool:
    """Tell whether dates in the middle of a line stand apart: in brackets or between marks."""
    before, after = text[: dated.start].rstrip(), text[dated.end :].lstrip()
    return before[-1:] in "(|[,–—-:\t" or after[:1] in ")|],–—-:\t" or "\t" in text


def _blocks(lines: list[Line], heads: dict[int, _Head]) -> dict[int, int]:
    """Return, for each header line, the index of the line that it belongs to."""
    owned: dict[int, int] = {}
    for index, head in heads.items():
        if index in owned:
            continue
        owned[index] = index
        above = 0 if lines[index].bullet else _above(lines, heads, index, owned)
        for step in range(1, above + 1):
            owned[index - step] = index
        for step in range(1, _below(lines, heads, index, above, head) + 1):
            owned[index + step] = index
    for index in range(len(lines)):
        if index not in owned and _undated(lines, heads, owned, index):
            owned[index] = index
        elif index not in owned and LABEL.match(lines[index].text) and (index - 1) in owned:
            owned[index] = owned[index - 1]
    return owned


def _name_like(line: Line) -> bool:
    text = line.text
    return (
        not line.bullet
        and len(text) <= NAME_LENGTH
        and not ends_sentence(text)
        and not text.endswith(",")
        and not re.fullmatch(r"\W*", text)
    )


def _wrapped(line: Line) -> bool:
    """Tell whether a header goes on below: "Accountmanager, Voltana Energie," / "Almere"."""
    return line.text.endswith(",") and not line.bullet and len(line.text) <= NAME_LENGTH


def _stands_above(lines: list[Line], heads: dict[int, _Head], index: int) -> bool:
    """Tell whether the line above opens a paragraph, or is its second, and bare dates follow it.

    It is a header then however long it is, and whatever it ends in but a sentence.
    """
    text = lines[index - 1].text
    sentence = ends_sentence(text) and len(text.split()) > 8
    bare = heads[index].whole and not lines[index].gap
    second = index > 1 and not lines[index - 1].gap and _name_like(lines[index - 2])
    opens = _opens(lines, index - 1) or (second and _opens(lines, index - 2))
    return bare and opens and len(text) <= LONG_HEADER and not (sentence or lines[index - 1].bullet)


def _above(lines: list[Line], heads: dict[int, _Head], index: int, owned: dict[int, int]) -> int:
    """Return how many lines above the dates belong to their header: 0, 1 or 2."""
    count = 0
    while count < 3 and index - count - 1 >= 0 and (count == 0 or not lines[index - count].gap):
        line = lines[index - count - 1]
        if index - count - 1 in heads or index - count - 1 in owned:
            break
        stands = count == 0 and _stands_above(lines, heads, index)
        if not (stands or _name_like(line) or _wrapped(line)):
            break
        if count == 0 and lines[index].gap and not line.gap:
            break
        count += 1
    if count == 0:
        return 0
    first = index - count
    if count > 2:  # a run of short lines: they are the tasks of the entry before
        return 1 if heads[index].whole else 0
    if (
        not heads[index].whole
        and not lines[first].gap
        and first > 0
        and not lines[first - 1].bullet
    ):
        return 0
    return count


def _below(lines: list[Line], heads: dict[int, _Head], index: int, above: int, head: _Head) -> int:
    """Return how many lines below the dates belong to their header: 0, 1 or 2."""
    wanted = max(0, 2 - above - (0 if head.whole else 1))
    if not head.whole and above == 0 and _parts(lines[index].text, head) >= 2:
        wanted = int(_tail(lines, index + 1))
    count = 0
    while count < max(wanted, 0) and index + count + 1 < len(lines):
        at = index + count + 1
        line = lines[at]
        first = head.whole and above == 0 and count == 0  # what the dates stand above
        if at in heads or not _name_like(line) or (line.gap and count):
            break
        if len(line.text) > 70 and not first:
            break
        following = lines[at + 1] if at + 1 < len(lines) else None
        plain = (
            following is None
            or following.bullet
            or following.gap
            or len(following.text) > 70
            or at + 1 in heads
        )
        if not plain and not (head.whole and above == 0) and not LABEL.match(line.text):
            break
        if above and _prose(line.text):
            break
        count += 1
    return count


def _tail(lines: list[Line], index: int) -> bool:
    """Tell whether a line is the rest of a broken header."""
    if index + 1 >= len(lines):
        return False
    line, after = lines[index : index + 2]
    return (
        len(line.text) <= 40
        and not (line.gap or after.gap)
        and (after.bullet or len(after.text) > 90)
    )


def _parts(text: str, head: _Head) -> int:
    rest = text[: head.dated.start] + " | " + text[head.dated.end :]
    found = re.split(r"\s*[|•·\t,@]\s*|\s+[–—-]\s+|\s+(?:bij|at|chez|bei|la)\s+", rest)
    return sum(bool(re.search(r"[^\W\d_]{2}", part)) for part in found)


def _prose(text: str) -> bool:
    return len(text.split()) >= 6 and bool(
        re.search(
            r"(?i)\b(?:voor|van|met|aan|door|bij het|the|of|and|for|with|en)\b.*\b(?:voor|van|"
            r"met|aan|de|het|the|of|and|for|with|en)\b",
            text,
        )
    )


def _undated(lines: list[Line], heads: dict[int, _Head], owned: dict[int, int], index: int) -> bool:
    """Tell whether a line is the header of an entry without dates: alone, then what was done."""
    line = lines[index]
    if not _name_like(line) or not (line.gap or index == 0) or index + 1 >= len(lines):
        return False
    after = lines[index + 1]
    if index + 1 in owned or after.gap or len(line.text.split()) > 12 or DANGLING.search(line.text):
        return False
    return after.bullet or (len(after.text) > 90 and not line.text.endswith(":"))


def _spoken(line: Line) -> Period | None:
    """Return the period of a sentence that opens with one: "Sinds 2021 werk ik bij ..."."""
    if line.bullet:
        return None
    found = [dated for dated in ranges(line.text) if dated.start <= 12]
    return found[0].period if found and len(line.text) > 40 else None


def first_open(found: list[Entry], lines: list[Line]) -> list[Entry]:
    """Let the first entry last until now where it only tells when it began ("maart 2019")."""
    begun = next((entry for entry in found if entry.header and entry.period), None)
    if begun is None or begun.period is None or begun.period.end is None:
        return found
    if begun.period.end - begun.period.start > 1:
        return found
    lasting = Period(begun.period.start, None)
    return [
        replace(entry, period=lasting) if entry.number == begun.number else entry for entry in found
    ]
