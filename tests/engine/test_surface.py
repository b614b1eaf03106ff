"""What `import matcher` offers: all of it, by name, typed; and an answer that is a sequence."""

import ast
import pkgutil
import subprocess
import sys
from dataclasses import replace
from importlib import import_module
from importlib.resources import files
from pathlib import Path

import pytest

import matcher
from benchmarks.faults.letters import LetterEncoder
from benchmarks.faults.people import VACANCIES, write
from matcher import Matcher, Ranking, matches_frame
from matcher.explanation import ranking_report

ROOMS = sorted(f"matcher.{one.name}" for one in pkgutil.iter_modules(matcher.__path__) if one.ispkg)


@pytest.fixture(scope="module")
def ranking(tmp_path_factory: pytest.TempPathFactory) -> Ranking:
    folder = tmp_path_factory.mktemp("surface")
    made = Matcher.open(folder / "base", create=True, encoder=LetterEncoder())
    made.index([write(folder / "cvs", dict.fromkeys(range(6), 0))])
    return made.match(VACANCIES[0], top=4)


# --- names ----------------------------------------------------------------------------------------
def imported(module: str) -> set[str]:
    """Return the public names that a package's door takes from its own modules."""
    source = Path(import_module(module).__file__ or "").read_text(encoding="utf-8")
    taken = [
        alias.asname or alias.name
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("matcher")
        for alias in node.names
    ]
    return {name for name in taken if not name.startswith("_")}


@pytest.mark.parametrize("module", ["matcher", *[r for r in ROOMS if r != "matcher.cli"]])
def test_every_public_name_is_exported_and_is_there(module: str) -> None:
    room = import_module(module)
    assert len(set(room.__all__)) == len(room.__all__)
    assert imported(module) <= set(room.__all__)
    assert [name for name in room.__all__ if not hasattr(room, name)] == []


def test_importing_the_package_loads_nothing() -> None:
    loaded = (
        "import sys, matcher; print([n for n in sys.modules if n.startswith(('matcher.', 'nu'))])"
    )
    done = subprocess.run(
        [sys.executable, "-c", loaded], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_a_name_that_is_not_there_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'Machter'"):
        matcher.Machter  # noqa: B018


@pytest.mark.parametrize("package", ["matcher", "service"])
def test_types_are_offered_to_whoever_checks_them(package: str) -> None:
    assert files(package).joinpath("py.typed").is_file()


# --- a ranking ------------------------------------------------------------------------------------
def test_a_ranking_is_a_sequence_of_its_matches(ranking: Ranking) -> None:
    assert len(ranking) == 4
    assert tuple(ranking) == ranking.matches
    assert (ranking[0], ranking[-1]) == (ranking.matches[0], ranking.matches[3])
    assert ranking[1:3] == ranking.matches[1:3]
    assert ranking[ranking[2].candidate] is ranking.matches[2]
    assert ranking[2] in ranking
    with pytest.raises(IndexError):
        ranking[4]
    with pytest.raises(KeyError, match="nobody"):
        ranking["nobody"]


def test_a_ranking_as_a_table_and_as_json(ranking: Ranking) -> None:
    assert ranking.to_pandas().equals(matches_frame(ranking))
    report = dict(ranking.to_dict())
    assert report.pop("snapshot") == {"change": 6, "calibration": ranking.calibration}
    assert report == ranking_report(ranking.vacancy, ranking.pool, ranking.matches, ranking.as_of)


def test_the_text_of_a_ranking_names_the_people_and_their_scores(ranking: Ranking) -> None:
    first, *others = repr(ranking).splitlines()
    assert first.startswith("<Ranking: 4 of 6 people for 'Data engineer', 20")
    assert len(others) == 4
    assert others[0].split()[:3] == ["1.", ranking[0].candidate, f"{ranking[0].score:.1f}"]


def test_a_notebook_shows_what_files_hold_as_text_never_as_a_page(ranking: Ranking) -> None:
    bad = "<script>alert('x')</script>&"
    match = replace(ranking[0], candidate=bad, source=bad, flags=(bad,))
    shown = replace(
        ranking, matches=(match,), vacancy=replace(ranking.vacancy, title=bad)
    )._repr_html_()
    assert shown.count("&lt;script&gt;alert(") == 4
    assert "<script" not in shown
    assert shown.count("<details>") == shown.count("<svg") == 1
    assert shown.count("<tr>") == 2 + 1 + len(match.rows)  # the list's, and those of the ledger
