"""What gates speed: work that is counted, which nothing that runs beside it can change."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from work_counted import CountingEncoder, Work, counted

from benchmarks.faults.letters import LetterEncoder
from benchmarks.faults.people import VACANCIES, write
from matcher import comparing, searching
from matcher.engine import options
from matcher.index import plan, stages
from matcher.index.stages import Stages
from matcher.pipeline import Matcher
from matcher.records import Vacancy
from matcher.vectors import SentenceEncoder

_PEOPLE = 120
_POOL = 12  # people who get a ledger; 400 on a base of real size
_TOP = 5


@pytest.fixture(scope="module")
def encoder() -> CountingEncoder:
    """The letter encoder, counted."""
    return CountingEncoder(LetterEncoder())


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a base of 120 do what a base of 100,000 does."""
    monkeypatch.setattr(options, "_POOL", _POOL)
    monkeypatch.setattr(searching, "PAYS_FROM", 50)
    monkeypatch.setattr(plan, "_LEAST", 2 * _POOL)
    monkeypatch.setattr(plan, "_RESCORED", 2)


@pytest.fixture(scope="module")
def folder(encoder: CountingEncoder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A base of 120 people with codes."""
    place = tmp_path_factory.mktemp("work")
    cvs = write(place / "cvs", dict.fromkeys(range(_PEOPLE), 0))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(searching, "PAYS_FROM", 50)
        Matcher.open(place / "base", create=True, encoder=encoder).index([cvs])
        yield place / "base"


@pytest.fixture
def matcher(folder: Path, encoder: CountingEncoder) -> Matcher:
    """The base, opened and asked once before."""
    found = Matcher.open(folder, encoder=encoder)
    found.match(VACANCIES[1], top=_TOP)
    return found


def statements(matcher: Matcher) -> int:
    return sum(len(candidate.profile.statements) for candidate, _ in matcher.candidates())


def bound_of_a_match(vacancy: Vacancy, *, rows: int, coded: int) -> Work:
    """Return what a warm match of one vacancy may cost."""
    return Work(
        passes=1,  # the requirements and the work as a whole, together
        texts=len(vacancy.requirements) + 1,
        scans=1,
        rows=rows,
        coded=coded,
        read=_POOL,
        queries=16,  # states and settings, once a match; one of people, in parts of 500
        opened=0,
    )


def work_of_a_match(matcher: Matcher, encoder: CountingEncoder, *, way: str) -> tuple[Work, Work]:
    """Return what a match cost, and what it may cost."""
    vacancy = matcher.understand(VACANCIES[0])
    with counted(encoder, matcher._base.folder) as work:
        ranking = matcher.match(vacancy, top=_TOP, way=way)
    assert (ranking.plan.way, len(ranking.ranked)) == (way, _POOL)
    rows, coded = statements(matcher), 0
    if way == "codes":  # two people to one who gets a ledger are compared, not everybody
        rows, coded = 3 * rows * plan.rescored(_POOL) // _PEOPLE // 2, _PEOPLE  # half more: ties
    return work, bound_of_a_match(vacancy, rows=rows, coded=coded)


@pytest.mark.parametrize("way", ["exact", "codes"])
def test_a_match_encodes_once_scans_once_and_reads_only_who_gets_a_ledger(
    matcher: Matcher, encoder: CountingEncoder, way: str
) -> None:
    work, bound = work_of_a_match(matcher, encoder, way=way)
    assert work.over(bound) == []
    assert work.rows > 0
    assert work.read == _POOL


def one_more_pass(patch: pytest.MonkeyPatch) -> None:
    """Encode all texts a second time."""
    encode = CountingEncoder.encode
    patch.setattr(
        CountingEncoder, "encode", lambda self, texts: (encode(self, texts), encode(self, texts))[1]
    )


def every_text_by_itself(patch: pytest.MonkeyPatch) -> None:
    """Encode text by text."""
    encode = CountingEncoder.encode
    patch.setattr(
        CountingEncoder,
        "encode",
        lambda self, texts: np.concatenate([encode(self, [text]) for text in texts]),
    )


def a_second_scan(patch: pytest.MonkeyPatch) -> None:
    """Compare all people twice."""
    scores = Stages._scores
    patch.setattr(
        Stages, "_scores", lambda self, *asked: (scores(self, *asked), scores(self, *asked))[1]
    )


def the_whole_table(patch: pytest.MonkeyPatch) -> None:
    """Read everybody where some were asked for."""
    of = comparing.Ready.of

    def everybody(self, ids, ordinary):  # type: ignore[no-untyped-def]
        list(self._base.people())
        return of(self, ids, ordinary)

    patch.setattr(comparing.Ready, "of", everybody)


def people_one_by_one(patch: pytest.MonkeyPatch) -> None:
    """Ask the database for each person apart."""
    of = comparing.Ready.of
    patch.setattr(
        comparing.Ready,
        "of",
        lambda self, ids, ordinary: [one for id_ in ids for one in of(self, [id_], ordinary)],
    )


@pytest.mark.parametrize(
    ("slower", "caught"),
    [
        (one_more_pass, "passes"),
        (every_text_by_itself, "passes"),
        (a_second_scan, "scans"),
        (the_whole_table, "read"),
        (people_one_by_one, "queries"),
    ],
)
def test_a_deliberate_loss_of_speed_is_caught(
    matcher: Matcher,
    encoder: CountingEncoder,
    monkeypatch: pytest.MonkeyPatch,
    slower: Callable[[pytest.MonkeyPatch], None],
    caught: str,
) -> None:
    slower(monkeypatch)
    work, bound = work_of_a_match(matcher, encoder, way="exact")
    assert caught in {told.split(":")[0] for told in work.over(bound)}


def test_codes_that_choose_everybody_are_caught(
    matcher: Matcher, encoder: CountingEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stages, "floor_of", lambda bins, wanted: 0)
    work, bound = work_of_a_match(matcher, encoder, way="codes")
    assert {told.split(":")[0] for told in work.over(bound)} >= {"rows"}


def test_vacancies_of_a_batch_are_answered_with_people_read_once(
    matcher: Matcher, encoder: CountingEncoder
) -> None:
    asked = [matcher.understand(text) for text in (*VACANCIES, *VACANCIES)]
    with counted(encoder, matcher._base.folder) as work:
        found = list(matcher.match_many(asked, top=_TOP))
    different = {id_ for ranking in found for id_ in ranking.shortlist}
    assert work.read == len(different) < 4 * _POOL
    assert work.passes == len(asked)
    assert work.queries <= 16 + 3 * (len(asked) - 1)  # a vacancy more: its state, its people


def test_one_person_added_to_a_large_base_costs_the_encoding_of_that_person(
    folder: Path, encoder: CountingEncoder, tmp_path: Path
) -> None:
    writer = Matcher.open(shutil.copytree(folder, tmp_path / "base"), create=True, encoder=encoder)
    cvs = write(tmp_path / "cvs", {_PEOPLE: 0})
    with counted(encoder, tmp_path / "base") as work:
        assert writer.index([cvs]).added == 1
    (new,) = [c for c, _ in writer.candidates() if c.id == f"p{_PEOPLE}"]
    assert work.texts <= len(new.profile.statements) + 1  # its lines, and the CV as a whole
    assert work.read <= 1
    assert work.rows == 0


def test_opening_a_base_reads_each_file_of_its_index_once(
    folder: Path, encoder: CountingEncoder
) -> None:
    files = [path for path in (folder / "index").rglob("*") if path.is_file()]
    with counted(encoder, folder) as work:
        Matcher.open(folder, encoder=encoder).match(VACANCIES[0], top=_TOP)
    assert 0 < work.opened <= 2 * len(files)


def test_texts_of_one_length_share_a_pass_of_the_network(
    tiny_model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    encoder = SentenceEncoder(tiny_model, name="tiny", threads=1)
    model = encoder._model()
    rows, passes = model.rows, []
    monkeypatch.setattr(
        type(model), "rows", lambda self, batch: (passes.append(len(batch)), rows(batch))[1]
    )
    encoder.encode([*["a b"] * 7, "c d", "e f", "g h i", "j k l"])
    assert sorted(passes) == [2, 3]  # three distinct texts of two words, two of three
