"""Which kernel this processor can use, and how people's scores are asked of it.

In:  a block of people, a query, places of people
Out: scores and best statements
Why: a kernel is used only after it gave the reference's very numbers on rows that try its corners,
     once in a process: a processor, compiler or cache that goes wrong costs speed, never a score
"""

import logging
from functools import cache

import numpy as np
from numpy.typing import NDArray

from matcher.errors import InvalidInput
from matcher.index import kernel_numpy
from matcher.index.asked import Asked, asked
from matcher.index.block import RUNGS, Block, Query
from matcher.index.quantise import rests_of, to_bytes

KERNELS = ("vnni", "numba", "numpy")  # quickest first; all give the same scores
PAYS_FROM = 1_000_000  # statements compared; numpy takes as long for them as loading takes
_FLAGS = ("avx512f", "avx512bw", "avx512vnni")
_log = logging.getLogger(__name__)
_compared = 0  # statements for which `kernel_for` was asked in this process

Scores = NDArray[np.float32]
Best = NDArray[np.int32]


def scores(
    block: Block,
    query: Query,
    places: NDArray[np.int64] | None = None,
    *,
    kernel: str | None = None,
) -> tuple[Scores, Best]:
    """Return people's scores and the statements that these rest on.

    Parameters
    ----------
    block : n people
    query : r requirements of the block's width
    places : (m,) of people in the block, in any order; None is everybody
    kernel : one of `KERNELS`; None is the quickest that works here

    Returns
    -------
    (m,) scores in [0, sum of the query's weights], and (m, r) for each requirement the place of
    the best statement among the person's own, the first of equals; -1 where none counts

    Raises
    ------
    InvalidInput : the widths differ, there is no such place or kernel, or it does not work here

    Source: MaxSim (Khattab & Zaharia, SIGIR 2020) over cosines on each requirement's ramp.
    """
    laid_out = asked(query)
    check(block, laid_out)
    chosen = np.arange(len(block.contexts)) if places is None else places
    if len(chosen) and not 0 <= chosen.min() <= chosen.max() < len(block.contexts):
        raise InvalidInput(
            f"places {chosen.min()} to {chosen.max()} were asked of a block of "
            f"{len(block.contexts)} people; give places from 0"
        )
    best = np.empty((len(chosen), laid_out.requirements), dtype=np.int32)
    return score(block, laid_out, chosen, named(kernel), best), best


def score(
    block: Block,
    laid_out: Asked,
    places: NDArray[np.int64],
    kernel: str,
    best: Best | None = None,
) -> Scores:
    """Return scores (m,) as `scores` does, of a checked query; `best` (m, r) is written to."""
    found = np.empty(len(places), dtype=np.float32)
    best = np.empty((0, 0), dtype=np.int32) if best is None else best
    places = np.asarray(places, dtype=np.int64)
    if kernel == "numpy":
        kernel_numpy.scan(block, laid_out, places, found, best)
    else:
        from matcher.index import kernel_lanes

        narrow = block.statements.shape[1] % 4 == 0  # else the instruction finds no four to add
        kernel_lanes.scan(block, laid_out, places, found, best, vnni=kernel == "vnni" and narrow)
    return found


def check(block: Block, laid_out: Asked) -> None:
    """Raise InvalidInput where a block has rows of another width than a query."""
    for rows in (block.statements, block.contexts):
        if rows.shape[1] != len(laid_out.context):
            raise InvalidInput(
                f"the base has rows of width {rows.shape[1]}, the query of "
                f"{len(laid_out.context)}; use one encoder for both"
            )


def named(kernel: str | None) -> str:
    """Return a kernel by name, or the best one for None; InvalidInput where it cannot be used."""
    if kernel is None:
        return best_kernel()
    if kernel not in KERNELS:
        raise InvalidInput(f"no kernel {kernel!r}; choose one of {', '.join(KERNELS)}")
    if not _works(kernel):
        raise InvalidInput(
            f"the kernel {kernel!r} does not work on this machine; leave the choice to the "
            f"engine, which takes {best_kernel()!r}"
        )
    return kernel


def loaded() -> bool:
    """Return whether this process has looked for a compiled kernel already."""
    return _works.cache_info().currsize > 0


def kernel_for(statements: int) -> str:
    """Return the kernel for comparing this many statements with 16 requirements.

    A process starts with numpy's and loads a compiled one (half a second) when it has compared as
    many statements as would have paid for it: all give the same scores.
    """
    global _compared
    _compared += statements
    return best_kernel() if loaded() or _compared >= PAYS_FROM else "numpy"


def best_kernel() -> str:
    """Return the quickest kernel that works on this machine; found out once in a process."""
    return next(kernel for kernel in KERNELS if _works(kernel))


@cache
def _works(kernel: str) -> bool:
    """Return whether a kernel can run here and gives the reference's numbers."""
    if kernel == "numpy":
        return True
    try:
        if kernel == "vnni" and not _has_vnni():
            return False
        wrong = _differs(kernel)
    except Exception as error:  # whatever a compiler may raise: there is another kernel
        _log.warning("the kernel %r cannot be used: %s", kernel, error)
        return False
    if wrong:
        _log.warning("the kernel %r fails its self-test and is not used", kernel)
    return not wrong


def _has_vnni() -> bool:
    """Return whether the processor has the 8-bit dot product and numba compiles for it."""
    from llvmlite.binding import get_host_cpu_features  # type: ignore[import-untyped]
    from numba import config

    chosen = any(getattr(config, name) for name in ("CPU_NAME", "CPU_FEATURES"))
    return not chosen and all(map(get_host_cpu_features().get, _FLAGS))


def _differs(kernel: str) -> bool:
    """Return whether a kernel gives other scores or statements than the reference."""
    block, query = trial()
    laid_out = asked(query)
    places = np.array([5, 0, 3, 1, 4, 2, 6])
    found, expected = (np.empty((len(places), laid_out.requirements), np.int32) for _ in "ab")
    mine = score(block, laid_out, places, kernel, found)
    reference = score(block, laid_out, places, "numpy", expected)
    return not (np.array_equal(mine, reference) and np.array_equal(found, expected))


def trial() -> tuple[Block, Query]:
    """Return rows that try the corners: two groups, short and long people, all rungs, ties."""
    random = np.random.default_rng(20_261)
    counts = [7, 0, 1, 13, 5, 6, 30]
    starts = np.cumsum([0, *counts])

    def unit(many: int) -> NDArray[np.float32]:
        rows = random.standard_normal((many, 72))
        return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)

    statements, required, contexts = unit(int(starts[-1])), unit(19), unit(len(counts))
    statements[8:12] = required[:4]
    statements[30:34] = required[15:]
    statements[34] = statements[33]
    block = Block(
        to_bytes(statements),
        starts,
        (np.arange(starts[-1]) % len(RUNGS)).astype(np.uint8),
        to_bytes(contexts),
        context_rests=rests_of(contexts, to_bytes(contexts)),
    )
    query = Query(
        required,
        random.random(19).astype(np.float32),
        foot=random.uniform(-0.1, 0.1, 19).astype(np.float32),
        top=random.uniform(0.2, 0.9, 19).astype(np.float32),
        worth=np.linspace(1.0, 0.0, len(RUNGS), dtype=np.float32),
        context=contexts[3],
        context_weight=0.3,
        about=(-0.1, 0.4),
        list_context=0.5,
        list_alone=0.05,
    )
    return block, query
