"""Each part can be switched off, and what it alone decides is then decided otherwise."""

from pathlib import Path

import pytest

from matcher.errors import InvalidInput
from matcher.evaluation import ABLATIONS, FULL, Task, rankings
from matcher.vectors import default_encoder, load_encoder
from matcher.vectors.head import HeadedEncoder, shipped_head

CV = """{name}
{name}@example.org

WORK EXPERIENCE
Employee, Acme, {since} - present
- {line}
- Worked with colleagues of other departments.
"""
VACANCY = "Requirements\n- You know Python.\n- 5 years of experience with SQL."


@pytest.fixture
def task() -> Task:
    lines = {
        "denies": "I have no experience with Python or SQL.",
        "python": "Built data pipelines in Python with SQL.",
        "coffee": "Served coffee to guests.",
    }
    people = {name: CV.format(name=name, line=line, since=2012) for name, line in lines.items()}
    return Task("small", {"v": {"python": 1}}, query_texts={"v": VACANCY}, corpus_texts=people)


def runs(task: Task, model: Path, names: list[str] | None = None) -> dict[str, list[str]]:
    return {name: list(run["v"]) for name, run in rankings(task, names, model=str(model))}


def test_the_whole_engine_comes_first_and_every_part_ranks_everybody(
    task: Task, tiny_model: Path
) -> None:
    found = runs(task, tiny_model)
    assert list(found) == [FULL, *(name for name in ABLATIONS if name != "head")]  # a model's own
    assert all(sorted(order) == ["coffee", "denies", "python"] for order in found.values())


def test_without_the_negation_rule_a_denial_counts_as_much_as_having_done_it(
    task: Task, tiny_model: Path
) -> None:
    found = runs(task, tiny_model, ["negation rule"])
    assert found[FULL] == ["python", "coffee", "denies"] or found[FULL][0] == "python"
    assert found["negation rule"].index("denies") < found["negation rule"].index("coffee")


def test_a_part_that_is_not_there_is_refused_before_anything_is_read(task: Task) -> None:
    with pytest.raises(InvalidInput, match="no part 'magic'; choose one of context row"):
        next(iter(rankings(task, ["magic"])))


def test_the_encoder_without_its_head_is_the_one_that_the_head_was_trained_on() -> None:
    """Else "without the head" would also be without something else."""
    assert HeadedEncoder(default_encoder(), shipped_head()).name == load_encoder(None).name
