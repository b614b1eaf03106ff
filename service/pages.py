"""The recruiter's page: routes that read a form, ask the bench once and show a template.

In:  requests of a browser on this machine
Out: pages; what changes something answers with "look there" (303), so that everything works without
     scripts, and back, reload and links do what they say
"""

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Depends, File, Form, HTTPException, Query, UploadFile
from starlette.requests import Request
from starlette.responses import Response

from matcher.errors import InvalidInput
from matcher.explanation import Band, word
from matcher.pipeline import SearchOptions
from matcher.records import Kind, Rung
from service.bench import PRESETS, Bench, View, with_kind, with_preset, with_weight
from service.desk import Case, Changes
from service.filters import FACTORS, LANGUAGE_CHOICES, LEVELS, SCHOOLS, Filter, clauses
from service.names import Names
from service.origin import check_own
from service.render import local, page, see_other, static
from service.saved_pages import saved_searches
from service.strip import Strips
from service.tongue import language_of, words
from service.uploads import named, on_disk
from service.views import PAGE, Person, labels_of, people_rows, requirement_rows

_MOST_CHARS = 400_000
Text = Annotated[str, Form(max_length=_MOST_CHARS)]
Short = Annotated[str, Form(max_length=1_000)]


def start_pages(bench: Bench, names: Names) -> APIRouter:
    """Return the routes of start, workbench and what explains them."""
    routes = APIRouter(include_in_schema=False)
    own = [Depends(check_own)]
    desk, matcher = bench.desk, bench.matcher

    @routes.get("/")
    def start(request: Request) -> Response:
        people = bench.people()  # whoever left the base leaves the desk
        cases = [
            (case, sum(m.state == "short" for m in desk.marks(case.code).values()))
            for case in desk.recent()
        ]
        return page(
            request,
            "start.html",
            nav="start",
            cases=cases,
            people=len(people),
            kept=desk.kept,
            saved=saved_searches(bench),
        )

    @routes.get("/how")
    def how(request: Request) -> Response:
        weights, lang = matcher.weights, language_of(request)
        rungs = [
            (word(str(rung), lang), weights.worth(rung) * weights.credit(Kind.HARD, rung))
            for rung in Rung
        ]
        return page(
            request,
            f"how-{lang}.html",
            nav="how",
            rungs=rungs,
            context=round(100 * weights.context),
        )

    @routes.get("/static/{name}")
    def file(name: str) -> Response:
        found = static(name)
        if found is None:
            raise HTTPException(404, "there is no such file")
        return found

    @routes.post("/vacancies", dependencies=own)
    def add_vacancy(
        request: Request,
        text: Text = "",
        file: Annotated[UploadFile | str | None, File()] = None,
    ) -> Response:
        if file is not None and not isinstance(file, str) and file.filename:
            with on_disk(file) as path:
                vacancy = named(matcher.understand(path), file)
        elif text.strip():
            vacancy = matcher.understand(text)
        else:
            raise InvalidInput(words(language_of(request))["err_no_text"])
        return see_other(f"/vacancies/{desk.put(vacancy)}")

    @routes.get("/vacancies/{code}")
    def workbench(
        request: Request, code: str, page_: Annotated[int, Query(alias="page", ge=1)] = 1
    ) -> Response:
        case = bench.case(code)
        desk.seen(code)
        values = _workbench(
            bench, bench.view(case), language_of(request), page_, names.on(request, code)
        )
        return page(request, "workbench.html", nav="vac", **values)

    @routes.get("/vacancies/{code}/text")
    def vacancy_text(request: Request, code: str) -> Response:
        return page(request, "text.html", nav="vac", case=bench.case(code))

    @routes.post("/vacancies/{code}/requirements", dependencies=own)
    def add_requirement(code: str, text: Short, kind: Short = "must", to: Short = "") -> Response:
        case = bench.case(code)
        if not text.strip() or kind not in ("must", "nice"):
            raise InvalidInput("write what is asked in a few words, and choose must or nice")
        changes = case.changes
        added = (*changes.added, (kind, " ".join(text.split())))
        return _changed(case, to, Changes(added, changes.kinds, changes.weights, changes.where))

    @routes.post("/vacancies/{code}/requirements/{number}", dependencies=own)
    def change_requirement(
        code: str, number: int, kind: Short = "", weight: Short = "", to: Short = ""
    ) -> Response:
        case = bench.case(code)
        if kind:
            own_kind = {str(r.importance) for r in case.vacancy.requirements if r.number == number}
            if kind not in ("must", "nice", "off", *own_kind):
                raise InvalidInput("a requirement can be must, nice or off")
            return _changed(case, to, with_kind(case, number, kind))
        if weight not in FACTORS:
            raise InvalidInput(f"a requirement can count {', '.join(FACTORS)} times")
        return _changed(case, to, with_weight(case, number, float(weight)))

    @routes.post("/vacancies/{code}/filters", dependencies=own)
    def add_filter(code: str, asked: Annotated[Filter, Form()]) -> Response:
        case = bench.case(code)
        before = case.changes
        where = [*before.where, *clauses(asked)]
        if asked.drop is not None:
            where = [one for one in where if one != asked.drop]
        SearchOptions.of(where=where)  # refused before it is kept
        once = tuple(dict.fromkeys(where))
        return _changed(case, "", Changes(before.added, before.kinds, before.weights, once))

    @routes.post("/vacancies/{code}/preset", dependencies=own)
    def use_preset(code: str, preset: Short, to: Short = "") -> Response:
        case = bench.case(code)
        return _changed(case, to, with_preset(case, bench.changed(case), preset))

    @routes.post("/vacancies/{code}/undo", dependencies=own)
    def undo(code: str, to: Short = "") -> Response:
        bench.case(code)
        desk.undo(code)
        return see_other(local(to, f"/vacancies/{code}"))

    @routes.post("/vacancies/{code}/reset", dependencies=own)
    def reset(code: str) -> Response:
        return _changed(bench.case(code), "", Changes())

    @routes.post("/vacancies/{code}/names", dependencies=own)
    def show_names(request: Request, code: str, show: Short = "1", to: Short = "") -> Response:
        bench.case(code)
        answer = see_other(local(to, f"/vacancies/{code}"))
        names.turn(request, answer, code, on=show == "1")
        desk.note(code, "names" if show == "1" else "hide")
        return answer

    @routes.post("/vacancies/{code}/drop", dependencies=own)
    def drop(code: str) -> Response:
        bench.case(code)
        desk.drop(code)
        return see_other("/")

    def _changed(case: Case, to: str, changes: Changes) -> Response:
        desk.change(case.code, changes)
        return see_other(local(to, f"/vacancies/{case.code}"))

    return routes


