"""Phrases of a line, rows of concepts, and the links between them."""

import logging
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pytest

from matcher.errors import InvalidInput
from matcher.protocols import Progress, Vectors
from matcher.skills import Vocabulary
from matcher.skills.link_phrases import phrases
from matcher.skills.link_rows import concept_rows
from matcher.skills.linking import Linkable, Linker, LinkWeights, linkables
from matcher.vectors import load_encoder

JAVA = Linkable("java", (("en", "Java programming"), ("en", "Java"), ("nl", "Javaprogrammeren")))
RUST = Linkable("rust-removal", (("en", "remove rust from vehicles"), ("en", "rust")))
CLOUD = Linkable("cloud", (("en", "cloud services"),))
WOUNDS = Linkable("wounds", (("nl", "wondzorg"), ("en", "wound care")))
CONCEPTS = (JAVA, RUST, CLOUD, WOUNDS)
EVENLY = LinkWeights(line=0.5, letters=0.2, gate=None)


class Words:
    """An encoder that knows words: each has an axis of its own, a text is the sum of its words."""

    def __init__(self, name: str = "words@1") -> None:
        self.name = name
        self.encoded: list[str] = []
        self._axes: dict[str, int] = {}

    def encode(self, texts: Sequence[str], *, progress: Progress | None = None) -> Vectors:
        self.encoded += texts
        rows = np.zeros((len(texts), 64), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for word in text.casefold().split():
                row[self._axes.setdefault(word, len(self._axes))] += 1
        return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-12)


class Given:
    """An encoder that has been told what each text is."""

    name = "given@1"

    def __init__(self, rows: Mapping[str, Sequence[float]]) -> None:
        self._rows = rows

    def encode(self, texts: Sequence[str], *, progress: Progress | None = None) -> Vectors:
        return np.array([self._rows[text] for text in texts], dtype=np.float32)


# --- phrases ------------------------------------------------------------------------------
def texts_of(line: str) -> list[str]:
    return [phrase.text for phrase in phrases(line)]


def test_a_list_is_cut_at_commas_and_at_and() -> None:
    assert texts_of("Kennis van Java, SQL en Power BI") == [
        "Java",
        "SQL",
        "Power",
        "Power BI",
        "BI",
    ]


def test_no_phrase_begins_or_ends_with_a_word_that_says_nothing() -> None:
    telling = ["design", "design for wound", "wound", "wound care", "care"]
    assert texts_of("experience with design for wound care") == telling


def test_signs_that_belong_to_a_name_stay() -> None:
    assert texts_of("(C++ / C#); .NET") == ["C++", "C#", ".NET"]


def test_a_phrase_points_at_its_place_in_the_line() -> None:
    line = "• Je bouwt “REST-API's” in Java, en documenteert ze."
    found = phrases(line)
    assert "REST-API's" in [phrase.text for phrase in found]
    assert all(line[phrase.start : phrase.end] == phrase.text for phrase in found)


def test_a_line_without_a_telling_word_is_a_phrase_itself() -> None:
    assert phrases("  and with  ") == (("and with", 2, 10),)


@pytest.mark.parametrize("line", ["", "  "])
def test_an_empty_line_has_no_phrases(line: str) -> None:
    assert phrases(line) == ()


# --- rows ---------------------------------------------------------------------------------
def test_a_row_is_half_the_label_and_half_all_names() -> None:
    given = {"a": (1, 0), "b": (0, 1)}
    rows = concept_rows([Linkable("x", (("en", "a"), ("en", "b")))], Given(given))
    label, names = np.array([1, 0]), np.array([1, 1]) / np.sqrt(2)
    assert rows[0] == pytest.approx((label + names) / np.linalg.norm(label + names), abs=1e-3)


