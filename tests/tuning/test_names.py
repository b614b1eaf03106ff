"""Names are read from both layouts of ESCO and from anybody's own pairs."""

import gzip
from pathlib import Path

import pytest

from matcher.errors import InvalidInput, NotFound
from matcher.tuning import (
    Described,
    Named,
    described_in,
    esco_names,
    pairs_in,
    texts_in,
    without,
)

SKILL = "http://data.europa.eu/esco/skill/1"
JOB = "http://data.europa.eu/esco/occupation/2"


def test_tables_with_a_language_a_column_are_read(tmp_path: Path) -> None:
    head = "uri\tin_v12\ten\ten_alt\tnl\tnl_alt\tnl_desc"
    skills = f"{head}\n{SKILL}\t1\tweld\tfuse | join\tlassen\t\tto join metal\n"
    with gzip.open(tmp_path / "skills.tsv.gz", "wt", encoding="utf-8") as file:
        file.write(skills)
    jobs = f"uri\tisco\tnl_pref\tnl_alt\tde_pref\n{JOB}\t7212\tlasser\t\tSchweißer/Schweißerin\n"
    (tmp_path / "jobs.tsv").write_text(jobs, encoding="utf-8")
    assert esco_names(tmp_path) == (
        Named(JOB, (("de", "Schweißer/Schweißerin"), ("nl", "lasser"))),
        Named(SKILL, (("en", "weld"), ("en", "fuse"), ("en", "join"), ("nl", "lassen"))),
    )


def test_the_files_of_escos_download_are_joined_by_concept(tmp_path: Path) -> None:
    head = "conceptType,conceptUri,preferredLabel,altLabels,description\n"
    english = f'{head}Skill,{SKILL},weld,"fuse\njoin metal\nweld\nbraze\nsolder","long, told"\n'
    (tmp_path / "skills_en.csv").write_text(english, encoding="utf-8-sig")
    (tmp_path / "skills_nl.csv").write_text(f"{head}Skill,{SKILL},lassen,,\n", encoding="utf-8")
    (one,) = esco_names(tmp_path, aliases=2)
    assert one.names == (("en", "weld"), ("en", "fuse"), ("en", "join metal"), ("nl", "lassen"))
    assert (one.label("nl"), one.label("en"), one.label("de")) == ("lassen", "weld", None)


def test_tables_that_name_nothing_are_not_used(tmp_path: Path) -> None:
    (tmp_path / "relations.tsv").write_text(
        f"occupation_uri\trelation\tskill_uri\n{JOB}\tx\t{SKILL}\n"
    )
    with pytest.raises(NotFound, match="holds no table of ESCO's names"):
        esco_names(tmp_path)
    with pytest.raises(NotFound, match="give the folder"):
        esco_names(tmp_path / "not-there")


def test_pairs_are_read_and_may_share_a_text(tmp_path: Path) -> None:
    path = tmp_path / "own.tsv"
    path.write_text("verpleegkundige\tnurse\n\nverpleegkundige\tRN\n", encoding="utf-8")
    assert pairs_in(path) == (
        Named("own.tsv#1", (("", "verpleegkundige"), ("", "nurse"))),
        Named("own.tsv#3", (("", "verpleegkundige"), ("", "RN"))),
    )


@pytest.mark.parametrize("line", ["lassen", "lassen\twelding\tmore", "lassen\t", "\twelding"])
def test_a_line_that_is_no_pair_is_refused_with_its_number(tmp_path: Path, line: str) -> None:
    path = tmp_path / "own.tsv"
    path.write_text(f"a\tb\n{line}\n", encoding="utf-8")
    with pytest.raises(InvalidInput, match=r"own\.tsv, line 2: .* two texts with one tab"):
        pairs_in(path)


def test_a_file_without_pairs_and_a_file_that_is_not_there_are_refused(tmp_path: Path) -> None:
    (tmp_path / "empty").write_text("\n\n")
    with pytest.raises(InvalidInput, match="holds no pairs"):
        pairs_in(tmp_path / "empty")
    with pytest.raises(NotFound, match="no file"):
        pairs_in(tmp_path / "not-there")
    with pytest.raises(NotFound, match="no file"):
        texts_in(tmp_path / "not-there")


def test_things_are_left_out_by_any_of_their_names_whole_or_beside_a_slash(tmp_path: Path) -> None:
    welder = Named("1", (("de", "Schweißer/Schweißerin"), ("nl", "lasser")))
    nurse = Named("2", (("en", "nurse"), ("nl", "verpleegkundige")))
    (tmp_path / "queries").write_text("q_id\tjobtitle\n7\tSchweißerin\n", encoding="utf-8")
    assert texts_in(tmp_path / "queries") == {"q_id", "jobtitle", "7", "schweisserin"}
    assert without([welder, nurse], texts_in(tmp_path / "queries")) == (nurse,)
    assert without([welder, nurse], frozenset({"nurse"})) == (welder,)


def test_descriptions_stand_beside_the_label_of_their_language(tmp_path: Path) -> None:
    head = "uri\tnl\tnl_alt\tnl_desc"
    (tmp_path / "skills.tsv").write_text(
        f"{head}\n{SKILL}\tlassen\tsolderen\tmetaal verbinden\n{JOB}\tlasser\t\t\n",
        encoding="utf-8",
    )
    download = f"conceptUri,preferredLabel,altLabels,description\n{SKILL},weld,fuse,to join metal\n"
    (tmp_path / "skills_en.csv").write_text(download, encoding="utf-8")
    (tmp_path / "relations.tsv").write_text("occupation_uri\tskill_uri\na\tb\n", encoding="utf-8")
    named = esco_names(tmp_path)
    assert described_in(tmp_path, named) == (
        Described("weld", "to join metal"),
        Described("lassen", "metaal verbinden"),
    )
    assert described_in(tmp_path, named[1:]) == ()
