"""`matcher tag` keeps a status, tags and days of people that are there."""

import json
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from matcher.errors import InvalidInput, MatcherError, NotFound
from matcher.records import Candidate, Profile
from matcher.store import Person, TalentBase

WIDTH = 4


@pytest.fixture
def talent(tmp_path: Path) -> str:
    import numpy as np

    empty = np.zeros((0, WIDTH), np.float32)
    where = str(tmp_path / "talent")
    with TalentBase.create(where) as base:
        for id_ in ("anna", "bram"):
            candidate = Candidate(id_, f"{id_}.pdf", "nl", Profile(id_, ()))
            base.put(f"{id_}.pdf", "d", [Person(candidate, "text", empty, np.zeros(WIDTH, "f4"))])
    return where


def tag(*words: str) -> str:
    """Run the command; raise what it raises."""
    import typer

    from matcher.cli import tagging

    app = typer.Typer()
    tagging.register(app)
    said = CliRunner().invoke(app, words)
    if isinstance(said.exception, MatcherError):
        raise said.exception
    assert said.exit_code == 0, said.output
    return said.output


def kept(where: str, id_: str) -> Candidate:
    with TalentBase.open(where) as base:
        return next(iter(base.people([id_]))).candidate


def test_what_is_given_is_kept_for_all_who_are_named(talent: str) -> None:
    said = tag(
        "anna", "bram", "--base", talent, "--status", "placed", "--tag", "senior", "--tag", "b",
        "--contacted", "2026-08-20", "--available", "now",
    )  # fmt: skip
    assert said == "2 of 2 changed\n"
    for id_ in ("anna", "bram"):
        found = kept(talent, id_)
        assert (found.status, found.tags, found.available) == ("placed", ("senior", "b"), 0)
        assert found.contacted == date(2026, 8, 20).toordinal()
    again = tag("anna", "--base", talent, "--untag", "B", "--status", "", "--json")
    assert json.loads(again) == {"candidates": 1, "changed": 1}
    assert (kept(talent, "anna").status, kept(talent, "anna").tags) == (None, ("senior",))


def test_what_cannot_be_kept_changes_nobody(talent: str, tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="nothing to change was given; add --tag"):
        tag("anna", "--base", talent)
    with pytest.raises(InvalidInput, match="'gisteren' is no day"):
        tag("anna", "--base", talent, "--contacted", "gisteren")
    with pytest.raises(NotFound, match="no candidate 'zoe'"):
        tag("anna", "zoe", "--base", talent, "--tag", "x")
    with pytest.raises(NotFound, match="no talent base"):
        tag("anna", "--base", str(tmp_path / "nowhere"), "--tag", "x")
    assert not (tmp_path / "nowhere").exists()
    assert kept(talent, "anna").tags == ()
