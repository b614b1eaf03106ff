"""The compiled kernels: one pass over the rows, 16 requirements side by side.

In:  rows of people in bytes, requirement rows in lanes of 16, places of people
Out: each one's score and, for each requirement, their best statement
Why: with the processor's 8-bit dot product one instruction adds 64 products, and the rows are read
     once: 100,000 people x 16 statements x 15 requirements take 2.5 times as long as only reading
     the bytes. The same loop with plain sums is for processors without that instruction. The
     whole loop stands in this file because numba compiles anew only when this file changes

numba and llvmlite come with this module: import it inside functions only.
"""

from typing import Any

import numpy as np
from llvmlite import ir  # type: ignore[import-untyped]
from numba import types
from numba.core import cgutils as _cgutils
from numba.extending import intrinsic, overload
from numpy.typing import NDArray

from matcher.index.asked import LANES, Asked
from matcher.index.block import LIST, OFFSET, Block
from matcher.index.compiled import compiled

cgutils: Any = _cgutils  # numba types only some of its functions
_ROWS = 6  # statements compared at once: what 32 registers hold twice, with the requirements
_AHEAD = 2  # people whose rows are fetched while one is compared
_SLICE = 512  # numbers whose sum single precision holds: 512 x 255 x 127 < 2 ** 24
_BYTE, _INT, _LONG = ir.IntType(8), ir.IntType(32), ir.IntType(64)
_LANE_VECTOR = ir.VectorType(_INT, LANES)
_DOT = "llvm.x86.avx512.vpdpbusd.512"


def start(context: Any, builder: Any, kind: Any, array: Any) -> Any:
    """Return where an array's numbers are, as an address of bytes."""
    return builder.bitcast(
        context.make_array(kind)(context, builder, array).data, _BYTE.as_pointer()
    )


def _summing(rows: int) -> Any:
    """Make the sums of this many statements with 16 requirements, written to out (rows, 16).

    Two sums a statement are kept apart and added at the end, because one instruction waits for
    the one before it.
    """

    @intrinsic
    def sums(_: Any, statements: Any, row: Any, packed: Any, group: Any, out: Any) -> Any:
        def generate(context: Any, builder: Any, signature: Any, given: Any) -> Any:
            held, first, lanes, group_at, target = given
            kinds = signature.args
            width = cgutils.unpack_tuple(
                builder, context.make_array(kinds[0])(context, builder, held).shape
            )[1]
            offset = builder.mul(first, width)
            own = builder.gep(start(context, builder, kinds[0], held), [offset])
            starts = [builder.gep(own, [builder.mul(width, _LONG(i))]) for i in range(rows)]
            asked = builder.gep(
                start(context, builder, kinds[2], lanes),
                [builder.mul(group_at, builder.mul(width, _LONG(LANES)))],
            )
            zeros = ir.Constant(_LANE_VECTOR, [0] * LANES)
            kept = [[cgutils.alloca_once_value(builder, zeros) for _ in "ab"] for _ in range(rows)]

            def step(four: Any, chain: int) -> None:
                _add_four(builder, starts, asked, four, [pair[chain] for pair in kept])

            steps = builder.udiv(width, _LONG(4))
            even = builder.and_(steps, _LONG(-2))
            with cgutils.for_range_slice(builder, _LONG(0), even, _LONG(2), _LONG) as (four, _):
                step(four, 0)
                step(builder.add(four, _LONG(1)), 1)
            with cgutils.for_range_slice(builder, even, steps, _LONG(1), _LONG) as (four, _):
                step(four, 0)
            written = builder.bitcast(
                start(context, builder, kinds[4], target), _LANE_VECTOR.as_pointer()
            )
            for i, (one, other) in enumerate(kept):
                total = builder.add(builder.load(one), builder.load(other))
                builder.store(total, builder.gep(written, [_LONG(i)]), align=4)
            return context.get_dummy_value()

        return types.void(statements, types.int64, packed, types.int64, out), generate

    return sums


