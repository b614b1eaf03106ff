"""What the pages say, held: examples and commands run as they stand, links lead somewhere.

The pages are executed together, in the order of `PAGES`, on one talent base; a command that stands
on two of them is run once.
"""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
import typer

from matcher.cli import app, main
from matcher.skills import Vocabulary

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"
PAGES = [
    README,
    ROOT / "matcher" / "README.md",
    ROOT / "matcher" / "cli" / "README.md",
    ROOT / "service" / "README.md",
    ROOT / "benchmarks" / "README.md",
    ROOT / "data" / "README.md",
    ROOT / ".github" / "CONTRIBUTING.md",
]
LINKED = [
    *(page for page in PAGES if page.stem != "README"),
    *ROOT.glob("*.md"),
    *(
        page
        for folder in ("benchmarks", "data", "matcher", "service", "tests")
        for page in (ROOT / folder).rglob("*.md")
        if page.stem.isupper()  # cards and pages, not the texts of CVs
    ),
]
COMMANDS = typer.main.get_command(app)
_NUMBERS = re.compile(r"\d+\.\d+|\d+/\d+|[✓~?✗]")


def text_of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def named(page: Path) -> str:
    return str(page.relative_to(ROOT))


def blocks(page: Path, *languages: str) -> list[str]:
    fenced = rf"^```(?:{'|'.join(languages)})\n(.*?)^```"
    return re.findall(fenced, text_of(page), flags=re.DOTALL | re.MULTILINE)


def commands() -> list[str]:
    """Return the commands that are run, each once, in the order in which a reader meets them."""
    lines = [
        line for page in PAGES for block in blocks(page, "console") for line in block.split("\n")
    ]
    shown = [line.removeprefix("$ ") for line in lines if line.startswith("$ matcher ")]
    return list(dict.fromkeys(shown))


def shown_commands() -> Iterator[tuple[str, list[str]]]:
    """Yield every command line of the pages, also those in a sentence, with its page."""
    for page in PAGES:
        text = text_of(page)
        for line in re.findall(
            r"^(?:\$ )?(matcher [a-z].*)$|`(matcher [a-z][^`\n]*)`", text, re.MULTILINE
        ):
            yield named(page), shlex.split("".join(line))


