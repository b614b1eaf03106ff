"""The edits change what they say and nothing else; the overlap of orders is Webber's."""

import io
import random
import zipfile

import pytest

from matcher.errors import InvalidInput
from matcher.evaluation.invariance import evidence, identity, noise, rbo, stuffing, titles
from matcher.evaluation.invariance.agreement import Outcome
from matcher.evaluation.invariance.markup import document, naive, plain

CV = """---
language: nl
format: txt
---
# Sanne de Wit
Data engineer
Utrecht | 06-00112233 | sanne.de.wit@example.nl
%%hidden%% Kubernetes Terraform

## Profiel
Sanne bouwt sinds jaar en dag pijplijnen voor grote bedrijven.

## Werkervaring
### Data engineer, Waterbedrijf Noord, 2019 - heden
- Pijplijnen in Python gebouwd
- Modellen in dbt opgezet

### 2014 - 2018: Planner (parttime) bij Gemeente Zuid
- Roosters gemaakt

## Opleiding {side}
### Hbo Informatica, Hogeschool Utrecht
"""


def slow_rbo(one: list[str], other: list[str], p: float) -> float:
    """Webber et al. 2010, equation 32, with the overlap counted anew at each depth."""
    depths = range(1, len(one) + 1)
    overlap = [len(set(one[:d]) & set(other[:d])) for d in depths]
    ends = overlap[-1] / len(one) * p ** len(one)
    return ends + (1 - p) / p * sum(x / d * p**d for d, x in zip(depths, overlap, strict=True))


@pytest.mark.parametrize("seed", range(10))
def test_rbo_equals_its_slow_definition(seed: int) -> None:
    rng = random.Random(seed)
    one = [f"c{n}" for n in range(rng.randint(1, 30))]
    other = rng.sample(one, len(one))
    assert rbo(one, other) == pytest.approx(slow_rbo(one, other, 0.9))


def test_the_same_order_overlaps_wholly_and_strangers_not_at_all() -> None:
    assert rbo(list("abcd"), list("abcd")) == pytest.approx(1)
    assert rbo(list("ab"), list("cd")) == 0
    assert rbo([], []) == 1


@pytest.mark.parametrize(("one", "other"), [("ab", "a"), ("aa", "ab")])
def test_orders_of_two_lengths_or_with_doubles_are_refused(one: str, other: str) -> None:
    with pytest.raises(InvalidInput):
        rbo(list(one), list(other))


def test_the_place_of_an_edited_cv_counts_the_others_of_the_field_alone() -> None:
    order = ["ann", "bob!x", "bob", "cas!x", "dee", "cas", "bob!y"]
    found = Outcome({"v": order}, {})
    assert found.place("v", "bob", "x") == 1 + 1  # ann
    assert found.place("v", "cas", "x") == 1 + 2  # ann, bob
    assert found.place("v", "bob", "y") == 1 + 3  # ann, dee, cas; not the own CV
    assert found.ranking("v", "x") == ["ann", "bob", "cas", "dee"]
    assert found.ranking("v", "y") == ["ann", "dee", "cas", "bob"]


def test_plain_text_has_no_marks_and_hidden_lines_stand_apart() -> None:
    read = document(CV, "sanne")
    assert "Kubernetes" not in read.text
    assert [hidden.text for hidden in read.hidden] == ["Kubernetes Terraform"]
    assert "Kubernetes" in naive(read)
    assert "#" not in read.text
    assert "OPLEIDING" in read.text.split("\n")


def test_titles_stand_under_the_name_and_in_the_headers_of_roles_not_of_courses() -> None:
    assert titles.titles_in(CV) == ["Data engineer", "Data engineer", "Planner"]


def test_another_title_leaves_employer_and_dates() -> None:
    edited = titles.retitled(CV, ["Kok"], random.Random(1))
    assert "\nKok\nUtrecht" in edited
    assert "### Kok, Waterbedrijf Noord, 2019 - heden" in edited
    assert "### 2014 - 2018: Kok (parttime) bij Gemeente Zuid" in edited
    assert "Data engineer" not in edited


def test_another_title_above_a_vacancy_leaves_place_and_hours() -> None:
    text = "---\nlanguage: nl\n---\nData engineer – Zwolle – 32 uur\nWij zoeken een data engineer."
    assert titles.vacancy_title(text) == "Data engineer"
    assert titles.vacancy_retitled(text, "Kok").endswith(
        "Kok – Zwolle – 32 uur\nWij zoeken een data engineer."
    )


