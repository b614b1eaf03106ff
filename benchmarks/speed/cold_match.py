"""What does one `matcher match` cost from a cold start?

In:  the sample's base in a new folder without a cache of vectors, one of its vacancies
Out: CPU seconds of the whole process and its children: imports, model, reading, ranking, printing
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

from benchmarks.rows import Row
from benchmarks.speed.bases import SAMPLE, sample_folder

BUDGET_CPU_S = 10.0
_REPEATS = 5
_PROGRAM = (sys.executable, "-c", "from matcher.cli import main; main()")


def run() -> list[Row]:
    """Return one row."""
    base = sample_folder()
    vacancy = SAMPLE / "vacancies" / "data-engineer.txt"
    spent = sorted(_cold(base, vacancy) for _ in range(_REPEATS))
    return [
        {
            "question": "cold_match",
            "cpu_s": round(median(spent), 2),
            "least_s": round(spent[0], 2),
            "most_s": round(spent[-1], 2),
            "repeats": _REPEATS,
            "budget_s": BUDGET_CPU_S,
            "within_budget": median(spent) <= BUDGET_CPU_S,
        }
    ]


def _cold(base: Path, vacancy: Path) -> float:
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(base / "base.sqlite", folder)  # not the cache: the vacancy is new to it
        command = [*_PROGRAM, "match", str(vacancy), "--base", folder]
        with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} ended with exit code {process.returncode}")
    return usage.ru_utime + usage.ru_stime
