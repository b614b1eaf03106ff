"""Whom would one machine have chosen, of all the people of several shards?"""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from matcher.cluster.totals import Totals, floor
from matcher.index.first_stage import BINS, floor_of

_SHARD = st.dictionaries(st.integers(0, 12), st.integers(1, 5), max_size=9)


@given(shards=st.lists(_SHARD, min_size=1, max_size=5), wanted=st.integers(1, 40))
def test_the_best_of_each_shard_give_the_floor_of_all(
    shards: list[dict[int, int]], wanted: int
) -> None:
    counts = np.zeros((len(shards), BINS), dtype=np.int64)
    for number, shard in enumerate(shards):
        for bin_, people in shard.items():
            counts[number, bin_ * (BINS - 1) // 12] = people
    sent = [Totals.of(one, wanted) for one in counts]
    assert floor(sent, wanted) == floor_of(counts.sum(axis=0), wanted)


def test_bins_below_the_wanted_best_of_a_shard_are_not_sent() -> None:
    counts = np.zeros(BINS, dtype=np.int64)
    counts[[10, 20, 30]] = 7, 2, 3
    assert Totals.of(counts, 4).bins.tolist() == [30, 20]
    assert Totals.of(counts, 3).bins.tolist() == [30, 20]  # 3 are there, and more must show
    assert Totals.of(counts, 2).bins.tolist() == [30]
    assert Totals.of(counts, 100).counts.tolist() == [3, 2, 7]
