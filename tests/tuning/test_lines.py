"""Training the reader of lines: what is read, kept out, learnt and refused."""

import random
import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from scipy.optimize import check_grad

from matcher.errors import InvalidInput, NotFound
from matcher.profiles.chain import STEPS
from matcher.profiles.cv.line_cues import features_of
from matcher.profiles.cv.line_reader import KINDS, Kind, read_reader
from matcher.profiles.lines import lines_of
from matcher.tuning.__main__ import main
from matcher.tuning.chain import Settings, _Batch, fit, text_of
from matcher.tuning.lines import (
    FOLDS,
    f1,
    folds_of,
    in_test,
    labelled,
    labelled_in,
    macro_f1,
    train_lines_command,
)
from matcher.tuning.variants import Raw, varied

LAYOUTS = ("pipe-headers", "table-flat", "csv-rows", "sidebar-left", "dates-block", "prose-bio")
CV = """# layout: {layout}
# form: plain notes
I\tPersoon {n}
I\tpersoon{n}@voorbeeld.nl

H\tWerk
R1\t20{n:02d} - heden | Kok | Eetcafé {n}
W1\t- sauzen en soepen maken
W1\t- voorraad bestellen

H\tTalen
L\tNederlands, Engels
"""


def write_cvs(folder: Path, count: int = 12) -> Path:
    (folder / "nl").mkdir(parents=True)
    for n in range(count):
        text = CV.format(layout=LAYOUTS[n % len(LAYOUTS)], n=n + 1)
        (folder / "nl" / f"nl-{n:03d}.tsv").write_text(text, encoding="utf-8")
    return folder


def test_a_labelled_cv_gives_the_lines_that_the_program_sees(tmp_path: Path) -> None:
    cv = labelled(write_cvs(tmp_path) / "nl" / "nl-000.tsv")
    assert (cv.language, cv.layout) == ("nl", "pipe-headers")
    assert [line.text for line in cv.lines][4:6] == ["sauzen en soepen maken", "voorraad bestellen"]
    assert cv.kinds == (
        Kind.PERSON, Kind.PERSON, Kind.HEADING, Kind.HEADER, Kind.WORK, Kind.WORK, Kind.HEADING,
        Kind.LANGUAGE,
    )  # fmt: skip


def test_only_the_first_tab_of_a_line_parts_its_code_from_its_text(tmp_path: Path) -> None:
    path = tmp_path / "nl" / "nl-001.tsv"
    path.parent.mkdir()
    path.write_text("# layout: pipes\nR1\t2019\tKok\tDe Zon\n", encoding="utf-8")
    assert labelled(path).lines[0].text == "2019\tKok\tDe Zon"


def test_a_code_that_is_not_known_is_refused_with_the_line(tmp_path: Path) -> None:
    path = tmp_path / "nl" / "nl-001.tsv"
    path.parent.mkdir()
    path.write_text("# layout: pipes\nQ\tKok\n", encoding="utf-8")
    with pytest.raises(InvalidInput, match="'Q' is no code"):
        labelled_in(tmp_path)


def test_a_folder_without_labelled_cvs_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="no labelled CVs"):
        labelled_in(tmp_path)


def test_layouts_of_one_family_are_kept_out_together(tmp_path: Path) -> None:
    cvs = labelled_in(write_cvs(tmp_path, 24))
    folds = folds_of(cvs)
    of = {layout: {f for cv, f in zip(cvs, folds, strict=True) if cv.layout == layout}
          for layout in LAYOUTS}  # fmt: skip
    assert all(len(found) == 1 for found in of.values())
    assert of["table-flat"] == of["csv-rows"]
    assert set(folds) == set(range(FOLDS))
    assert folds == folds_of(cvs)


