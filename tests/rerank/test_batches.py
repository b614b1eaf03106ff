"""A batch says what `match` says, in any number of blocks and processes, and loses no vacancy."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest
from rerank_program import FOLDER, VACANCIES

from matcher.errors import InvalidInput, NotFound
from matcher.explanation import proves
from matcher.pipeline import Matcher
from matcher.rerank import How, Source, read_vacancies, rerank, run
from matcher.rerank.result import state_of
from matcher.rerank.tables import BEST_ROWS, COLUMNS

Open = Callable[[Path], Matcher]
TOP = 5
GOOD = "Je programmeert vlot in Python.\nErvaring met dbt is vereist.\nKennis van Kafka is een pré."


def batch(matcher: Matcher, out: Path, paths: list[Path] | None = None, **options: object) -> bytes:
    """Return the bytes of the file that a batch writes."""
    asked, bad = read_vacancies(matcher, paths or [FOLDER])
    assert not bad
    how = How(TOP, explain=True)
    run(matcher, asked, out, how, **options)  # type: ignore[arg-type]
    return out.read_bytes()


@pytest.fixture(scope="module")
def whole(tiny_base: Path, tiny_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file for all vacancies of the sample, made in one go."""
    out = tmp_path_factory.mktemp("whole") / "best.parquet"
    batch(Matcher.open(tiny_base, model=str(tiny_model)), out)
    return out


# --- what is in the file ----------------------------------------------------------------------
def test_each_vacancy_has_the_rows_that_match_gives(small_base: Path, tmp_path: Path) -> None:
    matcher = Matcher.open(small_base)
    batch(matcher, tmp_path / "best.parquet", VACANCIES[:4])
    table = pq.read_table(tmp_path / "best.parquet")
    assert table.column_names == [*COLUMNS, "evidence"]
    expected = []
    for vacancy in VACANCIES[:4]:
        found = matcher.match(vacancy, top=TOP)
        expected += [
            (
                found.vacancy.id, place, m.candidate, m.score, *m.must_met, "; ".join(m.flags),
                m.source,
            )
            for place, m in enumerate(found.matches, 1)
        ]  # fmt: skip
    rows = [tuple(row.values()) for row in table.drop(["evidence"]).to_pylist()]
    assert rows == expected
    assert len(rows) == 4 * TOP


def test_the_evidence_is_the_rows_with_proof_most_points_first(
    small_base: Path, tmp_path: Path
) -> None:
    matcher = Matcher.open(small_base)
    batch(matcher, tmp_path / "best.parquet", VACANCIES[:1])
    (best, *_) = matcher.match(VACANCIES[0], top=TOP).matches
    told = json.loads(pq.read_table(tmp_path / "best.parquet")["evidence"][0].as_py())
    proofs = {row.number: row for row in best.rows if proves(row)}
    assert 0 < len(told) <= min(BEST_ROWS, len(proofs))
    assert [row["points"] for row in told] == sorted(
        (row.points for row in proofs.values()), reverse=True
    )[: len(told)]
    for row in told:
        proof = proofs[row["number"]]
        assert proof.evidence is not None
        assert (row["line"], row["status"]) == (proof.evidence.text, str(proof.status))


def test_without_explain_there_is_no_column_of_evidence(
    tiny_base: Path, open_tiny: Open, tmp_path: Path
) -> None:
    matcher, out = open_tiny(tiny_base), tmp_path / "best.parquet"
    asked, _ = read_vacancies(matcher, VACANCIES[:2])
    done = run(matcher, asked, out, How(TOP))
    assert pq.read_table(out).column_names == list(COLUMNS)
    assert (done.vacancies, done.rows, done.kept) == (2, 2 * TOP, 0)


def test_filters_hold_for_every_vacancy(tiny_base: Path, open_tiny: Open, tmp_path: Path) -> None:
    matcher, out = open_tiny(tiny_base), tmp_path / "best.parquet"
    asked, _ = read_vacancies(matcher, VACANCIES[:3])
    where = ("education>=hbo",)
    run(matcher, asked, out, How(TOP, where))
    expected = [
        m.candidate for v in VACANCIES[:3] for m in matcher.match(v, top=TOP, where=where).matches
    ]
    assert pq.read_table(out)["candidate"].to_pylist() == expected
    assert set(expected) < set(matcher.ids())


def test_a_filter_that_nobody_passes_gives_a_file_without_rows(
    tiny_base: Path, open_tiny: Open, tmp_path: Path
) -> None:
    matcher, out = open_tiny(tiny_base), tmp_path / "best.parquet"
    asked, _ = read_vacancies(matcher, VACANCIES[:2])
    assert run(matcher, asked, out, How(TOP, ("city=Nergenshuizen",))).rows == 0
    assert list(pd.read_parquet(out).columns) == list(COLUMNS)


