"""The compiled parts of the first stage: codes of rows, and a look at everybody by codes.

In:  rows in bytes and centroids; codes and rungs of people, tables of what each code shows
Out: codes; for each person and query one whole number
Why: a table's row holds what a code on a rung shows of 16 requirements, or of 32, or of 64 of
     several queries, in bytes. One load and one maximum a statement take everybody's best:
     2 ms of CPU for 100,000 people. What lists show is kept apart, because it counts by context

numba and llvmlite come with this module: import it inside functions only.
"""

from typing import Any

import numpy as np
from llvmlite import ir  # type: ignore[import-untyped]
from numba import types
from numba.core import cgutils as _cgutils
from numba.extending import intrinsic, overload
from numpy.typing import NDArray

from matcher.index.asked import LANES, Asked, packed
from matcher.index.compiled import compiled
from matcher.index.kernel_lanes import compare, fetch, one_sum, read_only, some_sums, start

cgutils: Any = _cgutils  # numba types only some of its functions
RUNG_BITS = 3  # a table has 8 rows for each code, one for each rung
_ROWS = 6
_AHEAD = 12  # people whose contexts are fetched while one is compared
_BYTE, _HALF, _INT, _LONG = (ir.IntType(bits) for bits in (8, 16, 32, 64))
_HALVES, _INTS = ir.VectorType(_HALF, LANES), ir.VectorType(_INT, LANES)
_SUM = "llvm.vector.reduce.add.v16i32"


def _looking(slots: int) -> Any:
    """Make what looks at one person by a table of this many slots of 16 lanes.

    The best of statements and the best of lists lie side by side in one register; `masks` (8, 2,
    lanes) says for each rung which of the two a row belongs to.
    """
    lanes = LANES * slots
    row_kind, both_kind = ir.VectorType(_BYTE, lanes), ir.VectorType(_BYTE, 2 * lanes)

    @intrinsic
    def look(
        _: Any, codes: Any, rungs: Any, first: Any, last: Any, table: Any, masks: Any,
        factors: Any, weights: Any, out: Any,
    ) -> Any:  # fmt: skip
        def generate(context: Any, builder: Any, signature: Any, given: Any) -> Any:
            places = (0, 1, 4, 5, 6, 7, 8)
            codes, rungs, table, masks, factors, weights, out = (
                start(context, builder, signature.args[at], given[at]) for at in places
            )
            best = cgutils.alloca_once_value(builder, ir.Constant(both_kind, [0] * 2 * lanes))
            twice = [*range(lanes), *range(lanes)]
            with cgutils.for_range_slice(builder, given[2], given[3], _LONG(1), _LONG) as (at, _):
                code = builder.load(builder.gep(builder.bitcast(codes, _HALF.as_pointer()), [at]))
                rung = builder.zext(builder.load(builder.gep(rungs, [at])), _LONG)
                row = builder.shl(builder.zext(code, _LONG), _LONG(RUNG_BITS))
                row = builder.mul(builder.or_(row, rung), _LONG(lanes))
                shown = _read(builder, builder.gep(table, [row]), row_kind, 1)
                mask = builder.gep(masks, [builder.mul(rung, _LONG(2 * lanes))])
                shown = builder.and_(
                    _chosen(builder, shown, row_kind, twice), _read(builder, mask, both_kind, 1)
                )
                builder.store(_most(builder, shown, builder.load(best)), best)
            for slot in range(slots):
                total = _total(builder, builder.load(best), lanes, slot, factors, weights)
                target = builder.bitcast(out, _INT.as_pointer())
                builder.store(total, builder.gep(target, [_LONG(slot)]))
            return context.get_dummy_value()

        kinds = (codes, rungs, types.int64, types.int64, table, masks, factors, weights, out)
        return types.void(*kinds), generate

    return look


def _total(builder: Any, best: Any, lanes: int, slot: int, factors: Any, weights: Any) -> Any:
    """Return the weighted sum of one slot's best, lists first multiplied by their factor."""
    kind = ir.VectorType(_BYTE, 2 * lanes)
    mine = range(LANES * slot, LANES * (slot + 1))
    other = _chosen(builder, best, kind, [*mine])
    lists = _chosen(builder, best, kind, [lanes + lane for lane in mine])
    factor = builder.load(builder.gep(builder.bitcast(factors, _HALF.as_pointer()), [_LONG(slot)]))
    single = builder.insert_element(ir.Constant(_HALVES, ir.Undefined), factor, _INT(0))
    everywhere = _chosen(builder, single, _HALVES, [0] * LANES)
    other = builder.shl(builder.zext(other, _HALVES), ir.Constant(_HALVES, [8] * LANES))
    lists = builder.mul(builder.zext(lists, _HALVES), everywhere)
    halved = builder.lshr(_most(builder, other, lists), ir.Constant(_HALVES, [1] * LANES))
    weight = _read(builder, builder.gep(weights, [_LONG(4 * LANES * slot)]), _INTS, 4)
    add = cgutils.get_or_insert_function(builder.module, ir.FunctionType(_INT, [_INTS]), _SUM)
    return builder.call(add, [builder.mul(builder.zext(halved, _INTS), weight)])


