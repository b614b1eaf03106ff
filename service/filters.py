"""The forms above the list -> filters in the engine's own words.

In:  the fields of a form
Out: texts that `matcher match --where` reads as well; the engine alone judges them
"""

from pydantic import BaseModel, ConfigDict, Field

FACTORS = {"0.5": "½×", "1": "1×", "2": "2×", "3": "3×"}
LEVELS = ("A1", "A2", "B1", "B2", "C1", "C2")
SCHOOLS = ("mbo3", "mbo4", "associate", "hbo", "wo", "master", "phd")
LANGUAGE_CHOICES = {
    "dutch": ("Nederlands", "Dutch"),
    "english": ("Engels", "English"),
    "german": ("Duits", "German"),
    "french": ("Frans", "French"),
    "polish": ("Pools", "Polish"),
    "turkish": ("Turks", "Turkish"),
    "spanish": ("Spaans", "Spanish"),
}


class Filter(BaseModel):
    """What a form above the list may send."""

    model_config = ConfigDict(extra="forbid")

    city: str = Field("", max_length=100)
    km: int = Field(25, ge=0, le=500)
    language: str = Field("", max_length=40)
    level: str = Field("", max_length=10)
    education: str = Field("", max_length=20)
    years: str = Field("", max_length=4)
    unknown: str = Field("", max_length=4)
    where: str = Field("", max_length=1_000)
    drop: str | None = Field(None, max_length=1_000)


def clauses(asked: Filter) -> list[str]:
    """Return what the form says, one filter a field that is filled in."""
    found = []
    town = asked.city.replace("\\", " ").replace('"', " ").strip()
    if town:
        test = f'city within {asked.km} km of "{town}"' if asked.km else f'city = "{town}"'
        found.append(_or_unknown(test, "city", asked))
    if asked.language in LANGUAGE_CHOICES:
        if asked.level in LEVELS:
            test = f"{asked.language} >= {asked.level}"
            found.append(_or_unknown(test, asked.language, asked))
        else:
            found.append(_or_unknown(f"language = {asked.language}", "language", asked))
    if asked.education in SCHOOLS:
        found.append(_or_unknown(f"education >= {asked.education}", "education", asked))
    if asked.years.isdecimal():
        found.append(_or_unknown(f"years >= {int(asked.years)}", "years", asked))
    if asked.where.strip():
        found.append(" ".join(asked.where.split()))
    return found


def _or_unknown(test: str, field: str, asked: Filter) -> str:
    return f"{test} or {field} is unknown" if asked.unknown else test
