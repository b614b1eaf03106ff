"""A labelled CV -> the same CV as other people would have laid it out.

In:  the raw lines of a CV with their kinds (an empty line has none)
Out: another such list: headings gone or in another form, no air, other bullets, sections in another
     order, headers on one line or over several, long lines broken by a margin
Why: a reader that saw each CV in one layout learns the layout; words and order stay those that a
     person wrote, only the form changes
"""

import random
import re
from collections.abc import Callable, Sequence

from matcher.profiles.cv.line_reader import Kind
from matcher.profiles.lines import BULLET
from matcher.profiles.periods import ranges

Raw = tuple[Kind | None, str]  # None for an empty line
Change = Callable[[list[Raw], random.Random], list[Raw]]

_HEADER = (Kind.HEADER, Kind.TITLE, Kind.EMPLOYER, Kind.DATES)
_PARTED = (" | ", ", ", "\t", "   ", " - ", " – ", " · ")
_BULLETS = ("• ", "- ", "* ", "· ", "▪ ", "o  ", "– ", "")


def varied(lines: Sequence[Raw], draw: random.Random) -> list[Raw]:
    """Return the lines laid out in another way: each change is made or left by lot."""
    found = list(lines)
    for change, chance in _CHANGES:
        if draw.random() < chance:
            found = change(found, draw)
    return found


def _without_headings(lines: list[Raw], draw: random.Random) -> list[Raw]:
    return [(None, "") if kind is Kind.HEADING else (kind, text) for kind, text in lines]


def _some_headings_gone(lines: list[Raw], draw: random.Random) -> list[Raw]:
    return [one for one in lines if one[0] is not Kind.HEADING or draw.random() < 0.7]


def _headings_restyled(lines: list[Raw], draw: random.Random) -> list[Raw]:
    style = draw.choice((str.upper, str.capitalize, str.lower, str.title))
    colon, spaced, air = draw.random() < 0.2, draw.random() < 0.1, draw.random() < 0.5
    found: list[Raw] = []
    for kind, text in lines:
        if kind is Kind.HEADING:
            text = style(text.strip(" :"))
            text = " ".join(text.upper()) if spaced else text + (":" if colon else "")
            if air:
                found.append((None, ""))
        found.append((kind, text))
    return found


def _airless(lines: list[Raw], draw: random.Random) -> list[Raw]:
    return [one for one in lines if one[0] is not None]


def _airy(lines: list[Raw], draw: random.Random) -> list[Raw]:
    """Put an empty line above each heading and each first line of a header."""
    found: list[Raw] = []
    for index, (kind, text) in enumerate(lines):
        before = lines[index - 1][0] if index else None
        if kind is Kind.HEADING or (kind in _HEADER and before not in _HEADER):
            found.append((None, ""))
        found.append((kind, text))
    return found


def _rebulleted(lines: list[Raw], draw: random.Random) -> list[Raw]:
    mark = draw.choice(_BULLETS)
    found: list[Raw] = []
    for kind, text in lines:
        bare = text.lstrip()
        old = BULLET.match(bare)
        found.append(
            (kind, mark + bare[old.end() :]) if old and bare[old.end() :] else (kind, text)
        )
    return found


def _bulleted(lines: list[Raw], draw: random.Random) -> list[Raw]:
    mark, of = draw.choice(_BULLETS[:-1]), draw.choice(((Kind.WORK,), (Kind.SKILLS,)))
    return [
        (kind, mark + text.strip())
        if kind in of and text[:1].isupper() and not BULLET.match(text.lstrip())
        else (kind, text)
        for kind, text in lines
    ]


def _sections_moved(lines: list[Raw], draw: random.Random) -> list[Raw]:
    """Put the sections in another order, what stands on top first, last or in between."""
    blocks: list[list[Raw]] = [[]]
    for one in lines:
        if one[0] is Kind.HEADING:
            blocks.append([])
        blocks[-1].append(one)
    top, rest = blocks[0], blocks[1:]
    draw.shuffle(rest)
    at = 0 if draw.random() < 0.7 else draw.randrange(len(rest) + 1)
    rest.insert(at, top)
    return [one for block in rest for one in block]


def _headers_joined(lines: list[Raw], draw: random.Random) -> list[Raw]:
    """Put the lines of a header on one line."""
    mark = draw.choice(_PARTED)
    found: list[Raw] = []
    for kind, text in lines:
        if kind in _HEADER and found and found[-1][0] in _HEADER and kind is not Kind.HEADER:
            found[-1] = (Kind.HEADER, found[-1][1].rstrip(" ,|") + mark + text.strip())
        else:
            found.append((kind, text))
    return found


def _dates_below(lines: list[Raw], draw: random.Random) -> list[Raw]:
    """Put the dates of a header on a line of their own, below or above the rest."""
    above = draw.random() < 0.4
    found: list[Raw] = []
    for kind, text in lines:
        dated = ranges(text) if kind is Kind.HEADER else []
        rest = (text[: dated[0].start] + text[dated[0].end :]).strip(" \t,|()–-·:") if dated else ""
        if len(dated) != 1 or not re.search(r"\w.*[|,\t–@]|\w {3,}\w", rest):
            found.append((kind, text))
            continue
        parts: list[Raw] = [
            (Kind.HEADER, rest),
            (Kind.DATES, text[dated[0].start : dated[0].end]),
        ]
        found += parts[::-1] if above else parts
    return found


def _broken(lines: list[Raw], draw: random.Random) -> list[Raw]:
    """Break long lines as a margin does."""
    width = draw.choice((48, 60, 75, 90))
    found: list[Raw] = []
    for kind, text in lines:
        while kind is not None and len(text) > width and " " in text[width // 2 : width]:
            cut = text.rindex(" ", width // 2, width)
            found.append((kind, text[:cut]))
            text = text[cut + 1 :]
        found.append((kind, text))
    return found


def _whole(lines: list[Raw], draw: random.Random) -> list[Raw]:
    """Put lines that a margin broke on one line."""
    found: list[Raw] = []
    for kind, text in lines:
        goes_on = found and kind is not None and found[-1][0] is kind and text[:1].islower()
        if goes_on and len(found[-1][1]) > 50:
            found[-1] = (kind, found[-1][1].rstrip() + " " + text)
        else:
            found.append((kind, text))
    return found


_CHANGES: tuple[tuple[Change, float], ...] = (
    (_sections_moved, 0.35),
    (_headers_joined, 0.3),
    (_dates_below, 0.25),
    (_whole, 0.2),
    (_broken, 0.25),
    (_headings_restyled, 0.5),
    (_without_headings, 0.15),
    (_some_headings_gone, 0.15),
    (_airy, 0.2),
    (_airless, 0.3),
    (_rebulleted, 0.35),
    (_bulleted, 0.15),
)