def test_names_are_encoded_once_and_kept_for_the_next_linker(tmp_path: Path) -> None:
    first, second = Words(), Words()
    made = concept_rows(CONCEPTS, first, tmp_path)
    kept = concept_rows(CONCEPTS, second, tmp_path)
    assert len(first.encoded) == sum(len(concept.names) for concept in CONCEPTS)
    assert second.encoded == []
    assert np.array_equal(made, kept)


def test_another_encoder_or_another_taxonomy_makes_a_file_of_its_own(tmp_path: Path) -> None:
    concept_rows(CONCEPTS, Words(), tmp_path)
    concept_rows(CONCEPTS, Words("words@2"), tmp_path)
    concept_rows(CONCEPTS[1:], Words(), tmp_path)
    assert len(list(tmp_path.glob("links-*.safetensors"))) == 3


@pytest.mark.parametrize("place", [0, 200, -1])
def test_a_damaged_file_is_made_again_with_a_warning(
    tmp_path: Path, place: int, caplog: pytest.LogCaptureFixture
) -> None:
    made = concept_rows(CONCEPTS, Words(), tmp_path)
    (path,) = tmp_path.iterdir()
    content = bytearray(path.read_bytes())
    content[place] ^= 0xFF
    path.write_bytes(content)
    with caplog.at_level(logging.WARNING):
        again = concept_rows(CONCEPTS, Words(), tmp_path)
    assert "made again" in caplog.text
    assert np.array_equal(made, again)


# --- links --------------------------------------------------------------------------------
def test_a_name_in_the_line_is_linked_with_its_place() -> None:
    (links,) = Linker(CONCEPTS, Words(), weights=EVENLY).link(["Ervaring met wondzorg"], k=1)
    (link,) = links
    assert (link.concept, link.phrase, link.named) == ("wounds", "wondzorg", True)
    assert (link.start, link.end) == (13, 21)


def test_a_name_counts_as_cosine_1_whatever_the_case() -> None:
    given = {
        "Wound care": (0, 1),
        "wondzorg": (1, 0),
        "wound care": (1, 0),
        "cloud services": (0, 1),
    }
    given |= {"Wound": (0, 1), "care": (0, 1)}
    line = LinkWeights(line=0.0, letters=0.0, gate=None)
    linker = Linker((CLOUD, WOUNDS), Given(given), weights=line)
    (lanes,) = linker.lanes(["Wound care"])
    assert lanes.named.tolist() == [False, True]
    assert lanes.scores["phrase"] == pytest.approx([0, 0])  # both at cosine 1: alike


def test_a_score_is_the_weighted_mean_of_z_scores() -> None:
    linker = Linker(CONCEPTS, Words(), weights=EVENLY)
    line = "rust on vehicles and Java"
    (lanes,) = linker.lanes([line])
    words = Words()
    rows = concept_rows(CONCEPTS, words)
    near = (words.encode([p.text for p in phrases(line)]) @ rows.T).max(axis=0)
    near[[0, 1]] = 1.0  # "Java" and "rust" are names
    whole = rows @ words.encode([line])[0]
    lane = {"phrase": near, "line": whole}
    for name, values in lane.items():
        expected = (values - values.mean()) / values.std()
        assert lanes.scores[name] == pytest.approx(expected, abs=1e-3)
    z = lanes.scores
    mean = (1.0 * z["phrase"] + 0.5 * z["line"] + 0.2 * z["letters"]) / (1.0 + 0.5 + 0.2)
    assert lanes.sum(EVENLY) == pytest.approx(mean, abs=1e-6)


def test_letters_find_a_compound_that_shares_no_word() -> None:
    only = LinkWeights(phrase=0.0, line=0.0, letters=1.0, gate=None)
    (links,) = Linker(CONCEPTS, Words(), weights=only).link(["wondzorgprotocollen"], k=1)
    assert links[0].concept == "wounds"


