"""What is answered, for the OpenAPI description.

In:  nothing; the engine's own JSON (`matcher.explanation.report`) is sent as it is
Out: models that describe that JSON; a test validates real answers against them, so that the
     description cannot drift from what is sent
"""

from pydantic import BaseModel, ConfigDict, Field


class _Exact(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Problem(_Exact):
    """Why there is no answer."""

    detail: str = Field(description="What came, what was needed, what to do next.")


class Health(_Exact):
    """Whether the service can answer."""

    ok: bool
    people: int = Field(description="People in the talent base.")
    encoder: str = Field(description="Name and hash of the model that made the base's vectors.")


class Evidence(_Exact):
    """The line of the CV that a row rests on or comes nearest to, in the CV's own words."""

    text: str
    start: int = Field(description="Offset in the CV's text.")
    end: int = Field(description="Offset after the last character.")
    page: int | None = Field(description="From 1; null where the CV has no pages.")
    rung: str = Field(
        description="Strongest first: recent role, older role, project or course, own summary, "
        "list, title only, aspiration, negation."
    )
    proof: bool = Field(
        description="False where the line is only the nearest one to what is asked, and shows it "
        "no more than the CV as a whole does."
    )


class Quote(_Exact):
    """A line of the CV."""

    text: str
    start: int = Field(description="Offset in the CV's text.")
    end: int = Field(description="Offset after the last character.")
    page: int | None = Field(description="From 1; null where the CV has no pages.")


class Gap(_Exact):
    """Whether what is lacking can be taught: something near it is shown, or nothing is."""

    kind: str = Field(description="trainable or fundamental.")
    near: str = Field(
        description="part (it is shown, too little), skill (a neighbouring skill is), work (lines "
        "about such work) or nothing."
    )
    neighbour: str = Field(description="The neighbouring skill, in the vacancy's language.")
    quote: Quote | None = Field(description="The line that shows it; null where nothing does.")
    words: str = Field(description="The same in the vacancy's language.")


class Row(_Exact):
    """One line of the ledger."""

    requirement: str
    number: int | None = Field(description="The requirement's; null for a row of its own.")
    importance: str = Field(description="must, nice, task or context.")
    points: float = Field(description="The points of all rows add up to the score.")
    most: float = Field(description="What a perfect showing would earn.")
    status: str = Field(description="met, partly, unclear or missing.")
    chance: float | None = Field(
        description="Probability from 0 to 1 that somebody who reads the CV calls this shown, "
        "whole or in part; calibrated on requirements judged one by one. Null where a rule decided."
    )
    evidence: Evidence | None = Field(description="Null where no line is like what is asked.")
    note: str = Field(description="A remark in the vacancy's language, or empty.")
    gap: Gap | None = Field(
        description="For a row that is missing, unclear or partly met; null for behaviour."
    )


class Match(_Exact):
    """One person's ledger."""

    candidate: str
    source: str = Field(description="Name of the CV's file.")
    score: float = Field(description="From 0 to 100, the sum of the rows' points.")
    must_met: list[int] = Field(description="Must-haves met, must-haves asked.")
    rows: list[Row]
    flags: list[str] = Field(description="For the recruiter, for example: hidden text.")


class Requirement(_Exact):
    """One thing that the vacancy asks for."""

    number: int = Field(description="What off, weight, must and nice refer to.")
    text: str
    importance: str = Field(description="must, nice, task or off.")
    kind: str
    weight: float
    skills: list[list[str]] = Field(description="All of these groups, any skill within a group.")
    years: float | None
    level: str | None
    least: int | None = Field(None, description="So many of the groups will do; null asks for all.")
    start: int
    end: int


class SetAside(_Exact):
    """A part of the vacancy that asks for nothing."""

    text: str
    start: int
    end: int
    why: str


class Vacancy(_Exact):
    """What was understood of the vacancy."""

    id: str
    source: str
    language: str
    title: str = Field(description="Shown, never ranked on.")
    requirements: list[Requirement]
    set_aside: list[SetAside]
    advice: list[str] = Field(description="What the text lacks, in its own language.")


class Moment(_Exact):
    """What the scores are of, beside the vacancy and the CVs."""

    change: int = Field(description="The last change of the base that the answer knows of.")
    calibration: str = Field(
        description="What counts as ordinary: 'shipped-1@...' came with the program, "
        "'base-2@...' was made of the people of the base on request."
    )


class Answer(_Exact):
    """The same JSON as `matcher match --json`."""

    vacancy: Vacancy
    pool: int = Field(description="People who passed the filters.")
    as_of: str = Field(description="Month that years and recency refer to, as 2026-01.")
    matches: list[Match] = Field(description="Best first.")
    snapshot: Moment
