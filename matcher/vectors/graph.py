"""A BERT as a graph of OpenVINO: texts -> tokens -> rows, without torch.

In:  a sentence-transformers folder with a BERT whose tokens are averaged: the built-in model, and
     most of those that people bring
Out: what a `SentenceModel` of that folder gives, to within 1e-6 of the cosine
Why: torch, transformers and scikit-learn take ten times longer to start than a vacancy takes to
     encode. The graph is drawn here, from the weights themselves, so there is nothing to export
     and nothing of OpenVINO's converters, which would send figures about their use, is ever called.
     The table of pieces (96 of the built-in model's 118 million numbers) stays on disk: a text
     needs a few rows of it

Equal lengths share a batch and nothing is padded, as in `encoder.py`; a stream of its own for each
thread keeps the order of all sums, so neither company nor threads change a bit (tests/vectors).
Source of the network: BERT (Devlin et al., NAACL 2019), layers normalised after each sum.
"""

import json
import threading
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matcher.errors import ModelUnavailable
from matcher.protocols import Vectors

Floats = NDArray[np.float32]
_PREFIX = "embeddings."


def fits(folder: Path) -> bool:
    """Tell whether `GraphModel` can take the folder; torch computes the same rows of any other.

    It cannot where OpenVINO is not installed, or the network is no plain BERT with a mean over its
    tokens, or its weights or its tokenizer are kept in another form.
    """
    if find_spec("openvino") is None:
        return False
    try:
        config, modules = _json(folder / "config.json"), _json(folder / "modules.json")
        weights = _Weights(folder / "model.safetensors")
        kinds = [module["type"].rpartition(".")[2] for module in modules]
        pooling = _json(folder / modules[1]["path"] / "config.json")
    except (OSError, ValueError, KeyError, IndexError, TypeError, AttributeError):
        return False
    plain = (
        config.get("model_type") == "bert"
        and config.get("hidden_act") == "gelu"
        and config.get("position_embedding_type", "absolute") == "absolute"
        and not config.get("is_decoder")
    )
    ordinary = kinds[:2] == ["Transformer", "Pooling"] and set(kinds[2:]) <= {"Normalize"}
    return (
        plain
        and ordinary
        and _is_mean(pooling)
        and not modules[0]["path"]
        and (folder / "tokenizer.json").is_file()
        and weights.known
    )


def _is_mean(pooling: Mapping[str, Any]) -> bool:
    """Tell whether a row is the mean over all tokens, as this and older versions write it."""
    if not pooling.get("include_prompt", True):
        return False
    ways = {name for name, on in pooling.items() if name.startswith("pooling_mode_") and on}
    return pooling.get("pooling_mode", "mean") == "mean" and ways <= {"pooling_mode_mean_tokens"}


class GraphModel:
    """A loaded model, on the CPU; the same surface as `SentenceModel`.

    Parameters
    ----------
    folder    : one that `fits`
    bfloat16  : compute in bfloat16 instead of float32
    e5_prompt : put "query: " before texts where the model brings no prompt of its own
    threads   : batches computed at the same time, each on one core

    Raises
    ------
    ModelUnavailable : a file of the folder cannot be read, or OpenVINO refuses this processor
    """

    def __init__(
        self, folder: Path, *, bfloat16: bool, e5_prompt: bool = True, threads: int = 1
    ) -> None:
        try:
            config = _json(folder / "config.json")
            self._tokenizer = _tokenizer(folder / "tokenizer.json")
            weights = _Weights(folder / "model.safetensors")
            network = _network(weights, config)
            self._compiled = self._compile(network, _how(bfloat16=bfloat16, threads=threads))
        except (OSError, ValueError, KeyError, RuntimeError) as error:
            raise ModelUnavailable(
                f"the model in {folder} cannot be loaded ({error}); the built-in model is built "
                "anew where its folder is deleted, any other has to be saved again"
            ) from error
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(_limit(folder, config))
        self._pieces = weights.stored(_PREFIX + "word_embeddings.weight")
        types = weights.floats(_PREFIX + "token_type_embeddings.weight")
        self._places = weights.floats(_PREFIX + "position_embeddings.weight")
        self._type = types[0]  # a text alone is all of the first type
        self._own = threading.local()
        prompts = _optional(folder / "config_sentence_transformers.json").get("prompts", {})
        self.prompt: str = prompts.get("query") or ("query: " if e5_prompt else "")
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


def _json(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def _optional(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = _json(path) if path.is_file() else {}
    return content


def _limit(folder: Path, config: Mapping[str, Any]) -> int:
    """Return after how many tokens a text is cut."""
    told = (
        _optional(folder / "sentence_bert_config.json").get("max_seq_length"),
        _optional(folder / "tokenizer_config.json").get("model_max_length"),
    )
    return min(int(one) for one in (config["max_position_embeddings"], *told) if one)


def _tokenizer(path: Path) -> Any:
    from tokenizers import Tokenizer

    try:
        return Tokenizer.from_file(str(path))
    except Exception as error:  # the library raises nothing more precise
        raise ValueError(f"{path.name}: {error}") from error


class _Weights:
    """The tensors of a safetensors file, in bfloat16 too, which its own numpy reader does not know.

    A bfloat16 is the upper half of a float32.
    """

    def __init__(self, path: Path) -> None:
        content = np.memmap(path, np.uint8, "r")
        size = int(content[:8].view("<u8")[0])
        self._about = json.loads(content[8 : 8 + size].tobytes())
        self._content = content[8 + size :]
        self._prefix = "bert." if f"bert.{_PREFIX}word_embeddings.weight" in self._about else ""

    @property
    def known(self) -> bool:
        """Tell whether all numbers are of forms that can be read here."""
        tensors = [one for name, one in self._about.items() if name != "__metadata__"]
        floats = [one for one in tensors if not one["dtype"].startswith("I")]  # nor places
        return f"{self._prefix}{_PREFIX}word_embeddings.weight" in self._about and all(
            one["dtype"] in _FORMS for one in floats
        )

    def stored(self, name: str) -> NDArray[Any]:
        """Return a tensor as it lies on disk, read where it is asked."""
        about = self._about[self._prefix + name]
        start, end = about["data_offsets"]
        numbers = self._content[start:end].view(_FORMS[about["dtype"]])
        return numbers.reshape(about["shape"])

    def floats(self, name: str) -> Floats:
        """Return a tensor in float32, exactly."""
        return _widened(self.stored(name))


_FORMS = {"BF16": "<u2", "F16": "<f2", "F32": "<f4"}


def _widened(stored: NDArray[Any]) -> Floats:
    """Return numbers as they are stored in float32; a bfloat16 comes as a whole number."""
    if stored.dtype == np.uint16:
        wide: Floats = (stored.astype(np.uint32) << 16).view(np.float32)
        return wide
    return np.asarray(stored, dtype=np.float32)


def _network(weights: _Weights, sizes: Mapping[str, Any]) -> Any:
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
