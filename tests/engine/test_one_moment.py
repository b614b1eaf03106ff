"""A ranking is of one moment of its base, whoever changes the base while it is being made."""

from pathlib import Path

from benchmarks.faults.letters import LetterEncoder
from benchmarks.faults.people import VACANCIES, write
from matcher.pipeline import Matcher, Ranking

_FEW, _MORE = range(12), range(12, 60)


def opened(folder: Path) -> Matcher:
    return Matcher.open(folder, create=True, encoder=LetterEncoder())


def scores(ranking: Ranking) -> dict[str, float]:
    return {match.candidate: match.score for match in ranking.ranked}


def test_a_batch_that_another_process_indexes_under_is_of_one_calibration(tmp_path: Path) -> None:
    mine = opened(tmp_path / "base")
    mine.index([write(tmp_path / "few", dict.fromkeys(_FEW, 0))])
    first, second = (mine.understand(text) for text in VACANCIES)
    before = mine.match(second, top=None)
    batch = mine.match_many([first, second], top=None)
    next(batch)
    opened(tmp_path / "base").index([write(tmp_path / "more", dict.fromkeys(_MORE, 0))])
    mine.explain(first, "p003")  # which looks at the base anew
    assert scores(next(batch)) == scores(before)
    after = scores(mine.match(second, top=None))
    assert len(after) == 60
    assert {id_: after[id_] for id_ in scores(before)} != scores(before), "it shows nothing"


def test_the_month_of_a_ranking_is_that_of_its_scores(tmp_path: Path) -> None:
    mine = opened(tmp_path / "base")
    mine.index([write(tmp_path / "few", dict.fromkeys(_FEW, 0))])
    vacancies = [mine.understand(text) for text in VACANCIES]
    batch = mine.match_many(vacancies, top=None)
    month = next(batch).as_of
    other = opened(tmp_path / "base")
    other._base.set_meta({"as_of": str(month + 1).encode(), "calibration": b"next month"})
    mine.explain(vacancies[0], "p003")
    assert next(batch).as_of == month
    assert mine.match(vacancies[1]).as_of == month + 1
