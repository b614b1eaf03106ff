"""When work ended costs a little each month, never a step; leave costs no more than its months."""

import datetime

import pytest

from benchmarks.faults.letters import LetterEncoder
from matcher.calendar import month
from matcher.documents import read_text
from matcher.engine import writer
from matcher.pipeline import Matcher
from matcher.ranking import Weights

VACANCY = """Data engineer

Wij vragen:
- Ervaring met Python en SQL
- Je hebt dashboards gebouwd in Power BI
- Ervaring met het inwerken van collega's
"""
CV = """Robin de Vries

Werkervaring

Data-analist, Kestrel Logistics
{begin} - {end}
- Dashboards gebouwd in Power BI voor de directie
- Gegevens ontsloten met Python en SQL
- Nieuwe collega's ingewerkt{more}

Opleiding

Hbo Bedrijfskunde, Hogeschool Utrecht
"""


class Midsummer(datetime.date):
    """A day that stays: the calibration holds the month."""

    @classmethod
    def today(cls) -> "Midsummer":
        return cls(2026, 6, 21)


def ended(months_ago: int) -> str:
    return written(month(2026, 6) - months_ago)


def written(number: int) -> str:
    year, of_year = next((y, number - month(y, 1) + 1) for y in range(2030, 1990, -1)
                         if number >= month(y, 1))  # fmt: skip
    return f"{of_year:02}/{year}"


def cv(months_ago: int = 0, *, more: str = "") -> str:
    begin = written(month(2026, 6) - months_ago - 60)
    return CV.format(begin=begin, end=ended(months_ago), more=more)


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    texts = {f"ago-{n:03}": cv(n) for n in (0, 12, 24, 35, 37, 48, 60, 61, 100)}
    texts["leave"] = cv(more="\n- Ouderschapsverlof, een dag per week")
    texts["part-time"] = cv(more="\n- In deeltijd")
    made = Matcher(encoder=LetterEncoder())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(writer, "date", Midsummer)
        assert made.add([read_text(text, id=id_, source=id_) for id_, text in texts.items()]) == ()
    return made


def scores(matcher: Matcher) -> dict[str, float]:
    return {match.candidate: match.score for match in matcher.match(VACANCY, top=None)}


def test_two_months_more_cost_no_more_than_half_a_point_wherever_they_fall(
    matcher: Matcher,
) -> None:
    found = scores(matcher)
    ago = [found[id_] for id_ in sorted(found) if id_.startswith("ago")]
    assert ago == sorted(ago, reverse=True)
    assert ago[0] == ago[1], "what ended within a year is recent"
    assert ago[-1] == ago[-2] < ago[0] - 3, "what ended five years ago is older work"
    assert found["ago-035"] - found["ago-037"] <= 0.5
    assert found["ago-060"] - found["ago-061"] <= 0.25


def test_leave_and_part_time_cost_nothing(matcher: Matcher) -> None:
    found = scores(matcher)
    assert found["leave"] == found["part-time"] == found["ago-000"]


def test_without_recency_it_costs_nothing_when_work_ended(matcher: Matcher) -> None:
    base = Matcher.open(matcher.folder, encoder=LetterEncoder(), weights=Weights(recency=False))
    found = scores(base)
    assert len({found[id_] for id_ in found if id_.startswith("ago")}) == 1
    assert found["ago-000"] == scores(matcher)["ago-000"]
