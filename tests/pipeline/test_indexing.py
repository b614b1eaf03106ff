"""Files become people once, are replaced when they change, and what cannot be read is listed.

With a model of 25 KB that knows nothing: these tests are about people, not about quality.
"""

import gc
import json
import os
import shutil
import tempfile
from pathlib import Path

import pytest
from cv_texts import VACANCY, cv, held, write

from matcher.documents import read_text
from matcher.errors import EncoderMismatch, InvalidInput, MatcherError, NotFound, StorageError
from matcher.explanation import ranking_report
from matcher.pipeline import Matcher
from matcher.records import Reason
from matcher.store import TalentBase


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "base"


@pytest.fixture
def base(folder: Path, tiny_model: Path) -> Matcher:
    return Matcher.open(folder, create=True, model=str(tiny_model))


@pytest.fixture
def cvs(tmp_path: Path) -> Path:
    return tmp_path / "cvs"


def answer(matcher: Matcher) -> str:
    found = matcher.match(VACANCY, top=None)
    return json.dumps(ranking_report(found.vacancy, found.pool, found.matches, found.as_of))


# --- once -----------------------------------------------------------------------------------
def test_every_file_of_a_folder_becomes_a_person(base: Matcher, cvs: Path) -> None:
    write(cvs, "anna.txt"), write(cvs / "deep", "bram.txt")
    done = base.index([cvs])
    assert (done.added, done.updated, done.unchanged, done.people) == (2, 0, 0, 2)
    assert done.problems == ()
    assert held(base) == {"anna": "anna.txt", "bram": "bram.txt"}


def test_a_second_run_reads_nothing_and_writes_nothing(
    base: Matcher, folder: Path, cvs: Path
) -> None:
    write(cvs, "anna.txt"), write(cvs, "bram.txt")
    base.index([cvs])
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    asked: list[tuple[int, int]] = []
    done = base.index([cvs], progress=lambda *step: asked.append(step))
    assert (done.added, done.updated, done.unchanged, done.people) == (0, 0, 2, 2)
    assert asked == []
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_a_run_in_a_new_process_reads_nothing_either(
    base: Matcher, folder: Path, cvs: Path, tiny_model: Path
) -> None:
    write(cvs, "anna.txt")
    base.index([cvs])
    again = Matcher.open(folder, create=True, model=str(tiny_model))
    asked: list[tuple[int, int]] = []
    assert again.index([cvs], progress=lambda *step: asked.append(step)).unchanged == 1
    assert asked == []


def test_a_file_named_twice_or_through_a_link_is_one_person(base: Matcher, cvs: Path) -> None:
    path = write(cvs, "anna.txt")
    (cvs / "link.txt").symlink_to(path)
    assert base.index([cvs, path, cvs / "." / "anna.txt"]).people == 1


def test_progress_counts_the_files_that_are_read(base: Matcher, cvs: Path) -> None:
    for name in "abc":
        write(cvs, f"{name}.txt")
    steps: list[tuple[int, int]] = []
    base.index([cvs], progress=lambda *step: steps.append(step))
    assert steps == [(1, 3), (2, 3), (3, 3)]


# --- changes --------------------------------------------------------------------------------
def test_a_changed_file_replaces_its_person_and_nobody_else(base: Matcher, cvs: Path) -> None:
    write(cvs, "anna.txt", "Pijplijnen gebouwd in Python."), write(cvs, "bram.txt")
    base.index([cvs])
    write(cvs, "anna.txt", "Machines gerepareerd.")
    done = base.index([cvs])
    assert (done.added, done.updated, done.unchanged, done.people) == (0, 1, 1, 2)
    texts = {candidate.id: text for candidate, text in base.candidates()}
    assert "Machines gerepareerd." in texts["anna"]
    assert "Python" not in texts["anna"]
    assert "Python" in texts["bram"]


def test_answers_follow_a_change_at_once(base: Matcher, cvs: Path) -> None:
    write(cvs, "anna.txt", "Pijplijnen gebouwd in Python.")
    base.index([cvs])
    assert base.match(VACANCY).matches[0].rows[0].points > 0
    write(cvs, "anna.txt", "Geen ervaring met Python.", "Machines gerepareerd.")
    base.index([cvs])
    assert base.match(VACANCY).matches[0].rows[0].points == 0
    write(cvs, "bram.txt")
    base.index([cvs])
    assert base.match(VACANCY).pool == 2


def test_a_matcher_that_is_open_sees_what_another_process_has_indexed(
    base: Matcher, folder: Path, cvs: Path, tiny_model: Path
) -> None:
    write(cvs, "anna.txt"), write(cvs, "bram.txt")
    base.index([cvs])
    open_one = Matcher.open(folder, model=str(tiny_model))
    assert open_one.match(VACANCY).pool == 2
    write(cvs, "carla.txt")
    base.index([cvs])
    assert open_one.match(VACANCY).pool == 3
    assert answer(open_one) == answer(base)


