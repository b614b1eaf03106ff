"""Both layouts of a task are read, and a line that is wrong is named by its number."""

import json
from pathlib import Path

import pytest

from matcher.errors import InvalidInput, NotFound
from matcher.evaluation import read_task
from matcher.evaluation.tasks import read_qrels


def trec(folder: Path, queries: str = "queries", corpus: str = "corpus") -> Path:
    for name in (queries, corpus):
        (folder / name).mkdir()
    (folder / queries / "v1.txt").write_text("We ask for Python.")
    (folder / corpus / "b.txt").write_text("b")
    (folder / corpus / "a").write_text("a")
    (folder / corpus / ".hidden").write_text("left by an editor")
    (folder / "qrels.tsv").write_text("v1\t0\ta\t2\nv1\t0\tb\t0\n")
    return folder


def beir(folder: Path) -> Path:
    (folder / "qrels").mkdir()
    (folder / "qrels" / "test.tsv").write_text("query-id\tcorpus-id\tscore\n1\ta\t1\n")
    (folder / "qrels" / "dev.tsv").write_text("query-id\tcorpus-id\tscore\n1\tb\t1\n")
    (folder / "queries.jsonl").write_text('{"_id": 1, "text": "Python"}\n\n')
    corpus = [{"_id": "a", "title": "Anna", "text": "Built it"}, {"_id": "b", "text": "Bram"}]
    (folder / "corpus.jsonl").write_text("".join(json.dumps(one) + "\n" for one in corpus))
    return folder


@pytest.mark.parametrize("names", [("queries", "corpus"), ("vacancies", "cvs")])
def test_a_folder_of_files_is_a_task(tmp_path: Path, names: tuple[str, str]) -> None:
    task = read_task(trec(tmp_path, *names))
    assert task.name == tmp_path.name
    assert task.qrels == {"v1": {"a": 2, "b": 0}}
    assert [path.name for path in task.query_files] == ["v1.txt"]
    assert [path.name for path in task.corpus_files] == ["a", "b.txt"]
    assert (task.query_texts, task.corpus_texts) == ({}, {})


def test_a_folder_of_json_lines_is_a_task_and_test_judgements_come_first(tmp_path: Path) -> None:
    task = read_task(beir(tmp_path))
    assert task.qrels == {"1": {"a": 1}}
    assert task.query_texts == {"1": "Python"}
    assert task.corpus_texts == {"a": "Anna\n\nBuilt it", "b": "Bram"}
    assert (task.query_files, task.corpus_files) == ((), ())


def test_without_test_judgements_the_first_by_name_are_taken(tmp_path: Path) -> None:
    (beir(tmp_path) / "qrels" / "test.tsv").unlink()
    assert read_task(tmp_path).qrels == {"1": {"b": 1}}


@pytest.mark.parametrize(
    "content",
    [
        "q\t0\ta\t2\nq\t0\tb\t1\n",
        "query\titeration\tdocument\tgrade\nq\t0\ta\t2\nq\t0\tb\t1\n",
        "query-id\tcorpus-id\tscore\nq\ta\t2\nq\tb\t1\n",
        "q 0 a 2\nq 0 b 1\n",
        "\ufeffq\t0\ta\t2\r\n\r\nq\t0\tb\t1\r\n",
    ],
)
def test_judgements_come_with_or_without_a_header_in_either_form(
    tmp_path: Path, content: str
) -> None:
    (tmp_path / "qrels.tsv").write_bytes(content.encode())
    assert read_qrels(tmp_path / "qrels.tsv") == {"q": {"a": 2, "b": 1}}


def test_ids_may_hold_quotes_and_spaces(tmp_path: Path) -> None:
    (tmp_path / "qrels.tsv").write_text('q "1\t0\tjan "de boer\t1\n"q\t0\ta\t1\n')
    assert read_qrels(tmp_path / "qrels.tsv") == {'q "1': {'jan "de boer': 1}, '"q': {"a": 1}}


@pytest.mark.parametrize(
    "line", ["q\t0\ta\tgood", "q\t0\ta\t1.5", "q\t3", "alone", "q\t0\ta\tb\t1"]
)
def test_a_line_that_is_no_judgement_is_named_by_its_number(tmp_path: Path, line: str) -> None:
    (tmp_path / "qrels.tsv").write_text(f"q\t0\ta\t1\n\n{line}\nq\t0\tb\t1\n")
    with pytest.raises(InvalidInput, match=r"qrels.tsv, line 3: .* is not a judgement; write"):
        read_qrels(tmp_path / "qrels.tsv")


@pytest.mark.parametrize("content", ["", "\n", "query\t0\tdocument\tgrade\n"])
def test_judgements_without_any_line_are_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "qrels.tsv").write_text(content)
    with pytest.raises(InvalidInput, match="holds no judgements"):
        read_qrels(tmp_path / "qrels.tsv")


def test_judgements_in_another_encoding_are_refused(tmp_path: Path) -> None:
    (tmp_path / "qrels.tsv").write_bytes("q\t0\trené\t1\n".encode("latin-1"))
    with pytest.raises(InvalidInput, match="is not UTF-8"):
        read_qrels(tmp_path / "qrels.tsv")


@pytest.mark.parametrize("line", ["{", "[]", "7", '{"_id": "a"}', '{"text": "a"}'])
def test_a_line_of_json_that_is_no_text_is_named_by_its_number(tmp_path: Path, line: str) -> None:
    with (beir(tmp_path) / "corpus.jsonl").open("a") as file:
        file.write(line + "\n")
    with pytest.raises(InvalidInput, match=r'corpus.jsonl, line 3: needs .* with "_id"'):
        read_task(tmp_path)


def test_what_a_layout_lacks_is_named(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match=r"no folder .*missing; give a folder with queries/"):
        read_task(tmp_path / "missing")
    with pytest.raises(NotFound, match="has no folder queries or vacancies"):
        read_task(tmp_path)
    (tmp_path / "queries").mkdir()
    with pytest.raises(NotFound, match="has no folder corpus or cvs"):
        read_task(tmp_path)
    (tmp_path / "corpus").mkdir()
    with pytest.raises(NotFound, match=r"no file .*qrels\.tsv"):
        read_task(tmp_path)


@pytest.mark.parametrize("part", ["queries.jsonl", "qrels/test.tsv"])
def test_what_the_other_layout_lacks_is_named(tmp_path: Path, part: str) -> None:
    (beir(tmp_path) / "qrels" / "dev.tsv").unlink()
    (tmp_path / part).unlink()
    with pytest.raises(NotFound, match=f"no file .*{part.split('/')[-1].replace('test', 'qrels')}"):
        read_task(tmp_path)
