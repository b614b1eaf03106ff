"""Every word that the explanation uses, in Dutch and English.

In:  a status, a note, a gap, a chance or the name of a part, and a language
Out: words; English for a language that is not here
"""

from collections.abc import Mapping

from matcher.records import Gap, Nearness, Note, Status

LANGUAGES = ("nl", "en")
_QUOTE = 120  # letters of a line that are quoted inside a sentence

STATUSES: Mapping[Status, tuple[str, str]] = {
    Status.MET: ("aangetoond", "met"),
    Status.PARTLY: ("deels aangetoond", "partly"),
    Status.UNCLEAR: ("onduidelijk", "unclear"),
    Status.MISSING: ("niet aangetoond", "not shown"),
}

NOTES: Mapping[str, tuple[str, str]] = {
    "nothing found": (
        "niets in het cv dat dit aantoont",
        "nothing in the CV shows this",
    ),
    "denied": (
        "het cv zegt zelf dat dit ontbreekt",
        "the CV itself says that this is lacking",
    ),
    "behaviour unclear": (
        "het cv zegt hier niets over; vraag ernaar",
        "the CV does not say; ask about it",
    ),
    "no dates": (
        "het cv noemt geen periode waaruit de jaren blijken",
        "the CV gives no dates from which years can be told",
    ),
    "years": ("{shown} van {asked} jaar", "{shown} of {asked} years"),
    "education": ("{shown}, gevraagd {asked}", "{shown}, asked {asked}"),
    "education unclear": (
        "geen opleidingsniveau gevonden, gevraagd {asked}",
        "no level of education found, asked {asked}",
    ),
    "level": ("niveau {shown}, gevraagd {asked}", "level {shown}, asked {asked}"),
    "level unclear": (
        "taal genoemd zonder niveau, gevraagd {asked}",
        "language named without a level, asked {asked}",
    ),
    "written in": ("het cv is in deze taal geschreven", "the CV is written in this language"),
    "language not listed": (
        "staat niet bij de talen die het cv noemt",
        "not among the languages that the CV names",
    ),
    "no languages": ("het cv noemt geen talen", "the CV names no languages"),
    "title only": ("alleen de functietitel zegt dit", "only the job title says so"),
    "context": (
        "hoe sterk het hele cv op dit werk lijkt: {shown}",
        "how much the CV as a whole is about this work: {shown}",
    ),
}

GAPS: Mapping[Nearness, tuple[str, str]] = {
    Nearness.PART: (
        "aanleerbaar: toont dit, maar nog te weinig {quote}",
        "trainable: shows it, but not enough yet {quote}",
    ),
    Nearness.SKILL: (
        "aanleerbaar: toont {neighbour}, dat er dicht bij ligt {quote}",
        "trainable: shows {neighbour}, which is near it {quote}",
    ),
    Nearness.WORK: (
        "aanleerbaar: het werk komt er dicht bij {quote}",
        "trainable: the work comes near it {quote}",
    ),
    Nearness.NOTHING: (
        "fundamenteel: niets in het cv komt in de buurt",
        "fundamental: nothing in the CV comes near it",
    ),
}

# What comes before the words of a gap, so that it says no more than the row's status does.
BEFORE_GAPS: Mapping[tuple[Status, bool], tuple[str, str]] = {
    (Status.UNCLEAR, True): ("ontbreekt het, dan ", "if it is lacking, it is "),
    (Status.UNCLEAR, False): ("ontbreekt het, dan ", "if it is lacking, it is "),
    (Status.PARTLY, False): ("wat ontbreekt, is ", "what is lacking is "),
}

# How a line is quoted that is not proof: the nearest one, not one that shows it.
NEAREST: Mapping[Status, tuple[str, str]] = {
    Status.MET: ("waarschijnlijk; het dichtst erbij: {quote}", "likely; nearest line: {quote}"),
    Status.PARTLY: (
        "waarschijnlijk deels; het dichtst erbij: {quote}",
        "likely in part; nearest line: {quote}",
    ),
    Status.UNCLEAR: (
        "onduidelijk; misschien: {quote}, vraag ernaar",
        "unclear; perhaps: {quote}, ask",
    ),
    Status.MISSING: (
        "niet aangetoond; het dichtst erbij: {quote}",
        "not shown; nearest line: {quote}",
    ),
}

