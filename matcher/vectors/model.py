"""One sentence-transformers model in memory: texts -> tokens -> rows.

Why: everything that touches torch stands here, and is imported only when a model is loaded. Code
     that comes with a model is never run (`trust_remote_code` stays off), and the model is always
     a folder on disk, so that loading has nothing to ask the network.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from matcher.errors import ModelUnavailable
from matcher.protocols import Vectors


class SentenceModel:
    """A loaded model, on the CPU.

    Parameters
    ----------
    folder    : a folder as sentence-transformers saves it
    bfloat16  : compute in bfloat16 instead of float32
    e5_prompt : put "query: " before texts where the model brings no prompt of its own

    Raises
    ------
    ModelUnavailable : the folder does not hold such a model
    """

    def __init__(self, folder: Path, *, bfloat16: bool, e5_prompt: bool) -> None:
        import torch
        from sentence_transformers import SentenceTransformer

        precision = torch.bfloat16 if bfloat16 else torch.float32
        try:
            with _without_progress_bar():
                model = SentenceTransformer(
                    str(folder),
                    device="cpu",
                    local_files_only=True,
                    model_kwargs={"dtype": precision},
                )
        except (OSError, ValueError, KeyError, TypeError, RuntimeError, ImportError) as error:
            raise ModelUnavailable(
                f"{folder} cannot be loaded as a sentence-transformers model ({error}); "
                "name a folder saved by sentence-transformers, or leave --model out"
            ) from error
        if not callable(model.tokenizer) or not hasattr(model[0], "auto_model"):
            raise ModelUnavailable(
                f"{folder} holds a model of the kind {type(model[0]).__name__}, which is no "
                "transformer (a table of word vectors, say); name a folder whose first module is "
                "a Transformer, or leave --model out"
            )
        self._model: Any = model.eval()
        self.prompt: str = model.prompts.get("query") or ("query: " if e5_prompt else "")
        self.dimensions: int = model.get_embedding_dimension() or 0

    @property
    def network(self) -> Any:
        """The transformer itself, as `transformers` knows it; training changes it."""
        return self._model[0].auto_model

    def tokens(self, texts: Sequence[str]) -> list[list[int]]:
        """Return the token ids of each text with the prompt before it, cut at the model's limit."""
        if not texts:
            return []
        # Half a surrogate pair is no character and no tokenizer takes it; it becomes "?".
        clean = [(self.prompt + text).encode("utf-8", "replace").decode() for text in texts]
        limit = self._model.max_seq_length
        found = self._model.tokenizer(
            clean, truncation=True, max_length=limit, return_attention_mask=False
        )
        ids: list[list[int]] = found["input_ids"]
        return ids

    def rows(self, ids: list[list[int]]) -> Vectors:
        """Return the rows of texts that have the same number of tokens, before any scaling."""
        import torch

        torch.set_num_threads(1)  # of the calling thread; two give other bits in float32
        input_ids = torch.tensor(ids)
        features = {"input_ids": input_ids, "attention_mask": torch.ones_like(input_ids)}
        with torch.inference_mode():
            rows: Vectors = self._model(features)["sentence_embedding"].float().numpy()
        return rows


def computes_in_bfloat16() -> bool:
    """Tell whether this processor multiplies bfloat16 itself; then it is much faster."""
    try:
        flags = Path("/proc/cpuinfo").read_text(encoding="ascii", errors="replace")
    except OSError:  # not Linux: float32 is right everywhere
        return False
    return "avx512_bf16" in flags or "amx_bf16" in flags


@contextmanager
def _without_progress_bar() -> Iterator[None]:
    """Keep the bar "Loading weights" off the terminal, and leave the caller's setting as it was."""
    import transformers.utils.logging

    logging: Any = transformers.utils.logging
    shown = logging.is_progress_bar_enabled()
    logging.disable_progress_bar()
    try:
        yield
    finally:
        if shown:
            logging.enable_progress_bar()
