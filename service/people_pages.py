"""The pages about people: evidence, compare, shortlist, and what is taken away.

In:  opaque numbers, never ids
Out: pages, and files to take away, of the one ranking that the bench keeps
"""

from dataclasses import replace
from datetime import datetime
from importlib.metadata import version
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, HTTPException, Query
from starlette.requests import Request
from starlette.responses import Response

from matcher.calendar import iso
from matcher.errors import InvalidInput
from matcher.records import Importance
from service.bench import Bench, Placed, View
from service.desk import Mark
from service.export import Cell, as_csv, as_xlsx
from service.letter import letter
from service.names import Names
from service.origin import check_own
from service.pages import Short, persons, skill_names, strips_of
from service.render import HEADERS, local, page, rendered, see_other
from service.strip import ORDER
from service.tongue import language_of, number, words
from service.views import Person, labels_of, ledger, people_rows, requirement_rows, row_view

FEWEST, MOST = 2, 5  # people who are compared
_BESIDE = 12  # people in the list beside the evidence
_NOTE = 2_000
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Note = Annotated[str, Form(max_length=_NOTE)]


def people_pages(bench: Bench, names: Names) -> APIRouter:
    """Return the routes about the people of a vacancy."""
    routes = APIRouter(include_in_schema=False, prefix="/vacancies/{code}")
    own = [Depends(check_own)]
    desk = bench.desk

    @routes.get("/people/{no}")
    def evidence(request: Request, code: str, no: str) -> Response:
        view = bench.view(bench.case(code))
        one = bench.placed(view, no)
        desk.note(code, "seen", no, body={"run": view.line.n, "names": names.on(request, code)})
        values = _evidence(bench, view, one, language_of(request), names.on(request, code))
        return page(request, "evidence.html", nav="vac", **values)

    @routes.get("/people/{no}/letter")
    def own_copy(request: Request, code: str, no: str) -> Response:
        case, lang = bench.case(code), language_of(request)
        shown = names.on(request, code)
        values = _letter(bench, bench.view(case), no, lang, shown)
        return page(request, "letter.html", nav="vac", case=case, no=no, names=shown, letter=values)

    @routes.get("/people/{no}/letter.txt")
    def own_copy_as_text(request: Request, code: str, no: str) -> Response:
        lang, shown = language_of(request), names.on(request, code)
        values = _letter(bench, bench.view(bench.case(code)), no, lang, shown)
        text = rendered("letter.txt", lang, letter=values)
        return Response(text, media_type="text/plain; charset=utf-8", headers=HEADERS)

    @routes.post("/people/{no}", dependencies=own)
    def decide(code: str, no: str, do: Short, note: Note = "", to: Short = "") -> Response:
        bench.case(code)
        if no not in bench.people():
            raise HTTPException(404, "this person is not in the base any more")
        before = desk.marks(code).get(no)
        state, kept, what = _decided(do, note.strip(), before)
        desk.mark(code, no, state, kept)
        desk.note(code, what, no, said={"reason": kept} if state == "aside" else None)
        return see_other(local(to, f"/vacancies/{code}"))

    @routes.get("/compare")
    def compare(
        request: Request, code: str, p: Annotated[list[str] | None, Query()] = None
    ) -> Response:
        view = bench.view(bench.case(code))
        picked = list(dict.fromkeys(p or []))
        if not FEWEST <= len(picked) <= MOST:
            return page(request, "few.html", 422, nav="vac", case=view.case)
        chosen = [bench.placed(view, no) for no in picked]
        values = _compare(bench, view, chosen, language_of(request), names.on(request, code))
        return page(request, "compare.html", nav="vac", **values)

    @routes.post("/shortlist", dependencies=own)
    def shortlist_many(code: str, p: Annotated[list[str], Form()], to: Short = "") -> Response:
        bench.case(code)
        for no in p[:MOST]:
            if no in bench.people():
                before = desk.marks(code).get(no)
                desk.mark(code, no, "short", before.note if before else "")
                desk.note(code, "short", no)
        return see_other(local(to, f"/vacancies/{code}/shortlist"))

    @routes.get("/shortlist")
    def shortlist(request: Request, code: str) -> Response:
        view = bench.view(bench.case(code))
        values = _shortlist(bench, view, language_of(request), names.on(request, code))
        return page(request, "shortlist.html", nav="short", **values)

    @routes.get("/export.{kind}")
    def export(request: Request, code: str, kind: str, everybody: str = "") -> Response:
        if kind not in ("csv", "xlsx"):
            raise HTTPException(404, "a list can be taken away as csv or xlsx")
        view, lang = bench.view(bench.case(code)), language_of(request)
        shown = names.on(request, code)
        marks = desk.marks(code)
        chosen = [
            one
            for one in view.people
            if everybody or ((mark := marks.get(one.no)) and mark.state == "short")
        ]
        made = _Taken(bench, view, chosen, marks, lang, shown)
        desk.note(
            code, "export_names" if shown else "export", people=[(one.no, {}) for one in chosen],
            body={"run": view.line.n, "kind": kind, "everybody": bool(everybody)},
        )  # fmt: skip
        content = as_csv(made.heads, made.rows, lang) if kind == "csv" else as_xlsx(made.sheets())
        media = "text/csv; charset=utf-8" if kind == "csv" else _XLSX
        file = f'attachment; filename="shortlist-{code}.{kind}"'
        return Response(content, media_type=media, headers=HEADERS | {"Content-Disposition": file})

    return routes


