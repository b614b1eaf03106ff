"""Does a line say that something can be done, is wished for, or cannot be done?

In:  the span of a statement
Out: clauses with their own spans and polarity
Why: encoders do not see negation ("geen ervaring met X" scored 0.89 to 0.91 for having it); rules
     with a scope do. A cue reaches to the end of its clause: to "maar", "but", "wel", ";" or ".",
     to a comma before the next denial or wish, to the next item of "Excel (good), Access (none)".
     A denial needs an object: experience, a paper, what "I" have not done, or a name that follows
     a "no" at the head of its clause. The scheme of triggers, false triggers and ends of scope is
     that of NegEx and ConText (Chapman et al. 2001; Harkema et al. 2009)
"""

import itertools
import re
from collections.abc import Iterator

from matcher.profiles.absences import BACKWARDS, NOT_DONE, NOT_LOST
from matcher.profiles.denials import AFTERTHOUGHT, NEGATED, TRAPS
from matcher.profiles.lines import trim
from matcher.profiles.wishes import ASPIRED, COURSE, OTHERS, WISHED_AFTER
from matcher.records import Polarity

_TURN = re.compile(
    r"(?i);\s*|[.!?]\s+|,?\s+(?=(?:maar|echter|but|however|though|although|while|whereas|aber|"
    r"jedoch|sondern|hoewel|terwijl|mais|par contre|dar)\b)"
    r"|,\s+(?=(?:wel|doch|juist)\b)|\s+(?=wel (?:met|in|bekend|ervaring|goed|vertrouwd)\b)|"
    r"\s+[–—-]\s+"
)
_SOFT_TURN = re.compile(
    r"(?i),\s+(?=(?:en |and )?(?:wel|heb|had|ben|werk|wil|zou|geen|nooit|niet|"
    r"nog (?:geen|niet|nooit)|met|maar|i\b|ik\b|have|would|no\b|never|not\b|though|"
    r"and (?:i|would|am)|waar|die|which|where|möchte|keine|"
    r"dat (?:heb|deed|doe|doet|deden|doen|was|kan)\b|"
    r"ich|je\b|mais|pas))|\s+(?=(?:en|and|und|et)\s+(?:wil|zou|heb|geen|ben|would|want|no\s|"
    r"never|am|have|i\s|ik\s|nog|hope|möchte|keine|werk|work|hoop|volg|verdiep|streef|"
    r"(?:now |currently )?(?:keen|eager|hop|aim|look|plan|work|stud|learn|try)\w*|"
    r"open (?:to|voor)|currently|momenteel|sindsdien|ooit|later|since then|one day))"
    r"|,\s+(?=(?:mijn|my)\s)|,\s+(?=(?:nu |now |momenteel |currently )?(?:open (?:to|voor)|"
    r"toe aan|klaar voor|ready |keen|eager|hop|aim|look|seek|bereid|graag|op zoek))"
)
_COMMA = re.compile(r",\s+")
_NEAR = 50  # characters before a part in which white space may reach into it
_OWN = re.compile(  # a part after a comma that speaks for itself, and is no item of a denied list
    r"(?i)\b(?:ik|i|we|wij|alles|everything|wel|heb|ben|doe|have|am|is|are|zijn|do|jaar|years?|"
    r"dagelijks|daily)\b"
)
_ITEMS = re.compile(  # where each item of a list says for itself: "Excel (good), Access (none)"
    r"(?i)(?<=\)),\s+(?:en |and )?"
    r"|,\s+(?=[^,:]{2,40}:\s*(?:ja|nee|yes|no|geen|none|wel|niet)\b)"
    r"|(?<=:)\s+(?=(?:ik|i|al|sinds|since|\w+ (?:jaar|years))\s)"
    r"|,\s+(?=(?:[\w+#./'’-]+\s+){1,3}(?:(?:nog )?niet|not(?: yet)?|no|nee|wel|yes|ja)\W*(?:$|,))"
    r"|\s+(?=(?:behalve|except(?: for)?|uitgezonderd|met uitzondering van|with the exception of|"
    r"op \w+ na)\s)|,\s+(?=(?:behalve|except|uitgezonderd|met uitzondering|with the exception))"
    r"|(?<=[\w)])\s+(?=(?:but|maar|and|en)\s+(?:no|geen|not|niet)\s)"
    r"|\s+(?=(?:met|with) (?:de |the |an? )?(?:ambitie|ambition|wens|wish|droom|dream)\w*\s)"
    r"|(?<=\w)\s+(?=who (?:hopes|wants|wishes|aspires|aims|would like) to\s)"
)
_FIRST = re.compile(  # "After ten years of X | I want ...", "Although I have no X, | I ..."
    r"(?i)^(?:na|after|naast|besides|alongside|following)\s.*?\s(?=(?:wil|zou|hoop) ik|"
    r"i (?:want|would|hope|wish|aim|plan)|i'd)"
    r"|^(?:hoewel|ondanks|ook al|al|although|though|despite|while|even though)\s[^,]*,\s"
)


