"""Pairs that belong together -> weights that rank better.

In:  names of the same skills and occupations (ESCO), or a user's own pairs of texts
Out: a trained head or adapter for the encoder, written to files, with what it finds of what was
     kept out
Why: it stands above the engine; nothing that ranks or serves people imports it
"""

from matcher.tuning.adapter import AdapterSettings, train_adapter
from matcher.tuning.command import (
    Check,
    Trained,
    found_first,
    train_adapter_command,
    train_head_command,
)
from matcher.tuning.head import Settings, kept_out, train_head
from matcher.tuning.names import (
    ATTRIBUTION,
    Described,
    Named,
    described_in,
    esco_names,
    pairs_in,
    texts_in,
    without,
)

__all__ = [
    "ATTRIBUTION",
    "AdapterSettings",
    "Check",
    "Described",
    "Named",
    "Settings",
    "Trained",
    "described_in",
    "esco_names",
    "found_first",
    "kept_out",
    "pairs_in",
    "texts_in",
    "train_adapter",
    "train_adapter_command",
    "train_head",
    "train_head_command",
    "without",
]
