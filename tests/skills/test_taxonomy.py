"""ESCO's files become concepts beside the vocabulary's own, which keep what they mean."""

from dataclasses import replace
from pathlib import Path

import pytest
from esco_files import SKILL, SKILLS, collection, download, skill, write

from matcher.errors import InvalidInput, NotFound, StorageError
from matcher.records import Concept
from matcher.skills import (
    Finder,
    Imported,
    Name,
    Neighbours,
    Taxonomy,
    Vocabulary,
    joined,
    read_esco,
)
from matcher.skills.guards import judged


@pytest.fixture(scope="module")
def vocabulary(tables: list[Path]) -> Vocabulary:
    return Vocabulary.read(tables)


@pytest.fixture(scope="module")
def imported(vocabulary: Vocabulary, tmp_path_factory: pytest.TempPathFactory) -> Imported:
    return read_esco(download(tmp_path_factory.mktemp("esco")), ("en", "nl"), vocabulary)


@pytest.fixture(scope="module")
def both(vocabulary: Vocabulary, imported: Imported) -> Vocabulary:
    return joined(vocabulary, [imported.taxonomy]).vocabulary


def found(vocabulary: Vocabulary, text: str) -> list[tuple[str, str]]:
    return [(m.concept, text[m.start : m.end]) for m in Finder(vocabulary).find(text)]


# --- reading ----------------------------------------------------------------------------------
def test_an_import_counts_what_it_read_per_language(imported: Imported) -> None:
    # Nine skills, one of them obsolete, and the one that only the Dutch file has is among the nine.
    assert imported.skills == 7 + 1
    assert imported.languages["en"].labels == 7
    assert imported.languages["nl"].labels == 3
    assert imported.languages["nl"].without == 8 - 3
    assert (imported.groups, imported.related, imported.merged) == (3, 1, 2)


def test_an_import_says_what_it_left_out_and_why(imported: Imported) -> None:
    assert imported.skipped == {
        "names several concepts; the first one keeps it": 1,  # "weaving on a handloom", of felting
        "name is one everyday word": 2,  # "weave", "ordinary"
        "name is too short to be told from other words": 1,  # "HW"
        "obsolete in ESCO": 1,
        "relation to a concept that is not here": 1,  # felting -> spinning jenny
    }
    (left_out,) = [file for file in imported.files if file.left_out]
    assert (left_out.path.name, "job title" in left_out.left_out) == ("occupations_en.csv", True)


def test_labels_come_in_all_languages_and_groups_stand_above(imported: Imported) -> None:
    concepts = {concept.id: concept for concept in imported.taxonomy.concepts}
    assert concepts["esco:loom"] == Concept(
        "esco:loom", "hard", "", (("en", "handloom weaving"), ("nl", "handweven")), ("esco:S1.2",)
    )
    assert concepts["esco:S1.2"].broader == ("esco:S1",)
    assert concepts["esco:dutchonly"].label("en") == "kantklossen met de hand"
    assert (concepts["esco:zorblang"].kind, concepts["esco:zorblang"].sector) == ("tool", "it")
    assert concepts["esco:patience"].kind == "soft"
    assert not [n for n in imported.taxonomy.names if n.concept in ("esco:S1", "esco:S1.2")]


def test_a_partial_download_of_collections_is_enough(
    vocabulary: Vocabulary, tmp_path: Path
) -> None:
    done = read_esco(collection(tmp_path), ("nl", "en"), vocabulary)
    concepts = {concept.id: concept for concept in done.taxonomy.concepts}
    assert set(concepts) == {
        "esco:quill", "esco:elf", "esco:group", "esco:isced-f-0613", "esco:K",
    }  # fmt: skip
    assert concepts["esco:quill"].broader == ("esco:group", "esco:isced-f-0613")
    assert concepts["esco:group"].broader == ("esco:K",)
    assert concepts["esco:elf"].kind == "language"
    assert done.skipped == {"part of a language, whose level is read from the line itself": 1}
    assert done.languages["nl"].labels == 0


def test_one_table_with_a_column_a_language_is_read_too(
    vocabulary: Vocabulary, tmp_path: Path
) -> None:
    lines = [
        ("uri", "in_v12", "en", "en_alt", "nl", "nl_alt", "de"),
        (
            SKILL + "a",
            "1",
            "glass lathing",
            "lathing of glass | turn",
            "glasdraaien",
            "",
            "Glasdrehen",
        ),
        (SKILL + "b", "0", "quill cutting by hand", "", "", "", ""),
    ]
    table = tmp_path / "esco_skills_multilingual.tsv"
    table.write_text("\n".join("\t".join(cells) for cells in lines), encoding="utf-8")
    done = read_esco(tmp_path, ("nl", "en"), vocabulary)
    (concept,) = done.taxonomy.concepts
    assert concept.labels == (("nl", "glasdraaien"), ("en", "glass lathing"))
    assert [name.text for name in done.taxonomy.names] == [
        "glasdraaien", "glass lathing", "lathing of glass",
    ]  # fmt: skip
    assert done.skipped == {"name is one everyday word": 1, "obsolete in ESCO": 1}