def _read(builder: Any, address: Any, kind: Any, align: int) -> Any:
    return builder.load(builder.bitcast(address, kind.as_pointer()), align=align)


def _chosen(builder: Any, vector: Any, kind: Any, lanes: list[int]) -> Any:
    numbers = ir.Constant(ir.VectorType(_INT, len(lanes)), lanes)
    return builder.shuffle_vector(vector, ir.Constant(kind, ir.Undefined), numbers)


def _most(builder: Any, one: Any, other: Any) -> Any:
    return builder.select(builder.icmp_unsigned(">", one, other), one, other)


_look_1, _look_2, _look_4 = _looking(1), _looking(2), _looking(4)


@compiled()
def _look_at_all(
    codes: Any, rungs: Any, starts: Any, places: Any, table: Any, masks: Any, weights: Any,
    queries: Any, factors: Any, totals: Any,
) -> None:  # fmt: skip
    """Add to totals (m, q) what people's codes show; `queries` (slots,) says whose a slot is."""
    slots = len(queries)
    found = np.empty(slots, dtype=np.int32)
    mine = np.empty(slots, dtype=np.uint16)
    for person in range(len(places)):
        first, last = starts[places[person]], starts[places[person] + 1]
        for slot in range(slots):
            mine[slot] = factors[person, queries[slot]]
        if slots == 1:
            _look_1(codes, rungs, first, last, table, masks, mine, weights, found)
        elif slots == 2:
            _look_2(codes, rungs, first, last, table, masks, mine, weights, found)
        else:
            _look_4(codes, rungs, first, last, table, masks, mine, weights, found)
        for slot in range(slots):
            totals[person, queries[slot]] += found[slot]


def look_at_all(
    codes: NDArray[np.uint16],
    rungs: NDArray[np.uint8],
    starts: NDArray[np.int64],
    places: NDArray[np.int64],
    table: NDArray[np.uint8],
    masks: NDArray[np.uint8],
    weights: NDArray[np.int32],
    queries: NDArray[np.int64],
    factors: NDArray[np.uint16],
    totals: NDArray[np.int32],
) -> None:
    """Add to totals (m, q) what the codes of the people at `places` (m,) show.

    Parameters
    ----------
    table : (k * 8, slots * 16) what a code on a rung shows of each lane's requirement, to 1/255;
        of 1, 2 or 4 slots
    masks : (8, 2, slots * 16) 255 where a rung's rows belong to statements (0) or lists (1)
    weights : (slots * 16,) of the lanes
    queries : (slots,) which column of totals a slot adds to
    factors : (m, q) how far a person's lists count, in 1/256
    """
    _look_at_all(
        read_only(codes),
        read_only(rungs),
        read_only(starts),
        read_only(places),
        table,
        masks,
        weights,
        queries,
        factors,
        totals,
    )


# --- contexts -------------------------------------------------------------------------------------
def _context(contexts: Any, places: Any, person: Any, lanes: Any, out: Any) -> int:
    raise NotImplementedError("stands for one of the functions below, by the kind of the lanes")


@overload(_context)
def _comparing(contexts: Any, places: Any, person: Any, lanes: Any, out: Any) -> Any:
    """Write sums of one person, or of six who stand side by side, to out; return how many."""

    def plainly(contexts: Any, places: Any, person: Any, lanes: Any, out: Any) -> int:
        for lane in range(lanes.shape[0]):
            total = np.int32(0)
            for at in range(contexts.shape[1]):
                total += np.int32(contexts[places[person], at]) * np.int32(lanes[lane, at])
            out[0, lane] = total
        return 1

    def by_dot(contexts: Any, places: Any, person: Any, lanes: Any, out: Any) -> int:
        together = person + _ROWS <= len(places)
        for i in range(1, _ROWS):
            together = together and places[person + i] == places[person] + i
        if together:
            some_sums(contexts, places[person], lanes, 0, out)
            return _ROWS
        one_sum(contexts, places[person], lanes, 0, out)
        return 1

    return by_dot if lanes.ndim == 4 else plainly


@compiled()
def _contexts(
    contexts: Any, places: Any, lanes: Any, shift: Any, ramps: Any, lists: Any, weights: Any,
    factors: Any, totals: Any,
) -> None:  # fmt: skip
    sums = np.empty((_ROWS, LANES), dtype=np.int32)
    nothing, all_ = np.float32(0.0), np.float32(1.0)
    width = contexts.shape[1]
    person = 0
    while person < len(places):
        if person + _AHEAD < len(places):
            ahead = places[person + _AHEAD] * width
            fetch(contexts, ahead, ahead + width)
        many = _context(contexts, places, person, lanes, sums)
        for i in range(many):
            for query in range(len(shift)):
                up = (np.float32(sums[i, query] - shift[query]) - ramps[query, 0]) * ramps[query, 1]
                ratio = min(max(up, nothing), all_)
                factor = all_
                if lists[query, 0] > nothing:
                    borne_out = min(ratio / lists[query, 0], all_)
                    factor = lists[query, 1] + lists[query, 2] * borne_out
                factors[person + i, query] = np.uint16(np.rint(np.float32(256.0) * factor))
                whole = np.int32(np.rint(np.float32(32640.0) * ratio))
                totals[person + i, query] = whole * weights[query]
        person += many


