"""Lines and paragraphs of one column.

In:  the runs of one block
Out: its text: one paragraph or bullet a line, dates beside a role on the role's line
Why: later rooms take a line for a statement, so a wrapped line is joined to the one that it goes on
     from, but only where the layout says so: the next word would not have fitted, the letters are
     alike, no bullet starts. A heading or a role is never joined with what follows
"""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from matcher.documents.normal import BULLET, GAP, clean_characters, is_bullet, table_row, tidy
from matcher.documents.pdf_hyphens import is_english, joined
from matcher.documents.pdf_order import Block, Run, rows_of
from matcher.documents.pdf_words import Word

_GAP_EM = 1.0  # a wider gap parts two things on one line
_DATES_EM = 0.35
_DATES_GAP = 1.8  # of the usual gap between words
_JUSTIFIED_GAPS = 3
_JUSTIFIED_EM = 4.0
_ALIKE_EM = 0.2
_PARAGRAPH = 1.35  # of the usual distance between lines: more starts a new paragraph
_NEAR_EDGE = 0.1  # of the column's width
_SENTENCE_SPACES = 6  # a line with more words than this is no item of a list
_SUPPORT = 3  # lines that end near the right edge make it the edge of running text
_ENDED = (":", ";", "!", "?")
_HANG_EM = 0.3
_NUMBER = re.compile(r"\d{1,2}[.)]")
_OPEN_PERIOD = re.compile(r"(?:19|20)\d\d\s*[-–—]$|[-–—]\s*$")
_YEARS = re.compile(r"(?:19|20)\d\d\s*\)?$|(?:heden|present|nu|now|current)\W*$", re.I)
_DATES = re.compile(r"(?:19|20)\d\d|\b\d{1,2}[/.-]\d\d\b")
_PERIOD = re.compile(
    r"(?:[^\W\d_]{3,9}\.? |\d{1,2}[/.-])?(?:19|20)\d\d(?: ?[-–—] ?| [^\W\d_]{1,4} ).{2,16}"
)
_HYPHENATED = re.compile(r"[^\W\d_]-$")


@dataclass(slots=True)
class _Line:
    text: str
    left: float
    right: float
    baseline: float
    size: float
    bold: bool
    head_bold: bool  # what stands before the first wide gap
    first_width: float
    text_left: float  # behind the bullet
    gapped: bool  # holds a wide gap, so its right edge says nothing
    head_right: float  # of what stands before the first wide gap
    tail_left: float  # of what stands behind it

    @property
    def bullet(self) -> bool:
        return self.text.startswith(BULLET)


def text_of_page(blocks: Sequence[Block]) -> str:
    """Return the text of a page: blocks parted by an empty line, the rows of a table by none."""
    text = ""
    for block, before in zip(blocks, [None, *blocks], strict=False):
        if before is not None:
            text += "\n" if block.cells and before.cells else "\n\n"
        text += text_of(block)
    return text


def text_of(block: Block) -> str:
    """Return the text of a block; the rows of a table one by one."""
    if block.cells:
        return "\n".join(table_row([_column_text(list(cell)) for cell in block.cells]))
    return _column_text(list(block.runs))


def _column_text(runs: list[Run]) -> str:
    lines = [_line(row) for row in rows_of(runs)]
    if not lines:
        return ""
    usual = _usual_step(lines)
    english = is_english(line.text for line in lines)
    start, text = lines[0], lines[0].text
    for line, following in itertools.pairwise(lines):
        step = line.baseline - following.baseline
        if step <= _PARAGRAPH * usual and _wraps_beside_dates(line, following):
            head, _, dates = text.rpartition(GAP)
            text = joined(head, following.text, english) + GAP + dates
            start = following
        elif step <= _PARAGRAPH * usual and _goes_on(start, line, following, _Edge.of(lines, line)):
            text = joined(text, following.text, english)
        else:
            text += ("\n\n" if step > 1.6 * usual else "\n") + following.text
            start = following
    return tidy(text)


def _line(runs: list[Run]) -> _Line:
    words = [word for run in runs for word in run.words]
    pieces, gapped, text_left = [words[0].text], False, words[0].left
    widest = _widest_of_sentence(words)
    dates_from = _dates_from(words)
    head_right, tail_left = words[-1].right, words[-1].right
    for number, (word, following) in enumerate(itertools.pairwise(words), 1):
        gap = following.left - word.right
        so_far = "".join(pieces)
        if is_bullet(so_far.strip()) and len(so_far.strip()) == 1:
            text_left = following.left
            pieces.append(" ")
        elif number == dates_from or (
            gap > max(_GAP_EM * min(word.size, following.size), widest)
            and not following.follows
            and not _NUMBER.fullmatch(so_far)
        ):
            if not gapped:
                head_right, tail_left = word.right, following.left
            gapped = True
            pieces.append(GAP)
        else:
            pieces.append(" ")
        pieces.append(following.text)
    text = tidy(clean_characters("".join(pieces)))
    return _Line(
        text=text,
        left=words[0].left,
        right=max(word.right for word in words),
        baseline=runs[0].baseline,
        size=median(word.size for word in words),
        bold=all(word.bold for word in words),
        head_bold=all(word.bold for word in words if word.right <= head_right),
        first_width=_first_width(words, text_left),
        text_left=text_left,
        gapped=gapped,
        head_right=head_right,
        tail_left=tail_left,
    )


