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
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from matcher.errors import InvalidInput
from matcher.ranking.chances import Chances
from matcher.records import Kind, Requirement, Rung, Setting, Statement

SHIPPED = Path(__file__).with_name("judge.json")
_LARGEST = 100.0  # log odds; e^100 is certainty
_CLOSE = 0.5  # likeness from which more of it says more

_STEM = 5  # letters in which two words must begin alike to be forms of one
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
    words, back, longest = _in_common(requirement.text, statement.text)
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
        brief=1.0 / max(1, len(statement.text.split())),
        asks=1.0 / (1 + _asks(requirement.text)),
        short=1.0 / max(1, len(_telling(requirement.text))),
        cross=float(_tongue(requirement.text) != _tongue(statement.text)),
    )


@lru_cache(maxsize=8192)
def _telling(text: str) -> tuple[str, ...]:
    """Return the words of a text that say what it is about, in order, each once."""
    found = (word.casefold() for word in _WORD.findall(text))
    return tuple(dict.fromkeys(w for w in found if len(w) > 1 and w not in _FRAME))


@lru_cache(maxsize=8192)
def _asks(text: str) -> int:
    return len(_ASKS.findall(text))


@lru_cache(maxsize=8192)
def _tongue(text: str) -> str:
    words = text.casefold().split()
    dutch, english = (sum(w in of for w in words) for of in (_DUTCH, _ENGLISH))
    if dutch == english:  # "ij" and "aa" are written in no English
        return "nl" if re.search(r"ij|aa|uu|oe[kmnrst]|sch", text) else "en"
    return "nl" if dutch > english else "en"


@lru_cache(maxsize=1 << 15)  # an edit of a vacancy asks the same of the same people again
def _in_common(asked: str, told: str) -> tuple[float, float, float]:
    """Return the share of what is asked that is told, the other way round, and the longest word."""
    asked_words, told_words = _telling(asked), _telling(told)
    words, longest = _share(asked_words, _told(told_words))
    back, _ = _share(told_words, _told(asked_words))
    return words, back, longest


def _share(asked: Sequence[str], told: "_Told") -> tuple[float, float]:
    """Return the share of the asked letters whose words are told, and the longest such word."""
    total = sum(map(len, asked))
    hit = [len(word) for word in asked if word in told.words or _has_form(word, told)]
    return (sum(hit) / total if total else 0.0), min(1.0, max(hit, default=0) / 12)


def _has_form(word: str, told: "_Told") -> bool:
    """Return whether another form of a word is told; forms of one word begin or end alike."""
    near = (*told.beginning.get(word[0], ()), *told.ending.get(word[-1], ()))
    return any(_same(word, other) for other in near)


class _Told(NamedTuple):
    """The telling words of a text, by their first and by their last letter."""

    words: frozenset[str]
    beginning: Mapping[str, Sequence[str]]
    ending: Mapping[str, Sequence[str]]


@lru_cache(maxsize=8192)
def _told(words: tuple[str, ...]) -> _Told:
    beginning: dict[str, list[str]] = {}
    ending: dict[str, list[str]] = {}
    for word in words:
        beginning.setdefault(word[0], []).append(word)
        ending.setdefault(word[-1], []).append(word)
    return _Told(frozenset(words), beginning, ending)


@lru_cache(maxsize=1 << 17)
def _same(one: str, other: str) -> bool:
    """Return whether two words are forms of one, or one is the first or last part of the other."""
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    if len(short) < _STEM:
        return len(short) > 2 and long in (short + "s", short + "en", short + "e")
    if long.startswith(short) or long.endswith(short):
        return True
    least = max(_STEM, round(0.7 * len(long)))
    return short[:least] == long[:least]


# --- the judge ----------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Judge:
    """Two logistic curves over the columns of a pair; see `columns`."""

    shows: Mapping[str, float]  # the weight of each column: does the line show it, alone?
    some: Mapping[str, float]  # ... or a part of it?

    def chances(self, kind: Kind, pair: Traits) -> Chances:
        """Return the chances that the line shows at least a part, and all of what is asked."""
        found = columns(kind, pair)
        some = _logistic(found, self.some)
        return Chances(some, min(some, _logistic(found, self.shows)))


def columns(kind: Kind, pair: Traits) -> dict[str, float]:
    """Return what the curves add up: the traits, and what two of them say together."""
    return {
        "bias": 1.0,
        **pair._asdict(),
        "close": max(0.0, pair.likeness - _CLOSE),
        "unnamed": pair.known * (1.0 - pair.named),
        "alike by name": pair.likeness * pair.named,
        "alike by words": pair.likeness * pair.words,
        "words by name": pair.named * pair.words,
        "short by name": pair.named * pair.short,
        "tool": float(kind is Kind.TOOL),
        "soft": float(kind is Kind.SOFT),
        "experience": float(kind is Kind.EXPERIENCE),
    }


def _logistic(found: Mapping[str, float], weights: Mapping[str, float]) -> float:
    odds = sum(weight * found[name] for name, weight in weights.items())
    return 1.0 / (1.0 + math.exp(-odds))


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
