"""What is seen of the lines of a text -> numbers of features.

In:  words for what each line is like, its text, and where it stands
Out: `Features`: hashed, with those of the lines around it, as the chain of `chain.py` weighs them
Why: hashing needs no list of words, which would be shipped and would grow old
"""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

BUCKETS = 1 << 15
CUES_AROUND = (-3, -2, -1, 0, 1, 2, 3)  # lines whose cues count for a line
WORDS_AROUND = (-1, 0, 1)  # lines whose words do
LONG = 400  # characters of a line that are looked at
_SALT = {at: np.uint32(crc32(f"line {at}".encode())) for at in CUES_AROUND}
_MIX = np.uint32(0x9E3779B1)
_SHIFT = np.uint32(17)  # keeps 15 of 32 bits: BUCKETS

TOKEN = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|\d+|[^\w\s]")

Ids = NDArray[np.int32]


@dataclass(frozen=True, slots=True, eq=False)
class Features:
    """The features of the lines of one text: buckets in a row, and how many each line has."""

    cues: NDArray[np.uint32]
    cue_counts: Ids
    words: NDArray[np.uint32]
    word_counts: Ids
    place: NDArray[np.uint32]
    place_counts: Ids
    gaps: NDArray[np.int8]  # (n,) kind of step that leads to the line: 0 glued, 1 after a gap

    def groups(self) -> Iterator[tuple[int, Ids, Ids]]:
        """Yield (offset, buckets, counts): what counts for the line that stands so far back."""
        for at in CUES_AROUND:
            yield at, _buckets(self.cues, _SALT[at]), self.cue_counts
        for at in WORDS_AROUND:
            yield at, _buckets(self.words, _SALT[at]), self.word_counts
        yield 0, _buckets(self.place, _SALT[0]), self.place_counts


def features(
    cues: Sequence[Sequence[str]],
    texts: Sequence[str],
    places: Sequence[Sequence[str]],
    gaps: Sequence[bool],
) -> Features:
    """Return the features of lines.

    Parameters
    ----------
    cues   : what each line is like, in words of the caller; they also count for its neighbours
    texts  : of the lines, whose words count for the lines beside them, too
    places : where each line stands
    gaps   : whether a line stands apart from the one before it
    """
    return Features(
        *_joined([hashed(found) for found in cues]),
        *_joined([_words(text) for text in texts]),
        *_joined([hashed(found) for found in places]),
        np.array(gaps, np.int8),
    )


def _joined(found: Sequence[Sequence[int]]) -> tuple[NDArray[np.uint32], Ids]:
    flat = [number for numbers in found for number in numbers]
    return np.array(flat, np.uint32), np.array([len(numbers) for numbers in found], np.int32)


def _buckets(numbers: NDArray[np.uint32], salt: np.uint32) -> Ids:
    return (((numbers ^ salt) * _MIX) >> _SHIFT).astype(np.int32)


def hashed(names: Sequence[str]) -> list[int]:
    return [_number(name) for name in names]


@lru_cache(maxsize=1 << 16)
def _number(name: str) -> int:
    return crc32(name.encode("utf-8", "surrogatepass"))


@lru_cache(maxsize=1 << 12)
def _words(text: str) -> tuple[int, ...]:
    """Return the hashed words, pairs of words and pieces of words of a line."""
    tokens = [token.casefold() for token in TOKEN.findall(text[:LONG])]
    tokens = ["9" * min(len(token), 4) if token[0].isdigit() else token for token in tokens]
    found = {number for token in tokens for number in _letters(token)}
    edge = ["^", *tokens, "$"]
    found |= {_number(f"2 {a} {b}") for a, b in itertools.pairwise(edge)}
    return tuple(sorted(found))


@lru_cache(maxsize=1 << 15)
def _letters(token: str) -> tuple[int, ...]:
    """Return the hashes of a word, of its beginnings and of its ends."""
    found = [_number(f"w {token}")]
    if len(token) > 4:
        found.append(_number(f"p {token[:4]}"))
        found.append(_number(f"s {token[-3:]}"))
    if len(token) > 6:
        found.append(_number(f"p {token[:6]}"))
        found.append(_number(f"s {token[-5:]}"))
    return tuple(found)
