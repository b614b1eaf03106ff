"""Which section of a CV does each line stand in?

In:  the lines of a CV, and where its pages begin
Out: (section, line) pairs without the headings; the section of the header on top is None
Why: headings are known by their words and by standing out: an empty line, a rule, capitals or a
     colon; a known word at the head of lines that have no air between them will do too, since half
     of the word processors' files lose their empty lines. Side columns come first, last or in
     between, so the header is looked for below them too, and a role that goes on over the page
     finds its section again
"""

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace

from matcher.profiles import identity
from matcher.profiles.contact import divided
from matcher.profiles.headings import LONGEST, Section, cv_section, loose_section
from matcher.profiles.languages import level_alone, only_tongues, tongue_line, tongues
from matcher.profiles.lines import Line
from matcher.profiles.pasted import CLAIM, pasted_from
from matcher.profiles.periods import ranges, single
from matcher.profiles.roles import bare_dates

Placed = list[tuple[Section | None, Line]]

DATED = (Section.ROLES, Section.PROJECTS, Section.EDUCATION)
LISTED = (Section.SKILLS, Section.LANGUAGES, Section.HOBBIES, Section.PERSONAL)
INNER = (Section.SKILLS, Section.PROJECTS, Section.OTHER)  # "Resultaten:" inside a role
NUMBERED = re.compile(r"\d{1,2}(?:\.\d{1,2})*[.)]?\s*(?=[^\W\d_]{3})")  # "3.2. Languages"
MOTHER = re.compile(r"(?i)\W*(?:moedert(?:aal|alen)|mother tongues?|muttersprachen?|native)\W*")
WITH_SUBJECT = re.compile(  # "Relevante werkervaring openbaar bestuur": no title begins so
    r"(?i)(?:relevant|overige|eerdere|andere|recent|other|previous|earlier|additional|further)\w* "
    r"\w*(?:ervaring|experience|loopbaan)\b|(?:mijn|my) (?:parcours|loopbaan|career)\b"
)
TOP = 3  # the first lines of a text: the name, a title, where to write to
FAR = 8  # lines below a heading of roles in which the dates of the first stand
DEEP = 3  # lines below a line in which dates make it the header of a role


def sections_of(text: str, lines: Sequence[Line], page_starts: Sequence[int] = ()) -> Placed:
    """Return the lines of a text with their sections, without the headings."""
    found: Placed = []
    section: Section | None = None
    headed = False  # the text opens with a heading: a side column comes first
    late = range(0)
    pasted = pasted_from(lines)
    for index, line in enumerate(lines):
        if index >= pasted:
            found.append((Section.OTHER if section not in LISTED else section, line))
            continue
        named = _heading(lines, index, section)
        if named:
            section = named
            if index == 0:
                headed = True
            continue
        if headed and not late and _begins_header(lines, index):
            late = range(index, _header_end(lines, index))
            section = None
        elif late and index == late.stop and section is None:
            section = Section.SUMMARY
        found.append((_inline(line, section) or section, line))
    kept = len(found) - (len(lines) - pasted)
    return [*_with_levels(text, _continued(found[:kept], page_starts)), *found[kept:]]


def _with_levels(text: str, found: Placed) -> Placed:
    """Return the lines with a language and the level on the line below it as one."""
    joined: Placed = []
    for section, line in found:
        before = joined[-1] if joined else None
        if (
            before is not None
            and before[0] is section is Section.LANGUAGES
            and MOTHER.fullmatch(before[1].text)
            and only_tongues(line.text)
        ):  # "Mother tongue" above the language
            first = joined.pop()[1]
            line = replace(first, text=text[first.start : line.end], end=line.end)
        elif (
            before is not None
            and before[0] is section is Section.LANGUAGES
            and level_alone(line.text)
            and only_tongues(before[1].text)
            and tongues(before[1].text)[-1].level is None
            and not text[before[1].end : line.start].strip(" \n\t:–-•●")
        ):
            first = joined.pop()[1]
            line = replace(first, text=text[first.start : line.end], end=line.end)
        joined.append((section, line))
    return joined


