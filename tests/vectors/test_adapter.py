"""An adapter is merged exactly, belongs to one file of weights, and a changed file is refused."""

import json
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import load_file, save_file

from matcher.errors import InvalidInput, ModelUnavailable
from matcher.vectors import SentenceEncoder, default_encoder, load_encoder
from matcher.vectors import folder as folders
from matcher.vectors.adapter import (
    SHIPPED,
    Adapter,
    adapter_of,
    read_adapter,
    shipped_adapter,
    write_adapter,
)
from matcher.vectors.head import HeadedEncoder, head_of, shipped_head, write_head
from matcher.vectors.packaged import SHA256

CARD = SHIPPED.with_name("HEAD.md")
QUERY = "encoder.layer.11.attention.self.query.weight"


def small(seed: int = 3, weights: str = "a" * 64) -> Adapter:
    chance = np.random.default_rng(seed)
    down, up = chance.standard_normal((2, 5)) / 2, chance.standard_normal((3, 2)) / 50
    return adapter_of(weights, {"m": (down.astype("f4"), up.astype("f4"))}, source="noise")


def tuned(seed: int = 5) -> Adapter:
    """A small correction of one matrix of the default encoder."""
    chance = np.random.default_rng(seed)
    down, up = chance.standard_normal((1, 384)) / 20, chance.standard_normal((384, 1)) / 20
    return adapter_of(SHA256, {QUERY: (down.astype("f4"), up.astype("f4"))})


def test_the_product_of_the_factors_is_added_to_the_weights() -> None:
    down, up = np.array([[1, 0, 2]], "f4"), np.array([[0.5], [-1]], "f4")
    adapter = adapter_of("a" * 64, {"m": (down, up)})
    before = {"m": np.full((2, 3), 10, "f4"), "other": np.ones(4, "f4")}
    after = adapter.merged(before, "a" * 64)
    assert after["m"].tolist() == [[10 + 0.5, 10, 10 + 0.5 * 2], [10 - 1, 10, 10 - 2]]
    assert after["other"] is before["other"]
    assert np.all(before["m"] == 10)


def test_each_merged_weight_is_the_exact_sum_rounded_once() -> None:
    chance = np.random.default_rng(1)
    factors = (
        chance.standard_normal((16, 40)).astype("f4"),
        chance.standard_normal((7, 16)).astype("f4"),
    )
    adapter = adapter_of("a" * 64, {"m": factors})
    plain = chance.standard_normal((7, 40)).astype("f4")
    merged = adapter.merged({"m": plain}, "a" * 64)["m"]
    part = adapter.factors["m"]
    for row in range(7):
        for column in range(40):
            products = (
                Fraction(float(part.up[row, rank])) * Fraction(float(part.down[rank, column]))
                for rank in range(16)
            )
            exact = Fraction(float(plain[row, column])) + sum(products)
            assert merged[row, column] == np.float32(float(exact))


def test_other_weights_are_refused() -> None:
    with pytest.raises(InvalidInput, match="trained on weights with SHA-256 aaa"):
        small().merged({"m": np.zeros((3, 5), "f4")}, "b" * 64)


@pytest.mark.parametrize("tensors", [{}, {"m": np.zeros((3, 4), "f4")}])
def test_a_matrix_that_is_missing_or_of_another_shape_is_refused(
    tensors: dict[str, np.ndarray],
) -> None:
    with pytest.raises(InvalidInput, match=r"a matrix m of the shape \(3, 5\), the encoder has"):
        small().merged(tensors, "a" * 64)


@pytest.mark.parametrize(
    ("down", "up", "why"),
    [
        (np.ones((2, 5)), np.ones((3, 1)), r"shapes \(2, 5\) and \(3, 1\)"),
        (np.ones(5), np.ones((3, 1)), "shapes"),
        (np.ones((257, 2)), np.ones((2, 257)), "rank of 1 to 256"),
        (np.full((1, 5), np.nan), np.ones((3, 1)), "lower rate"),
        (np.ones((1, 5)), np.full((3, 1), 4.1), "lower rate"),
    ],
)
def test_factors_that_cannot_be_used_are_refused(
    down: np.ndarray, up: np.ndarray, why: str
) -> None:
    with pytest.raises(InvalidInput, match=why):
        adapter_of("a" * 64, {"m": (down.astype("f4"), up.astype("f4"))})


def test_no_factors_are_refused() -> None:
    with pytest.raises(InvalidInput, match="without factors"):
        adapter_of("a" * 64, {})


def test_what_is_written_is_read_again_and_the_same_bytes_are_written(tmp_path: Path) -> None:
    write_adapter(small(), tmp_path / "new" / "one")
    again = read_adapter(tmp_path / "new" / "one")
    assert (again.digest, again.weights_sha256, again.source) == (
        small().digest, "a" * 64, "noise",
    )  # fmt: skip
    write_adapter(again, tmp_path / "two")
    assert (tmp_path / "two").read_bytes() == (tmp_path / "new" / "one").read_bytes()


