"""Does one line of a CV show one requirement? Traits of the pair, and the judge that reads them.

In:  a requirement, the statement that would be quoted, and what the engine knows of the two
Out: `Traits`, a row of named numbers; `Judge.chances` turns them into two probabilities
Why: how like two texts are does not say that one proves the other: "financial reports" is near
     "financial reporting under IFRS" and near "reports to the board". A few plain numbers beside
     the likeness (words in common, skills in common, where the line stands, how much is asked)
     tell more; and only numbers of the line itself are looked at, for a tick is a promise about
     the quote, and a CV that is about the right work makes no line say more than it says
"""

import json
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from operator import mul
from pathlib import Path
from typing import Any, NamedTuple

from matcher.errors import InvalidInput
from matcher.ranking.chances import Chances
from matcher.records import Kind, Requirement, Rung, Setting, Statement

SHIPPED = Path(__file__).with_name("judge.json")
_LARGEST = 100.0  # log odds; e^100 is certainty
_CLOSE = 0.5  # likeness from which more of it says more

_STEM = 5  # letters in which two words must begin alike to be forms of one
_ENDINGS = ("s", "en", "e")  # that make another form of a short word
_WORD = re.compile(r"[^\W\d_]+(?:[+#]+|\d+)?|\d+[^\W\d_]+")
_ASKS = re.compile(r"[,;/]|\b(?:and|or|en|of|und|oder|et|ou|alsook|evenals|as well as)\b", re.I)
_ROLES = (Rung.RECENT_ROLE, Rung.OLDER_ROLE, Rung.PROJECT)

# Words that a requirement is made of whatever it asks for; they prove nothing where they meet.
_FRAME = frozenset(
    re.findall(
        r"\w+",
        "a an the and or of to in on at by for from with within without as is are be been being "
        "this that these those you your our we us they their it its will would can could should "
        "may must have has had do does did not no more most other all any some such into about "
        "able ability abilities strong good excellent great proven demonstrated solid sound "
        "knowledge understanding experience experienced skills skill skilled required requirements "
        "requirement preferred essential desirable ideal ideally minimum least years year working "
        "work works including include includes related relevant similar equivalent etc using use "
        "used well high highly level key new within across through during per plus role position "
        "candidate job responsible responsibilities duties ensure ensuring provide providing "
        "support make making take taking new based various different "
        "de het een en of van tot in op aan bij door voor met binnen zonder als is zijn ben bent "
        "wordt worden dit dat deze die je jij jouw u uw ons onze wij we ze zij hun het er om te "
        "niet geen meer meest andere alle enkele zoals naar over uit heb hebt heeft kan kunnen "
        "moet goede goed sterke sterk uitstekende grondige kennis ervaring ervaren werkervaring "
        "vaardigheden vaardig vereist pluspunt minimaal minstens minimum jaar jaren werk werken "
        "werkt relevante gelijkwaardig vergelijkbare functie rol taak taken verantwoordelijk "
        "staat instaan zorgt zorgen ook samen verschillende diverse nieuwe eigen via per tijdens "
        "beschikt beschikken bezit expertise vlot vlotte uitstekend praktijkervaring gedegen "
        "voorwaarde noodzakelijk aantoonbaar aantoonbare ruime pré pre meegenomen mooi fijn must "
        "affiniteit bekend bekendheid thuis actuele enige eerste liefst graag voorkeur bij zoals "
        "proficient proficiency expert advanced basic fluent hands familiar familiarity track "
        "record background ideally plus bonus advantage desired looking someone person people "
        "successful applicant maîtrise indispensable souhaité expérience avez vous êtes les des "
        "une".lower(),
    )
)
_DUTCH = frozenset(re.findall(r"\w+", "de het een en van voor met je bij naar als op te om ook"))
_ENGLISH = frozenset(re.findall(r"\w+", "the and of to for with your as on is are be by from or"))


