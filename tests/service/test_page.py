"""The recruiter's page, as a browser without scripts sees it."""

import csv
import io
import re
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from openpyxl import load_workbook

from benchmarks.faults.letters import LetterEncoder
from matcher.cli.upkeep import _clear_desk
from matcher.pipeline import Matcher
from matcher.ranking import Weights
from matcher.resources import shipped
from matcher.store import DESK
from service import Desk, create_app

HERE = "http://127.0.0.1"
PEOPLE = 126 // 6 + 1
OWN = {"Sec-Fetch-Site": "same-origin", "Accept": "text/html"}
VACANCY = """Data engineer

Wat breng je mee?
- Minimaal 3 jaar ervaring met het bouwen van datapijplijnen.
- Je programmeert vlot in Python.
- Ervaring met dbt en Airflow is vereist.
- Je durft vragen te stellen.
- Kennis van Terraform is een pré.
"""
HOSTILE = """=HYPERLINK("http://evil.example") <script>alert(1)</script>
Experience
Data engineer, Evil Ltd, 2020 - present
- Built data pipelines in Python with dbt and Airflow <img src=x onerror=alert(1)> for a bank.
- "><svg onload=alert(2)> wrote models in SQL and Python for reporting, every day.
Lived in 2019 in Utrecht.
"""


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sixth of the sample, and one whose CV attacks its reader; with an encoder of letters."""
    folder = tmp_path_factory.mktemp("page")
    evil = folder / "evil"
    evil.mkdir()
    (evil / "wilhelmus-kwaadaardig.txt").write_text(HOSTILE, encoding="utf-8")
    matcher = Matcher.open(folder / "base", create=True, encoder=LetterEncoder())
    some = sorted(shipped("sample/cvs").iterdir())[::6]
    done = matcher.index([*some, evil])
    assert done.people == PEOPLE
    return folder / "base"


@pytest.fixture(scope="module")
def matcher(base: Path) -> Matcher:
    return Matcher.open(base, encoder=LetterEncoder())


@pytest.fixture(scope="module")
def client(matcher: Matcher) -> Iterator[TestClient]:
    with TestClient(create_app(matcher), base_url=HERE, headers=OWN) as client:
        yield client


@pytest.fixture
def place(client: TestClient) -> str:
    """The address of a vacancy that was just pasted; nothing is remembered of other tests."""
    client.cookies.clear()
    answer = client.post("/vacancies", data={"text": VACANCY}, follow_redirects=False)
    assert answer.status_code == 303
    return str(answer.headers["location"])


def numbers(html: str) -> list[str]:
    """Return the opaque numbers of the people on a page, in order."""
    return list(dict.fromkeys(re.findall(r'name="p" value="(\w{8})"', html)))


def of_requirement(html: str, text: str) -> int:
    """Return the number of the requirement with this text on the workbench."""
    found = re.search(r"requirements/(\d+)\"(?:(?!requirements/).)*?" + re.escape(text), html, re.S)
    assert found
    return int(found[1])


# --- the whole path -------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("language", "first", "asked", "ledger"),
    [
        ("nl", "Zo is de vacature begrepen", "Navragen", "tot stand"),
        ("en", "What was understood", "Ask in person", "adds up"),
    ],
)
def test_a_vacancy_goes_from_a_file_to_an_exported_shortlist_without_scripts(
    client: TestClient, language: str, first: str, asked: str, ledger: str
) -> None:
    client.cookies.clear()
    client.headers["Accept-Language"] = f"{language}-XX,{language};q=0.9"
    sent = client.post("/vacancies", files={"file": ("vacancy.txt", VACANCY.encode())})
    assert sent.status_code == 200
    assert f'<html lang="{language}"' in sent.text
    assert first in sent.text
    assert asked in sent.text
    here = sent.url.path
    python = of_requirement(sent.text, "Je programmeert vlot in Python")
    edited = client.post(f"{here}/requirements/{python}", data={"weight": "2"})
    assert ">2×</span>" in edited.text
    first_three = numbers(edited.text)[:3]
    evidence = client.get(f"{here}/people/{first_three[0]}")
    assert ledger in evidence.text
    compared = client.get(f"{here}/compare", params={"p": first_three})
    assert all(no in compared.text for no in first_three)
    client.post(f"{here}/people/{first_three[0]}", data={"do": "short"})
    client.post(f"{here}/people/{first_three[0]}", data={"do": "note", "note": "belt dinsdag"})
    assert "belt dinsdag" in client.get(f"{here}/shortlist").text
    taken = client.get(f"{here}/export.csv").content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(taken), delimiter=";" if language == "nl" else ","))
    assert len(rows) == 1 + 1
    assert "belt dinsdag" in rows[1]
    assert f"{python} must ×2" in rows[1][rows[0].index("requirements")]


def test_the_balance_of_the_ledger_ends_at_the_score(client: TestClient, place: str) -> None:
    html = client.get(f"{place}/people/{numbers(client.get(place).text)[0]}?lang=en").text
    points = re.findall(r'<td class="r num"><span>([\d.]+)</span>', html)
    balance = re.findall(r'bal bal-c">([\d.]+)<', html)
    score = re.search(r'<h1>.*?class="num pt">([\d.]+) of 100', html)
    assert score
    assert sum(map(float, points)) == pytest.approx(float(score[1]), abs=0.001)
    assert float(balance[-1]) == pytest.approx(float(score[1]), abs=0.001)


def test_a_requirement_goes_off_and_comes_back_with_undo(client: TestClient, place: str) -> None:
    before = client.get(place).text
    terraform = of_requirement(before, "Kennis van Terraform is een pré.")
    off = client.post(f"{place}/requirements/{terraform}", data={"kind": "off"}).text
    assert '<li class="req off">' in off
    assert '<li class="req off">' not in client.post(f"{place}/undo").text
    added = client.post(f"{place}/requirements", data={"text": "Kubernetes", "kind": "must"}).text
    assert "Kubernetes" in added
    assert "Kubernetes" not in client.post(f"{place}/reset").text


def test_filters_narrow_the_pool_and_can_be_taken_away(client: TestClient, place: str) -> None:
    html = client.post(f"{place}/filters", data={"city": "Zwolle", "km": "50"}).text
    kept = "city within 50 km of &#34;Zwolle&#34;"
    assert kept in html
    pool = int(re.findall(r'<b class="num">(\d+)</b>', html)[2])
    assert 0 < pool < PEOPLE
    again = client.post(f"{place}/filters", data={"drop": 'city within 50 km of "Zwolle"'}).text
    assert re.findall(r'<b class="num">(\d+)</b>', again)[2] == str(PEOPLE)
    refused = client.post(f"{place}/filters", data={"where": "age < 40"})
    assert refused.status_code == 422
    assert "equal treatment" in refused.text
    assert "age &lt; 40" not in client.get(place).text


def test_bands_come_in_order_and_scores_fall_within_each(client: TestClient, place: str) -> None:
    found = []
    for page in range(1, 10):
        html = client.get(f"{place}?page={page}").text
        for band in re.split(r'<div class="band"><h2>', html)[1:]:
            scores = [int(n) for n in re.findall(r'class="score"><b class="num">(\d+)', band)]
            assert scores == sorted(scores, reverse=True)
            found.append(band.split("<")[0])
    order = list(dict.fromkeys(found))
    assert order == [b for b in ("Talk to first", "Ask first", "Lacks must-haves") if b in order]


def test_putting_aside_asks_for_a_reason_and_can_be_undone(client: TestClient, place: str) -> None:
    no = numbers(client.get(place).text)[0]
    assert client.post(f"{place}/people/{no}", data={"do": "aside"}).status_code == 422
    client.post(f"{place}/people/{no}", data={"do": "aside", "note": "al geplaatst"})
    assert "al geplaatst" in client.get(f"{place}/shortlist").text
    client.post(f"{place}/people/{no}", data={"do": "back"})
    assert "al geplaatst" not in client.get(f"{place}/shortlist").text


def test_a_vacancy_that_nobody_fits_is_an_answer(client: TestClient) -> None:
    asked = (
        "BIG-registratie als anesthesioloog", "Ervaring met luchtwegmanagement",
        "Ervaring met kinderanesthesie", "Een vaarbewijs", "Minimaal 9 jaar ervaring als loods",
    )  # fmt: skip
    text = "Wij vragen:\n" + "".join(f"- {one} is vereist.\n" for one in asked)
    here = client_path(client.post("/vacancies", data={"text": text}).text)
    assert "Niemand in deze pool past op dit werk" in client.get(f"{here}?lang=nl").text


def client_path(html: str) -> str:
    """Return the address of the vacancy whose workbench this is."""
    found = re.search(r'action="(/vacancies/\w+)/filters"', html)
    assert found
    return found[1]


# --- blind until asked ----------------------------------------------------------------------------
def spelled(matcher: Matcher) -> set[str]:
    """Return every id, file name and full name of the people of the base."""
    found = set()
    for candidate, _ in matcher.candidates():
        found |= {candidate.id, candidate.source}
        found |= {p.text.strip() for p in candidate.identity if p.kind in ("name", "email")}
    return {text.casefold() for text in found if len(text) > 4}


class Told(str):
    """All that pages told, of which it can be asked which names are in it."""

    def __and__(self, names: set[str]) -> set[str]:
        return {name for name in names if name in self}


def told_of(client: TestClient, here: str, people: int) -> Told:
    """Return all that every page about a vacancy tells, evidence of everybody included."""
    nos, bodies = [], []
    for page in range(1, 10):
        html = client.get(f"{here}?page={page}").text
        nos += numbers(html)
        bodies.append(html)
    nos = list(dict.fromkeys(nos))
    assert len(nos) == people
    bodies += [client.get(f"{here}/people/{no}").text for no in nos]
    bodies.append(client.get(f"{here}/compare", params={"p": nos[:5]}).text)
    client.post(f"{here}/shortlist", data={"p": nos[:5]})
    bodies.append(client.get(f"{here}/shortlist").text)
    bodies.append(client.get(f"{here}/export.csv?everybody=1").text)
    bodies.append(sheets(client.get(f"{here}/export.xlsx?everybody=1").content))
    return Told("\n".join(bodies).casefold())


def test_no_page_tells_who_anybody_is_before_names_are_asked_for(
    client: TestClient, matcher: Matcher, place: str
) -> None:
    assert told_of(client, place, PEOPLE) & spelled(matcher) == set()


@pytest.mark.slow
def test_no_page_tells_who_anybody_of_the_whole_sample_is(sample_base: Path) -> None:
    matcher = Matcher.open(sample_base)
    client = TestClient(create_app(matcher), base_url=HERE, headers=OWN)
    here = client_path(client.post("/vacancies", data={"text": VACANCY}).text)
    assert told_of(client, here, 126) & spelled(matcher) == set()


def test_names_come_with_one_click_that_is_logged_and_not_with_a_cookie_alone(
    client: TestClient, matcher: Matcher, place: str
) -> None:
    no = numbers(client.get(place).text)[0]
    forged = client.get(place, headers={"Cookie": f"names={place}"})
    assert f"{no[:4]}-{no[4:]}" in forged.text
    shown = client.post(f"{place}/names", data={"show": "1"})
    assert f"{no[:4]}-{no[4:]}" not in shown.text
    assert any(name in shown.text.casefold() for name in spelled(matcher))
    assert "names shown" in client.get(f"{place}/shortlist").text
    hidden = client.post(f"{place}/names", data={"show": "0"})
    assert f"{no[:4]}-{no[4:]}" in hidden.text


# --- hostile texts --------------------------------------------------------------------------------
def test_a_hostile_cv_and_a_hostile_vacancy_are_shown_as_text(
    client: TestClient, matcher: Matcher
) -> None:
    client.cookies.clear()
    attack = VACANCY.replace("Data engineer", "<script>alert(3)</script> Data engineer")
    html = client.post("/vacancies", data={"text": attack}).text
    here = client_path(html)
    no = number_of(client, here, matcher, "wilhelmus-kwaadaardig")
    pages = [html, client.get(f"{here}/text").text, client.get(f"{here}/people/{no}").text]
    client.post(f"{here}/people/{no}", data={"do": "short"})
    client.post(f"{here}/people/{no}", data={"do": "note", "note": "<b>=1+1</b>"})
    pages += [client.get(f"{here}/shortlist").text, client.get("/").text]
    for page in pages:
        assert not re.search(r"<script>|<img|<svg onload|<b>=", page)
    assert "&lt;img src=x onerror=alert(1)&gt;" in pages[2]


def number_of(client: TestClient, here: str, matcher: Matcher, id_: str) -> str:
    """Return the opaque number of somebody: whose page tells their name once names are shown."""
    client.post(f"{here}/names", data={"show": "1"})
    for page in range(1, 10):
        html = client.get(f"{here}?page={page}").text
        found = re.search(rf'people/(\w{{8}})">{id_}', html)
        if found:
            client.post(f"{here}/names", data={"show": "0"})
            return found[1]
    pytest.fail(f"{id_} is on no page")


def test_no_cell_of_an_export_begins_like_a_formula(client: TestClient, place: str) -> None:
    no = numbers(client.get(place).text)[0]
    client.post(f"{place}/people/{no}", data={"do": "short"})
    for note in ("=1+1", "+1", "-1", "@sum", "\t=1"):
        client.post(f"{place}/people/{no}", data={"do": "note", "note": note})
        taken = client.get(f"{place}/export.csv").content.decode("utf-8-sig")
        cells = [cell for row in csv.reader(io.StringIO(taken)) for cell in row]
        assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
        book = load_workbook(io.BytesIO(client.get(f"{place}/export.xlsx").content))
        assert all(c.data_type != "f" for s in book for row in s.rows for c in row)
        assert f"'{note.strip()}" in cells


def sheets(content: bytes) -> str:
    """Return all cells of a workbook as one text."""
    book = load_workbook(io.BytesIO(content))
    return "\n".join(str(c.value) for sheet in book for row in sheet.rows for c in row)


def test_an_export_carries_filters_weights_date_and_version(client: TestClient, place: str) -> None:
    html = client.post(f"{place}/filters", data={"years": "3"}).text
    client.post(f"{place}/people/{numbers(html)[0]}", data={"do": "short"})
    told = sheets(client.get(f"{place}/export.xlsx").content)
    for part in (
        "years >= 3",
        "matcher 0.",
        "×1",
        "shipped-1@" if "shipped" in told else "base-1@",
    ):
        assert part in told
    assert re.search(r"20\d\d-\d\d-\d\d \d\d:\d\d", told)


# --- what holds for every page --------------------------------------------------------------------
def test_every_page_has_a_policy_that_lets_nothing_else_load_and_no_inline_code(
    client: TestClient, place: str
) -> None:
    nos = numbers(client.get(place).text)[:2]
    paths = [
        "/", "/how", place, f"{place}/text", f"{place}/people/{nos[0]}", f"{place}/shortlist",
        f"{place}/compare?p={nos[0]}&p={nos[1]}", f"{place}/compare", "/vacancies/nothing",
        f"{place}/people/ZZZZZZZZ",
    ]  # fmt: skip
    for path in paths:
        answer = client.get(path)
        policy = answer.headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'; style-src 'self'; script-src 'self'; ")
        assert "unsafe" not in policy
        assert answer.headers["Cache-Control"] == "no-store"
        assert not re.search(
            r"<style|<[^>]*\s(style|on\w+)=|<script(?! src=\"/static/)", answer.text
        )
        outside = re.findall(r'(?:href|src|action)="((?:https?:)?//[^"]*)"', answer.text)
        assert outside == []
        for word in ("perfect match", "best match", "reject"):
            assert word not in re.sub(r"<mark.*?</mark>", "", answer.text.casefold())


def test_the_workbench_is_at_most_150_kb(client: TestClient, place: str) -> None:
    big = (shipped("sample/vacancies") / "data-engineer.txt").read_bytes()
    answer = client.post("/vacancies", files={"file": ("data-engineer.txt", big)})
    assert len(answer.content) <= 150_000


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://evil.example"},
        {"Sec-Fetch-Site": "", "Origin": "http://evil.example"},
        {"Sec-Fetch-Site": "", "Origin": "null"},
        {"Sec-Fetch-Site": ""},
    ],
)
def test_a_form_of_another_site_changes_nothing(
    client: TestClient, place: str, headers: dict[str, str]
) -> None:
    no = numbers(client.get(place).text)[0]
    paths = ["/vacancies", f"{place}/names", f"{place}/undo", f"{place}/drop", f"{place}/reset"]
    for path in [*paths, f"{place}/people/{no}"]:
        fields = {"text": VACANCY, "do": "short", "show": "1"}
        assert client.post(path, data=fields, headers=headers).status_code == 403
    assert client.get(place).status_code == 200


def test_an_own_form_of_an_older_browser_is_taken(client: TestClient, place: str) -> None:
    plain = {name: value for name, value in client.headers.items() if name != "sec-fetch-site"}
    plain["Origin"] = HERE
    request = client.build_request("POST", f"{place}/undo", headers=plain)
    del request.headers["sec-fetch-site"]
    assert client.send(request, follow_redirects=False).status_code == 303


def test_a_way_back_to_another_site_is_not_taken(client: TestClient, place: str) -> None:
    for to in ("//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)"):
        answer = client.post(f"{place}/undo", data={"to": to}, follow_redirects=False)
        assert answer.headers["location"] == place


def test_language_and_theme_are_kept_in_a_cookie(client: TestClient) -> None:
    client.cookies.clear()
    asked = {"Accept-Language": "fr, en;q=0.5, nl;q=0.8"}
    assert '<html lang="nl"' in client.get("/", headers=asked).text
    client.get("/?lang=en&theme=dark")
    again = client.get("/", headers=asked).text
    assert '<html lang="en"' in again
    assert 'data-theme="dark"' in again


def test_every_text_of_the_page_is_there_in_both_languages() -> None:
    from service.tongue import words

    assert words("nl").keys() == words("en").keys()
    assert all(text.strip() for text in (*words("nl").values(), *words("en").values()))
    hidden = set(words("nl")) & set(dir({}))  # a template would show the method of that name
    assert hidden == set()


def test_a_base_without_people_says_what_to_do(tmp_path: Path) -> None:
    empty = Matcher.open(tmp_path / "base", create=True, encoder=LetterEncoder())
    client = TestClient(create_app(empty), base_url=HERE, headers=OWN)
    assert 'href="/base"' in client.get("/").text
    answer = client.post("/vacancies", data={"text": VACANCY})
    assert answer.status_code == 422
    assert "Traceback" not in answer.text


def test_a_preset_replaces_the_weights_is_named_and_can_be_undone(
    client: TestClient, place: str
) -> None:
    client.headers["Accept-Language"] = "en"
    assert "Weights: balanced" in client.get(place).text
    own = client.post(f"{place}/requirements/1", data={"weight": "3"}).text
    assert "Weights: your own" in own
    skills = client.post(f"{place}/preset", data={"preset": "skills"}).text
    assert "Weights: skills first" in skills
    assert ">3×</span>" not in skills
    assert skills.count(">2×</span>") == 3  # Python, dbt with Airflow, Terraform
    practice = client.post(f"{place}/preset", data={"preset": "practice"}).text
    assert practice.count(">2×</span>") == 1  # three years of pipelines
    client.post(f"{place}/undo")
    client.post(f"{place}/undo")
    assert "Weights: your own" in client.get(place).text
    assert client.post(f"{place}/preset", data={"preset": "best"}).status_code == 422


def test_a_filter_that_cannot_be_read_is_explained_in_the_readers_language(
    client: TestClient, place: str
) -> None:
    for language, said in (("nl", "geen veld"), ("en", "no field")):
        asked = {"Accept-Language": language}
        wrong = client.post(f"{place}/filters", data={"where": "cities = Ede"}, headers=asked)
        assert wrong.status_code == 422
        assert said in wrong.text
        assert f'<pre lang="{language}">' in wrong.text


def test_how_this_ranks_tells_the_weights_that_are_in_use(base: Path) -> None:
    other = Matcher.open(base, encoder=LetterEncoder(), weights=Weights(context=0.1))
    client = TestClient(create_app(other), base_url=HERE, headers=OWN)
    assert "90 points are for the must-haves" in client.get("/how").text


# --- the desk -------------------------------------------------------------------------------------
def test_who_is_erased_leaves_the_desk_and_the_list(base: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(base, tmp_path / "base")
    matcher = Matcher.open(copy, create=True, encoder=LetterEncoder())
    file = copy / DESK
    client = TestClient(create_app(matcher, desk=Desk.beside(copy)), base_url=HERE, headers=OWN)
    html = client.post("/vacancies", data={"text": VACANCY}).text
    here = client_path(html)
    desk, someone = Desk(file), matcher.ids()[0]
    no = desk.number(someone)
    client.post(f"{here}/people/{no}", data={"do": "short"})
    client.post(f"{here}/people/{no}", data={"do": "note", "note": "geheime notitie"})
    assert no in client.get(f"{here}/shortlist").text
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert someone.encode() not in file.read_bytes()
    matcher.erase(someone)
    assert client.get(f"{here}/people/{no}").status_code == 404
    assert no not in client.get(f"{here}/shortlist").text
    assert b"geheime notitie" not in file.read_bytes()
    assert no.encode() not in file.read_bytes()
    desk.close()


def test_erasing_on_the_command_line_clears_the_desk_as_well(base: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(base, tmp_path / "base")
    matcher = Matcher.open(copy, create=True, encoder=LetterEncoder())
    gone, stays, *_ = matcher.ids()
    desk = Desk.beside(copy)
    code = desk.put(matcher.understand(VACANCY))
    for person in (gone, stays):
        desk.mark(code, desk.number(person), "short", f"note on {person}")
    matcher.erase(gone)
    _clear_desk(matcher)
    assert list(desk.marks(code)) == [desk.number(stays)]
    desk.close()
    assert f"note on {gone}".encode() not in (copy / DESK).read_bytes()


def test_a_desk_keeps_what_was_decided_and_its_numbers(tmp_path: Path) -> None:
    matcher_file = tmp_path / DESK
    first = Desk(matcher_file)
    number = first.number("anna")
    first.close()
    second = Desk(matcher_file)
    assert second.number("anna") == number
    assert Desk().number("anna") != number
    second.close()


def test_a_ranking_is_made_once_for_all_pages_that_show_it(
    matcher: Matcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []
    match = Matcher.match

    def counted(self: Matcher, *words: object, **options: object) -> object:
        asked.append(1)
        return match(self, *words, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(Matcher, "match", counted)
    client = TestClient(create_app(matcher), base_url=HERE, headers=OWN)
    html = client.post("/vacancies", data={"text": VACANCY}).text
    here, nos = client_path(html), numbers(html)
    client.get(f"{here}/people/{nos[0]}")
    client.get(f"{here}/compare", params={"p": nos[:3]})
    client.get(f"{here}/shortlist")
    assert len(asked) == 1
