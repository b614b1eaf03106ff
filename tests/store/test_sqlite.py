"""What a base in a folder promises beside what every base does."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from store_people import person

from matcher.errors import NotFound, StorageError
from matcher.store import TalentBase

FILE = "base.sqlite"


def test_a_folder_without_a_base_is_not_found_and_stays_as_it_is(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "missing"):
        with pytest.raises(NotFound, match=r"no talent base in .*: matcher index PATHS --base"):
            TalentBase.open(folder)
    assert list(tmp_path.iterdir()) == []


def test_a_base_is_named_by_its_folder_which_holds_all_of_it(tmp_path: Path) -> None:
    base = TalentBase.create(tmp_path)
    assert (base.name, base.url, base.folder) == (str(tmp_path), str(tmp_path), tmp_path)


def test_a_change_is_on_the_disk_when_it_is_acknowledged(tmp_path: Path) -> None:
    base = TalentBase.create(tmp_path)
    with base.engine.writing() as connection:
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2  # FULL
        assert connection.exec_driver_sql("PRAGMA secure_delete").scalar() == 1
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "delete"


def test_a_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / FILE)) as other, other:
        other.execute("CREATE TABLE files (name TEXT)")
    with pytest.raises(StorageError, match=r"the table 'files' of another program"):
        TalentBase.create(tmp_path)


def test_a_base_without_its_id_is_refused(tmp_path: Path) -> None:
    TalentBase.create(tmp_path).put("a", "", [person("anna")])
    with closing(sqlite3.connect(tmp_path / FILE)) as file, file:
        file.execute("DELETE FROM meta WHERE key = 'id'")
    with pytest.raises(StorageError, match="has lost its id; restore it from a backup"):
        TalentBase.open(tmp_path)
