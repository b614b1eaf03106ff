"""A ranking is of one moment of its base, whoever changes the base while it is being made."""

from pathlib import Path

import pytest

from benchmarks.faults.letters import LetterEncoder
from benchmarks.faults.people import VACANCIES, write
from matcher.errors import Changed, NotFound
from matcher.pipeline import Matcher, Ranking

_FEW, _MORE = range(12), range(12, 60)


def opened(folder: Path) -> Matcher:
    return Matcher.open(folder, create=True, encoder=LetterEncoder())


def scores(ranking: Ranking) -> dict[str, float]:
    return {match.candidate: match.score for match in ranking.ranked}


def test_a_batch_under_which_another_process_calibrates_is_of_one_calibration(
    tmp_path: Path,
) -> None:
    mine = opened(tmp_path / "base")
    mine.index([write(tmp_path / "few", dict.fromkeys(_FEW, 0))])
    first, second = (mine.understand(text) for text in VACANCIES)
    before = mine.match(second, top=None)
    batch = mine.match_many([first, second], top=None)
    next(batch)
    other = opened(tmp_path / "base")
    other.index([write(tmp_path / "more", dict.fromkeys(_MORE, 0))])
    name = other.calibrate()
    mine.explain(first, "p003")  # which looks at the base anew
    found = next(batch)
    assert (found.calibration, scores(found)) == (before.calibration, scores(before))
    after = mine.match(second, top=None)
    assert (after.calibration, len(after)) == (name, 60)
    moved = {id_: scores(after)[id_] for id_ in scores(before)}
    assert moved != scores(before), "it shows nothing"


def test_the_month_of_a_ranking_is_that_of_its_scores(tmp_path: Path) -> None:
    mine = opened(tmp_path / "base")
    mine.index([write(tmp_path / "few", dict.fromkeys(_FEW, 0))])
    vacancies = [mine.understand(text) for text in VACANCIES]
    batch = mine.match_many(vacancies, top=None)
    month = next(batch).as_of
    other = opened(tmp_path / "base")
    other._base.set_meta({"as_of": str(month + 1).encode()})
    mine.explain(vacancies[0], "p003")
    assert next(batch).as_of == month
    assert mine.match(vacancies[1]).as_of == month + 1


def test_a_searcher_that_is_kept_goes_on_without_whoever_was_erased(tmp_path: Path) -> None:
    mine = opened(tmp_path / "base")
    mine.index([write(tmp_path / "few", dict.fromkeys(_FEW, 0))])
    kept, vacancy = mine.searcher(), mine.understand(VACANCIES[0])
    before = kept.match(vacancy)
    mine.erase("p003")
    mine.index([write(tmp_path / "few", {4: 1})])
    after = kept.match(vacancy)
    assert (before.changed, after.changed) == (0, 2)  # one was erased, one has another CV
    assert (after.seq, after.calibration) == (before.seq, before.calibration)
    others = {id_: score for id_, score in scores(before).items() if id_ not in ("p003", "p004")}
    assert scores(after) == others
    assert set(after.shortlist) == set(others)
    assert "p003" not in kept.shortlists([vacancy])[0]
    with pytest.raises(NotFound, match="no candidate 'p003'"):
        kept.explain(vacancy, "p003")
    with pytest.raises(Changed, match="take a new one"):
        kept.explain(vacancy, "p004")
    newer = mine.searcher().match(vacancy)
    assert newer.seq > before.seq
    assert newer.calibration == before.calibration
    assert set(scores(newer)) == set(scores(before)) - {"p003"}


def test_a_searcher_is_made_again_only_where_something_changed(tmp_path: Path) -> None:
    mine = opened(tmp_path / "base")
    mine.index([write(tmp_path / "few", dict.fromkeys(range(3), 0))])
    first = mine.searcher().snapshot
    assert mine.searcher().snapshot is first
    mine.reindex()
    assert mine.searcher().snapshot is not first
    assert mine.searcher().snapshot.knowledge is first.knowledge
