"""Which fields of study does a text name?

In:  the text of a degree, or of what a vacancy asks for
Out: names of fields ("construction"), their narrower and their near ones
Why: a bachelor of nursing is no bachelor of accounting. Words and examples are data
     (`data/lexicon/fields.toml`), so that somebody who knows a language can mend them; the names of
     schools are passed over, since a technical university teaches management too
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
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


@dataclass(frozen=True, slots=True)
class Field:
    """A field of study."""

    name: str
    wider: tuple[str, ...]
    near: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Lexicon:
    fields: Mapping[str, Field]
    finder: re.Pattern[str]
    names: tuple[str, ...]  # of the field of each group of the pattern


def fields_in(text: str) -> tuple[str, ...]:
    """Return the fields of study that a text names, in its order, each once."""
    lexicon = _lexicon()
    found = lexicon.finder.finditer(_SCHOOL.sub(" ", text))
    named = (lexicon.names[(match.lastindex or 1) - 1] for match in found)
    return tuple(dict.fromkeys(named))


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
    body = "|".join(f"({word.replace(' ', chr(92) + 's+')})" for word, _ in said)
    finder = re.compile(rf"(?<![\w])(?:{body})(?!\w)", re.IGNORECASE)
    return _Lexicon(fields, finder, tuple(name for _, name in said))
