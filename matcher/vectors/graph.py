"""The built-in model as a graph of OpenVINO: texts -> tokens -> rows, without torch.

In:  the folder that `folder.py` builds: a BERT in bfloat16 and its tokenizer
Out: what a `SentenceModel` of that folder gives, to within 1e-6 of the cosine
Why: torch, transformers and scikit-learn take ten times longer to start than a vacancy takes to
     encode. The graph is drawn here, from the weights themselves, so there is nothing to export
     and nothing of OpenVINO's converters, which would send figures about their use, is ever called.
     The 96 million numbers of the table of pieces stay on disk: a text needs a few rows of them

Equal lengths share a batch and nothing is padded, as in `encoder.py`; a stream of its own for each
thread keeps the order of all sums, so neither company nor threads change a bit (tests/vectors).
Source of the network: BERT (Devlin et al., NAACL 2019), layers normalised after each sum.
"""

import json
import threading
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matcher.errors import ModelUnavailable
from matcher.protocols import Vectors

Floats = NDArray[np.float32]
_PREFIX = "embeddings."


def can_run() -> bool:
    """Tell whether OpenVINO is installed; where it has no wheel, torch computes the same rows."""
    return find_spec("openvino") is not None


class GraphModel:
    """The built-in model, ready to encode on the CPU; the same surface as `SentenceModel`.

    Parameters
    ----------
    folder   : as `folder.ensure` returns it, checked there
    bfloat16 : compute in bfloat16 instead of float32
    threads  : batches computed at the same time, each on one core

    Raises
    ------
    ModelUnavailable : a file of the folder cannot be read, or OpenVINO refuses this processor
    """

    def __init__(self, folder: Path, *, bfloat16: bool, threads: int) -> None:
        try:
            settings = {name: _json(folder / name) for name in _SETTINGS}
            self._tokenizer = _tokenizer(folder / "tokenizer.json")
            weights = _Weights(folder / "model.safetensors")
            network = _network(weights, settings["config.json"])
            self._compiled = self._compile(network, _how(bfloat16=bfloat16, threads=threads))
        except (OSError, ValueError, KeyError, RuntimeError) as error:
            raise ModelUnavailable(
                f"the model in {folder} cannot be loaded ({error}); delete that folder and run "
                "again, it will be built anew from the installed package"
            ) from error
        limit = settings["sentence_bert_config.json"]["max_seq_length"]
        self._tokenizer.enable_truncation(limit)
        self._pieces = weights.halves(_PREFIX + "word_embeddings.weight")
        types = weights.floats(_PREFIX + "token_type_embeddings.weight")
        self._places = weights.floats(_PREFIX + "position_embeddings.weight")
        self._type = types[0]  # a text alone is all of the first type
        self._own = threading.local()
        self.prompt: str = settings["config_sentence_transformers.json"]["prompts"]["query"]
        self.dimensions: int = self._pieces.shape[1]

    def tokens(self, texts: Sequence[str]) -> list[list[int]]:
        """Return the token ids of each text with the prompt before it, cut at the model's limit."""
        # Half a surrogate pair is no character and no tokenizer takes it; it becomes "?".
        clean = [(self.prompt + text).encode("utf-8", "replace").decode() for text in texts]
        return [found.ids for found in self._tokenizer.encode_batch_fast(clean)]

    def rows(self, ids: list[list[int]]) -> Vectors:
        """Return the rows of texts that have the same number of tokens, before any scaling."""
        pieces = _widened(self._pieces[np.array(ids)])
        found = self._request().infer([pieces + self._type + self._places[: len(ids[0])]])
        return np.array(found[0], dtype=np.float32)

    def _compile(self, network: Any, how: dict[str, Any]) -> Any:
        from openvino import Core

        return Core().compile_model(network, "CPU", how)

    def _request(self) -> Any:
        """Return this thread's own place to compute in."""
        if not hasattr(self._own, "request"):
            self._own.request = self._compiled.create_infer_request()
        return self._own.request


_SETTINGS = ("config.json", "sentence_bert_config.json", "config_sentence_transformers.json")


