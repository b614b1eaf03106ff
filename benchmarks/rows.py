"""Answers, one JSON line each, with all that is needed to ask the same question again.

In:  figures, and the data that they came from
Out: a line in results/NAME.jsonl with data hash, commit, machine (without its name) and versions
"""

import hashlib
import json
import os
import platform
import subprocess
from collections.abc import Iterable, Mapping
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
_PACKAGES = ("numpy", "faiss-cpu", "torch", "sentence-transformers", "bm25s", "ir-measures")

Row = dict[str, Any]


def append(name: str, rows: Iterable[Mapping[str, Any]], *, data: Iterable[Path]) -> None:
    """Add rows to results/`name`.jsonl, stamped with what they were measured on."""
    stamp = {
        "date": date.today().isoformat(),
        "data": digest(data),
        "commit": _commit(),
        "machine": _machine(),
        "versions": {"python": platform.python_version()} | {p: version(p) for p in _PACKAGES},
    }
    path = HERE / "results" / f"{name}.jsonl"
    path.parent.mkdir(exist_ok=True)
    with path.open("a", encoding="utf-8") as lines:
        for row in rows:
            lines.write(json.dumps({**row, **stamp}, ensure_ascii=False) + "\n")


def read(name: str) -> list[Row]:
    """Return the rows of results/`name`.jsonl, oldest first."""
    path = HERE / "results" / f"{name}.jsonl"
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    return [json.loads(line) for line in lines]


def digest(paths: Iterable[Path]) -> str:
    """Return 12 digits that change with the name or the bytes of any file in these places."""
    total = hashlib.sha256()
    for path in paths:
        files = [path] if path.is_file() else [p for p in path.rglob("*") if p.is_file()]
        for file in sorted(files):
            if "__pycache__" not in file.parts:
                total.update(file.name.encode() + hashlib.sha256(file.read_bytes()).digest())
    return total.hexdigest()[:12]


def _commit() -> str:
    """Return the commit, with "+" where files were changed after it; "none" outside git.

    Rows that were just added do not count as a change.
    """
    try:
        commit = _git("describe", "--always", "--abbrev=10")
        changed = _git("status", "--porcelain", "--", ":/", f":!{HERE / 'results'}")
    except (OSError, subprocess.CalledProcessError):
        return "none"
    return commit + ("+" if changed else "")


def _git(*arguments: str) -> str:
    command = ["git", "--no-optional-locks", *arguments]
    done = subprocess.run(command, cwd=HERE, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def _machine() -> str:
    model = platform.processor() or platform.machine()
    information = Path("/proc/cpuinfo")
    if information.is_file():
        lines = information.read_text(encoding="utf-8").splitlines()
        names = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
        model = names[0] if names else model
    return f"{model}, {os.cpu_count()} processors, {platform.system()} {platform.machine()}"
