"""What the tests of several rooms share; and that a run leaves nothing behind."""

import os
import time
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis.configuration import set_hypothesis_home_dir

from matcher import pipeline
from matcher.evaluation.invariance import rankers
from matcher.pipeline import Matcher
from matcher.protocols import Encoder
from matcher.resources import shipped
from matcher.vectors import RememberingEncoder, SentenceEncoder, default_encoder, load_encoder

# Who fits the sample's data engineer (four), who seems to (three), and people of other trades; one
# of every layout and language.
SMALL_BASE = (
    "ilse-hoogendoorn.pdf", "ilse-hoogendoorn-en.pdf", "mehmet-aydin.txt", "piotr-zielinski.html",
    "anouk-verbeek.docx", "fatima-bouzidi.odt", "kevin-wijngaarde.pdf", "marloes-terpstra.pdf",
    "camille-dubois.pdf", "bram-oosterling.txt", "denise-pinas.pdf", "henk-postma.odt",
    "rick-vonk.docx", "sevgi-demir.html",
)  # fmt: skip


# The same examples in every run, however long one takes, and no file of those that were tried.
settings.register_profile("steady", deadline=None, database=None, derandomize=True)
settings.load_profile("steady")

ROOT = Path(__file__).parents[1]
_RUN = "MATCHER_TEST_RUN"  # in the environment of every process that a test starts
_END_S = 60  # for processes that were told to end


@pytest.fixture(scope="session", autouse=True)
def nothing_left_behind(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Hold that a run changes no file of the checkout and leaves no process."""
    before, mark = _files(), uuid.uuid4().hex
    set_hypothesis_home_dir(tmp_path_factory.mktemp("hypothesis"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(_RUN, mark)
        yield
    until = time.monotonic() + _END_S
    while (left := _processes(mark)) and time.monotonic() < until:
        time.sleep(0.1)
    assert left == []
    assert sorted(_files() ^ before) == []


def _files() -> frozenset[tuple[str, int]]:
    """Return the files of the checkout with when they last changed, without what tools keep."""
    tools = {
        ".git", ".venv", "__pycache__", ".mypy_cache", ".ruff_cache", ".import_linter_cache",
        ".hypothesis",
    }  # fmt: skip
    found = []
    for folder, folders, names in os.walk(ROOT):
        folders[:] = [name for name in folders if name not in tools]
        found += [Path(folder) / name for name in names]
    return frozenset((str(path.relative_to(ROOT)), path.stat().st_mtime_ns) for path in found)


def _processes(mark: str) -> list[str]:
    """Return the command lines of running processes that were started in this run."""
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        try:
            started = f"{_RUN}={mark}".encode() in (place / "environ").read_bytes()
            command = (place / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:  # it ended meanwhile, or is somebody else's
            continue
        if started and command and place.name != str(os.getpid()):
            found.append(command)
    return found


@pytest.fixture(scope="session", autouse=True)
def every_line_encoded_once() -> Iterator[None]:
    """Let all talent bases of this process share one default encoder and its rows.

    What the encoder itself must hold (tests/vectors) is tested on the encoder itself.
    """
    kept: list[RememberingEncoder] = []

    def remembering(name: str | None = None, **options: object) -> Encoder:
        if name is not None or options:
            return load_encoder(name, **options)  # type: ignore[arg-type]
        if not kept:
            kept.append(RememberingEncoder(load_encoder()))
        return kept[0]

    with pytest.MonkeyPatch.context() as patch:
        for module in (pipeline, rankers):
            patch.setattr(module, "load_encoder", remembering)
        yield


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
