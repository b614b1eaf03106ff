"""Every word that the explanation uses, in Dutch and English.

In:  a status, a note, a gap, a chance or the name of a part, and a language
Out: words; English for a language that is not here
"""

import tomllib
from collections.abc import Mapping
from functools import cache

from matcher.records import LANGUAGE_SCALE, Gap, Nearness, Note, Status
from matcher.resources import shipped

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
    "years, at most": (
        "{shown} jaar; gevraagd hooguit {asked}, meer is geen bezwaar",
        "{shown} years; at most {asked} asked, more is no fault",
    ),
    "years counted": (
        "{shown} jaar in functies waarvan een regel dit noemt",
        "{shown} years in roles of which a line names this",
    ),
    "education": ("{shown}; gevraagd {asked}", "{shown}; asked {asked}"),
    "education unclear": (
        "geen opleiding gevonden; gevraagd {asked}",
        "no study found; asked {asked}",
    ),
    "education running": (
        "nog niet afgerond: {shown}; gevraagd {asked}",
        "not finished yet: {shown}; asked {asked}",
    ),
    "education left": (
        "niet afgemaakt: {shown}; gevraagd {asked}",
        "left unfinished: {shown}; asked {asked}",
    ),
    "field near": (
        "verwante richting: {shown}; gevraagd {asked}",
        "a related field: {shown}; asked {asked}",
    ),
    "field other": (
        "andere richting: {shown}; gevraagd {asked}",
        "another field: {shown}; asked {asked}",
    ),
    "field untold": (
        "{shown}, richting niet genoemd; gevraagd {asked}; vraag ernaar",
        "{shown}, field not told; asked {asked}; ask",
    ),
    "field relevant": (
        "{shown}; gevraagd {asked}, in een relevante richting die de vacature niet noemt",
        "{shown}; asked {asked}, in a relevant field that the vacancy does not name",
    ),
    "level untold": (
        "{shown}; gevraagd {asked}; vraag naar het niveau",
        "{shown}; asked {asked}; ask for the level",
    ),
    "experience instead": (
        "geen diploma gevonden dat volstaat ({asked}), wel {shown} jaar zulk werk: gelijkwaardig?",
        "no degree found that will do ({asked}), but {shown} years of such work: equivalent?",
    ),
    "paper held": ("genoemd in het cv: {asked}", "named in the CV: {asked}"),
    "paper not named": (
        "niet genoemd in het cv: {asked}; vraag ernaar",
        "not named in the CV: {asked}; ask",
    ),
    "paper not held": (
        "wel genoemd, maar niet als eigen bewijs: {asked}; vraag ernaar",
        "named, but not as one that is held: {asked}; ask",
    ),
    "paper lapsed": ("verlopen: {asked}", "expired: {asked}"),
    "paper in progress": ("nog niet behaald: {asked}", "not obtained yet: {asked}"),
    "paper wished": ("alleen gewenst: {asked}", "only wished for: {asked}"),
    "paper denied": ("ontbreekt volgens het cv: {asked}", "lacking, says the CV: {asked}"),
    "paper of another kind": (
        "ander niveau of andere soort; gevraagd {asked}",
        "another level or kind; asked {asked}",
    ),
    "paper untold": (
        "de vacature zegt niet welk bewijs; vraag ernaar",
        "the vacancy does not say which paper; ask",
    ),
    "level": ("{shown}; gevraagd {asked}", "{shown}; asked {asked}"),
    "level unclear": (
        "{shown} genoemd zonder niveau; gevraagd {asked}",
        "{shown} named without a level; asked {asked}",
    ),
    "language named": ("{shown} staat in het cv", "{shown} is in the CV"),
    "written in": (
        "het cv is in deze taal geschreven ({shown})",
        "the CV is written in this language ({shown})",
    ),
    "written in, level unclear": (
        "het cv is in deze taal geschreven ({shown}); gevraagd {asked}",
        "the CV is written in this language ({shown}); asked {asked}",
    ),
    "language not listed": (
        "staat niet bij de talen die het cv noemt: {shown}",
        "not among the languages that the CV names: {shown}",
    ),
    "no languages": ("het cv noemt geen talen: {shown}", "the CV names no languages: {shown}"),
    "language untold": (
        "de vacature zegt niet welke taal; vraag ernaar",
        "the vacancy does not say which language; ask",
    ),
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


# What a note may hold, where it is no number and no words of the vacancy.
LEVELS: Mapping[str, tuple[str, str]] = {
    "native": ("moedertaal", "mother tongue"),
    "phd": ("doctoraat", "doctorate"),
    "associate": ("associate degree", "associate degree"),
    "level untold": ("niveau niet genoemd", "level not told"),
    "any level": ("opleiding", "a degree"),
    "dutch": ("Nederlands", "Dutch"),
    "english": ("Engels", "English"),
    "german": ("Duits", "German"),
    "french": ("Frans", "French"),
    "spanish": ("Spaans", "Spanish"),
    "italian": ("Italiaans", "Italian"),
    "portuguese": ("Portugees", "Portuguese"),
    "polish": ("Pools", "Polish"),
    "romanian": ("Roemeens", "Romanian"),
    "bulgarian": ("Bulgaars", "Bulgarian"),
    "hungarian": ("Hongaars", "Hungarian"),
    "czech": ("Tsjechisch", "Czech"),
    "greek": ("Grieks", "Greek"),
    "russian": ("Russisch", "Russian"),
    "ukrainian": ("Oekraïens", "Ukrainian"),
    "turkish": ("Turks", "Turkish"),
    "arabic": ("Arabisch", "Arabic"),
    "mandarin": ("Chinees", "Chinese"),
    "chinese": ("Chinees", "Chinese"),
    "japanese": ("Japans", "Japanese"),
    "swedish": ("Zweeds", "Swedish"),
    "danish": ("Deens", "Danish"),
    "norwegian": ("Noors", "Norwegian"),
    "frisian": ("Fries", "Frisian"),
    "flemish": ("Vlaams", "Flemish"),
}
SEPARATOR = "|"  # between the parts of what a note holds: a level, then the fields of study


def status_in_words(status: Status, language: str) -> str:
    """Return a status in words."""
    return in_language(STATUSES[status], language)


def note_in_words(note: Note, language: str) -> str:
    """Return a note as a phrase; KeyError for a code that has no words."""
    shown, asked = (_parts(told, language) for told in (note.shown, note.asked))
    return in_language(NOTES[note.code], language).format(shown=shown, asked=asked)


def _parts(told: str, language: str) -> str:
    """Return what a note holds in words: levels, languages and fields of study have names."""
    first, *rest = told.split(SEPARATOR)
    named = in_language(LEVELS[first], language) if first in LEVELS else first
    if rest and rest[0] in LANGUAGE_SCALE:
        return f"{named} {in_language(LEVELS.get(rest[0], (rest[0], rest[0])), language)}"
    fields = " / ".join(field_in_words(name, language) for name in rest)
    return f"{named}, {fields}" if fields else named


def field_in_words(name: str, language: str) -> str:
    """Return the name of a field of study, as its lexicon writes it."""
    label = _fields().get(name, {})
    return label.get("nl" if language == "nl" else "en", name)


@cache
def _fields() -> Mapping[str, Mapping[str, str]]:
    path = shipped("lexicon") / "fields.toml"
    rows = tomllib.loads(path.read_text(encoding="utf-8"))
    return {name: row["label"] for name, row in rows.items()}


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
