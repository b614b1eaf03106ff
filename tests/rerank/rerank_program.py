"""The command line as a program of its own, and the people and vacancies of the tests."""

import os
import subprocess
import sys
from pathlib import Path

from matcher import cli
from matcher.resources import shipped

SMALL = (
    "ilse-hoogendoorn.pdf", "ilse-hoogendoorn-en.pdf", "mehmet-aydin.txt", "piotr-zielinski.html",
    "anouk-verbeek.docx", "fatima-bouzidi.odt", "kevin-wijngaarde.pdf", "marloes-terpstra.pdf",
    "camille-dubois.pdf", "bram-oosterling.txt", "denise-pinas.pdf", "henk-postma.odt",
    "rick-vonk.docx", "sevgi-demir.html",
)  # fmt: skip
VACANCIES = sorted(shipped("sample/vacancies").iterdir())
FOLDER = shipped("sample/vacancies")


def start(*words: object) -> "subprocess.Popen[str]":
    """Start `matcher` with these words in a process of its own."""
    root = Path(cli.__file__).parents[2]
    return subprocess.Popen(
        [sys.executable, __file__, *map(str, words)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": str(root), "NO_COLOR": "1"},
        start_new_session=True,
    )


if __name__ == "__main__":
    cli.main()