def _add_four(builder: Any, starts: Any, asked: Any, four: Any, kept: Any) -> None:
    """Add the products of the four numbers at `four` of each statement, for all lanes."""
    kind = ir.FunctionType(_LANE_VECTOR, [_LANE_VECTOR] * 3)
    dot = cgutils.get_or_insert_function(builder.module, kind, _DOT)
    undefined = ir.Constant(_LANE_VECTOR, ir.Undefined)
    everywhere = ir.Constant(_LANE_VECTOR, [0] * LANES)
    at = builder.gep(asked, [builder.mul(four, _LONG(4 * LANES))])
    lanes = builder.load(builder.bitcast(at, _LANE_VECTOR.as_pointer()), align=1)
    for own, sum_ in zip(starts, kept, strict=True):
        at = builder.gep(own, [builder.mul(four, _LONG(4))])
        one = builder.load(builder.bitcast(at, _INT.as_pointer()), align=1)
        one = builder.insert_element(undefined, one, _INT(0))
        one = builder.shuffle_vector(one, undefined, everywhere)
        builder.store(builder.call(dot, [builder.load(sum_), one, lanes]), sum_)


some_sums = _summing(_ROWS)
one_sum = _summing(1)


@intrinsic
def _fetching(_: Any, rows: Any, first: Any, last: Any) -> Any:
    """Ask for bytes `first` to `last` of an array, which will be read soon."""

    def generate(context: Any, builder: Any, signature: Any, given: Any) -> Any:
        rows = start(context, builder, signature.args[0], given[0])
        kind = ir.FunctionType(ir.VoidType(), [_BYTE.as_pointer(), _INT, _INT, _INT])
        fetch = cgutils.get_or_insert_function(builder.module, kind, "llvm.prefetch.p0")
        with cgutils.for_range_slice(builder, given[1], given[2], _LONG(64), _LONG) as (at, _):
            # to be read, once, as data: into the first cache and past the others
            builder.call(fetch, [builder.gep(rows, [at]), _INT(0), _INT(0), _INT(1)])
        return context.get_dummy_value()

    return types.void(rows, types.int64, types.int64), generate


fetch: Any = _fetching  # numba gives the first argument itself


@compiled()
def _plain_sum(statements: Any, row: Any, lanes: Any, group: Any, out: Any) -> None:
    """Write the sums of one statement with 16 requirements, lanes (g, 16, d), to out[0]."""
    for lane in range(LANES):
        total = np.int32(0)
        for at in range(statements.shape[1]):
            total += np.int32(statements[row, at]) * np.int32(lanes[group, lane, at])
        out[0, lane] = total


def compare(
    statements: Any, row: Any, first: Any, last: Any, lanes: Any, group: Any, out: Any
) -> tuple[int, int]:
    """Write the sums of some statements of a person to out; return the first one and how many."""
    raise NotImplementedError("stands for one of the functions below, by the kind of the lanes")


@overload(compare)
def _comparing(
    statements: Any, row: Any, first: Any, last: Any, lanes: Any, group: Any, out: Any
) -> Any:
    def plainly(
        statements: Any, row: Any, first: Any, last: Any, lanes: Any, group: Any, out: Any
    ) -> tuple[int, int]:
        _plain_sum(statements, row, lanes, group, out)
        return row, 1

    def by_dot(
        statements: Any, row: Any, first: Any, last: Any, lanes: Any, group: Any, out: Any
    ) -> tuple[int, int]:
        if last - first < _ROWS:
            one_sum(statements, row, lanes, group, out)
            return row, 1
        early = min(row, last - _ROWS)  # some are compared twice, which changes nothing
        some_sums(statements, early, lanes, group, out)
        return early, _ROWS

    return by_dot if lanes.dtype == types.int8 else plainly


