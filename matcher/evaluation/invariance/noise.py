"""The same CV, badly typed, badly scanned, said twice, or in another order.

In:  a CV in Markdown, a seeded generator
Out: the CV with the same content
Why: only bullets and sentences are misspelt; names, headings and dates are left, since a person
     checks those, and a wrong year would be another CV
"""

import random
import re
from collections.abc import Callable

_SCANNED = (  # what scans make of letters
    ("rn", "m"), ("m", "rn"), ("l", "1"), ("O", "0"), ("cl", "d"), ("e", "c"), ("i", "l"),
    ("li", "h"), ("S", "5"), ("ij", "y"),
)  # fmt: skip


def typed_badly(cv: str, rng: random.Random, *, rate: float = 0.015) -> str:
    """Return a CV in which `rate` of the letters of its sentences are mistyped."""
    return _in_sentences(cv, lambda text: _mistyped(text, rng, rate))


def scanned(cv: str, rng: random.Random, *, rate: float = 0.02) -> str:
    """Return a CV with letters taken for others as scans do, and a word broken now and then."""
    return _in_sentences(cv, lambda text: _misread(text, rng, rate))


def said_twice(cv: str) -> str:
    """Return a CV whose every section stands there twice."""
    top, sections = _sections(cv)
    return top + "".join(section for section in sections for _ in range(2))


def sections_shuffled(cv: str, rng: random.Random) -> str:
    """Return a CV with its sections in another order; roles stay in theirs."""
    top, sections = _sections(cv)
    return top + "".join(rng.sample(sections, len(sections)))


def bullets_shuffled(cv: str, rng: random.Random) -> str:
    """Return a CV with the bullets that stand together in another order."""

    def other_order(run: re.Match[str]) -> str:
        lines = run.group().rstrip("\n").split("\n")
        return "\n".join(rng.sample(lines, len(lines))) + "\n"

    return re.sub(r"(?:^- .*\n){2,}", other_order, cv.rstrip("\n") + "\n", flags=re.MULTILINE)


KINDS: dict[str, Callable[[str, random.Random], str]] = {
    "typos": typed_badly,
    "scan": scanned,
    "twice": lambda cv, rng: said_twice(cv),
    "sections": sections_shuffled,
    "bullets": bullets_shuffled,
}


def _sections(cv: str) -> tuple[str, list[str]]:
    top, *sections = re.split(r"(?m)^(?=## )", cv.rstrip("\n") + "\n")
    return top.rstrip("\n") + "\n\n", [section.rstrip("\n") + "\n\n" for section in sections]


def _in_sentences(cv: str, change: Callable[[str], str]) -> str:
    lines = cv.split("\n")
    begun = next((n for n, line in enumerate(lines) if line.startswith("## ")), len(lines))
    return "\n".join(
        change(line) if n > begun and _sentence(line) else line for n, line in enumerate(lines)
    )


def _sentence(line: str) -> bool:
    return line.startswith("- ") or (len(line.split()) > 6 and not line.startswith("#"))


def _mistyped(text: str, rng: random.Random, rate: float) -> str:
    letters = list(text)
    for place in range(3, len(letters) - 1):
        if not (letters[place].isalpha() and rng.random() < rate):
            continue
        kind = rng.choice(("swap", "drop", "double", "other"))
        if kind == "swap" and letters[place + 1].isalpha():
            letters[place], letters[place + 1] = letters[place + 1], letters[place]
        elif kind == "double":
            letters[place] *= 2
        else:
            letters[place] = "" if kind == "drop" else rng.choice("abcdefghijklmnopqrstuvwxyz")
    return "".join(letters)


def _misread(text: str, rng: random.Random, rate: float) -> str:
    out, place = text[:2], 2
    while place < len(text):
        fitting = [(a, b) for a, b in _SCANNED if text.startswith(a, place)]
        if fitting and rng.random() < rate:
            read, shown = rng.choice(fitting)
            out, place = out + shown, place + len(read)
            continue
        broken = text[place].isalpha() and text[place - 1].isalpha() and rng.random() < rate / 10
        out, place = out + (" " if broken else "") + text[place], place + 1
    return out
