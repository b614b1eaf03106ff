"""What a killed backup or restore leaves is named, and an erasure deletes it."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from store_people import person

from matcher.errors import StorageError
from matcher.store import TalentBase
from matcher.store.leftovers import clear, left, staging


@pytest.fixture
def base(tmp_path: Path) -> Iterator[TalentBase]:
    with TalentBase.create(tmp_path / "base") as made:
        made.put("a", "", [person("anna", text="Mevrouw Zeldzaamheid")])
        yield made


def killed_in(folder: Path, own: Path | None) -> None:
    """Let a child work in a staging folder, and kill it there."""
    child = os.fork()
    if not child:
        with staging(folder, own) as place:
            (place / "base.sqlite").write_text("Mevrouw Zeldzaamheid", encoding="utf-8")
            os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(child, 0)


def test_a_killed_backup_is_named_wherever_it_was_written(base: TalentBase, tmp_path: Path) -> None:
    assert base.leftovers() == []
    killed_in(tmp_path / ".saved.zip.part", base.folder)
    assert base.leftovers() == [tmp_path / ".saved.zip.part"]


def test_a_killed_restore_is_named(base: TalentBase) -> None:
    killed_in(base.folder / ".restoring-0", None)
    assert base.leftovers() == [base.folder / ".restoring-0"]


def test_an_erasure_deletes_what_was_left(base: TalentBase, tmp_path: Path) -> None:
    killed_in(tmp_path / ".saved.zip.part", base.folder)
    killed_in(base.folder / ".restoring", None)
    base.erase("anna")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["base"]
    assert sorted(path.name for path in base.folder.iterdir()) == ["base.sqlite"]


def test_what_cannot_be_deleted_leaves_the_erasure_unfinished(
    base: TalentBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: Path) -> None:
        raise PermissionError("not yours")

    with monkeypatch.context() as patch:
        patch.setattr("matcher.store.leftovers.clear", refuse)
        with pytest.raises(StorageError, match="not yours"):
            base.erase("anna")
    assert base.unwiped()


def test_a_backup_that_is_being_made_is_left_alone(base: TalentBase, tmp_path: Path) -> None:
    with staging(tmp_path / ".saved.zip.part", base.folder) as place:
        assert left(base.folder) == []
        clear(base.folder)
        assert place.is_dir()
        with pytest.raises(OSError, match="another process"), staging(place):
            pass
        assert place.is_dir()
    assert sorted(path.name for path in base.folder.iterdir()) == ["base.sqlite"]


def test_a_note_that_tells_of_another_folder_deletes_nothing(
    base: TalentBase, tmp_path: Path
) -> None:
    """A base that was copied, or handed over by somebody, may bring any note."""
    (tmp_path / "letters").mkdir()
    note = base.folder / ".backup-0"
    note.write_text(str(tmp_path / "letters"), encoding="utf-8")
    assert base.leftovers() == []
    base.erase("anna")
    assert (tmp_path / "letters").is_dir()
    assert not note.exists()


def test_a_finished_backup_leaves_no_note(base: TalentBase, tmp_path: Path) -> None:
    base.backup(tmp_path / "saved.zip")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["base", "saved.zip"]
    assert sorted(path.name for path in base.folder.iterdir()) == ["base.sqlite"]


def test_a_backup_of_a_folder_that_may_not_be_written_is_made_without_a_note(
    base: TalentBase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> int:
        raise PermissionError("read only")

    monkeypatch.setattr("matcher.owned.opener", refuse)
    with staging(tmp_path / "place", base.folder):
        assert sorted(path.name for path in base.folder.iterdir()) == ["base.sqlite"]