# The same where no line is quoted.
WITHOUT_LINE: Mapping[Status, tuple[str, str]] = {
    Status.MET: ("waarschijnlijk, naar het hele cv", "likely, by the CV as a whole"),
    Status.PARTLY: (
        "waarschijnlijk deels, naar het hele cv",
        "likely in part, by the CV as a whole",
    ),
    Status.UNCLEAR: ("onduidelijk; vraag ernaar", "unclear; ask"),
    Status.MISSING: ("niet aangetoond", "not shown"),
}

WORDS: Mapping[str, tuple[str, str]] = {
    "context": ("context van het werk", "context of the work"),
    "must": ("eis", "must"),
    "nice": ("wens", "nice"),
    "task": ("taak", "task"),
    "recent role": ("recente functie", "recent role"),
    "older role": ("eerdere functie", "older role"),
    "project or course": ("project of opleiding", "project or course"),
    "own summary": ("eigen samenvatting", "own summary"),
    "list": ("opsomming", "list"),
    "title only": ("alleen functietitel", "title only"),
    "aspiration": ("wens van de kandidaat", "aspiration"),
    "negation": ("ontkenning", "negation"),
    "page": ("p.", "p."),
    "score": ("score", "score"),
    "musts": ("eisen", "musts"),
    "points": ("punten", "points"),
    "requirement": ("gevraagd", "asked"),
    "evidence": ("bewijs uit het cv", "evidence from the CV"),
    "chance": ("kans", "chance"),
    "what a chance is": (
        "kans: dat iemand die het cv leest dit geheel of deels aangetoond noemt; "
        "geijkt op ongeveer 5.600 oordelen",
        "chance: that somebody who reads the CV calls this shown, whole or in part; "
        "calibrated on about 5,600 judgements",
    ),
    "about": ("gaat misschien over", "perhaps about"),
    "behaviour": (
        "eisen over gedrag die niet zeker zijn: {n}; vraag ernaar",
        "musts about behaviour that are not certain: {n}; ask",
    ),
    "others": ("andere eisen die niet zeker zijn: {n}", "other musts that are not certain: {n}"),
    "unclear in the list": ("onduidelijk: vraag ernaar", "unclear: ask"),
}


LEVELS: Mapping[str, tuple[str, str]] = {"native": ("moedertaal", "mother tongue")}


def status_in_words(status: Status, language: str) -> str:
    """Return a status in words."""
    return in_language(STATUSES[status], language)


def note_in_words(note: Note, language: str) -> str:
    """Return a note as a phrase; KeyError for a code that has no words."""
    shown, asked = (
        in_language(LEVELS[level], language) if level in LEVELS else level
        for level in (note.shown, note.asked)
    )
    return in_language(NOTES[note.code], language).format(shown=shown, asked=asked)


def gap_in_words(
    gap: Gap, language: str, *, status: Status = Status.MISSING, quote: bool = True
) -> str:
    """Return whether a gap is trainable or fundamental, with what is near it, quoted or not.

    `status` is that of the row: what is unclear or partly met is not said to be lacking.
    """
    before = BEFORE_GAPS.get((status, gap.trainable), ("", ""))
    line = f"(“{short(gap.text, _QUOTE)}”)" if gap.text.strip() and quote else ""
    words = (
        in_language(GAPS[gap.near], language).format(neighbour=gap.neighbour, quote=line).rstrip()
    )
    return in_language(before, language) + words


def chance_in_words(chance: float) -> str:
    """Return a probability as a whole percent in steps of 5, of which none is certain."""
    percent = 5 * round(20 * chance)
    return "<5 %" if percent < 5 else ">95 %" if percent > 95 else f"{percent} %"


def short(text: str, most: int) -> str:
    """Return a text on one line, cut where it has more letters than `most`."""
    flat = " ".join(text.split())
    return flat if len(flat) <= most else flat[: most - 1].rstrip() + "…"


def word(name: str, language: str) -> str:
    """Return the word for a part of the result; KeyError for a name that has none."""
    return in_language(WORDS[name], language)


def in_language(pair: tuple[str, str], language: str) -> str:
    """Return the Dutch words for "nl", the English ones for any other language."""
    return pair[0] if language == "nl" else pair[1]
