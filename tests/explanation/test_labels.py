"""A requirement in a few words."""

import pytest

from matcher.explanation import label
from matcher.records import Importance, Kind, Requirement

LONG = "You have used it every day for quite some time, in a team"


def asked(kind: Kind, importance: Importance = Importance.MUST, **more: object) -> Requirement:
    values = {"concepts": (("python",), ("aws", "azure")), **more}
    text = str(values.pop("text", LONG))
    return Requirement(1, text, 0, 9, importance, kind, 1.0, **values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("requirement", "words"),
    [
        (asked(Kind.TOOL), "PYTHON + AWS / AZURE"),
        (asked(Kind.HARD, years=3.0), "PYTHON + AWS / AZURE, 3 years"),
        (asked(Kind.HARD, Importance.TASK), LONG),
        (asked(Kind.SOFT), LONG),
        (asked(Kind.TOOL, concepts=()), LONG),
        (asked(Kind.TOOL, text="Python and a cloud"), "Python and a cloud"),
        (asked(Kind.LANGUAGE, concepts=(("dutch",),), level="B2"), "DUTCH B2"),
    ],
)
def test_what_was_understood_stands_for_a_long_sentence(
    requirement: Requirement, words: str
) -> None:
    assert label(requirement, str.upper, "en") == words
