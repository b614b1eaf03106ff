"""CVs and vacancies made up for the faults: every version of every person can be told apart.

In:  a person's number and a version
Out: a CV of a few lines, in Dutch or English; the same every time
Why: each CV names its number and version in a line of its own, so that a look at the base tells who
     is there twice, whose change is missing, and who has another one's text
"""

import random
import re
from collections.abc import Mapping
from pathlib import Path

_GIVEN = ("Noor", "Sem", "Liva", "Joris", "Tess", "Milan", "Fenna", "Daan")
_FAMILY = ("Lindehof", "Waterman", "Kersbergen", "Duinzicht", "Molendal", "Zandvoorder")
_CITIES = ("3511 AB Utrecht", "1234 AB Zwolle", "5611 CD Eindhoven", "9711 EF Groningen")
_DUTCH = (
    "Pijplijnen gebouwd in Python en SQL voor de logistiek.",
    "Dashboards in Power BI gemaakt voor de directie.",
    "Kubernetes beheerd met Helm en Terraform.",
    "Een team van zes verpleegkundigen aangestuurd.",
    "De boekhouding gevoerd in Exact Online.",
    "Lasprocessen gecontroleerd en machines onderhouden.",
    "Klanten geholpen aan de telefoon en per e-mail.",
    "Webapplicaties geschreven in TypeScript en React.",
)
_ENGLISH = (
    "Built data pipelines in Python and SQL for logistics.",
    "Made dashboards in Power BI for the board.",
    "Ran Kubernetes with Helm and Terraform.",
    "Led a team of six nurses on a surgical ward.",
    "Kept the books in Exact Online.",
    "Inspected welds and maintained machines.",
    "Helped customers by phone and e-mail.",
    "Wrote web applications in TypeScript and React.",
)
VACANCIES = (
    """Data engineer

Eisen
- Je bouwt pijplijnen in Python.
- Je kent Kubernetes.
- Minimaal 3 jaar ervaring met SQL.

Pré
- Kennis van Power BI.
""",
    """Application developer

Requirements
- You write web applications in TypeScript.
- Experience with React.
- You help customers.

Nice to have
- You have led a team.
""",
)
Mark = tuple[int, int]  # a person's number, and the version of their CV
_MARK = re.compile(r"[Dd]ossier (\d{3})-(\d+)")


def cv(number: int, version: int = 0) -> str:
    """Return a CV; every fourth person is in English, some differ in their number alone."""
    chance = random.Random(number // 2 * 2 if number % 6 < 2 else number)  # twins give ties
    english = number // 2 % 4 == 3
    lines = chance.sample(_ENGLISH if english else _DUTCH, 3 + version % 3)
    name = f"{_GIVEN[number % len(_GIVEN)]} {_FAMILY[number % len(_FAMILY)]}"
    kept = "Kept dossier" if english else "Dossier"
    lines.append(f"{kept} {number:03}-{version} {'up to date' if english else 'bijgehouden'}.")
    start = chance.randint(2012, 2020)
    heading, period, now = (
        ("WORK EXPERIENCE", f"January {start}", "present")
        if english
        else ("WERKERVARING", f"januari {start}", "heden")
    )
    work = "\n".join(f"- {line}" for line in lines)
    city = _CITIES[chance.randrange(len(_CITIES))]
    return f"{name}\n{city}\n\n{heading}\nMedewerker | Acme | {period} - {now}\n{work}\n"


def write(folder: Path, versions: Mapping[int, int]) -> Path:
    """Write a CV file for each person's number, at that version; return the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, version in versions.items():
        (folder / f"p{number:03}.txt").write_text(cv(number, version), encoding="utf-8")
    return folder


def marked(text: str) -> Mark | None:
    """Return the number and version that a CV's text names, or None where it names no one only."""
    marks = {(int(number), int(version)) for number, version in _MARK.findall(text)}
    return marks.pop() if len(marks) == 1 else None
