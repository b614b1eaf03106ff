"""Rebuilds the files of the sample from its texts.

    python data/sample/build.py                write cvs/ and vacancies/ anew
    python data/sample/build.py --background   write ../background.txt anew
    python data/sample/build.py --check        fail when a file is not what would be built

Needs the packages of the extras `dev` and `notebook` (reportlab, python-docx, matplotlib).
"""

import argparse
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from sample_maker import open_document, pdf, plain, web, word
from sample_maker.archives import unzipped
from sample_maker.background import background
from sample_maker.texts import Text, read_text

HERE = Path(__file__).parent
BACKGROUND = HERE.parent / "background.txt"
FOLDERS = ("cvs", "vacancies")
RENDERERS: dict[str, Callable[[Text], bytes]] = {
    "pdf": pdf.one_column,
    "pdf-columns": pdf.two_columns,
    "docx": word.running_text,
    "docx-table": word.with_table,
    "odt": open_document.odt,
    "html": web.html,
    "txt": plain.txt,
}


def main() -> int:
    """Build, or check what was built; return the exit status."""
    parser = argparse.ArgumentParser(description="Rebuild the files of the sample.")
    parser.add_argument("--check", action="store_true", help="write nothing, name what differs")
    parser.add_argument("--background", action="store_true", help="write the background lines")
    options = parser.parse_args()
    if options.background:
        BACKGROUND.write_bytes(background(HERE))
        return 0
    built = dict(_files())
    if options.check:
        return _report(built)
    for path in set(_present()) - set(built):
        path.unlink()
    for path, data in built.items():
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
    return 0


def _files() -> Iterator[tuple[Path, bytes]]:
    for folder in FOLDERS:
        for source in sorted((HERE / "texts" / folder).glob("*.md")):
            text = read_text(source)
            yield HERE / folder / text.file_name, RENDERERS[text.layout](text)


def _present() -> list[Path]:
    return [path for folder in FOLDERS for path in (HERE / folder).glob("*") if path.is_file()]


def _report(built: dict[Path, bytes]) -> int:
    """Name the files that are missing, superfluous or different; return the exit status."""
    wanted = built | {BACKGROUND: background(HERE)}
    found = {*_present(), *(path for path in (BACKGROUND,) if path.is_file())}
    wrong = [path for path in wanted if path not in found or not _same(path, wanted[path])]
    wrong += sorted(found - set(wanted))
    for path in wrong:
        print(f"{path.relative_to(HERE.parent)} is not what the texts give; run build.py")
    return 1 if wrong else 0


def _same(path: Path, data: bytes) -> bool:
    """Compare bytes, and of archives the entries: builds of zlib compress differently."""
    if path.suffix in (".docx", ".odt"):
        return list(unzipped(path.read_bytes()).items()) == list(unzipped(data).items())
    return path.read_bytes() == data


if __name__ == "__main__":
    sys.exit(main())
