"""A base on a PostgreSQL server outlives what happens to the server and to its connections."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import psycopg
import pytest
import store_people
from postgres_server import Server, running
from store_people import PER_FILE, file_of, person

from matcher.errors import InvalidInput, NotFound, StorageError
from matcher.store import TalentBase, erasing


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MATCHER_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def url(postgres: Server) -> str:
    return postgres.new_database()


def test_what_is_derived_lies_in_a_closed_folder_of_the_users_cache(url: str, cache: Path) -> None:
    base = TalentBase.create(url)
    assert base.folder == cache / "bases" / base.id
    assert base.folder.stat().st_mode & 0o777 == 0o700
    assert TalentBase.open(url).folder == base.folder


def test_the_name_of_a_base_shows_no_password_and_its_url_opens_it(url: str) -> None:
    spelled = url.replace("postgres@", "postgres:s3cret@")
    base = TalentBase.create(spelled)
    assert "s3cret" not in base.name
    assert "***" in base.name
    assert "s3cret" in base.url
    assert TalentBase.open(base.url).id == base.id


def test_a_database_without_a_base_is_not_found_and_stays_as_it_is(
    postgres: Server, url: str
) -> None:
    with pytest.raises(NotFound, match=r"no talent base at postgresql://.*: matcher index PATHS"):
        TalentBase.open(url)
    assert postgres.ask(url, "SELECT tablename FROM pg_tables WHERE schemaname = 'public'") == []


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (
            "postgresql://postgres@/nothing?host={}",
            r"does not exist.*check that it runs, and the host",
        ),
        (
            "postgresql://nobody@/postgres?host={}",
            r"role \"nobody\" does not exist.*user, password",
        ),
        ("postgresql://127.0.0.1:9/talent", r"went away or did not let us in"),
    ],
)
def test_a_server_that_refuses_or_is_not_there_is_told_with_the_next_step(
    postgres: Server, wrong: str, says: str
) -> None:
    for door in (TalentBase.open, TalentBase.create):
        with pytest.raises(StorageError, match=says):
            door(wrong.format(postgres.folder))


@pytest.mark.parametrize("wrong", ["mysql://host/base", "sqlite:///base.sqlite"])
def test_a_url_of_something_else_is_refused(wrong: str) -> None:
    with pytest.raises(InvalidInput, match="name a folder, or a PostgreSQL database"):
        TalentBase.create(wrong)


def test_a_url_that_cannot_be_read_is_refused() -> None:
    with pytest.raises(InvalidInput, match="is not understood; write it as"):
        TalentBase.create("postgresql://host:port/base")


def test_two_bases_in_two_schemas_of_one_database_are_apart(postgres: Server, url: str) -> None:
    bases = []
    for name in ("one", "two"):
        postgres.ask(url, f"CREATE SCHEMA {name}")
        bases.append(TalentBase.create(f"{url}&options=-csearch_path%3D{name}"))
        bases[-1].put("a", "", [person(name)])
    assert [base.ids() for base in bases] == [["one"], ["two"]]
    assert bases[0].id != bases[1].id


def test_tables_of_another_program_are_left_alone(postgres: Server, url: str) -> None:
    postgres.ask(url, "CREATE TABLE people (name text)")
    with pytest.raises(StorageError, match=r"the table 'people' of another program"):
        TalentBase.create(url)
    assert postgres.ask(url, "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") == [(1,)]


def test_a_text_that_the_server_does_not_take_is_told_as_such(url: str) -> None:
    base = TalentBase.create(url)
    with pytest.raises(StorageError, match="a character that PostgreSQL does not take"):
        base.put("a", "", [person("anna", text="nul \x00 here")])
    assert base.ids() == []


def test_a_server_that_is_killed_and_started_again_is_found_again_with_everybody(
    tmp_path: Path,
) -> None:
    with running() as server:
        base = TalentBase.create(server.new_database())
        base.put("a", "", [person("anna")])
        server.kill()
        for ask in (base.ids, base.seq, lambda: base.put("b", "", [person("bram")])):
            with pytest.raises(StorageError, match="went away or did not let us in"):
                ask()
        server.start()
        assert base.ids() == ["anna"]
        base.put("b", "", [person("bram")])
        assert base.ids() == ["anna", "bram"]


def test_connections_that_the_server_ended_are_not_noticed(postgres: Server, url: str) -> None:
    base = TalentBase.create(url)
    base.put("a", "", [person("anna")])
    ended = postgres.ask(
        "postgres",
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
        f"WHERE datname = '{url.partition('@/')[2].partition('?')[0]}'",
    )
    assert ended
    assert base.ids() == ["anna"]
    base.put("b", "", [person("bram")])
    assert base.seq() == 2


def test_a_connection_that_is_ended_in_the_middle_of_an_import_leaves_no_half_file(
    postgres: Server, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    base = TalentBase.create(url)
    base.put("table", "one", [person(f"p{n}", text="old") for n in range(4)])

    def end_all(*_: object) -> None:
        postgres.ask(
            "postgres",
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            f"WHERE datname = '{url.partition('@/')[2].partition('?')[0]}'",
        )

    with monkeypatch.context() as patch:
        patch.setattr(erasing, "pardon", end_all)  # all rows are sent, none is committed
        with pytest.raises(StorageError, match="went away"):
            base.put("table", "two", [person(f"p{n}", text="new") for n in range(4)])
    assert {one.text for one in base.people()} == {"old"}
    assert base.files()["table"] == ("one", ())
    assert base.seq() == 4
    base.put("table", "two", [person(f"p{n}", text="new") for n in range(4)])
    assert {one.text for one in base.people()} == {"new"}


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")
def test_killed_importers_lose_nobody_who_was_acknowledged_and_halve_nobody(url: str) -> None:
    acknowledged: dict[int, int] = {}
    command = [sys.executable, store_people.__file__, url]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as nursery:
        assert nursery.stdin
        assert nursery.stdout
        for start in (0, 100, 200):
            nursery.stdin.write(f"{start}\n")
            nursery.stdin.flush()
            pid = int(nursery.stdout.readline())
            said = [nursery.stdout.readline() for _ in range(5 + start // 100)]
            os.kill(pid, signal.SIGKILL)
            said += iter(nursery.stdout.readline, "dead\n")
            acknowledged |= {int(n): int(r) for n, r in map(str.split, said)}
        nursery.stdin.close()
    base = TalentBase.open(url)
    rounds = {int(path.split()[1]): int(d.split()[1]) for path, (d, _) in base.files().items()}
    assert all(rounds[number] >= round_ for number, round_ in acknowledged.items())
    expected = [one for number in sorted(rounds) for one in file_of(number, rounds[number])]
    people = list(base.people())
    assert len(people) == PER_FILE * len(rounds)
    for one, put in zip(people, expected, strict=True):
        assert (one.candidate, one.text) == (put.candidate, put.text)
        assert np.array_equal(one.vectors, put.vectors.astype(np.float16))


def test_erasing_waits_for_who_still_sees_what_was_deleted_and_says_so(
    postgres: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The server keeps a deleted row for a reader of any schema who began before."""
    url = postgres.new_schema()
    base = TalentBase.create(url)
    base.put("a", "d1", [person("anna"), person("bram")])
    monkeypatch.setattr("matcher.store.postgres.LOCK_TIMEOUT_S", 0.2)
    with psycopg.connect(postgres.url("postgres")) as reader:
        reader.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        reader.execute("SELECT 1")
        pid = reader.info.backend_pid
        with pytest.raises(StorageError, match=rf"process {pid} of the server.*--unfinished"):
            base.erase("anna")
        assert (base.ids(), base.unwiped()) == (["bram"], True)
    base.wipe()
    assert not base.unwiped()