def contexts_of(
    contexts: NDArray[np.uint8],
    places: NDArray[np.int64],
    asked: NDArray[np.int8],
    shift: NDArray[np.int32],
    ramps: NDArray[np.float32],
    lists: NDArray[np.float32],
    weights: NDArray[np.int32],
    factors: NDArray[np.uint16],
    totals: NDArray[np.int32],
    *,
    vnni: bool,
) -> None:
    """Write how far lists count (m, q), in 1/256, and what contexts earn (m, q), for q <= 16."""
    lanes: NDArray[np.int8] = np.ascontiguousarray(asked)
    if vnni and len(asked) > 1:
        lanes = packed(np.pad(asked, ((0, LANES - len(asked)), (0, 0))))
    _contexts(
        read_only(contexts), read_only(places), lanes, shift, ramps, lists, weights, factors, totals
    )


# --- tables ---------------------------------------------------------------------------------------
@compiled()
def _shown_by(
    held: Any, lengths: Any, lanes: Any, shift: Any, foot: Any, slope: Any, worth: Any, out: Any
) -> None:
    sums = np.empty((_ROWS, LANES), dtype=np.int32)
    nothing, all_, most = np.float32(0.0), np.float32(1.0), np.float32(255.0)
    for group in range(lanes.shape[0]):
        row = 0
        while row < len(held):
            row, many = compare(held, row, 0, len(held), lanes, group, sums)
            for i in range(many):
                for rung in range(len(worth)):
                    for lane in range(LANES):
                        at = group * LANES + lane
                        sum_ = np.float32(sums[i, lane] - shift[at])
                        up = (sum_ * lengths[row + i] - foot[at]) * slope[at]
                        ratio = min(max(up, nothing), all_)
                        out[row + i, rung, at] = np.uint8(np.rint(ratio * (most * worth[rung])))
            row += many


def shown_by(
    held: NDArray[np.uint8],
    lengths: NDArray[np.float32],
    asked: Asked,
    out: NDArray[np.uint8],
    *,
    vnni: bool,
) -> None:
    """Write what centroids (k, d) of these lengths show on each rung to out (k, 8, lanes)."""
    lanes = asked.packed() if vnni else asked.plain()
    _shown_by(
        read_only(held),
        lengths,
        lanes,
        asked.shift,
        asked.foot,
        asked.slope,
        asked.worth,
        out,
    )


# --- codes of rows --------------------------------------------------------------------------------
@compiled()
def _nearest(held: Any, lanes: Any, shift: Any, codes: Any) -> None:
    sums = np.empty((_ROWS, LANES), dtype=np.int32)
    most = np.empty((_ROWS, LANES), dtype=np.int32)
    which = np.empty((_ROWS, LANES), dtype=np.int32)
    row = 0
    while row < len(held):
        many = 1
        if len(held) >= _ROWS:
            many = _ROWS
            row = min(row, len(held) - _ROWS)
        most[:] = np.iinfo(np.int32).min
        for group in range(lanes.shape[0]):
            if many == _ROWS:
                some_sums(held, row, lanes, group, sums)
            else:
                one_sum(held, row, lanes, group, sums)
            for i in range(many):
                for lane in range(LANES):
                    total = sums[i, lane] - shift[group * LANES + lane]
                    if total > most[i, lane]:
                        most[i, lane] = total
                        which[i, lane] = group * LANES + lane
        for i in range(many):
            best = 0
            for lane in range(1, LANES):
                higher = most[i, lane] > most[i, best]
                equal = most[i, lane] == most[i, best]
                if higher or (equal and which[i, lane] < which[i, best]):
                    best = lane
            codes[row + i] = which[i, best]
        row += many


def nearest(held: NDArray[np.uint8], centroids: NDArray[np.int8]) -> NDArray[np.uint16]:
    """Return for each row (t, d) the first of the centroids (k, d) with the highest sum.

    The processor has the 8-bit dot product, and d is a multiple of 4.
    """
    lanes = -(-len(centroids) // LANES) * LANES
    rows = np.zeros((lanes, centroids.shape[1]), dtype=np.int8)
    rows[: len(centroids)] = centroids
    shift = 128 * rows.sum(axis=1, dtype=np.int32)
    shift[len(centroids) :] = np.iinfo(np.int32).max // 2  # an empty lane is nearest to nothing
    codes = np.empty(len(held), dtype=np.uint16)
    _nearest(held, packed(rows), shift, codes)
    return codes
