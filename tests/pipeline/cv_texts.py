"""CVs and a vacancy of a few lines, and what a matcher holds of its people."""

from collections.abc import Sequence
from pathlib import Path

from matcher.pipeline import Matcher

CV = """{name}
{title}
{city}
{name_only}@example.nl

WERKERVARING
{title} | Acme | {period}
{lines}

OPLEIDING
HBO Bedrijfskunde, Saxion, 2011 - 2015
"""
VACANCY = """Data engineer

Eisen
- Je bouwt pijplijnen in Python.
- Je kent Kubernetes.
- Minimaal 3 jaar ervaring met SQL.

Pré
- Kennis van Power BI.

Wij bieden
- Een goed salaris en 25 vakantiedagen.
"""


def cv(
    *lines: str,
    name: str = "Sanne Visser",
    title: str = "Medewerker",
    city: str = "1234 AB Zwolle",
    period: str = "januari 2018 - heden",
) -> str:
    """Return a Dutch CV with one role."""
    return CV.format(
        name=name,
        name_only=name.split()[0].lower(),
        title=title,
        city=city,
        period=period,
        lines="\n".join(f"- {line}" for line in lines),
    )


def write(folder: Path, name: str, *lines: str) -> Path:
    """Write a CV of these lines to a file in `folder`, which is made where it is missing."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(cv(*(lines or ("Pijplijnen gebouwd in Python.",))), encoding="utf-8")
    return path


def held(matcher: Matcher) -> dict[str, str]:
    """Return the ids of a base with the source that each came from."""
    return {candidate.id: candidate.source for candidate, _ in matcher.candidates()}


def order(matches: Sequence[object]) -> list[str]:
    """Return the ids of matches in their order."""
    return [match.candidate for match in matches]  # type: ignore[attr-defined]
