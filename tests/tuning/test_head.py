"""Training lifts what it should, on what was kept out, and repeats to the byte."""

import math
import zlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
import torch

from matcher.errors import InvalidInput
from matcher.protocols import Progress, Vectors
from matcher.tuning import Named, Settings, found_first, kept_out, train_head, train_head_command
from matcher.vectors.head import HeadedEncoder, read_head

WIDTH = 32
QUICK = Settings(epochs=60, rate=2e-2)


class TwoTongues:
    """An encoder whose rows tell the language of a text louder than its sense, as e5's do.

    Texts are "nl 7" or "en 7": language, then the number of the sense.
    """

    name = "tongues@1"

    def encode(self, texts: Sequence[str], *, progress: Progress | None = None) -> Vectors:
        rows = [self._row(*text.split(" ")) for text in texts]
        if progress:
            progress(len(texts), len(texts))
        return np.array(rows, dtype=np.float32).reshape(len(texts), WIDTH)

    def _row(self, language: str, sense: str) -> Vectors:
        half = WIDTH // 2
        meant = np.random.default_rng(int(sense)).standard_normal(half)
        told = np.random.default_rng(zlib.crc32(f"{language} {sense}".encode()))
        tongue = np.random.default_rng(zlib.crc32(language.encode())).standard_normal(half)
        row = np.concatenate([meant, 3 * tongue + told.standard_normal(half)])
        return (row / np.linalg.norm(row)).astype(np.float32)


def senses(numbers: Sequence[int]) -> list[Named]:
    return [Named(str(n), (("nl", f"nl {n}"), ("en", f"en {n}"))) for n in numbers]


def found(encoder: TwoTongues | HeadedEncoder, numbers: Sequence[int]) -> float:
    dutch = encoder.encode([f"nl {n}" for n in numbers])
    english = encoder.encode([f"en {n}" for n in numbers])
    return found_first(dutch, english, [[place] for place in range(len(numbers))])


def test_training_finds_translations_that_it_never_saw() -> None:
    seen, unseen = range(200), range(1000, 1100)
    head = train_head(senses(seen), TwoTongues(), settings=QUICK)
    assert found(TwoTongues(), unseen) < 0.3
    assert found(HeadedEncoder(TwoTongues(), head), unseen) > 0.9


def test_without_an_epoch_the_head_is_the_identity() -> None:
    head = train_head(senses(range(20)), TwoTongues(), settings=Settings(epochs=0))
    assert head.matrix.tolist() == np.eye(WIDTH).tolist()
    assert head.encoder == "tongues@1"


def test_training_repeats_to_the_byte_and_the_seed_counts() -> None:
    one, two, other = (
        train_head(senses(range(60)), TwoTongues(), settings=Settings(epochs=3, seed=seed))
        for seed in (5, 5, 6)
    )
    assert one.digest == two.digest
    assert one.digest != other.digest


def test_training_does_not_depend_on_the_number_of_threads_and_leaves_it_alone() -> None:
    threads = torch.get_num_threads()
    digests = []
    try:
        for number in (1, 2):
            torch.set_num_threads(number)
            head = train_head(senses(range(60)), TwoTongues(), settings=Settings(epochs=3))
            digests.append(head.digest)
            assert torch.get_num_threads() == number
    finally:
        torch.set_num_threads(threads)
    assert digests[0] == digests[1]


def test_names_that_things_share_are_no_negatives_of_each_other() -> None:
    same = [Named(str(n), (("nl", "nl 1"), ("en", "en 1"))) for n in range(20)]
    head = train_head(same, TwoTongues(), settings=QUICK)
    assert head.matrix.tolist() == np.eye(WIDTH).tolist()  # nothing is pushed, so nothing moves


def test_a_thing_with_one_name_teaches_nothing_and_too_few_things_are_refused() -> None:
    alone = [Named(f"x{n}", (("nl", f"nl {n}"), ("", f"nl {n}"))) for n in range(50)]
    with pytest.raises(InvalidInput, match="19 things with two or more names came, at least 20"):
        train_head([*senses(range(19)), *alone], TwoTongues())


def test_progress_counts_texts_and_then_epochs() -> None:
    seen: list[tuple[int, int]] = []
    train_head(
        senses(range(20)),
        TwoTongues(),
        settings=Settings(epochs=2),
        progress=lambda done, total: seen.append((done, total)),
    )
    assert seen == [(40, 42), (41, 42), (42, 42)]


def test_numbers_that_run_away_are_refused() -> None:
    with pytest.raises(InvalidInput, match="train it again at a lower rate"):
        train_head(senses(range(20)), TwoTongues(), settings=Settings(epochs=5, rate=100.0))


