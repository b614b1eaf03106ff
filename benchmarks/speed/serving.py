"""What does a process cost that serves a base from its index on disk?

In:  a base, put into the engine's own index, as people come in; its files out of memory
Out: one row: what it took to build, its size on disk, how long a cold process takes to open it and
     to answer, what it reads, and what memory it has of its own beyond the mapped files
Why: a new process, because that is what a server starts; the encoder is loaded last, since a server
     has one
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from time import perf_counter, process_time
from typing import TYPE_CHECKING, Any

import numpy as np
from threadpoolctl import threadpool_limits

from benchmarks.speed.query_file import read_queries, write_queries

if TYPE_CHECKING:
    from benchmarks.rows import Row
    from benchmarks.speed.setting import Setting
    from matcher.index.catalogue import Index
    from matcher.index.entries import Entry

SIZE = 400  # people on the list that gets ledgers, as the engine asks for
_PUBLISHED = 100_000  # people written at once
_TAIL = 112
_OWNER = {"base": "bench", "calibration": "1", "encoder": "bench"}
_CITIES = ("Utrecht", "Amsterdam", "Rotterdam", "Eindhoven", "Groningen", "Gent", "Zwolle")
_AS_OF = 12 * 2026


def run(setting: "Setting", *, encoder: bool = True) -> "list[Row]":
    """Return one row; `encoder` loads the encoder too, at the end."""
    folder = setting.base.folder / "index"
    built = _built(setting, folder)
    queries = folder.parent / "queries.npz"
    write_queries(queries, setting.many(_TAIL))
    _evict(folder)
    cold = _process(folder, queries, *(["--encoder"] if encoder else []))
    warm = _process(folder, queries)
    figures = {
        "size_bytes": sum(path.stat().st_size for path in folder.iterdir()),
        **built,
        **cold,
        **{f"warm_{name}": warm[name] for name in ("open_wall_s", "open_cpu_s", "first_wall_ms")},
    }
    return [setting.row("serving", size=SIZE, **figures)]


# --- building -----------------------------------------------------------------------------------
def _built(setting: "Setting", folder: Path) -> dict[str, float]:
    """Return what building the index took; it is built unless it is there."""
    told = folder.parent / "index.json"
    if not told.is_file():
        start, clock = process_time(), perf_counter()
        with threadpool_limits(1):
            _build(setting, folder)
        spent = {
            "build_cpu_s": round(process_time() - start, 1),
            "build_wall_s": round(perf_counter() - clock, 1),
        }
        told.write_text(json.dumps(spent), encoding="utf-8")
    found: dict[str, float] = json.loads(told.read_text(encoding="utf-8"))
    return found


def _build(setting: "Setting", folder: Path) -> None:
    from benchmarks.speed.people import pieces

    index = _opened(folder, setting.real.statements.shape[1])
    index.drop()
    done = 0
    for piece in pieces(setting.real, setting.people, seed=setting.seed):
        entries = list(_entries(piece, done))
        done += len(entries)
        index.apply(entries, (), done)
        if done % _PUBLISHED == 0:
            index.publish()
    index.publish()


def _entries(piece: Any, first: int) -> "Iterator[Entry]":
    from matcher.index.entries import Entry
    from matcher.records import Facts

    for place in range(len(piece.contexts)):
        number = first + place
        rows = slice(piece.starts[place], piece.starts[place + 1])
        id_ = f"p{number:08d}"
        digest = sha256(id_.encode()).digest()
        tags = tuple(
            f"one in {n}" for n in (1000, 100, 10, 2) if digest[20] * 256 + digest[21] < 65536 / n
        )
        facts = Facts(id=id_, city=_CITIES[piece.made_from[place] % len(_CITIES)], tags=tags)
        yield Entry(
            id_, digest[:16], number + 1, piece.statements[rows], piece.rungs[rows],
            piece.contexts[place], facts,
        )  # fmt: skip


def _opened(folder: Path, width: int) -> "Index":
    from matcher.index.catalogue import Index

    folder.mkdir(parents=True, exist_ok=True)
    return Index.open(folder, **_OWNER, d=width)


# --- serving ------------------------------------------------------------------------------------
def _evict(folder: Path) -> None:
    """Take the folder's files out of the page cache, as after a start of the machine."""
    for path in folder.iterdir():
        descriptor = os.open(path, os.O_RDONLY)
        os.fsync(descriptor)
        os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
        os.close(descriptor)


def _process(folder: Path, queries: Path, *options: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.speed.serving", str(folder), str(queries)]
    done = subprocess.run([*command, *options], capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} failed:\n{done.stderr}")
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def serve(folder: Path, file: Path, *, encoder: bool) -> dict[str, Any]:
    """Open, ask and look at this process's memory; to be called in a process of its own."""
    queries = read_queries(file)
    told: dict[str, Any] = {"import_cpu_s": round(process_time(), 2)}
    start, clock, read = process_time(), perf_counter(), _read_bytes()
    index = _opened(folder, len(queries[0].context))
    told |= {
        "open_wall_s": round(perf_counter() - clock, 3),
        "open_cpu_s": round(process_time() - start, 3),
        "open_read_bytes": _read_bytes() - read,
        "own_bytes_open": own_bytes(),
    }
    if index.problems:
        raise SystemExit("\n".join(index.problems))
    start, clock, read = process_time(), perf_counter(), _read_bytes()
    hits = index.search(queries[0], SIZE, as_of=_AS_OF)
    told |= {
        "first_wall_ms": round(1000 * (perf_counter() - clock), 1),
        "first_cpu_ms": round(1000 * (process_time() - start), 1),
        "first_read_bytes": _read_bytes() - read,
        "way": hits.plan.way,
        "kernel": hits.plan.kernel,
    }
    told |= _asked(index, queries)
    told["own_bytes_served"] = own_bytes()
    if encoder:
        from matcher.vectors import load_encoder

        load_encoder(threads=1).encode(["a line"])
        told["own_bytes_with_encoder"] = own_bytes()
    return told


def _asked(index: "Index", queries: list[Any]) -> dict[str, float]:
    from matcher.index.where import parse

    told = {}
    filters = {"": None, "_city": parse("city=Utrecht"), "_tag": parse('tag="one in 100"')}
    for _ in range(2):  # the first round warms up: rows are checked at first touch
        for name, where in filters.items():
            spent = []
            for query in queries:
                start = process_time()
                index.search(query, SIZE, where=where, as_of=_AS_OF)
                spent.append(1000 * (process_time() - start))
            told[f"p50_ms{name}"] = round(float(np.median(spent)), 2)
            told[f"p99_ms{name}"] = round(float(np.percentile(spent, 99)), 2)
    return told


def own_bytes() -> int:
    """Return the resident bytes of this process that are not those of mapped files."""
    lines = Path("/proc/self/smaps_rollup").read_text(encoding="ascii").splitlines()
    kept = dict(line.split(":", 1) for line in lines[1:])
    return 1024 * int(kept["Anonymous"].split()[0])


def _read_bytes() -> int:
    """Return what this process has had read from the disk."""
    lines = Path("/proc/self/io").read_text(encoding="ascii").splitlines()
    return int(dict(line.split(": ") for line in lines)["read_bytes"])


if __name__ == "__main__":
    with threadpool_limits(1):
        print(
            json.dumps(serve(Path(sys.argv[1]), Path(sys.argv[2]), encoder="--encoder" in sys.argv))
        )
