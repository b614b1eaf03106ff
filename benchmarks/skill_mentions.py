"""Are the skills that a text names found, and is what is found named there?

    python -m benchmarks.skill_mentions tests/skills/mentions_lines.tsv
    python -m benchmarks.skill_mentions LABELS.tsv --wrong WRONG.tsv --only kept --show

In:  texts with labelled phrases, one text a row of a UTF-8 table: group, language, sector, text.
     A phrase stands in square brackets, with the concepts that name it behind it where they are
     settled: "Ervaring met [wondzorg](wound-care)". In a text "\\n" is a line break and "\\[" a
     bracket of the text. A second table may list pairs of words and concept that a reader judged
     wrong, for phrases whose concepts are not settled
Out: precision, recall and F1 of mentions with their intervals, in all, per language and per sector
Why: a mention is right where it overlaps a labelled phrase and its concept names the same thing;
     a phrase is found where a right mention overlaps it. Labels are written before any output is
     looked at, so every mention outside a phrase counts as wrong, whatever one thinks of it later
"""

import argparse
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import NormalDist
from typing import NamedTuple

from matcher.records import Mention
from matcher.skills import Finder, Vocabulary

_COLUMNS = ("group", "language", "sector", "text")
_MARK = re.compile(r"(?<!\\)\[((?:[^\[\]\\]|\\.)+)\](?:\(([a-z0-9|-]*)\))?")
_ESCAPE = re.compile(r"\\(.)")
_Z = NormalDist().inv_cdf(0.975)

Pair = tuple[str, str]


class Phrase(NamedTuple):
    """A labelled place in a text, and the concepts that name it; none where not settled."""

    start: int
    end: int
    concepts: frozenset[str]


@dataclass(frozen=True, slots=True)
class Labelled:
    """A text with the phrases that a reader calls a skill, a tool, a certificate or a method."""

    group: str
    language: str
    sector: str
    text: str
    phrases: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """What one text, or many together, came to."""

    right: int = 0  # mentions
    wrong: int = 0
    found: int = 0  # phrases
    missed: int = 0

    def __add__(self, other: "Score") -> "Score":
        return Score(
            self.right + other.right,
            self.wrong + other.wrong,
            self.found + other.found,
            self.missed + other.missed,
        )


def read(path: Path) -> list[Labelled]:
    """Return the labelled texts of a table; ValueError names a row that is none."""
    rows = path.read_text(encoding="utf-8").removesuffix("\n").split("\n")
    if tuple(rows[0].split("\t")) != _COLUMNS:
        raise ValueError(f"{path} line 1: needed the columns {', '.join(_COLUMNS)}")
    labelled = []
    for number, row in enumerate(rows[1:], start=2):
        cells = row.split("\t")
        if len(cells) != len(_COLUMNS):
            raise ValueError(f"{path} line {number}: {len(cells)} columns, needed {len(_COLUMNS)}")
        labelled.append(Labelled(*cells[:3], *_unmarked(cells[3])))
    return labelled


def judged(
    one: Labelled, mentions: Sequence[Mention], wrong: frozenset[Pair]
) -> tuple[Score, list[Mention], list[Phrase]]:
    """Return the score of one text, the mentions that are wrong and the phrases that are missed."""
    hits: set[Phrase] = set()
    strays = []
    for mention in mentions:
        words = one.text[mention.start : mention.end].casefold()
        met = [
            phrase
            for phrase in one.phrases
            if phrase.start < mention.end
            and mention.start < phrase.end
            and (mention.concept in phrase.concepts or not phrase.concepts)
        ]
        if not met or (words, mention.concept) in wrong:
            strays.append(mention)
        else:
            hits.update(met)
    missed = [phrase for phrase in one.phrases if phrase not in hits]
    score = Score(len(mentions) - len(strays), len(strays), len(hits), len(missed))
    return score, strays, missed


