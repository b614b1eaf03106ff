"""Which weights put people in the order in which they were judged, and is the gain a real one?

In:  ledgers and grades
Out: weights with the gain that they bring on vacancies they have not seen, as a file that engine
     and service load; or the advice to keep those in use
Why: a ledger is a sum, so its factors can be fitted on ledgers that are there; fifteen numbers that
     never let somebody fall who shows more, no forest that nobody can read. See `fusion` for what
     is linear, `tuner` for the fit, `proving` for nested folds, `telling` for words
"""

from matcher.weighing.fusion import COLUMNS, pairs, pairs_frame, scores
from matcher.weighing.proving import LEAST, Proof, careful, data_digest, prove
from matcher.weighing.telling import (
    FEW,
    difference_in_words,
    proof_in_words,
    warnings_in_words,
)
from matcher.weighing.tuner import WeightTuner, ndcg_by_vacancy

__all__ = [
    "COLUMNS",
    "FEW",
    "LEAST",
    "Proof",
    "WeightTuner",
    "careful",
    "data_digest",
    "difference_in_words",
    "ndcg_by_vacancy",
    "pairs",
    "pairs_frame",
    "proof_in_words",
    "prove",
    "scores",
    "warnings_in_words",
]
