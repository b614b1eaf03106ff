"""Only what changed is worked out, and the file equals that of a full run, byte for byte."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from rerank_people import People
from rerank_program import VACANCIES

from matcher.engine import options
from matcher.errors import InvalidInput
from matcher.pipeline import Matcher
from matcher.records import Match, Vacancy
from matcher.rerank import Done, How, read_vacancies, run
from matcher.rerank.engine import Engine
from matcher.rerank.parts import folder_of
from matcher.rerank.result import state_of
from matcher.store import TalentBase

Open = Callable[[Path], Matcher]
TOP = 4
TEXTS = [path for path in VACANCIES if path.suffix == ".txt"]
ASKED = TEXTS[:6]


@pytest.fixture(autouse=True, params=[400, 6], ids=["everybody listed", "six listed"])
def pool(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let all fourteen people get a ledger, or only the six whom the index proposes."""
    monkeypatch.setattr(options, "_POOL", request.param)


@pytest.fixture
def worked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """Every (vacancy, candidate) of which a ledger was asked for by name."""
    asked: list[tuple[str, str]] = []
    ledgers = Engine.ledgers

    def noted(self: Engine, vacancy: Vacancy, ids: Sequence[str]) -> list[Match]:
        asked.extend((vacancy.id, id_) for id_ in ids)
        return ledgers(self, vacancy, ids)

    monkeypatch.setattr(Engine, "ledgers", noted)
    return asked


def go(matcher: Matcher, out: Path, paths: Sequence[Path] = ASKED, **more) -> Done:
    asked, _ = read_vacancies(matcher, paths)
    how = How(more.pop("top", TOP), explain=more.pop("explain", True))
    return run(matcher, asked, out, how, block=2, **more)


def same_as_full(matcher: Matcher, out: Path, paths: Sequence[Path] = ASKED) -> bool:
    """Return whether a file equals what a full run writes now."""
    full = out.with_name("full.parquet")
    go(matcher, full, paths)
    return (
        full.read_bytes() == out.read_bytes()
        and state_of(full).read_bytes() == state_of(out).read_bytes()
    )


@pytest.fixture
def made(own_base: Path, open_tiny: Open, tmp_path: Path) -> tuple[Path, int]:
    """A file of the base as it was, and the change up to which it holds."""
    out = tmp_path / "best.parquet"
    return out, go(open_tiny(own_base), out).seq


def best_of(out: Path, vacancy: Path) -> list[str]:
    rows = pq.read_table(out).to_pylist()
    return [row["candidate"] for row in rows if row["vacancy"] == vacancy.stem]


def test_new_changed_and_gone_people_are_merged_in(
    made: tuple[Path, int],
    own_base: Path,
    open_tiny: Open,
    people: People,
    worked: list[tuple[str, str]],
) -> None:
    out, seq = made
    first, second, *_ = best_of(out, ASKED[0])
    worse = next(id_ for id_ in best_of(out, ASKED[3]) if id_ not in (first, second))
    people.remove(first)  # others move up, and somebody from behind the list with them
    people.double(second, "a-new-one")
    people.worsen(worse)
    matcher = open_tiny(own_base)
    done = go(matcher, out, since=seq)
    assert done.seq > seq
    assert same_as_full(matcher, out)
    assert "a-new-one" in best_of(out, ASKED[0])
    assert first not in pq.read_table(out)["candidate"].to_pylist()
    for (
        vacancy
    ) in ASKED:  # one left and one got worse: two move up at most, and two come to be listed
        asked_for = {id_ for of, id_ in worked if of == vacancy.stem} - {"a-new-one", worse}
        assert len(asked_for) <= 2 + 2


