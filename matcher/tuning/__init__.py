"""Pairs that belong together -> weights that rank better.

In:  names of the same skills and occupations (ESCO), or a user's own pairs of texts
Out: a trained head for the encoder, written to a file, with what it finds of what was kept out
Why: it stands above the engine; nothing that ranks or serves people imports it
"""

from matcher.tuning.head import (
    Check,
    Settings,
    Trained,
    found_first,
    kept_out,
    train_head,
    train_head_command,
)
from matcher.tuning.names import ATTRIBUTION, Named, esco_names, pairs_in, texts_in, without

__all__ = [
    "ATTRIBUTION",
    "Check",
    "Named",
    "Settings",
    "Trained",
    "esco_names",
    "found_first",
    "kept_out",
    "pairs_in",
    "texts_in",
    "train_head",
    "train_head_command",
    "without",
]
