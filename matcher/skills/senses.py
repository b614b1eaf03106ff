"""Does a name that is also an ordinary word mean the skill in this place?

In:  a line, and where in it a name stands
Out: a `Sense`: sure, to be decided by the company it keeps, or something else
Why: "React quickly to changes", "excels at", "vendor C" and "Support Teams:" name no product. What
     tells them from "React en TypeScript" stands right beside the name: its case, its place in the
     sentence, and the words before and behind it.
"""

import re
from enum import Enum

from matcher.skills.folding import fold

# Phrases that hold a name and mean something else; they win as the longer match and count nothing.
DECOYS = (
    "r & d", "go live", "go to", "to go", "go no go", "no go", "go getter", "let's go",
    "word jij", "word je", "word een", "word lid", "word onze", "word deel", "word onderdeel",
    "c level", "c suite", "c status", "access to", "word of mouth", "to excel", "excel in",
    "excel at", "excels at", "excels in", "react to", "react on", "lean back", "lean on",
    "accounting for", "accounted for", "determined by", "determined that", "determined whether",
    "determined eligibility", "determined the", "be determined", "is determined", "was determined",
    "are determined", "driven by", "flexible hours", "flexible working", "flexible full time",
    "flexible fulltime", "flexible part time", "flexible shifts", "flexible schedule",
    "flexible benefits", "flexibele werktijden", "flexibele uren", "flexibele werkuren",
    "flexibele arbeidstijden", "flexibele schil", "flexibel rooster", "organised crime",
    "organized crime", "signing bonus", "code signing", "hair removal", "snow removal",
    "impediment removal", "stain removal", "obstacle removal", "committed to providing",
    "committed to offering", "committed to creating", "committed to equality",
    "committed to safeguarding", "fencing club", "reporting to", "reports to", "report to",
    "reporting line", "reporting lines", "rapporteert aan", "rapporteren aan", "rapporteer je aan",
    "rapporteert rechtstreeks", "leads to", "led to", "optreden als", "engineering discipline",
    "engineering disciplines", "in confidence", "to drive",
)  # fmt: skip

# A single letter behind one of these is a class, not a programming language.
_CLASSES = frozenset(
    re.findall(
        r"\w+",
        "rijbewijs categorie klasse niveau groep type cat licence license category class level "
        "grade vitamine hepatitis schaal hal blok gebouw vak label energielabel diploma letter "
        "vendor section vitamin plan team building block hall room zone option variant appendix "
        "bijlage fase phase ploeg shift lijn line unit gate serie series model deel part vendor's "
        "leverancier klant client product artikel afdeling variante gruppe klasse groupe permis "
        "führerschein fuhrerschein führerscheinklasse band grade score",
    )
)
_LETTER_CUES = frozenset(
    re.findall(
        r"\w+",
        "in taal programmeertaal language langage sprache met with using mit avec en and und et of "
        "or",
    )
)
# A verb at the head of a sentence is no part of the name behind it: "Used Access for reports".
_VERBS = frozenset(
    re.findall(
        r"\w+", "used using uses use with via met mit avec learned knows taught in gebruikt werkt"
    )
)

# Behind a capital at the head of a sentence these make a verb of it: "React quickly", "Access the".
_AFTER_VERB = re.compile(
    r" (?:to|at|upon|under|as|a|an|the|your|our|their|from|when|beyond|well|fast|snel|"
    r"[a-z]{3,}ly)\b"
)
_SENTENCE_END = re.compile(r"(?:^|[.!?:;>•·▪►*])[\s\W\d_]*$")
_CUE = re.compile(
    r"\b(?:met|with|using|via|mit|avec|software|pakket|package|programma|tool|framework|"
    r"(?:kennis|beheersing|gebruik) van|(?:knowledge|command|use) of|"
    r"(?:ervaring|vaardig|experience|experienced|proficient|skilled|skills) in) $",
    re.IGNORECASE,
)
_WORD_BEFORE = re.compile(r"([^\W\d_][\w'’-]*) $")
_WORD_BEHIND = re.compile(r" ([^\W\d_][\w'’-]*)")


class Sense(Enum):
    """What a name means in its place."""

    SURE = "sure"
    DOUBTFUL = "doubtful"  # a mention in company only
    OTHER = "other"


def proper(name: str) -> bool:
    """Tell whether a name is written with one capital, as the first word of a sentence is."""
    return len(name) > 1 and name.isalpha() and name[0].isupper() and name[1:].islower()


def sense(line: str, start: int, end: int, *, ambiguous: bool, tool: bool) -> Sense:
    """Return what a name with one capital means in its place in a line.

    Parameters
    ----------
    line : as it stands in the text
    start, end : where the name stands in it, without endings
    ambiguous : whether the name counts only in company, unless its place makes it sure
    tool : whether it names a tool; behind "experience with", such a name is sure
    """
    before, behind = line[max(0, start - 40) : start], line[end : end + 24]
    if _SENTENCE_END.search(before):
        if _AFTER_VERB.match(behind):
            return Sense.OTHER
        return Sense.DOUBTFUL if ambiguous else Sense.SURE
    if not ambiguous:
        return Sense.SURE
    if (
        tool
        and _CUE.search(before)
        and not _capital_behind(line, end)
        and not behind[1:2].isdigit()
    ):
        return Sense.SURE
    return Sense.DOUBTFUL


def capitals_beside(line: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return where words with a capital stand against a name: "Support" before "Teams"."""
    beside = []
    before = _WORD_BEFORE.search(line[max(0, start - 40) : start])
    if before and _is_capital(before.group(1)) and before.group(1).lower() not in _VERBS:
        beside.append((start - 1 - len(before.group(1)), start - 1))
    behind = _WORD_BEHIND.match(line, end)
    if behind and _is_capital(behind.group(1)):
        beside.append(behind.span(1))
    return beside


def _is_capital(word: str) -> bool:
    return word[0].isupper() and not word.isupper()


def letter(folded: str, start: int, end: int) -> Sense:
    """Return what a single letter that stands free in a folded line means.

    "J. R.", "c)", "B: " and "vendor c" are other things. What is left counts in company.
    """
    after = folded[end : end + 1]
    if after not in ("", " ", ",", ";", ".") and not (after == ")" and _open(folded, start)):
        return Sense.OTHER
    words = folded[max(0, start - 40) : start].split()
    last = words[-1] if words else ""
    if after == "." and (folded[end + 1 : end + 2].strip() or not _ends_list(last)):
        return Sense.OTHER  # an initial, or a point of a list
    if last.rstrip(":'s") in _CLASSES or last in _CLASSES:
        return Sense.OTHER
    return Sense.DOUBTFUL


def _open(folded: str, start: int) -> bool:
    before = folded[max(0, start - 200) : start]
    return before.rfind("(") > before.rfind(")")


def _ends_list(word: str) -> bool:
    return word.endswith((",", ";", "/")) or word in _LETTER_CUES


def _capital_behind(line: str, end: int) -> bool:
    behind = _WORD_BEHIND.match(line, end)
    return bool(behind and behind.group(1)[0].isupper())


def decoys() -> list[str]:
    """Return the phrases that mean something else, folded."""
    return [fold(phrase)[0] for phrase in DECOYS]
