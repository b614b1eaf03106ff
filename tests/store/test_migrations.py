"""A base of an earlier version is brought up to date with everybody in it, or stays as it was."""

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
import sqlalchemy as sa
from store_people import person

from matcher.codec import to_json
from matcher.errors import StorageError
from matcher.store import TalentBase

FILE = "base.sqlite"
# As version 0.1.0 made it.
FORMAT_1 = """
CREATE TABLE meta (key VARCHAR NOT NULL, value BLOB NOT NULL, PRIMARY KEY (key));
CREATE TABLE files (path VARCHAR NOT NULL, digest VARCHAR NOT NULL, problems VARCHAR NOT NULL,
    PRIMARY KEY (path));
CREATE TABLE people (id VARCHAR NOT NULL, path VARCHAR NOT NULL, text VARCHAR NOT NULL,
    candidate VARCHAR NOT NULL, vectors BLOB NOT NULL, context BLOB NOT NULL, PRIMARY KEY (id));
CREATE INDEX ix_people_path ON people (path);
CREATE TABLE taxonomies (name VARCHAR NOT NULL, digest VARCHAR NOT NULL,
    imported VARCHAR NOT NULL, summary VARCHAR NOT NULL, content BLOB NOT NULL, PRIMARY KEY (name));
"""
PEOPLE = [person(name, seed=n) for n, name in enumerate(("zoë", "anna", "Bram", "carla-2"))]


def old_base(folder: Path, *, taxonomies: bool = True) -> None:
    """Make a base of format 1 with four people in two files."""
    folder.mkdir(exist_ok=True)
    rows = [
        (
            one.candidate.id, f"file {n % 2}", one.text, to_json(one.candidate),
            one.vectors.astype(np.float16).tobytes(), one.context.astype(np.float16).tobytes(),
        )
        for n, one in enumerate(PEOPLE)
    ]  # fmt: skip
    with closing(sqlite3.connect(folder / FILE)) as file, file:
        file.executescript(FORMAT_1)
        file.execute("INSERT INTO meta VALUES ('format', ?)", (b"1",))
        file.execute("INSERT INTO meta VALUES ('ordinary', ?)", (bytes(range(256)),))
        file.executemany("INSERT INTO people VALUES (?, ?, ?, ?, ?, ?)", rows)
        file.executemany(
            "INSERT INTO files VALUES (?, ?, '[[]]')", [("file 0", "a"), ("file 1", "b")]
        )
        if taxonomies:
            file.execute(
                "INSERT INTO taxonomies VALUES ('esco', 'ab', '2026-01-31', 's', ?)", (b"t",)
            )
        else:
            file.execute("DROP TABLE taxonomies")


def described(file: Path) -> dict[str, object]:
    """Return the tables of a database as another program sees them."""
    engine = sa.create_engine(f"sqlite:///{file}")
    look = sa.inspect(engine)
    tables = {
        table: (
            sorted((c["name"], str(c["type"]), c["nullable"], c["default"])
                   for c in look.get_columns(table)),
            look.get_pk_constraint(table)["constrained_columns"],
            sorted((i["name"], i["column_names"], i["unique"]) for i in look.get_indexes(table)),
        )
        for table in look.get_table_names()
    }  # fmt: skip
    engine.dispose()
    return tables


@pytest.mark.parametrize("taxonomies", [True, False])
def test_a_base_of_the_first_format_is_brought_up_to_date_with_everybody_as_they_were(
    tmp_path: Path, taxonomies: bool
) -> None:
    old_base(tmp_path, taxonomies=taxonomies)
    with TalentBase.create(tmp_path) as base:
        found = {one.candidate.id: one for one in base.people()}
        assert set(found) == {one.candidate.id for one in PEOPLE}
        for one in PEOPLE:
            back = found[one.candidate.id]
            assert (back.candidate, back.text, back.digest) == (one.candidate, one.text, "")
            assert np.array_equal(back.vectors, one.vectors.astype(np.float16))
        assert [(c.seq, c.id) for c in base.changes()] == list(enumerate(sorted(found), start=1))
        assert (base.seq(), base.state()) == (4, (4, 0))
        assert base.meta("ordinary") == bytes(range(256))
        assert base.files() == {"file 0": ("a", ()), "file 1": ("b", ())}
        assert [one.name for one in base.taxonomies()] == (["esco"] if taxonomies else [])
        base.put("file 3", "", [person("new")])
        assert base.seq() == 5


def test_a_base_that_was_brought_up_to_date_has_the_tables_of_a_new_one(tmp_path: Path) -> None:
    old_base(tmp_path / "old")
    for name in ("old", "new"):
        TalentBase.create(tmp_path / name).close()
    assert described(tmp_path / "old" / FILE) == described(tmp_path / "new" / FILE)


def test_reading_an_old_base_says_how_to_bring_it_up_to_date_and_changes_nothing(
    tmp_path: Path,
) -> None:
    old_base(tmp_path)
    before = (tmp_path / FILE).read_bytes()
    with pytest.raises(StorageError, match=r"an earlier version; .*: matcher upgrade --base"):
        TalentBase.open(tmp_path)
    assert (tmp_path / FILE).read_bytes() == before
    TalentBase.create(tmp_path).close()
    assert len(TalentBase.open(tmp_path).ids()) == 4


@pytest.mark.parametrize(
    ("found", "says"),
    [
        (b"3", r"made by a later version .*format 3, this version reads up to 2.* install that"),
        (b"0", r"has format b'0', this version reads up to 2; index the documents again"),
        (b"x", r"has format b'x'"),
    ],
)
def test_a_base_of_another_format_is_refused_by_name_and_left_as_it_is(
    place: Path | str, found: bytes, says: str
) -> None:
    TalentBase.create(place).set_meta({"format": found})
    for door in (TalentBase.open, TalentBase.create):
        with pytest.raises(StorageError, match=says):
            door(place)


# For each line of its input a child opens the base there, and ends before its n-th statement;
# pages reach the disk long before the commit.
KILLED = """
import os, signal, sys
import sqlalchemy as sa
from matcher.store import TalentBase

left = 0

@sa.event.listens_for(sa.Engine, "before_cursor_execute")
def count(connection, cursor, statement, *_):
    global left
    if statement.startswith("BEGIN"):
        return
    cursor.execute("PRAGMA cache_size = 1")
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)
    left -= 1

for line in sys.stdin:
    step, folder = line.rstrip().split(" ", 1)
    child = os.fork()
    if not child:
        left = int(step)
        TalentBase.create(folder)
        os._exit(0)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")
@pytest.mark.parametrize("old", [True, False], ids=["migration", "first start"])
def test_a_kill_at_any_step_leaves_the_old_base_or_the_new_one(tmp_path: Path, old: bool) -> None:
    ends = []
    command = [sys.executable, "-c", KILLED]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as parent:
        while not ends or ends[-1]:
            folder = tmp_path / str(len(ends))
            folder.mkdir()
            if old:
                old_base(folder)
            print(len(ends), folder, file=parent.stdin, flush=True)
            ends.append(int(parent.stdout.readline()))
            with TalentBase.create(folder) as base:  # as the next start finds it
                assert len(base.ids()) == base.seq() == (4 if old else 0)
                base.put("next", "", [person("next")])
                assert base.seq() == (5 if old else 1)
        parent.stdin.close()
    assert set(ends[:-1]) == {-signal.SIGKILL}
    assert len(ends) > 10