def test_the_same_files_give_the_same_bytes(
    vocabulary: Vocabulary, imported: Imported, tmp_path: Path
) -> None:
    again = read_esco(download(tmp_path), ("en", "nl"), vocabulary).taxonomy
    assert again.to_bytes() == imported.taxonomy.to_bytes()
    assert Taxonomy.from_bytes(again.to_bytes()) == again
    assert again.digest() == imported.taxonomy.digest()
    assert replace(again, related=()).digest() != again.digest()


def test_damaged_bytes_are_refused(imported: Imported) -> None:
    with pytest.raises(StorageError, match="import it again"):
        Taxonomy.from_bytes(imported.taxonomy.to_bytes()[:-20])


def test_progress_counts_the_files(vocabulary: Vocabulary, tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    read_esco(
        download(tmp_path),
        ("en",),
        vocabulary,
        progress=lambda done, all_: seen.append((done, all_)),
    )
    assert seen == [(1, 4), (2, 4), (3, 4), (4, 4)]  # skills, groups, broader, related


# --- what cannot be read ------------------------------------------------------------------------
def test_a_folder_that_is_not_there_is_named(vocabulary: Vocabulary, tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="unpacked ESCO's CSV files"):
        read_esco(tmp_path / "none", ("en",), vocabulary)


def test_a_folder_without_skills_says_what_to_download(
    vocabulary: Vocabulary, tmp_path: Path
) -> None:
    (tmp_path / "notes.txt").write_text("later")
    with pytest.raises(NotFound, match=r"no skills_xx\.csv .* download the classification as CSV"):
        read_esco(tmp_path, ("en",), vocabulary)


def test_another_language_than_asked_is_named(vocabulary: Vocabulary, tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match=r"are in en, nl, asked were fr; give --languages en,nl"):
        read_esco(download(tmp_path), ("fr",), vocabulary)


def test_a_table_without_a_column_is_named(vocabulary: Vocabulary, tmp_path: Path) -> None:
    write(tmp_path / "skills_en.csv", ("conceptUri", "label"), [])
    with pytest.raises(InvalidInput, match=r"skills_en\.csv has no column 'preferredLabel'"):
        read_esco(tmp_path, ("en",), vocabulary)


@pytest.mark.parametrize(
    ("name", "content"), [("skills_en.csv", b"\xff\xfe\x00a"), ("skills_en.csv.gz", b"\x1f\x8bno")]
)
def test_a_damaged_file_is_named(
    vocabulary: Vocabulary, tmp_path: Path, name: str, content: bytes
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(
        InvalidInput, match=r"cannot be read as a table of ESCO .* download it again"
    ):
        read_esco(tmp_path, ("en",), vocabulary)


# --- which names may be looked for ------------------------------------------------------------
@pytest.mark.parametrize(
    ("name", "preferred", "exact", "ambiguous"),
    [
        ("metallurgy", True, False, False),  # ten letters
        ("history", True, False, True),
        ("electroplating", False, False, False),  # fourteen letters, an alias
        ("Zorblang", True, True, False),
        ("LESS", True, True, True),
        ("manage musical staff", False, False, False),
        ("be on time", False, False, True),  # eight letters
        ("Scratch (computer programming)", True, True, True),
    ],
)
def test_ordinary_words_need_company_and_proper_names_their_case(
    name: str, preferred: bool, exact: bool, ambiguous: bool
) -> None:
    verdict = judged(name, preferred=preferred, language="en")
    assert (verdict.refused, verdict.exact, verdict.ambiguous) == ("", exact, ambiguous)


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("data", "one everyday word"),
        ("ICT", "too short"),
        ("R", "too short"),
        ("3.1", "too short"),
        ("adopt ways to foster welfare of animals", "longer than texts"),
    ],
)
def test_a_name_that_says_too_little_is_left_out(name: str, why: str) -> None:
    assert why in judged(name, preferred=False, language="en").refused


def test_a_german_capital_says_nothing() -> None:
    verdict = judged("Buchhaltung", preferred=True, language="de")
    assert (verdict.exact, verdict.ambiguous) == (False, False)


# --- beside the vocabulary ----------------------------------------------------------------------
def test_a_text_is_read_with_both(both: Vocabulary) -> None:
    text = "Handloom weaving, jacquard weaving and Zorblang scripting in Python."
    assert found(both, text) == [
        ("esco:loom", "Handloom weaving"),
        ("esco:jacquard", "jacquard weaving"),
        ("esco:zorblang", "Zorblang scripting"),
        ("python", "Python"),
    ]