class Traits(NamedTuple):
    """What is known of a requirement and one line; ratios in [0, 1] unless said otherwise."""

    likeness: float  # of the two, above ordinary lines
    ahead: float  # likeness above what the line has to the vacancy's requirements on average
    named: float  # share of the asked skills that the line names
    head: float  # 1 where it names the first of them
    known: float  # 1 where the requirement names skills of the vocabulary at all
    words: float  # share of the requirement's telling letters whose words stand in the line
    back: float  # the same of the line's letters in the requirement
    longest: float  # letters of the longest word in common, of 12
    role: float  # 1 where the line tells of work done: a role or a project
    study: float  # 1 where it is of a training or a course
    bare: float  # 1 where it is an entry of a list
    brief: float  # how few words the line has: 1 / words
    asks: float  # how many things are asked: 1 for a single one, less for more
    short: float  # how little is asked: 1 / telling words of the requirement
    cross: float  # 1 where the two are in different languages


def traits(
    requirement: Requirement,
    statement: Statement,
    *,
    rung: Rung,
    likeness: float,
    usual: float,
    shown: Sequence[bool],
) -> Traits:
    """Return the traits of a pair.

    Parameters
    ----------
    likeness : of the two, before the line's worth as evidence
    usual : mean likeness of the line to the requirements of the vacancy
    shown : for each group of the requirement's concepts, whether the line names one of them
    """
    asked, told = _text(requirement.text), _text(statement.text)
    words, back, longest = _in_common(asked.telling, told.telling)
    return Traits(
        likeness=likeness,
        ahead=max(0.0, likeness - usual),
        named=sum(shown) / len(shown) if shown else 0.0,
        head=float(bool(shown) and shown[0]),
        known=float(bool(shown)),
        words=words,
        back=back,
        longest=longest,
        role=float(rung in _ROLES and statement.setting is not Setting.EDUCATION),
        study=float(statement.setting is Setting.EDUCATION),
        bare=float(rung is Rung.LIST),
        brief=1.0 / max(1, told.words),
        asks=1.0 / (1 + asked.asks),
        short=1.0 / max(1, len(asked.telling)),
        cross=float(asked.tongue != told.tongue),
    )


class _Text(NamedTuple):
    """What the judge reads from one text alone."""

    telling: tuple[str, ...]  # the words that say what it is about, in order, each once
    words: int
    asks: int  # signs that several things are named
    tongue: str  # "nl" or "en"


@lru_cache(maxsize=1 << 15)
def _text(text: str) -> _Text:
    found = (word.casefold() for word in _WORD.findall(text))
    telling = tuple(dict.fromkeys(w for w in found if len(w) > 1 and w not in _FRAME))
    return _Text(telling, len(text.split()), len(_ASKS.findall(text)), _tongue(text))


def _tongue(text: str) -> str:
    words = text.casefold().split()
    dutch, english = (sum(w in of for w in words) for of in (_DUTCH, _ENGLISH))
    if dutch == english:  # "ij" and "aa" are written in no English
        return "nl" if re.search(r"ij|aa|uu|oe[kmnrst]|sch", text) else "en"
    return "nl" if dutch > english else "en"


@lru_cache(maxsize=1 << 15)  # an edit of a vacancy asks the same of the same people again
def _in_common(asked: tuple[str, ...], told: tuple[str, ...]) -> tuple[float, float, float]:
    """Return the share of what is asked that is told, the other way round, and the longest word."""
    words, longest = _share(asked, _told(told))
    back, _ = _share(told, _told(asked))
    return words, back, longest


def _share(asked: Sequence[str], told: "_Told") -> tuple[float, float]:
    """Return the share of the asked letters whose words are told, and the longest such word."""
    total = sum(map(len, asked))
    hit = [len(word) for word in asked if word in told.words or _has_form(word, told)]
    return (sum(hit) / total if total else 0.0), min(1.0, max(hit, default=0) / 12)


def _has_form(word: str, told: "_Told") -> bool:
    """Return whether another form of a word is told, or a word that it begins or ends with.

    Short words are forms of one where one is the other and an ending; of longer ones only those
    that begin or end alike need a look.
    """
    if any(word + ending in told.words for ending in _ENDINGS) and 2 < len(word) < _STEM:
        return True
    for ending in _ENDINGS:
        base = word.removesuffix(ending)
        if base != word and 2 < len(base) < _STEM and base in told.words:
            return True
    near = (*told.beginning.get(word[:_STEM], ()), *told.ending.get(word[-_STEM:], ()))
    return len(word) >= _STEM and any(_alike(word, other) for other in near)