def _dates_from(words: list[Word]) -> int:
    """Return where a period starts at the end of a line, set apart by its gap; 0 for nowhere.

    A role may run on until close to its dates; these are not bold then, or stand off a little.
    """
    texts = [word.text for word in words]
    first = next((n for n in range(1, len(words)) if _PERIOD.fullmatch(" ".join(texts[n:]))), 0)
    if first < 2:
        return 0
    gaps = [following.left - word.right for word, following in itertools.pairwise(words)]
    lighter = words[first - 1].bold and not words[first].bold
    least = _DATES_EM * words[first].size if lighter else _DATES_GAP * median(gaps)
    return first if gaps[first - 1] > least else 0


def _widest_of_sentence(words: list[Word]) -> float:
    """Return the widest gap of a line whose gaps are all alike, as justified text has; else 0."""
    gaps = [following.left - word.right for word, following in itertools.pairwise(words)]
    if gaps and is_bullet(words[0].text) and len(words[0].text) == 1:
        del gaps[0]
    if len(gaps) < _JUSTIFIED_GAPS or max(gaps) > _JUSTIFIED_EM * words[0].size:
        return 0.0
    return max(gaps) if max(gaps) - min(gaps) < _ALIKE_EM * words[0].size else 0.0


def _first_width(words: list[Word], text_left: float) -> float:
    first = next((word for word in words if word.left >= text_left), words[0])
    return first.right - first.left


def _usual_step(lines: list[_Line]) -> float:
    """Return the usual distance between the lines of one paragraph, in points."""
    steps = [a.baseline - b.baseline for a, b in itertools.pairwise(lines)]
    close = [step for step in steps if step < 1.9 * lines[0].size] or steps
    return min(median(close), 1.7 * median(line.size for line in lines)) if close else 0.0


@dataclass(frozen=True, slots=True)
class _Edge:
    """Where running text of one size ends, and how many lines come near."""

    left: float
    right: float
    near: int

    @classmethod
    def of(cls, lines: list[_Line], like: _Line) -> "_Edge":
        alike = [line for line in lines if _same_size(line, like) and not line.gapped] or [like]
        left, right = min(line.left for line in alike), max(line.right for line in alike)
        near = right - _NEAR_EDGE * (right - left)
        return cls(left, right, sum(line.right >= near for line in alike))


def _same_size(line: _Line, other: _Line) -> bool:
    return abs(line.size - other.size) <= 0.1 * line.size


def _goes_on(start: _Line, line: _Line, following: _Line, edge: _Edge) -> bool:
    """Tell whether `following` is the rest of `line`, in the paragraph that began with `start`."""
    if following.bullet or following.gapped or not _same_size(line, following):
        return False
    if (
        line.bold == following.bold
        and _OPEN_PERIOD.search(line.text)
        and _YEARS.search(following.text)
    ):
        return True
    if line.gapped or line.bold or following.bold or (line.text.isupper() and not start.bullet):
        return False
    hang = start.text_left - start.left if start.bullet else 0.0
    off = following.left - start.text_left
    if hang > _HANG_EM * start.size and abs(off) < _HANG_EM * start.size:
        return True
    nearly = hang and -hang < off < start.size  # lines of its own indent behind a bullet
    if not nearly and abs(following.left - start.left) > 0.6 * line.size:
        return False
    if _HYPHENATED.search(line.text):
        return True
    if line.right + 0.25 * line.size + following.first_width <= edge.right + 0.5:
        return False  # the next word would have fitted: the line was ended on purpose
    if line.text.endswith((",", "-")):
        return True
    if following.text[:1].islower():
        return edge.near > 1 or start.bullet or line.text.count(" ") >= _SENTENCE_SPACES
    return edge.near >= _SUPPORT and not _YEARS.search(line.text) and not line.text.endswith(_ENDED)


def _wraps_beside_dates(line: _Line, following: _Line) -> bool:
    """Tell whether `following` is the rest of a role whose dates stand at the end of its line."""
    head, gap, dates = line.text.partition(GAP)
    if not gap or GAP in dates or not _DATES.search(dates) or _DATES.search(head):
        return False
    if following.gapped or following.bullet or not _same_size(line, following):
        return False
    if line.bullet or following.bold != line.head_bold or following.right > line.tail_left:
        return False
    near = abs(following.left - line.left) < _HANG_EM * line.size
    full = line.head_right + 0.25 * line.size + following.first_width > line.tail_left - line.size
    return near and full and (line.head_bold or head.endswith((",", "-")))