_NO = re.compile(r"(?i)\b(?:geen|niet|nooit|nergens|niets|no|not|never|none)\b|n't\b")


def clauses(text: str, start: int, end: int) -> Iterator[tuple[int, int, Polarity]]:
    """Yield the clauses of ``text[start:end]``; neighbours of the same polarity stay together."""
    told = _told(text, start, end)
    if all(polarity is Polarity.SHOWN for _, _, polarity in told):
        yield start, end, Polarity.SHOWN
        return
    for polarity, group in itertools.groupby(told, key=lambda part: part[2]):
        run = list(group)
        a, b = trim(text, run[0][0], run[-1][1], " \t\n\r,;")
        if b > a:
            yield a, b, polarity


def _told(text: str, start: int, end: int) -> list[tuple[int, int, Polarity]]:
    """Return the parts with their polarity; an afterthought ("- not held") is of what precedes."""
    found: list[tuple[int, int, Polarity]] = []
    for a, b in _parts(text, start, end):
        clause = text[a:b].strip(" \t\n\r,;.")
        after = AFTERTHOUGHT.fullmatch(clause)
        wished = WISHED_AFTER.fullmatch(clause)
        before = found[-1] if found else None
        asked = before is not None and text[before[0] : before[1]].rstrip().endswith("?")
        wish = before is not None and before[2] is Polarity.ASPIRED
        shown = before is not None and before[2] is Polarity.SHOWN
        denies_it = after is not None and (bool(after["of_it"]) or asked or wish)
        if before and (denies_it or (shown and BACKWARDS.fullmatch(clause))):
            found[-1] = (before[0], b, Polarity.NEGATED)
        elif wished and before:
            found[-1] = (before[0], b, Polarity.ASPIRED)
        elif (polarity := _polarity(clause)) is Polarity.NEGATED:
            found += _by_comma(text, a, b)
        else:
            found.append((a, b, polarity))
    return found


def _by_comma(text: str, start: int, end: int) -> list[tuple[int, int, Polarity]]:
    """Return a denied part in pieces, where a comma ends what is denied or begins it.

    "French nil" denies nothing of "Dutch excellent, English fair, French nil"; a list of single
    words before a denial ("SAP, Oracle en Navision ken ik niet") and the items behind one ("geen
    ervaring met SAP, Oracle of Navision") are all denied.
    """
    commas = _COMMA.finditer(text, max(0, start - _NEAR), end)  # one may stand just before it
    edges = [start, *(m.end() for m in commas if m.end() > start), end]
    pieces = list(itertools.pairwise(edges))
    denied = [_denies(text[a:b].strip(" \t\n\r,;.")) for a, b in pieces]
    if not any(denied):
        return [(start, end, Polarity.NEGATED)]  # the denial itself reaches over the comma
    first = denied.index(True)
    if first and BACKWARDS.fullmatch(text[slice(*pieces[first])].strip(" \t\n\r,;.")):
        denied[:first] = [True] * first
        first = 0
    list_before = all(len(text[a:b].split()) == 1 for a, b in pieces[:first])
    found: list[tuple[int, int, Polarity]] = []
    for place, (a, b) in enumerate(pieces):
        if denied[place] or (place < first and list_before):
            polarity = Polarity.NEGATED
        elif place < first or _OWN.search(text[a:b]):
            polarity = _polarity(text[a:b].strip(" \t\n\r,;."))
        else:
            polarity = found[-1][2]
        found.append((a, b, polarity))
    return found


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    cuts = [
        match.end()
        for pattern in (_TURN, _SOFT_TURN, _ITEMS)
        for match in pattern.finditer(text, start, end)
    ]
    first = _FIRST.match(text[start:end])
    edges = [start, *sorted({*cuts, *((start + first.end(),) if first else ())} - {start}), end]
    for a, b in itertools.pairwise(edges):
        if text[a:b].strip():
            yield a, b


def _polarity(clause: str) -> Polarity:
    if _denies(clause):
        return Polarity.NEGATED
    if ASPIRED.search(clause) and not COURSE.match(clause) and not OTHERS.search(clause):
        return Polarity.ASPIRED
    return Polarity.SHOWN


def _denies(clause: str) -> bool:
    """Tell whether a clause holds a denial that no trap covers."""
    found = [m.span() for pattern in (NEGATED, NOT_DONE) for m in pattern.finditer(clause)]
    if not found:  # nearly always
        return False
    traps = [m.span() for pattern in (TRAPS, NOT_LOST) for m in pattern.finditer(clause)]
    return any(not _covered(clause, span, traps) for span in found)


def _covered(clause: str, denial: tuple[int, int], traps: list[tuple[int, int]]) -> bool:
    """Tell whether a trap holds where a denial begins, or each "no" in it."""
    noes = [match.start() for match in _NO.finditer(clause, *denial)]
    return any(a <= denial[0] < b for a, b in traps) or (
        bool(noes) and all(any(a <= no < b for a, b in traps) for no in noes)
    )
