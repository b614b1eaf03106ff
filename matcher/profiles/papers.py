"""Which licences, certificates and permits does a line of a vacancy ask for?

In:  the line and the skills that it names
Out: groups of papers (all groups are asked for, any paper of a group will do), each with the
     patterns by which a line of a CV names it
Why: a paper is held or it is not, and no likeness tells that. It is known by a concept of the
     vocabulary, by a name in `data/lexicon/papers.toml` (the vocabulary takes RA, ACCA and CPA for
     one), by a class of driving licence, or else by its own words in the line
"""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from matcher.profiles.licences import BY_CONCEPT, MACHINES
from matcher.profiles.paper_names import NOUN, named, named_paper
from matcher.profiles.requirements import AND, OR
from matcher.protocols import SkillFinder
from matcher.records import Mention, Paper

_NOUN = re.compile(rf"(?i)(?<!\w){NOUN}(?!\w)")
_COMPOUND = re.compile(rf"(?i)^([\w-]{{3,}}?)-?{NOUN}$")
_DRIVING = (
    r"(?:rijbewij[sz]\w*|driv(?:ing|er)'?s?\s+(?:licen[cs]es?|permit)|führerschein\w*|fahrerlaubnis|"
    r"permis(?:\s+de\s+conduire)?)"
)
_KIND = (
    r"(?:(?:der|de|van|of|des)\s+)?(?:categor(?:ie|y|ía)|cat\.?|catégorie|klassen?|kl\.?|class(?:es)?|"
    r"type)"
)
_CLASS = r"(?:AM|A[12]?|(?:B|C1|C|D1|D)\s?[+/-]?\s?E|BE|CE|DE|B|C1|C|D1|D|T)"
_CLASSES = (
    rf"{_CLASS}(?:(?:\s*[,/+&]\s*|\s+(?:en/of|en|and|und|et|plus|of|or|oder|ou)\s+){_CLASS})*"
)
_ASKED_CLASSES = re.compile(
    rf"(?i:{_DRIVING})\s*[:(]?\s*(?i:{_KIND}\s*:?\s*)?(?P<row>{_CLASSES})(?![\w+#])"
    rf"|(?<![\w-])(?P<before>{_CLASSES})(?:-|\s)(?i:{_DRIVING})"
)
_INCLUDED = {  # classes that allow as much; the first allows all the others
    "AM": ("A", "A1", "A2", "B", "BE", "C", "CE", "D", "DE", "T"),
    "A1": ("A", "A2"), "A2": ("A",),
    "B": ("BE", "C1", "C", "CE", "D1", "D", "DE"),
    "BE": ("CE", "DE"),
    "C1": ("C", "CE"), "C": ("CE",),
    "D1": ("D", "DE"), "D": ("DE",),
}  # fmt: skip
_RANKS = (  # kinds of one paper, lowest first; each as it is written
    ("basis|basic", "vol|operationeel leidinggevenden?"),
    ("foundation", "practitioner|advanced|intermediate|expert"),
    ("yellow", "orange", "green", "black", "master black"),
    ("associate", "professional", "expert"),
    ("silver", "gold", "platinum"),
)
_NUMBERED = re.compile(
    r"(?i)(?<!\w)(niveau|level|stufe|klasse|class|grade|graad)\s*-?\s*(\d|[A-E])(?!\w)"
)
_PLAIN = """
a an the and or of in for with to by at on as is are be have has must required requires require
valid current active appropriate applicable plus preferred preferable possess possession own
hold holder holding obtain obtained able willing state local us uk professional other equivalent
similar relevant recognised recognized necessary needed desired strongly highly bonus nice
advantage your you any one least minimum within months year years hire working good standing
full clean proof record een de het en van voor met als bij te je jij u bent ben is zijn heb hebt
heeft in bezit geldig geldige vereist verplicht noodzakelijk must pre pré gewenst wens eis moet
beschikt over beschikken minimaal minstens actueel actuele recent recente op aan je jouw dit dat
deze die of graag bijvoorbeeld zoals ein eine einen der die das und oder mit gültig gültiger
gültige gültigen besitz haben sie im von für erforderlich wünschenswert vorteil un une le la les
et ou de du des d' l' en cours validité valide obligatoire exigé exigée souhaité souhaitée être
titulaire avoir votre vous avec pour certified gecertificeerd zertifiziert certifié certifiée
licensed registered geregistreerd erkend behaald afgerond opleiding cursus training course
niveau level class klasse categorie category cat catégorie experience ervaring erfahrung
expérience knowledge kennis
"""
_SAYS_NOTHING = frozenset(_PLAIN.split())
_WORD = re.compile(r"[^\W_](?:[\w'’+#]|-(?=\w))*")
_MOST_WORDS = 4
_ENOUGH = 3  # words of its own by which a paper is named even where no line calls it one
_SAME = re.compile(r"(?i)\b(?:verklaring|diploma|certificaat)\b")


