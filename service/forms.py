"""What may be asked: the two forms of a request for matches.

In:  a JSON object, or the fields of a multipart form
Out: checked once: unknown fields refused, numbers within bounds; what only the engine can judge
     (is there a requirement 7? is "city" a field?) is left to the engine
Why: two forms and two routes rather than one route with two content types, so that each has one
     body that the OpenAPI description can name
"""

import re
from typing import Annotated, Any

from fastapi import UploadFile
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from matcher.profiles import Edits

_MOST_CHARS = 400_000  # of a pasted text; a file may hold as many (documents.Limits)
_FACTOR = re.compile(r"(\d{1,4})=(\d{1,2}(?:\.\d{1,4})?)", re.ASCII)


def _factor_text(text: str) -> str:
    if not _FACTOR.fullmatch(text):
        raise ValueError("write it as 'N=2', the number of a requirement and a factor below 100")
    return text


Short = Annotated[str, StringConstraints(max_length=1_000)]
Number = Annotated[int, Field(ge=1, le=9_999)]
Factor = Annotated[float, Field(ge=0, lt=100, allow_inf_nan=False)]


class Wishes(BaseModel):
    """What both forms share."""

    model_config = ConfigDict(extra="forbid")

    must: list[Short] = Field(
        default=[],
        max_length=100,
        description="Extra must-haves, or numbers of requirements to make must-haves.",
    )
    nice: list[Short] = Field(
        default=[],
        max_length=100,
        description="Extra nice-to-haves, or numbers of requirements to make nice-to-haves.",
    )
    off: list[Number] = Field(
        default=[], max_length=100, description="Numbers of requirements to leave out."
    )
    where: list[Short] = Field(
        default=[],
        max_length=100,
        description="Filters that must all hold: city within 25 km of Utrecht, education >= hbo "
        "and years >= 5, german >= B2 or german is unknown, not status = placed.",
    )
    top: int = Field(default=10, ge=1, le=1_000, description="Most people to return.")

    def changes(self) -> dict[str, Any]:
        """Return the recruiter's changes as JSON holds them."""
        return self.model_dump(include={"must", "nice", "off", "weight"})

    def _edits(self, weight: dict[int, float]) -> Edits:
        return Edits(tuple(self.must), tuple(self.nice), tuple(self.off), weight)


class Ask(Wishes):
    """A vacancy as text."""

    vacancy: str = Field(max_length=_MOST_CHARS, description="The vacancy's text.")
    weight: dict[Number, Factor] = Field(
        default={},
        max_length=100,
        description='Number of a requirement -> factor of its weight: {"3": 2} counts it double.',
    )

    def edits(self) -> Edits:
        """Return the recruiter's changes."""
        return self._edits(self.weight)


class FileAsk(Wishes):
    """A vacancy as a file; a field that may hold several values is sent once for each."""

    file: UploadFile = Field(description="The vacancy: pdf, docx, odt, rtf, html, txt, md, eml.")
    weight: list[Annotated[str, AfterValidator(_factor_text)]] = Field(
        default=[], max_length=100, description="N=2 makes requirement N count double."
    )

    def edits(self) -> Edits:
        """Return the recruiter's changes."""
        pairs = (text.split("=") for text in self.weight)
        return self._edits({int(number): float(factor) for number, factor in pairs})