@pytest.mark.parametrize("name", identity.SWAPS)
def test_another_identity_leaves_no_trace_of_the_first(name: str) -> None:
    who = identity.SWAPS[name]
    edited = identity.with_identity(CV, who)
    assert "Sanne" not in edited
    assert "sanne" not in edited
    assert f"# {who.name}\n{who.address}\nGeboren: {who.birth}" in edited
    assert f"{who.name.split()[0]} bouwt" in edited


def test_no_two_identities_are_the_same() -> None:
    versions = {identity.with_identity(CV, who) for who in identity.SWAPS.values()}
    assert len(versions) == len(identity.SWAPS)


def test_a_cv_without_a_name_has_no_identity_to_swap() -> None:
    with pytest.raises(InvalidInput):
        identity.with_identity("Werkervaring\n- Kok", identity.ORIGINS["dutch"])


def test_pasted_requirements_come_last_as_often_as_asked() -> None:
    text = plain(stuffing.pasted(CV, ["Ervaring met dbt"], times=5))
    assert text.count("- Ervaring met dbt") == 5
    assert text.startswith(plain(CV))
    assert plain(stuffing.trailing(CV, ["Ervaring met dbt"])).endswith("\n\nErvaring met dbt")


def test_words_of_no_width_read_as_the_words_themselves() -> None:
    hidden = stuffing.zero_width(CV, ["Ervaring met dbt"])
    assert "Ervaring met dbt" not in hidden
    assert (
        document(hidden, "x").text == document(stuffing.pasted(CV, ["Ervaring met dbt"]), "x").text
    )


def test_a_denial_names_each_skill_in_the_newest_role() -> None:
    lines = plain(stuffing.denying(CV, ["Kafka", "Scala"])).split("\n")
    at = lines.index("- Pijplijnen in Python gebouwd")
    assert lines[at + 1 : at + 3] == [
        "- Ik heb geen ervaring met Kafka.",
        "- Ik heb nog nooit met Scala gewerkt.",
    ]


def test_a_shown_requirement_stands_in_the_newest_role() -> None:
    lines = plain(evidence.shows(CV, "bouwen in Scala")).split("\n")
    assert "bouwen in Scala" in lines[lines.index("- Pijplijnen in Python gebouwd") + 1]


def test_without_a_quote_its_bullet_goes_too() -> None:
    text = plain(CV)
    at = text.index("Modellen in dbt opgezet")
    left = evidence.without(text, at, at + len("Modellen in dbt opgezet"))
    assert left == text.replace("- Modellen in dbt opgezet\n", "")


@pytest.mark.parametrize("kind", noise.KINDS)
def test_noise_is_the_same_for_the_same_seed_and_leaves_the_header(kind: str) -> None:
    edited = noise.KINDS[kind](CV, random.Random(3))
    assert edited == noise.KINDS[kind](CV, random.Random(3))
    assert edited.split("\n## ")[0].rstrip() == CV.split("\n## ")[0].rstrip()


def test_reordering_and_repeating_keep_every_line() -> None:
    lines = {line for line in CV.split("\n") if line}
    for kind in ("twice", "sections", "bullets"):
        edited = noise.KINDS[kind](CV, random.Random(3))
        assert {line for line in edited.split("\n") if line} == lines, kind


def test_typing_badly_changes_about_as_many_letters_as_asked() -> None:
    text = "## Werk\n" + "- " + "Pijplijnen in Python gebouwd en bewaakt " * 50
    edited = noise.typed_badly(text, random.Random(1), rate=0.02)
    changed = sum(a != b for a, b in zip(text.split(), edited.split(), strict=False))
    assert 0.02 * 1700 * 0.4 < changed < 0.02 * 1700 * 1.6  # 1,700 letters; some share a word


def test_a_docx_marks_the_words_that_nobody_sees() -> None:
    with zipfile.ZipFile(io.BytesIO(stuffing.docx(["Kok"], "Terraform", "marked"))) as archive:
        body = archive.read("word/document.xml").decode()
    assert '<w:vanish/></w:rPr><w:t xml:space="preserve">Terraform<' in body
