"""Match -> words that a recruiter can read out to a candidate.

In:  matches with their ledger rows, and the language to write in
Out: sentences, and the JSON form that CLI and service share; the numbers stay those of the ledger
Why: the reasons are the rows themselves; a text made afterwards by a model could claim what no
     line of the CV says
"""

from matcher.explanation.gaps import Alike, Terms, with_gaps
from matcher.explanation.pool import Narrowing, narrowing
from matcher.explanation.proof import proves, quotes, sentence
from matcher.explanation.report import (
    candidate_report,
    links_report,
    match_report,
    quoted,
    ranking_report,
    vacancy_report,
)
from matcher.explanation.words import (
    LANGUAGES,
    chance_in_words,
    gap_in_words,
    note_in_words,
    short,
    status_in_words,
    word,
)

__all__ = [
    "LANGUAGES",
    "Alike",
    "Narrowing",
    "Terms",
    "candidate_report",
    "chance_in_words",
    "gap_in_words",
    "links_report",
    "match_report",
    "narrowing",
    "note_in_words",
    "proves",
    "quoted",
    "quotes",
    "ranking_report",
    "sentence",
    "short",
    "status_in_words",
    "vacancy_report",
    "with_gaps",
    "word",
]
