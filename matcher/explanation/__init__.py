"""Match -> words that a recruiter can read out to a candidate.

In:  matches with their ledger rows, and the language to write in
Out: sentences, and the JSON form that CLI and service share; the numbers stay those of the ledger
Why: the reasons are the rows themselves; a text made afterwards by a model could claim what no
     line of the CV says
"""

from matcher.explanation.bands import (
    Band,
    Opening,
    Standing,
    asked_in_person,
    in_bands,
    openings,
    standing,
)
from matcher.explanation.blind import Blind, Piece, name_of
from matcher.explanation.gaps import Alike, Terms, with_gaps
from matcher.explanation.labels import label
from matcher.explanation.pool import Narrowing, narrowing
from matcher.explanation.proof import look_of, proves, quotes, sentence
from matcher.explanation.report import (
    candidate_report,
    links_report,
    match_report,
    quoted,
    ranking_report,
    vacancy_report,
)
from matcher.explanation.steadiness import places
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
    "Band",
    "Blind",
    "Narrowing",
    "Opening",
    "Piece",
    "Standing",
    "Terms",
    "asked_in_person",
    "candidate_report",
    "chance_in_words",
    "gap_in_words",
    "in_bands",
    "label",
    "links_report",
    "look_of",
    "match_report",
    "name_of",
    "narrowing",
    "note_in_words",
    "openings",
    "places",
    "proves",
    "quoted",
    "quotes",
    "ranking_report",
    "sentence",
    "short",
    "standing",
    "status_in_words",
    "vacancy_report",
    "with_gaps",
    "word",
]
