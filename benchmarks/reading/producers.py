"""python -m benchmarks.reading.producers FOLDER: the CVs, made into files by every producer here.

In:  cvs/*.txt, and the programs that this machine has
Out: FOLDER/PRODUCER/CV.pdf (.docx, .odt), and on standard output which producers are missing
Why: what a file looks like inside is decided by the program that made it: spaces that are written
     or only left, letters placed one by one, fonts without a table of their letters. The truth is
     the text that went in. Needs nothing of the product; the programs come from the system
     (chromium, wkhtmltopdf, libreoffice-writer-nogui, texlive-xetex, fop, groff, ghostscript, qpdf,
     mupdf-tools, pandoc, poppler-utils) and from Python (typst, weasyprint, xhtml2pdf, fpdf2,
     reportlab, python-docx, pikepdf)
"""

import argparse
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.reading import drawn, html, office, typeset
from benchmarks.reading.cvs import Cv, cvs

_TIMEOUT_S = 180
_ENVIRONMENT = os.environ | {"SOURCE_DATE_EPOCH": "1767225600", "FORCE_SOURCE_DATE": "1"}

Make = Callable[[Cv, int, Path], None]


@dataclass(frozen=True, slots=True)
class Producer:
    """A way to make files; `needs` are programs and Python packages, `of` another's files."""

    name: str
    suffix: str
    make: Make
    needs: tuple[str, ...]
    skips: frozenset[str] = frozenset()  # CVs whose letters it does not have

    @property
    def missing(self) -> tuple[str, ...]:
        """Return what this machine lacks for it."""
        return tuple(need for need in self.needs if not _has(need))


def _has(need: str) -> bool:
    return shutil.which(need) is not None or importlib.util.find_spec(need) is not None


def _run(*command: str | Path, cwd: Path | None = None, input_text: str | None = None) -> bytes:
    done = subprocess.run(
        list(map(str, command)),
        cwd=cwd,
        input=input_text.encode() if input_text is not None else None,
        capture_output=True,
        timeout=_TIMEOUT_S,
        env=_ENVIRONMENT,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"{command[0]}: {done.stderr.decode(errors='replace')[-400:]}")
    return done.stdout


def _page(cv: Cv, number: int, folder: Path, *, floats: bool = True) -> Path:
    page = folder / f"{cv.name}.html"
    page.write_text(html.html(cv, number, floats=floats), encoding="utf-8")
    return page


