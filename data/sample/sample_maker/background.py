"""Ordinary CV lines, against which similarities are calibrated.

In:  the texts of the sample's CVs and the cases table
Out: lines of `language<TAB>line`: bullets and sentences about work, and sentences of summaries,
     in a fixed mix of languages and evenly over the people, hence over the sectors
Why: what cosine an unrelated line of a CV reaches depends on the encoder and on the language; a
     quantile of ordinary lines says it, a fixed threshold does not

Left out are what tells who somebody is (lines that repeat the name, an employer or a job title of
the same CV) and the summaries of people who are there to be seen through (see UNUSUAL).
"""

import csv
import re
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path

from sample_maker.texts import Section, Text, read_text

SHARES = {"nl": 360, "en": 280, "de": 80, "fr": 80}  # the most lines of each language
UNUSUAL = {"stuffer", "hidden_text", "negation"}

_SHORTEST_WORDS = 4
_LONGEST_WORDS = 40
_SENTENCE_END = re.compile(r"(?<=[.!?])(?<!Mio\.)\s+(?=[A-ZÀ-ÖØ-Þ])")
_NAME = re.compile(r"\b[A-ZÀ-ÖØ-Þ][\w'’-]{2,}")
_SUMMARY = re.compile(
    r"prof[ie]|summary|samenvatting|over mij|voorstellen|wie ik ben|who i am|about|statement|kort|"
    r"présentation|à propos|über mich|zu meiner person|in short|wat ik doe|hello|motivati",
    re.IGNORECASE,
)


def background(sample: Path) -> bytes:
    """Return the file of background lines: per language, one line of each person by turns."""
    unusual = _unusual(sample / "cases.tsv")
    texts = [read_text(path) for path in sorted((sample / "texts" / "cvs").glob("*.md"))]
    out: list[str] = []
    for language, most in SHARES.items():
        people = [_lines(t, t.id not in unusual) for t in texts if t.language == language]
        turns = (line for turn in zip_longest(*people) for line in turn if line)
        out += [f"{language}\t{line}" for line in list(dict.fromkeys(turns))[:most]]
    return ("\n".join(out) + "\n").encode()


def _unusual(cases: Path) -> set[str]:
    with cases.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t")
        return {row["candidate"] for row in rows if row["case"] in UNUSUAL}


def _lines(text: Text, with_summary: bool) -> Iterator[str]:
    """Yield a person's lines: work first, then the summary."""
    names = {word.casefold() for header in _headers(text) for word in _NAME.findall(header)}
    summary = [s for s in text.sections if _SUMMARY.search(s.heading) and not _has_roles(s)]
    work = [s for s in text.sections[1:] if s not in summary and not s.side]
    told = [line for s in work for line in _work(s)]
    told += [line for s in summary if with_summary for line in _sentences(s)]
    for line in told:
        known = {word.casefold() for word in _NAME.findall(line)} & names
        if not known and _SHORTEST_WORDS <= len(line.split()) <= _LONGEST_WORDS:
            yield line


def _headers(text: Text) -> Iterator[str]:
    """Yield the name, the headline and the headers of the roles."""
    yield text.title
    for number, section in enumerate(text.sections):
        follows_role = False
        for line in section.lines:
            if line.kind == "role" or not number or (follows_role and line.kind == "text"):
                yield line.text
            follows_role = line.kind == "role"


def _has_roles(section: Section) -> bool:
    return any(line.kind == "role" for line in section.lines)


def _work(section: Section) -> Iterator[str]:
    """Yield the bullets, and the sentences of prose, below the roles of a section."""
    in_role = False
    for line in section.lines:
        in_role = in_role or line.kind == "role"
        if in_role and (line.kind == "bullet" or (line.kind == "text" and line.text[-1] in ".!?")):
            yield from _split(line.text)


def _sentences(section: Section) -> Iterator[str]:
    for line in section.lines:
        if line.kind in ("text", "bullet"):
            yield from _split(line.text)


def _split(line: str) -> Iterator[str]:
    yield from (sentence.strip() for sentence in _SENTENCE_END.split(line))
