"""Whoever is erased leaves no byte behind, and does not come back by themselves."""

import os
import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from opened_bytes import bytes_in
from postgres_server import Server
from store_people import person

from matcher.errors import NotFound, StorageError
from matcher.records import Reason, Unreadable
from matcher.store import TalentBase
from matcher.store.engines import Engine
from matcher.store.marks import text_digest
from matcher.store.sqlite import SqliteEngine

RARE = "Zeldzaamheid"


@pytest.fixture
def base(place: Path | str) -> Iterator[TalentBase]:
    base = TalentBase.create(place)
    yield base
    base.close()


def traces(one: object) -> list[bytes]:
    """Return what tells of the rare person: words, id, vectors as they are kept."""
    vectors = one.vectors.astype(np.float16).tobytes()  # type: ignore[attr-defined]
    return [RARE.encode(), b"anna-de-rare", vectors[:16], vectors[-16:]]


def rare() -> object:
    return person("anna-de-rare", text=f"Mevrouw {RARE}\nregel", seed=99)


def test_an_erased_person_leaves_no_bytes_in_a_folder(tmp_path: Path) -> None:
    base = TalentBase.create(tmp_path)
    base.put("/cvs/anna-de-rare.pdf", "d1 rules", [rare()])
    base.put("b", "", [person("bram", text="Mijnheer Bram")])
    before = bytes_in(tmp_path)
    assert all(trace in before for trace in traces(rare()))
    base.erase("anna-de-rare")
    after = bytes_in(tmp_path)
    assert [trace for trace in traces(rare()) if trace in after] == []
    assert b"Mijnheer Bram" in after
    assert not base.unwiped()