def test_a_cv_in_another_layout_keeps_every_word_but_those_of_headings(tmp_path: Path) -> None:
    cv = labelled(write_cvs(tmp_path) / "nl" / "nl-000.tsv")

    def words(lines: Sequence[Raw]) -> Counter[str]:
        kept = " ".join(text for kind, text in lines if kind is not Kind.HEADING)
        return Counter(re.findall(r"\w{2,}", kept))

    laid_out = [varied(cv.raw, random.Random(seed)) for seed in range(60)]
    assert all(words(lines) == words(cv.raw) for lines in laid_out)
    assert len({tuple(lines) for lines in laid_out}) > 30


# --- training -------------------------------------------------------------------------------
def test_the_slope_of_the_likelihood_is_the_slope_that_steps_show() -> None:
    draw = np.random.default_rng(4)
    texts = [
        text_of(features_of(lines_of(body)), [KINDS.index(kind) for kind in kinds], body)
        for body, kinds in (
            ("Kok\n\nTalen\nFries", (Kind.TITLE, Kind.HEADING, Kind.LANGUAGE)),
            ("Kok\nlassen", (Kind.TITLE, Kind.WORK)),
        )
    ]
    batch = _Batch(texts, 1, len(KINDS))
    width = batch.matrix.shape[1] * len(KINDS)

    def parts(flat: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        return (
            flat[:width].reshape(-1, len(KINDS)),
            flat[width:].reshape(STEPS, len(KINDS), len(KINDS)),
        )

    def loss(some: np.ndarray) -> float:
        whole = at.copy()
        whole[chosen] = some
        return batch.unlikeliness(*parts(whole))[0]

    def slope(some: np.ndarray) -> np.ndarray:
        whole = at.copy()
        whole[chosen] = some
        _, weights, steps = batch.unlikeliness(*parts(whole))
        return np.concatenate([weights.ravel(), steps.ravel()])[chosen]

    at = draw.normal(scale=0.1, size=width + STEPS * len(KINDS) ** 2)
    chosen = np.concatenate([np.arange(40), np.arange(width, width + 40)])
    assert check_grad(loss, slope, at[chosen]) < 1e-4


def test_a_chain_learns_what_it_was_shown(tmp_path: Path) -> None:
    cvs = labelled_in(write_cvs(tmp_path))
    texts = [
        text_of(features_of(cv.lines), [KINDS.index(kind) for kind in cv.kinds], cv.name)
        for cv in cvs
    ]
    weights, steps = fit(texts, Settings(ridge=0.1, iterations=15), len(KINDS))
    scores = texts[0].matrix @ weights
    assert [KINDS[best] for best in scores.argmax(axis=1)] == list(cvs[0].kinds)
    assert steps.shape == (STEPS, len(KINDS), len(KINDS))


def test_the_command_writes_the_same_reader_twice_and_tells_what_was_kept_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, out = write_cvs(tmp_path / "cvs"), tmp_path / "reader.safetensors"
    assert main(["lines", "--labels", str(folder), "--out", str(out)]) == 0
    told = capsys.readouterr().out
    used = 12 - len(in_test(labelled_in(folder)))
    assert f"{8 * used} lines; reader {read_reader(out).digest}" in told
    assert "test, kept out: " in told
    before = out.read_bytes()
    train_lines_command(folder, out)
    assert out.read_bytes() == before


def test_no_labels_are_an_input_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "reader.safetensors"
    assert main(["lines", "--labels", str(tmp_path), "--out", str(out)]) == 2
    assert "holds no labelled CVs" in capsys.readouterr().err
    assert not out.exists()


# --- figures --------------------------------------------------------------------------------
def test_macro_f1_is_the_mean_over_the_kinds_that_were_told() -> None:
    work, skills, other = Kind.WORK, Kind.SKILLS, Kind.OTHER
    pairs = [(work, work), (work, skills), (skills, skills), (skills, other)]
    assert f1(pairs, work) == pytest.approx(2 * 1 / (2 + 1))
    assert f1(pairs, skills) == pytest.approx(2 * 1 / (2 + 2))
    assert macro_f1(pairs) == pytest.approx((2 / 3 + 1 / 2) / 2)
    assert macro_f1([]) == 0