def _heading(lines: Sequence[Line], index: int, section: Section | None) -> Section | None:
    """Return the section that a line opens, or None where it is no heading."""
    line = lines[index]
    if index + 1 == len(lines) or line.text.endswith((",", ";")):
        return None
    if line.text[0].isdigit() and not NUMBERED.match(line.text):
        return None
    known = cv_section(line.text)
    if known is Section.ROLES and _asks_for_it(lines, index):
        return None
    if known and (
        _under_name(lines, index, section, known) or _entry(lines, index, section, known)
    ):
        return None
    if known:
        return known if _stands_out(lines, index, section, known) else None
    if section is None and index <= TOP and not _roles_follow(lines, index):
        return None  # a title may end so: "Head of Customer Experience"
    return _ruled(lines, index) or _loose(lines, index) or _looks_like_one(lines, index)


def _under_name(lines: Sequence[Line], index: int, section: Section | None, known: Section) -> bool:
    """Tell whether a word stands where a title does: by the name, with where to write to below."""
    if section is not None or not 0 < index <= TOP or known is Section.PERSONAL:
        return False
    glued = not (lines[index].gap or lines[index + 1].gap)
    if glued and identity.kind_of_piece(lines[index + 1].text) == "address":
        return True
    below = itertools.takewhile(lambda line: not line.bullet, lines[index + 1 : index + 4])
    return any(writes_to(line) for place, line in enumerate(below) if not (place and line.gap))


def writes_to(line: Line) -> bool:
    """Tell whether a line holds an e-mail address, a telephone number or a link."""
    pieces = [line.text[a - line.start : b - line.start] for a, b in divided(line)]
    kinds = {identity.kind_of_piece(piece) for piece in (*pieces, *line.text.split(", "))}
    return bool(kinds & {"email", "phone", "link"}) and not ranges(line.text)


def _entry(lines: Sequence[Line], index: int, section: Section | None, known: Section) -> bool:
    """Tell whether dates make a line the header of one of several roles: "Vakantiewerk, 2015"."""
    line, after = lines[index], lines[index + 1]
    if section not in DATED[:2] or line.ruled or line.text.isupper():
        return False
    if known in DATED[:2] and not (after.gap or after.bullet) and bare_dates(after.text):
        return True
    found = ranges(line.text)
    return bool(found) and "(" not in line.text[: found[0].start]


def _stands_out(lines: Sequence[Line], index: int, section: Section | None, known: Section) -> bool:
    """Tell whether a line that names a section is its heading, and no word in a text."""
    line = lines[index]
    if line.ruled:
        return True
    if line.bullet:  # "1. PROFIEL"
        alone = not lines[index + 1].bullet and len(line.text.split()) <= 3
        below = index == 0 or not lines[index - 1].bullet  # "5. Hobby's" below running text
        return (line.gap and (line.text.isupper() or alone)) or (alone and below)
    colon = line.text.endswith(":")
    if line.text[0].islower() and not colon:
        return False
    if line.gap or line.text.isupper():
        return True
    return not (colon and section in DATED[:2] and known in INNER)


def _roles_follow(lines: Sequence[Line], index: int) -> bool:
    """Tell whether a line in capitals, or underlined, has the dates of a role close below it."""
    line = lines[index]
    apart = line.gap and bool(line.text.isupper() or line.ruled or WITH_SUBJECT.match(line.text))
    return apart and any(_dated(other) for other in lines[index + 1 : index + 1 + DEEP])


def _looks_like_one(lines: Sequence[Line], index: int) -> Section | None:
    """Return a section for a line that no table knows but that looks as other headings do."""
    line = lines[index]
    words = line.text.split()
    if line.bullet or not line.gap or len(words) > 5 or _dated(line) or not line.text.isupper():
        return None
    if len(line.text) < 4 or re.search(r"\d", line.text) or line.text[-1] in ".,;":
        return None
    for other in lines[index + 1 : index + 1 + DEEP]:
        if other.gap or other.bullet:
            break
        if _dated(other):
            return None  # an employer in capitals
    alike = sum(
        other.gap and other.text.isupper() and cv_section(other.text) is not None for other in lines
    )
    return Section.OTHER if alike >= 2 else None