def write_pairs(path: Path, numbers: Sequence[int]) -> Path:
    path.write_text("".join(f"nl {n}\ten {n}\n" for n in numbers), encoding="utf-8")
    return path


def test_the_command_trains_on_pairs_and_looks_for_those_it_kept_out(tmp_path: Path) -> None:
    pairs, out = write_pairs(tmp_path / "pairs.tsv", range(200)), tmp_path / "head.safetensors"
    done = train_head_command(None, out, pairs, encoder=TwoTongues(), settings=QUICK)
    (check,) = done.checks
    assert (check.queries, check.pool) == (200 // 10, 200)
    assert check.before < 0.3
    assert check.after > 0.8
    assert done.things == 200 - 20
    assert read_head(out).digest == done.head.digest
    assert read_head(out).source == "own pairs"


def test_a_first_text_with_several_seconds_is_kept_out_with_all_of_them(tmp_path: Path) -> None:
    pairs = write_pairs(tmp_path / "pairs.tsv", range(30))
    with pairs.open("a", encoding="utf-8") as file:
        file.write("nl 0\ten 100\n")  # 0, 10 and 20 are every tenth of the first texts
    done = train_head_command(None, tmp_path / "out", pairs, encoder=TwoTongues(), settings=QUICK)
    assert done.things == 31 - 4
    assert (done.checks[0].queries, done.checks[0].pool) == (3, 31)


def write_esco(folder: Path, numbers: Sequence[int]) -> Path:
    folder.mkdir()
    for language in ("nl", "en"):
        rows = [f"http://data.europa.eu/esco/skill/{n},{language} {n}," for n in numbers]
        content = "\n".join(["conceptUri,preferredLabel,altLabels", *rows])
        (folder / f"skills_{language}.csv").write_text(content, encoding="utf-8")
    return folder


def test_the_command_trains_on_esco_and_gives_the_attribution(tmp_path: Path) -> None:
    esco = write_esco(tmp_path / "esco", range(300))
    out = tmp_path / "head.safetensors"
    done = train_head_command(esco, out, encoder=TwoTongues(), settings=QUICK)
    (check,) = done.checks
    assert (check.queries, check.pool) == (300 // 2, 300)  # at most half is kept out
    assert done.things == 300 - 150
    assert check.after > check.before + 0.5
    assert "the ESCO classification of the European Commission" in read_head(out).source


def test_what_bears_a_name_that_is_to_be_kept_out_is_not_trained_on(tmp_path: Path) -> None:
    pairs = write_pairs(tmp_path / "pairs.tsv", range(100))
    test = tmp_path / "queries.tsv"
    test.write_text("q1\tNL 33\nq2\ten 44\n", encoding="utf-8")
    done = train_head_command(
        None, tmp_path / "out", pairs, keep_out=[test], encoder=TwoTongues(), settings=QUICK
    )
    assert done.things == 100 - 100 // 10 - 2


def test_the_command_without_anything_to_train_on_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="give the folder of ESCO's tables, pairs, or both"):
        train_head_command(None, tmp_path / "out", encoder=TwoTongues())


def test_skills_are_kept_out_by_a_fixed_draw_where_their_labels_differ() -> None:
    skill, job = "http://data.europa.eu/esco/skill/", "http://data.europa.eu/esco/occupation/"
    differ = [Named(f"{skill}{n}", (("nl", f"nl {n}"), ("en", f"en {n}"))) for n in range(40)]
    alike = [Named(f"{skill}a{n}", (("nl", "Excel"), ("en", "excel"))) for n in range(40)]
    jobs = [Named(f"{job}{n}", (("nl", f"nl {n}"), ("en", f"en {n}"))) for n in range(40)]
    drawn = kept_out([*alike, *differ, *jobs], count=10)
    order = np.arange(40)
    np.random.default_rng(0).shuffle(order)
    assert drawn == tuple(differ[number] for number in order[:10])
    assert len(kept_out(differ)) == 40 // 2
    assert kept_out([*alike, *jobs]) == ()


def test_found_first_counts_ties_and_any_of_several_answers() -> None:
    pool = np.array([[1, 0], [0, 1], [1, 0]], dtype=np.float32)
    queries = np.array([[1, 0], [0, 1], [math.cos(0.1), math.sin(0.1)]], dtype=np.float32)
    assert found_first(queries, pool, [[2], [0], [1]]) == (1 + 0 + 0) / 3
    assert found_first(queries, pool, [[2], [0, 1], [1, 2]]) == (1 + 1 + 1) / 3