def test_the_digest_tells_factors_and_weights_apart() -> None:
    assert len({small(3).digest, small(4).digest, small(3, "b" * 64).digest}) == 3


def test_a_changed_number_or_owner_is_refused(tmp_path: Path) -> None:
    write_adapter(small(), tmp_path / "one")
    stored = load_file(tmp_path / "one")
    about = {"weights_sha256": "a" * 64, "sha256": small().digest, "source": ""}
    other = stored | {"m.up": stored["m.up"] * np.float16(2)}
    save_file(other, tmp_path / "number", metadata={"adapter": json.dumps(about)})
    moved = about | {"weights_sha256": "b" * 64}
    save_file(stored, tmp_path / "owner", metadata={"adapter": json.dumps(moved)})
    for name in ("number", "owner"):
        with pytest.raises(ModelUnavailable, match=r"was written with .* install it again"):
            read_adapter(tmp_path / name)


def test_what_is_no_adapter_is_refused(tmp_path: Path) -> None:
    (tmp_path / "text").write_text("nothing")
    save_file({"m.up": np.ones((3, 1), "f2")}, tmp_path / "half", metadata={"adapter": "{}"})
    write_head(head_of("letters@1", np.eye(2)), tmp_path / "head")
    for name in ("text", "half", "head", "not-there"):
        with pytest.raises(ModelUnavailable, match="cannot be read as an adapter"):
            read_adapter(tmp_path / name)


def test_each_adapter_has_a_folder_and_a_name_of_its_own(
    encoder: SentenceEncoder, tmp_path: Path
) -> None:
    other = tuned()
    adapted = default_encoder(adapter=other, cache_dir=tmp_path)
    assert adapted.name != encoder.name
    assert adapted.name.startswith("multilingual-e5-small@")
    assert default_encoder(adapter=other, cache_dir=tmp_path, verify=True).name == adapted.name
    assert not np.allclose(adapted.encode(["lassen"]), encoder.encode(["lassen"]), atol=1e-4)
    (built,) = (tmp_path / "models").iterdir()
    assert other.digest[:12] in built.name
    plain = folders.ensure(folders.default_cache())
    assert load_encoder(str(built)).name == adapted.name
    built.rename(tmp_path / "models" / plain.name)  # somebody mixes up two folders
    with pytest.raises(ModelUnavailable, match="names another adapter"):
        default_encoder(cache_dir=tmp_path)


def test_an_adapter_for_other_weights_builds_nothing(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="trained on weights with SHA-256 aaa"):
        default_encoder(adapter=small(), cache_dir=tmp_path)
    assert not (tmp_path / "models").exists()


def test_a_folder_of_the_training_command_is_the_encoder_that_it_trained(
    encoder: SentenceEncoder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MATCHER_CACHE", str(tmp_path / "cache"))
    adapted = default_encoder(adapter=tuned())
    head = head_of(adapted.name, np.eye(384))
    write_adapter(tuned(), tmp_path / "trained" / "adapter.safetensors")
    write_head(head, tmp_path / "trained" / "head.safetensors")
    loaded = load_encoder(str(tmp_path / "trained"))
    assert loaded.name == HeadedEncoder(adapted, head).name
    assert loaded.name.split("+")[0] != encoder.name


def test_the_file_of_a_head_is_the_default_encoder_with_that_head(
    encoder: SentenceEncoder, tmp_path: Path
) -> None:
    head, path = head_of(encoder.name, np.eye(384) * 2), tmp_path / "own.safetensors"
    write_head(head, path)
    assert load_encoder(str(path)).name == HeadedEncoder(encoder, head).name
    write_head(head_of("other@1", np.eye(384)), tmp_path / "other.safetensors")
    with pytest.raises(InvalidInput, match="trained on the encoder other@1"):
        load_encoder(str(tmp_path / "other.safetensors"))


def test_a_shipped_adapter_is_part_of_the_default(
    encoder: SentenceEncoder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MATCHER_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr("matcher.vectors.adapter.SHIPPED", tmp_path / "adapter.safetensors")
    assert shipped_adapter() is None
    write_adapter(tuned(), tmp_path / "adapter.safetensors")
    adapted = default_encoder(adapter=shipped_adapter())
    assert adapted.name != encoder.name
    with pytest.raises(InvalidInput, match=f"trained on the encoder {shipped_head().encoder}"):
        load_encoder()  # the shipped head belongs to another encoder than this


def test_the_card_names_the_shipped_adapter_its_weights_and_its_source() -> None:
    adapter, card = shipped_adapter(), CARD.read_text(encoding="utf-8")
    attribution = "This service uses the ESCO classification of the European Commission"
    assert adapter is not None
    assert adapter.weights_sha256 == SHA256
    assert adapter.digest in card
    assert attribution in adapter.source
    assert SHIPPED.stat().st_size < 4_000_000
