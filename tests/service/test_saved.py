"""A search is kept by name and tells who is new in it."""

import shutil
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from benchmarks.faults.letters import LetterEncoder
from matcher.pipeline import Matcher
from matcher.resources import shipped
from service import Desk, create_app

HERE = "http://127.0.0.1"
OWN = {"Sec-Fetch-Site": "same-origin", "Accept": "text/html", "Accept-Language": "en"}
VACANCY = "Data engineer\n\n- Ervaring met Python is vereist.\n- Je werkt met SQL en Airflow.\n"
CV = "Ervaring\n2019 - heden Data engineer, Bedrijf\n- Python, SQL en Airflow, elke dag opnieuw.\n"


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("saved") / "base"
    matcher = Matcher.open(folder, create=True, encoder=LetterEncoder())
    matcher.index(sorted(shipped("sample/cvs").iterdir())[::16])
    return folder


def test_who_came_in_or_changed_is_counted_marked_and_ticked_off(
    small: Path, tmp_path: Path
) -> None:
    base = Path(shutil.copytree(small, tmp_path / "base"))
    matcher = Matcher.open(base, create=True, encoder=LetterEncoder())
    desk = Desk.beside(base)
    client = TestClient(create_app(matcher, desk=desk), base_url=HERE, headers=OWN)
    here = client.post("/vacancies", data={"text": VACANCY}).url.path
    client.post(f"{here}/filters", data={"where": "years >= 1 or years is unknown"})
    assert client.post(f"{here}/save", data={"name": " "}).status_code == 422
    assert "Data mensen" in client.post(f"{here}/save", data={"name": "Data  mensen"}).text
    assert "nobody new" in client.get("/").text
    cv = tmp_path / "nieuw.txt"
    cv.write_text(CV)
    matcher.index([cv])
    runs = len(desk.audit.lines(kinds=["run"]))
    assert "1 new or changed" in client.get("/").text
    assert len(desk.audit.lines(kinds=["run"])) == runs  # it was counted, not shown
    page = client.get(here).text
    assert page.count('<span class="tag you">new</span>') == 1
    assert "<strong>1 new or changed</strong>" in client.get(here).text  # a reload loses nobody
    cv.write_text(CV + "- Nog een regel over Kafka in het werk.\n")
    matcher.index([cv])
    assert "1 new or changed" in client.get("/").text
    client.post(f"{here}/ticked", data={"seq": str(matcher.seq())})
    assert "nobody new" in client.get("/").text
    assert "new or changed</strong>" not in client.get(here).text
    desk.close()
    again = Desk.beside(base)
    assert [one.name for one in again.saved().values()] == ["Data mensen"]
    again.close()


def test_a_search_that_is_saved_no_longer_leaves_its_vacancy_and_one_taken_away_leaves(
    small: Path,
) -> None:
    matcher, desk = Matcher.open(small, encoder=LetterEncoder()), Desk()
    client = TestClient(create_app(matcher, desk=desk), base_url=HERE, headers=OWN)
    here = client.post("/vacancies", data={"text": VACANCY}).url.path
    client.post(f"{here}/save", data={"name": "Eerst"})
    client.post(f"{here}/save", data={"name": "<b>Dan</b>"})
    assert "&lt;b&gt;Dan" in client.get("/", headers={"Accept-Language": "nl"}).text
    assert client.post(f"{here}/unsave").status_code == 200
    assert desk.saved() == {}
    client.post(f"{here}/save", data={"name": "Weer"})
    client.post(f"{here}/drop")
    assert desk.saved() == {}
    desk.close()
