"""Which OCR reads CVs best: PP-OCRv6 through pylopdf, set straight first, or tesseract?

    python -m benchmarks.ocr_engines [--font FILE.ttf]

In:  CV pages in four languages, drawn here; tesseract where it is on the path
Out: a row per engine and kind of page: share of the words that are read to the letter, of the words
     with letters beyond ASCII, and CPU seconds a page
Why: an engine without ë or € in its alphabet looks fine on English pages
"""

import argparse
import io
import re
import resource
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import matplotlib
import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from matcher.documents.ocr import installed, read_picture
from matcher.limited import Limits

TEXTS = (
    """Loïs van der Meulen-Coördes
PROFIEL
Onderhoudsmonteur met 9 jaar ervaring in de voedingsindustrie, gewend aan ploegendiensten.
WERKERVARING
2019 – heden   Storingsmonteur, Zuivelfabriek De Weide, Zwolle
Storingen opgelost aan vul- en verpaklijnen (Siemens S7-1500, Profinet)
Bespaard: € 48.500 per jaar door andere smering; reële stilstand van 6,5 % naar 2,1 %
2014 – 2019   Monteur: warmtepompen geïnstalleerd, financiële planning, F-gassen categorie I
OPLEIDING
MBO 4 Mechatronica (diploma behaald), VCA-VOL, NEN 3140""",
    """Jürgen Großmann, Schützenstraße 8, 49074 Osnabrück
BERUFSERFAHRUNG
03/2018 – heute   Schweißer, Stahlbau Böhme GmbH, Münster
Schweißen nach EN ISO 9606-1: MAG (135), WIG (141), Prüfung gültig bis 2027
Maßhaltige Fertigung nach Zeichnung, Kräne und Flurförderzeuge geführt, Budget 12.000 €
09/2011 – 02/2018   Schlosser, Maschinenfabrik Weiß, Bielefeld
KENNTNISSE
AutoCAD, SAP PM, Staplerschein, Führerschein Klasse B; größere Projekte: Überdachung""",
    """Françoise Lefèvre, 14 rue de l'Église, Lille
EXPÉRIENCE PROFESSIONNELLE
Depuis 2017   Infirmière, Clinique Saint-Noël, Roubaix
Soins aux patients âgés, plaies complexes, perfusions et prélèvements, façon de travailler
Réduction des chutes de 18 % ; budget du matériel : 25 000 €
FORMATION
Diplôme d'État d'infirmier, IFSI ; compétences : hygiène, prise en charge de la douleur""",
    """Siobhan O'Brien-Zoë, Leeds
EXPERIENCE
Jan 2020 - Present   Data engineer, Northgate Retail Ltd
Built nightly pipelines in Python and dbt on Snowflake (45 models)
Cut run time from 4.5 h to 38 min; saved £18,000 (€ 21,300) a year; naïve forecasts replaced
SKILLS
Python, SQL, Airflow, Terraform, Git, C#, C++, CI/CD, Kubernetes""",
)
DOTS = 300


def pages(font: Path) -> Iterator[tuple[str, str, Image.Image]]:
    """Yield kind, truth and picture of every page."""
    letters = ImageFont.truetype(str(font), int(10.5 * DOTS / 72))
    for text in TEXTS:
        page = Image.new("L", (int(8.27 * DOTS), int(11.69 * DOTS)), 255)
        pen = ImageDraw.Draw(page)
        for number, line in enumerate(text.split("\n")):
            pen.text((0.8 * DOTS, (0.8 + 0.22 * number) * DOTS), line, font=letters, fill=20)
        yield "clean", text, page
        yield "turned 1.8 degrees", text, page.rotate(1.8, fillcolor=250, resample=Image.BICUBIC)
        yield "blurred, grain, turned", text, _blurred(page)
        yield "150 dots an inch", text, page.resize((page.width // 2, page.height // 2))
        yield "upside down", text, page.rotate(180)


def _blurred(page: Image.Image) -> Image.Image:
    soft = page.rotate(-1.2, fillcolor=245, resample=Image.BICUBIC)
    grey = np.asarray(soft.filter(ImageFilter.GaussianBlur(2.2)), float) * 0.75 + 40
    grey += np.random.default_rng(7).normal(0, 9, grey.shape)
    packed = io.BytesIO()
    Image.fromarray(grey.clip(0, 255).astype("uint8")).save(packed, "JPEG", quality=35)
    return Image.open(packed).convert("L")


def _product(page: Image.Image) -> str:
    engine = installed()
    if engine is None:
        raise SystemExit('install it first: pip install "skills-matcher[ocr]"')
    return " ".join(word.text for word in read_picture(page, engine, Limits()).words)


def _tesseract(page: Image.Image) -> str:
    packed = io.BytesIO()
    page.save(packed, "PNG", dpi=(DOTS, DOTS))
    command = ["tesseract", "stdin", "stdout", "-l", "nld+eng+deu+fra", "--psm", "1"]
    ran = subprocess.run(command, input=packed.getvalue(), capture_output=True, check=True)
    return ran.stdout.decode("utf-8", errors="replace")


def _words(text: str) -> list[str]:
    return re.findall(r"\S+", text.replace("’", "'").replace("–", "-").replace("—", "-"))


def _cpu_s() -> float:
    both = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(used.ru_utime + used.ru_stime for used in both)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    shipped = Path(matplotlib.get_data_path()) / "fonts" / "ttf" / "DejaVuSerif.ttf"
    parser.add_argument("--font", type=Path, default=shipped)
    engines: dict[str, Callable[[Image.Image], str]] = {"pylopdf": _product}
    if shutil.which("tesseract"):
        engines["tesseract"] = _tesseract
    totals: dict[tuple[str, str], list[float]] = {}
    for kind, text, page in pages(parser.parse_args().font):
        truth = Counter(_words(text))
        special = Counter({word: n for word, n in truth.items() if not word.isascii()})
        for name, read in engines.items():
            before = _cpu_s()
            got = Counter(_words(read(page)))
            found = [(truth & got).total(), truth.total(), (special & got).total(), special.total()]
            total = totals.setdefault((name, kind), [0.0] * 6)
            for n, value in enumerate((*found, _cpu_s() - before, 1)):
                total[n] += value
    print("| engine | page | words | with letters beyond ASCII | CPU s a page |")
    print("|---|---|---|---|---|")
    for (name, kind), (a, b, c, d, cpu_s, n) in totals.items():
        print(f"| {name} | {kind} | {a / b:.3f} | {c / d:.3f} | {cpu_s / n:.1f} |", flush=True)


if __name__ == "__main__":
    main()
