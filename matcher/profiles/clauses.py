"""Which items does one sentence of a vacancy list?

In:  the span of a sentence
Out: the spans of its items: "Docker is een must, Kubernetes een pre" is two, and so is "een
     hbo-diploma en drie jaar ervaring"; "TIG of MIG" is one, since either will do
Why: one importance, one kind and one number of years cannot hold what several asks say. In a
     bullet only what differs in such a sign is cut; in prose every item of a long list is
"""

import itertools
import re

from matcher.profiles import cues
from matcher.profiles.degrees import least_level_of
from matcher.profiles.languages import tongues
from matcher.profiles.lines import ABBREVIATIONS, SHORT, trim
from matcher.profiles.requirements import OR, SOME_OF, years_of

COMMA = re.compile(r",\s+(?:(?:en|and|und|et|plus|dazu)\s+)?|\s[–+]\s|\.\s+(?=[a-zß-öø-ÿ\d])")
AND = re.compile(r"\s(?:en|and|und|et|plus)\s")
HANGS = re.compile(  # a clause that says more of what stands before it
    r"(?i)(?:omdat|want|maar|but|aber|mais|die|dat|dus|zodat|als|wanneer|waar\w*|wie|welke|ook|zoals|bijv\w*|bv\.|"
    r"denk aan|of|or|oder|ou|niet|geen|namelijk|o\.a\.|het liefst|liefst|"
    r"which|who|whose|that|so|such as|like|e\.g\.|because|as (?:two|they|we)|not|if|when|where|"
    r"including|weil|da|damit|denn|der|die|das|wenn|nicht|sondern|zum beispiel|z\.|"
    r"parce|car|qui|que|dont|comme|sans|ainsi que|net als|evenals|zonder|as well as|just like|"
    r"without|"
    r"ebenso|sowie|ohne|sinon|anders|otherwise|sonst|nodig|needed|ja|per|"
    r"one of|any of|een van|eine[rs]? der|l'un)\b"
)
THAN = re.compile(  # what joins two objects of one verb: "tussen ontwikkelaar en bewoner"
    r"(?i)\b(?:tussen|between|zwischen|entre|zowel|both|sowohl|volgende|following|bij|van)\b[^,]*$"
)
EXAMPLES = re.compile(  # what follows are examples, or members of one choice
    r"(?i)\b(?:bijvoorbeeld|zoals|bijv\.|bv\.|denk aan|such as|like|e\.g\.|for example|"
    r"for instance|z\.\s?B\.|par exemple|comme|one of|any of|one or more of|"
    r"(?:een|één) van|eine[rs]? der|"
    r"l'une? d\w+)(?!\w)"
)
_NAME = 30  # characters of a language and what stands beside it
_WIDEST = 40  # characters; what announces examples is shorter
DOING = re.compile(r"(?:\w+[^\Wn] (?:je|jij)|you \w+|(?:be)?\w+t (?:de|het|een|mee))\b")
MOST_ANDS = 16  # of a sentence that are looked at; nobody writes so many in one
_SMALL = re.compile(
    r"(?i)\b(?:een|a|an|the|un|une|ein|eine|petite?|kleine?|grote?|big|small|echt|ook|wel|also|auch|"
    r"aussi|is|ist|est|dat|that|das|ça|c'est|really|quand même|toch|even|daarbij)\b"
)
LOOSE_END = re.compile(r"\s+(?:en|and|und|et|plus)$", re.IGNORECASE)
_SHORT_ITEM = 7  # words
_CLAUSE = re.compile(
    r"(?i)\b(?:je|jij|we|wij|ik|hij|ze|zij|dat|dit|you|you'll|we|he|she|they|it|that|this|who|du|"
    r"sie|er|wir|das|vous|tu|nous|il|elle|on|ça|c'est)\b"
)
LISTED = 3  # items that prose must list before all of them are cut


def items_of(text: str, start: int, end: int, *, prose: bool) -> list[tuple[int, int]]:
    """Return the spans of the items, in order; the whole span where it lists none."""
    edges = [start, *_edges(text, start, end), end]
    spans = [trim(text, a, b, " \t\n\r,;+–") for a, b in itertools.pairwise(edges)]
    spans = [(a, a + len(LOOSE_END.sub("", text[a:b]))) if b < end else (a, b) for a, b in spans]
    spans = [span for span in spans if span[1] > span[0]]
    whole = _joined(text, spans)
    if not whole:
        return [trim(text, start, end, " \t\n\r,;")]
    parted = _and(text, whole) if prose and (len(whole) > 1 or _acts(text, *whole[0])) else whole
    if prose and (len(parted) >= LISTED or (len(whole) == 1 and len(parted) == 2)):
        return parted
    if prose and len(parted) == 2 and all(_few(text[a:b]) for a, b in parted):
        return parted
    return whole if len(whole) < 2 else _signed(text, parted)


def _few(piece: str) -> bool:
    """Tell whether a piece names something in a few words, and is no clause about the other."""
    return len(piece.split()) <= _SHORT_ITEM and not _CLAUSE.search(piece)


def _acts(text: str, start: int, end: int) -> bool:
    """Tell whether "and" joins two things that "you" do: "maak je ... en analyseer je ..."."""
    piece = text[start:end]
    match = AND.search(piece)
    return bool(match and DOING.match(piece, match.end()) and cues.DOES.search(piece))


