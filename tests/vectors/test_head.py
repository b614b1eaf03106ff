"""A head is exact whatever the batch, belongs to one encoder, and a changed file is refused."""

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from safetensors.numpy import load_file, save_file

from matcher.errors import InvalidInput, ModelUnavailable
from matcher.protocols import Progress, Vectors
from matcher.vectors import CachedEncoder, SentenceEncoder, default_encoder, load_encoder
from matcher.vectors.adapter import shipped_adapter
from matcher.vectors.head import (
    SHIPPED,
    Head,
    HeadedEncoder,
    head_of,
    read_head,
    shipped_head,
    write_head,
)

CARD = SHIPPED.with_name("HEAD.md")


class Letters:
    """An encoder of its own: how often each letter from a to h stands in a text."""

    name = "letters@1"

    def encode(self, texts: Sequence[str], *, progress: Progress | None = None) -> Vectors:
        rows = np.array([[text.count(letter) for letter in "abcdefgh"] for text in texts])
        if progress:
            progress(len(texts), len(texts))
        return unit(rows.reshape(len(texts), 8))


def unit(rows: NDArray[np.floating | np.integer]) -> Vectors:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return (rows / np.maximum(lengths, 1e-12)).astype(np.float32)


def random_rows(count: int, width: int, seed: int = 1) -> Vectors:
    return unit(np.random.default_rng(seed).standard_normal((count, width)))


def random_head(width: int = 384, seed: int = 2) -> Head:
    noise = np.random.default_rng(seed).standard_normal((width, width))
    return head_of("letters@1", np.eye(width) + 0.1 * noise, source="noise")


def test_the_identity_leaves_rows_as_they_were_to_the_step_of_the_grid() -> None:
    rows = random_rows(50, 384)
    assert head_of("letters@1", np.eye(384)).apply(rows) == pytest.approx(rows, abs=2**-19)


def test_a_head_maps_and_brings_to_length_one() -> None:
    doubled_first = head_of("letters@1", np.diag([2.0, 1.0]))
    row = np.array([[0.6, 0.8]], dtype=np.float32)
    length = (1.2**2 + 0.8**2) ** 0.5
    assert doubled_first.apply(row)[0] == pytest.approx([1.2 / length, 0.8 / length], abs=1e-6)


def test_a_head_multiplies_from_the_left() -> None:
    second_into_first = head_of("letters@1", np.array([[0.0, 1.0], [0.0, 0.0]]))
    assert second_into_first.apply(np.array([[0.6, 0.8]], np.float32)).tolist() == [[1.0, 0.0]]


@pytest.mark.parametrize("size", [1, 2, 3, 7, 64, 300])
def test_a_row_is_the_same_bytes_in_a_batch_of_any_size(size: int) -> None:
    head, rows = random_head(), random_rows(300, 384)
    parts = [head.apply(rows[start : start + size]) for start in range(0, len(rows), size)]
    assert np.concatenate(parts).tobytes() == head.apply(rows).tobytes()
    assert head.apply(rows[::-1])[::-1].tobytes() == head.apply(rows).tobytes()


def test_a_row_is_the_exactly_rounded_sum_of_the_slow_definition() -> None:
    head, rows = random_head(), random_rows(3, 384)
    weights = [[int(number * 2**14) for number in line] for line in head.matrix.tolist()]
    for row, found in zip(rows, head.apply(rows), strict=True):
        steps = [round(float(number) * 2**20) for number in row]  # whole numbers: nothing is lost
        sums = [sum(w * s for w, s in zip(line, steps, strict=True)) for line in weights]
        expected = unit(np.array([sums], np.float64) / 2**34)[0]
        assert found == pytest.approx(expected, abs=1e-7)


def test_rows_have_length_one_and_no_texts_give_no_rows() -> None:
    encoder = HeadedEncoder(Letters(), random_head(8))
    rows = encoder.encode(["abba", "head", "cage"])
    assert rows.dtype == np.float32
    assert np.linalg.norm(rows, axis=1) == pytest.approx([1, 1, 1], abs=1e-6)
    assert encoder.encode([]).shape == (0, 8)


def test_the_name_tells_the_encoder_and_the_head() -> None:
    one, other = random_head(8, seed=1), random_head(8, seed=2)
    assert HeadedEncoder(Letters(), one).name == f"letters@1+head@{one.digest[:12]}"
    assert one.digest != other.digest
    assert head_of("another@1", one.matrix).digest != one.digest


def test_a_head_of_another_encoder_is_refused() -> None:
    with pytest.raises(InvalidInput, match=r"trained on the encoder other@9, this is letters@1"):
        HeadedEncoder(Letters(), head_of("other@9", np.eye(8)))


def test_a_cache_may_stand_before_or_behind_the_head(tmp_path: Path) -> None:
    head, texts = random_head(8), ["abba", "head", "abba"]
    behind = HeadedEncoder(CachedEncoder(Letters(), tmp_path / "behind"), head)
    before = CachedEncoder(HeadedEncoder(Letters(), head), tmp_path / "before")
    assert behind.name == before.name
    assert behind.encode(texts).tobytes() == behind.encode(texts).tobytes()
    assert before.encode(texts) == pytest.approx(behind.encode(texts), abs=2e-3)


def test_progress_of_the_encoder_is_passed_on() -> None:
    seen: list[tuple[int, int]] = []
    HeadedEncoder(Letters(), random_head(8)).encode(
        ["a", "b"], progress=lambda done, total: seen.append((done, total))
    )
    assert seen == [(2, 2)]


