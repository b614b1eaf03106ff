"""A backup holds one moment of a base; what is restored from it holds nobody who was erased."""

import json
import random
import threading
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from postgres_server import Server
from store_people import person

from matcher.codec import to_json
from matcher.errors import InvalidInput, NotFound, StorageError
from matcher.store import KeptTaxonomy, TalentBase, backup, restoring
from matcher.store import people as people_module


@pytest.fixture
def base(place: Path | str) -> Iterator[TalentBase]:
    base = TalentBase.create(place)
    for number in range(4):
        names = (f"p{number}-1", f"p{number}-2")
        base.put(f"file {number}", f"d{number} r", [person(n, text=f"tekst {n}") for n in names])
    base.put_taxonomy(KeptTaxonomy("esco", "d", "2026-01-31", "é"), b"content")
    base.set_meta({"ordinary": b"rows of people", "encoder": b"e"})
    yield base
    base.close()


@pytest.fixture(params=["folder", "postgresql"])
def elsewhere(request: pytest.FixtureRequest, tmp_path: Path) -> Path | str:
    if request.param == "folder":
        return tmp_path / "elsewhere"
    server: Server = request.getfixturevalue("postgres")
    return server.new_schema()


def told(base: TalentBase) -> list[object]:
    people = [(p.seq, to_json(p.candidate), p.text, p.vectors.tolist()) for p in base.people()]
    kept = [(one, base.taxonomy(one.name)) for one in base.taxonomies()]
    return [people, base.files(), base.owners(), kept, base.meta("ordinary"), base.seq()]


def test_a_base_comes_back_on_either_engine_as_it_was(
    base: TalentBase, elsewhere: Path | str, tmp_path: Path
) -> None:
    made = base.backup(tmp_path / "one.backup")
    assert (made.people, made.seq, made.base) == (8, 8, base.id)
    assert backup.about(tmp_path / "one.backup") == made
    done = TalentBase.restore(tmp_path / "one.backup", elsewhere)
    assert (done.people, done.left_out) == (8, 0)
    with TalentBase.open(elsewhere) as back:
        assert told(back) == told(base)
        assert back.id != base.id  # an index of the old one is not taken for its index
        assert back.verify() == []
        assert not back.unwiped()
        assert not list(back.folder.glob(".restoring*"))


def test_a_restored_base_goes_on_counting(
    base: TalentBase, elsewhere: Path | str, tmp_path: Path
) -> None:
    base.remove("p0-1")
    base.backup(tmp_path / "one.backup")
    TalentBase.restore(tmp_path / "one.backup", elsewhere)
    with TalentBase.create(elsewhere) as back:
        back.put("new", "", [person("new")])
        assert back.seq() == 9 + 1
        assert all(change.id for change in back.changes())  # nobody is gone from a new base
        assert back.state()[1] > base.state()[1]