@dataclass(frozen=True, slots=True)
class _Found:
    """A paper with the span in which the line names it."""

    start: int
    end: int
    paper: Paper


def asked_papers(
    text: str, mentions: Sequence[Mention], finder: SkillFinder
) -> tuple[tuple[Paper, ...], ...]:
    """Return the papers that a line asks for: all groups, any paper within one.

    A line that speaks of papers without telling which one gives no group.
    """
    found: list[_Found] = []
    for one in itertools.chain(_driving(text), _listed(text), _of_concepts(text, mentions, finder)):
        if not any(one.start < other.end and other.start < one.end for other in found):
            found.append(one)
    if not found:
        return tuple(_of_words(text))
    found.sort(key=lambda one: one.start)
    groups: list[list[Paper]] = []
    for before, one in zip([None, *found], found, strict=False):
        between = text[before.end : one.start] if before else ""
        if before and groups and (before.start == one.start or _either(text, between, one)):
            groups[-1].append(one.paper)
        else:
            groups.append([one.paper])
    return tuple(map(tuple, groups))


def _either(text: str, between: str, one: _Found) -> bool:
    """Tell whether two papers are a choice: "RN or LPN", "VCA, BHV of EHBO"."""
    if OR.search(between):
        return True
    listed = re.fullmatch(r"[\s,]*", between)
    rest = text[one.end : one.end + 40]
    sign = re.match(r"(?:[^.;]{0,30}?)\b(of|or|oder|ou|en|and|und|et)\b", rest, re.IGNORECASE)
    return bool(
        listed and sign and OR.fullmatch(sign.group(1)) and not AND.fullmatch(sign.group(1))
    )


# --- driving licences -----------------------------------------------------------------------
def _driving(text: str) -> Iterator[_Found]:
    for match in _ASKED_CLASSES.finditer(text):
        row = match["row"] or match["before"]
        row = re.sub(r"(?<=[BCD1])\s?[+-]?\s?E\b", "E", row)
        row = re.sub(r"(?<![A-Z])([BCD])/E\b", r"\1E", row)
        either = bool(OR.search(row))
        classes = re.findall(r"AM|[A-DT][12]?E?", row)
        for place, name in enumerate(classes):
            # A choice shares one span, so that it stays one group.
            at = match.start() if either else match.start() + place
            last = match.end() if either or place == len(classes) - 1 else at + 1
            yield _Found(at, last, driving_licence(name))
        return
    plain = re.search(rf"(?i)(?<!\w){_DRIVING}", text)
    if plain and not re.search(r"(?i)\bCDL\b|commercial driv", text):
        yield _Found(plain.start(), plain.end(), _any_driving(plain.group()))


