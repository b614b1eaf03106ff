"""Matches -> plain dictionaries, the one JSON form that CLI and service share.

In:  a vacancy, the size of the pool, its matches, and the month that they refer to
Out: dictionaries of strings and numbers, keys in a fixed order
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

from matcher.calendar import iso
from matcher.explanation.proof import proves
from matcher.explanation.words import gap_in_words, note_in_words
from matcher.records import (
    Candidate,
    CvLine,
    Document,
    Fate,
    Gap,
    Match,
    Period,
    Row,
    Status,
    Vacancy,
)

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


def quoted(match: Match, text: str) -> Match:
    """Return the match with each piece of evidence in the CV's own words.

    The ranker reads statements without names and titles; people are shown the line as it stands.
    """
    return replace(match, rows=tuple(_quoted(row, text) for row in match.rows))


def _quoted(row: Row, text: str) -> Row:
    evidence = row.evidence
    if evidence is None or text[evidence.start : evidence.end] == evidence.text:
        return row
    quote = replace(evidence, text=text[evidence.start : evidence.end])
    return replace(row, evidence=quote)


def vacancy_report(vacancy: Vacancy) -> dict[str, Any]:
    """Return what was understood of a vacancy."""
    return {
        "id": vacancy.id,
        "source": vacancy.source,
        "language": vacancy.language,
        "title": vacancy.title,
        "requirements": [
            {
                "number": r.number,
                "text": r.text,
                "importance": str(r.importance),
                "kind": str(r.kind),
                "weight": r.weight,
                "skills": [list(group) for group in r.concepts],
                "years": r.years,
                "level": r.level,
                "least": r.least,
                "start": r.start,
                "end": r.end,
            }
            for r in vacancy.requirements
        ],
        "set_aside": [asdict(part) for part in vacancy.set_aside],
        "advice": list(vacancy.advice),
    }


def candidate_report(
    candidate: Candidate, document: Document, lines: Sequence[CvLine] = ()
) -> dict[str, Any]:
    """Return what was understood of a CV, for the person who may see it whole.

    `lines` are all lines of the document with their fates, where the caller has them.
    """
    profile = candidate.profile
    return {
        "candidate": candidate.id,
        "source": candidate.source,
        "language": candidate.language,
        "city": candidate.city,
        "identity": [asdict(piece) for piece in candidate.identity],
        "titles": [asdict(piece) for piece in candidate.titles],
        "education": profile.education and profile.education[0],
        "languages": [{"language": s.language, "level": s.level} for s in profile.languages],
        "roles": [_period(role) for role in profile.roles],
        "statements": [
            {
                "text": document.text[s.start : s.end],
                "ranked_on": s.text,
                "start": s.start,
                "end": s.end,
                "page": s.page,
                "setting": str(s.setting),
                "polarity": str(s.polarity),
                "period": _period(s.period) if s.period else "",
                "skills": [m.concept for m in s.mentions],
            }
            for s in profile.statements
        ],
        "hidden": [asdict(piece) for piece in document.hidden],
        "flags": list(candidate.flags),
        **({"lines": lines_report(lines)} if lines else {}),
    }


def lines_report(lines: Sequence[CvLine]) -> dict[str, Any]:
    """Return how many lines of a CV had which fate, and those that were set aside, and why.

    The numbers of the fates add up to `total`, those of the reasons to "set aside".
    """
    aside = [line for line in lines if line.fate is Fate.SET_ASIDE]
    fates = Counter(line.fate for line in lines)
    return {
        "total": len(lines),
        **{str(fate): fates[fate] for fate in Fate},
        "reasons": dict(sorted(Counter(line.why for line in aside).items())),
        "aside": [
            {"text": line.text, "start": line.start, "end": line.end, "why": line.why}
            for line in aside
        ],
    }


def links_report(
    links: Mapping[int, Sequence["DataclassInstance"]], name: Callable[[str], str]
) -> dict[str, list[dict[str, Any]]]:
    """Return the skills that lines perhaps speak of, by requirement number or statement place.

    Parameters
    ----------
    links : as `Matcher.linked` returns them
    name : concept -> what it is called in the reader's language
    """
    return {
        str(key): [{"name": name(cells["concept"]), **cells} for cells in map(asdict, own)]
        for key, own in links.items()
    }


def match_report(match: Match, language: str) -> dict[str, Any]:
    """Return one candidate's ledger; `language` is that of the notes."""
    return {
        "candidate": match.candidate,
        "source": match.source,
        "score": match.score,
        "must_met": list(match.must_met),
        "rows": [_row(row, language) for row in match.rows],
        "flags": list(match.flags),
    }


def ranking_report(
    vacancy: Vacancy, pool: int, matches: Sequence[Match], as_of: int
) -> Mapping[str, Any]:
    """Return a whole answer; `as_of` is the month that years and recency refer to."""
    return {
        "vacancy": vacancy_report(vacancy),
        "pool": pool,
        "as_of": iso(as_of),
        "matches": [match_report(match, vacancy.language) for match in matches],
    }


def _row(row: Row, language: str) -> dict[str, Any]:
    evidence = row.evidence
    return {
        "requirement": row.requirement,
        "number": row.number,
        "importance": row.importance,
        "points": row.points,
        "most": row.most,
        "status": str(row.status),
        "chance": row.chance,
        "evidence": evidence
        and {
            "text": evidence.text,
            "start": evidence.start,
            "end": evidence.end,
            "page": evidence.page,
            "rung": str(evidence.rung),
            "proof": proves(row),
        },
        "note": note_in_words(row.note, language) if row.note else "",
        "gap": _gap(row.gap, row.status, language) if row.gap else None,
    }


def _gap(gap: Gap, status: Status, language: str) -> dict[str, Any]:
    quote = {"text": gap.text, "start": gap.start, "end": gap.end, "page": gap.page}
    return {
        "kind": "trainable" if gap.trainable else "fundamental",
        "near": str(gap.near),
        "neighbour": gap.neighbour,
        "quote": quote if gap.trainable else None,
        "words": gap_in_words(gap, language, status=status),
    }


def _period(period: Period) -> str:
    return f"{iso(period.start)}/{iso(period.end - 1) if period.end else ''}"
