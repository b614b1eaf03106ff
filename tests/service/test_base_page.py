"""CVs come in through the page: read on the side, each file that gave nobody told with a reason."""

import io
import zipfile
from pathlib import Path
from threading import Event

import pytest
from fastapi.testclient import TestClient

from benchmarks.faults import people
from benchmarks.faults.letters import LetterEncoder
from matcher.pipeline import Matcher
from service import Imports, create_app

HERE = "http://127.0.0.1"
OWN = {"Sec-Fetch-Site": "same-origin", "Accept": "text/html", "Accept-Language": "nl"}


@pytest.fixture
def matcher(tmp_path: Path) -> Matcher:
    made = Matcher.open(tmp_path / "base", create=True, encoder=LetterEncoder())
    made.index([people.write(tmp_path / "cvs", dict.fromkeys(range(4), 0))])
    return made


@pytest.fixture
def imports(matcher: Matcher) -> Imports:
    return Imports(matcher)


@pytest.fixture
def client(matcher: Matcher, imports: Imports) -> TestClient:
    return TestClient(create_app(matcher, imports=imports), base_url=HERE, headers=OWN)


def send(client: TestClient, **files: bytes) -> str:
    sent = [("files", (name.replace("_", "."), content)) for name, content in files.items()]
    answer = client.post("/base/candidates", files=sent)
    assert answer.url.path == "/base"
    return answer.text


def zipped(**files: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as pack:
        for name, text in files.items():
            pack.writestr(name.replace("_", "."), text)
    return out.getvalue()


def test_files_give_people_and_the_rest_is_told_with_a_next_step(
    client: TestClient, imports: Imports, matcher: Matcher
) -> None:
    send(
        client,
        nieuw_txt=people.cv(9).encode(),
        leeg_txt=b"  \n",
        kapot_pdf=b"%PDF-1.7 nothing more",
        twee_zip=zipped(elf_txt=people.cv(11), twaalf_txt=people.cv(12)),
    )
    imports.wait()
    html = client.get("/base").text
    assert ">7</strong>" in html
    assert "4 van 4 gelezen · 3 mensen toegevoegd · 2 niet gelezen" in html
    assert "leeg.txt" in html
    assert "Kijk of dit het juiste bestand is" in html
    assert "kapot.pdf" in html
    assert 'hx-trigger="every' not in html
    english = client.get("/base?lang=en").text
    assert "See whether this is the right file" in english
    found = matcher.match(people.VACANCIES[0], top=None)
    assert {"nieuw", "elf", "twaalf"} <= {match.candidate for match in found.matches}


def test_another_file_of_the_same_name_is_another_person_and_the_same_file_is_not(
    client: TestClient, imports: Imports, matcher: Matcher, tmp_path: Path
) -> None:
    for number in (9, 10, 9):
        send(client, cv_txt=people.cv(number).encode())
        imports.wait()
    assert len(matcher.ids()) == 6
    assert "0 mensen toegevoegd · 1 al in de base · 0 niet gelezen" in client.get("/base").text
    told = {people.marked(text) for _, text in matcher.candidates()}
    assert {(9, 0), (10, 0)} <= told
    send(client, anders_txt=(tmp_path / "cvs" / "p002.txt").read_bytes())  # indexed from its folder
    imports.wait()
    assert len(matcher.ids()) == 6


def test_who_was_erased_does_not_come_back_by_the_page(
    client: TestClient, imports: Imports, matcher: Matcher
) -> None:
    send(client, nieuw_txt=people.cv(9).encode())
    imports.wait()
    matcher.erase("nieuw")
    send(client, ander_txt=people.cv(9).encode())
    imports.wait()
    assert len(matcher.ids()) == 4
    assert "Gewist" in client.get("/base").text


def test_one_load_at_a_time_and_the_page_follows_it(
    client: TestClient, imports: Imports, matcher: Matcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on, add = Event(), matcher.add

    def later(*args: object, **kwargs: object) -> object:
        assert go_on.wait(60)
        return add(*args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(matcher, "add", later)
    try:
        assert 'hx-trigger="every 2s"' in send(client, nieuw_txt=people.cv(9).encode())
        second = [("files", ("b.txt", people.cv(10).encode()))]
        answer = client.post("/base/candidates", files=second)
        assert answer.status_code == 409
        assert "Er wordt al ingelezen" in answer.text
    finally:
        go_on.set()
    imports.wait()
    assert len(matcher.ids()) == 5


def test_what_goes_wrong_is_told_without_a_word_of_a_cv(
    client: TestClient,
    imports: Imports,
    matcher: Matcher,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def broken(*args: object, **kwargs: object) -> None:
        raise RuntimeError("Dossier 009-0 of Noor Lindehof")

    monkeypatch.setattr(matcher, "add", broken)
    send(client, nieuw_txt=people.cv(9).encode())
    imports.wait()
    html = client.get("/base").text
    assert "Het inlezen is gestopt" in html
    assert "Lindehof" not in html + caplog.text
    assert "RuntimeError" in caplog.text


@pytest.mark.parametrize(
    ("headers", "status"), [({"Sec-Fetch-Site": "cross-site"}, 403), ({}, 422)]
)
def test_only_our_own_form_with_files_begins_anything(
    client: TestClient, imports: Imports, headers: dict[str, str], status: int
) -> None:
    answer = client.post("/base/candidates", data={"x": "y"}, headers=headers)
    assert answer.status_code == status
    assert imports.last() is None


@pytest.mark.parametrize(
    "name", ["../../etc/passwd.txt", "C:\\cvs\\anna.txt", ".txt", "\x1b[2J.txt"]
)
def test_no_name_leads_out_of_the_folder_of_a_load(
    imports: Imports, tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "load"
    place.mkdir()
    monkeypatch.setattr("tempfile.mkdtemp", lambda prefix: str(place))
    seen: list[Path] = []
    monkeypatch.setattr(imports, "_work", lambda paths, folder: seen.extend(paths))
    assert imports.start([(name, io.BytesIO(b"text"))])
    imports.wait()
    assert [path.parent for path in seen] == [place / "1"]
    assert seen[0].read_bytes() == b"text"


def test_a_base_that_cannot_be_written_says_how_cvs_come_in(matcher: Matcher) -> None:
    closed = TestClient(create_app(matcher), base_url=HERE, headers=OWN)
    assert "matcher index CVS" in closed.get("/base").text
    files = [("files", ("a.txt", b"text"))]
    assert closed.post("/base/candidates", files=files).status_code == 403


def test_a_load_of_cvs_may_be_larger_than_a_vacancy(client: TestClient, imports: Imports) -> None:
    send(client, groot_txt=b" " * (11 << 20))
    imports.wait()
    assert "groot.txt" in client.get("/base").text
    big = client.post("/vacancies", files={"file": ("v.txt", b" " * (11 << 20))})
    assert big.status_code == 413
