"""A CV is read without who it is about."""

import pytest

from matcher.explanation import Blind, name_of
from matcher.records import Candidate, Private, Profile

TEXT = (
    "Anna de Vries\nAccountant\nUtrecht, anna.vries@mail.example\n"
    "Anna built DAGs. A vase; Savannah."
)


def candidate(city: str | None = "Utrecht") -> Candidate:
    def private(kind: str, text: str) -> Private:
        start = TEXT.index(text)
        return Private(kind, text, start, start + len(text))

    return Candidate(
        "vries-anna-2024", "vries-anna-2024.txt", "en", Profile("vries-anna-2024", ()),
        identity=(private("name", "Anna de Vries"), private("address", "Utrecht")),
        titles=(private("title", "Accountant"),), city=city,
    )  # fmt: skip


def read(blind: Blind, start: int = 0, end: int = len(TEXT)) -> str:
    pieces = blind.pieces(start, end)
    return "".join(f"[{piece.covers}]" if piece.covers else piece.text for piece in pieces)


def test_names_and_titles_are_covered_wherever_they_stand_and_the_town_is_not() -> None:
    assert read(Blind(candidate(), TEXT)) == (
        "[name]\n[title]\nUtrecht, [name].[name]@mail.example\n[name] built DAGs. A vase; Savannah."
    )


def test_a_place_that_is_not_where_somebody_lives_is_covered() -> None:
    assert "[address]" in read(Blind(candidate(city="Zwolle"), TEXT))


def test_a_stretch_that_begins_within_a_name_shows_none_of_it() -> None:
    assert read(Blind(candidate(), TEXT), 3, 20) == "[name]\n[title]"


def test_the_pieces_of_a_stretch_are_the_stretch() -> None:
    blind = Blind(candidate(), TEXT)
    for start in range(len(TEXT)):
        for end in range(start, len(TEXT), 7):
            assert "".join(piece.text for piece in blind.pieces(start, end)) == TEXT[start:end]


def test_a_person_is_called_as_the_cv_says_or_else_as_the_file_is() -> None:
    assert name_of(candidate()) == "Anna de Vries"
    nobody = Candidate("x-1", "x-1.txt", "en", Profile("x-1", ()))
    assert name_of(nobody) == "x-1"


@pytest.mark.parametrize(
    ("sentence", "shown"),
    [
        ("Bij Pakketta bouwde ik een planner.", "Bij [employer] bouwde ik een planner."),
        ("Invoering bij Pakketta Fulfilment.", "Invoering bij [employer]."),
        ("Daarvoor werkte ik bij Van Buren & Zonen.", "Daarvoor werkte ik bij [employer]."),
        ("I was employed by Lumen Credit in 2019.", "I was employed by [employer] in 2019."),
        ("Migratie voor Waterwerk B.V. geleid.", "Migratie voor [employer] geleid."),
        ("Built it with Airflow at scale.", "Built it with Airflow at scale."),
        ("Werkervaring met Python bij grote teams.", "Werkervaring met Python bij grote teams."),
        ("Ik werk bij voorkeur in Zwolle.", "Ik werk bij voorkeur in Zwolle."),
        ("Ik werkte bij een klant in Zwolle.", "Ik werkte bij een klant in Zwolle."),
    ],
)
def test_an_employer_is_covered_in_the_middle_of_a_sentence(sentence: str, shown: str) -> None:
    header = "Pakketta Fulfilment"
    text = f"{header}\n{sentence}"
    one = Candidate(
        "x-1", "x-1.txt", "nl", Profile("x-1", ()),
        identity=(Private("employer", header, 0, len(header)),),
    )  # fmt: skip
    assert read(Blind(one, text), len(header) + 1, len(text)) == shown


def test_a_town_or_a_kind_of_place_beside_an_employer_is_left() -> None:
    text = "Gemeente Epe\nZwolle\nOpgeleid in Zwolle, bij gemeente en zorg. Bij Gemeente Epe ook."
    one = Candidate(
        "x-1", "x-1.txt", "nl", Profile("x-1", ()),
        identity=(
            Private("employer", "Gemeente Epe", 0, 12), Private("employer", "Zwolle", 13, 19),
        ),
    )  # fmt: skip
    assert read(Blind(one, text), 20, len(text)) == (
        "Opgeleid in Zwolle, bij gemeente en zorg. Bij [employer] ook."
    )