def test_a_matcher_that_is_open_never_names_a_person_who_was_erased(
    base: Matcher, folder: Path, cvs: Path, tiny_model: Path
) -> None:
    write(cvs, "anna.txt"), write(cvs, "bram.txt")
    base.index([cvs])
    open_one = Matcher.open(folder, model=str(tiny_model))
    assert open_one.match(VACANCY).pool == 2
    writer = TalentBase.create(folder)  # in the middle of a run, or killed after it
    writer.put(str((cvs / "anna.txt").resolve()), "", [])
    found = open_one.match(VACANCY, top=None)
    assert [match.candidate for match in found.ranked] == ["bram"]


def test_the_order_of_adding_changes_nothing(tmp_path: Path, tiny_model: Path) -> None:
    for name in ("carla", "anna", "bram"):
        write(tmp_path / name, f"{name}.txt", f"{name} bouwde pijplijnen in Python en SQL.")
    answers = []
    for names in (("anna", "bram", "carla"), ("carla", "anna", "bram")):
        one = Matcher.open(tmp_path / f"base {names[0]}", create=True, model=str(tiny_model))
        for name in names:
            one.index([tmp_path / name])
        answers.append(answer(one))
    together = Matcher.open(tmp_path / "together", create=True, model=str(tiny_model))
    together.index([tmp_path / name for name in ("bram", "carla", "anna")])
    assert answers == [answer(together)] * 2


# --- ids ------------------------------------------------------------------------------------
def test_the_same_name_in_another_folder_gets_an_id_of_its_own(base: Matcher, cvs: Path) -> None:
    for folder in ("a", "b", "c"):
        write(cvs / folder, "jan.txt", f"Werkte in {folder} met Python.")
        base.index([cvs / folder])
    assert sorted(held(base)) == ["jan", "jan~2", "jan~3"]


def test_people_keep_their_ids_when_their_files_change(base: Matcher, cvs: Path) -> None:
    for folder in ("a", "b", "c"):
        write(cvs / folder, "jan.txt", f"Werkte in {folder} met Python.")
        base.index([cvs / folder])
    texts = {candidate.id: text for candidate, text in base.candidates()}
    for folder in ("b", "c", "a"):
        write(cvs / folder, "jan.txt", f"Werkte in {folder} met SQL.")
    base.index([cvs / "b"])
    base.index([cvs])
    for candidate, text in base.candidates():
        assert text == texts.pop(candidate.id).replace("Python", "SQL")
    assert texts == {}


def test_a_person_who_was_read_beside_a_namesake_keeps_the_id_when_read_alone(
    base: Matcher, cvs: Path
) -> None:
    for folder in ("a", "b"):
        write(cvs / folder, "jan.txt", f"Werkte in {folder} met Python.")
    base.index([cvs])
    before = set(held(base))
    write(cvs / "b", "jan.txt", "Werkte met SQL.")
    base.index([cvs])
    assert set(held(base)) == before
    assert len(before) == 2


# --- tables ---------------------------------------------------------------------------------
ROWS = {
    "1": '1,Anna,"Ik bouw graag.","Acme, 2019 - heden\n- Pijplijnen gebouwd in Python."',
    "2": '2,Bram,"Ik help graag.","Bar, 2018 - heden\n- Koffie geserveerd aan gasten."',
}


def table(path: Path, *ids: str, header: str = "id,name,summary,experience") -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_text("\n".join([header, *(ROWS[id_] for id_ in ids)]), encoding="utf-8")
    return path


def test_every_row_of_a_table_is_a_person_and_goes_with_its_row(base: Matcher, cvs: Path) -> None:
    path = table(cvs / "people.csv", "1", "2")
    assert base.index([path]).people == 2
    table(path, "2")
    done = base.index([path])
    assert (done.updated, done.people) == (1, 1)
    assert list(held(base)) == ["2"]


def test_other_names_of_columns_read_a_table_again(base: Matcher, cvs: Path) -> None:
    path = table(cvs / "people.csv", "1", "2", header="k1,k2,k3,k4")
    columns = {"k1": "id", "k2": "name", "k3": "summary", "k4": "work"}
    base.index([path])
    done = base.index([path], columns=columns)
    assert (done.unchanged, done.people, done.problems) == (0, 2, ())
    assert base.index([path], columns=columns).unchanged == 1


