"""What benchmarks/README.md claims, held on the shipped sample with the real encoder."""

import csv
from collections import defaultdict
from pathlib import Path

import pytest

from matcher.evaluation.tasks import read_qrels
from matcher.pipeline import Matcher, Ranking
from matcher.records import Status
from matcher.resources import shipped

VACANCIES = shipped("sample/vacancies")
SAMPLE = Path(__file__).parents[2] / "data" / "sample"
CASES = SAMPLE / "cases.tsv"
DECOYS = {"title_trap", "stuffer", "hidden_text", "negation"}


@pytest.fixture(scope="module")
def matcher(sample_base: Path) -> Matcher:
    return Matcher.open(sample_base)


@pytest.fixture(scope="module")
def rankings(matcher: Matcher) -> dict[str, Ranking]:
    files = sorted(VACANCIES.iterdir())
    return {file.stem: matcher.match(file, top=None) for file in files}


def cases(*kinds: str) -> list[dict[str, str]]:
    with CASES.open(encoding="utf-8") as lines:
        return [row for row in csv.DictReader(lines, delimiter="\t") if row["case"] in kinds]


def ranks(ranking: Ranking) -> dict[str, int]:
    return {match.candidate: place for place, match in enumerate(ranking.matches, start=1)}


def test_every_hidden_gem_stands_above_every_title_trap_of_its_vacancy(
    rankings: dict[str, Ranking],
) -> None:
    traps = defaultdict(list)
    for case in cases("title_trap"):
        traps[case["vacancy"]].append(case["candidate"])
    for gem in cases("gem"):
        place = ranks(rankings[gem["vacancy"]])
        for trap in traps[gem["vacancy"]]:
            assert place[gem["candidate"]] < place[trap], (gem["vacancy"], gem["candidate"], trap)


def test_every_hidden_gem_stands_above_every_decoy_of_its_vacancy(
    rankings: dict[str, Ranking],
) -> None:
    gems = {(c["vacancy"], c["candidate"]) for c in cases("gem")}
    for decoy in cases(*DECOYS):
        place = ranks(rankings[decoy["vacancy"]])
        for vacancy, gem in gems:
            if vacancy == decoy["vacancy"]:
                assert place[gem] < place[decoy["candidate"]], (vacancy, gem, decoy["candidate"])


_IN_PART = ("education running", "education left", "paper in progress", "paper lapsed")


def test_nothing_that_a_cv_denies_or_only_wishes_for_is_counted(
    rankings: dict[str, Ranking],
) -> None:
    for ranking in rankings.values():
        for match in ranking.matches:
            for row in match.rows:
                if row.evidence and row.evidence.rung in ("negation", "aspiration"):
                    if row.note and row.note.code in _IN_PART:
                        assert row.status is not Status.MET  # it has begun, or was held once
                        continue
                    assert row.points == 0
                    assert row.status is Status.MISSING


def test_each_score_is_the_sum_of_its_rows(rankings: dict[str, Ranking]) -> None:
    for ranking in rankings.values():
        for match in ranking.matches:
            assert round(sum(round(100 * row.points) for row in match.rows)) == round(
                100 * match.score
            )


def twin_gaps(rankings: dict[str, Ranking]) -> tuple[list[int], list[float]]:
    """Gaps in rank and in score of every twin pair in every vacancy."""
    twins = {tuple(sorted((c["candidate"], c["pair"]))) for c in cases("twin")}
    places, points = [], []
    for ranking in rankings.values():
        place, score = ranks(ranking), {m.candidate: m.score for m in ranking.matches}
        places += [abs(place[dutch] - place[english]) for dutch, english in twins]
        points += [abs(score[dutch] - score[english]) for dutch, english in twins]
    return places, points


def test_twins_whom_a_vacancy_suits_stand_side_by_side_or_nearly(
    rankings: dict[str, Ranking],
) -> None:
    twins = {tuple(sorted((c["candidate"], c["pair"]))) for c in cases("twin")}
    suited = read_qrels(SAMPLE / "qrels.tsv")
    gaps = [
        abs(place[dutch] - place[english])
        for vacancy, ranking in rankings.items()
        for place in [ranks(ranking)]
        for dutch, english in twins
        if max(suited[vacancy].get(dutch, 0), suited[vacancy].get(english, 0)) >= 1
    ]
    assert len(gaps) == 9
    assert sum(gap <= 1 for gap in gaps) >= 6  # eight were the goal; see benchmarks/README.md
    assert max(gaps) <= 2


def test_scores_of_twins_differ_by_less_than_two_points_on_the_mean(
    rankings: dict[str, Ranking],
) -> None:
    _, points = twin_gaps(rankings)
    assert sum(points) <= 2 * len(points)


@pytest.mark.xfail(strict=True, reason="the goal; reached only where a vacancy suits")
def test_twins_stand_within_one_rank_in_nine_of_ten_vacancies(
    rankings: dict[str, Ranking],
) -> None:
    places, _ = twin_gaps(rankings)
    assert sum(gap <= 1 for gap in places) >= 0.9 * len(places)


def test_nobody_is_dropped(rankings: dict[str, Ranking]) -> None:
    people = {file.stem for file in shipped("sample/cvs").iterdir()}
    for ranking in rankings.values():
        assert {match.candidate for match in ranking.matches} == people
