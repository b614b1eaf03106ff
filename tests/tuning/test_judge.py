"""A judge is fitted on labelled pairs, and tried on vacancies that it did not see."""

from pathlib import Path

import numpy as np
import pytest

from matcher.errors import InvalidInput, NotFound
from matcher.evaluation.calibration import ece
from matcher.ranking import Chances, Traits, read_judge
from matcher.records import Kind
from matcher.tuning.judge import (
    KEPT_OUT,
    Pair,
    fit_judge,
    held_out_by_vacancy,
    read_pairs,
    told,
    train_judge_command,
)

PAIRS = Path("data/evidence/pairs.tsv")


def pairs(count: int = 300, *, split: str = "development") -> list[Pair]:
    """Return pairs of which those with many words in common show it; likeness says the opposite."""
    random = np.random.default_rng(1)
    made = []
    for n in range(count):
        words = random.random()
        numbers = dict.fromkeys(Traits._fields, 0.0) | {"words": words, "likeness": 1.0 - words}
        label = "shows" if words > 0.7 else "partly" if words > 0.5 else "no"
        made.append(Pair(f"v{n % 10}", "made", split, Kind.HARD, Traits(**numbers), label))
    return made


def table(rows: list[Pair], path: Path) -> Path:
    lines = ["\t".join(["vacancy", "source", "split", "kind", "label", *Traits._fields])]
    lines += [
        "\t".join([p.vacancy, p.source, p.split, p.kind, p.label, *map(str, p.traits)])
        for p in rows
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_a_fit_finds_the_sign_that_tells_and_turns_none_round() -> None:
    judge = fit_judge(pairs())
    assert judge.shows["words"] > 0
    assert judge.shows.get("likeness", 0.0) == 0.0  # alone it would speak against itself


def test_a_vacancy_is_judged_by_what_the_others_teach() -> None:
    made = pairs()
    for pair, chances in zip(made, held_out_by_vacancy(made), strict=True):
        if pair.traits.words > 0.9:
            assert chances.met > 0.5
        if pair.traits.words < 0.3:
            assert chances.shown < 0.5


def test_what_is_told_of_four_pairs_is_a_sum_by_hand() -> None:
    nothing = Traits(*(0.0 for _ in Traits._fields))
    labels = ["shows", "partly", "shows", "no"]
    made = [Pair("v", "made", "development", Kind.HARD, nothing, label) for label in labels]
    said = [Chances(0.9, 0.8), Chances(0.9, 0.6), Chances(0.4, 0.1), Chances(0.1, 0.0)]
    found = told(made, said)
    assert (found.met, found.met_shown, found.met_some, found.found) == (2, 1 / 2, 2 / 2, 1 / 2)
    assert found.ece_some == pytest.approx(
        ece([one.shown for one in said], [True, True, True, False])
    )


def test_too_few_pairs_are_refused() -> None:
    with pytest.raises(InvalidInput, match="at least 200"):
        fit_judge(pairs(50))


def test_pairs_kept_out_teach_nothing(tmp_path: Path) -> None:
    seen, out = pairs(), tmp_path / "judge.json"
    train_judge_command(table(seen, tmp_path / "a.tsv"), out)
    alone = read_judge(out)
    done = train_judge_command(table([*seen, *pairs(40, split=KEPT_OUT)], tmp_path / "b.tsv"), out)
    assert read_judge(out) == alone
    assert (done.in_turn.pairs, done.kept_out.pairs) == (300, 40)


def test_a_table_that_lacks_a_column_or_has_another_label_is_refused(tmp_path: Path) -> None:
    path = table(pairs(3), tmp_path / "pairs.tsv")
    told = path.read_text(encoding="utf-8")
    for wrong in (told.replace("\tlabel", "\tverdict"), told.replace("\tno\t", "\tperhaps\t")):
        path.write_text(wrong, encoding="utf-8")
        with pytest.raises(InvalidInput, match="no table of labelled pairs"):
            read_pairs(path)
    with pytest.raises(NotFound):
        read_pairs(tmp_path / "nothing.tsv")


def test_no_vacancy_of_the_shipped_table_is_on_both_sides() -> None:
    made = read_pairs(PAIRS)
    kept = {pair.vacancy for pair in made if pair.split == KEPT_OUT}
    assert len(kept) >= 6
    assert not kept & {pair.vacancy for pair in made if pair.split != KEPT_OUT}


def test_the_shipped_table_holds_hashes_and_numbers_and_no_text() -> None:
    for line in PAIRS.read_text(encoding="utf-8").splitlines()[1:]:
        assert max(map(len, line.split("\t"))) <= 60