@pytest.fixture(scope="module")
def workplace(sample_base: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for all examples: whoever they erase stays erased."""
    return made(tmp_path_factory.mktemp("readme"), sample_base)


def made(folder: Path, sample_base: Path) -> Path:
    """Put the sample's files and a talent base that has already been made into a folder."""
    (folder / "data").symlink_to(ROOT / "data")
    shutil.copytree(sample_base, folder / "talent")
    return folder


def test_the_readme_is_read_in_two_minutes() -> None:
    assert len(text_of(README).splitlines()) <= 150


# --- what runs ----------------------------------------------------------------------------------
_EXAMPLES = """
import json, sys
for page, example in json.load(sys.stdin):
    exec(compile(example, page, "exec"), {"__name__": "__main__"})
"""


def test_the_python_examples_run(workplace: Path) -> None:
    """Each in names of its own; together in one process, since loading costs more than they do."""
    examples = [(named(page), example) for page in PAGES for example in blocks(page, "python")]
    assert len(examples) == 4
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", _EXAMPLES],
        input=json.dumps(examples),
        cwd=workplace,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "points" in done.stdout
    assert "1 of 1 people for 'Platform Engineer" in done.stdout


def exit_code() -> int:
    try:
        main()
    except SystemExit as end:
        return int(end.code or 0)
    return 0


def test_every_command_of_the_pages_runs(
    workplace: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """In this process, which has the model loaded; one after the other, as a reader would."""
    monkeypatch.chdir(workplace)
    assert len(commands()) >= 20
    for command in commands():
        monkeypatch.setattr(sys, "argv", shlex.split(command))
        assert exit_code() == 0, f"{command}\n{capsys.readouterr()}"


def test_the_answer_in_the_readme_is_what_its_command_prints(
    sample_base: Path, tmp_path: Path
) -> None:
    """As a program of its own. Scores and statuses move with the months; what is quoted does not.

    Where this fails, run the command again and shorten its new answer.
    """
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    words = shlex.split(next(command for command in commands() if command.startswith("matcher m")))
    assert "platform-engineer" in words[2]
    done = subprocess.run(
        words,
        cwd=made(tmp_path, sample_base),
        env={**os.environ, "PATH": path, "COLUMNS": "80"},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    (answer,) = blocks(README, "text")
    printed = iter(lines_of(done.stdout.decode()))
    assert [line for line in lines_of(answer) if line not in printed] == []  # and in this order


def lines_of(answer: str) -> list[str]:
    """Return the lines of an answer without its numbers."""
    lines = [_NUMBERS.sub("", line).rstrip() for line in answer.splitlines()]
    return [line for line in lines if line.strip() not in ("", "...")]


# --- what is named ------------------------------------------------------------------------------
def test_every_command_line_of_the_pages_names_a_command_and_its_options() -> None:
    for page, words in shown_commands():
        command, rest = COMMANDS, words[1:]
        while (below := getattr(command, "commands", None)) and rest and rest[0][0] != "-":
            assert rest[0] in below, (page, words)
            command, rest = below[rest[0]], rest[1:]
        known = {option for part in command.params for option in (*part.opts, *part.secondary_opts)}
        asked = {word.partition("=")[0] for word in rest if word.startswith("--")}
        assert asked <= known | {"--help"}, (page, words)


def test_every_command_stands_on_a_page() -> None:
    told = "\n".join(map(text_of, PAGES))
    names = list(getattr(COMMANDS, "commands", ()))
    assert len(names) >= 20
    assert [name for name in names if not re.search(rf"(?:`|matcher ){name}[` ]", told)] == []


def test_the_two_commands_and_every_other_target_are_in_the_makefile() -> None:
    targets = set(re.findall(r"^([a-z]+):", text_of(ROOT / "Makefile"), flags=re.MULTILINE))
    assert {"make demo", "make test"} <= set(text_of(README).splitlines())
    for page in PAGES:
        named_here = re.findall(r"(?:`| {4}|^)make ([a-z]+)", text_of(page), flags=re.MULTILINE)
        assert set(named_here) <= targets, named(page)


def test_every_module_that_is_to_be_run_is_there() -> None:
    found = {name for page in PAGES for name in re.findall(r"python -m ([\w.]+)", text_of(page))}
    assert len(found) >= 4
    assert [name for name in sorted(found) if find_spec(name) is None] == []


def test_the_table_of_skills_that_contributors_are_shown_is_read(tmp_path: Path) -> None:
    (table,) = blocks(ROOT / ".github" / "CONTRIBUTING.md", "tsv")
    (tmp_path / "bees.tsv").write_text(table, encoding="utf-8")
    assert set(Vocabulary.read([tmp_path / "bees.tsv"]).concepts) == {
        "beekeeping", "apiary-software",
    }  # fmt: skip


def test_the_figures_of_the_readme_stand_in_the_tables_of_the_benchmarks() -> None:
    section = text_of(README).partition("## How good, how fast")[2].partition("\n## ")[0]
    rows = [line for line in section.splitlines() if line.startswith("| ")][1:]
    cells = [cell.strip() for row in rows for cell in row.strip("|").split("|")[1:]]
    prose = section.partition("\n\nIntervals")[2].partition("The sample is")[0]
    told = text_of(ROOT / "benchmarks" / "README.md")
    figures = [*cells, *re.findall(r"\d+\.\d+|\b277\b", prose)]
    assert len(figures) >= 20
    assert [figure for figure in figures if figure not in told] == []


# --- where links lead ---------------------------------------------------------------------------
def anchors(page: Path) -> set[str]:
    """Return the anchors of a page's headings, as GitHub makes them."""
    heads = re.findall(r"^#+ (.+)$", _without_code(page), flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


def _without_code(page: Path) -> str:
    return re.sub(r"^```.*?^```", "", text_of(page), flags=re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize("page", sorted(set(LINKED)), ids=named)
def test_every_link_leads_to_a_file_and_a_heading_that_are_there(page: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", _without_code(page)):
        if re.match(r"[a-z]+:", target):
            continue  # on the network, which no test asks
        name, _, anchor = target.partition("#")
        file = (page.parent / name).resolve() if name else page
        assert file.exists(), target
        assert file.is_relative_to(ROOT), target
        assert not anchor or anchor in anchors(file), target