def test_new_changed_and_dropped_vacancies_are_merged_in(
    made: tuple[Path, int],
    own_base: Path,
    open_tiny: Open,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    out, seq = made
    edited = tmp_path / ASKED[1].name
    edited.write_text(ASKED[1].read_text("utf-8") + "\n- Ervaring met Kafka is vereist.\n")
    paths = [TEXTS[8], ASKED[5], ASKED[0], edited, *ASKED[3:5]]  # one new, one gone, one edited
    asked: list[str] = []
    ranked = Engine.ranked
    monkeypatch.setattr(
        Engine,
        "ranked",
        lambda self, vs, **how: asked.extend(v.id for v in vs) or ranked(self, vs, **how),
    )
    matcher = open_tiny(own_base)
    go(matcher, out, paths, since=seq)
    assert asked == [TEXTS[8].stem, ASKED[1].stem]
    assert same_as_full(matcher, out, paths)


def test_nothing_changed_is_nothing_done(
    made: tuple[Path, int], own_base: Path, open_tiny: Open, worked: list[tuple[str, str]]
) -> None:
    out, seq = made
    before = out.read_bytes()
    done = go(open_tiny(own_base), out, since=seq)
    assert (done.kept, done.blocks, worked) == (3, 3, [])
    assert out.read_bytes() == before


def test_a_delta_that_was_cut_off_goes_on_without_the_earlier_file(
    made: tuple[Path, int],
    own_base: Path,
    open_tiny: Open,
    people: People,
) -> None:
    out, seq = made
    gone = best_of(out, ASKED[0])[0]
    people.remove(gone)
    matcher = open_tiny(own_base)

    def cut(done: int, total: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        go(matcher, out, since=seq, progress=cut)
    out.unlink()  # its rows were taken over when the job began
    assert go(matcher, out, since=seq).kept == 1
    assert same_as_full(matcher, out)


def test_people_who_come_while_a_job_runs_are_in_its_answer(
    own_base: Path, open_tiny: Open, people: People, tmp_path: Path
) -> None:
    matcher, out = open_tiny(own_base), tmp_path / "best.parquet"
    favourite = matcher.match(ASKED[0], top=1).matches[0].candidate

    came: list[int] = []

    def come(done: int, total: int) -> None:
        if done == 4 and not came:
            people.double(favourite, "late")
            came.append(done)

    done = go(matcher, out, progress=come)
    assert "late" in best_of(out, ASKED[0])
    assert done.seq == Engine(matcher).seq()
    assert same_as_full(matcher, out)


def test_people_who_come_between_two_runs_of_a_job_are_in_its_answer(
    own_base: Path, open_tiny: Open, people: People, tmp_path: Path
) -> None:
    matcher, out = open_tiny(own_base), tmp_path / "best.parquet"

    def cut(done: int, total: int) -> None:
        if done == 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        go(matcher, out, progress=cut)
    people.double(matcher.match(ASKED[0], top=1).matches[0].candidate, "late")
    go(matcher, out)
    assert "late" in best_of(out, ASKED[0])
    assert same_as_full(matcher, out)


# --- what cannot be merged --------------------------------------------------------------------
def test_a_delta_refuses_what_it_cannot_bring_up_to_date(
    made: tuple[Path, int], own_base: Path, open_tiny: Open, tmp_path: Path
) -> None:
    out, seq = made
    matcher = open_tiny(own_base)
    with pytest.raises(InvalidInput, match="another top"):
        go(matcher, out, since=seq, top=TOP + 1)
    with pytest.raises(InvalidInput, match="another explain"):
        go(matcher, out, since=seq, explain=False)
    with pytest.raises(InvalidInput, match=f"give --since {seq} or less"):
        go(matcher, out, since=seq + 1)
    with pytest.raises(InvalidInput, match="nothing to bring up to date"):
        go(matcher, tmp_path / "other.parquet", since=seq)
    state_of(out).write_bytes(state_of(out).read_bytes()[:-1])
    with pytest.raises(InvalidInput, match="missing, damaged or not of"):
        go(matcher, out, since=seq)
    assert go(matcher, out).rows == 6 * TOP  # the failed ones left nothing in the way
    assert not folder_of(out).exists()


def test_a_base_that_was_calibrated_anew_is_worked_out_anew(
    made: tuple[Path, int], own_base: Path, open_tiny: Open, tiny_model: Path
) -> None:
    out, seq = made
    matcher = open_tiny(own_base)
    Matcher.open(own_base, create=True, model=str(tiny_model)).calibrate()
    with pytest.raises(InvalidInput, match="calibration"):
        go(matcher, out, since=seq)


def test_a_cv_added_with_the_index_command_is_a_delta_in_a_base_of_any_size(
    made: tuple[Path, int], own_base: Path, open_tiny: Open, tmp_path: Path, tiny_model: Path
) -> None:
    out, seq = made
    cv = tmp_path / "cv.txt"
    cv.write_text("Anna\n\nWERKERVARING\nJob | Acme | januari 2019 - heden\n- Pijplijnen in SQL.\n")
    Matcher.open(own_base, create=True, model=str(tiny_model)).index([cv])
    matcher = open_tiny(own_base)
    assert go(matcher, out, since=seq).seq == seq + 1
    assert same_as_full(matcher, out)


def test_a_new_month_is_worked_out_anew(
    made: tuple[Path, int], own_base: Path, open_tiny: Open
) -> None:
    out, seq = made
    matcher = open_tiny(own_base)
    month = int(matcher._base.meta("as_of"))
    TalentBase.create(own_base).set_meta({"as_of": str(month + 1).encode()})
    with pytest.raises(InvalidInput, match="month"):
        go(matcher, out, since=seq)
