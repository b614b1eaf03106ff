"""A text made neutral: no name, contact details, age, family or gendered words.

In:  a statement, and a pattern for the person's name
Out: the statement without them
Why: removing them made rankings exactly invariant under name swaps in public tests, at no cost in
     quality. A gendered word that speaks of others ("vrouwelijke collega's") goes too: it is never
     evidence, and telling whose it is would need understanding
"""

import re
from collections.abc import Collection, Iterable

from matcher.profiles.contact import without_contact

GENDER = re.compile(
    r"(?<![\w-])(?!(?-i:MAN|ER|IL)(?!\w))(?:hij|zij|hem|haar(?!\s+(?:knip|verv|kleur|wass|styl|föhn|verzorg|opsteek))|"
    r"zijn|zijne|hare|hijzelf|zijzelf|"
    r"he|she|his|her|hers|him|himself|herself|"
    r"meneer|mijnheer|mevrouw|dhr\.?|mevr\.?|mw\.?|mannelijke?|vrouwelijke?|(?<!\d\s)man|vrouw|"
    r"vader|"
    r"moeder|papa|mama|zoon|dochter|"
    r"male|female|woman|mother(?!\s+(?:tongue|and\s+(?:baby|child)))|father|mum|mom|dad|husband|wife|gentleman|lady|"
    r"er|sie|seine?[nmrs]?|ihre?[nmrs]?|herr|frau|mutter|vater|männlich|weiblich|"
    r"il|elle|monsieur|madame|mme|homme|femme|(?<!société\s)(?<!maison\s)mère(?!\s+et\s+enfant)|père|echtgenoot|echtgenote)(?![\w-])"
    r"|(?<!\w)(?-i:(?:Mr|Mrs|Ms)\.?(?=\s+[A-Z]))",
    re.IGNORECASE,
)
GENDER_MARK = re.compile(
    r"(?i)\s{0,3}\((?:m/v|v/m|m/f|f/m|h/f|f/h|m/w|w/m|man/vrouw|he/him|she/her|they/them|hij/hem|"
    r"zij/haar)(?:/[xd])?\)|(?<!\w)(?:m/v/x|m/w/d|m/v|h/f|man/vrouw)(?!\w)|(?<=\w)/(?:a|in|"
    r"ster|e)(?=\s)"
)
PERSONAL = re.compile(
    r"(?i)(?<!\w)(?:\d{2}[- ]jarige?|\d{2}\s+jaar\s+(?:oud|jong)|"
    r"(?:aged?\s+)?\d{2}[- ]years?[- ]old|\d{2}\s+jahre\s+alt|\d{2}\s+ans(?=\W*$|,)|"
    r"geboren\s+(?:op|in|te)\s+[^,.;]{2,40}|(?:was\s+)?born\s+(?:on|in)\s+[^,.;]{2,40}|"
    r"geboortedatum:?\s*[^,;|]{4,20}|gehuwd|getrouwd|ongehuwd|married|divorced|gescheiden|"
    r"verheiratet|ledig|mariée?|célibataire)(?!\w)"
)


PARTICLES = frozenset(
    (
        "van", "von", "der", "den", "de", "het", "'t", "ter", "ten", "te", "la", "le", "el", "al",
        "bin", "ben", "ibn", "da", "di", "du", "dos", "das", "del", "op", "in", "aan", "y", "zu",
    )
)  # fmt: skip


VERBS = (  # what somebody is or does: the word before it is their name
    "is|was|werkt|werkte|heeft|had|kan|kon|begon|studeerde|behaalde|leidde|leidt|has|works|worked|"
    "joined|led|leads|holds|began|started|speaks|spreekt|ist|hat|arbeitet|arbeitete|leitete|"
    "spricht|est|travaille|travaillait|dirige|parle"
)


def own_tokens(name: str) -> list[str]:
    """Return the words of a name that are of this person, without "van der" and initials."""
    tokens = re.findall(r"[^\W\d_][\w'’-]+", name)
    return [token for token in tokens if token.casefold() not in PARTICLES and len(token) > 1]


def name_pattern(name: str | None, spared: Collection[str] = ()) -> re.Pattern[str] | None:
    """Return a pattern for a person's name, whole or in part, wherever it recurs.

    Of the `spared` parts, which are also words of the language or skills, one alone is left where
    it stands, unless a verb shows that it is somebody ("Bakker werkte").
    """
    own = own_tokens(name or "")
    if not own:
        return None
    links = "|".join(sorted(PARTICLES, key=len, reverse=True))
    particles = rf"(?i:(?:(?:{links})\s+){{0,4}})"
    before = rf"(?:(?:[A-Z]\.\s?){{1,5}})?{particles}"
    every = rf"{before}(?:{_any_of(own)})(?:['’]s)?"
    free = [token for token in own if token not in spared]
    alone = [rf"{before}(?:{_any_of(free)})(?:['’]s)?"] if free else []
    known = rf"{particles}(?:{_any_of(own)})(?=\s+(?:{VERBS})(?!\w))"
    body = "|".join((rf"{every}(?:\s+{every}){{1,5}}", *alone, known))
    return re.compile(rf"(?<![\w@-])(?:{body})(?![\w@]|-\w|\s+(?:19|20)\d\d)")


def _any_of(tokens: Iterable[str]) -> str:
    return "|".join(_either_case(token) for token in sorted(tokens, key=len, reverse=True))


def _either_case(token: str) -> str:
    cased = {
        token,
        token.upper(),
        token[:1].upper() + token[1:].casefold(),
        token[:1].upper() + token[1:],
        re.sub(r"(?<=['’-])[^\W\d_]", lambda match: match.group().upper(), token.capitalize()),
    }
    return "|".join(re.sub("[iıIİ]", "[iıIİ]", re.escape(form)) for form in sorted(cased))


def neutral(text: str, name: re.Pattern[str] | None) -> str:
    """Return `text` without the name, contact details, age, family and gendered words."""
    text = GENDER_MARK.sub(" ", PERSONAL.sub(" ", without_contact(text)))
    if name is not None:
        text = name.sub(" ", text)
    return GENDER.sub(" ", text)
