"""How well does a candidate show what a vacancy asks, row by row?

In:  requirements, a `Profile` (which has no name, title, address or age), and the similarities of
     every requirement to every statement
Out: a `Match`: a ledger of rows whose points add up to the score, each with its evidence
Why: the best statement for each requirement (MaxSim of ColBERT, Khattab & Zaharia, SIGIR 2020)
     can be shown and added up by a person, one cosine of two texts cannot. Similarities count
     on a ramp above ordinary work (see similarity.py): raw cosines of e5 lie between 0.75 and
     0.95 for everything
"""

from matcher.ranking.chances import (
    Chances,
    Curve,
    Curves,
    Signs,
    curves_to_json,
    read_curves,
    shipped_curves,
)
from matcher.ranking.judge import (
    Judge,
    Traits,
    columns,
    judge_to_json,
    read_judge,
    shipped_judge,
    traits,
)
from matcher.ranking.ledger import Lanes, counts, in_order, ledger, pairs, signs, tie_break
from matcher.ranking.rungs import rung_of, worth_of
from matcher.ranking.similarity import Ramp, above, ramp
from matcher.ranking.weights import FACTS, NO_LINE, Factors, Weights
from matcher.ranking.weights_file import (
    CONTEXT,
    CREDITED,
    FACTOR,
    WeightsFile,
    read_weights,
    weights_to_json,
)

__all__ = [
    "CONTEXT",
    "CREDITED",
    "FACTOR",
    "FACTS",
    "NO_LINE",
    "Chances",
    "Curve",
    "Curves",
    "Factors",
    "Judge",
    "Lanes",
    "Ramp",
    "Signs",
    "Traits",
    "Weights",
    "WeightsFile",
    "above",
    "columns",
    "counts",
    "curves_to_json",
    "in_order",
    "judge_to_json",
    "ledger",
    "pairs",
    "ramp",
    "read_curves",
    "read_judge",
    "read_weights",
    "rung_of",
    "shipped_curves",
    "shipped_judge",
    "signs",
    "tie_break",
    "traits",
    "weights_to_json",
    "worth_of",
]
