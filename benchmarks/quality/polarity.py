"""Is a skill in a CV's line told to be shown, wished for, or denied?

Each line of data/lines/polarity.tsv makes a small CV of its own. What was told of a skill is the
polarity of the statement that covers the skill's place in the line, and `left out` where none does.
"""

import re
from collections.abc import Iterator
from functools import cache

from benchmarks.quality.bench import Options, Row
from benchmarks.quality.labelled import chance, commonest, learnt, read, row_of, sets
from matcher.reading import read_either
from matcher.records import Candidate

NAME = "polarity"
CLASSES = ("shown", "aspired", "negated")
MEANS = {"macro-f1": CLASSES}
FRAME = {  # before the line, and after it
    "nl": ("Profiel\n\n- ", "\n\nWerkervaring\n\nVoorbeeld bv, 2015 - 2019\n- Post bezorgd\n"),
    "en": ("Profile\n\n- ", "\n\nWork experience\n\nExample ltd, 2015 - 2019\n- Sorted post\n"),
    "de": ("Profil\n\n- ", "\n\nBerufserfahrung\n\nBeispiel, 2015 - 2019\n- Post sortiert\n"),
    "fr": ("Profil\n\n- ", "\n\nExpérience professionnelle\n\nExemple, 2015 - 2019\n- Courrier\n"),
}
NO = re.compile(
    r"(?i)\b(?:geen|niet|nooit|zonder|nauwelijks|no|not|never|without|cannot|\w+n't|kein\w*|nicht|"
    r"pas|aucune?)\b"
)
WISH = re.compile(
    r"(?i)\b(?:wil|wilde|graag|leren|hoop|ambitie|interesse|want|would|hope|hoping|learn|learning|"
    r"interested|ambition|möchte|souhaite)\b"
)


def rows(options: Options) -> Iterator[Row]:
    """Return a row a system and set."""
    every = read(NAME)
    dev = [row for row in every if row["split"] == "dev"]
    labels = [row["polarity"] for row in dev]
    for name, some in sets(every).items():
        asked = [_words(row) for row in some]
        systems = {
            "chance": chance(labels, len(some), seed=options.seed),
            "commonest class": commonest(labels, len(some)),
            "cue words, no scope": [by_cue(row) for row in some],
            "words learnt on dev": learnt([_words(row) for row in dev], labels, asked),
            "matcher": [told(row) for row in some],
        }
        if name.startswith("dev"):
            del systems["words learnt on dev"]
        for system, answers in systems.items():
            yield row_of(NAME, name, system, some, answers, CLASSES, MEANS, seed=options.seed)


def told(row: dict[str, str]) -> str:
    """Return what the program makes of a skill in its line."""
    start = len(FRAME[row["language"]][0]) + place(row)
    end = start + len(row["skill"])
    for statement in _candidate(row["language"], row["line"]).profile.statements:
        if statement.start <= start and end <= statement.end:
            return statement.polarity.value
    return "left out"


def place(row: dict[str, str]) -> int:
    """Return where a line names its skill, as a whole word."""
    found = re.search(rf"(?<!\w){re.escape(row['skill'])}(?!\w)", row["line"])
    if found is None:
        raise ValueError(f"the line {row['line']!r} does not name {row['skill']!r}")
    return found.start()


@cache
def _candidate(language: str, line: str) -> Candidate:
    before, after = FRAME[language]
    candidate, _ = read_either(before + line + after, as_cv=True)
    if not isinstance(candidate, Candidate):
        raise TypeError(f"the CV around {line!r} was read as {type(candidate).__name__}")
    return candidate


def by_cue(row: dict[str, str]) -> str:
    """Return what the words "no" and "want" anywhere in a line say of all its skills."""
    line = row["line"]
    return "negated" if NO.search(line) else "aspired" if WISH.search(line) else "shown"


def _words(row: dict[str, str]) -> str:
    """Return a line for a learner of words, with the skill itself as one fixed word."""
    at = place(row)
    return f"{row['line'][:at]} SKILL {row['line'][at + len(row['skill']) :]}".lower()
