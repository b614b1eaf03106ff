"""The same people and vacancies give the same bytes, however the code is moved about.

Hashes of full-precision ledgers, of a batch's rows and of an index's content, made with the encoder
of letters, so that neither a model nor its version has a part in them. Last bits depend on how a
processor adds up a matrix product; where a fixed product comes out otherwise, the hashes say
nothing and the tests are skipped.
"""

import datetime
import hashlib
from pathlib import Path

import numpy as np
import pytest

from benchmarks.faults.letters import LetterEncoder
from matcher.documents import read_text
from matcher.engine import writer
from matcher.pipeline import Matcher
from matcher.rerank import rerank
from matcher.resources import shipped

ROUNDING = "de0bd660f514511f"
LEDGERS = "147c567ba1a17bb8"
BATCH = "930106d1c63a859e"
INDEX = "302516514b190214"


class Midsummer(datetime.date):
    """A day that stays: the calibration holds the month."""

    @classmethod
    def today(cls) -> "Midsummer":
        return cls(2026, 6, 21)


def digest(*parts: bytes) -> str:
    return hashlib.sha256(b"\n".join(parts)).hexdigest()[:16]


def rounding() -> str:
    chance = np.random.default_rng(7)
    rows = chance.normal(size=(3, 60, 384)).astype(np.float32)
    return digest((rows[0] @ rows[1].T).tobytes(), (rows[0, :9] @ rows[2, 5]).tobytes())


def texts(folder: str) -> list[Path]:
    return [p for p in sorted(shipped(folder).iterdir()) if p.suffix in (".txt", ".html")]


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    """A base of the 34 people of the sample whose CVs are plain text or web pages."""
    if rounding() != ROUNDING:
        pytest.skip(f"this processor rounds otherwise ({rounding()}): the hashes are not its own")
    cvs = [
        read_text(path.read_text(encoding="utf-8"), id=path.stem, source=path.name)
        for path in texts("sample/cvs")
    ]
    made = Matcher(encoder=LetterEncoder())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(writer, "date", Midsummer)
        assert made.add(cvs) == ()
    assert len(made.ids()) == 34
    return made


def test_ledgers_are_what_they_were(matcher: Matcher) -> None:
    found = [
        matcher.match(path.read_text(encoding="utf-8"), top=5)
        for path in texts("sample/vacancies")
        if path.suffix == ".txt"
    ]
    assert sum(len(one.ranked) for one in found) == 10 * 34
    parts = [repr((one.vacancy, one.ranked, one.shortlist, one.pool)).encode() for one in found]
    assert digest(*parts) == LEDGERS


def test_a_batch_is_what_it_was(matcher: Matcher) -> None:
    asked = [p.read_text(encoding="utf-8") for p in texts("sample/vacancies")]
    table = rerank(matcher, asked, top=4, explain=True)
    assert len(table) == 4 * len(asked)
    assert digest(table.to_csv().encode()) == BATCH


def test_the_content_of_the_index_is_what_it_was(matcher: Matcher) -> None:
    matcher.match("Ervaring met Python is vereist.", where="years >= 1")
    (held,) = matcher.searcher().snapshot.index.state.held
    part, block = held.part, held.part.block
    arrays = {
        "statements": block.statements, "starts": block.starts, "rungs": block.rungs,
        "contexts": block.contexts, "rests": block.context_rests, **part.columns.arrays(),
    }  # fmt: skip
    parts = [f"{name} {array.dtype} {array.shape}".encode() for name, array in arrays.items()]
    parts += [np.ascontiguousarray(array).tobytes() for array in arrays.values()]
    assert digest(repr(list(part.ids)).encode(), *parts) == INDEX
