"""The graph of OpenVINO gives the rows that torch gives, and loads nothing of it."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from matcher.errors import ModelUnavailable
from matcher.resources import shipped
from matcher.vectors import SentenceEncoder, default_encoder, graph
from matcher.vectors.adapter import shipped_adapter
from matcher.vectors.graph import GraphModel
from matcher.vectors.model import SentenceModel

LINES = [
    line.strip()
    for path in sorted(shipped("sample/cvs").glob("*.txt"))[:8]
    for line in path.read_text(encoding="utf-8").splitlines()
]
HEAVY = {"torch", "transformers", "sentence_transformers", "sklearn"}


@pytest.fixture(scope="module")
def folder() -> Path:
    return default_encoder(adapter=shipped_adapter())._folder


def test_its_tokens_and_rows_are_those_of_torch(folder: Path) -> None:
    by_torch = SentenceModel(folder, bfloat16=False, e5_prompt=True)
    by_graph = GraphModel(folder, bfloat16=False, threads=1)
    lines = ["", "broken \ud83d emoji", "lassen " * 600, "日本語 のテスト", *LINES]
    tokens = by_graph.tokens(lines)
    assert tokens == by_torch.tokens(lines)
    for ids in tokens[::5]:
        one, other = by_graph.rows([ids])[0], by_torch.rows([ids])[0]
        cosine = float(one @ other) / float(np.linalg.norm(one) * np.linalg.norm(other))
        assert cosine > 0.99999


def test_bfloat16_rows_point_the_same_way(folder: Path) -> None:
    exact, halved = (
        SentenceEncoder(folder, name="e5", bfloat16=halves).encode(LINES[:40])
        for halves in (False, True)
    )
    assert np.sum(exact * halved, axis=1).min() >= 0.999


def test_where_openvino_is_missing_torch_computes(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(graph, "find_spec", lambda name: None)
    encoder = SentenceEncoder(folder, name="e5")
    encoder.encode(["lassen"])
    assert isinstance(encoder._loaded, SentenceModel)


def test_a_vacancy_is_matched_without_loading_what_trains(tmp_path: Path) -> None:
    cv = shipped("sample/cvs") / "henk-postma.odt"
    program = f"""
import sys
from pathlib import Path
from matcher.pipeline import Matcher
matcher = Matcher.open({str(tmp_path / "base")!r}, create=True)
matcher.index([Path({str(cv)!r})])
found = matcher.match("Wij zoeken een timmerman.\\n- Je hebt ervaring met kozijnen.\\n", top=1)
assert len(found.matches) == 1
print(sorted({HEAVY!r} & set(sys.modules)))
"""
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert json.loads(done.stdout.replace("'", '"')) == []


@pytest.mark.parametrize("name", ["model.safetensors", "tokenizer.json", "config.json"])
def test_a_damaged_file_says_what_to_do(folder: Path, tmp_path: Path, name: str) -> None:
    broken = shutil.copytree(folder, tmp_path / "broken")
    (broken / name).write_bytes((broken / name).read_bytes()[:50])
    with pytest.raises(ModelUnavailable, match="built anew where its folder is deleted"):
        GraphModel(broken, bfloat16=False, threads=1)


def test_a_folder_of_ones_own_is_computed_alike_where_it_is_a_plain_bert(tiny_model: Path) -> None:
    by_torch = SentenceModel(tiny_model, bfloat16=False, e5_prompt=True)
    by_graph = GraphModel(tiny_model, bfloat16=False)
    lines = ["ab c", "x" * 300, *LINES[:50]]
    tokens = by_graph.tokens(lines)
    assert tokens == by_torch.tokens(lines)
    for ids in tokens:
        assert by_graph.rows([ids])[0] == pytest.approx(by_torch.rows([ids])[0], abs=1e-5)


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("config.json", {"model_type": "xlm-roberta"}),
        ("config.json", {"hidden_act": "relu"}),
        ("config.json", {"position_embedding_type": "relative_key"}),
        ("1_Pooling/config.json", {"pooling_mode": "cls"}),
        ("1_Pooling/config.json", {"include_prompt": False}),
    ],
)
def test_any_other_network_is_left_to_torch(
    tiny_model: Path, tmp_path: Path, name: str, change: dict[str, object]
) -> None:
    assert graph.fits(tiny_model)
    other = shutil.copytree(tiny_model, tmp_path / "other")
    content = json.loads((other / name).read_text(encoding="utf-8"))
    (other / name).write_text(json.dumps(content | change), encoding="utf-8")
    assert not graph.fits(other)
