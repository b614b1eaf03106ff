"""Which gaps between the letters of a page part two words?

In:  the letters of a page in the order of the file, with the spaces that the file itself holds
Out: for each letter whether it goes on, starts a word, or starts a run of its own
Why: many producers write no spaces, and theirs are 0.20 to 0.35 em wide, less where text is set
     close or justified; letters that are set apart have gaps of 0.4 em inside their words. So a gap
     is judged against the usual gap of its line and the widest step between the gaps of its size of
     letters, not against a constant: with 0.28 of the size, 41 % of the words of 139 CVs printed
     from HTML were lost; now see the reading bench
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import pairwise
from statistics import median

_RUN_EM = 1.0  # a gap of this share of the letters' height parts two runs: perhaps two columns
_LINE_EM = 3.0  # up to here letters may be one line of letters set apart
_BASELINE_EM = 0.35
_CLOSEST, _WIDEST = 0.05, 0.22  # beyond the usual gap: no letter gap is wider, no word gap closer
_ENOUGH = 60  # gaps from which a size of letters is judged by itself
_USUAL = (-0.2, 0.06)  # the usual gap between letters that are not set apart
_EVEN = 0.07  # gaps that differ less are alike
_MOSTLY = 0.6
_NO_SPACE = 0.3  # of the usual space: what is closer is none, whatever the file says
_FEWEST_APART = 4  # letters
_LETTERS_APART = 0.7  # share of letters set apart that must be of an alphabet


class Start(IntEnum):
    """How a letter stands to the one before it."""

    NONE = 0  # goes on with its word
    WORD = 1
    RUN = 2  # far from the one before


@dataclass(slots=True)
class Letter:
    """A letter with its place; `spaced` where the file has a space before it."""

    index: int
    text: str
    left: float
    bottom: float
    right: float
    top: float
    start: float  # of the pen; the box may reach over both ends
    end: float
    baseline: float
    spaced: bool


@dataclass(frozen=True, slots=True)
class _Gauge:
    """The usual gap inside words, and the gap from which words are parted; shares of the size."""

    usual: float
    limit: float
    written: float  # the least gap of a space that the file holds; some hold spaces of no width


def starts_of(letters: Sequence[Letter]) -> list[Start]:
    """Return how each letter stands to the one before it; the first starts a run."""
    gaps = _gaps(letters)
    gauges = _gauges(letters, gaps)
    starts = [Start.RUN] * len(letters)
    first = 0
    for index in range(1, len(letters) + 1):
        if index == len(letters) or gaps[index] is None:
            if index - first > 1:
                gauge = gauges[_style(letters[first])]
                starts[first + 1 : index] = _line(letters[first:index], gaps[first:index], gauge)
            first = index
    return starts


def _gaps(letters: Sequence[Letter]) -> list[float | None]:
    """Return the gap before each letter as a share of the size; None where a line starts."""
    gaps: list[float | None] = [None] * len(letters)
    for index, (before, letter) in enumerate(pairwise(letters), 1):
        size = max(before.top - before.bottom, letter.top - letter.bottom, 2.0)
        gap = (letter.start - before.end) / size
        if -1.0 < gap < _LINE_EM and abs(letter.baseline - before.baseline) < _BASELINE_EM * size:
            gaps[index] = gap
    return gaps


def _style(letter: Letter) -> int:
    return round(letter.top - letter.bottom)


def _gauges(letters: Sequence[Letter], gaps: Sequence[float | None]) -> dict[int, _Gauge]:
    """Return the gauge of each size of letters on the page."""
    styles: dict[int, list[float]] = defaultdict(list)
    written: list[float] = []
    for letter, gap in zip(letters, gaps, strict=True):
        found = styles[_style(letter)]
        if gap is not None and gap < _RUN_EM:
            (written if letter.spaced else found).append(gap)
    for found in styles.values():
        found.sort()
    space = median(written) if written else 0.0
    of_page = _gauge(sorted(gap for found in styles.values() for gap in found), space)
    return {
        style: _gauge(found, space) if len(found) >= _ENOUGH else of_page
        for style, found in styles.items()
    }


def _gauge(gaps: Sequence[float], space: float) -> _Gauge:
    """Return the gauge of sorted gaps: the middle of the widest step that may lie between.

    `space` is the usual gap where the file holds a space.
    """
    low, high = _USUAL
    usual = median(gaps) if gaps else 0.0
    if not low <= usual <= high and (len(gaps) < _ENOUGH or not _even(gaps, usual)):
        usual = min(max(usual, low), high)
    first, last = usual + _CLOSEST, usual + _WIDEST
    between = gaps[bisect_left(gaps, first) : bisect_right(gaps, last)]
    steps = pairwise([first, *between, last])
    lower, upper = max(steps, key=lambda step: step[1] - step[0])
    limit = (lower + upper) / 2
    written = usual + _NO_SPACE * (space - usual) if space > limit else -1.0
    return _Gauge(usual, limit, written)


def _even(gaps: Sequence[float], usual: float) -> bool:
    return sum(abs(gap - usual) < _EVEN for gap in gaps) >= _MOSTLY * len(gaps)


def _line(letters: Sequence[Letter], gaps: Sequence[float | None], gauge: _Gauge) -> list[Start]:
    """Return the starts of all letters of a line but the first."""
    found = [gap for gap in gaps[1:] if gap is not None]
    plain = [
        gap
        for gap, letter in zip(found, letters[1:], strict=True)
        if not letter.spaced and gap < _RUN_EM
    ]
    limit = gauge.limit
    if len(plain) >= _FEWEST_APART:
        usual = median(plain)
        if usual - gauge.usual < _EVEN or _even(plain, usual):
            limit += max(usual, _USUAL[0]) - gauge.usual
    run = _RUN_EM + max(limit - gauge.limit, 0.0)
    starts = [
        Start.RUN
        if gap >= run
        else Start.WORD
        if gap > limit or (letter.spaced and gap > gauge.written)
        else Start.NONE
        for gap, letter in zip(found, letters[1:], strict=True)
    ]
    if sum(map(bool, starts)) >= _FEWEST_APART - 1:
        _join_letters_apart(letters, found, starts, limit - gauge.usual)
    return starts


def _join_letters_apart(
    letters: Sequence[Letter], gaps: Sequence[float], starts: list[Start], margin: float
) -> None:
    """Join letters that stand alone at even gaps: "T A L E N" is one word, "B C E" three."""
    sides = [Start.RUN, *starts, Start.RUN]
    alone = [bool(before and after) for before, after in pairwise(sides)]
    first = 0
    for index, one in enumerate([*alone, False]):
        if not one:
            apart = letters[first:index]
            if _are_apart(apart):
                inside = slice(first, index - 1)
                starts[inside] = _starts_apart(apart, gaps[inside], margin)
            first = index + 1


def _are_apart(letters: Sequence[Letter]) -> bool:
    """Tell whether letters that stand alone may be words: no numbers, no "A B C D"."""
    if len(letters) < _FEWEST_APART:
        return False
    typed = all(letter.spaced for letter in letters[1:])
    of_words = sum(letter.text.isalpha() if typed else letter.text.isalnum() for letter in letters)
    in_order = all(a.text < b.text for a, b in pairwise(letters))
    several = len({letter.text for letter in letters}) > 2
    return several and of_words >= _LETTERS_APART * len(letters) and not in_order


def _starts_apart(letters: Sequence[Letter], gaps: Sequence[float], margin: float) -> list[Start]:
    usual = median(gaps)
    typed = all(letter.spaced for letter in letters[1:])
    if not _even(gaps, usual):
        return [Start.RUN if gap >= _RUN_EM else Start.WORD for gap in gaps]
    return [
        Start.RUN
        if gap >= usual + _RUN_EM
        else Start.WORD
        if gap > usual + margin or (letter.spaced and not typed)
        else Start.NONE
        for gap, letter in zip(gaps, letters[1:], strict=True)
    ]
