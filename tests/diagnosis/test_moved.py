"""Two answers side by side: who moved, on which rows, and which is better."""

import json
from pathlib import Path
from typing import Any

import pytest

from matcher.diagnosis import answers_of, compare, read_answers, why_in_words
from matcher.diagnosis.moved import Change
from matcher.errors import InvalidInput, NotFound


def match(candidate: str, *points: float, statuses: str = "met met") -> dict[str, Any]:
    rows = [
        {"number": n or None, "requirement": f"r{n}", "points": p, "status": s}
        for (n, p), s in zip(enumerate(points), ["met", *statuses.split()], strict=False)
    ]
    return {
        "candidate": candidate, "source": f"{candidate}.txt", "score": sum(points),
        "must_met": [1, 2], "rows": rows,
    }  # fmt: skip


def report(vacancy: str, *matches: dict[str, Any]) -> dict[str, Any]:
    return {"vacancy": {"id": vacancy}, "matches": list(matches)}


BEFORE = answers_of("old", [
    report("v", match("anna", 10, 30, 9), match("bram", 10, 20, 8), match("carl", 10, 5, 3)),
    report("w", match("anna", 1, 1, 1)),
])  # fmt: skip
AFTER = answers_of("new", [
    report("v", match("bram", 10, 20, 8), match("dora", 9, 9, 9),
           match("anna", 10, 5, 9, statuses="partly met")),
    report("w", match("anna", 1, 1, 1)),
])  # fmt: skip


def test_whoever_moved_stands_with_the_rows_that_did_it() -> None:
    people = compare(BEFORE, AFTER).people.set_index(["vacancy", "candidate"])
    anna = people.loc[("v", "anna")]
    assert (anna.place_before, anna.place_after, anna.rose) == (1, 3, -2)
    assert anna.why == (Change(1, "r1", -25.0, ("met", "partly")),)
    assert why_in_words(anna.why, "en") == "-25.00 points, r1 (met → partly)"
    assert why_in_words(anna.why, "nl") == "-25,00 punten, r1 (met → partly)"
    bram = people.loc[("v", "bram")]
    assert (bram.rose, bram.why) == (1, ())
    assert why_in_words(bram.why, "nl").startswith("de eigen score bleef gelijk")


def test_whoever_came_or_went_is_told_before_those_who_moved() -> None:
    people = compare(BEFORE, AFTER).people
    assert people.candidate.tolist()[:3] == ["carl", "dora", "anna"]
    carl, dora = people.iloc[0], people.iloc[1]
    assert (carl.place_before, carl.isna().place_after, dora.isna().place_before) == (3, True, True)
    assert carl.why == dora.why == ()


def test_a_vacancy_says_how_far_its_lists_are_apart() -> None:
    vacancies = compare(BEFORE, AFTER, at=2).vacancies.set_index("vacancy")
    v, w = vacancies.loc["v"], vacancies.loc["w"]
    assert (v.both, v.came, v.left) == (2, 1, 1)
    assert v.same_top == 1 / 2  # bram of {anna, bram} and {bram, dora}
    assert v.tau == -1
    assert v.moved == (2 + 1) / 2
    assert (w.tau, w.moved, w.same_top) == (1, 0, 1)


def test_judgements_say_which_answer_is_better() -> None:
    found = compare(BEFORE, AFTER, qrels={"v": {"bram": 3, "dora": 2}, "w": {"anna": 1}})
    assert found.gain is not None
    assert found.after is not None
    assert found.after.mean == pytest.approx(1.0)
    assert found.gain.per_query["v"] > 0
    assert found.gain.per_query["w"] == 0
    assert found.vacancies.set_index("vacancy").gain["w"] == 0
    with pytest.raises(InvalidInput, match="is judged"):
        compare(BEFORE, AFTER, qrels={"x": {"bram": 1}})


def test_rows_that_only_the_best_five_tell_are_not_compared_with_silence() -> None:
    """A row may be missing there only because five others earned more."""
    from dataclasses import replace

    few = replace(BEFORE, whole=False, rows={("v", "anna"): BEFORE.rows["v", "anna"][:1]})
    people = compare(few, AFTER).people.set_index(["vacancy", "candidate"])
    assert people.loc[("v", "anna")].why == ()


def test_answers_are_read_from_json_and_refused_where_they_are_none(tmp_path: Path) -> None:
    path = tmp_path / "one.json"
    path.write_text(json.dumps(report("v", match("anna", 10, 30, 9))), encoding="utf-8")
    read = read_answers(path)
    assert read.places() == {"v": {"anna": 1}}
    assert [part.number for part in read.rows["v", "anna"]] == [0, 1, 2]
    path.write_text("{}", encoding="utf-8")
    with pytest.raises(InvalidInput, match="holds no answers"):
        read_answers(path)
    with pytest.raises(NotFound):
        read_answers(tmp_path / "none")
    with pytest.raises(InvalidInput, match="no vacancy in common"):
        compare(read, answers_of("x", [report("other", match("anna", 1, 1, 1))]))
    assert read_answers.__doc__