def _json(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return content


def _tokenizer(path: Path) -> Any:
    from tokenizers import Tokenizer

    try:
        return Tokenizer.from_file(str(path))
    except Exception as error:  # the library raises nothing more precise
        raise ValueError(f"{path.name}: {error}") from error


class _Weights:
    """The tensors of a safetensors file in bfloat16, which its own numpy reader does not know.

    A bfloat16 is the upper half of a float32.
    """

    def __init__(self, path: Path) -> None:
        content = np.memmap(path, np.uint8, "r")
        size = int(content[:8].view("<u8")[0])
        self._about = json.loads(content[8 : 8 + size].tobytes())
        self._content = content[8 + size :]

    def halves(self, name: str) -> NDArray[np.uint16]:
        """Return a tensor as it lies on disk, read where it is asked."""
        about = self._about[name]
        if about["dtype"] != "BF16":
            raise ValueError(f"{name} holds {about['dtype']}, not bfloat16")
        start, end = about["data_offsets"]
        return self._content[start:end].view("<u2").reshape(about["shape"])

    def floats(self, name: str) -> Floats:
        """Return a tensor in float32, exactly."""
        return _widened(self.halves(name))


def _widened(halves: NDArray[np.uint16]) -> Floats:
    wide: Floats = (halves.astype(np.uint32) << 16).view(np.float32)
    return wide


def _network(weights: _Weights, sizes: dict[str, Any]) -> Any:
    """Return the network from the summed embeddings (texts, tokens, d) to rows (texts, d)."""
    from openvino import Model
    from openvino import opset13 as ops

    width, heads = sizes["hidden_size"], sizes["num_attention_heads"]
    split = ops.constant(np.array([0, 0, heads, width // heads], dtype=np.int64))
    joined = ops.constant(np.array([0, 0, width], dtype=np.int64))
    swapped = ops.constant(np.array([0, 2, 1, 3], dtype=np.int64))
    last = ops.constant(np.array([-1], dtype=np.int64))
    over_tokens = ops.constant(np.array([1], dtype=np.int64))

    def constant(name: str) -> Any:
        return ops.constant(weights.floats(name))

    def linear(states: Any, name: str) -> Any:
        product = ops.matmul(states, constant(f"{name}.weight"), False, True)
        return ops.add(product, constant(f"{name}.bias"))

    def normal(states: Any, name: str) -> Any:
        scaled = ops.mvn(states, last, True, sizes["layer_norm_eps"], "inside_sqrt")
        return ops.add(ops.multiply(scaled, constant(f"{name}.weight")), constant(f"{name}.bias"))

    def attended(states: Any, name: str) -> Any:
        query, key, value = (
            ops.transpose(ops.reshape(linear(states, f"{name}.{one}"), split, True), swapped)
            for one in ("query", "key", "value")
        )
        mixed = ops.scaled_dot_product_attention(query, key, value, None, None, False)
        return ops.reshape(ops.transpose(mixed, swapped), joined, True)

    embedded = ops.parameter([-1, -1, width], np.float32)
    states = normal(embedded, _PREFIX + "LayerNorm")
    for layer in range(sizes["num_hidden_layers"]):
        here = f"encoder.layer.{layer}"
        mixed = linear(attended(states, f"{here}.attention.self"), f"{here}.attention.output.dense")
        states = normal(ops.add(mixed, states), f"{here}.attention.output.LayerNorm")
        wide = ops.gelu(linear(states, f"{here}.intermediate.dense"), "erf")
        narrow = linear(wide, f"{here}.output.dense")
        states = normal(ops.add(narrow, states), f"{here}.output.LayerNorm")
    return Model([ops.reduce_mean(states, over_tokens, False)], [embedded], "sentence")


def _how(*, bfloat16: bool, threads: int) -> dict[str, Any]:
    return {
        "INFERENCE_PRECISION_HINT": "bf16" if bfloat16 else "f32",
        "NUM_STREAMS": threads,  # each of them on one thread, whose sums keep their order
        "INFERENCE_NUM_THREADS": threads,
        "ENABLE_CPU_PINNING": False,  # other work may hold the core that it would be pinned to
    }