def test_an_equal_label_is_merged_and_brings_its_other_names(both: Vocabulary) -> None:
    assert "esco:wound" not in both.concepts
    assert "esco:python" not in both.concepts
    assert found(both, "The dressing of chronic wounds.") == [
        ("wound-care", "dressing of chronic wounds")
    ]
    assert found(both, "Pythonic scripting") == [("python", "Pythonic scripting")]


def test_one_alias_in_common_merges_nothing_and_takes_no_name(vocabulary: Vocabulary) -> None:
    other = Taxonomy(
        "t",
        (Concept("t:dev", "hard", "", (("en", "software development"), ("nl", "iets anders"))),),
        (Name("software development", "t:dev", "en", False, False, added=True),
         Name("making of software", "t:dev", "en", False, False, added=True)),
    )  # fmt: skip
    done = joined(vocabulary, [other])
    assert done.merged == {}
    assert done.dropped == {"means a concept of the vocabulary already": 1}
    assert found(done.vocabulary, "software development") == [
        ("programming", "software development")
    ]
    assert found(done.vocabulary, "making of software") == [("t:dev", "making of software")]


def test_a_built_in_mention_is_not_displaced_by_a_longer_added_name(vocabulary: Vocabulary) -> None:
    other = Taxonomy(
        "t",
        (Concept("t:wide", "hard", "", (("en", "wound care of horses"),)),),
        (Name("wound care of horses", "t:wide", "en", False, False, added=True),),
    )
    text = "Responsible for wound care of horses."
    with_it = joined(vocabulary, [other]).vocabulary
    assert found(with_it, text) == found(vocabulary, text) == [("wound-care", "wound care")]


def test_an_added_name_takes_endings_and_makes_no_compounds(vocabulary: Vocabulary) -> None:
    other = Taxonomy(
        "t",
        (Concept("t:aid", "hard", "", (("nl", "aanpassing"),)),),
        (Name("aanpassing", "t:aid", "nl", False, False, added=True),),
    )
    with_it = joined(vocabulary, [other]).vocabulary
    assert found(with_it, "veel aanpassingen") == [("t:aid", "aanpassingen")]
    assert found(with_it, "veel medicatieaanpassingen") == []


def test_the_vocabulary_alone_is_what_it_was(vocabulary: Vocabulary, both: Vocabulary) -> None:
    assert joined(vocabulary, []).vocabulary == vocabulary
    own = [name for name in both.names if not name.added]
    assert tuple(own) == vocabulary.names
    assert both.digest() != vocabulary.digest()


def test_a_wider_step_that_would_turn_the_vocabulary_round_is_left_out(
    vocabulary: Vocabulary,
) -> None:
    upside_down = Taxonomy(
        "t",
        (
            Concept("t:prog", "hard", "", (("en", "programming"),), ("t:java",)),
            Concept("t:java", "tool", "", (("en", "Java"),)),
        ),
        (),
    )
    done = joined(vocabulary, [upside_down])
    assert done.merged == {"t:prog": "programming", "t:java": "java"}
    assert done.vocabulary.concepts["programming"].broader == ()


# --- neighbours ---------------------------------------------------------------------------------
def test_kinds_of_the_same_and_related_concepts_are_near(both: Vocabulary) -> None:
    near = Neighbours(both).of
    assert near("esco:loom") == {"esco:jacquard", "esco:felt"}
    assert near("esco:felt") == {"esco:loom"}
    assert "java" in near("python")
    assert "java" in near("programming")


def test_what_is_only_wider_or_unknown_is_not_near(both: Vocabulary) -> None:
    near = Neighbours(both).of
    assert "programming" not in near("python")
    assert near("nobody-knows") == frozenset()


def test_a_group_of_hundreds_brings_nothing_near() -> None:
    many = {f"s{n}": Concept(f"s{n}", "hard", "", (("en", f"s{n}"),), ("all",)) for n in range(61)}
    wide = {"all": Concept("all", "hard", "", (("en", "all"),))}
    assert Neighbours(Vocabulary({**wide, **many}, ())).of("s1") == frozenset()
    few = dict(list(many.items())[:60])
    assert len(Neighbours(Vocabulary({**wide, **few}, ())).of("s1")) == 60 - 1


def test_relations_to_a_merged_concept_reach_the_vocabularys_own(
    vocabulary: Vocabulary, tmp_path: Path
) -> None:
    write(
        tmp_path / "skills_en.csv", SKILLS, [skill("w", "wound care"), skill("c", "cupping care")]
    )
    write(tmp_path / "skillSkillRelations_en.csv", ("originalSkillUri", "relatedSkillUri"),
          [{"originalSkillUri": SKILL + "c", "relatedSkillUri": SKILL + "w"}])  # fmt: skip
    taxonomy = read_esco(tmp_path, ("en",), vocabulary).taxonomy
    assert Neighbours(joined(vocabulary, [taxonomy]).vocabulary).of("wound-care") == {"esco:c"}
