"""What was shown is written down, holds, and can be made again."""

import shutil
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from benchmarks.faults.letters import LetterEncoder
from matcher.pipeline import Matcher
from matcher.ranking import Weights
from matcher.resources import shipped
from matcher.store import DESK
from service import Desk, create_app, letter_of_run, replay

HERE = "http://127.0.0.1"
OWN = {"Sec-Fetch-Site": "same-origin", "Accept": "text/html", "Accept-Language": "en"}
VACANCY = "Data engineer\n\n- Ervaring met Python is vereist.\n- Je werkt met SQL en Airflow.\n"
REASON = "woont te ver van de klant"


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("audit") / "base"
    matcher = Matcher.open(folder, create=True, encoder=LetterEncoder())
    matcher.index(sorted(shipped("sample/cvs").iterdir())[::12])
    return folder


@pytest.fixture
def base(small: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(small, tmp_path / "base"))


def opened(base: Path, weights: Weights | None = None) -> Matcher:
    return Matcher.open(base, create=True, encoder=LetterEncoder(), weights=weights)


def client_of(matcher: Matcher, desk: Desk) -> TestClient:
    return TestClient(create_app(matcher, desk=desk), base_url=HERE, headers=OWN)


def worked(matcher: Matcher, desk: Desk) -> tuple[str, str]:
    """Do what a recruiter does; return the vacancy's address and the number of who came first."""
    client = client_of(matcher, desk)
    here = client.post("/vacancies", data={"text": VACANCY}).url.path
    first, second = (no for no, _ in list(desk.audit.parts(2).values())[:2])
    client.post(f"{here}/names", data={"show": "1"})
    client.get(f"{here}/people/{first}")
    client.post(f"{here}/people/{first}", data={"do": "aside", "note": REASON})
    client.post(f"{here}/people/{second}", data={"do": "short"})
    client.get(f"{here}/export.csv")
    return here, first


def test_a_ranking_and_every_act_has_its_line(base: Path) -> None:
    desk = Desk.beside(base)
    here, first = worked(opened(base), desk)
    lines = desk.audit.lines()[::-1]
    assert [line.kind for line in lines] == [
        "vacancy", "run", "names", "seen", "aside", "short", "export_names",
    ]  # fmt: skip
    assert {line.vacancy for line in lines} == {here.rsplit("/", 1)[-1]}
    run = lines[1].body
    assert (run["where"], run["pool"], lines[1].people) == ([], 11, 11)
    assert {"vacancy", "as_of", "calibration", "version", "weights", "encoder"} <= run.keys()
    assert desk.audit.parts(5) == {0: (first, {"reason": REASON})}
    assert lines[6].body["run"] == 2
    assert desk.audit.verify().bad is None
    desk.close()


def test_two_programs_that_write_at_once_make_one_chain(tmp_path: Path) -> None:
    desks = [Desk(tmp_path / DESK) for _ in range(2)]
    with ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(desk.audit.write, "run") for desk in desks for _ in range(25)]:
            done.result()
    assert desks[0].audit.verify() == desks[1].audit.verify()
    assert (desks[0].audit.verify().lines, desks[0].audit.verify().bad) == (50, None)
    for desk in desks:
        desk.close()


def test_what_a_program_asks_has_its_line_too_and_the_answer_names_it(base: Path) -> None:
    desk, matcher = Desk.beside(base), opened(base)
    asked = {"vacancy": VACANCY, "top": 3, "nice": ["Kubernetes"], "where": ["years >= 0"]}
    answer = client_of(matcher, desk).post("/matches", json=asked)
    line = desk.audit.line(int(answer.headers["Matcher-Run"]))
    assert line is not None
    assert (line.kind, line.vacancy, line.people) == ("run", "", len(answer.json()["matches"]))
    assert line.body["changes"]["nice"] == ["Kubernetes"]
    assert replay(matcher, desk, line.n).same
    desk.close()


@pytest.mark.parametrize(
    ("harm", "line"),
    [
        ("delete from audit where n = 3", 3),
        ("delete from audit where n = 7", 7),
        ("update audit set at = at + 1 where n = 4", 4),
        ("update audit set body = replace(body, '\"pool\":11', '\"pool\":10') where n = 2", 2),
        ("update audit set kind = 'short' where n = 5", 5),
        ("update audit set n = -1 where n = 3; update audit set n = 3 where n = 4;"
         "update audit set n = 4 where n = -1", 3),
        ("update audit_parts set part = '[99.0,\"\"]' where n = 2 and place = 4", 2),
        ("delete from audit_parts where n = 2 and place = 4", 2),
        ("insert into audit_parts select 3, 0, no, salt, part from audit_parts where n = 4", 3),
    ],
)  # fmt: skip
def test_the_first_line_that_is_not_as_it_was_written_is_named(
    base: Path, harm: str, line: int
) -> None:
    desk = Desk.beside(base)
    worked(opened(base), desk)
    desk.close()
    with sqlite3.connect(base / DESK) as file:
        file.executescript(harm)
    file.close()
    desk = Desk(base / DESK)
    assert desk.audit.verify().bad == line
    desk.close()


