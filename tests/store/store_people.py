"""People made up for the tests of the store; and a nursery of writers that are there to be killed.

Run as a program it starts, for each number on its input, a writer that puts one file of people
after another into a base and says so on the output once the base has acknowledged it. A writer's
first line is its process id; "dead" follows its end.
"""

import os
import sys
from itertools import count
from pathlib import Path

import numpy as np

from matcher.records import (
    Candidate,
    LanguageSkill,
    Mention,
    Period,
    Polarity,
    Private,
    Profile,
    Setting,
    Statement,
)
from matcher.store import Person, TalentBase

WIDTH = 8
PER_FILE = 6
FILES = 12


def person(id_: str, *, statements: int = 3, text: str = "", seed: int = 0) -> Person:
    """Return a person with everything that a record can hold."""
    lines = tuple(
        Statement(f"line {n} é", n, n + 6, None if n % 2 else 1, Setting.ROLE, Polarity.SHOWN,
                  Period(24_000, None), (Mention("python", 0, 4),))
        for n in range(statements)
    )  # fmt: skip
    profile = Profile(
        id_, lines, "nl", (Period(24_000, 24_012),), (LanguageSkill("dutch", None, 0),), ("hbo", 1)
    )
    name = Private("name", f"Mevrouw {id_}", 0, 9)
    rng = np.random.default_rng(seed)
    return Person(
        candidate=Candidate(id_, f"{id_}.pdf", "nl", profile, (name,), (), "Den Bosch", ("flag",)),
        text=text or f"Mevrouw {id_}\nregel",
        vectors=rng.normal(size=(statements, WIDTH)).astype(np.float32),
        context=rng.normal(size=WIDTH).astype(np.float32),
    )


def file_of(number: int, round_: int) -> list[Person]:
    """Return the people of one file as they stand after so many rounds; large enough to spill."""
    text = f"round {round_} " * 1_000
    return [
        person(f"{number:03}-{n}", text=text, seed=1_000 * number + round_) for n in range(PER_FILE)
    ]


def write(where: Path | str, start: int) -> None:
    """Write rounds of twelve files until somebody ends this."""
    print(os.getpid(), flush=True)
    base = TalentBase.create(where)
    for round_ in count(start):
        for number in range(FILES):
            base.put(f"file {number}", f"round {round_}", file_of(number, round_))
            print(number, round_, flush=True)


def main() -> None:
    """Start one writer a line; forked, because starting Python anew would take most of the time."""
    for line in sys.stdin:
        child = os.fork()
        if not child:
            write(sys.argv[1], int(line))
        os.waitpid(child, 0)
        print("dead", flush=True)


if __name__ == "__main__":
    main()
