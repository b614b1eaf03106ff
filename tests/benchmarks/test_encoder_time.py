"""The encoder in 8 bits gives the rows of the engine's own, as nearly as its numbers allow."""

import numpy as np

from benchmarks.speed.eight_bits import EightBits
from matcher.vectors import default_encoder
from matcher.vectors.adapter import shipped_adapter
from matcher.vectors.encoder import unit
from matcher.vectors.graph import GraphModel

LINES = (
    "Bouwde datastromen met Kafka en Spark voor de afdeling logistiek",
    "Led a team of six nurses on a surgical ward",
    "Java, Kotlin, Spring Boot, PostgreSQL",
    "Geen ervaring met SAP",
)


def test_rows_in_8_bits_are_near_those_of_the_engine() -> None:
    folder = default_encoder(adapter=shipped_adapter(), threads=1)._folder
    rows = [
        unit(np.concatenate([model.rows([ids]) for ids in model.tokens(LINES)]))
        for model in (one(folder, bfloat16=False, threads=1) for one in (GraphModel, EightBits))
    ]
    cosines = np.sum(rows[0] * rows[1], axis=1)
    assert cosines.min() >= 0.998
    assert cosines.max() < 0.999999  # it does compute otherwise
