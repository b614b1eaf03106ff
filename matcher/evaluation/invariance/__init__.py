"""Does a ranking stay the same where it must, and move where it must?

In:  CVs and vacancies in the sample's Markdown, and a ranker (the engine, or a rival)
Out: the same texts with one thing changed (a title, a name, hidden words, a typo, a true skill),
     and figures of what the change did to ranks, scores and rows
Why: a counterfactual needs no judgements: whatever the right order is, another surname must not
     change it. The edits know the texts by their Markdown, never by the engine's own rules, so
     that what those rules overlook is found

    markup     Markdown -> document
    titles     other job titles                      identity   other names, ages, addresses
    stuffing   requirements pasted, hidden, denied   noise      typos, scans, another order
    evidence   a true line more, the quoted line less
    rankers    the engine and its rivals over edited texts
    agreement  rank-biased overlap, ranks that changed
    setup      what is tried, and how figures are gathered
    proofs     edits x rankers -> figures, one function a claim (blindness, standing, tricks,
               evidence_moves)
"""

from matcher.evaluation.invariance.agreement import Outcome, rbo
from matcher.evaluation.invariance.blindness import (
    profiles_after_identity_swap,
    profiles_after_title_swap,
)
from matcher.evaluation.invariance.proofs import PROOFS
from matcher.evaluation.invariance.rankers import Engine, Ranker, Rival
from matcher.evaluation.invariance.sample import Sample, read_sample
from matcher.evaluation.invariance.setup import Figures, Setup

__all__ = [
    "PROOFS",
    "Engine",
    "Figures",
    "Outcome",
    "Ranker",
    "Rival",
    "Sample",
    "Setup",
    "profiles_after_identity_swap",
    "profiles_after_title_swap",
    "rbo",
    "read_sample",
]