def test_an_erased_person_leaves_no_bytes_in_the_tables_of_postgresql(
    postgres: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The tables only: the server's log of changes keeps them until it is written over."""
    monkeypatch.setenv("MATCHER_CACHE", str(tmp_path))
    url = postgres.new_schema()
    base = TalentBase.create(url)
    base.put("/cvs/anna-de-rare.pdf", "d1 rules", [rare()])
    base.put("b", "", [person(f"p{n}", text="Mijnheer Bram") for n in range(50)])
    postgres.ask(url, "ANALYZE")  # samples of values may not keep them either
    postgres.ask(url, "CHECKPOINT")
    before = bytes_in(postgres.data / "base")
    assert all(trace in before for trace in traces(rare()))
    base.erase("anna-de-rare")
    postgres.ask(url, "CHECKPOINT")
    after = bytes_in(postgres.data / "base") + bytes_in(postgres.data / "global")
    assert [trace for trace in traces(rare()) if trace in after] == []
    assert b"Mijnheer Bram" in after
    assert b"Zeldzaamheid" in bytes_in(postgres.data / "pg_wal")  # the limit that is documented


@pytest.mark.parametrize("seed", range(6))
def test_nobody_of_a_base_that_has_lived_is_left_after_an_erasure(
    tmp_path: Path, seed: int
) -> None:
    """SQLite keeps parts of deleted rows in stale cells of its pages; erasing rewrites the file."""
    chance, base, gone = random.Random(seed), TalentBase.create(tmp_path), []
    for round_ in range(60):
        name = f"naam{seed}{round_:03}x"
        text = f"woord{name} " * chance.choice([1, 40, 120, 900])
        base.put(f"/cvs/{name}{'q' * chance.choice([0, 200])}.pdf", "d", [person(name, text=text)])
        if round_ % 2:
            gone.append(chance.choice(base.ids()))
            base.remove(gone[-1])
    gone.append(base.ids()[0])
    base.erase(gone[-1])
    rows = bytes_in(tmp_path)
    left = [name for name in gone if f"woord{name}".encode() in rows]
    assert left == []


def test_an_erasure_that_cannot_be_finished_is_no_success_and_is_finished_later(
    base: TalentBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    base.put("a", "", [rare(), person("bram")])

    def full(_: Engine) -> None:
        raise StorageError("the disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(type(base.engine), "rewrite", full)
        with pytest.raises(StorageError, match="full"):
            base.erase("anna-de-rare")
    assert (base.ids(), base.unwiped()) == (["bram"], True)
    base.wipe()
    assert not base.unwiped()


def test_nobody_is_erased_where_one_of_them_is_not_there(base: TalentBase) -> None:
    base.put("a", "", [person("anna"), person("bram")])
    with pytest.raises(NotFound, match=r"no candidate 'carla' .*nobody was taken out"):
        base.erase("anna", "carla")
    assert (base.ids(), base.seq(), base.unwiped()) == (["anna", "bram"], 2, False)


def test_an_erased_document_is_known_again_by_its_bytes_or_by_its_text(base: TalentBase) -> None:
    one = person("anna", text="een tekst", seed=1)
    base.put("/cvs/anna.pdf", "d1 rules", [one])
    base.put("/cvs/bram.pdf", "d2 rules", [person("bram", text="een andere")])
    base.erase("anna")
    asked = ["d1", "d2", "d3", text_digest("een tekst"), text_digest("een andere")]
    assert base.erased(asked) == {"d1", text_digest("een tekst")}
    assert "/cvs/anna.pdf" not in base.files()  # the name of a file tells who it was about


def test_of_a_table_with_others_in_it_only_the_persons_text_is_known(base: TalentBase) -> None:
    people = [person(name, text=f"rij {name}") for name in ("anna", "bram")]
    base.put("people.csv", "d1 rules", people)
    base.erase("anna")
    assert base.erased(["d1", text_digest("rij anna")]) == {text_digest("rij anna")}
    assert base.files() == {"people.csv": ("d1 rules", ())}
    base.erase("bram")
    assert base.erased(["d1"]) == {"d1"}
    assert base.files() == {}


def test_a_document_that_is_taken_in_all_the_same_is_pardoned(base: TalentBase) -> None:
    base.put("a", "d1 rules", [person("anna", text="een tekst")])
    base.erase("anna")
    base.put("a", "d1 rules", [person("anna", text="een tekst")])
    assert base.erased(["d1", text_digest("een tekst")]) == set()


def test_marks_name_nobody(tmp_path: Path) -> None:
    base = TalentBase.create(tmp_path)
    base.put("/cvs/anna-de-rare.pdf", "d1", [rare()])
    base.erase("anna-de-rare")
    with base.engine.reading() as connection:
        rows = connection.exec_driver_sql("SELECT mark, seq FROM erased").all()
    assert len(rows) == 3  # of the person, the document and its text
    assert {len(mark) for mark, _ in rows} == {32}


def test_a_file_that_could_not_be_read_tells_nothing_of_an_erased_person(base: TalentBase) -> None:
    problem = Unreadable("anna-page-2.pdf", Reason.NEEDS_OCR, "look at it", "/cvs/anna")
    base.put("/cvs/anna.zip", "d1", [person("anna")], [problem])
    base.erase("anna")
    assert base.files() == {}


def test_a_journal_of_a_change_that_a_kill_cut_off_is_gone_after_an_erasure(tmp_path: Path) -> None:
    base = TalentBase.create(tmp_path)
    base.put("a", "", [rare()])
    base.erase("anna-de-rare")
    assert sorted(os.listdir(tmp_path)) == ["base.sqlite"]
    assert isinstance(base.engine, SqliteEngine)


def test_who_was_taken_out_before_can_still_be_erased(tmp_path: Path) -> None:
    base = TalentBase.create(tmp_path)
    base.put("/cvs/anna-de-rare.pdf", "d1 rules", [rare()])
    base.put("b", "", [person("bram")])
    base.remove("anna-de-rare")
    assert b"anna-de-rare" in bytes_in(tmp_path)  # the name of the file, which is not read again
    base.erase("anna-de-rare")
    after = bytes_in(tmp_path)
    assert [trace for trace in traces(rare()) if trace in after] == []
    assert base.erased(["d1", text_digest(f"Mevrouw {RARE}\nregel")]) == {
        "d1",
        text_digest(f"Mevrouw {RARE}\nregel"),
    }
    with pytest.raises(NotFound, match="no candidate 'anna-de-rare'"):
        base.erase("anna-de-rare")  # nothing of them is known any more


def test_who_is_no_longer_in_their_file_can_still_be_erased(base: TalentBase) -> None:
    base.put("people.csv", "d1", [person("anna", text="rij anna"), person("bram")])
    base.put("people.csv", "d2", [person("bram")])
    base.erase("anna")
    assert base.erased([text_digest("rij anna")]) == {text_digest("rij anna")}
    assert base.ids() == ["bram"]
    assert list(base.files()) == ["people.csv"]  # somebody else is in it


def test_an_earlier_version_of_an_erased_document_is_known_again_too(base: TalentBase) -> None:
    for text, digest in (("eerste", "d1"), ("tweede", "d2"), ("derde", "d3")):
        one = replace(person("anna", text=text), digest=digest)
        base.put("/cvs/anna.pdf", f"{digest} rules", [one])
    base.erase("anna")
    asked = ["d1", "d2", "d3", *map(text_digest, ("eerste", "tweede", "derde"))]
    assert base.erased(asked) == set(asked)
    base.put("/cvs/anna.pdf", "d3 rules", [replace(person("anna", text="derde"), digest="d3")])
    assert base.erased(asked) == {*asked} - {"d3", text_digest("derde")}


def test_who_comes_back_and_is_the_same_is_erased_as_anybody_is(base: TalentBase) -> None:
    base.put("a", "d1", [person("anna", text="een tekst")])
    base.remove("anna")
    base.put("a", "d2", [person("anna", text="een tekst")])
    base.erase("anna")
    assert base.erased(["d2", text_digest("een tekst")]) == {"d2", text_digest("een tekst")}


def test_of_who_was_erased_since_a_backup_it_brings_back_no_name_of_a_file(
    tmp_path: Path,
) -> None:
    base = TalentBase.create(tmp_path / "base")
    base.put("/cvs/anna-de-rare.pdf", "d1", [rare()])
    base.put("b", "", [person("bram")])
    base.remove("anna-de-rare")
    base.backup(tmp_path / "before.zip")
    (tmp_path / "packed").mkdir()
    (tmp_path / "before.zip").rename(tmp_path / "packed" / "before.zip")
    assert b"anna-de-rare" in bytes_in(tmp_path / "packed")  # the search opens what is packed
    base.erase("anna-de-rare")
    TalentBase.restore(
        tmp_path / "packed" / "before.zip", tmp_path / "back", erased_in=[tmp_path / "base"]
    )
    assert b"anna-de-rare" not in bytes_in(tmp_path / "back")


def test_an_erasure_says_so_before_anybody_is_out(base: TalentBase) -> None:
    """A kill after that leaves a base that `doctor` names."""
    base.put("a", "d1", [person("anna")])
    base.erase("anna", wipe=False)
    assert base.unwiped()
    assert base.erased(["d1"]) == {"d1"}
    base.wipe()
    assert not base.unwiped()
