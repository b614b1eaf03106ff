"""Each part can be switched off, and what it alone decides is then decided otherwise."""

from pathlib import Path

import pytest

from matcher.errors import InvalidInput
from matcher.evaluation import ABLATIONS, FULL, Task, rankings
from matcher.evaluation.ablations import _encoders
from matcher.ranking import Weights
from matcher.vectors import default_encoder, load_encoder

CV = """Robin
robin@example.org

WORK EXPERIENCE
Employee, Acme, {period}
- {line}
- Worked with colleagues of other departments.
{rest}"""

NEVER = (90.0, 99.0)  # deviations above ordinary lines
# No likeness is ever so large: only what is named counts.
BY_NAME = Weights(context=0.0, meaning=NEVER, letters=NEVER, list_context=0.0, curves=None)


def people(**said: tuple[str, str, str]) -> dict[str, str]:
    """Return CVs by id: what stands in the role, when, and what stands below."""
    return {
        id_: CV.format(line=line, period=period, rest=rest)
        for id_, (line, period, rest) in said.items()
    }


NOW = "2012 - present"
DID = "Built data pipelines in Python."
COFFEE = "Served coffee to guests."


@pytest.mark.parametrize(
    ("part", "vacancy", "corpus", "whole", "without"),
    [
        (
            "named skills",
            "You know Python.",
            people(d=(COFFEE, NOW, ""), b=(DID, NOW, "")),
            ["b", "d"],
            ["d", "b"],
        ),
        (
            "rungs",
            "You know Python.",
            people(d=(COFFEE, NOW, "\nSKILLS\n- Python"), b=(DID, NOW, "")),
            ["b", "d"],
            ["d", "b"],
        ),
        (
            "recency",
            "You know Python.",
            people(d=(DID, "2009 - 2011", ""), b=(DID, NOW, "")),
            ["b", "d"],
            ["d", "b"],
        ),
        (
            "facts",
            "You have 5 years of experience with Python.",
            people(d=(DID, "January 2026 - present", ""), b=(DID, NOW, "")),
            ["b", "d"],
            ["d", "b"],
        ),
        (
            "negation rule",
            "You know Python.",
            people(d=(COFFEE, NOW, ""), b=("I have no experience with Python.", NOW, "")),
            ["d", "b"],
            ["b", "d"],
        ),
    ],
)
def test_what_a_part_decides_is_decided_otherwise_without_it(
    part: str,
    vacancy: str,
    corpus: dict[str, str],
    whole: list[str],
    without: list[str],
    tiny_model: Path,
) -> None:
    """Of these two ids d comes first where scores are equal: a tie shows as d, b."""
    task = Task("t", {"v": {"d": 1}}, query_texts={"v": f"Requirements\n- {vacancy}"},
                corpus_texts=corpus)  # fmt: skip
    runs = dict(rankings(task, [part], weights=BY_NAME, model=str(tiny_model)))
    assert runs == {FULL: {"v": whole}, part: {"v": without}}


def test_without_must_haves_first_the_score_alone_decides(tiny_model: Path) -> None:
    asked = "Requirements\n- You must know Python.\nNice to have\n- SQL\n- Docker\n- Kubernetes"
    many = "Ran SQL in Docker on Kubernetes."
    corpus = people(meets=(DID, NOW, ""), lacks=(many, NOW, ""))
    task = Task("t", {"v": {"meets": 1}}, query_texts={"v": asked}, corpus_texts=corpus)
    runs = dict(rankings(task, ["musts first"], weights=BY_NAME, model=str(tiny_model)))
    assert runs[FULL]["v"] == ["meets", "lacks"]
    assert runs["musts first"]["v"] == ["lacks", "meets"]


def test_every_part_ranks_everybody_and_a_vacancy_that_asks_nothing_is_left_out(
    tiny_model: Path,
) -> None:
    corpus = people(a=(COFFEE, NOW, ""), b=(DID, NOW, ""), c=("Repaired machines.", NOW, ""))
    texts = {"v": "Requirements\n- You know Python.", "empty": "We are nice.\nWe sell flowers."}
    task = Task("t", {"v": {"b": 1}}, query_texts=texts, corpus_texts=corpus)
    runs = dict(rankings(task, model=str(tiny_model)))
    assert list(runs) == [
        FULL,
        *(name for name, part in ABLATIONS.items() if part.trained == "all"),
    ]
    assert all(list(run) == ["v"] and sorted(run["v"]) == ["a", "b", "c"] for run in runs.values())


def test_a_part_that_is_not_there_is_refused_before_anything_is_read(tmp_path: Path) -> None:
    task = Task("t", {"v": {"a": 1}}, query_files=(tmp_path / "nowhere",))
    with pytest.raises(InvalidInput, match="no part 'magic'; choose one of context row"):
        next(iter(rankings(task, ["magic"])))


def test_the_whole_encoder_is_the_one_that_is_used_and_the_others_lack_what_was_trained(
    tmp_path: Path,
) -> None:
    encoders = _encoders(None, tmp_path / "vectors.sqlite")
    assert encoders["all"].name == load_encoder(None).name
    assert encoders["all"].name.startswith(encoders["adapter"].name + "+head@")
    assert encoders["nothing"].name == default_encoder().name != encoders["adapter"].name


@pytest.mark.parametrize("part", [name for name, one in ABLATIONS.items() if one.weights])
def test_a_part_that_is_switched_off_by_numbers_changes_the_shipped_numbers(part: str) -> None:
    """Else a row of the bench would say that a part is worth nothing."""
    change = ABLATIONS[part].weights
    assert change is not None
    assert change(Weights()) != Weights()