def _decided(do: str, note: str, before: Mark | None) -> tuple[str, str, str]:
    """Return the new state, the note that is kept, and what the log says."""
    old = before.note if before else ""
    if do == "short":
        return "short", old if before and before.state == "short" else "", "short"
    if do == "aside":
        if not note:
            raise InvalidInput("say why, in a few words; it can be undone")
        return "aside", note, "aside"
    if do == "note":
        return before.state if before else "short", note, "note"
    if do == "back":
        return "", "", "back"
    raise InvalidInput("somebody can be shortlisted, put aside, put back, or get a note")


def _evidence(bench: Bench, view: View, one: Placed, lang: str, names: bool) -> dict[str, Any]:
    texts, labels = words(lang), labels_of(view, lang, skill_names(bench))
    strips = strips_of(view, lang)
    start = max(0, min(one.place - 1 - _BESIDE // 2, len(view.people) - _BESIDE))
    beside = view.people[start : start + _BESIDE]
    nos = [one.no, *(other.no for other in beside)]
    people = persons(bench, nos, names, lang)
    person = people[one.no]
    marks = bench.desk.marks(view.case.code)
    row = people_rows(view, [one], people, marks, texts, lang, labels, strips)[0]
    at = one.place - 1
    return {
        "case": view.case,
        "v": view.vacancy,
        "p": row,
        "score": number(one.match.score, lang),
        "person": person,
        "paper": person.paper(one.match.rows, labels),
        "groups": ledger(one.match, person, texts, lang, labels, view.groups),
        "beside": [
            {
                "no": other.no,
                "title": people[other.no].title,
                "place": other.place,
                "band": str(other.standing.band),
                "score": number(other.match.score, lang, 0),
                "strip": strips.of(other.match.rows, other.match.score),
            }
            for other in beside
        ],
        "previous": view.people[at - 1].no if at > 0 else "",
        "next": view.people[at + 1].no if at + 1 < len(view.people) else "",
        "asks": sum(group == "ask" for group in view.groups.values()),
        "total": len(view.people),
        "strips": strips,
        "names": names,
    }


def _letter(bench: Bench, view: View, no: str, lang: str, names: bool) -> dict[str, Any]:
    """Return what the candidate's own copy shows; that it was made is written down."""
    one = bench.placed(view, no)
    labels = labels_of(view, lang, skill_names(bench))
    person = persons(bench, [no], names, lang)[no]
    made = letter(
        view.vacancy, one.match, one.standing.band, person, labels, view.groups, view.line, lang
    )
    bench.desk.note(view.case.code, "letter", no, body={"run": view.line.n, "names": names})
    return made


def _compare(
    bench: Bench, view: View, chosen: list[Placed], lang: str, names: bool
) -> dict[str, Any]:
    texts, labels = words(lang), labels_of(view, lang, skill_names(bench))
    strips, marks = strips_of(view, lang), bench.desk.marks(view.case.code)
    people = persons(bench, [one.no for one in chosen], names, lang)
    picks = people_rows(view, chosen, people, marks, texts, lang, labels, strips)
    ledgers = [
        {
            row.number: row_view(row, people[one.no], texts, lang, labels, view.groups, 104)
            for row in one.match.rows
        }
        for one in chosen
    ]
    matrix = []
    for group in ORDER[:-1]:
        rows = [
            _across([cells[n] for cells in ledgers])
            for n in ledgers[0]
            if n is not None and ledgers[0][n]["group"] == group
        ]
        rows.sort(key=lambda r: (r["same"], -r["spread"]))
        if rows:
            matrix.append({"group": group, "rows": rows})
    sums = [
        {
            group: sum(r["points"] for r in cells.values() if r["group"] == group)
            for group in ORDER
        }
        for cells in ledgers
    ]  # fmt: skip
    for pick, one in zip(picks, chosen, strict=True):
        pick["exact"] = number(one.match.score, lang)
    return {
        "case": view.case,
        "v": view.vacancy,
        "picks": picks,
        "matrix": matrix,
        "sums": sums,
        "strips": strips,
        "names": names,
        "here_again": f"/vacancies/{view.case.code}/compare?"
        + "&".join(f"p={one.no}" for one in chosen),
    }


def _across(cells: list[dict[str, Any]]) -> dict[str, Any]:
    """Return one row of the matrix: the same requirement for everybody."""
    points = [cell["points"] for cell in cells]
    spread = max(points) - min(points)
    same = len({cell["look"] for cell in cells}) == 1 and spread < 1
    first = cells[0]
    return {
        "number": first["number"],
        "label": first["label"],
        "most": first["most"],
        "cells": cells,
        "top": max(points) if spread else None,
        "spread": spread,
        "same": same,
    }


def _shortlist(bench: Bench, view: View, lang: str, names: bool) -> dict[str, Any]:
    texts, labels = words(lang), labels_of(view, lang, skill_names(bench))
    strips, marks = strips_of(view, lang), bench.desk.marks(view.case.code)
    chosen = [one for one in view.people if one.no in marks and marks[one.no].state == "short"]
    people = persons(bench, list(marks), names, lang)
    picks = people_rows(view, chosen, people, marks, texts, lang, labels, strips)
    for pick, one in zip(picks, chosen, strict=True):
        whole = bench.placed(view, one.no)
        rows = [
            row_view(r, people[one.no], texts, lang, labels, view.groups) for r in whole.match.rows
        ]
        pick["good"] = [r for r in rows if r["group"] == "must" and r["look"] == "met"][:4]
        pick["open"] = [
            r
            for r in rows
            if r["group"] == "must" and r["look"] in ("missing", "unclear", "partly")
        ][:5]
        pick["asks"] = [r["label"] for r in rows if r["group"] == "ask"][:3]
        pick["best"] = next((r for r in pick["good"] if r["quote"]), None)
    return {
        "case": view.case,
        "v": view.vacancy,
        "picks": picks,
        "outside": [
            (people[no], mark)
            for no, mark in marks.items()
            if mark.state == "short" and no not in view.by_no
        ],
        "aside": [(people[no], mark) for no, mark in marks.items() if mark.state == "aside"],
        "events": [
            (event, f"{event.no[:4]}-{event.no[4:]}" if event.no else "")
            for event in bench.desk.events(view.case.code)
        ],
        "made": _made(view, lang),
        "strips": strips,
        "names": names,
        "groups": requirement_rows(view, texts, lang, skill_names(bench)),
    }


def _made(view: View, lang: str) -> dict[str, str]:
    """Return what a list was made with, in words."""
    weights = dict(view.case.changes.weights)
    counted = [r for r in view.vacancy.requirements if r.importance is not Importance.OFF]
    texts = words(lang)
    return {
        "when": f"{datetime.now():%Y-%m-%d %H:%M}",
        "pool": str(view.ranking.pool),
        "filters": "; ".join(view.case.changes.where) or texts["no_filters"],
        "requirements": "; ".join(
            f"{r.number} {view.groups[r.number]} ×{weights.get(r.number, 1.0):g}" for r in counted
        ),
        "as_of": iso(view.ranking.as_of),
        "calibration": view.ranking.calibration,
        "version": f"matcher {version('skills-matcher')}",
        "run": f"{view.line.n} {view.line.link}",
    }


class _Taken:
    """A list as a table, with what it was made with in every row."""

    def __init__(
        self,
        bench: Bench,
        view: View,
        chosen: list[Placed],
        marks: dict[str, Mark],
        lang: str,
        names: bool,
    ) -> None:
        t, self._view, self._lang = words(lang), view, lang
        self._labels = labels_of(view, lang, skill_names(bench))
        self._people: dict[str, Person] = {}
        for start in range(0, len(chosen), 100):
            some = [one.no for one in chosen[start : start + 100]]
            self._people |= persons(bench, some, names, lang)
        self._chosen = [
            replace(one, match=bench.placed(view, one.no).match) if len(chosen) <= 50 else one
            for one in chosen
        ]
        self._made = _made(view, lang)
        self.heads = [
            t["place"], t["candidate"], t["x_score"], t["x_band"], t["cmp_musts"], t["x_musts"],
            t["x_town"], t["cv"], t["x_state"], t["sl_note"],
            *(f"{n} {text}" for n, text in self._labels.items() if view.groups[n] != "off"),
            *self._made,
        ]  # fmt: skip
        self.rows = [self._row(one, marks.get(one.no), t) for one in self._chosen]

    def _row(self, one: Placed, mark: Mark | None, t: dict[str, str]) -> list[Cell]:
        person = self._people[one.no]
        rows = {row.number: row for row in one.match.rows}
        statuses = [
            t[f"st_{rows[n].status}"] if n in rows else ""
            for n in self._labels
            if self._view.groups[n] != "off"
        ]
        town = (person.record.city or "") if person.record else ""
        return [
            one.place, person.title, one.match.score, t[f"band{one.standing.band}"],
            one.standing.shown, len(one.standing.musts), town, person.language,
            {"short": t["star"], "aside": t["aside_tag"]}.get(mark.state, "") if mark else "",
            mark.note if mark else "", *statuses, *self._made.values(),
        ]  # fmt: skip

    def sheets(self) -> dict[str, tuple[list[str], list[list[Cell]]]]:
        """Return the sheets: people, their rows with quotes, and how the list was made."""
        t, weights = words(self._lang), dict(self._view.case.changes.weights)
        ledger_rows: list[list[Cell]] = []
        for one in self._chosen:
            person = self._people[one.no]
            for row in one.match.rows:
                cells = row_view(row, person, t, self._lang, self._labels, self._view.groups)
                ledger_rows.append([
                    person.title, row.number or "", cells["label"] or t["ctx_row"],
                    t[cells["group"]], cells["word"], row.points, row.most, cells["plain"],
                    cells["meta"],
                ])  # fmt: skip
        asked: list[list[Cell]] = [
            [
                r.number, r.text, t[self._view.groups[r.number]], weights.get(r.number, 1.0),
            ]
            for r in self._view.vacancy.requirements
        ]  # fmt: skip
        how: list[list[Cell]] = [[t["vacancy"], self._view.vacancy.title]]
        how += [[key, value] for key, value in self._made.items()]
        how.append(["", t["no_decision"]])
        return {
            t["list"]: (self.heads, self.rows),
            t["points"]: (
                [t["candidate"], "#", t["asked_found"], t["kind"], "status", t["points"],
                 t["worth"], t["mark_proof"].split(",")[0], "meta"],
                ledger_rows,
            ),
            t["must"]: (["#", t["understood"], t["kind"], t["counts"]], asked),
            t["made"]: (["", ""], how),
        }  # fmt: skip
