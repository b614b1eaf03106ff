"""Which fields of study does a text name?

In:  the text of a degree, or of what a vacancy asks for
Out: names of fields ("construction"), their narrower and their near ones
Why: a bachelor of nursing is no bachelor of accounting. Words and examples are data
     (`data/lexicon/fields.toml`), so that somebody who knows a language can mend them; the names of
     schools are passed over, since a technical university teaches management too
"""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from matcher.resources import shipped

_SCHOOL = re.compile(  # its name says nothing of what was studied there
    r"(?i)(?:technische|technical|technological|economische|agricultural|state|community|art)"
    r"\s+(?:and \w+\s+)?(?:universi\w+|hochschule|hogeschool|college|high ?school|institut\w*)|"
    r"\w*institute? of technology|management (?:school|institute)|business (?:school|college)|"
    r"(?<!\w)(?:sint|saint|st\.?|\w+s) business|school of (?:arts|sciences?)|"
    r"technische mittelschule|high school|universit\w+ of (?:arts|sciences?|applied sciences?)|"
    r"(?:bachelor|master|associate)(?:'?s)?(?: degree)? of (?:applied )?(?:arts|sciences?)"
    r"(?: in(?= business| law))?|hogeschool van (?:de )?kunsten|"
    r"(?:school|college|institute|academy|department|faculty) of (?:the )?[\w&]+"
    r"(?:(?: and| &|,) [\w&]+)?|\w+ (?:business|law|medical|nursing|art|police) "
    r"(?:school|college|academy)"
)

_WORD = re.compile(r"(?<!\w)\w")  # where a word begins


@dataclass(frozen=True, slots=True)
class Field:
    """A field of study."""

    name: str
    wider: tuple[str, ...]
    near: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Words:
    """Words of fields, the longer first, in one pattern with a group for each."""

    pattern: re.Pattern[str]
    names: tuple[str, ...]  # of the field of each group


@dataclass(frozen=True, slots=True)
class _Lexicon:
    fields: Mapping[str, Field]
    by_letter: Mapping[str, _Words]  # first letter of a word; one pattern of all is 20 times slower
    others: _Words  # words that may begin with any letter


def fields_in(text: str) -> tuple[str, ...]:
    """Return the fields of study that a text names, in its order, each once."""
    lexicon, text = _lexicon(), _SCHOOL.sub(" ", text)
    found: dict[str, None] = {}
    end = 0
    for word in _WORD.finditer(text):
        start = word.start()
        if start < end:
            continue
        own = lexicon.by_letter.get(text[start].casefold())
        for words in (own, lexicon.others):
            match = words.pattern.match(text, start) if words else None
            if words and match:
                found[words.names[(match.lastindex or 1) - 1]] = None
                end = match.end()
                break
    return tuple(found)


def narrower(names: Iterable[str]) -> tuple[str, ...]:
    """Return fields and all that are one of them: engineering is also construction."""
    wanted, fields = set(names), _lexicon().fields.values()
    return tuple(f.name for f in fields if f.name in wanted or wanted.intersection(f.wider))


def near(names: Iterable[str]) -> tuple[str, ...]:
    """Return the fields that are near one of these, or wider, without those that are one of them.

    Nearness holds both ways, whichever of the two rows tells it.
    """
    wanted, fields = set(names), _lexicon().fields
    told = {other for name in wanted for other in (*fields[name].near, *fields[name].wider)}
    back = {field.name for field in fields.values() if wanted.intersection(field.near)}
    return tuple(sorted((told | back) - set(narrower(wanted))))


def rows() -> Mapping[str, Mapping[str, Any]]:
    """Return the lexicon as it is written, for those who check it."""
    path = shipped("lexicon") / "fields.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def _lexicon() -> _Lexicon:
    """Return the lexicon; of two words that begin at one place the longer one is found."""
    read = rows()
    fields = {
        name: Field(name, tuple(row.get("wider", ())), tuple(row.get("near", ())))
        for name, row in read.items()
    }
    said = sorted(
        {
            (word, name)
            for name, row in read.items()
            for own in row["words"].values()
            for word in own
        },
        key=lambda pair: (-len(pair[0]), pair),
    )
    letters: dict[str, list[tuple[str, str]]] = {}
    for word, name in said:
        letters.setdefault(word[0] if word[0].isalpha() else "", []).append((word, name))
    others = _words(letters.pop("", []))
    return _Lexicon(fields, {letter: _words(own) for letter, own in letters.items()}, others)


def _words(said: Sequence[tuple[str, str]]) -> _Words:
    body = "|".join(f"({word.replace(' ', chr(92) + 's+')})" for word, _ in said)
    pattern = re.compile(rf"(?:{body})(?!\w)", re.IGNORECASE)
    return _Words(pattern, tuple(name for _, name in said))
