"""What is asked, laid out for the kernels.

In:  a `Query` of r requirements of width d
Out: `Asked`: requirement rows in signed bytes, in groups of 16 lanes, with their ramps
Why: 16 requirements fill the widest register, so that one instruction adds four products for each
     of them. Empty lanes have weight 0 and a row of zeros: they change no sum
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matcher.errors import InvalidInput
from matcher.index.block import LIST, OFFSET, RUNGS, SCALE, Query
from matcher.index.quantise import fitted, signed, signed_finely

LANES = 16

Singles = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Asked:
    """A query as whole numbers. A lane's ramp is ``clip((sum - foot) * slope, 0, 1)``."""

    requirements: int  # r
    rows: NDArray[np.int8]  # (g * 16, d), zeros where a lane is empty
    shift: NDArray[np.int32]  # (g * 16,) what the bytes' offset adds to each sum
    foot: Singles  # (g * 16,) of a sum
    slope: Singles  # (g * 16,)
    weights: Singles  # (g * 16,), 0 where a lane is empty
    worth: Singles  # (len(RUNGS),)
    context: NDArray[np.int16]  # (d,) in 1/256 of a byte's step
    context_ramp: NDArray[np.float64]  # (2,) foot and slope of a sum of finer numbers
    context_weight: np.float32
    coarse: NDArray[np.int8]  # (d,) the context in whole steps, for the first stage
    coarse_shift: int
    coarse_ramp: Singles  # (2,)
    list_ramp: Singles  # (3,) context at which lists count fully, what they keep, and the rest

    @property
    def groups(self) -> int:
        """Return how many groups of 16 lanes there are; 0 where nothing is required."""
        return len(self.rows) // LANES

    def packed(self) -> NDArray[np.int8]:
        """Return rows as (g, d / 4, 16, 4), for the dot product."""
        return packed(self.rows)

    def plain(self) -> NDArray[np.int16]:
        """Return rows as (g, 16, d), in numbers that processors multiply without widening."""
        return self.rows.reshape(self.groups, LANES, self.rows.shape[1]).astype(np.int16)


def packed(rows: NDArray[np.int8]) -> NDArray[np.int8]:
    """Return rows (g * 16, d) as (g, d / 4, 16, 4): four numbers of each lane, then four more."""
    groups, width = len(rows) // LANES, rows.shape[1]
    grouped = rows.reshape(groups, LANES, width // 4, 4)
    return np.ascontiguousarray(grouped.transpose(0, 2, 1, 3))


def asked(query: Query) -> Asked:
    """Lay out a query; see `Query` for what it means.

    Raises
    ------
    InvalidInput : the parts of the query have shapes that do not fit one another, or a ramp
        whose top is not above its foot
    """
    _check(query)
    many, width = query.required.shape
    lanes = -(-many // LANES) * LANES
    rows = np.zeros((lanes, width), dtype=np.int8)
    rows[:many], scales = fitted(query.required)
    unit = scales * np.float32(SCALE)  # what a cosine of 1 comes to, lane by lane
    coarse = signed(query.context)
    return Asked(
        requirements=many,
        rows=rows,
        shift=OFFSET * rows.sum(axis=1, dtype=np.int32),
        foot=_filled(query.foot * unit, lanes),
        slope=_filled(1.0 / (unit * (query.top - query.foot)), lanes),
        weights=_filled(query.weights, lanes),
        worth=np.asarray(query.worth, dtype=np.float32),
        context=signed_finely(query.context),
        context_ramp=_ramp(query.about, (256 * SCALE) ** 2),
        context_weight=np.float32(query.context_weight),
        coarse=coarse,
        coarse_shift=OFFSET * int(coarse.sum(dtype=np.int32)),
        coarse_ramp=_ramp(query.about, SCALE**2).astype(np.float32),
        list_ramp=np.array(
            [query.list_context, query.list_alone, 1.0 - query.list_alone], dtype=np.float32
        ),
    )


def _ramp(about: tuple[float, float], unit: float) -> NDArray[np.float64]:
    foot, top = about
    return np.array([foot * unit, 1.0 / (unit * (top - foot))], dtype=np.float64)


def list_factor(asked: Asked, ratios: Singles) -> Singles:
    """Return by what a list's worth is multiplied at these context ratios."""
    full, alone, rest = asked.list_ramp
    if full <= 0.0:
        return np.ones_like(ratios)
    return np.asarray(alone + rest * np.minimum(ratios / full, np.float32(1.0)), dtype=np.float32)


def worth_by_factor(asked: Asked, factors: Singles) -> Singles:
    """Return (m, len(RUNGS)) the worth of each rung for people with these list factors."""
    worth = np.repeat(asked.worth[None], len(factors), axis=0)
    worth[:, LIST] = asked.worth[LIST] * factors
    return worth


def _filled(values: NDArray[np.floating], lanes: int) -> Singles:
    found = np.zeros(lanes, dtype=np.float32)
    found[: len(values)] = values
    return found


def _check(query: Query) -> None:
    if query.required.ndim != 2 or query.context.shape != query.required.shape[1:]:
        raise InvalidInput(
            f"requirement rows have the shape {query.required.shape}, the context row "
            f"{query.context.shape}; give (r, d) and (d,), encoded with one encoder"
        )
    many = len(query.required)
    parts = {"weights": query.weights, "foot": query.foot, "top": query.top}
    for name, part in parts.items():
        if part.shape != (many,):
            raise InvalidInput(
                f"{name} has the shape {part.shape}, but there are {many} requirements; "
                "give one number for each"
            )
    if query.worth.shape != (len(RUNGS),):
        raise InvalidInput(
            f"worth has the shape {query.worth.shape}; give one number for each of the "
            f"{len(RUNGS)} rungs"
        )
    if not (query.top > query.foot).all() or query.about[1] <= query.about[0]:
        raise InvalidInput("a ramp's top must be above its foot; check foot, top and about")
