"""Make the lines of the shipped calibration, and their rows for the default encoder.

In:  the labelled CVs of `data/cv_lines`, read by the engine as any CV is; the default encoder
Out: `lines.tsv` beside this file, and `matcher/ordinary.safetensors`
Why: what is ordinary must not depend on who is in a base. These CVs were written for this project
     and are in no base; none of them is in the sample, whose ranking would else be judged with
     lines of its own people

    python data/ordinary/build.py            both
    python data/ordinary/build.py --rows     the rows alone, from the lines as they are: another
                                             default encoder needs no other lines

Other lines need another name, see `matcher.calibrating.SHIPPED`: a base says with which it ranks.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from matcher.calibrating import WORK, write_rows
from matcher.documents import read_text
from matcher.errors import InvalidInput
from matcher.profiles import understand_candidate
from matcher.reading import shipped_finder
from matcher.records import Candidate, Document, Setting
from matcher.taking_in import work_of
from matcher.vectors import load_encoder

HERE = Path(__file__).parent
CVS = HERE.parent / "cv_lines"
LANGUAGES = ("nl", "en", "de", "fr")


def main() -> None:
    """Write both files."""
    if "--rows" not in sys.argv[1:]:
        rows = ["cv\tlanguage\tpart\tline", *lines()]
        (HERE / "lines.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    write_rows(load_encoder())


def lines() -> Iterator[str]:
    """Yield the rows of `lines.tsv`, CV after CV."""
    finder = shipped_finder()
    for document in documents():
        try:
            candidate = understand_candidate(document, finder)
        except InvalidInput as error:
            sys.exit(f"{document.id}: {error}")
        yield from _lines(candidate, document.id.partition("-")[0])


def documents() -> Iterator[Document]:
    """Yield the CVs, without their labels."""
    for language in LANGUAGES:
        for path in sorted((CVS / language).glob("*.tsv")):
            told = path.read_text(encoding="utf-8").splitlines()
            text = "\n".join(line.partition("\t")[2] for line in told if not line.startswith("# "))
            yield read_text(text + "\n", id=path.stem, source=path.stem)


def _lines(candidate: Candidate, language: str) -> Iterator[str]:
    """Yield the statements of a CV but bare titles: the calibration looks at no title.

    The language is that of the label, not what the reader takes it for.
    """
    work = set(work_of(candidate))
    for statement in candidate.profile.statements:
        if statement.setting is not Setting.TITLE:
            part = WORK if statement.text in work else "other"
            line = " ".join(statement.text.split())
            yield f"{candidate.id}\t{language}\t{part}\t{line}"


if __name__ == "__main__":
    main()
