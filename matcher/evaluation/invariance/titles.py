"""Other job titles in a CV or a vacancy.

In:  Markdown
Out: the titles that stand in its headers, and the text with others in their place
Why: found by the marks of the Markdown, not by a list of titles and not by the engine's rules
"""

import random
import re
from collections.abc import Callable, Sequence

from matcher.evaluation.invariance.markup import HIDDEN, language_of

# What ends a title in "Monteur, Bedrijf, 2014 - 2018", "Monteur | Bedrijf", "Monteur bij Bedrijf".
_END = re.compile(
    r",|\||\(|:|;| [–—-] | / | · |\s+(?:bij|at|chez|bei|via|in|im|van|voor|for|of|du|von)\s|$"
)
_DATE_FIRST = re.compile(
    r"^(?:(?:sinds|vanaf|since|seit|depuis)?\s*(?:\w+\.?\s+)?(?:\d{2}[/-])?(?:19|20)\d\d\b"
    r"(?:\s*(?:[–—-]|tot|to|bis|à)\s*(?:eind\s+)?(?:(?:\d{2}[/-])?(?:19|20)\d\d|heden|heute|now|nu|"
    r"today|date|present))?\s*(?::|[–—-])\s*)",
    re.IGNORECASE,
)
_BESIDE = re.compile(r"[^.]{0,30}(?:19|20)\d\d[^.]{0,30}")  # dates below a header
_LEARNED = re.compile(
    r"(?i)opleid|cursus|course|educat|ausbild|formation|training|certific|diplom|school|omscholing|"
    r"projec|studi|étud|weiterbild|bijschol|langue|language|kwalificat|qualific"
)


def titles_in(cv: str) -> list[str]:
    """Return the titles in the headers of a CV, in the order of the text."""
    found: list[str] = []

    def keep(title: str) -> str:
        found.append(title)
        return title

    _edited(cv, keep)
    return found


def retitled(
    cv: str, others: Sequence[str], rng: random.Random, *, everywhere: bool = False
) -> str:
    """Return a CV with each header's title replaced by one drawn from `others`.

    That of a role without lines of its own stays: there the title is all that is told.
    `everywhere` replaces the same words by the same title wherever else they stand.
    """
    drawn: dict[str, str] = {}

    def draw(title: str) -> str:
        drawn[title] = rng.choice(others)
        return drawn[title]

    edited = _edited(cv, draw, bare=False)
    for title in sorted(drawn, key=len, reverse=True) if everywhere else ():
        edited = re.sub(rf"(?i)(?<![\w-]){re.escape(title)}(?![\w-])", drawn[title], edited)
    return edited


def vacancy_title(vacancy: str) -> str:
    """Return the title at the top of a vacancy, without place and hours."""
    line = _first(vacancy)
    return line[: _title_end(line)].strip()


def vacancy_retitled(vacancy: str, title: str) -> str:
    """Return a vacancy with another title at its top; what stands beside it stays."""
    line = _first(vacancy)
    return vacancy.replace(line, title + line[_title_end(line) :], 1)


def _first(vacancy: str) -> str:
    return vacancy.split("\n---\n", 1)[-1].strip("\n").split("\n")[0]


def bare_of(cv: str, titles: Sequence[str]) -> str:
    """Return a CV of the same person that tells nothing but roles with these titles."""
    front, mark, body = cv.partition("\n---\n")
    named = next(line for line in (body if mark else front).split("\n") if line.startswith("# "))
    heading = "## WERKERVARING" if language_of(cv) == "nl" else "## EXPERIENCE"
    roles = [
        f"### {title}, Kade {number}, {2024 - 3 * number} - {2027 - 3 * number}\n"
        for number, title in enumerate(titles, start=1)
    ]
    return f"{front}{mark}" * bool(mark) + "\n".join([named, "", heading, "", *roles])


def _edited(cv: str, change: Callable[[str], str], *, bare: bool = True) -> str:
    """Change the titles of a CV; those of roles without lines of their own where `bare` says so."""
    front, mark, body = cv.partition("\n---\n")
    lines = (body if mark else front).split("\n")
    section, header = "", 0
    for index, line in enumerate(lines):
        if line.startswith("# "):
            header = index + 1
        elif line.startswith("## "):
            section = line
        elif line.startswith("### ") and not _LEARNED.search(section):
            if not (bare or _worded(lines[index + 1 :])):
                continue
            date = _DATE_FIRST.match(line[4:])
            lines[index] = _swapped(line, 4 + (date.end() if date else 0), change)
        elif index == header and header and _titled(line):
            lines[index] = _swapped(line, 0, change)
    return f"{front}{mark}" + "\n".join(lines) if mark else "\n".join(lines)


def _worded(below: Sequence[str]) -> bool:
    """Tell whether anything but dates and places stands below a header, before the next."""
    for line in below:
        if line.startswith("#"):
            return False
        if line.strip() and not _BESIDE.fullmatch(line.strip()):
            return True
    return False


def _titled(line: str) -> bool:
    """Tell whether the line under a name is a title: no address, and no number or mail follows."""
    first, _, after = line.partition(" | ")
    alone = not re.search(r"@|\d\d|Netherlands", first)
    contact = re.search(r"@|\d\d", after.split(" | ")[0])
    return bool(line.strip()) and alone and not contact and HIDDEN not in line


def _swapped(line: str, start: int, change: Callable[[str], str]) -> str:
    written = line[start : start + _title_end(line[start:])]
    title = written.strip()
    if not title or re.search(r"(?i)^(?:opleiding|cours)|(?:19|20)\d\d", title):
        return line
    return line[:start] + written.replace(title, change(title), 1) + line[start + len(written) :]


def _title_end(line: str) -> int:
    found = _END.search(line, 1) if line else None
    return found.start() if found else len(line)
