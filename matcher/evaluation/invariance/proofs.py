"""The claims, each with the function that measures it.

In:  a `Setup` and a `Ranker`
Out: figures; see `setup` for their form. T12, calibration, has no edits: see evaluation.calibration
"""

from collections.abc import Callable

from matcher.evaluation.invariance.blindness import identity_swap, title_swap
from matcher.evaluation.invariance.evidence_moves import (
    a_true_skill_never_lowers,
    noise_changes_little,
    without_its_quote_a_row_falls,
)
from matcher.evaluation.invariance.rankers import Ranker
from matcher.evaluation.invariance.setup import Figures, Setup
from matcher.evaluation.invariance.standing import (
    bare_titles_stay_below,
    gem_over_trap,
    lacking_a_must_is_flagged,
    twins_stand_together,
)
from matcher.evaluation.invariance.tricks import (
    denial_counts_nothing,
    hidden_text_counts_nothing,
    stuffing_gains_nothing,
)

PROOFS: dict[str, Callable[[Setup, Ranker], Figures]] = {
    "T1 title swap": title_swap,
    "T2 gem over trap": gem_over_trap,
    "T3 stuffing": stuffing_gains_nothing,
    "T4 negation": denial_counts_nothing,
    "T5 must-haves": lacking_a_must_is_flagged,
    "T6 languages": twins_stand_together,
    "T7 identity swap": identity_swap,
    "T8 hidden text": hidden_text_counts_nothing,
    "T9 noise": noise_changes_little,
    "T10 true skill added": a_true_skill_never_lowers,
    "T11 quote deleted": without_its_quote_a_row_falls,
    "T13 bare titles": bare_titles_stay_below,
}
