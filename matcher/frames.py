"""Records -> tables for analysts: people, vacancies, requirements, matches, lines of the ledger.

In:  what `Matcher.candidates`, `understand`, `match` and `explain` return
Out: pandas DataFrames with fixed columns and types, also when they are empty; the points of a
     ledger's rows add up to the score
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from matcher.calendar import months_covered
from matcher.explanation import note_in_words, proves
from matcher.records import Candidate, CvLine, Match, Vacancy

if TYPE_CHECKING:
    import pandas as pd

    from matcher.engine import Ranking

MATCH_COLUMNS = ("candidate", "score", "musts_met", "musts_asked", "flags", "source")
LEDGER_COLUMNS = (
    "number", "requirement", "importance", "points", "most", "status", "chance", "rung", "evidence",
    "proof", "page", "note",
)  # fmt: skip
PEOPLE_COLUMNS = (
    "candidate", "source", "language", "city", "country", "education", "years", "roles",
    "statements", "languages", "licences", "status", "tags", "flags",
)  # fmt: skip
VACANCY_COLUMNS = (
    "vacancy", "source", "language", "title", "musts", "nices", "tasks", "off", "set_aside",
    "advice",
)  # fmt: skip
REQUIREMENT_COLUMNS = (
    "vacancy", "number", "requirement", "importance", "kind", "weight", "skills", "years", "level",
)  # fmt: skip
LINE_COLUMNS = ("fate", "why", "text")
_BETWEEN = "; "  # values of one cell


def matches_frame(ranking: "Ranking") -> "pd.DataFrame":
    """Return one row a match, in the ranking's order.

    Returns
    -------
    DataFrame with `MATCH_COLUMNS`, indexed by `place` from 1; flags are joined by "; "
    """
    import pandas as pd

    rows = [
        (m.candidate, m.score, *m.must_met, "; ".join(m.flags), m.source) for m in ranking.matches
    ]
    frame = pd.DataFrame(rows, columns=list(MATCH_COLUMNS))
    frame.index = pd.RangeIndex(1, len(frame) + 1, name="place")
    return frame


def ledger_frame(match: Match, *, language: str = "en") -> "pd.DataFrame":
    """Return one row a line of the ledger, in the order of the vacancy.

    Parameters
    ----------
    match :
        one person's ledger
    language :
        of the notes; one of `explanation.LANGUAGES`, others give English

    Returns
    -------
    DataFrame with `LEDGER_COLUMNS`; `number` and `page` are missing (<NA>) where there is none,
        `rung` and `evidence` are empty where no line of the CV is like the row, and `proof` tells
        a line that shows it from one that is only the nearest; `chance` is NaN where a rule decided
    """
    import pandas as pd

    rows = [
        (
            row.number,
            row.requirement,
            row.importance,
            row.points,
            row.most,
            str(row.status),
            row.chance,
            str(row.evidence.rung) if row.evidence else "",
            row.evidence.text if row.evidence else "",
            proves(row),
            row.evidence.page if row.evidence else None,
            note_in_words(row.note, language) if row.note else "",
        )
        for row in match.rows
    ]
    frame = pd.DataFrame(rows, columns=list(LEDGER_COLUMNS))
    return frame.astype(
        {"number": "Int64", "page": "Int64", "points": float, "most": float, "chance": float}
    )


def ledgers_frame(ranking: "Ranking", *, language: str = "en") -> "pd.DataFrame":
    """Return the ledgers of all matches of a ranking under one another.

    Returns
    -------
    DataFrame with `LEDGER_COLUMNS`, indexed by `place` from 1 and `candidate`; empty where nobody
        is on the list
    """
    import pandas as pd

    frames = {
        (place, match.candidate): ledger_frame(match, language=language)
        for place, match in enumerate(ranking.matches, start=1)
    }
    if frames:
        return pd.concat(frames, names=["place", "candidate"]).droplevel(-1)
    nobody = ledger_frame(Match("", "", 0.0, (0, 0), ()))
    nobody.index = pd.MultiIndex.from_arrays([[], []], names=["place", "candidate"])
    return nobody


def people_frame(
    people: Iterable[tuple[Candidate, str]], *, as_of: int | None = None
) -> "pd.DataFrame":
    """Return one row a person, without names: what filters can ask, and how much was read.

    Parameters
    ----------
    people : as `Matcher.candidates` yields them
    as_of : month number to which a role that lasts is counted (`Ranking.as_of`); None leaves
        `years` missing

    Returns
    -------
    DataFrame with `PEOPLE_COLUMNS`; what a CV does not tell is missing, `years` is NaN without
        roles that have dates, and lists are joined by "; "
    """
    rows = [_person(candidate, as_of) for candidate, _ in people]
    whole = dict.fromkeys(("roles", "statements"), "Int64")
    return _typed(rows, PEOPLE_COLUMNS, {**whole, "years": "float64"})


def vacancies_frame(vacancies: Iterable[Vacancy]) -> "pd.DataFrame":
    """Return one row a vacancy: how many requirements of each importance, and what it lacks.

    Returns
    -------
    DataFrame with `VACANCY_COLUMNS`; `set_aside` counts parts of the text that ask for nothing
    """
    rows = []
    for one in vacancies:
        counts = [
            sum(r.importance == importance for r in one.requirements)
            for importance in ("must", "nice", "task", "off")
        ]
        advice = _BETWEEN.join(one.advice)
        told = (one.id, one.source, one.language, one.title)
        rows.append((*told, *counts, len(one.set_aside), advice))
    whole = dict.fromkeys(("musts", "nices", "tasks", "off", "set_aside"), "Int64")
    return _typed(rows, VACANCY_COLUMNS, whole)


def requirements_frame(vacancies: Vacancy | Iterable[Vacancy]) -> "pd.DataFrame":
    """Return one row a requirement, in the order of the vacancies and their texts.

    Returns
    -------
    DataFrame with `REQUIREMENT_COLUMNS`; `skills` are concepts, "a | b" where either will do and
        joined by "; " where all are asked; `years` and `level` are missing where none is asked
    """
    rows = [
        (
            vacancy.id, r.number, r.text, str(r.importance), str(r.kind), r.weight,
            _BETWEEN.join(" | ".join(group) for group in r.concepts), r.years, r.level,
        )
        for vacancy in ([vacancies] if isinstance(vacancies, Vacancy) else vacancies)
        for r in vacancy.requirements
    ]  # fmt: skip
    numbers = {"number": "Int64", "weight": "float64", "years": "float64"}
    return _typed(rows, REQUIREMENT_COLUMNS, numbers)


def lines_frame(lines: Iterable[CvLine]) -> "pd.DataFrame":
    """Return one row a visible line of a CV, as `Matcher.lines` gives them, in their order.

    Returns
    -------
    DataFrame with `LINE_COLUMNS`; `why` is empty but for a line that is set aside
    """
    return _typed([(str(one.fate), one.why, one.text) for one in lines], LINE_COLUMNS, {})


def _person(one: Candidate, as_of: int | None) -> tuple[Any, ...]:
    profile = one.profile
    months = months_covered(profile.roles, as_of) if as_of is not None and profile.roles else None
    return (
        one.id, one.source, one.language, one.city, one.country,
        profile.education and profile.education[0], None if months is None else months / 12,
        len(profile.roles), len(profile.statements),
        _BETWEEN.join(f"{s.language} {s.level or ''}".strip() for s in profile.languages),
        _BETWEEN.join(one.licences), one.status, _BETWEEN.join(one.tags), _BETWEEN.join(one.flags),
    )  # fmt: skip


def _typed(
    rows: list[tuple[Any, ...]], columns: tuple[str, ...], numbers: dict[str, str]
) -> "pd.DataFrame":
    """Return rows as a table whose columns have their types whatever the rows hold."""
    import pandas as pd

    frame = pd.DataFrame(rows, columns=list(columns))
    return frame.astype({c: numbers.get(c, "str") for c in columns})