@compiled()
def _context_ratio(contexts: Any, rests: Any, place: Any, asked: Any, ramp: Any) -> Any:
    """Return how far a context lies up the ramp; without rests, `rests` has no rows."""
    total = np.int64(0)
    if len(rests):
        for at in range(contexts.shape[1]):
            one = (np.int32(contexts[place, at]) - OFFSET) * 256 + np.int32(rests[place, at])
            total += np.int32(one) * np.int32(asked[at])
    else:
        for at in range(contexts.shape[1]):
            total += (np.int32(contexts[place, at]) - OFFSET) * 256 * np.int32(asked[at])
    ratio = (np.float64(total) - ramp[0]) * ramp[1]
    return np.float32(min(max(ratio, 0.0), 1.0))


@compiled()
def _scan(
    statements: Any, starts: Any, rungs: Any, contexts: Any, places: Any, lanes: Any,
    shift: Any, foot: Any, slope: Any, weights: Any, rung_worth: Any, rests: Any, asked: Any,
    context_ramp: Any, context_weight: Any, list_ramp: Any, scores: Any, best: Any,
) -> None:  # fmt: skip
    """Score people; the kind of the lanes says how sums are made."""
    width, groups = statements.shape[1], len(shift) // LANES
    sums = np.empty((_ROWS, LANES), dtype=np.int32)
    most = np.empty(LANES, dtype=np.float32)
    which = np.empty(LANES, dtype=np.int32)
    worth = rung_worth.copy()
    nothing, all_ = np.float32(0.0), np.float32(1.0)
    for person in range(len(places)):
        place = places[person]
        first, last = starts[place], starts[place + 1]
        if person + _AHEAD < len(places):
            ahead = places[person + _AHEAD]
            fetch(statements, starts[ahead] * width, starts[ahead + 1] * width)
        ratio = _context_ratio(contexts, rests, place, asked, context_ramp)
        if list_ramp[0] > nothing:
            factor = list_ramp[1] + list_ramp[2] * min(ratio / list_ramp[0], all_)
            worth[LIST] = rung_worth[LIST] * factor
        total = nothing
        for group in range(groups):
            most[:] = nothing
            which[:] = -1
            row = first
            while row < last:
                row, many = compare(statements, row, first, last, lanes, group, sums)
                for i in range(many):
                    own = worth[rungs[row + i]]
                    for lane in range(LANES):
                        at = group * LANES + lane
                        shown = (np.float32(sums[i, lane] - shift[at]) - foot[at]) * slope[at]
                        shown = min(max(shown, nothing), all_) * own
                        if shown > most[lane]:
                            most[lane] = shown
                            which[lane] = row + i - first
                row += many
            for lane in range(LANES):
                total += weights[group * LANES + lane] * most[lane]
                if len(best) and group * LANES + lane < best.shape[1]:
                    best[person, group * LANES + lane] = which[lane]
        scores[person] = total + context_weight * ratio


def scan(
    block: Block,
    asked: Asked,
    places: NDArray[np.int64],
    scores: NDArray[np.float32],
    best: NDArray[np.int32],
    *,
    vnni: bool,
) -> None:
    """Write scores (m,) and best statements (m, r); `best` of shape (0, 0) is left out.

    With `vnni` the width is a multiple of 4 and the processor has the instruction.
    """
    rests = block.context_rests
    _scan(
        read_only(block.statements),
        read_only(block.starts),
        read_only(block.rungs),
        read_only(block.contexts),
        read_only(places),
        asked.packed() if vnni else asked.plain(),
        asked.shift,
        asked.foot,
        asked.slope,
        asked.weights,
        asked.worth,
        read_only(np.empty((0, 0), np.int8) if rests is None else rests),
        asked.context,
        asked.context_ramp,
        asked.context_weight,
        asked.list_ramp,
        scores,
        best,
    )


def read_only(array: NDArray[Any]) -> NDArray[Any]:
    """Return a view of one kind, whether the array lies in memory or in a mapped file."""
    view = np.require(array, requirements=["C", "A"]).view()
    view.flags.writeable = False
    return view
