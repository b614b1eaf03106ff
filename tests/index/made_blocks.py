"""Blocks and queries for the tests of the index, and the slow definition of a score."""

from collections.abc import Sequence
from operator import mul

import numpy as np
from numpy.typing import NDArray

from matcher.index.block import LIST, OFFSET, RUNGS, SCALE, Block, Query
from matcher.index.quantise import fitted, rests_of, signed_finely, to_bytes


def unit(rows: NDArray[np.float64]) -> NDArray[np.float32]:
    return np.asarray(rows / np.linalg.norm(rows, axis=-1, keepdims=True), dtype=np.float32)


def block_of(counts: Sequence[int], *, width: int = 16, seed: int = 1, topics: int = 0) -> Block:
    """A block of people with these numbers of statements, around topics where there are any."""
    random = np.random.default_rng(seed)
    starts = np.cumsum([0, *counts]).astype(np.int64)
    contexts = unit(random.standard_normal((len(counts), width)))
    rows = random.standard_normal((int(starts[-1]), width))
    if topics:
        middles = np.random.default_rng(7).standard_normal((topics, width))
        rows = middles[random.integers(topics, size=len(rows))] + 0.5 * rows
    return Block(
        statements=to_bytes(unit(rows)),
        starts=starts,
        rungs=random.integers(len(RUNGS), size=len(rows)).astype(np.uint8),
        contexts=to_bytes(contexts),
        context_rests=rests_of(contexts, to_bytes(contexts)) if seed % 2 else None,
    )


def query_of(requirements: int = 5, *, width: int = 16, seed: int = 2) -> Query:
    random = np.random.default_rng(seed)
    return Query(
        required=unit(random.standard_normal((requirements, width))),
        weights=(random.random(requirements) / max(1, requirements)).astype(np.float32),
        foot=random.uniform(0.0, 0.2, requirements).astype(np.float32),
        top=random.uniform(0.4, 0.8, requirements).astype(np.float32),
        worth=np.array([1.0, 0.75, 0.7, 0.6, 0.5, 0.0, 0.0, 0.2], dtype=np.float32),
        context=unit(random.standard_normal(width)),
        context_weight=0.33,
        about=(-0.1, 0.4),
        list_context=0.5,
        list_alone=0.05,
    )


def slow_score(block: Block, query: Query, person: int) -> tuple[float, list[int]]:
    """The definition in `Query`, in whole numbers and Python's own floats."""
    rows, scales = fitted(query.required)

    def cosine(number: int, row: int) -> float:
        numbers = zip(rows[number].tolist(), block.statements[row].tolist(), strict=True)
        return sum(one * (other - OFFSET) for one, other in numbers) / (SCALE * scales[number])

    def about() -> float:
        rests = block.context_rests
        held = [256 * (one - OFFSET) for one in block.contexts[person].tolist()]
        if rests is not None:
            held = [one + rest for one, rest in zip(held, rests[person].tolist(), strict=True)]
        asked = signed_finely(query.context).tolist()
        return sum(map(mul, asked, held)) / (256 * SCALE) ** 2

    def up(value: float, foot: float, top: float) -> float:
        return min(1.0, max(0.0, (value - foot) / (top - foot)))

    ratio = up(about(), *query.about)
    worth = query.worth.tolist()
    if query.list_context > 0:
        rest = (1 - query.list_alone) * min(1.0, ratio / query.list_context)
        worth[LIST] *= query.list_alone + rest
    own = range(int(block.starts[person]), int(block.starts[person + 1]))
    score, best = query.context_weight * ratio, []
    for number in range(len(query.required)):
        foot, top = float(query.foot[number]), float(query.top[number])
        shown = [worth[block.rungs[row]] * up(cosine(number, row), foot, top) for row in own]
        most = max(shown, default=0.0)
        score += float(query.weights[number]) * most
        best.append(shown.index(most) if most > 0 else -1)
    return score, best
