"""People of any number who look like the sample's, made piece by piece.

In:  the sample's own rows; a number of people and a seed
Out: pieces of a few thousand people: float32 rows, rungs and contexts
Why: random vectors have no topics and no near neighbours, and flatter every index. Here a new
     person is a real one, the popular ones far more often than others (Zipf). Three statements in
     four are that person's own, the fourth is of one of the ten nearest; each is moved by the
     difference of two neighbouring real statements, so that no two lines are alike and topics stay
     together in a person. Every statement keeps its own rung. Pieces have seeds of their own: the
     first 10,000 people of a million are the base of 10,000. Still flattered is a codebook: there
     are as many topics as in the sample, not as in the world
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from matcher.index.block import RUNGS
from matcher.pipeline import Matcher
from matcher.protocols import Vectors
from matcher.ranking.rungs import rung_of

PIECE = 2_500  # people
_FEWEST, _MOST = 5, 40  # statements of a person; 20 in the mean
_SHAPE = (2.4, 3.2)  # of the beta distribution in between: its mean is 2.4 / 5.6 = 15 / 35
_NEIGHBOURS = 10
_OWN = 0.75  # share of a person's statements that come from the person they were made from
_SKEW = 0.7  # the k-th most popular person is made k ** -0.7 times as often as the first
_MOVED = (0.2, 1.0)  # how much of a residual a statement is moved by


@dataclass(frozen=True, slots=True)
class Mould:
    """The real people from whom others are made."""

    statements: Vectors  # (t, d) centred
    starts: NDArray[np.int64]  # (n + 1,)
    rungs: NDArray[np.uint8]  # (t,)
    contexts: Vectors  # (n, d) centred


@dataclass(frozen=True, slots=True)
class Piece:
    """Some people of the base; their rows are those of a `Block`, before they are rounded."""

    statements: Vectors
    starts: NDArray[np.int64]
    rungs: NDArray[np.uint8]
    contexts: Vectors
    made_from: NDArray[np.int64]  # (n,) place of the real person
    source: NDArray[np.int64]  # (t,) place of the real statement


def mould(matcher: Matcher) -> Mould:
    """Return the people of a base, as the index holds them before rounding."""
    known = matcher.searcher().snapshot.knowledge
    weights, ordinary, as_of = known.weights, known.ordinary, known.as_of
    statements, contexts, rungs = [], [], []
    for person in matcher._base.people():
        profile = person.candidate.profile
        statements.append(ordinary.lines.centred(person.vectors, profile.language))
        contexts.append(ordinary.wholes.centred(person.context[None], profile.language))
        rungs.append(
            [
                RUNGS.index(rung_of(one, as_of=as_of, recent_months=weights.recent_months))
                for one in profile.statements
            ]
        )
    starts = np.cumsum([0, *(len(own) for own in statements)], dtype=np.int64)
    every = np.array([rung for own in rungs for rung in own], dtype=np.uint8)
    return Mould(np.concatenate(statements), starts, every, np.concatenate(contexts))


def write_mould(path: Path, real: Mould) -> None:
    """Write a mould to a file, as numbers only."""
    np.savez(path, **{field.name: getattr(real, field.name) for field in fields(real)})


def read_mould(path: Path) -> Mould:
    """Return the mould of a file."""
    with np.load(path) as arrays:
        return Mould(**{field.name: arrays[field.name] for field in fields(Mould)})


def pieces(real: Mould, people: int, *, seed: int) -> Iterator[Piece]:
    """Yield the base of `people` people, in pieces of `PIECE`; the last may be smaller."""
    near = _near(real.statements)
    near_people = _near(real.contexts)
    popular = _popularity(len(real.contexts), np.random.default_rng(seed))
    for number, first in enumerate(range(0, people, PIECE)):
        random = np.random.default_rng([seed, number])
        made = _piece(real, near, near_people, popular, random)
        yield _first(made, people - first)


def _piece(
    real: Mould,
    near: NDArray[np.int64],
    near_people: NDArray[np.int64],
    popular: NDArray[np.float64],
    random: np.random.Generator,
) -> Piece:
    made_from = random.choice(len(popular), size=PIECE, p=popular)
    counts = _FEWEST + np.rint((_MOST - _FEWEST) * random.beta(*_SHAPE, size=PIECE)).astype(int)
    starts = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
    owner = np.repeat(made_from, counts)
    other = near_people[owner, random.integers(near_people.shape[1], size=len(owner))]
    owner = np.where(random.random(len(owner)) < _OWN, owner, other)
    has = real.starts[owner + 1] - real.starts[owner]
    source = real.starts[owner] + (random.random(len(owner)) * has).astype(np.int64)
    return Piece(
        statements=_moved(real.statements, near, source, random),
        starts=starts,
        rungs=real.rungs[source],
        contexts=_moved(real.contexts, near_people, made_from, random),
        made_from=made_from,
        source=source,
    )


def _first(piece: Piece, people: int) -> Piece:
    """Return the piece's first people, or all where there are not so many."""
    if people >= len(piece.contexts):
        return piece
    end = piece.starts[people]
    return Piece(
        piece.statements[:end],
        piece.starts[: people + 1],
        piece.rungs[:end],
        piece.contexts[:people],
        piece.made_from[:people],
        piece.source[:end],
    )


def _popularity(people: int, random: np.random.Generator) -> NDArray[np.float64]:
    shares = random.permutation(np.arange(1, people + 1) ** -_SKEW)
    return np.asarray(shares / shares.sum())


def _near(rows: Vectors) -> NDArray[np.int64]:
    """Return the (n, 10) nearest other rows of each row."""
    alike = rows @ rows.T
    np.fill_diagonal(alike, -np.inf)
    return np.argsort(-alike, axis=1)[:, :_NEIGHBOURS]


def _moved(
    real: Vectors,
    near: NDArray[np.int64],
    source: NDArray[np.int64],
    random: np.random.Generator,
) -> Vectors:
    """Return real rows, each moved by a part of the difference of two neighbouring real rows."""
    one = random.integers(len(real), size=len(source))
    other = near[one, random.integers(near.shape[1], size=len(source))]
    rows = real[one]
    rows -= real[other]
    rows *= random.uniform(*_MOVED, size=(len(source), 1)).astype(np.float32)
    rows += real[source]
    rows /= np.sqrt(np.einsum("ij,ij->i", rows, rows))[:, None]
    return rows
