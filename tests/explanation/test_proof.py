"""A quoted line is proof, or the sentence around it says that it is only the nearest one."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from matcher.explanation import LANGUAGES, chance_in_words, proves, quotes, sentence, word
from matcher.explanation.words import NEAREST, WITHOUT_LINE
from matcher.records import Evidence, Gap, Nearness, Note, Row, Rung, Status
from matcher.resources import shipped

LINE = Evidence("Ran servers.", 0, 12, None, Rung.RECENT_ROLE)
WORK, NOTHING = Gap(Nearness.WORK, "", "Kept logs."), Gap(Nearness.NOTHING)


def row(status: Status, *, points: float = 9.0, **more: object) -> Row:
    made = Row("Terraform", 1, "must", points, 10.0, status, LINE, None, 0.6)
    return replace(made, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("status", [Status.MET, Status.PARTLY])
def test_a_line_that_most_probably_shows_it_is_proof_and_is_quoted_bare(status: Status) -> None:
    shown = row(status, chance=0.8)
    assert proves(shown)
    assert sentence(shown, "nl") == "{quote}"


@pytest.mark.parametrize("status", [Status.MET, Status.PARTLY])
def test_a_line_that_only_likely_shows_it_proves_nothing_however_many_points_it_earns(
    status: Status,
) -> None:
    likely = row(status, points=10.0, chance=0.79)
    assert not proves(likely)
    assert sentence(likely, "nl") == NEAREST[status][0]
    assert sentence(likely, "en").startswith("likely")


def test_an_unsure_line_whose_note_or_rule_says_what_it_shows_is_proof() -> None:
    assert proves(row(Status.PARTLY, points=3.0, note=Note("level", "B1", "C1")))
    assert proves(row(Status.PARTLY, points=3.0, chance=None))


@pytest.mark.parametrize("points", [0.0, 9.0])
@pytest.mark.parametrize("status", [Status.UNCLEAR, Status.MISSING])
def test_a_line_of_what_is_missing_or_unclear_is_never_proof(status: Status, points: float) -> None:
    lacking = row(status, points=points)
    assert not proves(lacking)
    assert sentence(lacking, "nl") == NEAREST[status][0]
    assert sentence(lacking, "en") == NEAREST[status][1]


def test_the_nearest_line_says_in_both_languages_that_it_is_the_nearest() -> None:
    said = {language: sentence(row(Status.MISSING), language) for language in LANGUAGES}
    assert said == {
        "nl": "niet aangetoond; het dichtst erbij: {quote}",
        "en": "not shown; nearest line: {quote}",
    }
    assert sentence(row(Status.UNCLEAR), "nl").endswith(", vraag ernaar")


def test_a_denial_is_proof_of_what_is_lacking() -> None:
    denied = row(Status.MISSING, points=0.0, note=Note("denied"), gap=NOTHING, chance=None)
    assert (proves(denied), quotes(denied), sentence(denied, "nl")) == (True, True, "{quote}")


@pytest.mark.parametrize("status", [Status.MISSING, Status.UNCLEAR, Status.PARTLY, Status.MET])
def test_beside_a_gap_with_nothing_near_it_no_nearest_line_is_quoted(status: Status) -> None:
    told = row(status, points=1.0, gap=NOTHING)
    assert not quotes(told)
    assert sentence(told, "nl") == WITHOUT_LINE[status][0]
    assert "{quote}" not in sentence(told, "en")


def test_what_is_missing_quotes_the_line_of_its_gap_and_no_second_one() -> None:
    assert not quotes(row(Status.MISSING, gap=WORK))
    assert quotes(row(Status.UNCLEAR, gap=WORK))


def test_proof_of_a_part_is_quoted_whatever_else_is_lacking() -> None:
    assert quotes(row(Status.PARTLY, gap=NOTHING, chance=0.9))


def test_a_row_without_a_line_says_so_unless_its_note_does() -> None:
    bare = row(Status.UNCLEAR, evidence=None)
    assert (proves(bare), quotes(bare)) == (False, False)
    assert sentence(bare, "nl") == WITHOUT_LINE[Status.UNCLEAR][0]
    assert sentence(replace(bare, note=Note("behaviour unclear")), "nl") == ""
    assert sentence(row(Status.MISSING, evidence=None, note=Note("nothing found")), "nl") == ""
    by_rule = row(Status.MET, evidence=None, chance=None)
    assert sentence(by_rule, "nl") == ""


def test_every_sentence_stands_in_both_languages_with_its_line_or_without() -> None:
    assert set(NEAREST) == set(WITHOUT_LINE) == set(Status)
    for dutch, english in NEAREST.values():
        assert dutch != english
        assert dutch.count("{quote}") == english.count("{quote}") == 1
    for dutch, english in WITHOUT_LINE.values():
        assert dutch != english
        assert "{" not in dutch + english


# --- chances --------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("chance", "words"),
    [(0.0, "<5 %"), (0.02, "<5 %"), (0.03, "5 %"), (0.481, "50 %"), (0.62, "60 %"),
     (0.97, "95 %"), (0.98, ">95 %"), (1.0, ">95 %")],
)  # fmt: skip
def test_a_chance_is_told_in_steps_of_five_percent_and_never_as_certain(
    chance: float, words: str
) -> None:
    assert chance_in_words(chance) == words


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_legend_counts_the_judgements_that_chances_were_calibrated_on(language: str) -> None:
    files = sorted(Path(shipped("sample/judged")).glob("*.tsv"))
    judged = sum(len(path.read_text(encoding="utf-8").splitlines()) - 1 for path in files)
    pairs = Path("data/evidence/pairs.tsv").read_text(encoding="utf-8").splitlines()
    judged += sum("\tdevelopment\t" in pair for pair in pairs)
    (told,) = re.findall(r"[0-9][0-9.,]+", word("what a chance is", language))
    assert round(judged, -2) == int(told.replace(".", "").replace(",", ""))