# --- what cannot be read ----------------------------------------------------------------------
def test_bad_files_are_listed_once_more_on_every_run_until_they_are_right(
    base: Matcher, cvs: Path
) -> None:
    write(cvs, "anna.txt")
    (cvs / "broken.pdf").write_bytes(b"%PDF-1.7 cut off")
    (cvs / "empty.txt").write_text("  \n")
    first = base.index([cvs])
    assert [(p.source, p.reason) for p in first.problems] == [
        ("broken.pdf", Reason.UNREADABLE),
        ("empty.txt", Reason.EMPTY),
    ]
    assert all(p.message for p in first.problems)
    second = base.index([cvs])
    assert second.problems == first.problems
    assert (second.added, second.unchanged, second.people) == (0, 3, 1)
    write(cvs, "empty.txt")
    third = base.index([cvs])
    assert [p.source for p in third.problems] == ["broken.pdf"]
    assert third.people == 2


def test_a_file_that_turns_bad_takes_its_person_away_and_is_listed(
    base: Matcher, cvs: Path
) -> None:
    path = write(cvs, "anna.txt")
    write(cvs, "bram.txt")
    base.index([cvs])
    path.write_text("")
    done = base.index([cvs])
    assert [p.source for p in done.problems] == ["anna.txt"]
    assert list(held(base)) == ["bram"]


def test_a_cv_in_a_script_that_the_rules_cannot_read_is_listed_and_the_rest_is_kept(
    base: Matcher, cvs: Path
) -> None:
    write(cvs, "anna.txt")
    (cvs / "han.txt").write_text("姓名 李明\n工作经验\n在工厂修理机器。\n" * 5, encoding="utf-8")
    done = base.index([cvs])
    (problem,) = done.problems
    assert (problem.source, problem.reason) == ("han.txt", Reason.UNSUPPORTED)
    assert "unsupported script" in problem.message
    assert list(held(base)) == ["anna"]
    assert base.index([cvs]).problems == done.problems


def test_a_text_without_a_line_of_evidence_is_listed(base: Matcher, cvs: Path) -> None:
    write(cvs, "anna.txt")
    (cvs / "card.txt").write_text("Bram de Boer\nbram@example.nl\n06-00112233\n")
    (problem,) = base.index([cvs]).problems
    assert problem.source == "card.txt"
    assert "check that it is a CV" in problem.message


def test_what_is_no_file_or_leads_out_of_the_folder_is_listed_and_the_rest_is_kept(
    base: Matcher, cvs: Path
) -> None:
    write(cvs, "anna.txt")
    outside = write(cvs.parent / "outside", "bram.txt")
    (cvs / "bram.txt").symlink_to(outside)
    (cvs / "gone.txt").symlink_to(cvs / "nowhere.txt")
    os.mkfifo(cvs / "pipe.txt")
    first = base.index([cvs])
    assert [p.source for p in first.problems] == ["bram.txt", "gone.txt", "pipe.txt"]
    assert list(held(base)) == ["anna"]
    assert base.index([cvs]).problems == first.problems


def test_a_name_that_is_no_utf8_is_taken(base: Matcher, cvs: Path) -> None:
    path = write(cvs, "anna.txt")
    odd = os.fsencode(cvs) + b"/ren\xe9e.txt"
    shutil.copy(path, odd)
    (cvs / os.fsdecode(b"kapot\xe9.pdf")).write_bytes(b"%PDF-1.7 cut off")
    done = base.index([cvs])
    assert (done.people, len(done.problems)) == (2, 1)
    assert base.index([cvs]).unchanged == 3
    json.dumps(held(base)).encode()
    assert answer(base)


def test_a_path_that_does_not_exist_adds_nobody(base: Matcher, cvs: Path) -> None:
    write(cvs, "anna.txt")
    with pytest.raises(NotFound, match=r"no file or folder .*missing"):
        base.index([cvs, cvs / "missing"])
    assert held(base) == {}


@pytest.mark.parametrize("bad", [False, True])
def test_a_base_without_people_says_what_to_do(base: Matcher, cvs: Path, bad: bool) -> None:
    cvs.mkdir()
    if bad:
        (cvs / "broken.pdf").write_bytes(b"%PDF-1.7 cut off")
    assert base.index([cvs]).people == 0
    with pytest.raises(InvalidInput, match="the talent base is empty; add people with"):
        base.match(VACANCY)
    with pytest.raises(NotFound, match="no candidate 'anna'"):
        base.explain(VACANCY, "anna")


def test_a_base_that_was_only_made_says_what_to_do(base: Matcher) -> None:
    with pytest.raises(InvalidInput, match="the talent base is empty; add people with"):
        base.match(VACANCY)
    with pytest.raises(NotFound, match="no candidate 'anna'"):
        base.explain(VACANCY, "anna")


