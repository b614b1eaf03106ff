"""A line as it is matched: without case and accents, with hyphens and slashes as spaces.

In:  one line of text
Out: the folded line and, where lengths changed, the place in the line of each folded character
Why: "CI/CD", "ci-cd" and "CI CD" are one name, and "coördinatie" is often typed "coordinatie"; yet
     a mention must point at the characters as they stand in the document
"""

import re
import unicodedata
from collections.abc import Sequence

_JOINING = " \u00a0\u2007\u202f-\u2010\u2011\u2012\u2013/_"
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_QUOTES = "\u2018\u2019\u02bc`´"
_WITHOUT_DECOMPOSITION = {"ø": "o", "ł": "l", "đ": "d", "ı": "i"}

# A hyphen between spaces, a tab or a wide gap separates; it does not join two words to a name.
_GAP = re.compile(r"(?<=\s)[-\u2013\u2014](?=\s)|\t| {3,}")
_RUN = re.compile(" {2,}")
BREAK = "\n"


class _Folds(dict[int, str]):
    """Code point -> folded text, filled as characters are met."""

    def __init__(self) -> None:
        super().__init__()
        self.uneven: set[str] = set()  # characters that do not fold to exactly one

    def __missing__(self, code: int) -> str:
        character = chr(code)
        folded = self[code] = _fold_character(character)
        if len(folded) != 1:
            self.uneven.add(character)
        return folded


_folds = _Folds()


def fold(line: str) -> tuple[str, Sequence[int]]:
    """Return the folded line and the place in `line` of each of its characters and of its end."""
    line = _GAP.sub(lambda gap: BREAK * len(gap.group()), line)
    folded = line.translate(_folds)
    if _folds.uneven.isdisjoint(line) and "  " not in folded:
        return folded, range(len(line) + 1)
    characters: list[str] = []
    places: list[int] = []
    for place, character in enumerate(line):
        for part in _folds[ord(character)]:
            if part != " " or not characters or characters[-1] != " ":
                characters.append(part)
                places.append(place)
    return "".join(characters), [*places, len(line)]


def join(text: str) -> str:
    """Return `text` with joining characters as single spaces, case and accents kept."""
    spaced = "".join(" " if character in _JOINING else character for character in text)
    return _RUN.sub(" ", spaced)


def _fold_character(character: str) -> str:
    if character in _JOINING:
        return " "
    if character in _INVISIBLE:
        return ""
    if character in _QUOTES:
        return "'"
    plain = "".join(
        part for part in unicodedata.normalize("NFKD", character) if not unicodedata.combining(part)
    )
    folded = plain.casefold()
    return _WITHOUT_DECOMPOSITION.get(folded, folded)