def _ruled(lines: Sequence[Line], index: int) -> Section | None:
    """Return a section for an underlined line that no table knows."""
    line = lines[index]
    if line.ruled and index and len(line.text.split()) <= 5 and not _dated(line):
        return loose_section(line.text) or Section.OTHER
    return None


def _loose(lines: Sequence[Line], index: int) -> Section | None:
    """Return the section of a heading that is not in the table, where it cannot be a title."""
    line = lines[index]
    airless = sum(other.gap for other in lines) <= 3 and len(line.text.split()) <= 4
    apart = line.gap or (airless and not line.bullet and line.text[:1].isupper())
    if not apart or index == 0 or line.text[-1] in ".," or _dated(line):
        return None
    if line.bullet and not line.text.isupper():
        return None  # the first item of a list: "- Scrum en Kanban: ruime praktijkervaring"
    named = loose_section(line.text)
    subject = named is Section.ROLES and WITH_SUBJECT.match(line.text)
    for other in lines[index + 1 : index + 1 + DEEP]:
        if other.gap or other.bullet or subject or line.text.endswith(":"):
            break
        if _dated(other):
            return None  # dates close below: the header of a role
    return None if named is Section.ROLES and _asks_for_it(lines, index) else named


def _asks_for_it(lines: Sequence[Line], index: int) -> bool:
    """Tell whether "Ervaring met PLC's" is a claim: a heading has a role with dates below it."""
    line = lines[index]
    if line.ruled or line.text.isupper() or line.text.endswith(":"):
        return False
    claims = CLAIM.match(line.text)
    return bool(claims) and not any(_dated(other) for other in lines[index + 1 : index + 1 + FAR])


def _dated(line: Line) -> bool:
    return bool(ranges(line.text) or single(line.text))


def _inline(line: Line, section: Section | None) -> Section | None:
    """Return the section that one line names for itself: "Talen: Nederlands, Engels"."""
    if section is not None and only_tongues(line.text) and section not in DATED[:2]:
        return Section.LANGUAGES
    if section is not Section.LANGUAGES and tongue_line(line.text):
        return Section.LANGUAGES
    match = re.match(r"([^:]{3,30}?)\s*(?::|\t|\s{3})\s*\S", line.text)
    if match is None:
        return None
    named = cv_section(match.group(1))
    if named in (Section.LANGUAGES, Section.HOBBIES, Section.REFERENCES):
        return named
    if section in (None, Section.PERSONAL, Section.OTHER) and named in (
        Section.SKILLS,
        Section.EDUCATION,
    ):
        return named
    return None


def _begins_header(lines: Sequence[Line], index: int) -> bool:
    """Tell whether the person's name stands here, below a side column."""
    line = lines[index]
    if not line.gap or line.bullet or not identity.full_name_like(line.text):
        return False
    block = lines[index : _header_end(lines, index)]
    contact = any(identity.kind_of_piece(other.text) for other in block[1:])
    return contact or identity.in_mail(line.text, lines)


def _header_end(lines: Sequence[Line], index: int) -> int:
    """Return where the few lines below a name end: at an empty line, a bullet or a heading."""
    end = index + 1
    while end < len(lines) and end - index < 6:
        line = lines[end]
        if line.gap or line.bullet or len(line.text) > LONGEST * 2 or _heading(lines, end, None):
            break
        end += 1
    return end


def _continued(found: Placed, page_starts: Sequence[int]) -> Placed:
    """Return the lines with those of roles that go on behind a side column put to their roles."""
    for start in page_starts:
        first = next((i for i, (_, line) in enumerate(found) if line.start >= start), len(found))
        if first in (0, len(found)):
            continue
        section = found[first][0]
        if section not in LISTED or found[first - 1][0] is not section:
            continue
        last = first
        while last < len(found) and found[last][0] is section:
            last += 1
        roles = [i for i, (one, _) in enumerate(found[:first]) if one is Section.ROLES]
        if roles and any(ranges(line.text) for _, line in found[first:last]):
            moved: Placed = [(Section.ROLES, line) for _, line in found[first:last]]
            at = roles[-1] + 1
            found = [*found[:at], *moved, *found[at:first], *found[last:]]
    return found
