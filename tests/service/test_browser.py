"""The recruiter's page in a real browser; left out, aloud, where there is no Chromium."""

import shutil
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn

from benchmarks.faults.letters import LetterEncoder
from matcher.pipeline import Matcher
from matcher.resources import shipped
from service import create_app

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine"),
]
_START_S = 60
_PAYLOADS = (
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg onload=alert(1)>",
    "\"><script>alert(1)</script>", "'><img src=x onerror=alert(1)>", "</mark><script>",
    "<iframe src=javascript:alert(1)>", "<a href=javascript:alert(1)>click</a>",
    "<body onload=alert(1)>", "{{ 7*7 }}", "{% raw %}", "<details open ontoggle=alert(1)>",
    "<math><mi xlink:href=javascript:alert(1)>", "<input autofocus onfocus=alert(1)>",
    "&lt;script&gt;alert(1)&lt;/script&gt;", "<style>*{}</style>", "<base href=//evil.example>",
    "<form action=//evil.example>", "<meta http-equiv=refresh content=0>",
    "<link rel=stylesheet href=//evil.example>",
)  # fmt: skip
VACANCY = shipped("sample/vacancies") / "data-engineer.txt"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the page is served, over a sixth of the sample."""
    folder = tmp_path_factory.mktemp("browser")
    matcher = Matcher.open(folder / "base", create=True, encoder=LetterEncoder())
    lines = [f"- Built pipelines in Python and dbt for a bank {attack}" for attack in _PAYLOADS]
    evil = folder / "evil-one.txt"
    evil.write_text("\n".join(["Experience", "Engineer, Evil Ltd, 2020 - present", *lines]))
    matcher.index([*sorted(shipped("sample/cvs").iterdir())[::6], evil])
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = uvicorn.Config(
        create_app(matcher), host="127.0.0.1", port=port, log_level="error", ws="none"
    )
    server = uvicorn.Server(options)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until = time.monotonic() + _START_S
    while not server.started and time.monotonic() < until:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(timeout=_START_S)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """A Chromium that asks nothing of any network."""
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with api.sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture
def opened(browser: Any, address: str) -> Iterator[Any]:
    """Opens pages, and holds that none complained or asked for anything elsewhere."""
    contexts, complaints, elsewhere = [], [], []

    def open_page(**options: Any) -> Any:
        context = browser.new_context(**{"locale": "nl-NL", **options})
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
        page.on("dialog", lambda dialog: complaints.append(dialog.message))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "request", lambda r: elsewhere.append(r.url) if not r.url.startswith(address) else None
        )
        page.goto(address)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []
    assert elsewhere == []


def read_vacancy(page: Any) -> str:
    """Hand the sample's vacancy in and return the address of its workbench."""
    page.set_input_files("#file", str(VACANCY))
    page.click("button.primary")
    page.wait_for_selector("#work")
    return str(page.url)


def test_from_a_file_to_an_export_with_htmx_swapping_the_parts(opened: Any, tmp_path: Path) -> None:
    page = opened()
    here = read_vacancy(page)
    menu = page.locator(".req.must summary").first
    number = menu.get_attribute("id")
    menu.click()
    page.locator(f"#{number} ~ form button[value=nice]").click()
    page.wait_for_selector(f".req.nice #{number}")
    assert page.url == here  # a part was swapped; the page stayed
    assert page.evaluate("document.activeElement.id") == number
    assert page.inner_text("#status")
    page.locator("#undo").click()
    page.wait_for_selector(f".req.must #{number}")
    numbers = page.eval_on_selector_all(
        "article.person .who a", "all => all.map((a) => a.href.split('/').pop())"
    )
    page.goto(f"{here}/people/{numbers[0]}")
    total = page.locator(".ledger tfoot td").first.inner_text().split(" /")[0]
    assert page.locator(".ledger .bal-c").nth(-2).inner_text() == total
    page.goto(f"{here}/compare?p={numbers[0]}&p={numbers[1]}")
    page.locator("form[action$=shortlist] button").click()
    page.wait_for_selector(".short")
    page.locator("summary.primary").click()
    with page.expect_download() as waiting:
        page.click("text=Excel (XLSX)")
    waiting.value.save_as(tmp_path / "list.xlsx")
    assert (tmp_path / "list.xlsx").read_bytes().startswith(b"PK")


def test_the_list_is_walked_and_the_star_is_given_by_keyboard_alone(opened: Any) -> None:
    page = opened()
    page.focus("#text")
    page.keyboard.insert_text(
        "Wij vragen:\n- Je programmeert in Python.\n- Je spreekt Nederlands.\n"
    )
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector("#results")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    first = page.evaluate("document.activeElement.id")
    assert first == page.locator(".person .who a").first.get_attribute("id")
    page.keyboard.press("s")
    page.wait_for_selector(".starred")
    page.focus(f"#{first}")
    page.keyboard.press("Enter")
    page.wait_for_selector(".ledger")
    page.keyboard.press("?")
    assert page.locator("#keys").is_visible()
    page.keyboard.press("Escape")
    page.wait_for_selector("#keys", state="hidden")
    page.keyboard.press("j")
    page.wait_for_url(lambda url: first.removeprefix("p") not in url)


def test_the_main_path_works_without_scripts(opened: Any) -> None:
    page = opened(java_script_enabled=False)
    here = read_vacancy(page)
    page.locator(".req.must summary").first.click()
    page.locator(".req.must form button[value=nice]").first.click()
    page.wait_for_url(here)
    assert page.locator(".req.nice .tag.you").count() == 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_runs_off_a_screen_of_390_pixels(opened: Any, scheme: str) -> None:
    page = opened(viewport={"width": 390, "height": 844}, color_scheme=scheme)
    here = read_vacancy(page)
    page.goto(f"{here}/shortlist")
    numbers = [here, f"{here}#reqs", f"{here}#rail", f"{here}/text", f"{here}/shortlist"]
    for place in numbers:
        page.goto(place)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_twenty_attacks_in_a_cv_and_in_a_vacancy_run_nothing(opened: Any) -> None:
    page = opened()
    wishes = "\n".join(f"- Ervaring met Python en dbt is vereist {one}" for one in _PAYLOADS)
    page.fill("#text", f"<script>alert(0)</script> Engineer\nWij vragen:\n{wishes}\n")
    page.click("button.primary")
    page.wait_for_selector("#work")
    here = page.url
    page.eval_on_selector("form[action$=names] button", "one => one.click()")
    page.wait_for_selector("form[action$=names] button[aria-pressed=true]")
    found = []
    for number in (1, 2):
        page.goto(f"{here}?page={number}")
        found += page.eval_on_selector_all(
            "article.person .who a", "all => all.map((a) => [a.textContent, a.href])"
        )
    (evil,) = [address for name, address in found if "evil" in name]
    for place in (evil, f"{here}/text", f"{here}/shortlist"):
        page.goto(place)
        assert (
            page.locator("main script, main iframe, main img, main input[autofocus]").count() == 0
        )
    page.goto(evil)
    assert "onerror=alert(1)" in page.inner_text(".paper")
