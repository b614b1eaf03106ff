"""Words, sets of words and stretches as arrays of numbers.

In:  for each person a word or none, a set of words (with levels), or rows of two numbers
Out: numbers, with a sorted list of the words and of the different sets that occur
Why: people share their words: a million of them live in some thousand towns and have some thousand
     different sets of languages, so whatever is asked is asked of those thousands
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matcher.errors import StorageError

Arrays = dict[str, NDArray[Any]]
Held = Mapping[str, NDArray[Any]]
Places = NDArray[np.int64]
Item = tuple[str, int]  # a word and its level; level 0: none
UNTOLD = -1  # the number of a word that is not known


@dataclass(frozen=True, slots=True)
class Coded:
    """One word a person, or none."""

    codes: NDArray[np.int32]  # (n,) place in `words`, or UNTOLD
    words: tuple[str, ...]  # sorted, each used

    @classmethod
    def of(cls, values: Sequence[str | None]) -> "Coded":
        """Return the words of people, in their order."""
        words = sorted({value for value in values if value is not None})
        number: dict[str | None, int] = {word: place for place, word in enumerate(words)}
        return cls(np.array([number.get(v, UNTOLD) for v in values], np.int32), tuple(words))

    def take(self, places: Places) -> "Coded":
        """Return the words of the people at `places`."""
        codes, used = _packed(self.codes[places], len(self.words))
        return Coded(codes, tuple(self.words[one] for one in used))

    @classmethod
    def joined(cls, parts: Sequence["Coded"]) -> "Coded":
        """Return the words of all people of the parts, one part after the other."""
        words = sorted({word for one in parts for word in one.words})
        number = {word: place for place, word in enumerate(words)}
        codes = [_looked_up([number[w] for w in one.words], one.codes) for one in parts]
        return cls(_concatenated(codes, np.int32), tuple(words))

    def arrays(self, name: str) -> Arrays:
        """Return what `from_arrays` reads, under names that begin with `name`."""
        return {f"{name}.codes": self.codes, **words_as_arrays(name, self.words)}

    @classmethod
    def from_arrays(cls, name: str, arrays: Held) -> "Coded":
        """Return what `arrays` gave; StorageError where it is damaged."""
        words = words_from_arrays(name, arrays)
        codes = column(arrays, f"{name}.codes", np.int32)
        within(f"{name}.codes", codes, UNTOLD, len(words))
        return cls(codes, words)


@dataclass(frozen=True, slots=True)
class Sets:
    """A set of words a person, each with a level; different sets are kept once."""

    codes: NDArray[np.int32]  # (n,) which set
    starts: NDArray[np.int64]  # (k + 1,) set i owns items `starts[i]` to `starts[i + 1]`
    items: NDArray[np.int32]  # (m,) places in `words`
    levels: NDArray[np.uint8]  # (m,)
    words: tuple[str, ...]  # sorted, each used

    @classmethod
    def of(cls, values: Iterable[frozenset[Item]]) -> "Sets":
        """Return the sets of people, in their order."""
        seen: dict[frozenset[Item], int] = {}
        codes = [seen.setdefault(value, len(seen)) for value in values]
        return _sets([np.array(codes, np.int32)], [list(seen)])

    @property
    def distinct(self) -> list[frozenset[Item]]:
        """The different sets, by number."""
        pairs = [
            (self.words[item], level)
            for item, level in zip(self.items.tolist(), self.levels.tolist(), strict=True)
        ]
        cuts = self.starts.tolist()
        return [frozenset(pairs[a:b]) for a, b in pairwise(cuts)]

    def take(self, places: Places) -> "Sets":
        """Return the sets of the people at `places`."""
        codes, used = _packed(self.codes[places], len(self.starts) - 1)
        distinct = self.distinct
        return _sets([codes], [[distinct[one] for one in used]])

    @classmethod
    def joined(cls, parts: Sequence["Sets"]) -> "Sets":
        """Return the sets of all people of the parts, one part after the other."""
        return _sets([one.codes for one in parts], [one.distinct for one in parts])

    def arrays(self, name: str) -> Arrays:
        """Return what `from_arrays` reads, under names that begin with `name`."""
        return {
            f"{name}.codes": self.codes,
            f"{name}.starts": self.starts,
            f"{name}.items": self.items,
            f"{name}.levels": self.levels,
            **words_as_arrays(name, self.words),
        }

    @classmethod
    def from_arrays(cls, name: str, arrays: Held, most: int) -> "Sets":
        """Return what `arrays` gave, levels at most `most`; StorageError where it is damaged."""
        words = words_from_arrays(name, arrays)
        items = column(arrays, f"{name}.items", np.int32)
        levels = column(arrays, f"{name}.levels", np.uint8, like=items)
        starts = offsets(arrays, f"{name}.starts", len(items))
        codes = column(arrays, f"{name}.codes", np.int32)
        within(f"{name}.items", items, 0, len(words))
        within(f"{name}.levels", levels, 0, most + 1)
        within(f"{name}.codes", codes, 0, len(starts) - 1)
        return cls(codes, starts, items, levels, words)


@dataclass(frozen=True, slots=True)
class Ragged:
    """Any number of rows of two numbers a person."""

    starts: NDArray[np.int64]  # (n + 1,) person i owns rows `starts[i]` to `starts[i + 1]`
    rows: NDArray[np.int32]  # (m, 2)

    @classmethod
    def of(cls, values: Sequence[Sequence[tuple[int, int]]]) -> "Ragged":
        """Return the rows of people, in their order."""
        starts = np.cumsum([0, *map(len, values)], dtype=np.int64)
        flat = [row for rows in values for row in rows]
        return cls(starts, np.array(flat, np.int32).reshape(-1, 2))

    def take(self, places: Places) -> "Ragged":
        """Return the rows of the people at `places`."""
        first = self.starts[places]
        counts = self.starts[places + 1] - first
        starts = np.cumsum(np.concatenate([[0], counts]), dtype=np.int64)
        taken = np.arange(starts[-1]) + np.repeat(first - starts[:-1], counts)
        return Ragged(starts, self.rows[taken])

    @classmethod
    def joined(cls, parts: Sequence["Ragged"]) -> "Ragged":
        """Return the rows of all people of the parts, one part after the other."""
        counts = np.concatenate([[0], *(np.diff(one.starts) for one in parts)])
        rows = np.concatenate([np.zeros((0, 2), np.int32), *(one.rows for one in parts)])
        return cls(np.cumsum(counts, dtype=np.int64), rows)

    def arrays(self, name: str) -> Arrays:
        """Return what `from_arrays` reads, under names that begin with `name`."""
        return {f"{name}.starts": self.starts, f"{name}.rows": self.rows}

    @classmethod
    def from_arrays(cls, name: str, arrays: Held) -> "Ragged":
        """Return what `arrays` gave; StorageError where it is damaged."""
        rows = column(arrays, f"{name}.rows", np.int32, wide=2)
        return cls(offsets(arrays, f"{name}.starts", len(rows)), rows)


def hashed(names: Iterable[str]) -> NDArray[np.uint64]:
    """Return 64 bits of each name in small letters; two of 10 million share one once in 370,000."""
    digests = (
        hashlib.blake2b(name.casefold().encode(errors="surrogatepass"), digest_size=8).digest()
        for name in names
    )
    return np.frombuffer(b"".join(digests), np.dtype("<u8")).astype(np.uint64)


# --- reading back what may be damaged ---------------------------------------------------------
def column(
    arrays: Held,
    name: str,
    kind: type[np.generic],
    *,
    like: NDArray[Any] | None = None,
    wide: int | None = None,
) -> NDArray[Any]:
    """Return the array of that name.

    Raises
    ------
    StorageError : it is missing, holds other numbers than `kind`, or has another length than
        `like`; or its rows are not `wide`
    """
    found = arrays.get(name)
    shape = "none" if found is None else f"{found.dtype} {found.shape}"
    if (
        found is None
        or found.dtype != np.dtype(kind)
        or found.ndim != (1 if wide is None else 2)
        or (wide is not None and found.shape[1] != wide)
        or (like is not None and len(found) != len(like))
    ):
        expected = f"{np.dtype(kind)} in rows of {wide or 1}"
        raise damaged(name, f"it is {shape}, not {expected}, or has another length than the rest")
    return found


def within(name: str, values: NDArray[Any], least: int, beyond: int) -> None:
    """Raise StorageError unless least <= values < beyond."""
    if len(values) and not (least <= int(values.min()) and int(values.max()) < beyond):
        raise damaged(name, f"a number in it is not from {least} to {beyond - 1}")


def offsets(arrays: Held, name: str, total: int) -> NDArray[np.int64]:
    """Return an array of offsets that rises from 0 to `total`; StorageError where it does not."""
    found = np.asarray(column(arrays, name, np.int64), np.int64)
    if not len(found) or found[0] != 0 or found[-1] != total or (np.diff(found) < 0).any():
        raise damaged(name, f"its offsets do not rise from 0 to {total}")
    return found


def damaged(name: str, why: str) -> StorageError:
    """Return the error for a column that cannot be what was written."""
    return StorageError(
        f"the column {name} of the index is damaged: {why}; make the index anew with "
        "matcher reindex"
    )


def words_as_arrays(name: str, words: Sequence[str]) -> Arrays:
    """Return words as their bytes and where each ends."""
    coded = [word.encode(errors="surrogatepass") for word in words]
    return {
        f"{name}.letters": np.frombuffer(b"".join(coded), np.uint8),
        f"{name}.cuts": np.cumsum([0, *map(len, coded)], dtype=np.int64),
    }


def words_from_arrays(name: str, arrays: Held) -> tuple[str, ...]:
    """Return what `words_as_arrays` gave; StorageError where it is damaged."""
    letters = column(arrays, f"{name}.letters", np.uint8)
    cuts = offsets(arrays, f"{name}.cuts", len(letters)).tolist()
    text = letters.tobytes()
    try:
        return tuple(text[a:b].decode(errors="surrogatepass") for a, b in pairwise(cuts))
    except UnicodeDecodeError as error:
        raise damaged(f"{name}.letters", "a word in it is no text") from error


# --- numbering --------------------------------------------------------------------------------
def _packed(codes: NDArray[np.int32], many: int) -> tuple[NDArray[np.int32], list[int]]:
    """Return codes without the numbers that nobody has, and the numbers that are left."""
    used = np.flatnonzero(np.bincount(codes + 1, minlength=many + 1)[1:])
    renumbered = np.full(many, UNTOLD, np.int32)
    renumbered[used] = np.arange(len(used))
    return _looked_up(renumbered, codes), used.tolist()


def _looked_up(
    table: Sequence[int] | NDArray[np.int32], codes: NDArray[np.int32]
) -> NDArray[np.int32]:
    """Return table[code] for each code, UNTOLD for UNTOLD: it takes the last entry."""
    return np.array([*table, UNTOLD], np.int32)[codes]


def _concatenated(parts: Sequence[NDArray[np.int32]], kind: type[np.int32]) -> NDArray[np.int32]:
    return np.concatenate([np.zeros(0, kind), *parts])


def _sets(
    codes: Sequence[NDArray[np.int32]], distinct: Sequence[Sequence[frozenset[Item]]]
) -> Sets:
    """Return sets numbered in their own order; all of `distinct` are used."""
    ordered = sorted({tuple(sorted(one)) for part in distinct for one in part})
    number = {frozenset(one): place for place, one in enumerate(ordered)}
    renumbered = [
        _looked_up([number[one] for one in part], mine)
        for part, mine in zip(distinct, codes, strict=True)
    ]
    words = sorted({word for one in ordered for word, _ in one})
    place = {word: at for at, word in enumerate(words)}
    pairs = [(place[word], level) for one in ordered for word, level in one]
    return Sets(
        codes=_concatenated(renumbered, np.int32),
        starts=np.cumsum([0, *map(len, ordered)], dtype=np.int64),
        items=np.array([item for item, _ in pairs], np.int32),
        levels=np.array([level for _, level in pairs], np.uint8),
        words=tuple(words),
    )
