"""What is wrong with a filter, in the reader's language."""

import re

import pytest

from matcher.errors import InvalidInput
from matcher.index import parse_where
from service.dutch import in_dutch

WRONG = (
    "x" * 20_001, "years >= 5 (", "not " * 60 + "years >= 5", "(years >= 5", "= 5",
    "years >= 5 and", "city", "age > 30", "cities = Ede", "zzzz = Ede", "city Utrecht",
    "city > Ede", "language > german", "tag in placed", "tag in (a", "within far of Ede",
    "within 25 miles of Ede", "within 25 km Ede", "within 25 km of", "within 25 km of Ede,",
    "city = and", "city = Ede years >= 5", 'city = "Ede', "country = Atlantis",
    "within 25 km of Utrechtt", "within 25 km of Qqqqqqqq", "within 25 km of Utrechtt, NL",
    "within 25 km of Qqqqqqqq, NL", "language = germann", "language = qqqqqqqqqq",
    "cv_language = qqqq", "education >= high", "years >= many", "german >= native",
    "german >= D1", "available < soon",
)  # fmt: skip
ENGLISH = re.compile(r"\b(the|expected|write|must|here|choose|did you|there is)\b")


@pytest.mark.parametrize("text", WRONG, ids=range(len(WRONG)))
def test_every_message_about_a_filter_can_be_read_in_dutch(text: str) -> None:
    with pytest.raises(InvalidInput) as raised:
        parse_where([text])
    message = str(raised.value)
    dutch = in_dutch(message)
    assert dutch is not None, message
    assert not ENGLISH.search(dutch.split("\n")[0])
    assert dutch.split("\n")[1:] == message.split("\n")[1:]  # the place is shown as it was


def test_what_is_not_in_the_table_is_left_to_the_caller() -> None:
    assert in_dutch("segment 7 is damaged") is None