def _edges(text: str, start: int, end: int) -> list[int]:
    depth, found = 0, []
    for match in COMMA.finditer(text, start, end):
        before = text[start : match.start()]
        depth = before.count("(") - before.count(")")
        sign = match.group().startswith(".")
        short = sign and ABBREVIATIONS.search(
            text, max(start, match.start() + 1 - SHORT), match.start() + 1
        )
        if depth <= 0 and not short:
            found.append(match.end())
    for match in itertools.islice(AND.finditer(text, start, end), MOST_ANDS):
        before, after = text[start : match.start()], text[match.end() : end]
        if before.count("(") > before.count(")"):
            continue
        if not (_differs(before, after) or _two_languages(before, after)):
            continue
        found.append(match.end())
    return sorted(set(found))


def _two_languages(before: str, after: str) -> bool:
    """Tell whether "and" joins two languages: "Nederlands en Frans vlot"."""
    left, right = tongues(before[-_NAME:]), tongues(after[:_NAME])
    return bool(
        left and right and not before[-_NAME:][left[-1].end :].strip() and not right[0].start
    )


def signs_of(piece: str) -> set[str]:
    """Return what a piece says of its kind: a paper, a diploma, years, a language, or terms."""
    found: set[str] = set()
    if years_of(piece) is not None:
        found.add("years")
    elif cues.EDUCATION.search(piece) and least_level_of(piece):
        found.add("education")
    if cues.CERTIFICATE.search(piece):
        found.add("certificate")
    if tongues(piece):
        found.add("language")
    return found


def _differs(before: str, after: str) -> bool:
    """Tell whether "and" joins two asks of different kinds: a diploma and years of work."""
    last = re.split(r",\s", before)[-1]
    first = re.split(r",\s", after)[0]
    if len(last.split()) < 2 or not (right := signs_of(first)):
        return False
    left = signs_of(last)
    return bool(left) and not left & right


def _joined(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the items with clauses that hang on the one before, and members of an "or", joined."""
    found: list[tuple[int, int]] = []
    examples = _Examples(text)
    for start, end in spans:
        piece = text[start:end]
        if found and _hangs(examples, found[-1], piece):
            found[-1] = (found[-1][0], end)
            continue
        found.append((start, end))
        if OR.search(piece) and len(piece.split()) <= 6:
            while len(found) > 1 and _member(text[slice(*found[-2])]):
                last = found.pop()
                found[-1] = (found[-1][0], last[1])
    return found


def _member(piece: str) -> bool:
    return len(piece.split()) <= 2 and not signs_of(piece) - {"language"}


class _Examples:
    """Where a text lists examples or some of a list; only what has grown is looked at again."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._seen: dict[int, tuple[int, bool]] = {}  # start of an item -> end, and what was found

    def announced(self, start: int, end: int) -> bool:
        """Tell whether a span, which begins where it did before or is new, announces examples."""
        done, found = self._seen.get(start, (start, False))
        fresh = self._text[max(start, done - _WIDEST) : end]
        found = found or bool(EXAMPLES.search(fresh) or SOME_OF.search(fresh))
        self._seen[start] = end, found
        return found


def _hangs(examples: _Examples, before: tuple[int, int], piece: str) -> bool:
    if HANGS.match(piece):
        return True
    if (
        examples.announced(*before)
        and len(piece.split()) <= 3
        and not signs_of(piece) - {"language"}
    ):
        return True
    return (
        len(re.findall(r"[^\W\d_]", piece)) < 2
        or _only_verdict(piece)
        or (bool(cues.VERDICT.match(piece)) and len(piece.split()) <= 8)
    )


def _only_verdict(piece: str) -> bool:
    """Tell whether a piece says how much another decides, and nothing else: "un petit plus"."""
    rest = piece
    for cue in (cues.NICE, cues.MUST, cues.NOT_MUST):
        rest = cue.sub(" ", rest)
    return rest != piece and not re.search(r"[^\W\d_]", _SMALL.sub(" ", rest))


def _and(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the items, the last cut at its "and": "a, b en c" lists three."""
    start, end = spans[-1]
    for match in AND.finditer(text, start, end):
        left, right = text[start : match.start()], text[match.end() : end]
        if len(right.split()) > 1 and not (THAN.search(left) or HANGS.match(right)):
            return [*spans[:-1], (start, match.start()), (match.end(), end)]
    return spans


def _signed(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the items where one differs from another in a sign; else all of them as one."""
    if not any(signs_of(text[a:b]) or cues.NICE.search(text, a, b) for a, b in spans):
        return [(spans[0][0], spans[-1][1])]
    found = [spans[0]]
    for span in spans[1:]:
        if signs_of(text[slice(*span)]) or _decides_otherwise(text, found[-1], span):
            found.append(span)
        else:  # "drie jaar ervaring met Python, SQL en dbt"
            found[-1] = (found[-1][0], span[1])
    return found


def _decides_otherwise(text: str, one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Tell whether one of two is called a wish and the other a must.

    "Docker is een must, Kubernetes een pre" does; "Engels is een pre, de helft van onze gasten
    komt uit het buitenland" calls its second half nothing.
    """
    wishes = [bool(cues.NICE.search(text, *span)) for span in (one, other)]
    must = other if wishes[0] else one
    return wishes[0] != wishes[1] and bool(cues.MUST.search(text, *must))
