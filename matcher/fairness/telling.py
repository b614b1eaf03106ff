"""A CV that tells one thing more of its owner: under the name, or in the running text.

In:  a person of a base (record and text), a line to tell, and where
Out: the text with it; a text with another name in the place of its owner's
Why: where somebody's name stands is known from what the base kept as identity. That may overlook a
     name, which then stays the same in both versions; what is told is put there whatever the rules
     know of the text, so that it is found if they overlook it
"""

import re
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from matcher.evaluation.invariance.identity import renamed
from matcher.records import Candidate, Setting
from matcher.resources import shipped

PLACES = ("header", "running")
LANGUAGES = ("nl", "en", "de", "fr")
_PROSE = (Setting.SUMMARY, Setting.ROLE, Setting.PROJECT)


def told_in(text: str, candidate: Candidate, line: str, place: str) -> str:
    """Return a CV that also says `line`; `place` is one of `PLACES`."""
    if place == "header":
        at = line_end(text, _name_at(candidate))
        return f"{text[:at]}\n{line}{text[at:]}"
    at = line_end(text, _prose_at(candidate))
    stop = "" if text[:at].rstrip().endswith((".", "!", "?", ":", ";")) else "."
    return f"{text[:at].rstrip()}{stop} {line}{text[at:]}"


def named(text: str, candidate: Candidate, name: str) -> str:
    """Return a CV whose owner is called `name`, wherever the record knows the name to stand.

    Where it knows none, the name is put above the text.
    """
    own = own_name(candidate)
    return _handles(renamed(text, own, name), own, name) if own else f"{name}\n{text}"


def own_name(candidate: Candidate) -> str:
    """Return the name that a CV gives its owner, the longest where it gives several, or ""."""
    names = [piece.text.strip() for piece in candidate.identity if piece.kind == "name"]
    return max((n for n in names if re.search(r"[^\W\d_]{2}", n)), key=len, default="")


def versions(language: str, subject: str, place: str) -> Sequence[str]:
    """Return what may be told of a subject in a language; empty where the lexicon has nothing."""
    found: Sequence[str] = lexicon().get(language, {}).get(subject, {}).get(place, ())
    return found


def names() -> Mapping[str, Sequence[str]]:
    """Return the invented names: origin -> that of a woman, that of a man."""
    found: Mapping[str, Sequence[str]] = lexicon()["names"]
    return found


@cache
def lexicon() -> Mapping[str, Any]:
    """Return `data/lexicon/swaps.toml`."""
    return tomllib.loads(shipped("lexicon/swaps.toml").read_text(encoding="utf-8"))


def _handles(text: str, own: str, name: str) -> str:
    """Return a text whose e-mail addresses and profile links bear the other name too.

    An address that still bears the own one would make two names of one CV, which no swap means.
    """
    words = [re.escape(_plain(word)) for word in own.split() if len(word) > 2]
    if not words:
        return text
    new = ".".join(_plain(word) for word in name.split())
    borne = rf"(?i)(?<![\w.+-])(?=[\w.+-]*(?:{'|'.join(words)}))[\w.+-]+(?=@)|(?<=/in/)[\w-]+"
    return re.sub(borne, new, text)


def _plain(word: str) -> str:
    """Return the letters of a word as an address has them."""
    low = unicodedata.normalize("NFKD", word.casefold())
    return "".join(letter for letter in low if letter.isascii() and letter.isalnum())


def _name_at(candidate: Candidate) -> int:
    return min((p.start for p in candidate.identity if p.kind == "name"), default=0)


def _prose_at(candidate: Candidate) -> int:
    statements = candidate.profile.statements
    prose = [s for s in statements if s.setting in _PROSE] or list(statements)
    return prose[0].end if prose else 0


def line_end(text: str, at: int) -> int:
    """Return where the line ends that holds an offset."""
    end = text.find("\n", at)
    return len(text) if end < 0 else end