def test_a_concept_that_the_line_itself_does_not_bear_out_is_not_linked() -> None:
    given = {"rust": (1.0, 0.0), "cloud": (0.0, 1.0), "rust cloud": (0.0, 1.0)}
    given |= {"iron": (0.9, -0.4), "sky": (0.1, 0.9)}
    concepts = [Linkable("rust", (("en", "rust"),)), Linkable("sky", (("en", "sky"),))]
    concepts.append(Linkable("iron", (("en", "iron"),)))
    weights = LinkWeights(line=0.0, letters=0.0, gate=None)
    for gate, first in ((None, "rust"), (0.0, "sky")):
        gated = LinkWeights(line=weights.line, letters=weights.letters, gate=gate)
        (links,) = Linker(concepts, Given(given), weights=gated).link(["rust cloud"])
        assert links[0].concept == first
        assert ("rust" in [link.concept for link in links]) is (gate is None)


def test_links_stop_at_the_floor_and_at_k() -> None:
    linker = Linker(CONCEPTS, Words(), weights=EVENLY)
    (all_,) = linker.link(["cloud services"], k=9, floor=-np.inf)
    assert [link.score for link in all_] == sorted((link.score for link in all_), reverse=True)
    assert len(all_) == len(CONCEPTS)
    (few,) = linker.link(["cloud services"], k=9, floor=all_[1].score)
    assert few == all_[:2]


def test_an_empty_line_has_no_links_and_keeps_its_place() -> None:
    links = Linker(CONCEPTS, Words(), weights=EVENLY).link(["", "wound care"], k=1)
    assert [len(each) for each in links] == [0, 1]


def test_a_line_has_the_same_links_whatever_stands_beside_it() -> None:
    linker = Linker(CONCEPTS, Words(), weights=EVENLY)
    alone, together = linker.link(["Java"]), linker.link(["wondzorg", "Java", "rust"])
    assert together[1] == alone[0]


@pytest.mark.parametrize(
    ("concepts", "message"),
    [
        ((), "no concepts"),
        ((Linkable("x", ()),), "no name"),
        ((Linkable("x", (("en", " "),)),), "no name"),
        ((JAVA, JAVA), "same id"),
    ],
)
def test_concepts_that_cannot_be_linked_to_are_refused(
    concepts: tuple[Linkable, ...], message: str
) -> None:
    with pytest.raises(InvalidInput, match=message):
        Linker(concepts, Words())


def test_a_vocabulary_gives_concepts_with_labels_first(tables: list[Path]) -> None:
    vocabulary = Vocabulary.read(tables)
    (wounds,) = [each for each in linkables(vocabulary) if each.id == "wound-care"]
    assert wounds.names[:2] == (("nl", "wondzorg"), ("en", "wound care"))
    assert {name for _, name in wounds.names[2:]} == {"wondverzorging", "Wundversorgung"}


# --- with the shipped encoder ---------------------------------------------------------------
@pytest.fixture(scope="module")
def linker() -> Linker:
    """Every third concept of the vocabulary by its English label, and rust on cars."""
    every = Vocabulary.shipped().concepts.values()
    # Its own rust and clouds are left out, so that what is asked about has one answer.
    shipped = [c for c in every if c.id != "rust" and "cloud" not in c.id][::3]
    concepts = [Linkable(c.id, (("en", c.label("en")),)) for c in shipped]
    concepts += [Linkable("rust-removal", (("en", "remove rust from motor vehicles"),))]
    concepts += [Linkable("cloud-services", (("en", "develop with cloud services"),))]
    return Linker(concepts, load_encoder())


def test_rust_the_language_is_not_rust_on_a_car(linker: Linker) -> None:
    (services, cars) = linker.link(
        ["You build Rust services that run in the cloud", "Removing rust from the body of cars"]
    )
    assert services[0].concept == "cloud-services"
    assert "rust-removal" not in [link.concept for link in services]
    assert cars[0].concept == "rust-removal"


def test_a_dutch_line_finds_an_english_concept(linker: Linker) -> None:
    (links,) = linker.link(["Je haalt roest van auto's"])
    assert "rust-removal" in [link.concept for link in links]