def _alike(one: str, other: str) -> bool:
    """Return whether long words are forms of one, or one is the first or last part of the other."""
    short, long = sorted((one, other), key=len)
    if long.startswith(short) or long.endswith(short):
        return True
    least = max(_STEM, round(0.7 * len(long)))
    return short[:least] == long[:least]


class _Told(NamedTuple):
    """The telling words of a text, the long ones also by their first and by their last letters."""

    words: frozenset[str]
    beginning: Mapping[str, Sequence[str]]
    ending: Mapping[str, Sequence[str]]


@lru_cache(maxsize=1 << 15)
def _told(words: tuple[str, ...]) -> _Told:
    beginning: dict[str, list[str]] = {}
    ending: dict[str, list[str]] = {}
    for word in words:
        if len(word) >= _STEM:
            beginning.setdefault(word[:_STEM], []).append(word)
            ending.setdefault(word[-_STEM:], []).append(word)
    return _Told(frozenset(words), beginning, ending)


# --- the judge ----------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Judge:
    """Two logistic curves over the columns of a pair; see `columns`."""

    shows: Mapping[str, float]  # the weight of each column: does the line show it, alone?
    some: Mapping[str, float]  # ... or a part of it?
    _shows: tuple[float, ...] = field(init=False, repr=False)  # in the order of `NAMES`
    _some: tuple[float, ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        for name, weights in (("_shows", self.shows), ("_some", self.some)):
            object.__setattr__(self, name, tuple(weights.get(column, 0.0) for column in NAMES))

    def chances(self, kind: Kind, pair: Traits) -> Chances:
        """Return the chances that the line shows at least a part, and all of what is asked."""
        found = _values(kind, pair)  # thousands of pairs a match: no dictionary each
        some = _logistic(found, self._some)
        return Chances(some, min(some, _logistic(found, self._shows)))


NAMES = (
    "bias", *Traits._fields, "close", "unnamed", "alike by name", "alike by words",
    "words by name", "short by name", "tool", "soft", "experience",
)  # fmt: skip


def columns(kind: Kind, pair: Traits) -> dict[str, float]:
    """Return what the curves add up: the traits, and what two of them say together."""
    return dict(zip(NAMES, _values(kind, pair), strict=True))


def _values(kind: Kind, pair: Traits) -> tuple[float, ...]:
    """Return the columns of a pair in the order of `NAMES`."""
    return (
        1.0,
        *pair,
        max(0.0, pair.likeness - _CLOSE),
        pair.known * (1.0 - pair.named),
        pair.likeness * pair.named,
        pair.likeness * pair.words,
        pair.named * pair.words,
        pair.named * pair.short,
        float(kind is Kind.TOOL),
        float(kind is Kind.SOFT),
        float(kind is Kind.EXPERIENCE),
    )


def _logistic(found: Sequence[float], weights: Sequence[float]) -> float:
    return 1.0 / (1.0 + math.exp(-sum(map(mul, weights, found))))


def judge_to_json(judge: Judge, about: Mapping[str, Any]) -> str:
    """Return a judge as readable JSON, after what it was fitted on."""
    curves = {
        event: {name: round(weight, 4) for name, weight in weights.items()}
        for event, weights in (("shows", judge.shows), ("some", judge.some))
    }
    return json.dumps({"about": dict(about), **curves}, ensure_ascii=False, indent=1) + "\n"


def read_judge(path: Path) -> Judge:
    """Return the judge in a file that `python -m matcher.tuning judge` wrote.

    Raises
    ------
    InvalidInput : there is no such file, or it holds something else
    """
    known = columns(Kind.HARD, Traits(*(0.0 for _ in Traits._fields)))
    try:
        cells = json.loads(path.read_text(encoding="utf-8"))
        shows, some = (
            {name: float(cells[event][name]) for name in cells[event]}
            for event in ("shows", "some")
        )
        strange = sorted((shows.keys() | some.keys()) - known.keys())
        wild = [w for w in (*shows.values(), *some.values()) if not abs(w) <= _LARGEST]
        if strange or wild:
            raise ValueError(f"it names {strange} and weighs {wild}")
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise InvalidInput(
            f"{path} cannot be read as a judge ({error}); name a file that "
            "`python -m matcher.tuning judge` wrote"
        ) from error
    return Judge(shows, some)


@cache
def shipped_judge() -> Judge:
    """Return the judge that comes with the program."""
    return read_judge(SHIPPED)
