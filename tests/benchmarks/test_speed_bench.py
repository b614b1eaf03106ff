"""The bases of the speed bench are what they say, and its figures mean what their names say."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from benchmarks.speed import batch_time, filter_time, limit, rivals, serving, truth
from benchmarks.speed.bases import heaviest, perturbed
from benchmarks.speed.clock import Time
from benchmarks.speed.kept import kept
from benchmarks.speed.people import PIECE, Mould, Piece, pieces
from benchmarks.speed.query_file import read_queries, write_queries
from benchmarks.speed.setting import Setting, recall
from matcher.index.block import LIST, RUNGS, Query
from matcher.index.quantise import to_bytes

_WIDTH = 64
_REAL = 12  # people of the mould


def unit(rows: np.ndarray) -> np.ndarray:
    return (rows / np.linalg.norm(rows, axis=-1, keepdims=True)).astype(np.float32)


@pytest.fixture(scope="module")
def real() -> Mould:
    """Twelve people of three trades."""
    random = np.random.default_rng(5)
    trades = random.standard_normal((3, _WIDTH))
    counts = random.integers(8, 20, size=_REAL)
    trade = np.arange(_REAL) % 3
    lines = trades[np.repeat(trade, counts)] + 1.5 * random.standard_normal((counts.sum(), _WIDTH))
    wholes = trades[trade] + 0.5 * random.standard_normal((_REAL, _WIDTH))
    starts = np.cumsum([0, *counts]).astype(np.int64)
    rungs = random.integers(len(RUNGS), size=counts.sum()).astype(np.uint8)
    return Mould(unit(lines), starts, rungs, unit(wholes))


@pytest.fixture(scope="module")
def queries(real: Mould) -> list[Query]:
    """Two vacancies that ask for what some of the people show."""
    found = []
    for first in (0, 40):
        required = real.statements[first : first + 6]
        found.append(
            Query(
                required=np.ascontiguousarray(required),
                weights=np.linspace(0.05, 0.17, 6).astype(np.float32),
                foot=np.full(6, 0.1, dtype=np.float32),
                top=np.full(6, 0.8, dtype=np.float32),
                worth=np.array([1, 0.75, 0.7, 0.6, 0.5, 0, 0, 0.2], dtype=np.float32),
                context=real.contexts[first // 20],
                context_weight=0.33,
                about=(0.15, 0.55),
                list_context=0.5,
                list_alone=0.05,
            )
        )
    return found


def joined(parts: list[Piece]) -> Piece:
    counts = np.concatenate([np.diff(part.starts) for part in parts])
    whole = {
        name: np.concatenate([getattr(part, name) for part in parts])
        for name in ("statements", "rungs", "contexts", "made_from", "source")
    }
    return Piece(starts=np.concatenate([[0], np.cumsum(counts)]), **whole)


def setting_of(real: Mould, queries: list[Query], people: int, cache: Path) -> Setting:
    """Return a setting that needs neither the sample nor an encoder."""
    setting = Setting(people, 7, cache, rounds=1)
    vars(setting).update(real=real, queries=queries)
    return setting


def test_a_person_has_5_to_40_statements_20_in_the_mean_and_all_rows_have_length_1(
    real: Mould,
) -> None:
    made = joined(list(pieces(real, 2 * PIECE, seed=7)))
    counts = np.diff(made.starts)
    assert counts.min() >= 5
    assert counts.max() <= 40
    assert counts.mean() == pytest.approx(5 + 35 * 2.4 / (2.4 + 3.2), abs=0.5)
    for rows in (made.statements, made.contexts):
        np.testing.assert_allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)
    assert len(np.unique(made.statements, axis=0)) == len(made.statements)


def test_the_popular_are_made_often_and_most_statements_are_their_own(real: Mould) -> None:
    made = joined(list(pieces(real, 2 * PIECE, seed=7)))
    often = np.sort(np.bincount(made.made_from, minlength=_REAL))
    assert often[-1] / often[0] == pytest.approx(_REAL**0.7, rel=0.25)
    owner = np.repeat(made.made_from, np.diff(made.starts))
    own = (made.source >= real.starts[owner]) & (made.source < real.starts[owner + 1])
    assert own.mean() == pytest.approx(0.75, abs=0.02)
    assert np.array_equal(made.rungs, real.rungs[made.source])


def test_a_smaller_base_is_the_first_part_of_a_larger_one_and_a_seed_makes_another(
    real: Mould,
) -> None:
    large = joined(list(pieces(real, PIECE + 100, seed=7)))
    small = joined(list(pieces(real, 60, seed=7)))
    assert np.array_equal(small.contexts, large.contexts[:60])
    assert np.array_equal(small.statements, large.statements[: small.starts[-1]])
    other = joined(list(pieces(real, 60, seed=8)))
    assert not np.array_equal(small.contexts, other.contexts)


def test_exact_scores_are_those_of_the_definition_person_by_person(
    real: Mould, queries: list[Query]
) -> None:
    made = joined(list(pieces(real, 30, seed=7)))
    found = truth.scores(made, queries)
    for query, scores in zip(queries, found, strict=True):
        for person in range(30):
            context = float(made.contexts[person] @ query.context)
            about = min(1.0, max(0.0, (context - 0.15) / (0.55 - 0.15)))
            total = 0.33 * about
            for number, wanted in enumerate(query.required):
                best = 0.0
                for row in range(made.starts[person], made.starts[person + 1]):
                    worth = float(query.worth[made.rungs[row]])
                    if made.rungs[row] == LIST:
                        worth *= 0.05 + 0.95 * min(1.0, about / 0.5)
                    cosine = float(wanted @ made.statements[row])
                    best = max(best, worth * min(1.0, max(0.0, (cosine - 0.1) / 0.7)))
                total += float(query.weights[number]) * best
            assert scores[person] == pytest.approx(total, abs=1e-5)


def test_a_kept_base_holds_the_made_people_in_bytes_and_is_made_once(
    real: Mould, queries: list[Query], tmp_path: Path
) -> None:
    base = kept(real, queries, 300, seed=7, cache=tmp_path)
    made = joined(list(pieces(real, 300, seed=7)))
    assert np.array_equal(base.block.statements, to_bytes(made.statements))
    assert np.array_equal(base.block.starts, made.starts)
    np.testing.assert_allclose(base.exact, truth.scores(made, queries), atol=1e-6)
    before = (base.folder / "done.json").stat().st_mtime_ns
    again = kept(real, queries, 300, seed=7, cache=tmp_path)
    assert (again.folder / "done.json").stat().st_mtime_ns == before
    asked_otherwise = [replace(queries[0], list_alone=0.06)]
    assert kept(real, asked_otherwise, 300, seed=7, cache=tmp_path).folder != base.folder


def test_the_people_in_memory_are_those_on_disk(
    real: Mould, queries: list[Query], tmp_path: Path
) -> None:
    setting = setting_of(real, queries, 300, tmp_path)
    whole = setting.whole()
    assert np.array_equal(to_bytes(whole.statements), setting.base.block.statements)
    np.testing.assert_allclose(truth.scores(whole, queries), setting.base.exact, atol=1e-6)


def test_exact_rivals_find_the_exact_best_with_and_without_a_filter(
    real: Mould, queries: list[Query], tmp_path: Path
) -> None:
    setting = setting_of(real, queries, 400, tmp_path)
    whole, exact = setting.whole(), setting.base.exact
    allowed = np.arange(400) % 3 == 0
    for make in (rivals.loop, rivals.one_product, rivals.products):
        rival = make(whole)
        found = [rival(query, 20) for query in queries]
        assert recall(found, exact, 20) == {"recall@20": 1.0, "least_recall@20": 1.0}
        few = [rival(query, 20, allowed) for query in queries]
        assert recall(few, exact, 20, [allowed] * 2)["recall@20"] == 1.0
    for make in (rivals.torch_bfloat16, rivals.torch_int8):
        found = [make(whole)(query, 20) for query in queries]
        assert recall(found, exact, 20)["recall@20"] >= 0.85


def test_no_rival_returns_whom_a_filter_keeps_out(
    real: Mould, queries: list[Query], tmp_path: Path
) -> None:
    whole = setting_of(real, queries, 400, tmp_path).whole()
    allowed = np.arange(400) % 4 == 0
    means = rivals.Means(whole)
    made = [means.flat(), means.ivf(40), means.hnsw(50)]
    made += [make() for make in rivals.optional(means, 50).values()]
    for rival in [*made, rivals.faiss_statements(whole, 50)]:
        assert len(set(rival(queries[0], 30).tolist())) == 30
        few = rival(queries[0], 30, allowed)
        assert allowed[few].all()


def test_recall_is_the_share_of_the_exact_best_among_the_first_k() -> None:
    exact = np.array([[0.9, 0.8, 0.7, 0.6], [0.1, 0.2, 0.3, 0.4]], dtype=np.float32)
    found = [np.array([0, 2, 1]), np.array([3, 2, 0])]
    assert recall(found, exact, 2) == {
        "recall@2": (1 / 2 + 2 / 2) / 2,
        "least_recall@2": 1 / 2,
    }
    allowed = [np.array([False, True, True, True]), np.array([True, False, False, False])]
    assert recall([np.array([1, 2]), np.array([0])], exact, 2, allowed)["recall@2"] == 1.0
    nobody = [np.zeros(4, dtype=bool)] * 2
    assert recall([np.array([], dtype=int)] * 2, exact, 2, nobody)["recall@2"] == 1.0


def test_the_limit_reads_every_byte(real: Mould, queries: list[Query], tmp_path: Path) -> None:
    block = setting_of(real, queries, 64, tmp_path).base.block
    wanted = 0
    for array in (block.statements, block.contexts, block.context_rests, block.rungs, block.starts):
        assert array is not None
        flat = array.reshape(-1).view(np.uint8)
        wanted += int(flat[: len(flat) // 8 * 8].view(np.uint64).sum())
    assert limit.stream(block)(None) == wanted % 2**64 or limit.stream(block)(None) == wanted


def test_times_are_told_by_query_and_compared_round_by_round() -> None:
    slow = Time(np.array([[2.0, 4.0], [20.0, 40.0], [3.0, 5.0]]))
    quick = Time(np.array([[1.0, 1.0], [10.0, 10.0], [1.0, 1.0]]))
    assert slow.median == (3 + 5) / 2
    assert slow.p50 == (3 + 5) / 2
    assert slow.p99 == pytest.approx(np.percentile([2, 4, 20, 40, 3, 5], 99))
    assert slow.ratio(quick) == np.median([3 / 1, 30 / 10, 4 / 1])


def test_the_heaviest_requirements_share_the_weight_of_all(queries: list[Query]) -> None:
    few = heaviest(queries[0], 2)
    assert np.array_equal(few.required, queries[0].required[[4, 5]])
    assert few.weights.sum() == pytest.approx(queries[0].weights.sum())
    assert few.weights[1] / few.weights[0] == pytest.approx(
        queries[0].weights[5] / queries[0].weights[4]
    )


def test_variants_of_a_query_ask_for_other_rows_with_the_same_weights(
    queries: list[Query],
) -> None:
    variants = perturbed(queries, 2, seed=7)
    assert len(variants) == 2 * len(queries)
    for variant, query in zip(variants, queries * 2, strict=True):
        assert np.allclose(np.sort(variant.weights), np.sort(query.weights))
        np.testing.assert_allclose(np.linalg.norm(variant.required, axis=1), 1, atol=1e-5)
        assert not np.allclose(variant.required, query.required)


def test_queries_come_back_from_their_file_as_they_were(
    queries: list[Query], tmp_path: Path
) -> None:
    write_queries(tmp_path / "queries.npz", queries)
    for before, after in zip(queries, read_queries(tmp_path / "queries.npz"), strict=True):
        for name in ("required", "weights", "foot", "top", "worth", "context"):
            assert np.array_equal(getattr(before, name), getattr(after, name))
        for name in ("context_weight", "about", "list_context", "list_alone"):
            assert getattr(before, name) == getattr(after, name)


def test_a_serving_process_opens_the_index_cold_and_tells_its_own_memory(
    real: Mould, queries: list[Query], tmp_path: Path
) -> None:
    (row,) = serving.run(setting_of(real, queries, 300, tmp_path), encoder=False)
    files = sum(path.stat().st_size for path in tmp_path.glob("people-*/index/*"))
    assert row["size_bytes"] == files > 300 * 20 * _WIDTH
    assert 0 < row["own_bytes_open"] <= row["own_bytes_served"]
    assert row["open_wall_s"] > 0
    assert row["way"] in ("exact", "codes")
    assert row["p50_ms"] <= row["p99_ms"]


_MEMORY = """
import sys
import numpy as np
from benchmarks.speed import serving
before = serving.own_bytes()
mapped = np.memmap(sys.argv[1], dtype=np.uint8, mode="r")
assert int(mapped.sum()) == 0
after_mapping = serving.own_bytes()
own = np.ones(64_000_000, dtype=np.uint8)
print(after_mapping - before, serving.own_bytes() - before, own.sum())
"""


def test_own_memory_grows_with_what_is_allocated_and_not_with_what_is_mapped(
    tmp_path: Path,
) -> None:
    file = tmp_path / "some.bytes"
    file.write_bytes(bytes(64_000_000))
    done = subprocess.run(  # a process of its own: nothing else is freed in it meanwhile
        [sys.executable, "-c", _MEMORY, file],
        capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2],
    )  # fmt: skip
    mapped, allocated, _ = map(int, done.stdout.split())
    assert mapped < 10_000_000
    assert allocated > 55_000_000


def test_filters_let_the_share_pass_that_they_are_named_after(
    real: Mould, queries: list[Query], tmp_path: Path
) -> None:
    setting = setting_of(real, queries, 2_000, tmp_path)
    contexts = setting.whole().contexts @ queries[0].context
    for kind, lean in zip(filter_time.KINDS, (0, 1, -1), strict=True):
        passes = filter_time.mask(setting, queries[0], kind, 0.1)
        assert passes.mean() == pytest.approx(0.1, abs=0.02)
        apart = contexts[passes].mean() - contexts[~passes].mean()
        assert abs(apart) < 0.05 if lean == 0 else lean * apart > 0.2


def test_every_filter_and_every_way_of_a_batch_gets_a_row(
    real: Mould, queries: list[Query], tmp_path: Path
) -> None:
    setting = setting_of(real, queries, 500, tmp_path)
    rows = filter_time.run(setting)
    own = [row for row in rows if row["system"] == filter_time.ENGINE]
    assert [(row["kind"], row["share"]) for row in own] == [
        (kind, share) for kind in filter_time.KINDS for share in filter_time.SHARES
    ]
    assert all(row["recall@100"] >= 0.95 for row in own)
    rows = batch_time.run(setting, vacancies=4)
    assert [row["way"] for row in rows] == ["exact", "codes"]
    assert all(row["pairs_per_s"] > 0 for row in rows)
