"""Whoever is erased is in no file of the base any more, whatever was made of them."""

from pathlib import Path

import numpy as np
import pytest
from cv_texts import VACANCY, write
from opened_bytes import bytes_in
from postgres_server import Server

from matcher.engine import writer
from matcher.errors import NotFound, StorageError
from matcher.index.quantise import to_bytes
from matcher.pipeline import Matcher
from matcher.searching import LiveIndex

RARE = "rare-person"


def traces(base: Matcher) -> dict[str, bytes]:
    """Return all forms in which the rare person is kept, of words, id, key and vectors."""
    (person,) = base._base.people([RARE])
    language, ordinary = person.candidate.language, base.searcher().snapshot.knowledge.ordinary
    centred = ordinary.lines.centred(person.vectors, language)
    whole = ordinary.wholes.centred(person.context[None], language)
    place = int(np.argmax([len(s.text) for s in person.candidate.profile.statements]))
    return {
        "a word": b"Zeldzaamheidsregister",
        "the id": RARE.encode(),
        "the key": person.key,
        "a row as half floats": person.vectors[place].astype(np.float16).tobytes(),
        "the context as half floats": person.context.astype(np.float16).tobytes(),
        "a centred row as half floats": centred[place].astype(np.float16).tobytes(),
        "a centred row as floats": centred[place].astype(np.float32).tobytes(),
        "a centred row in the index": to_bytes(centred[place][None]).tobytes(),
        "the centred context in the index": to_bytes(whole).tobytes(),
    }


# What must be there before, or the test would show nothing.
KEPT = {
    "a word", "the id", "the key", "a row as half floats", "the context as half floats",
    "a centred row in the index", "the centred context in the index",
}  # fmt: skip


@pytest.mark.parametrize("own", [False, True], ids=["shipped calibration", "of the people"])
def test_no_form_of_an_erased_person_is_left_in_the_folder(
    base: Matcher, place: Path | str, tmp_path: Path, request: pytest.FixtureRequest, own: bool
) -> None:
    if own:
        base.calibrate()
    folders = [base._base.folder]
    if isinstance(place, str):
        server: Server = request.getfixturevalue("postgres")
        server.ask(place, "CHECKPOINT")
        ((number,),) = server.ask(
            place, "SELECT oid FROM pg_database WHERE datname = current_database()"
        )
        folders.append(server.data / "base" / str(number))
    looked_for = traces(base)
    before = b"".join(map(bytes_in, folders))
    # A calibration of people holds their centred rows; PostgreSQL cuts it into pieces.
    kept = KEPT | ({"a centred row as half floats"} if own and isinstance(place, Path) else set())
    assert {name for name, trace in looked_for.items() if trace in before} >= kept
    name = base.calibration()
    assert base.erase(RARE) == own
    assert (base.calibration() != name) == own
    if isinstance(place, str):
        server.ask(place, "CHECKPOINT")
    after = b"".join(map(bytes_in, folders))
    left = {name for name, trace in looked_for.items() if trace in after}
    assert left - {"the key"} == set()  # the key stays among those who are gone: it names nobody
    found = base.match(VACANCY, top=None)
    assert RARE not in [match.candidate for match in found.ranked]
    assert len(found.ranked) == 5


def rows_of(base: Matcher, id_: str) -> list[bytes]:
    """Return the rows of somebody's lines as the cache keeps them."""
    (person,) = base._base.people([id_])
    return [row.astype(np.float16).tobytes() for row in person.vectors]


def test_no_vector_of_an_earlier_version_of_a_cv_is_left(base: Matcher, cvs: Path) -> None:
    earlier = rows_of(base, RARE)
    write(cvs, f"{RARE}.txt", "Zij leidt nu het Zeldzaamheidsregister met Oracle.")
    assert base.index([cvs]).updated == 1
    later, others = rows_of(base, RARE), rows_of(base, "anna")
    own = [row for row in (*earlier, *later) if row not in others]  # some lines are everybody's
    assert set(earlier) - set(later)
    before = bytes_in(base._base.folder)
    assert all(row in before for row in own)
    base.erase(RARE)
    after = bytes_in(base._base.folder)
    assert [row for row in own if row in after] == []
    cache = (base._base.folder / "vectors.sqlite").read_bytes()
    assert all(row in cache for row in others)  # who is left is not encoded again


def test_who_was_removed_can_still_be_erased_and_leaves_no_vector(base: Matcher, cvs: Path) -> None:
    others = rows_of(base, "anna")
    own = [row for row in rows_of(base, RARE) if row not in others]
    base.remove(RARE)
    assert any(row in bytes_in(base._base.folder) for row in own)
    base.erase(RARE)
    after = bytes_in(base._base.folder)
    assert [row for row in own if row in after] == []
    assert RARE.encode() not in after
    found = base.index([cvs])  # the file is still there, and stays out
    assert [one.reason.value for one in found.problems] == ["erased"]
    assert RARE not in base.ids()


def test_people_are_added_while_somebody_is_erased(
    base: Matcher, cvs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the list of ids and the reading of people somebody goes: nobody names them."""
    write(cvs, "frits.txt", "Frits bouwde pijplijnen in Python.")
    assert base.index([cvs]).added == 1
    looked = writer.looked_at

    def erasing(ids: list[str]) -> list[str]:
        monkeypatch.setattr(writer, "looked_at", looked)
        other = Matcher.open(base._base.url, create=True)
        other.erase(RARE)
        return looked(ids)

    monkeypatch.setattr(writer, "looked_at", erasing)
    base.calibrate()
    assert RARE not in base.ids()
    found = base.match(VACANCY, top=None)
    assert sorted(match.candidate for match in found.ranked) == base.ids()
    assert "frits" in base.ids()


def test_another_process_names_an_erased_person_no_more(base: Matcher, place: Path | str) -> None:
    other = Matcher.open(place)
    assert other.match(VACANCY, top=None).pool == 6
    base.erase(RARE)
    found = other.match(VACANCY, top=None)
    assert (found.pool, RARE in [match.candidate for match in found.ranked]) == (5, False)


def test_an_erasure_that_was_cut_off_is_finished(
    base: Matcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_for = traces(base)

    def cut_off(*_: object) -> None:
        raise StorageError("the disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(LiveIndex, "forget", cut_off)
        with pytest.raises(StorageError):
            base.erase(RARE)
    assert RARE not in base.ids()
    assert base._base.unwiped()
    base.finish_erasing()
    assert not base._base.unwiped()
    after = bytes_in(base._base.folder)
    assert {name for name, trace in looked_for.items() if trace in after} <= {"the key"}
    base.finish_erasing()  # nothing is left to do


def test_the_last_person_of_a_base_can_be_erased(base: Matcher, cvs: Path) -> None:
    looked_for = traces(base)
    base.erase(*base.ids())
    assert base.ids() == []
    after = bytes_in(base._base.folder)
    assert {name for name, trace in looked_for.items() if trace in after} <= {"the key"}


def test_nobody_is_erased_where_one_of_them_is_not_there(base: Matcher) -> None:
    with pytest.raises(NotFound, match="no candidate 'nobody'"):
        base.erase(RARE, "nobody")
    assert len(base.ids()) == 6


def test_a_removed_person_is_in_no_ranking_and_comes_back_only_when_the_file_changes(
    base: Matcher, cvs: Path
) -> None:
    base.remove("anna")
    assert base.match(VACANCY, top=None).pool == 5
    assert base.index([cvs]).people == 5
    path = cvs / "anna.txt"
    path.write_text(path.read_text(encoding="utf-8") + "\nEn nog een regel.", encoding="utf-8")
    assert base.index([cvs]).people == 6
