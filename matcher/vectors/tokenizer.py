"""Pieces with their scores -> the fast tokenizer of multilingual-e5-small.

Why: a SentencePiece unigram needs no library of its own: `tokenizers` has the same algorithm. The
normalisation is NFKC, with control characters dropped and odd spaces made plain before it; on
texts of eight languages the pieces equal those of the package's own engine (tests/vectors).
"""

from typing import Any

from matcher.vectors.packaged import Weights

MAX_TOKENS = 512

_DROPPED = "[\x00-\x08\x0b\x0e-\x1f\x7f\x8f\x9f]"
_SPACES = "[\t\n\f\r\u1680\u200b-\u200f\u2028\u2029\u2581\ufeff\ufffd]"


def build(weights: Weights) -> Any:
    """Return a `PreTrainedTokenizerFast` over the pieces of `weights`."""
    from tokenizers import Regex, Tokenizer, decoders, models, normalizers, processors
    from tokenizers.pre_tokenizers import Metaspace
    from transformers import PreTrainedTokenizerFast

    tokenizer = Tokenizer(models.Unigram(list(weights.pieces), weights.unknown, False))
    tokenizer.normalizer = normalizers.Sequence(
        [
            normalizers.Replace(Regex(_DROPPED), ""),
            normalizers.Replace(Regex(_SPACES), " "),
            normalizers.NFKC(),
            normalizers.Replace(Regex(" {2,}"), " "),
            normalizers.Strip(),
        ]
    )
    tokenizer.pre_tokenizer = Metaspace(replacement="▁", prepend_scheme="always")
    tokenizer.decoder = decoders.Metaspace(replacement="▁", prepend_scheme="always")
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>",
        pair="<s> $A </s> </s> $B </s>",
        special_tokens=[("<s>", weights.bos), ("</s>", weights.eos)],
    )
    fast: Any = PreTrainedTokenizerFast
    return fast(
        tokenizer_object=tokenizer,
        bos_token="<s>",
        eos_token="</s>",
        unk_token="<unk>",
        pad_token="<pad>",
        cls_token="<s>",
        sep_token="</s>",
        mask_token="<mask>",
        model_max_length=MAX_TOKENS,
    )