# --- the same whatever way it is made ---------------------------------------------------------
@pytest.mark.parametrize(("block", "workers"), [(1, 1), (5, 1), (3, 2), (1, 3)])
def test_blocks_and_processes_change_no_byte(
    block: int,
    workers: int,
    whole: Path,
    tiny_base: Path,
    tiny_model: Path,
    open_tiny: Open,
    tmp_path: Path,
) -> None:
    out = tmp_path / "best.parquet"
    source = Source(str(tiny_base), str(tiny_model))
    made = batch(open_tiny(tiny_base), out, block=block, workers=workers, source=source)
    assert made == whole.read_bytes()
    assert state_of(out).read_bytes() == state_of(whole).read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == [out.name, state_of(out).name]


def test_what_a_worker_cannot_do_is_told_in_its_words(
    tiny_base: Path, tiny_model: Path, open_tiny: Open, tmp_path: Path
) -> None:
    elsewhere = Source(str(tmp_path / "no base"), str(tiny_model))
    with pytest.raises(NotFound, match=r"no talent base in .*no base"):
        batch(open_tiny(tiny_base), tmp_path / "best.parquet", workers=2, source=elsewhere)
    source = Source(str(tiny_base), str(tiny_model))
    batch(open_tiny(tiny_base), tmp_path / "best.parquet", workers=2, source=source)


# --- what cannot be ranked for ----------------------------------------------------------------
def test_a_table_of_vacancies_is_a_vacancy_a_row(
    tiny_base: Path, open_tiny: Open, tmp_path: Path
) -> None:
    frame = pd.DataFrame({"id": ["one", "two"], "text": [GOOD, VACANCIES[0].read_text("utf-8")]})
    frame.to_csv(tmp_path / "asked.csv", index=False)
    frame.to_parquet(tmp_path / "asked.parquet", index=False)
    matcher = open_tiny(tiny_base)
    for name in ("asked.csv", "asked.parquet"):
        asked, bad = read_vacancies(matcher, [tmp_path / name])
        assert [one.vacancy.id for one in asked] == ["one", "two"]
        assert not bad
        assert asked[0].vacancy.requirements == matcher.understand(GOOD).requirements


def test_bad_vacancies_are_told_with_reasons_and_the_others_ranked(
    tiny_base: Path, open_tiny: Open, tmp_path: Path
) -> None:
    folder = tmp_path / "asked"
    folder.mkdir()
    shutil.copy(VACANCIES[0], folder / "good.txt")
    (folder / "empty.txt").write_text("")
    (folder / "none.txt").write_text("Wij zijn een leuk bedrijf.\n")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.4 nothing")
    (folder / "table.csv").write_text(f'id,text\nrow,"{GOOD}"\nbare,\ngood,"{GOOD}"\n')
    asked, bad = read_vacancies(open_tiny(tiny_base), [folder])
    assert [one.vacancy.id for one in asked] == ["good", "row"]
    assert [one.source for one in bad] == [
        "broken.pdf", "empty.txt", "none.txt", "table.csv#2", "table.csv#3",
    ]  # fmt: skip
    assert all(one.message for one in bad)
    assert "came before" in bad[-1].message


def test_a_vacancy_in_words_has_its_place_for_a_name(tiny_base: Path, open_tiny: Open) -> None:
    asked, bad = read_vacancies(open_tiny(tiny_base), [VACANCIES[0], GOOD, "Hallo"])
    assert [one.vacancy.id for one in asked] == [VACANCIES[0].stem, "vacancy-2"]
    assert [one.source for one in bad] == ["vacancy 3"]


def test_nothing_to_rank_for_is_refused(tiny_base: Path, open_tiny: Open, tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="no vacancy"):
        run(open_tiny(tiny_base), [], tmp_path / "best.parquet", How(TOP))
    with pytest.raises(InvalidInput, match="1 at least"):
        How(0)


# --- pandas -----------------------------------------------------------------------------------
def test_a_frame_of_vacancies_gives_the_rows_of_the_file(
    whole: Path, tiny_base: Path, open_tiny: Open
) -> None:
    matcher = open_tiny(tiny_base)
    asked, _ = read_vacancies(matcher, [FOLDER])
    found = rerank(matcher, [one.vacancy for one in asked], top=TOP, explain=True)
    pd.testing.assert_frame_equal(found, pd.read_parquet(whole))


def test_a_frame_is_asked_for_its_columns_and_every_bad_row_is_told(
    tiny_base: Path, open_tiny: Open
) -> None:
    matcher = open_tiny(tiny_base)
    frame = pd.DataFrame({"id": ["a", "b", None, "a"], "text": [GOOD, None, GOOD, GOOD]})
    with pytest.raises(InvalidInput, match="3 vacancies cannot be used: row 2"):
        rerank(matcher, frame)
    problems: list = []
    found = rerank(matcher, frame, top=3, problems=problems)
    assert [one.source for one in problems] == ["row 2", "row 3", "row 4"]
    assert found["vacancy"].tolist() == ["a"] * 3
    assert found["place"].tolist() == [1, 2, 3]
    with pytest.raises(InvalidInput, match="it needs id and text"):
        rerank(matcher, frame.rename(columns={"text": "tekst"}))


def test_no_vacancies_give_a_frame_with_all_columns(tiny_base: Path, open_tiny: Open) -> None:
    assert list(rerank(open_tiny(tiny_base), []).columns) == list(COLUMNS)