def driving_licence(name: str) -> Paper:
    """Return the licence of a class, with the classes that include it.

    A licence of no class is that of a car, as people write it.
    """
    wanted = "|".join(
        re.sub(r"^([BCD]1?)E$", r"\1\\s?[+/-]?\\s?E", one)
        for one in sorted((name, *_INCLUDED.get(name, ())), key=len, reverse=True)
    )
    joint = r"(?:\s*[,/+&]\s*|\s+(?:en|and|und|et|plus)\s+)"
    row = rf"(?:{_CLASS}{joint})*(?:{wanted})(?![\w+#])"
    # "B and C" holds C, while "BE" is no "B" followed by something else
    said = (
        rf"(?i:{_DRIVING})\s*[:(-]?\s*(?i:{_KIND}\s*:?\s*)?{row}"
        rf"|(?<![\w-]){row}(?:{joint}{_CLASS})*(?:-|\s)(?i:{_DRIVING})"
        rf"|(?i:{_KIND})\s*:?\s*{row}\s+(?i:{_DRIVING})"
    )
    if name == "B":
        said += rf"|(?i:{_DRIVING})(?!\s*[:(-]?\s*(?i:{_KIND}\s*:?\s*)?{_CLASS}(?![\w+#]))"
    if name == "A":
        said += r"|(?i:motorrijbewijs|motorcycle licen[cs]e|motorradführerschein|permis moto)"
    if name in ("B", "C"):
        said += r"|(?i:vrachtwagenrijbewijs|truck licen[cs]e|lkw-führerschein|permis poids lourd)"
    ids = {short: concept for concept, short in BY_CONCEPT.items()}
    concepts = (
        ()
        if name == "B"
        else tuple(ids[one] for one in (name, *_INCLUDED.get(name, ())) if one in ids)
    )
    return Paper(name, concepts, said)


def _any_driving(said: str) -> Paper:
    return Paper(said, ("driving-licence-b",), rf"(?i){_DRIVING}")


# --- by name ----------------------------------------------------------------------------------
def _listed(text: str) -> Iterator[_Found]:
    for start, end, name in named(text):
        kinds, others = _ranked(text)
        paper = Paper(text[start:end], (), named_paper(name).names, kinds, others)
        yield _Found(start, end, paper)


# --- by concept -----------------------------------------------------------------------------
def _of_concepts(text: str, mentions: Sequence[Mention], finder: SkillFinder) -> Iterator[_Found]:
    for mention in mentions:
        concept = finder.concept(mention.concept)
        said = text[mention.start : mention.end]
        speaks = _NOUN.search(said) or any(map(_COMPOUND.match, said.split()))
        if concept.kind != "certificate" and not speaks:
            continue
        kinds, others = _ranked(text[mention.start :])
        if not kinds:
            kinds, others = _own_kind(said)
        bare = concept.kind != "certificate" or bool(speaks and concept.id in MACHINES)
        yield _Found(
            mention.start, mention.end, Paper(said, (concept.id,), "", kinds, others, bare)
        )


def _own_kind(said: str) -> tuple[str, str]:
    """Return what a name adds to its first word, which stands for a family: "Wft Schade".

    Another of the same family is another kind of the paper.
    """
    head, *rest = _WORD.findall(said)
    if not head.isupper() and not re.fullmatch(r"[A-Z]\w*[A-Z]\w*|Wft|SVH", head):
        return "", ""
    added = [
        word for word in rest
        if word.casefold() not in _SAYS_NOTHING and not _NOUN.fullmatch(word)
        and not re.fullmatch(r"v?\d+", word)
    ]  # fmt: skip
    if not added or len(head) < 2:
        return "", ""
    return (
        r"(?i)" + r".*".join(rf"(?<!\w){re.escape(_stem(word))}" for word in added),
        rf"(?i)(?<!\w){re.escape(head)}",
    )