def persons(bench: Bench, nos: list[str], names: bool, lang: str) -> dict[str, Person]:
    """Return how these people may be shown, by number."""
    ids = bench.people()
    records = bench.records(ids[no] for no in nos if no in ids)
    return {no: Person(no, records.get(ids.get(no, "")), names, lang) for no in nos}


def strips_of(view: View, lang: str) -> Strips:
    """Return the strips of a ranking; without people there are no cells."""
    rows = view.people[0].match.rows if view.people else ()
    return Strips(rows, view.groups, words(lang), lang)


def skill_names(bench: Bench) -> Callable[[str, str], str]:
    """Return what says how a skill is called; one that the vocabulary lost is called by its id."""

    def name(concept: str, lang: str) -> str:
        try:
            return bench.matcher.skill_name(concept, lang)
        except KeyError:
            return concept

    return name


def _workbench(bench: Bench, view: View, lang: str, page_: int, names: bool) -> dict[str, Any]:
    texts, name = words(lang), skill_names(bench)
    labels = labels_of(view, lang, name)
    strips = strips_of(view, lang)
    marks = bench.desk.marks(view.case.code)
    last = max(1, -(-len(view.people) // PAGE))
    page_ = min(page_, last)
    shown = view.people[(page_ - 1) * PAGE : page_ * PAGE]
    people = persons(bench, [one.no for one in shown], names, lang)
    rows = people_rows(view, shown, people, marks, texts, lang, labels, strips)
    entering = persons(
        bench, [n for o in view.openings[:3] for n in _nos(bench, o.gained[:3])], names, lang
    )
    advice = [
        {
            "number": o.number,
            "label": labels[o.number],
            "gained": len(o.gained),
            "people": [entering[no] for no in _nos(bench, o.gained[:3])],
        }
        for o in view.openings[:3]
        if o.gained and (o.shown or not view.nobody)  # what nobody shows is no wish
    ]
    scarce = sorted(view.openings, key=lambda o: (o.shown, o.number))[:7]
    saved = bench.desk.saved().get(view.case.code)
    new = bench.new_in(view, saved.since) if saved else frozenset()
    for row in rows:
        row["new"] = row["no"] in new
    return {
        "saved": saved,
        "new": [one for one in view.people if one.no in new],
        "seq": view.ranking.seq,
        "case": view.case,
        "run": view.line.n,
        "v": view.vacancy,
        "groups": requirement_rows(view, texts, lang, name),
        "people": rows,
        "bands": {str(band): len(view.band(band)) for band in Band},
        "pool": view.ranking.pool,
        "undecided": view.ranking.undecided,
        "strips": strips,
        "advice": advice,
        "scarce": [(labels[o.number], o.shown) for o in scarce],
        "nobody": view.nobody and bool(view.people),
        "page": page_,
        "pages": last,
        "names": names,
        "preset": next(
            (p for p in PRESETS if with_preset(view.case, view.vacancy, p) == view.case.changes), ""
        ),
        "presets": PRESETS,
        "factors": FACTORS,
        "languages": [(value, pair[lang != "nl"]) for value, pair in LANGUAGE_CHOICES.items()],
        "levels": LEVELS,
        "schools": SCHOOLS,
        "short": sum(mark.state == "short" for mark in marks.values()),
    }


def _nos(bench: Bench, ids: tuple[str, ...]) -> list[str]:
    return [bench.desk.number(id_) for id_ in ids]
