"""The command line as a program of its own, and the people and vacancies of the tests."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from matcher import cli
from matcher.rerank import parts
from matcher.resources import shipped

SMALL = (
    "ilse-hoogendoorn.pdf", "ilse-hoogendoorn-en.pdf", "mehmet-aydin.txt", "piotr-zielinski.html",
    "anouk-verbeek.docx", "fatima-bouzidi.odt", "kevin-wijngaarde.pdf", "marloes-terpstra.pdf",
    "camille-dubois.pdf", "bram-oosterling.txt", "denise-pinas.pdf", "henk-postma.odt",
    "rick-vonk.docx", "sevgi-demir.html",
)  # fmt: skip
VACANCIES = sorted(shipped("sample/vacancies").iterdir())
FOLDER = shipped("sample/vacancies")
_INTERRUPTED = "INTERRUPT_AFTER_A_BLOCK"


def start(*words: object, interrupted: bool = False) -> "subprocess.Popen[str]":
    """Start `matcher` with these words in a process of its own.

    Parameters
    ----------
    interrupted : it is sent what Ctrl-C sends when it has written its first block, however fast or
        slow the machine is
    """
    root = Path(cli.__file__).parents[2]
    return subprocess.Popen(
        [sys.executable, __file__, *map(str, words)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ
        | {"PYTHONPATH": str(root), "NO_COLOR": "1"}
        | ({_INTERRUPTED: "1"} if interrupted else {}),
        start_new_session=True,
    )


def _interrupt_after_a_block() -> None:
    # A shell that runs the tests in the background lets its children ignore Ctrl-C.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    write = parts.write

    def writing(path: Path, content: bytes) -> None:
        write(path, content)
        if path.suffix == ".part":
            os.kill(os.getpid(), signal.SIGINT)

    parts.write = writing


if __name__ == "__main__":
    if os.environ.get(_INTERRUPTED):
        _interrupt_after_a_block()
    cli.main()
