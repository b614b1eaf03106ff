"""Does a score move where nothing changed but who somebody is, in headers and running text?

In:  CVs of the sample in four languages, drawn by the seed; every swap of data/lexicon/swaps.toml
     (names of six origins, gender, age, nationality, family, religion, address); four vacancies,
     one in each language
     and 32 pairs of sentences that no lexicon was made with (swaps_kept_out.toml)
Out: a row a language, and one a place for the kept-out sentences: the share of swaps that moved any
     score, the largest change in points, and how many were tried. Rivals over other names, ages and
     addresses stand in T7 of the task `proofs`
"""

import tempfile
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.quality.bench import Options, Row, figure_of, say, told
from matcher.fairness import Swap, Swapped, Trial, sampled, swap
from matcher.fairness.telling import PLACES
from matcher.pipeline import Matcher

NAME = "swaps"
_HERE = Path(__file__).parents[2] / "data"
SAMPLE = _HERE / "sample"
KEPT_OUT = Path(__file__).with_name("swaps_kept_out.toml")
EACH = 5  # people a language: more than a thousand swaps in two minutes of CPU
VACANCIES = (
    "data-engineer.txt",
    "platform-engineer.html",
    "mechatroniker.pdf",
    "chef-de-partie.txt",
)


def rows(options: Options) -> Iterator[Row]:
    """Yield a row a language."""
    with tempfile.TemporaryDirectory() as folder:
        matcher = Matcher.open(Path(folder) / "base", create=True, model=options.model)
        matcher.index([SAMPLE / "cvs"])
        trial = Trial(matcher)
        asked = [matcher.understand(SAMPLE / "vacancies" / name) for name in VACANCIES]
        people = sampled(list(matcher.candidates()), EACH, seed=options.seed)
        for language in dict.fromkeys(candidate.language for candidate, _ in people):
            say(options, f"swaps in {language}")
            own = [one for one in people if one[0].language == language]
            found = swap(trial, asked, own)
            yield _row(language, found.done)
        found = swap(trial, asked, people, of=_kept_out)
        for place in PLACES:
            own_place = [one for one in found.done if one.swap.place == place]
            yield _row(f"kept-out sentences, {place}", own_place)


def _kept_out(language: str) -> list[Swap]:
    pairs = tomllib.loads(KEPT_OUT.read_text(encoding="utf-8"))[language]
    return [Swap("kept out", place, language, *pair) for place in PLACES for pair in pairs]


def _row(name: str, done: Sequence[Swapped]) -> Row:
    """Return a row; a sentence that several people tell counts each time."""
    most = round(max(one.most for one in done), 4)
    moved = {str(n): float(one.moved > 0) for n, one in enumerate(done)}
    return {
        "task": NAME,
        "set": name,
        "system": "matcher",
        "n": len(done),
        "figures": {"moved": told(figure_of(moved)), "change_max": [most, most, most]},
        "data_paths": [SAMPLE / "texts", _HERE / "lexicon" / "swaps.toml", KEPT_OUT],
    }
