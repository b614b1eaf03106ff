"""A file of groups is read in the forms that spreadsheets write, and refused in words."""

from pathlib import Path

import pytest

from matcher.errors import InvalidInput, NotFound
from matcher.fairness import read_groups


def written(tmp_path: Path, text: str, encoding: str = "utf-8") -> Path:
    path = tmp_path / "groups.csv"
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize(
    "text",
    [
        "id,gender,origin\nanna,v,nl\nomar,m,\n",
        "gender;origin;Candidate\nv;nl;anna\nm;;omar\n",
        "\ufeffkandidaat\tgender\torigin\r\nanna\tv\tnl\r\nomar\tm\t\r\n\r\n",
        "nummer,gender,origin\nanna, v ,nl\n,,\nomar,m,\n",
    ],
)
def test_commas_semicolons_tabs_and_empty_lines_are_read(tmp_path: Path, text: str) -> None:
    told = read_groups(written(tmp_path, text))
    assert told.columns == ("gender", "origin")
    assert told.groups == {"gender": {"anna": "v", "omar": "m"}, "origin": {"anna": "nl"}}
    assert told.sizes("gender") == {"m": 1, "v": 1}


def test_who_is_not_asked_about_is_left_out(tmp_path: Path) -> None:
    told = read_groups(written(tmp_path, "id,g\na,x\nb,y\n"))
    assert told.among(["b", "c"]).groups == {"g": {"b": "y"}}
    assert told.people() == {"a", "b"}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "holds no groups"),
        ("id\nanna\n", "holds no groups"),
        ("id,g\nanna,x\nanna,y\n", "row 3: an id is missing, or stands there twice"),
        ("id,g\n,x\nb,y\n", "row 2: an id is missing"),
        ("id,g\nanna\n", "row 2: 1 cells; the first has 2"),
        ("id,g,g\nanna,x,y\n", "each column needs a name of its own"),
    ],
)
def test_what_is_no_table_of_groups_is_refused(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(InvalidInput, match=says):
        read_groups(written(tmp_path, text))


def test_a_file_that_is_not_there_or_no_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="name the file of groups"):
        read_groups(tmp_path / "none.csv")
    with pytest.raises(InvalidInput, match="UTF-8"):
        read_groups(written(tmp_path, "id,g\nandré,x\n", "latin-1"))
