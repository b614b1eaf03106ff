"""A worker process: opens the base, then works out the blocks that it is told.

In:  JSON lines on standard input: where base and job are, then a block's number each
Out: a finished block in the job's folder, and a JSON line on standard output for it
Why: started by `pool.py` as a program of its own. It ends when its standard input closes, also in
     the middle of a block: the worker of a caller who was killed must not write into the folder of
     the next one
"""

import json
import os
import sys
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import Any, BinaryIO

from matcher.errors import MatcherError, StorageError
from matcher.rerank import plan
from matcher.rerank.engine import Engine, Source
from matcher.rerank.job import work_out_block
from matcher.rerank.plan import Plan


def main() -> None:
    """Serve until standard input closes."""
    with os.fdopen(os.dup(1), "wb") as answers:
        os.dup2(2, 1)  # what a library prints is no answer
        hello = json.loads(sys.stdin.buffer.readline())
        folder = Path(hello["folder"])
        opened: tuple[Engine, Plan] | None = None
        told: SimpleQueue[bytes] = SimpleQueue()
        Thread(target=_listen, args=(told,), daemon=True).start()
        while True:
            number = json.loads(told.get())["block"]
            try:
                opened = opened or _open(Source(**hello["source"]), folder)
                work_out_block(*opened, folder, number)
                _say(answers, {"block": number})
            except MatcherError as error:
                _say(answers, {"error": type(error).__name__, "message": str(error)})


def _listen(told: "SimpleQueue[bytes]") -> None:
    for line in sys.stdin.buffer:
        told.put(line)
    os._exit(0)


def _open(source: Source, folder: Path) -> tuple[Engine, Plan]:
    begun = plan.read(folder)
    if begun is None:
        raise StorageError(f"the plan in {folder} was lost or damaged; run it with --restart")
    return Engine(source.open()), begun


def _say(answers: BinaryIO, message: dict[str, Any]) -> None:
    answers.write(json.dumps(message).encode("ascii") + b"\n")
    answers.flush()


if __name__ == "__main__":
    main()