def interval(part: int, whole: int) -> tuple[float, float]:
    """Return the 95 % interval of a share; (0, 1) where nothing was counted.

    Source: Wilson, Journal of the American Statistical Association 22 (1927).
    """
    if not whole:
        return 0.0, 1.0
    share = part / whole
    middle = share + _Z**2 / (2 * whole)
    reach = _Z * (share * (1 - share) / whole + _Z**2 / (4 * whole**2)) ** 0.5
    below = 1 + _Z**2 / whole
    return (middle - reach) / below, (middle + reach) / below


def _unmarked(marked: str) -> tuple[str, tuple[Phrase, ...]]:
    """Return a text without its marks, and the phrases that they stood around."""
    text, phrases, last = "", [], 0
    for mark in _MARK.finditer(marked):
        text += _plain(marked[last : mark.start()])
        words = _plain(mark.group(1))
        concepts = frozenset(filter(None, (mark.group(2) or "").split("|")))
        phrases.append(Phrase(len(text), len(text) + len(words), concepts))
        text += words
        last = mark.end()
    return text + _plain(marked[last:]), tuple(phrases)


def _plain(marked: str) -> str:
    return _ESCAPE.sub(lambda escape: "\n" if escape[1] == "n" else escape[1], marked)


def _wrong(path: Path | None) -> frozenset[Pair]:
    """Return the pairs of words and concept that a reader judged wrong."""
    lines = path.read_text(encoding="utf-8").splitlines() if path else []
    pairs = (line.split("\t")[:2] for line in lines if line.strip())
    return frozenset((words.casefold(), concept) for words, concept in pairs)


def _line(name: str, score: Score) -> str:
    mentions, phrases = score.right + score.wrong, score.found + score.missed
    precision = score.right / mentions if mentions else 0.0
    recall = score.found / phrases if phrases else 0.0
    both = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    low, high = interval(score.right, mentions)
    least, most = interval(score.found, phrases)
    return (
        f"{name:<24} {mentions:>5} {precision:.3f} ({low:.3f}-{high:.3f}) "
        f"{phrases:>5} {recall:.3f} ({least:.3f}-{most:.3f})  F1 {both:.3f}"
    )


def _table(scores: Iterable[tuple[Labelled, Score]]) -> Iterator[str]:
    parts: dict[str, Score] = defaultdict(Score)
    for one, score in scores:
        for name in ("all", f"language {one.language}", f"sector {one.sector}"):
            parts[name] += score
    yield f"{'':<24} mentions, precision        phrases, recall"
    yield from (_line(name, parts[name]) for name in sorted(parts))


def main(arguments: Sequence[str]) -> None:
    """Print the table, and with --show what was wrong and what was missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.skill_mentions")
    parser.add_argument("labels", type=Path, help="table of labelled texts")
    parser.add_argument("--wrong", type=Path, help="words and concepts that were judged wrong")
    parser.add_argument("--only", help="only the texts of this group")
    parser.add_argument("--show", action="store_true", help="what was wrong, what was missed")
    parser.add_argument("--pairs", action="store_true", help="words and concepts counted as right")
    options = parser.parse_args(arguments)
    wrong, finder = _wrong(options.wrong), Finder(Vocabulary.shipped())
    scores, pairs = [], Counter[Pair]()
    for one in read(options.labels):
        if options.only and one.group != options.only:
            continue
        mentions = finder.find(one.text)
        score, strays, missed = judged(one, mentions, wrong)
        scores.append((one, score))
        pairs.update(
            (one.text[m.start : m.end].casefold(), m.concept) for m in mentions if m not in strays
        )
        if options.show:
            for stray in strays:
                around = one.text[max(0, stray.start - 30) : stray.end + 30].replace("\n", " / ")
                words = one.text[stray.start : stray.end]
                print(f"wrong\t{one.language}\t{words}\t{stray.concept}\t{around}")
            for phrase in missed:
                print(f"missed\t{one.language}\t{one.text[phrase.start : phrase.end]}")
    if options.pairs:
        for (words, concept), times in sorted(pairs.items()):
            print(f"{words}\t{concept}\t{times}")
    print(*_table(scores), sep="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
