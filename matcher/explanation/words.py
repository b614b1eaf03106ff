"""Every word that the explanation uses, in Dutch and English.

In:  a status, a note, a gap or the name of a part, and a language
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
    Status.MISSING: ("niet gevonden", "missing"),
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
    "aspiration": ("wens van de kandidaat", "aspiration"),
    "negation": ("ontkenning", "negation"),
    "page": ("p.", "p."),
    "score": ("score", "score"),
    "musts": ("eisen", "musts"),
    "points": ("punten", "points"),
    "requirement": ("gevraagd", "asked"),
    "evidence": ("bewijs uit het cv", "evidence from the CV"),
}


LEVELS: Mapping[str, tuple[str, str]] = {"native": ("moedertaal", "mother tongue")}


def status_in_words(status: Status, language: str) -> str:
    """Return a status in words."""
    return _in(STATUSES[status], language)


def note_in_words(note: Note, language: str) -> str:
    """Return a note as a phrase; KeyError for a code that has no words."""
    shown, asked = (
        _in(LEVELS[level], language) if level in LEVELS else level
        for level in (note.shown, note.asked)
    )
    return _in(NOTES[note.code], language).format(shown=shown, asked=asked)


def gap_in_words(gap: Gap, language: str, *, quote: bool = True) -> str:
    """Return whether a gap is trainable or fundamental, with what is near it, quoted or not."""
    line = " ".join(gap.text.split())
    short = line if len(line) <= _QUOTE else line[: _QUOTE - 1].rstrip() + "…"
    line = f"(“{short}”)" if short and quote else ""
    return _in(GAPS[gap.near], language).format(neighbour=gap.neighbour, quote=line).rstrip()


def word(name: str, language: str) -> str:
    """Return the word for a part of the result; KeyError for a name that has none."""
    return _in(WORDS[name], language)


def _in(pair: tuple[str, str], language: str) -> str:
    return pair[0] if language == "nl" else pair[1]
