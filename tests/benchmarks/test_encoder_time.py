"""The encoder on OpenVINO gives the rows of the engine's own, as nearly as its numbers allow."""

import numpy as np
import pytest

from benchmarks.speed.openvino_model import PRECISIONS, OpenVinoModel
from matcher.vectors import default_encoder
from matcher.vectors.adapter import shipped_adapter
from matcher.vectors.encoder import unit
from matcher.vectors.model import SentenceModel

LINES = (
    "Bouwde datastromen met Kafka en Spark voor de afdeling logistiek",
    "Led a team of six nurses on a surgical ward",
    "Java, Kotlin, Spring Boot, PostgreSQL",
    "Geen ervaring met SAP",
)


@pytest.mark.slow
def test_rows_of_openvino_are_near_those_of_torch() -> None:
    pytest.importorskip("openvino", reason="a rival of the bench: pip install -e '.[bench]'")
    encoder = default_encoder(adapter=shipped_adapter(), threads=1)
    model = SentenceModel(encoder._folder, bfloat16=False, e5_prompt=True)
    tokens = model.tokens(LINES)
    exact = unit(np.concatenate([model.rows([ids]) for ids in tokens]))
    least = dict(zip(PRECISIONS, (0.999999, 0.9999, 0.998), strict=True))
    cosines = {}
    for precision in PRECISIONS:
        other = OpenVinoModel(model, precision)
        rows = unit(np.concatenate([other.rows([ids]) for ids in tokens]))
        cosines[precision] = np.sum(rows * exact, axis=1)
        assert cosines[precision].min() >= least[precision]
    assert cosines["8 bits"].max() < cosines["float32"].min()  # it does compute otherwise
