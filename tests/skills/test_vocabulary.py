"""Tables are read as they are written, and their mistakes are named."""

import cProfile
import pstats
from collections import defaultdict
from pathlib import Path

import pytest

from matcher.errors import InvalidInput, NotFound
from matcher.records import Concept
from matcher.resources import shipped
from matcher.skills import Finder, Name, Vocabulary
from matcher.skills.folding import fold

HEADER = "concept\tkind\tnl\ten\taliases_nl\taliases_en\taliases\tbroader"
GOOD = "java\ttool\tJava\tJava\t\t\t?J2EE|=JVM\t"


def table(folder: Path, *rows: str, header: str = HEADER) -> Path:
    path = folder / "trade.tsv"
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    return path


def test_a_row_becomes_a_concept_and_its_names(tmp_path: Path) -> None:
    row = "lathe\thard\t?draaien\tturning\tdraaiwerk\tlathe work\t?=CNC\tjava"
    vocabulary = Vocabulary.read([table(tmp_path, row, GOOD)])
    assert vocabulary.concepts["lathe"] == Concept(
        "lathe", "hard", "trade", (("nl", "draaien"), ("en", "turning")), ("java",)
    )
    assert vocabulary.names[:5] == (
        Name("draaien", "lathe", "nl", exact=False, ambiguous=True),
        Name("turning", "lathe", "en", exact=False, ambiguous=False),
        Name("draaiwerk", "lathe", "nl", exact=False, ambiguous=False),
        Name("lathe work", "lathe", "en", exact=False, ambiguous=False),
        Name("CNC", "lathe", "", exact=True, ambiguous=True),
    )


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("Java\ttool\tJava\tJava\t\t\t\t", r"trade\.tsv line 3, column concept: 'Java'"),
        ("c\tskill\tC\tC\t\t\t\t", r"line 3, column kind: 'skill' is not one of hard, tool"),
        ("c\ttool\t\tC\t\t\t\t", "line 3, column nl: a label is needed"),
        ("c\ttool\tC\t=\t\t\t\t", "line 3, column en: a label is needed"),
        ("c\ttool\tC\tC\ta||b\t\t\t", "line 3, column aliases_nl: '' holds no name"),
        ("c\ttool\tC\tC\t\t\t\tjav", "line 3, column broader: there is no concept 'jav'"),
        ("c\ttool\tC\tC\t\t\t\tc", "line 3, column broader: there is no concept 'c'"),
        ("c\ttool\tC\tC\t\t\t", "line 3: 7 columns, needed 8"),
        ("", "line 3: 1 columns, needed 8"),
        (GOOD, r"line 3, column concept: 'java' is also in .*line 2"),
    ],
)
def test_a_mistake_is_named_with_file_line_and_column(
    tmp_path: Path, row: str, message: str
) -> None:
    with pytest.raises(InvalidInput, match=message):
        Vocabulary.read([table(tmp_path, GOOD, row)])


def test_a_file_without_the_columns_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="line 1: a table of skills starts with the columns"):
        Vocabulary.read([table(tmp_path, GOOD, header="concept\tkind")])


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "trade.tsv").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InvalidInput, match="save it as UTF-8"):
        Vocabulary.read([tmp_path / "trade.tsv"])


def test_what_does_not_come_with_the_program_is_not_found() -> None:
    with pytest.raises(NotFound, match="name a file of your own"):
        shipped("no-such-table")


@pytest.fixture(scope="module")
def own() -> Vocabulary:
    return Vocabulary.shipped()


def test_the_shipped_vocabulary_is_large_and_has_both_languages(own: Vocabulary) -> None:
    assert len(own.concepts) >= 1500
    assert all(dict(one.labels).keys() == {"nl", "en"} for one in own.concepts.values())


def test_no_shipped_name_stands_unmarked_for_two_concepts(own: Vocabulary) -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    for name in own.names:
        if not name.ambiguous:
            owners[name.text if name.exact else fold(name.text)[0]].add(name.concept)
    clashes = {text: sorted(ids) for text, ids in owners.items() if len(ids) > 1}
    assert clashes == {}


def test_broader_concepts_never_lead_back(own: Vocabulary) -> None:
    def wider(concept: str, below: tuple[str, ...]) -> None:
        assert concept not in below, (*below, concept)
        for one in own.concepts[concept].broader:
            wider(one, (*below, concept))

    for concept in own.concepts:
        wider(concept, ())


def test_every_unambiguous_shipped_label_finds_its_concept(own: Vocabulary) -> None:
    finder = Finder(own)
    names = {(name.text, name.concept) for name in own.names if not name.ambiguous}
    missed = [
        (concept.id, label)
        for concept in own.concepts.values()
        for _, label in concept.labels
        if (label, concept.id) in names
        and concept.id not in {one.concept for one in finder.find(f"Kennis van {label} is nodig")}
    ]
    assert missed == []


def test_loading_the_shipped_vocabulary_costs_little(own: Vocabulary) -> None:
    calls = cProfile.Profile()  # a clock would measure how busy the machine is
    finder = calls.runcall(lambda: Finder(Vocabulary.shipped()))
    assert finder.find("Python")
    # Measured 63 calls a name, 0.2 s of CPU in all; loading is part of every command.
    assert pstats.Stats(calls).total_calls < 100 * len(own.names)  # type: ignore[attr-defined]