def _ranked(text: str) -> tuple[str, str]:
    """Return the level that is asked of a paper, with those above it, and the lower ones."""
    for scale in _RANKS:
        for place, name in reversed(list(enumerate(scale))):
            if re.search(rf"(?i)(?<!\w)(?:{name})(?!\w)", text):
                if not place:
                    return "", ""  # the lowest is what the bare name stands for
                higher, lower = "|".join(scale[place:]), "|".join(scale[:place])
                return rf"(?i)(?<!\w)(?:{higher})(?!\w)", rf"(?i)(?<!\w)(?:{lower})(?!\w)"
    numbered = _NUMBERED.search(text)
    if numbered and numbered.group(2).isdigit():
        least = int(numbered.group(2))
        word = r"(?:niveau|level|stufe|klasse|class|grade|graad)\s*-?\s*"
        return (
            rf"(?i)(?<!\w){word}[{least}-9](?!\w)",
            rf"(?i)(?<!\w){word}[0-{least - 1}](?!\w)" if least else "",
        )
    return "", ""


# --- by its own words -----------------------------------------------------------------------
def _of_words(text: str) -> Iterator[tuple[Paper, ...]]:
    """Yield the groups of papers that are named by words that no list knows."""
    parts = re.split(rf"(?i)[;,]|{AND.pattern[4:]}", text)
    for part in parts:
        papers = tuple(
            paper for choice in re.split(OR.pattern, part) if (paper := _paper_of(choice))
        )
        if papers:
            yield papers
        if papers and len(parts) > 3:
            return


def _paper_of(text: str) -> Paper | None:
    """Return the paper that a text names: by its abbreviations, else by words beside a noun."""
    words = _WORD.findall(text)
    marked = [w for w in words if _mark(w)]
    if marked:
        said = [
            word
            for at, word in enumerate(words)
            if word in marked or (at and words[at - 1] in marked and word[0].isdigit())
        ]
    else:
        at = next((i for i, word in enumerate(words) if _noun(word)), None)
        if at is None:
            return None
        compound = _COMPOUND.match(words[at])
        own = [compound.group(1)] if compound and not _NOUN.fullmatch(words[at]) else []
        before = [w for w in words[max(0, at - _MOST_WORDS) : at] if _tells(w)]
        after = [w for w in words[at + 1 : at + 1 + _MOST_WORDS] if _tells(w)]
        said = (before + own) or after
    said = said[:_MOST_WORDS]
    if not said:
        return None
    return Paper(" ".join(said), (), _all_of(said, abbreviated=bool(marked)),
                 bare=not marked and len(said) < _ENOUGH)  # fmt: skip


def _mark(word: str) -> bool:
    """Tell whether a word is an abbreviation or a number of a norm: "HVAC", "R489"."""
    letters = re.sub(r"[^\w]", "", word)
    upper = sum(c.isupper() for c in letters)
    short = letters.casefold() in _SAYS_NOTHING or _NOUN.fullmatch(word)
    return bool(len(letters) > 1 and upper >= 2 and upper * 2 >= len(letters) and not short)


def _noun(word: str) -> bool:
    return bool(_NOUN.fullmatch(word) or _COMPOUND.match(word))


def _tells(word: str) -> bool:
    return len(word) > 1 and word.casefold() not in _SAYS_NOTHING and not _NOUN.fullmatch(word)


def _all_of(words: Sequence[str], *, abbreviated: bool) -> str:
    """Return a pattern of a line that holds all these words, inflected or not, in any order."""
    ends = r"(?!\w)" if abbreviated else r"\w*"
    each = (
        rf"(?=.*(?<!\w){re.escape(word if abbreviated else _stem(word))}{ends})" for word in words
    )
    return r"(?is)\A" + "".join(each)


def _stem(word: str) -> str:
    """Return a word without its commonest endings; short words keep them."""
    for end in (
        "ingen",
        "ings",
        "ing",
        "ung",
        "aires",
        "aire",
        "en",
        "es",
        "er",
        "ed",
        "s",
        "e",
        "n",
    ):
        if word.casefold().endswith(end) and len(word) - len(end) >= 4:
            return word[: -len(end)]
    return word
