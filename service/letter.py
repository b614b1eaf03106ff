"""The candidate's own copy: what a ranking used of them, and what it found, as a letter.

In:  somebody's ledger for a vacancy, with the run that it belongs to
Out: what a template or plain text shows: data, criteria, what is shown, unclear and not shown with
     the lines of the CV, what would change it, how to contest it, and that a person decides
Why: whoever was ranked may know which data and criteria were used and how (GDPR, articles 13 to 15
     and 22; AI Act, article 86), in words that need no training. It tells of one person alone:
     nobody else's place or score is in it
"""

from collections.abc import Mapping
from typing import Any

from matcher.calendar import iso
from matcher.errors import NotFound
from matcher.explanation import Band, asked_in_person, in_bands, label
from matcher.pipeline import Matcher, Ranking
from matcher.records import Match, Requirement, Vacancy
from service.audit import Line
from service.bench import group_of
from service.desk import Desk
from service.render import rendered
from service.replay import ranked_again
from service.tongue import day, number, told, words
from service.views import Person, row_view

_QUOTE = 400  # letters of a quoted line
_SHOWN, _UNCLEAR = ("met", "likely", "partly"), ("unclear",)


def letter(
    vacancy: Vacancy, match: Match, band: Band, person: Person, labels: Mapping[int, str],
    groups: Mapping[int, str], run: Line, lang: str,
) -> dict[str, Any]:  # fmt: skip
    """Return what a letter shows, in its language."""
    t = words(lang)
    rows = [row_view(r, person, t, lang, labels, groups, _QUOTE) for r in match.rows]
    counted = [r for r in rows if r["group"] not in ("ask", "context", "off")]
    for row in counted:
        row["earned"] = f"{number(row['points'], lang)} {t['of']} {number(row['most'], lang)}"
        row["more"] = number(row["most"] - row["points"], lang)
    context = next((r for r in rows if r["group"] == "context"), None)
    return {
        "vacancy": vacancy.title or t["vacancy"],
        "to": person.title,
        "score": number(match.score, lang),
        "band": t[f"band{band}"],
        "rule": t[f"rule{band}"],
        "facts": person.facts(run.body["as_of"], t),
        "asked": [_asked(r, labels, groups, rows, t, lang) for r in vacancy.requirements],
        "filters": [told(one, lang) for one in run.body["where"]],
        "shown": [r for r in counted if r["look"] in _SHOWN],
        "unclear": [r for r in counted if r["look"] in _UNCLEAR],
        "missing": [r for r in counted if r["look"] == "missing"],
        "ask": [r["label"] for r in rows if r["group"] == "ask"],
        "context": context and {k: number(context[k], lang) for k in ("points", "most")},
        "better": [r for r in counted if r["look"] not in ("met", "likely") and r["most"]],
        "run": run.n,
        "when": day(run.at, lang),
        "as_of": iso(run.body["as_of"]),
        "made": f"matcher {run.body['version']}, {run.body['calibration']}",
        "quoted": person.language,
        "asked_in": "" if vacancy.language in ("und", lang) else vacancy.language,
    }


def letter_of_run(
    matcher: Matcher, desk: Desk, run: int, candidate: str, lang: str, *, as_html: bool
) -> str:
    """Return the letter of somebody for a run, with their name; it is written down in the audit.

    Raises
    ------
    NotFound : there is no such run or nobody of that id, or they are not on its list
    """
    line, vacancy, ranking = ranked_again(matcher, desk, run)
    ((record, text),) = matcher.candidates([candidate])
    band = _band_of(ranking, vacancy, candidate)
    match = matcher.explain(vacancy, candidate, as_of=line.body["as_of"])
    no = desk.number(candidate)
    person = Person(no, (record, text), names=True, lang=lang)
    labels = {
        r.number: label(r, lambda c: matcher.skill_name(c, lang), lang)
        for r in vacancy.requirements
    }
    in_person = asked_in_person(vacancy.requirements)
    groups = {r.number: group_of(r, in_person) for r in vacancy.requirements}
    values = letter(vacancy, match, band, person, labels, groups, line, lang)
    desk.audit.write("letter", line.vacancy, {"run": run, "names": True}, [(no, {})])
    return rendered("letter-file.html" if as_html else "letter.txt", lang, letter=values)


def _band_of(ranking: Ranking, vacancy: Vacancy, candidate: str) -> Band:
    for match, at in in_bands(ranking.ranked, vacancy.requirements):
        if match.candidate == candidate:
            return at.band
    raise NotFound(
        f"{candidate!r} is not on the list of this run: a filter leaves them out, or others were "
        "nearer; `matcher explain` tells of anybody"
    )


def _asked(
    requirement: Requirement, labels: Mapping[int, str], groups: Mapping[int, str],
    rows: list[dict[str, Any]], t: Mapping[str, str], lang: str,
) -> dict[str, str]:  # fmt: skip
    most = next((r["most"] for r in rows if r["number"] == requirement.number), 0.0)
    return {
        "label": labels[requirement.number],
        "text": requirement.text,
        "kind": t[groups[requirement.number]],
        "most": number(most, lang),
    }
