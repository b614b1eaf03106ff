"""python -m benchmarks.reading: is the text of a CV read alike, whatever program made its file?

In:  the files of made/ (or --made DIR), whose true text is in cvs/; or --folder DIR of strangers'
     PDF files, read beside a witness that is no part of the product (pdftotext or mutool)
Out: a table, and rows in benchmarks/results/reading.jsonl: word recall, word precision, adjacent
     words, CPU milliseconds a document, files refused

The witness tells what another reader sees, not what is true: it has faults of its own. Where both
witnesses are here, a word counts that both see.

    python -m benchmarks.reading                      # every producer whose files are in made/
    python -m benchmarks.reading --folder ~/cvs       # any folder of PDF files
    python -m benchmarks.reading.producers DIR        # makes the files anew
"""

import argparse
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks import markdown, rows
from benchmarks.reading.cvs import HERE, cvs
from benchmarks.reading.measure import Kept, common, compare, total
from benchmarks.reading.producers import PRODUCERS
from matcher.documents.contents import Refused
from matcher.documents.docx import read_docx
from matcher.documents.odt import read_odt
from matcher.documents.pdf import read_pdf
from matcher.limited import Limits

MADE = HERE / "made"
LEAST = {"recall": 0.995, "precision": 0.995, "adjacent": 0.99}
_READERS = {".pdf": read_pdf, ".docx": read_docx, ".odt": read_odt}
_WITNESSES: dict[str, Callable[[Path], list[str]]] = {
    "pdftotext": lambda path: ["pdftotext", "-enc", "UTF-8", str(path), "-"],
    "mutool": lambda path: ["mutool", "draw", "-q", "-F", "txt", str(path)],
}
_HEAD = ("files of", "n", "refused", "recall", "precision", "adjacent", "CPU ms")

Row = dict[str, Any]


def main(arguments: Sequence[str] | None = None) -> int:
    """Read, print the table, keep the rows; the exit code is 1 where a producer falls short."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.reading",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--made", type=Path, default=MADE, metavar="DIR")
    parser.add_argument("--folder", type=Path, metavar="DIR", help="PDF files beside a witness")
    parser.add_argument("--worst", type=int, default=0, metavar="N", help="name the N worst files")
    parser.add_argument("--no-rows", dest="keep", action="store_false", help="keep no rows")
    asked = parser.parse_args(arguments)
    place = asked.folder or asked.made
    found = list(_of_folder(place, asked.worst) if asked.folder else matrix(place, asked.worst))
    print("\n".join(markdown.table(_HEAD, map(_cells, found))))
    if not asked.folder:
        for producer in PRODUCERS:
            if not (place / producer.name).is_dir():
                print(f"not made: {producer.name}")
    if asked.keep and found:
        rows.append("reading", found, data=[place, HERE / "cvs"])
    return 1 if any(row["short"] for row in found) else 0


def matrix(made: Path, worst: int = 0) -> Iterator[Row]:
    """Yield a row for each producer whose files are there."""
    truths = {cv.name: cv.truth for cv in cvs()}
    for producer in PRODUCERS:
        files = sorted((made / producer.name).glob(f"*{producer.suffix}"))
        if files:
            read = [(path, truths[path.stem], *_read(path)) for path in files]
            yield _row("producer matrix", producer.name, read, worst)


def _of_folder(folder: Path, worst: int) -> Iterator[Row]:
    """Yield one row: what the product keeps of the words that the witnesses see."""
    names = [name for name in _WITNESSES if shutil.which(name)]
    if not names:
        raise SystemExit("no witness: install poppler-utils (pdftotext) or mupdf-tools (mutool)")
    read = []
    for path in sorted(folder.rglob("*.pdf")):
        seen = [_witnessed(name, path) for name in names]
        read.append((path, common(seen) if len(seen) > 1 else seen[0], *_read(path)))
    yield _row(f"beside {' and '.join(names)}", folder.name, read, worst)


def _witnessed(name: str, path: Path) -> str:
    done = subprocess.run(_WITNESSES[name](path), capture_output=True, check=False)
    return done.stdout.decode("utf-8", errors="replace")


def _read(path: Path) -> tuple[str | None, float]:
    """Return the text of a file, None where it is refused, and the CPU seconds it took."""
    data, started = path.read_bytes(), time.process_time()
    try:
        text: str | None = _READERS[path.suffix](data, Limits()).text
    except Refused:
        text = None
    return text, time.process_time() - started


def _row(
    question: str, name: str, read: Sequence[tuple[Path, str, str | None, float]], worst: int
) -> Row:
    kept: list[tuple[Path, Kept]] = [
        (path, compare(truth, text or "")) for path, truth, text, _ in read
    ]
    for path, one in sorted(kept, key=lambda pair: min(pair[1].figures))[:worst]:
        print(f"{path.name}: " + ", ".join(f"{figure:.3f}" for figure in one.figures))
    whole = total(one for _, one in kept)
    figures = dict(zip(LEAST, whole.figures, strict=True))
    return {
        "question": question,
        "name": name,
        "n": len(read),
        "refused": sum(text is None for _, _, text, _ in read),
        "words": whole.true_words,
        **{key: round(figure, 4) for key, figure in figures.items()},
        "cpu_ms": round(1000 * sum(seconds for *_, seconds in read) / len(read), 1),
        "short": question == "producer matrix"
        and any(figures[key] < least for key, least in LEAST.items()),
    }


def _cells(row: Row) -> tuple[str, ...]:
    return (
        row["name"],
        str(row["n"]),
        str(row["refused"]),
        *(f"{row[key]:.4f}" for key in LEAST),
        f"{row['cpu_ms']:.0f}",
    )


if __name__ == "__main__":
    sys.exit(main())
