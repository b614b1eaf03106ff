"""By which names are licences and certificates known?

In:  a text
Out: where it names papers of the lexicon (`data/lexicon/papers.toml`), and patterns of their names
Why: the vocabulary of skills takes RA, ACCA and CPA for one, and knows no commercial driver's
     licence; a paper has a few names that are written in full or as letters, and no near ones
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from matcher.records import Paper
from matcher.resources import shipped

NOUN = (  # a paper, on its own or at the end of a word
    r"(?:certifica\w*|certificering\w*|zertifi\w*|diplom[ae]\w*|licen[cs]\w*|licentie\w*|bewij[sz]\w*|"
    r"pass?(?:en)?|passport|card|permit\w*|attest\w*|brevet\w*|schein\w*|registr\w+|nachweis\w*|"
    r"zeugnis\w*|bevoegdheid\w*|vergunning\w*|getuigschrift\w*|credential\w*|accredit\w*|"
    r"habilitation\w*|qualificati\w*|kwalificatie\w*|clearance|keuring\w*|ticket)"
)


@dataclass(frozen=True, slots=True)
class _Listed:
    names: str  # pattern
    shows: tuple[str, ...]


def rows() -> Mapping[str, Mapping[str, object]]:
    """Return the lexicon as it is written, for those who check it."""
    return tomllib.loads((shipped("lexicon") / "papers.toml").read_text(encoding="utf-8"))


def named(text: str) -> list[tuple[int, int, str]]:
    """Return where a text names papers of the lexicon, in its order, longer names first."""
    found = [
        (match.start(), match.end(), name)
        for name in _lexicon()
        for match in _finder(name).finditer(text)
    ]
    return sorted(found, key=lambda one: (one[0], -one[1], one[2]))


def named_paper(name: str) -> Paper:
    """Return a paper of the lexicon, by its own names and those of papers that include it."""
    lexicon = _lexicon()
    by = [name, *(other for other, row in lexicon.items() if name in row.shows)]
    return Paper(name, (), _whole("|".join(lexicon[one].names for one in by)))


@cache
def _lexicon() -> Mapping[str, _Listed]:
    path = shipped("lexicon") / "papers.toml"
    read = tomllib.loads(path.read_text(encoding="utf-8"))
    return {
        name: _Listed("|".join(map(_pattern, row["names"])), tuple(row.get("shows", ())))
        for name, row in read.items()
    }


def _pattern(name: str) -> str:
    return name.replace(".", r"\.").replace(" ?", r"[\s.-]*").replace(" ", r"[\s.-]+")


@cache
def _finder(name: str) -> re.Pattern[str]:
    return re.compile(_whole(_lexicon()[name].names))


def _whole(names: str) -> str:
    return rf"(?i)(?<!\w)(?:{names})(?!\w|['’]s\b)"
