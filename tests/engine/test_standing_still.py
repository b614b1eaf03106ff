"""A score depends on vacancy, CV, engine and the named calibration and month; on nobody else."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from benchmarks.faults.letters import LetterEncoder
from benchmarks.faults.people import VACANCIES, write
from matcher import calibrating, searching
from matcher.engine import writer
from matcher.index import keeping
from matcher.pipeline import Matcher
from matcher.protocols import Progress, Vectors
from matcher.store import Person
from matcher.vectors import Ordinary

_FEW = range(12)
_OTHERS = (30, 1_000)
_ENDED = """Wim Ended

WERKERVARING
Data engineer | Acme | januari 2019 - december 2025
- Pijplijnen gebouwd in Python en SQL voor de logistiek.
"""


class Counting(LetterEncoder):
    """The encoder of letters, which counts what it is given."""

    def __init__(self) -> None:
        self.texts = 0

    def encode(self, texts: list[str], *, progress: Progress | None = None) -> Vectors:
        self.texts += len(texts)
        return super().encode(texts, progress=progress)


def opened(folder: Path) -> Matcher:
    return Matcher.open(folder, create=True, encoder=LetterEncoder())


@pytest.fixture(autouse=True)
def shipped_at_first(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a base begin with the shipped calibration, however many people it begins with."""
    if "begins" not in request.node.name:
        monkeypatch.setattr(writer, "_ENOUGH", 10**9)


def test_a_base_begins_with_its_own_calibration_where_many_come_at_once_and_keeps_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer, "_ENOUGH", 10)
    few, many = opened(tmp_path / "few"), opened(tmp_path / "many")
    few.index([write(tmp_path / "three", dict.fromkeys(range(3), 0))])
    many.index([write(tmp_path / "twelve", dict.fromkeys(_FEW, 0))])
    assert few.calibration().startswith("shipped-1@")
    assert many.calibration().startswith("base-1@")
    before = ledgers(many)
    few.index([write(tmp_path / "twenty", dict.fromkeys(range(100, 120), 0))])
    many.index([write(tmp_path / "thirty", dict.fromkeys(range(200, 230), 0))])
    assert few.calibration().startswith("shipped-1@")
    assert ledgers(many) == before


@pytest.fixture
def base(tmp_path: Path) -> Matcher:
    made = opened(tmp_path / "base")
    made.index([write(tmp_path / "few", dict.fromkeys(_FEW, 0))])
    return made


def ledgers(base: Matcher) -> dict[str, bytes]:
    """Return every ledger of the first twelve, by vacancy and person, as bytes."""
    ids = [f"p{number:03}" for number in _FEW]
    return {
        f"{number} {match.candidate}": repr(match).encode()
        for number, text in enumerate(VACANCIES)
        for match in base.ledgers(base.understand(text), ids)
    }


def crowd(base: Matcher, count: int) -> list[str]:
    """Put in made people: lines of the first one, rows of nobody, all of one trade."""
    (model,) = base._base.people(["p000"])
    chance = np.random.default_rng(11)
    middle = chance.normal(size=model.vectors.shape)
    others = [_made(model, number, middle, chance) for number in range(count)]
    base._base.put("made", "", others)
    base.writer()._settle()
    return [f"made{number:04}" for number in range(count)]


