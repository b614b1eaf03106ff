"""What does a vacancy ask for, and what does a CV show?

In:  Document, and a finder of skills
Out: Vacancy (numbered requirements, the rest set aside with a reason) | Candidate (a profile of
     statements without identity and titles; identity and titles kept apart)
Why: structure first. Requirement against statement finds the right person whom one vector of the
     whole text misses (0.97 against 0.81 in a stress test), and only lines can be quoted.
     Rules and word lists, not a model: they see negation, give the same result on every run and can
     be corrected by the people who read the texts
"""

from matcher.profiles.asked import understand_requirement, vacancy_like
from matcher.profiles.candidates import line_account, understand_candidate
from matcher.profiles.edits import Edits, edited
from matcher.profiles.facts import facts_of
from matcher.profiles.keeping import Changes, carried, changed
from matcher.profiles.studies import with_degrees
from matcher.profiles.vacancies import understand_vacancy

__all__ = [
    "Changes",
    "Edits",
    "carried",
    "changed",
    "edited",
    "facts_of",
    "line_account",
    "understand_candidate",
    "understand_requirement",
    "understand_vacancy",
    "vacancy_like",
    "with_degrees",
]
