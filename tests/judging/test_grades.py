"""Judgements read alike from every form; what is no judgement is told, with its line."""

from pathlib import Path

import pytest

from matcher.errors import InvalidInput, NotFound
from matcher.evaluation import read_task
from matcher.judging import (
    MEANINGS,
    Grade,
    by_judge,
    grades_frame,
    grades_to_csv,
    qrels_of,
    read_grades,
)
from matcher.resources import shipped

THREE = (Grade("v1", "anna", 3), Grade("v1", "bram", 0), Grade("v2", "anna", 1))


def written(folder: Path, text: str, *, encoding: str = "utf-8") -> Path:
    path = folder / "judged.txt"
    path.write_text(text, encoding=encoding)
    return path


@pytest.mark.parametrize(
    "text",
    [
        "vacancy,candidate,grade\nv1,anna,3\nv1,bram,0\nv2,anna,1\n",
        "Vacature;Kandidaat;Oordeel\r\nv1;anna;3\r\nv1;bram;0\r\n;;\r\nv2;anna;1\r\n",
        "grade\tcandidate\tvacancy\n3\tanna\tv1\n0\tbram\tv1\n1\tanna\tv2\n",
        "v1 0 anna 3\nv1 0 bram 0\n\nv2 0 anna 1\n",
        "v1\t0\tanna\t3\nv1\t0\tbram\t0\nv2\t0\tanna\t1",
        "query-id\tcorpus-id\tscore\nv1\tanna\t3\nv1\tbram\t0\nv2\tanna\t1\n",
    ],
    ids=["csv", "dutch csv", "tabs in another order", "trec", "trec with tabs", "beir"],
)
def test_every_form_gives_the_same_judgements(tmp_path: Path, text: str) -> None:
    assert read_grades(written(tmp_path, text)) == THREE
    assert read_grades(written(tmp_path, text, encoding="utf-8-sig")) == THREE


def test_the_samples_judgements_are_those_that_are_measured_with() -> None:
    folder = shipped("sample/vacancies").parent
    assert qrels_of(read_grades(folder / "qrels.tsv")) == read_task(folder).qrels


def test_what_is_written_is_read_back_with_judge_and_reason(tmp_path: Path) -> None:
    told = (
        Grade("v1", "anna", 3, "els", 'heeft "dbt", en meer'),
        Grade("v1", "anna", 1, "jan", "regel 1\nregel 2"),
    )
    assert read_grades(written(tmp_path, grades_to_csv(told))) == told
    frame = grades_frame(told)
    assert list(frame.columns) == ["vacancy", "candidate", "grade", "judge", "reason"]
    assert frame.grade.tolist() == [3, 1]
    assert grades_frame([]).empty


def test_rows_that_nobody_graded_are_left_out(tmp_path: Path) -> None:
    text = "vacancy,candidate,grade\nv1,anna,\nv1,bram,2\n"
    assert read_grades(written(tmp_path, text)) == (Grade("v1", "bram", 2),)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("vacancy,candidate,grade\nv1,anna,good\n", "line 2: the grade 'good'"),
        ("vacancy,candidate,grade\nv1,anna,1.5\n", "line 2: the grade '1.5'"),
        ("vacancy,candidate,grade\nv1,anna,-1\n", "line 2: the grade '-1'"),
        ("vacancy,candidate,grade\nv1,,2\n", "line 2: names no vacancy, or no candidate"),
        ("v1 0 anna 3\nv1 0 anna\tbram 3 4\n", "line 2"),
        ("v1 anna\n", "line 1: 2 cells"),
        ("vacancy,candidate,grade\nv1,anna,3\nv1,anna,2\n", "judged 2 times for v1"),
        ("vacancy,candidate,grade,judge\nv,a,3,els\nv,a,3,els\n", "judged 2 times by els"),
        ("vacancy,candidate,grade\n", "holds no judgements"),
        ("", "holds no judgements"),
    ],
)
def test_what_is_no_judgement_is_told_with_its_line(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(InvalidInput, match=told):
        read_grades(written(tmp_path, text))


def test_no_file_and_no_utf8_are_told(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        read_grades(tmp_path / "none.csv")
    with pytest.raises(InvalidInput, match="not UTF-8"):
        read_grades(written(tmp_path, "vacancy,candidate,grade\nv,é,1", encoding="latin-1"))


def test_of_several_judges_the_lower_middle_grade_holds() -> None:
    told = [Grade("v", "a", grade, judge) for judge, grade in (("x", 3), ("y", 1), ("z", 2))]
    assert qrels_of(told) == {"v": {"a": 2}}  # of 1, 2, 3
    assert qrels_of(told[:2]) == {"v": {"a": 1}}  # of 1, 3
    assert by_judge(told)["z"] == {("v", "a"): 2}


def test_every_grade_means_something_in_both_languages() -> None:
    assert sorted(MEANINGS) == [0, 1, 2, 3]
    assert all(len(words) == 2 and all(words) for words in MEANINGS.values())