def _made(model: Person, number: int, middle: np.ndarray, chance: np.random.Generator) -> Person:
    rows = (middle + 0.5 * chance.normal(size=middle.shape)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    id_ = f"made{number:04}"
    profile = replace(model.candidate.profile, id=id_)
    candidate = replace(model.candidate, id=id_, source=id_, profile=profile)
    return replace(model, candidate=candidate, vectors=rows, context=rows[0])


# --- other people ---------------------------------------------------------------------------------
@pytest.mark.parametrize("count", _OTHERS)
def test_no_ledger_moves_by_a_byte_when_others_come_and_go(base: Matcher, count: int) -> None:
    before = ledgers(base)
    others = crowd(base, count)
    assert len(base.ids()) == len(_FEW) + count
    assert ledgers(base) == before
    base.remove(*others[1:])
    assert ledgers(base) == before
    base.erase(others[0])
    assert ledgers(base) == before
    assert len(base.ids()) == len(_FEW)


def test_with_the_calibration_of_earlier_versions_they_would_move(base: Matcher) -> None:
    before = ledgers(base)
    first = base.calibrate()
    own = ledgers(base)
    crowd(base, 30)
    assert (base.calibration(), ledgers(base)) == (first, own)  # not by themselves
    assert base.calibrate() != first
    assert ledgers(base) != own
    assert base.calibrate(from_shipped=True).startswith("shipped-1@")
    assert ledgers(base) == before


def test_two_bases_with_other_people_give_the_same_person_the_same_ledger(
    base: Matcher, tmp_path: Path
) -> None:
    alone = opened(tmp_path / "alone")
    alone.index([tmp_path / "few" / "p003.txt"])
    assert alone.calibration() == base.calibration()
    vacancy = base.understand(VACANCIES[0])
    assert alone.match(vacancy)["p003"] == base.match(vacancy, top=None)["p003"]


# --- a calibration of the people ------------------------------------------------------------------
def test_a_base_s_own_calibration_is_counted_named_and_deterministic(base: Matcher) -> None:
    first = base.calibrate()
    assert first.startswith("base-1@")
    assert base.calibrate() == first  # the same people
    crowd(base, 3)
    second = base.calibrate()
    assert second.startswith("base-2@")
    base.remove("made0000", "made0001", "made0002")
    third = base.calibrate()
    assert third.partition("@")[2] == first.partition("@")[2]
    assert third.startswith("base-3@")
    report = json.loads(json.dumps(base.match(VACANCIES[0]).to_dict()))
    assert report["snapshot"]["calibration"] == third


def test_an_erasure_makes_a_calibration_of_people_anew_and_says_so(base: Matcher) -> None:
    assert base.erase("p001") is False
    assert base.calibration().startswith("shipped-1@")
    base.calibrate()
    assert base.erase("p002") is True
    assert base.calibration().startswith("base-2@")
    base.erase(*base.ids())
    assert base._base.meta("ordinary") == b""  # it was of people


def test_a_base_of_an_earlier_version_keeps_its_calibration_until_it_is_told(
    base: Matcher, tmp_path: Path
) -> None:
    people = base._base.people()
    block = calibrating.ordinary_of(LetterEncoder(), people).to_bytes()
    base._base.set_meta({"ordinary": block, "calibration": b"0123456789abcdef"})
    base._base.drop_meta("calibrated_from")
    old = opened(tmp_path / "base")
    old.reindex()
    before = ledgers(old)
    crowd(old, 30)
    assert (old.calibration(), ledgers(old)) == ("0123456789abcdef", before)
    old.erase("made0000")  # a line of theirs may be in it
    assert old.calibration().startswith("base-1@")
    assert old.calibrate(from_shipped=True).startswith("shipped-1@")
    assert ledgers(old) != before


# --- the month ------------------------------------------------------------------------------------
def in_month(monkeypatch: pytest.MonkeyPatch, year: int, month: int) -> None:
    class Then(date):
        @classmethod
        def today(cls) -> "Then":
            return cls(year, month, 3)

    monkeypatch.setattr(writer, "date", Then)


def test_a_new_month_centres_nobody_anew(
    base: Matcher, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index, before = base.searcher().snapshot.index, base.match(VACANCIES[0])
    centred = counted(monkeypatch)
    in_month(monkeypatch, 2031, 5)
    base.index([write(tmp_path / "more", {12: 0})])
    after = base.match(VACANCIES[0])
    assert (after.as_of, after.calibration) == (2031 * 12 + 4, before.calibration)
    assert after.as_of > before.as_of
    assert centred["entries"] == 1
    held = {id(one.part) for one in base.searcher().snapshot.index.state.saved}
    assert {id(one.part) for one in index.state.saved} <= held


def test_an_index_that_saw_the_month_come_searches_as_one_made_in_it(
    base: Matcher, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "ended.txt").write_text(_ENDED, encoding="utf-8")
    base.index([tmp_path / "ended.txt"])
    in_month(monkeypatch, 2031, 5)
    base.index([write(tmp_path / "more", {12: 0})])
    vacancy = base.understand(VACANCIES[0])
    seen = base.searcher()
    found = seen.snapshot.index
    asked = seen.search([vacancy], _five(), _watch())[0]
    base.reindex()
    again = base.searcher().search([vacancy], _five(), _watch())[0]
    assert base.searcher().snapshot.index is not found
    assert asked.hits.ids == again.hits.ids
    assert np.array_equal(asked.hits.scores, again.hits.scores)
    months = {one.part.block_in(seen.snapshot.as_of).rungs.tobytes() for one in found.state.held}
    earlier = {one.part.block_in(2026 * 12).rungs.tobytes() for one in found.state.held}
    assert months != earlier, "no role ended in between: it shows nothing"


def _five():  # type: ignore[no-untyped-def]
    from matcher.engine import SearchOptions

    return SearchOptions(top=5)


def _watch():  # type: ignore[no-untyped-def]
    from matcher.stopwatch import Stopwatch

    return Stopwatch()


# --- what one person costs ------------------------------------------------------------------------
def counted(monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    """Count entries that are centred, segments written and the people in them."""
    work = {"entries": 0, "segments": 0, "people": 0, "calibrations": 0}
    entries, write_segment = searching.entries, keeping.write_segment

    def noted(people, ordinary: Ordinary):  # type: ignore[no-untyped-def]
        for entry in entries(people, ordinary):
            work["entries"] += 1
            yield entry

    def written(folder, stem, held, **how):  # type: ignore[no-untyped-def]
        work["segments"] += 1
        work["people"] += sum(one.people() for one in held)
        return write_segment(folder, stem, held, **how)

    def calibrated(of: Callable[..., object]) -> Callable[..., object]:
        def noting(*given: object) -> object:
            work["calibrations"] += 1
            return of(*given)

        return noting

    monkeypatch.setattr(searching, "entries", noted)
    monkeypatch.setattr(keeping, "write_segment", written)
    monkeypatch.setattr(writer, "of_people", calibrated(writer.of_people))
    monkeypatch.setattr(writer, "shipped", calibrated(writer.shipped))
    return work


@pytest.mark.parametrize("size", [20, 300, 1_000])
def test_one_person_added_changed_or_erased_costs_the_same_in_a_base_of_any_size(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    encoder = Counting()
    base = Matcher.open(tmp_path / "base", create=True, encoder=encoder)
    base.index([write(tmp_path / "few", dict.fromkeys(_FEW, 0))])
    crowd(base, size)
    cvs = write(tmp_path / "more", {12: 0})
    work, encoder.texts = counted(monkeypatch), 0
    assert base.index([cvs]).added == 1
    (new,) = base._base.people(["p012"])
    assert encoder.texts <= len(new.candidate.profile.statements) + 1
    assert work["entries"] == 1
    assert work["segments"] == 1
    assert work["people"] <= 1 + 16  # at most beside a few who came just before
    base.erase("p012")
    assert work["entries"] == 1
    assert work["people"] <= 2 * (1 + 16)
    assert work["calibrations"] == 0


def test_many_added_one_by_one_are_written_a_few_times_each(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    base = opened(tmp_path / "base")
    base.index([write(tmp_path / "few", dict.fromkeys(_FEW, 0))])
    crowd(base, 400)
    work = counted(monkeypatch)
    (model,) = base._base.people(["p000"])
    chance, middle = np.random.default_rng(3), np.ones(model.vectors.shape)
    for number in range(1_000, 1_060):
        base._base.put(f"made:{number}", "", [_made(model, number, middle, chance)])
        base.writer()._settle()
    assert work["entries"] == 60
    # Themselves, then by fours: 16 at a time at most before they are of a size of their own.
    assert work["people"] <= 60 * 16