def test_a_backup_is_of_one_moment_while_others_write(
    base: TalentBase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each file holds two people of one round, whatever the moment at which it was copied."""
    monkeypatch.setattr(backup, "PEOPLE_AT_ONCE", 3)
    stop, started = threading.Event(), threading.Event()
    failed: list[BaseException] = []

    def write() -> None:
        chance = random.Random(1)
        try:
            with TalentBase.create(base.url) as own:
                for round_ in range(100_000):
                    name = f"w{chance.randrange(20)}"
                    both = [person(f"{name}-{n}", text=f"{name} {round_}") for n in range(2)]
                    own.put(name, str(round_), both if chance.random() < 0.8 else [])
                    started.set()
                    time.sleep(0.005)  # a real import spends its time on reading documents
                    if stop.is_set():
                        return
        except BaseException as error:
            failed.append(error)

    thread = threading.Thread(target=write)
    thread.start()
    assert started.wait(20)
    for number in range(2):
        file = tmp_path / f"{number}.backup"
        base.backup(file)
        TalentBase.restore(file, tmp_path / f"back {number}")
        with TalentBase.open(tmp_path / f"back {number}") as back:
            assert back.verify() == []
            files = back.files()
            texts = {p.candidate.id: p.text for p in back.people()}
        for name in {id_[:-2] for id_ in texts if id_.startswith("w")}:
            expected = f"{name} {files[name][0]}"
            assert [texts.get(f"{name}-{n}") for n in range(2)] == [expected] * 2
    stop.set()
    thread.join()
    assert failed == []


def test_whoever_left_while_the_copy_was_made_is_not_in_it(
    base: TalentBase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(people_module, "PEOPLE_AT_ONCE", 2)
    taken, page = [], backup._page

    def once_more(*of: object) -> object:
        if len(taken) == 2:
            base.remove("p0-1")
            base.put("file 1", "d", [person("p1-2", text="changed")])
        taken.append(of)
        return page(*of)

    monkeypatch.setattr(backup, "PEOPLE_AT_ONCE", 2)
    monkeypatch.setattr(backup, "_page", once_more)
    base.backup(tmp_path / "one.backup")
    TalentBase.restore(tmp_path / "one.backup", tmp_path / "back")
    with TalentBase.open(tmp_path / "back") as back:
        assert back.ids() == base.ids() == ["p0-2", "p1-2", "p2-1", "p2-2", "p3-1", "p3-2"]
        assert [p.text for p in back.people(["p1-2"])] == ["changed"]


def test_what_was_derived_from_a_base_in_postgresql_that_is_replaced_is_deleted(
    postgres: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MATCHER_CACHE", str(tmp_path / "cache"))
    with TalentBase.create(postgres.new_schema()) as base:
        base.put("a", "", [person("anna")])
        (base.folder / "index").mkdir()
        base.backup(tmp_path / "one.backup")
        TalentBase.restore(tmp_path / "one.backup", base.url, replace=True)
        assert not base.folder.exists()
        assert TalentBase.open(base.url).folder.is_dir()


# --- the erased -------------------------------------------------------------------------------
def test_who_was_erased_after_the_backup_stays_erased_where_the_base_is_restored_over(
    base: TalentBase, tmp_path: Path
) -> None:
    base.backup(tmp_path / "one.backup")
    base.erase("p0-1", "p1-1", "p1-2")
    done = TalentBase.restore(
        tmp_path / "one.backup", base.url, replace=True, stale=["ordinary", "codes"]
    )
    assert (done.people, done.left_out) == (5, 3)
    with TalentBase.open(base.url) as back:
        assert back.ids() == ["p0-2", "p2-1", "p2-2", "p3-1", "p3-2"]
        assert sorted(back.files()) == ["file 0", "file 2", "file 3"]  # file 1 held nobody else
        assert back.meta("ordinary") is None  # made of rows of people, some of them erased
        assert back.meta("encoder") == b"e"
        assert back.erased(["d1", "d0"]) == {"d1"}
        assert back.verify() == []


def test_who_was_erased_stays_out_of_a_new_place_by_a_later_backup(
    base: TalentBase, tmp_path: Path
) -> None:
    base.backup(tmp_path / "one.backup")
    base.erase("p0-1")
    base.backup(tmp_path / "two.backup")
    for number, known in enumerate((tmp_path / "two.backup", base.url)):
        where = tmp_path / f"back {number}"
        done = TalentBase.restore(tmp_path / "one.backup", where, erased_in=[known])
        assert (done.people, done.left_out) == (7, 1)
        with TalentBase.open(where) as back:
            assert "p0-1" not in back.ids()
            assert back.erased(["d0"]) == set()  # file 0 holds another person


def test_somebody_new_under_the_id_of_an_erased_person_is_restored(
    base: TalentBase, tmp_path: Path
) -> None:
    base.erase("p0-1")
    base.put("new", "d9", [person("p0-1", text="somebody else")])
    base.backup(tmp_path / "one.backup")
    done = TalentBase.restore(tmp_path / "one.backup", tmp_path / "back")
    assert (done.people, done.left_out) == (8, 0)


def test_an_older_version_of_an_erased_person_stays_out_too(
    base: TalentBase, tmp_path: Path
) -> None:
    base.backup(tmp_path / "one.backup")
    base.put("file 0", "new", [person("p0-1", text="newer"), person("p0-2", text="tekst p0-2")])
    base.erase("p0-1")
    done = TalentBase.restore(tmp_path / "one.backup", tmp_path / "back", erased_in=[base.url])
    assert done.left_out == 1


# --- what is refused --------------------------------------------------------------------------
def test_a_place_with_people_is_replaced_only_when_told_and_only_by_its_own_backup(
    base: TalentBase, tmp_path: Path
) -> None:
    base.backup(tmp_path / "one.backup")
    base.put("late", "", [person("late")])
    before = told(base)
    with pytest.raises(InvalidInput, match="holds people; restore into a new place, or say"):
        TalentBase.restore(tmp_path / "one.backup", base.url)
    with TalentBase.create(tmp_path / "other") as other:
        other.put("a", "", [person("anna")])
    for replace in (False, True):
        with pytest.raises(InvalidInput, match="is not the one that this backup was made of"):
            TalentBase.restore(tmp_path / "one.backup", tmp_path / "other", replace=replace)
    with pytest.raises(InvalidInput, match="its list of erased people says nothing here"):
        TalentBase.restore(tmp_path / "one.backup", tmp_path / "b", erased_in=[tmp_path / "other"])
    assert TalentBase.open(tmp_path / "other").ids() == ["anna"]
    assert told(base) == before
    TalentBase.restore(tmp_path / "one.backup", base.url, replace=True)
    assert "late" not in base.ids()


def test_a_file_that_is_there_is_not_written_over(base: TalentBase, tmp_path: Path) -> None:
    (tmp_path / "notes").write_text("mine")
    with pytest.raises(InvalidInput, match="is there already; name a new file"):
        base.backup(tmp_path / "notes")
    assert (tmp_path / "notes").read_text() == "mine"


def test_a_backup_may_be_read_by_its_owner_only_and_leaves_nothing_beside_it(
    base: TalentBase, tmp_path: Path
) -> None:
    folder = tmp_path / "safe"
    folder.mkdir()
    base.backup(folder / "one.backup")
    assert [path.name for path in folder.iterdir()] == ["one.backup"]
    assert (folder / "one.backup").stat().st_mode & 0o777 == 0o600


def test_a_folder_that_is_not_there_is_told_of(base: TalentBase, tmp_path: Path) -> None:
    with pytest.raises(StorageError, match=r"cannot be written .*name a file in a folder that"):
        base.backup(tmp_path / "missing" / "one.backup")


def test_damage_anywhere_in_a_backup_is_noticed_and_the_place_stays_as_it_was(
    tmp_path: Path,
) -> None:
    with TalentBase.create(tmp_path / "base") as base:
        base.put("a", "", [person(f"p{n}", text=f"tekst {n} " * 50) for n in range(20)])
        base.backup(tmp_path / "whole")
        expected = told(base)
    whole = (tmp_path / "whole").read_bytes()
    chance, other = random.Random(4), tmp_path / "damaged"
    refused = 0
    for number in range(40):
        damaged = bytearray(whole)
        if chance.random() < 0.3:
            del damaged[chance.randrange(len(whole)) :]
        else:
            damaged[chance.randrange(len(whole) * 9 // 10)] ^= 1 << chance.randrange(8)
        other.write_bytes(damaged)
        where = tmp_path / f"back {number}"
        try:
            TalentBase.restore(other, where)
        except StorageError:
            assert not where.exists() or TalentBase.open(where).ids() == []
            refused += 1
        else:  # a bit that says nothing, such as a date in the archive's own list
            assert told(TalentBase.open(where)) == expected
    assert refused > 20


@pytest.mark.parametrize("content", ["no archive", "other archive", "later kind"])
def test_what_is_no_backup_is_refused_and_no_base_is_made(tmp_path: Path, content: str) -> None:
    file = tmp_path / "file"
    if content == "no archive":
        file.write_bytes(b"some bytes")
    else:
        with zipfile.ZipFile(file, "w") as archive:
            archive.writestr("other.txt", "text")
            if content == "later kind":
                told = {"kind": "skills-matcher backup 2", "base": "", "made": "", "people": 0,
                        "seq": 0, "size_bytes": 0, "sha256": ""}  # fmt: skip
                archive.writestr("manifest.json", json.dumps(told))
    with pytest.raises(StorageError, match="is no backup of a talent base, or is damaged"):
        TalentBase.restore(file, tmp_path / "back")
    with pytest.raises(NotFound, match="there is no backup"):
        TalentBase.restore(tmp_path / "missing", tmp_path / "back")
    assert not (tmp_path / "back").exists()


def test_a_restore_that_is_cut_off_leaves_the_place_as_it_was(
    base: TalentBase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    base.backup(tmp_path / "one.backup")
    base.put("late", "", [person("late")])
    before, id_ = told(base), base.id

    def cut_off(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(restoring, "_keep_marks", cut_off)
        with pytest.raises(KeyboardInterrupt):
            TalentBase.restore(tmp_path / "one.backup", base.url, replace=True)
    with TalentBase.open(base.url) as back:
        assert (told(back), back.id) == (before, id_)