# --- documents that were read elsewhere ---------------------------------------------------------
def test_documents_are_added_and_replaced_by_source(base: Matcher) -> None:
    one = read_text(cv("Pijplijnen gebouwd in Python."), id="anna", source="anna")
    two = read_text(cv("Koffie geserveerd."), id="bram", source="bram")
    steps: list[tuple[int, int]] = []
    assert base.add([one, two], progress=lambda *step: steps.append(step)) == ()
    assert steps[-1] == (2, 2)
    base.add([read_text(cv("Tekeningen gemaakt in AutoCAD."), id="anna", source="anna")])
    texts = {candidate.id: text for candidate, text in base.candidates()}
    assert list(texts) == ["anna", "bram"]
    assert "AutoCAD" in texts["anna"]


def test_people_of_one_source_are_all_kept_in_whatever_order_they_come(base: Matcher) -> None:
    same = [
        read_text(cv(f"Pijplijn {n} gebouwd in Python."), id=f"p{n}", source="export")
        for n in range(3)
    ]
    other = read_text(cv("Koffie geserveerd."), id="bram", source="bram")
    base.add([same[0], other, *same[1:]])
    assert sorted(held(base)) == ["bram", "p0", "p1", "p2"]


def test_a_document_that_is_no_cv_is_handed_back(base: Matcher) -> None:
    good = read_text(cv("Koffie geserveerd."), id="bram", source="bram")
    bad = read_text("李明 在工厂修理机器", id="han", source="han")
    (problem,) = base.add([bad, good])
    assert (problem.source, problem.reason) == ("han", Reason.UNSUPPORTED)
    assert list(held(base)) == ["bram"]


# --- encoders -------------------------------------------------------------------------------
def test_a_base_of_another_encoder_is_refused_by_every_door(
    base: Matcher, folder: Path, cvs: Path, tiny_model: Path
) -> None:
    write(cvs, "anna.txt")
    base.index([cvs])
    TalentBase.create(folder).set_meta({"encoder": b"another@0"})
    other = Matcher.open(folder, create=True, model=str(tiny_model))
    doors = [
        lambda: other.index([cvs]),
        lambda: other.add([read_text(cv("x"), id="x", source="x")]),
        lambda: other.match(VACANCY),
        lambda: other.explain(VACANCY, "anna"),
        lambda: other.like("anna"),
        lambda: other.vacancies_for("anna", [VACANCY]),
    ]
    for door in doors:
        with pytest.raises(EncoderMismatch, match=r"with the encoder another@0, this is tiny"):
            door()


# --- copies and temporary bases -----------------------------------------------------------------
def test_a_saved_base_gives_the_same_answers(
    base: Matcher, cvs: Path, tmp_path: Path, tiny_model: Path
) -> None:
    for name in ("anna", "bram", "carla"):
        write(cvs, f"{name}.txt", f"{name} bouwde pijplijnen in Python.")
    base.index([cvs])
    base.save(tmp_path / "copy")
    shutil.rmtree(cvs)
    assert answer(Matcher.open(tmp_path / "copy", model=str(tiny_model))) == answer(base)


def test_a_base_is_not_saved_over_anything(base: Matcher, tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "notes.txt").write_text("mine")
    for place in (tmp_path / "full", tmp_path / "full" / "notes.txt"):
        with pytest.raises(InvalidInput, match="is not empty; save the talent base in a new"):
            base.save(place)
    assert (tmp_path / "full" / "notes.txt").read_text() == "mine"
    (tmp_path / "empty").mkdir()
    base.save(tmp_path / "empty")
    assert (tmp_path / "empty" / "base.sqlite").is_file()


def test_a_base_that_cannot_be_saved_is_a_storage_error(base: Matcher, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageError, match="cannot be copied to"):
        base.save(tmp_path / "file" / "below")


def test_a_matcher_without_a_folder_leaves_nothing_behind(tiny_model: Path) -> None:
    left = set(Path(tempfile.gettempdir()).glob("matcher-*"))
    one = Matcher(model=str(tiny_model))
    one.add([read_text(cv("Koffie geserveerd."), id="bram", source="bram")])
    assert held(one) == {"bram": "bram"}
    (own,) = set(Path(tempfile.gettempdir()).glob("matcher-*")) - left
    del one
    gc.collect()
    assert not own.exists()


def test_a_folder_without_a_base_is_not_opened(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="no talent base in"):
        Matcher.open(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_every_error_is_one_of_this_tree(base: Matcher, tmp_path: Path) -> None:
    with pytest.raises(MatcherError):
        base.index([tmp_path / "missing"])
    with pytest.raises(MatcherError):
        base.match(tmp_path / "missing.txt")
    with pytest.raises(MatcherError):
        base.match(tmp_path)
    with pytest.raises(MatcherError):
        base.match("")
