"""A CV is read without who it is about."""

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
