"""What can be asked of a person, and what may not.

In:  a name, as a recruiter writes it in Dutch or English
Out: the field it stands for, or why there is none
Why: one table for the reader of filters, for its errors and for the help
"""

import difflib
from dataclasses import dataclass
from enum import Enum

from matcher.records import EDUCATION_SCALE


class Kind(Enum):
    """How a field's values are compared."""

    TOWN = "town"
    COUNTRY = "country"
    WORD = "word"  # one of few
    SET = "set"  # any number of words
    HASH = "hash"  # a name of one's own
    SCALE = "scale"
    YEARS = "years"
    DAY = "day"
    LEVEL = "level"  # of one language; its field is the language


@dataclass(frozen=True, slots=True)
class Field:
    """What a filter can test."""

    name: str
    kind: Kind
    example: str
    also: str = ""  # other names for it


ALL = (
    Field("city", Kind.TOWN, "city = Utrecht", "stad plaats woonplaats town"),
    Field("country", Kind.COUNTRY, "country = NL", "land"),
    Field("language", Kind.SET, "language = german", "taal talen languages"),
    Field("education", Kind.SCALE, "education >= hbo", "opleiding opleidingsniveau"),
    Field("years", Kind.YEARS, "years >= 5", "jaren ervaring experience"),
    Field("licence", Kind.SET, "licence = VCA", "license licences rijbewijs certificaat"),
    Field("available", Kind.DAY, "available by 2027-03-01", "beschikbaar"),
    Field("status", Kind.WORD, "status = active"),
    Field("tag", Kind.SET, "tag = senior", "tags label labels"),
    Field("contacted", Kind.DAY, "contacted < 2026-01-01", "contact gesproken"),
    Field("id", Kind.HASH, "id = anna-de-boer"),
    Field("source", Kind.HASH, "source = people.csv", "bron file bestand"),
    Field("cv_language", Kind.WORD, "cv_language = nl", "cv_taal"),
)
NAMES = tuple(field.name for field in ALL)
_BY_NAME = {name: field for field in ALL for name in (field.name, *field.also.split())}

# What tells who somebody is and not what they can do: it may decide about nobody (equal treatment).
_PROTECTED_NAMES = (
    "age leeftijd alter gender geslacht sex geschlecht nationality nationaliteit nationalität "
    "birth born birthdate birth_date date_of_birth geboortedatum geboren geboorteplaats "
    "birthplace birth_place name naam firstname first_name lastname last_name voornaam achternaam "
    "photo foto picture religion religie geloof godsdienst ethnicity etniciteit race ras afkomst "
    "origin herkomst disability handicap beperking health gezondheid pregnant zwanger "
    "marital_status marital burgerlijke_staat children kinderen orientation geaardheid pronouns"
)
PROTECTED = frozenset(_PROTECTED_NAMES.split())

EDUCATION = {  # name: the places in EDUCATION_SCALE that it stands for
    **{level: (place, place) for place, level in enumerate(EDUCATION_SCALE, 1)},
    "mbo": (EDUCATION_SCALE.index("mbo1") + 1, EDUCATION_SCALE.index("mbo4") + 1),
    "bachelor": (EDUCATION_SCALE.index("hbo") + 1, EDUCATION_SCALE.index("wo") + 1),
}

# Concept id: the two letters of ISO 639 or -, then other names.
_TONGUES = {
    "dutch": "nl nederlands vlaams flemish",
    "english": "en engels",
    "german": "de duits deutsch",
    "french": "fr frans",
    "spanish": "es spaans",
    "italian": "it italiaans",
    "portuguese": "pt portugees",
    "polish": "pl pools",
    "romanian": "ro roemeens",
    "turkish": "tr turks",
    "arabic": "ar arabisch",
    "berber": "- berbers tamazight",
    "papiamento": "- papiaments papiamentu",
    "sranan-tongo": "- sranan surinaams",
    "hindi": "hi hindoestaans sarnami",
    "ukrainian": "uk oekraïens",
    "russian": "ru russisch",
    "mandarin": "zh mandarijn chinees chinese",
    "japanese": "ja japans",
    "bulgarian": "bg bulgaars",
    "hungarian": "hu hongaars",
    "czech": "cs tsjechisch",
    "greek": "el grieks",
    "swedish": "sv zweeds",
    "danish": "da deens",
    "norwegian": "no noors",
    "frisian": "fy fries",
    "farsi": "fa perzisch persian dari",
    "urdu": "ur oerdoe",
    "vietnamese": "vi vietnamees",
    "indonesian": "id indonesisch",
    "korean": "ko koreaans",
    "somali": "so somalisch",
    "tigrinya": "ti",
    "kurdish": "ku koerdisch",
    "dutch-sign-language": "- ngt gebarentaal",
}
TONGUES = tuple(_TONGUES)
_TONGUE = {
    name: tongue for tongue, names in _TONGUES.items() for name in (tongue, *names.split()[1:])
}
_LETTERS = {tongue: names.split()[0] for tongue, names in _TONGUES.items()}


def field_named(name: str) -> Field | None:
    """Return the field of that name, in Dutch or English; of a language it is its level."""
    plain = name.casefold()
    tongue = _TONGUE.get(plain)
    if tongue is not None:
        return Field(tongue, Kind.LEVEL, f"{tongue} >= B2")
    return _BY_NAME.get(plain)


def tongue_named(name: str) -> str | None:
    """Return the concept id of a language by its name or its two letters."""
    plain = name.casefold()
    by_letters = {letters: tongue for tongue, letters in _LETTERS.items()}
    return _TONGUE.get(plain) or by_letters.get(plain)


def letters_named(name: str) -> str | None:
    """Return the two letters of a language by its name or by themselves."""
    tongue = tongue_named(name)
    letters = _LETTERS[tongue] if tongue else "-"
    return None if letters == "-" else letters


def nearest(name: str, known: tuple[str, ...]) -> str | None:
    """Return the one of `known` that is spelled most like `name`, or None."""
    found = difflib.get_close_matches(name.casefold(), known, n=1, cutoff=0.6)
    return found[0] if found else None


def nearest_field(name: str) -> str | None:
    """Return the field, or language, whose name is spelled most like `name`."""
    found = nearest(name, (*_BY_NAME, *_TONGUE))
    field = field_named(found) if found else None
    return field.name if field else None
