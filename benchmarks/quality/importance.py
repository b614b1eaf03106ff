"""Is a vacancy's line told to be a must, a wish, a task, or nothing that is asked?

Each line of data/lines/importance.tsv makes a small vacancy of its own: a title, the heading that
stands above the line, and the line. What was told of it is the importance of the longest
requirement that lies in it, and `none` where there is no such requirement.
"""

from collections.abc import Iterator

from benchmarks.quality.bench import Options, Row
from benchmarks.quality.labelled import chance, commonest, learnt, read, row_of, sets
from matcher.errors import InvalidInput
from matcher.reading import read_vacancy

NAME = "importance"
ASKED = ("must", "nice", "task")
CLASSES = (*ASKED, "none")
MEANS = {"macro-f1": ASKED, "macro-f1 of four": CLASSES}
TITLE = {
    "nl": "Medewerker (m/v)",
    "en": "Employee (m/f)",
    "de": "Mitarbeiter (m/w/d)",
    "fr": "Employé (h/f)",
}
SECTIONS = {"requirements": "must", "nice": "nice", "tasks": "task"}


def rows(options: Options) -> Iterator[Row]:
    """Return a row a system and set."""
    every = read(NAME)
    dev = [row for row in every if row["split"] == "dev"]
    labels = [row["importance"] for row in dev]
    for name, some in sets(every).items():
        asked = [_words(row) for row in some]
        systems = {
            "chance": chance(labels, len(some), seed=options.seed),
            "commonest class": commonest(labels, len(some)),
            "heading only": [by_heading(row) for row in some],
            "words learnt on dev": learnt([_words(row) for row in dev], labels, asked),
            "matcher": [told(row) for row in some],
            "matcher, no headings": [told(row | {"heading": "-"}) for row in some],
        }
        if name.startswith("dev"):
            del systems["words learnt on dev"]
        for system, answers in systems.items():
            yield row_of(NAME, name, system, some, answers, CLASSES, MEANS, seed=options.seed)


def told(row: dict[str, str]) -> str:
    """Return what the program makes of a line under its heading."""
    head = TITLE[row["language"]] + "\n\n"
    line = row["line"]
    if row["heading"] != "-":
        head, line = f"{head}{row['heading']}\n", f"- {line}"
    start, end = len(head), len(head) + len(line)
    try:
        vacancy = read_vacancy(head + line + "\n")
    except InvalidInput:
        return "none"  # nothing in the text asks for anything
    asked = [r for r in vacancy.requirements if start <= r.start and r.end <= end]
    if not asked:
        return "none"
    return max(asked, key=lambda r: r.end - r.start).importance.value


def by_heading(row: dict[str, str]) -> str:
    """Return what the heading alone says of a line."""
    return SECTIONS.get(row["section"], "none")


def _words(row: dict[str, str]) -> str:
    """Return a line for a learner of words, with its section as one more word."""
    return f"[{row['section']}] {row['line'].lower()}"