def test_who_is_erased_leaves_the_audit_and_the_chain_holds(base: Path) -> None:
    desk, matcher = Desk.beside(base), opened(base)
    _, first = worked(matcher, desk)
    person = next(id_ for id_ in matcher.ids() if desk.number(id_) == first)
    salts = [salt for (salt,) in _asked(base, "select salt from audit_parts where no = ?", first)]
    assert len(salts) == 3  # the ranking, a look at the evidence, put aside
    matcher.erase(person)
    desk.keep_only({desk.number(id_) for id_ in matcher.ids()})
    content = (base / DESK).read_bytes()
    assert first.encode() not in content
    assert REASON.encode() not in content
    assert not any(salt in content for salt in salts)
    checked = desk.audit.verify()
    assert (checked.bad, checked.erased, checked.lines) == (None, 3, 8)
    assert desk.audit.lines()[0].kind == "erasure"
    again = replay(matcher, desk, 2)
    assert (again.same, again.left, again.moved, again.order) == (False, (1,), (), True)
    desk.close()


def _asked(base: Path, question: str, *values: object) -> list[tuple[bytes]]:
    with sqlite3.connect(base / DESK) as file:
        found = file.execute(question, values).fetchall()
    file.close()
    return found


def test_a_run_comes_out_the_same_to_the_last_bit_with_a_filter_edits_and_in_another_month(
    base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, matcher = Desk.beside(base), opened(base)
    client = client_of(matcher, desk)
    here = client.post("/vacancies", data={"text": VACANCY}).url.path
    client.post(f"{here}/requirements/1", data={"weight": "3"})
    client.post(f"{here}/filters", data={"where": "years >= 2 or years is unknown"})
    run = desk.audit.lines(kinds=["run"])[0]
    month = int(run.body["as_of"])
    matcher._base.set_meta({"as_of": str(month + 30).encode()})
    assert matcher.match(VACANCY).as_of == month + 30
    for one in desk.audit.lines(kinds=["run"]):
        done = replay(matcher, desk, one.n)
        assert (done.same, done.people, done.moved) == (True, one.people, ())
    desk.close()


def test_other_weights_a_changed_cv_and_somebody_new_are_told(base: Path, tmp_path: Path) -> None:
    desk, matcher = Desk.beside(base), opened(base)
    worked(matcher, desk)
    done = replay(opened(base, Weights(context=0.1)), desk, 2)
    assert (done.same, done.engine, done.changed) == (False, ("the weights",), ())
    assert done.moved[0][2] != done.moved[0][3]
    cv = tmp_path / "nieuw.txt"
    cv.write_text(
        "Ervaring\n2019 - heden Data engineer, Bedrijf\n- Python, SQL en Airflow elke dag.\n"
    )
    matcher.index([cv])
    done = replay(matcher, desk, 2)
    assert (done.same, done.entered, done.engine, done.moved) == (False, 1, (), ())
    desk.close()


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_page_lists_what_was_shown_and_done_without_names(base: Path, language: str) -> None:
    desk, matcher = Desk.beside(base), opened(base)
    here, first = worked(matcher, desk)
    page = client_of(matcher, desk).get(f"{here}/runs", headers={"Accept-Language": language}).text
    assert f"{first[:4]}-{first[4:]}" in page
    assert REASON not in page
    assert not any(id_ in page for id_ in matcher.ids())
    assert {"nl": "zoals ze geschreven zijn", "en": "as they were written"}[language] in page
    assert f'href="{here}/runs"' in client_of(matcher, desk).get(here).text
    desk.close()


# --- the candidate's own copy ---------------------------------------------------------------------
SAID = {
    "nl": ("Welke gegevens", "Waarop is vergeleken", "Wat je cv toont", "onduidelijk",
           "niet is aangetoond", "zou veranderen", "Klopt er iets niet", "Een mens beslist"),
    "en": ("Which data", "What was compared", "What your CV shows", "unclear", "not shown",
           "would change", "Is something wrong", "A person decides"),
}  # fmt: skip


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_page_and_its_text_say_all_of_it_blind_until_names_are_asked_for(
    base: Path, language: str
) -> None:
    desk, matcher = Desk.beside(base), opened(base)
    client = client_of(matcher, desk)
    client.headers["Accept-Language"] = language
    here = client.post("/vacancies", data={"text": VACANCY}).url.path
    no = desk.audit.parts(2)[0][0]
    assert f'href="{here}/people/{no}/letter"' in client.get(f"{here}/people/{no}").text
    page = client.get(f"{here}/people/{no}/letter").text
    text = client.get(f"{here}/people/{no}/letter.txt").text
    for said in SAID[language]:
        assert said in page
        assert said.upper() in text
    assert "Ervaring met Python is vereist" in text
    assert f"{no[:4]}-{no[4:]}" in text
    others = [other for other, _ in desk.audit.parts(2).values()][1:]
    assert not any(other[:4] in text for other in others)
    assert [(line.kind, line.body["names"]) for line in desk.audit.lines()[:2]] == [
        ("letter", False), ("letter", False),
    ]  # fmt: skip
    assert client.get(f"{here}/people/{no}/letter.pdf").status_code == 404
    desk.close()


@pytest.mark.parametrize("as_html", [True, False])
def test_a_letter_of_a_run_bears_the_name_and_the_score_of_the_run(
    base: Path, as_html: bool
) -> None:
    desk, matcher = Desk.beside(base), opened(base)
    _, first = worked(matcher, desk)
    person = next(id_ for id_ in matcher.ids() if desk.number(id_) == first)
    text = letter_of_run(matcher, desk, 2, person, "nl", as_html=as_html)
    score = desk.audit.parts(2)[0][1][0]
    assert f"{score:.2f}".replace(".", ",") in text
    assert "Kandidaat" not in text.split("\n")[1]
    line = desk.audit.lines()[0]
    assert (line.kind, line.body, line.people) == ("letter", {"run": 2, "names": True}, 1)
    desk.close()
