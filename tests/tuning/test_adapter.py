"""The adapter's network computes what its merged weights compute, and training repeats."""

from pathlib import Path

import numpy as np
import pytest
import torch

from matcher.errors import InvalidInput
from matcher.tuning import AdapterSettings, Named, train_adapter
from matcher.tuning.contrast import contrast
from matcher.tuning.lora import Adaptable
from matcher.vectors import SentenceEncoder, default_encoder
from matcher.vectors.head import HeadedEncoder, head_of
from matcher.vectors.model import SentenceModel

TEXTS = ("weld pipes", "lay bricks", "mend nets at sea", "a", "count the stars of the night")


def shaken(folder: Path, *, threads: int = 2, layers: int = 1) -> Adaptable:
    """A network whose factors are no longer at their start."""
    network = Adaptable(folder, layers=layers, rank=2, threads=threads)
    chance = torch.Generator().manual_seed(4)
    with torch.no_grad():
        for parameter in network.parameters():
            parameter += torch.randn(parameter.shape, generator=chance) / 10
    return network


def test_at_its_start_the_network_gives_the_rows_of_the_model(tiny_model: Path) -> None:
    network = Adaptable(tiny_model, layers=1, rank=2)
    plain = SentenceModel(tiny_model, bfloat16=False, e5_prompt=True)
    rows = network.rows(network.tokens(TEXTS)).joined().numpy()
    for text, row in zip(TEXTS, rows, strict=True):
        alone = plain.rows(plain.tokens([text]))[0]
        assert row @ alone / np.linalg.norm(row) / np.linalg.norm(alone) > 0.999


def test_gradients_are_those_of_the_whole_batch_at_once(tiny_model: Path) -> None:
    network = shaken(tiny_model)
    forward = network.rows(network.tokens(TEXTS))
    gradient = torch.randn(len(TEXTS), 16, generator=torch.Generator().manual_seed(9))
    network.learn(forward, gradient)
    given = [parameter.grad for parameter in network.parameters()]
    together = network.rows(network.tokens(TEXTS))
    total = (torch.cat(list(together.parts))[together.back] * gradient).sum()
    slow = torch.autograd.grad(total, network.parameters())
    assert all(float(one.norm()) > 0 for one in slow)
    for one, other in zip(given, slow, strict=True):
        assert one is not None
        assert float((one - other).norm()) < 0.05 * float(other.norm())  # bfloat16 rounds


def test_the_number_of_threads_changes_no_bit(tiny_model: Path) -> None:
    texts = [f"{word} {number}" for word in TEXTS for number in range(100)]
    found = []
    for threads in (1, 3):
        network = shaken(tiny_model, threads=threads)
        forward = network.rows(network.tokens(texts))
        assert len(forward.parts) > 2
        network.learn(forward, torch.ones(len(texts), 16))
        found.append(
            [one.grad.numpy().tobytes() for one in network.parameters() if one.grad is not None]
        )
    assert found[0] == found[1]
    assert found[0]


def test_no_more_layers_than_asked_for_are_corrected(tiny_model: Path) -> None:
    assert Adaptable(tiny_model, layers=0, rank=2).parameters() == []
    names = Adaptable(tiny_model, layers=1, rank=2).factors(1.0)
    assert sorted(names) == [
        f"encoder.layer.0.{part}.weight"
        for part in (
            "attention.output.dense", "attention.self.key", "attention.self.query",
            "attention.self.value", "intermediate.dense", "output.dense",
        )
    ]  # fmt: skip


def test_a_share_of_the_correction_is_in_the_second_factor(tiny_model: Path) -> None:
    network = shaken(tiny_model)
    for name, (down, up) in network.factors(0.5).items():
        whole_down, whole_up = network.factors(1.0)[name]
        assert down.tolist() == whole_down.tolist()
        assert up.tolist() == (whole_up / 2).tolist()


def test_pairs_that_share_a_text_are_no_negatives_of_each_other() -> None:
    rows = torch.eye(4)
    apart = contrast(rows, rows, torch.tensor([[0, 4], [1, 5], [2, 6], [3, 7]]), 1.0)
    linked = contrast(rows, rows, torch.tensor([[0, 4], [0, 5], [2, 6], [3, 6]]), 1.0)
    chained = contrast(rows, rows, torch.tensor([[0, 1], [1, 2], [3, 4], [5, 6]]), 1.0)
    e = float(torch.tensor(1.0).exp())
    three, two = -np.log(e / (e + 3)), -np.log(e / (e + 2))
    assert float(apart) == pytest.approx(three)  # one partner at cosine 1, three others at 0
    assert float(linked) == pytest.approx(two)  # each has one that it shares a text with
    assert float(chained) == pytest.approx((two + two + three + three) / 4)


def senses(count: int) -> list[Named]:
    words = ("lassen", "metselen", "boekhouden", "programmeren", "schilderen")
    return [
        Named(str(n), (("nl", f"{words[n % 5]} {n}"), ("en", f"thing {n} {words[n % 3]}")))
        for n in range(count)
    ]


def test_training_changes_the_weights_and_repeats_to_the_byte(encoder: SentenceEncoder) -> None:
    headed = HeadedEncoder(encoder, head_of(encoder.name, np.eye(384)))
    quick = AdapterSettings(steps=2, batch=32, grouped=2, layers=1, rank=1)
    seen: list[tuple[int, int]] = []
    one, two = (
        train_adapter(senses(64), (), headed, settings=quick, progress=lambda *at: seen.append(at))
        for _ in range(2)
    )
    assert one.digest == two.digest
    assert seen == [(1, 2), (2, 2)] * 2
    assert any(np.any(part.up) for part in one.factors.values())
    assert {name.split(".")[2] for name in one.factors} == {"11"}


def test_too_few_things_are_refused(encoder: SentenceEncoder) -> None:
    headed = HeadedEncoder(encoder, head_of(encoder.name, np.eye(384)))
    with pytest.raises(InvalidInput, match=r"63 things .* at least 64 .* train a head"):
        train_adapter(senses(63), (), headed)


def test_merged_weights_give_the_rows_that_training_saw(
    encoder: SentenceEncoder, tmp_path: Path
) -> None:
    from matcher.tuning.adapter import packaged
    from matcher.vectors.adapter import adapter_of
    from matcher.vectors.folder import default_cache, ensure

    network = Adaptable(ensure(default_cache()), layers=2, rank=4)
    with torch.no_grad():
        for parameter in network.parameters():
            parameter += (
                torch.randn(parameter.shape, generator=torch.Generator().manual_seed(1)) / 15
            )
    texts = ["lassen", "jaarrekeningen opstellen voor kleine bedrijven"]
    trained = network.rows(network.tokens(texts)).joined().numpy()
    trained /= np.linalg.norm(trained, axis=1, keepdims=True)
    adapter = adapter_of(packaged.SHA256, network.factors(1.0))
    adapted = default_encoder(adapter=adapter, cache_dir=tmp_path).encode(texts)
    assert np.sum(adapted * encoder.encode(texts), axis=1).max() < 0.99
    assert np.sum(adapted * trained, axis=1).min() > 0.999
