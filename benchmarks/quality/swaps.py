"""Does a score move where nothing changed but who somebody is, in headers and running text?

In:  CVs of the sample in four languages, drawn by the seed; every swap of data/lexicon/swaps.toml
     (names of six origins, gender, age, nationality, family, religion, address); four vacancies,
     one in each language
Out: a row a language: the share of swaps that moved any score (bound: 0), the largest change in
     points, and how many were tried. Rivals over other names, ages and addresses stand in T7 of the
     task `proofs`
"""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.quality.bench import Options, Row, figure_of, say, told
from matcher.fairness import Trial, sampled, swap
from matcher.pipeline import Matcher

NAME = "swaps"
_HERE = Path(__file__).parents[2] / "data"
SAMPLE = _HERE / "sample"
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
            moved = {f"{n}": float(one.moved > 0) for n, one in enumerate(found.done)}
            most = round(max(one.most for one in found.done), 4)
            yield {
                "task": NAME,
                "set": language,
                "system": "matcher",
                "n": len(found.done),
                "figures": {
                    "moved": told(figure_of(moved)),
                    "change_max": [most, most, most],
                    "unread_max": [float(found.unread)] * 3,
                },
                "data_paths": [SAMPLE / "texts", _HERE / "lexicon" / "swaps.toml"],
            }
