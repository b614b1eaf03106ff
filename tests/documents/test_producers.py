"""The same CVs, made into files by many programs: what went in comes out.

The files are in benchmarks/reading/made, their texts in benchmarks/reading/cvs; a producer whose
files are not there is named in `NOT_MADE`.
"""

from pathlib import Path

import pytest

from benchmarks.reading.__main__ import LEAST, MADE, matrix
from benchmarks.reading.cvs import cvs
from benchmarks.reading.measure import common, compare, total, words_in
from benchmarks.reading.producers import PRODUCERS

NOT_MADE: frozenset[str] = frozenset()  # every producer installs where the files were made


def test_every_producer_has_files_or_is_named() -> None:
    there = {path.name for path in MADE.iterdir() if path.is_dir()}
    assert there | NOT_MADE == {producer.name for producer in PRODUCERS}


def test_every_text_is_in_a_file_of_several_producers() -> None:
    made = [path.stem for path in MADE.rglob("*.*")]
    assert min(made.count(cv.name) for cv in cvs()) >= 3


def test_there_are_texts_of_every_kind() -> None:
    texts = cvs()
    assert len(texts) == 24
    assert {cv.layout for cv in texts} == {"plain", "side", "columns", "table", "dates"}
    assert {"tracked", "icons", "justified", "serif"} <= {look for cv in texts for look in cv.look}
    assert {cv.language for cv in texts} == {"nl", "en", "de", "fr"}


def test_the_words_and_their_order_survive_every_producer() -> None:
    rows = {row["name"]: row for row in matrix(MADE)}
    short = {
        name: {key: row[key] for key in LEAST}
        for name, row in rows.items()
        if row["short"] or row["refused"]
    }
    assert not short


def test_words_run_together_count_as_lost_and_as_false() -> None:
    kept = compare("Led a small team", "Led asmall team")
    assert kept.figures == pytest.approx((2 / 4, 2 / 3, 0 / 3))


def test_marks_and_the_shape_of_quotes_are_no_words() -> None:
    assert words_in("• “Sauces” – d’abord | 5 %") == ["Sauces", "d'abord", "5"]


def test_counts_of_documents_add_up() -> None:
    parts = [compare("one two", "one two"), compare("three four", "three")]
    assert total(parts).figures == pytest.approx((3 / 4, 3 / 3, 1 / 2))


def test_two_witnesses_count_for_what_both_see() -> None:
    assert common(["a led team led", "led the team"]) == "led team"


def test_a_text_is_read_in_the_order_of_a_person(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(
        "language: en\nlayout: side\nlook:\n= Ada\n# Skills\n* Go\n---\n# Work\n@ 2020 :: Baker\n"
    )
    (one,) = cvs(tmp_path)
    assert one.truth.split("\n") == ["Ada", "Skills", "Go", "Work", "Baker 2020"]
