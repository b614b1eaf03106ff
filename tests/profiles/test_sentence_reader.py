"""The reader of a vacancy's sentences keeps what asks, and sets the talk of agencies aside."""

import csv
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.errors import ModelUnavailable
from matcher.profiles import vacancies
from matcher.profiles.chain import read_chain
from matcher.profiles.vacancies import pieces_of, sentences_of
from matcher.profiles.vacancy.sentence_cues import features_of
from matcher.profiles.vacancy.sentence_reader import SAYS, SHIPPED, TRAINING, Says, shipped_reader
from matcher.reading import read_vacancy
from matcher.records import Importance, Vacancy
from matcher.tuning.sentences import key_of, labels_in

DATA = Path(__file__).parents[2] / "data"
LABELS = DATA / "vacancy_sentences" / "labels.tsv"
OWN = DATA / "vacancy_lines"

# Written for these tests, in the manner of pasted ads: one line a paragraph, an agency round it.
PASTED = """Bookkeeper (m/f)

Brightwell Staffing is recruiting a bookkeeper for a busy wholesaler in Leeds. You will post \
purchase invoices and reconcile the supplier accounts every week.

Sage 50 and good Excel skills required. AAT level 3 would be an advantage.

Brightwell Staffing is one of the largest independent staffing groups and puts thousands of people \
to work every month. We give our candidates access to top jobs and free online courses.

Benefits are available including dental and life insurance. Employees earn up to 22 days of paid \
holiday per calendar year. By clicking "Apply now" you agree to our terms. © Brightwell Staffing.
"""
GEPLAKT = """Magazijnmedewerker Tilburg

Voor een groothandel in sanitair zoeken wij een magazijnmedewerker. Je verzamelt orders met de \
scanner en laadt vrachtwagens. Een heftruckcertificaat is vereist.

Kranenburg Werkt is al ruim dertig jaar een begrip in de regio en bemiddelt vakmensen in de \
techniek en de logistiek. Wij geloven in persoonlijke aandacht voor iedere kandidaat.

Bel voor meer informatie met de vestiging in Tilburg of solliciteer via de knop. Bekijk ook onze \
andere vacatures en volg ons op social media.
"""


def asked(vacancy: Vacancy) -> str:
    return " | ".join(one.text for one in vacancy.requirements)


@pytest.mark.parametrize(
    ("text", "kept", "aside"),
    [
        (PASTED, ("Sage 50", "purchase invoices", "AAT level 3"),
         ("staffing groups", "top jobs", "dental", "paid holiday", "agree")),
        (GEPLAKT, ("orders met de scanner", "heftruckcertificaat"),
         ("persoonlijke aandacht", "Bel voor", "andere vacatures")),
    ],
)  # fmt: skip
def test_what_stands_round_the_asks_of_a_pasted_ad_is_set_aside_with_a_reason(
    text: str, kept: tuple[str, ...], aside: tuple[str, ...]
) -> None:
    vacancy = read_vacancy(text)
    assert all(one in asked(vacancy) for one in kept), asked(vacancy)
    assert not [one for one in aside if one in asked(vacancy)]
    told = " | ".join(one.text for one in vacancy.set_aside)
    assert all(one in told for one in aside)


def test_a_text_in_which_the_rules_find_nothing_is_kept_where_the_reader_sees_work() -> None:
    text = (
        "Planner\n\nOns team in Goes groeit.\n\n"
        "Dagelijkse planning van acht monteurs en het bijwerken van de servicekalender\n"
        "Afstemming met inkoop over onderdelen\n"
    )
    assert "planning van acht monteurs" in asked(read_vacancy(text))


def test_traits_under_a_vague_heading_are_asked_and_not_done() -> None:
    text = (
        "Sales Manager\n\nJob Details\n\nStrong relationship skills and attention to detail.\n\n"
        "Bachelor of Business degree.\n\nExperience in a consultative sales role.\n\n"
        "Broad knowledge of the furniture industry.\n"
    )
    found = {one.text: one.importance for one in read_vacancy(text).requirements}
    assert len(found) >= 4
    assert set(found.values()) == {Importance.MUST}


def test_on_kept_out_vacancies_of_the_project_the_reader_tells_asks_from_talk() -> None:
    known, splits = labels_in(LABELS)
    chances, told = [], []
    for path in sorted(OWN.rglob("*.tsv")):
        name = f"own/{path.stem}"
        if splits[name] != "test":
            continue
        text = path.read_text(encoding="utf-8").split("# text\n", 1)[1].split("\n# asks", 1)[0]
        sentences = sentences_of(text, pieces_of(text)[1])
        rows = shipped_reader().chances(features_of(sentences))
        for one, row in zip(sentences, rows, strict=True):
            kind = known[name].get(key_of(one.text))
            if kind is not None:
                chances.append(row)
                told.append(kind)
    asks = np.array(chances)[:, :2].sum(axis=1)
    right = np.array([kind in (Says.ASK, Says.TASK) for kind in told])
    assert len(told) > 500
    assert float(((asks > 0.5) == right).mean()) > 0.85
    surely_not = asks < vacancies.SURELY_NOT
    assert surely_not.sum() > 100
    assert float(right[surely_not].mean()) < 0.15


@given(st.lists(st.text("abcJe moet €1.\n:-•", max_size=40), min_size=1, max_size=8))
def test_any_text_gives_chances_that_sum_to_one(lines: list[str]) -> None:
    text = "\n".join(["Kop", *lines, "Je hebt ervaring met SQL."])
    sentences = sentences_of(text, pieces_of(text)[1])
    chances = shipped_reader().chances(features_of(sentences))
    assert chances.shape == (len(sentences), len(SAYS))
    assert chances.sum(axis=1) == pytest.approx(np.ones(len(sentences)), abs=1e-5)


def test_a_reader_of_other_kinds_or_a_damaged_one_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailable, match=r"python -m matcher\.tuning sentences"):
        read_chain(SHIPPED, ["ask", "other"], training=TRAINING)
    content = bytearray(SHIPPED.read_bytes())
    content[-100] ^= 1
    (tmp_path / "broken.safetensors").write_bytes(content)
    with pytest.raises(ModelUnavailable, match="does not hold what its hash says"):
        read_chain(tmp_path / "broken.safetensors", SAYS, training=TRAINING)


def test_labels_name_kinds_that_exist_and_no_sentence_itself() -> None:
    with LABELS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    assert len(rows) > 5_000
    assert {row["says"] for row in rows} == {kind.value for kind in SAYS}
    assert all(len(row["sentence"]) == 12 for row in rows)
