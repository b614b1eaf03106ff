"""What recruiters decided on the page, as judgements that can be measured and tuned on.

In:  a matcher and the desk of its base
Out: the vacancies as they were changed, by their codes, and a grade for each decision about
     somebody who is still in the base
Why: a shortlist is the judgement that costs nobody anything. It is weaker than a grade: whoever is
     on it is worth a talk (2, not 3), and somebody may have been put aside (0) for what no CV
     shows, so the reason comes along. Who was not decided on is not judged. People are on the desk
     under numbers, and are given back the ids that the engine knows
"""

from collections.abc import Mapping
from dataclasses import dataclass

from matcher.judging import Grade
from matcher.pipeline import Matcher
from matcher.records import Vacancy
from service.bench import Bench
from service.desk import Desk
from service.line import Line

GRADES: Mapping[str, int] = {"short": 2, "aside": 0}
JUDGE = "page"
_ALL = 1_000_000


@dataclass(frozen=True, slots=True)
class Decided:
    """What was decided on the page."""

    vacancies: Mapping[str, Vacancy]  # code -> vacancy, with a recruiter's changes
    grades: tuple[Grade, ...]  # of those vacancies, by their codes


def decided(matcher: Matcher, desk: Desk) -> Decided:
    """Return all decisions on the desk about people who are in the base.

    Raises
    ------
    InvalidInput : the base is empty
    """
    bench = Bench(matcher, desk, Line())
    people = bench.people()
    vacancies, grades = {}, []
    for case in desk.recent(_ALL):
        own = [
            Grade(case.code, people[mark.no], GRADES[mark.state], JUDGE, mark.note)
            for mark in desk.marks(case.code).values()
            if mark.no in people and mark.state in GRADES
        ]
        if own:
            vacancies[case.code] = bench.changed(case)
            grades += own
    return Decided(vacancies, tuple(sorted(grades, key=lambda g: (g.vacancy, g.candidate))))