@pytest.mark.parametrize(
    ("matrix", "said"),
    [
        (np.ones((2, 3)), r"\(2, 3\) came"),
        (np.ones(4), r"\(4,\) came"),
        (np.ones((0, 0)), "1 to 1024 rows"),
        (np.eye(1025), "1 to 1024 rows"),
        (np.full((2, 2), 8.1), r"outside \[-8, 8\]"),
        (np.full((2, 2), np.nan), "NaN"),
    ],
)
def test_a_map_that_is_none_is_refused(matrix: NDArray[np.float64], said: str) -> None:
    with pytest.raises(InvalidInput, match=said):
        head_of("letters@1", matrix)


def test_rows_of_another_width_are_refused() -> None:
    with pytest.raises(InvalidInput, match=r"\(2, 4\) came, the head takes \(n, 8\)"):
        random_head(8).apply(random_rows(2, 4))


def test_a_written_head_is_read_as_it_was(tmp_path: Path) -> None:
    head = random_head(8)
    write_head(head, tmp_path / "new" / "head.safetensors")
    found = read_head(tmp_path / "new" / "head.safetensors")
    assert (found.encoder, found.source, found.digest) == ("letters@1", "noise", head.digest)
    assert found.matrix.tobytes() == head.matrix.tobytes()
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["head.safetensors"]


def test_the_same_head_is_the_same_file_every_time(tmp_path: Path) -> None:
    for number in range(8):
        write_head(random_head(8), tmp_path / f"{number}")
    assert len({path.read_bytes() for path in tmp_path.iterdir()}) == 1


def test_one_changed_bit_of_the_map_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "head.safetensors"
    write_head(random_head(8), path)
    content = bytearray(path.read_bytes())
    content[-2] ^= 1
    path.write_bytes(content)
    with pytest.raises(ModelUnavailable, match="was changed or damaged"):
        read_head(path)


def test_a_head_that_was_given_to_another_encoder_by_hand_is_refused(tmp_path: Path) -> None:
    path, head = tmp_path / "head.safetensors", random_head(8)
    about = {"encoder": "other@9", "sha256": head.digest, "source": ""}
    save_file({"matrix": head.matrix}, path, metadata={"head": json.dumps(about)})
    with pytest.raises(ModelUnavailable, match="was changed or damaged"):
        read_head(path)


def test_what_is_no_head_is_refused_with_the_next_step(tmp_path: Path) -> None:
    head = random_head(8)
    write_head(head, tmp_path / "short")
    (tmp_path / "short").write_bytes((tmp_path / "short").read_bytes()[:-10])
    (tmp_path / "text").write_text("a letter to the editor")
    save_file({"matrix": head.matrix}, tmp_path / "nothing-said")
    save_file({"matrix": head.matrix}, tmp_path / "no-json", metadata={"head": "{"})
    save_file({"matrix": head.matrix}, tmp_path / "no-record", metadata={"head": "[1]"})
    save_file({"other": head.matrix}, tmp_path / "no-map", metadata={"head": '{"encoder": "a"}'})
    for name in ("short", "text", "nothing-said", "no-json", "no-record", "no-map", "not-there"):
        with pytest.raises(ModelUnavailable, match="or leave the head out"):
            read_head(tmp_path / name)


def test_the_shipped_head_belongs_to_the_encoder_that_ships() -> None:
    head, adapted = shipped_head(), default_encoder(adapter=shipped_adapter())
    assert head.encoder == adapted.name
    assert HeadedEncoder(adapted, head).name.startswith(adapted.name)
    assert SHIPPED.stat().st_size < 600_000


def test_the_card_of_the_shipped_head_names_its_hash_its_encoder_and_its_source() -> None:
    head, card = shipped_head(), CARD.read_text(encoding="utf-8")
    attribution = "This service uses the ESCO classification of the European Commission"
    assert head.digest in card
    assert head.encoder in card
    assert attribution in head.source
    assert attribution in card


def test_the_shipped_map_is_stored_on_the_grid() -> None:
    stored = load_file(SHIPPED)["matrix"].astype(np.float64)
    assert stored.shape == (384, 384)
    assert np.all(stored * 2**14 == np.rint(stored * 2**14))


def test_the_shipped_encoder_draws_translations_together_and_the_rest_apart(
    encoder: SentenceEncoder,
) -> None:
    dutch = [
        "Storingen aan lopende banden oplossen",
        "Wonden verzorgen bij mensen thuis",
        "Jaarrekeningen opstellen voor kleine bedrijven",
        "Kozijnen en deuren afhangen",
        "Gesprekken voeren met boze klanten",
        "Datastromen bouwen in de cloud",
    ]
    english = [
        "Fixing breakdowns of conveyor belts",
        "Wound care in people's homes",
        "Preparing annual accounts for small companies",
        "Hanging frames and doors",
        "Talking with angry customers",
        "Building data pipelines in the cloud",
    ]

    def cosines(rows: Vectors) -> NDArray[np.float32]:
        return rows[:6] @ rows[6:].T

    alone = encoder.encode([*dutch, *english])
    headed = cosines(load_encoder().encode([*dutch, *english]))
    assert headed.argmax(axis=1).tolist() == headed.argmax(axis=0).tolist() == [*range(6)]
    strangers = ~np.eye(6, dtype=bool)
    assert cosines(alone)[strangers].min() > 0.7  # the cone that e5 puts all texts into
    assert headed[strangers].max() < 0.6
