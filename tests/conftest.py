"""What the tests of several rooms share."""

from pathlib import Path

import pytest

from matcher.pipeline import Matcher
from matcher.resources import shipped
from matcher.vectors import SentenceEncoder, default_encoder

# Who fits the sample's data engineer (four), who seems to (three), and people of other trades; one
# of every layout and language.
SMALL_BASE = (
    "ilse-hoogendoorn.pdf", "ilse-hoogendoorn-en.pdf", "mehmet-aydin.txt", "piotr-zielinski.html",
    "anouk-verbeek.docx", "fatima-bouzidi.odt", "kevin-wijngaarde.pdf", "marloes-terpstra.pdf",
    "camille-dubois.pdf", "bram-oosterling.txt", "denise-pinas.pdf", "henk-postma.odt",
    "rick-vonk.docx", "sevgi-demir.html",
)  # fmt: skip


@pytest.fixture(scope="session")
def encoder() -> SentenceEncoder:
    """The default encoder; its folder is built once per machine, in the user's cache."""
    return default_encoder()


@pytest.fixture(scope="session")
def small_base(encoder: SentenceEncoder, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A talent base of fourteen people of the sample, for reading; copy it before you change it."""
    folder = tmp_path_factory.mktemp("small") / "base"
    cvs = shipped("sample/cvs")
    done = Matcher.open(folder, create=True).index([cvs / name for name in SMALL_BASE])
    assert (done.people, done.problems) == (len(SMALL_BASE), ())
    return folder


@pytest.fixture(scope="session")
def sample_base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The talent base of all 126 people of the sample, for reading."""
    folder = tmp_path_factory.mktemp("sample") / "base"
    done = Matcher.open(folder, create=True).index([shipped("sample/cvs")])
    assert (done.people, done.problems) == (126, ())
    return folder


@pytest.fixture(scope="session")
def tiny_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model folder of 25 KB with random weights: knows nothing, and encodes in no time."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from transformers import BertConfig, BertModel, BertTokenizerFast
    from transformers.utils import logging

    folder = tmp_path_factory.mktemp("tiny")
    letters = "abcdefghijklmnopqrstuvwxyz0123456789"
    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    words = [*special, *letters, *(f"##{letter}" for letter in letters)]
    (folder / "vocab.txt").write_text("\n".join(words), encoding="utf-8")
    torch.manual_seed(1)
    sizes = BertConfig(
        vocab_size=len(words), hidden_size=16, num_hidden_layers=1, num_attention_heads=2,
        intermediate_size=32, max_position_embeddings=128,
    )  # fmt: skip
    logging.disable_progress_bar()
    try:
        BertTokenizerFast(
            vocab_file=str(folder / "vocab.txt"), model_max_length=128
        ).save_pretrained(folder / "bert")
        BertModel(sizes).save_pretrained(folder / "bert")
        parts = [Transformer(str(folder / "bert"), max_seq_length=128), Pooling(16, "mean")]
        SentenceTransformer(modules=parts, device="cpu").save(str(folder / "tiny-model"))
    finally:
        logging.enable_progress_bar()
    return folder / "tiny-model"
