"""The same base and vacancy give the same bytes, whatever the process, the threads or the order."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from faults_base import anew, answers, base_of

from benchmarks.faults import people
from benchmarks.faults.engine import open_matcher

ROOT = Path(__file__).parents[2]
PEOPLE = range(16)
WHOLE = """
import sys
from pathlib import Path
sys.path[:0] = sys.argv[1:3]
import torch
torch.set_num_threads(int(sys.argv[3]))
from faults_base import answers
from matcher.pipeline import Matcher
matcher = Matcher.open(Path(sys.argv[4]), create=True, model=sys.argv[5])
matcher.index([sys.argv[6]])
sys.stdout.buffer.write("\\n".join(answers(matcher)).encode())
"""


def test_a_base_that_is_asked_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    matcher = base_of(tmp_path / "base", PEOPLE, cvs=tmp_path / "cvs")
    first = answers(matcher)
    assert answers(matcher) == first == anew(tmp_path / "base")
    assert [len(json.loads(one)["matches"]) for one in first] == [len(PEOPLE)] * 2


def test_two_bases_of_the_same_files_give_the_same_bytes(tmp_path: Path) -> None:
    one, other = (base_of(tmp_path / name, PEOPLE, cvs=tmp_path / "cvs") for name in "ab")
    assert answers(one) == answers(other)


def test_the_order_in_which_files_come_in_changes_nothing(tmp_path: Path) -> None:
    some = PEOPLE[:8]
    in_one_go = base_of(tmp_path / "base", some, cvs=tmp_path / "cvs")
    for name, step in (("forwards", 1), ("backwards", -1)):
        one_by_one = open_matcher(tmp_path / name, create=True)
        for number in some[::step]:
            one_by_one.index([tmp_path / "cvs" / f"p{number:03}.txt"])
        assert answers(one_by_one) == answers(in_one_go)
        assert anew(tmp_path / name) == answers(in_one_go)


def test_one_other_line_in_one_cv_changes_the_bytes(tmp_path: Path) -> None:
    matcher = base_of(tmp_path / "base", PEOPLE, cvs=tmp_path / "cvs")
    before = answers(matcher)
    people.write(tmp_path / "cvs", {3: 1})
    matcher.index([tmp_path / "cvs"])
    assert answers(matcher) != before


@pytest.mark.slow
def test_processes_with_other_hashes_and_threads_give_the_same_bytes(
    tmp_path: Path, tiny_model: Path
) -> None:
    people.write(tmp_path / "cvs", dict.fromkeys(PEOPLE, 0))
    found = []
    for number, threads in enumerate((1, 2)):
        settings = {"PYTHONHASHSEED": str(number)} | dict.fromkeys(
            ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NUMBA_NUM_THREADS"), str(threads)
        )
        places = [ROOT, Path(__file__).parent, threads, tmp_path / str(number), tiny_model]
        command = [sys.executable, "-c", WHOLE, *map(str, places), str(tmp_path / "cvs")]
        done = subprocess.run(command, env=os.environ | settings, capture_output=True, check=True)
        found.append(done.stdout)
    assert found[0].count(b"\n") == 1
    assert found[0] == found[1]