def _chromium(cv: Cv, number: int, path: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        page = _page(cv, number, Path(folder))
        profile, output = f"--user-data-dir={folder}/profile", f"--print-to-pdf={path}"
        _run("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
             profile, output, page.as_uri())  # fmt: skip


def _wkhtmltopdf(cv: Cv, number: int, path: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        page = _page(cv, number, Path(folder))
        _run("wkhtmltopdf", "-q", "--encoding", "utf-8", page, path)


def _weasyprint(cv: Cv, number: int, path: Path) -> None:
    import weasyprint

    weasyprint.HTML(string=html.html(cv, number)).write_pdf(str(path))


def _xhtml2pdf(cv: Cv, number: int, path: Path) -> None:
    from xhtml2pdf import pisa

    regular, bold = drawn.files_of(html.font_of(cv, number))
    faces = "".join(
        f"@font-face {{ font-family: face; src: url('{file}'); font-weight: {weight} }}"
        for file, weight in ((regular, "normal"), (bold, "bold"))
    )
    page = html.html(cv, number, floats=False).replace("<style>", f"<style>{faces}")
    page = page.replace(f"'{html.font_of(cv, number)}', 'DejaVu Sans'", "face")
    with path.open("wb") as stream:
        pisa.CreatePDF(page, dest=stream)


def _mupdf(cv: Cv, number: int, path: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        _run("mutool", "convert", "-o", path, _page(cv, number, Path(folder), floats=False))


def _typst(cv: Cv, number: int, path: Path) -> None:
    import typst

    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "cv.typ")
        source.write_text(typeset.typst(cv, number), encoding="utf-8")
        typst.compile(str(source), output=str(path), font_paths=["/usr/share/fonts/truetype"])


def _latex(cv: Cv, number: int, path: Path, program: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        source = typeset.latex(cv, number, unicode_fonts=program == "xelatex")
        Path(folder, "cv.tex").write_text(source, encoding="utf-8")
        _run(program, "-interaction=nonstopmode", "-halt-on-error", "cv.tex", cwd=Path(folder))
        shutil.copy(Path(folder, "cv.pdf"), path)


def _xelatex(cv: Cv, number: int, path: Path) -> None:
    _latex(cv, number, path, "xelatex")


def _pdflatex(cv: Cv, number: int, path: Path) -> None:
    _latex(cv, number, path, "pdflatex")


_FOP = (
    '<fop version="1.0"><renderers><renderer mime="application/pdf"><fonts>'
    '<directory recursive="true">/usr/share/fonts/truetype</directory>'
    "</fonts></renderer></renderers></fop>"
)


def _fop(cv: Cv, number: int, path: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "cv.fo").write_text(typeset.formatting_objects(cv), encoding="utf-8")
        Path(folder, "fop.xconf").write_text(_FOP, encoding="utf-8")
        _run(
            "fop", "-q", "-c", "fop.xconf", "-fo", "cv.fo", "-pdf", path.resolve(), cwd=Path(folder)
        )


def _groff(cv: Cv, number: int, path: Path) -> None:
    path.write_bytes(_run("groff", "-k", "-Tpdf", input_text=typeset.roff(cv)))


def _groff_ghostscript(cv: Cv, number: int, path: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder, "cv.ps")
        made.write_bytes(_run("groff", "-k", "-Tps", input_text=typeset.roff(cv)))
        _run("ps2pdf", made, path)


def _reportlab(cv: Cv, number: int, path: Path) -> None:
    drawn.reportlab(cv, html.font_of(cv, number), path)


def _fpdf(cv: Cv, number: int, path: Path) -> None:
    drawn.fpdf(cv, html.font_of(cv, number), path)


def _python_docx(cv: Cv, number: int, path: Path) -> None:
    office.docx(cv, html.font_of(cv, number), path)


def _converted(made: Path, path: Path) -> None:
    """Let LibreOffice write a file in the format that `path` has."""
    with tempfile.TemporaryDirectory() as folder:
        _run("soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless",
             "--convert-to", path.suffix[1:], "--outdir", folder, made)  # fmt: skip
        shutil.move(Path(folder, made.stem + path.suffix), path)


def _libreoffice(cv: Cv, number: int, path: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder, f"{cv.name}.docx")
        _python_docx(cv, number, made)
        _converted(made, path)


def _pandoc(cv: Cv, number: int, path: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        _run("pandoc", "-f", "html", "-o", path, _page(cv, number, Path(folder), floats=False))


def _after(name: str, first: Make, *command: str) -> Make:
    """Return a producer that runs `command` on what another made; IN and OUT stand for files."""

    def make(cv: Cv, number: int, path: Path) -> None:
        with tempfile.TemporaryDirectory() as folder:
            made = path.parents[1] / name / path.name
            if not made.exists():
                made = Path(folder, "made.pdf")
                first(cv, number, made)
            files = {"IN": str(made), "OUT": str(path)}
            _run(*(files.get(part, part) for part in command))

    return make


def _without_unicode(cv: Cv, number: int, path: Path) -> None:
    """Take the tables of letters from what pdflatex made: its glyphs have names all the same."""
    import pikepdf

    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder, "made.pdf")
        _pdflatex(cv, number, made)
        with pikepdf.open(made) as pdf:
            for thing in pdf.objects:
                if isinstance(thing, pikepdf.Dictionary) and "/ToUnicode" in thing:
                    del thing["/ToUnicode"]
            pdf.save(path)


_EASTERN = frozenset({"pl-magazijn", "tr-kleermaker", "de-pflege"})
_LYING = frozenset({"fr-comptable", "nl-boekhouder", "tr-kleermaker"})  # "ü" for "fi", "2" for "ı"
_DISTILL = ("gs", "-q", "-dBATCH", "-dNOPAUSE", "-sDEVICE=pdfwrite", "-o", "OUT", "IN")
_PACKED = ("qpdf", "--object-streams=generate", "--compress-streams=y", "IN", "OUT")

PRODUCERS = (
    Producer("chromium", ".pdf", _chromium, ("chromium",)),
    Producer("wkhtmltopdf", ".pdf", _wkhtmltopdf, ("wkhtmltopdf",)),
    Producer("weasyprint", ".pdf", _weasyprint, ("weasyprint",)),
    Producer("xhtml2pdf", ".pdf", _xhtml2pdf, ("xhtml2pdf",), _EASTERN),
    Producer("mupdf", ".pdf", _mupdf, ("mutool",)),
    Producer("libreoffice", ".pdf", _libreoffice, ("soffice", "docx")),
    Producer("typst", ".pdf", _typst, ("typst",)),
    Producer("xelatex", ".pdf", _xelatex, ("xelatex",)),
    Producer("pdflatex", ".pdf", _pdflatex, ("pdflatex",)),
    Producer("pdflatex-no-tounicode", ".pdf", _without_unicode, ("pdflatex", "pikepdf")),
    Producer("fop", ".pdf", _fop, ("fop",)),
    Producer("groff", ".pdf", _groff, ("groff",), _EASTERN),
    Producer("groff-ghostscript", ".pdf", _groff_ghostscript, ("groff", "ps2pdf"), _EASTERN),
    Producer("reportlab", ".pdf", _reportlab, ("reportlab",)),
    Producer("fpdf2", ".pdf", _fpdf, ("fpdf",)),
    Producer(
        "ghostscript", ".pdf", _after("chromium", _chromium, *_DISTILL), ("chromium", "gs"), _LYING
    ),
    Producer(
        "qpdf-object-streams",
        ".pdf",
        _after("libreoffice", _libreoffice, *_PACKED),
        ("soffice", "qpdf"),
    ),
    Producer("python-docx", ".docx", _python_docx, ("docx",)),
    Producer("libreoffice-odt", ".odt", _libreoffice, ("soffice", "docx")),
    Producer("pandoc-docx", ".docx", _pandoc, ("pandoc",)),
    Producer("pandoc-odt", ".odt", _pandoc, ("pandoc",)),
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Make the files; the exit code is 1 where a producer that is here failed."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.reading.producers",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", action="append", default=[], metavar="PRODUCER")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="one CV in N, in turns")
    asked = parser.parse_args(arguments)
    failed = 0
    for turn, producer in enumerate(PRODUCERS):
        if asked.only and producer.name not in asked.only:
            continue
        if producer.missing:
            print(f"{producer.name}: left out, this machine has no {', '.join(producer.missing)}")
            continue
        for number, cv in enumerate(cvs()):
            if cv.name in producer.skips or (number + turn) % asked.every:
                continue
            path = asked.folder / producer.name / f"{cv.name}{producer.suffix}"
            path.parent.mkdir(parents=True, exist_ok=True)
            try:
                producer.make(cv, number, path.resolve())
            except (RuntimeError, OSError, ValueError, subprocess.TimeoutExpired) as error:
                print(f"{producer.name}: {cv.name}: {error}", file=sys.stderr)
                failed += 1
        print(f"{producer.name}: made", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
