"""The workbench's memory: a vacancy and its changes in, one ranking out, made once.

In:  a matcher, a desk, the code of a vacancy
Out: `Bench.view`: the vacancy as changed, its ranking in bands, who is behind a number
Why: opening a person, comparing and exporting look at one and the same ranking; ranking again for
     each of them would cost as much as the first time and could show another moment. Rankings are
     kept by vacancy, changes and moment of the base, so that a new moment makes a new one, and
     whoever was erased is in none
"""

import threading
from collections import OrderedDict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from matcher.errors import InvalidInput, NotFound
from matcher.explanation import (
    Band,
    Opening,
    Standing,
    asked_in_person,
    in_bands,
    openings,
    places,
)
from matcher.pipeline import Edits, Matcher, Ranking
from matcher.records import Candidate, Importance, Kind, Match, Requirement, Status, Vacancy
from service.audit import Line as AuditLine
from service.desk import Case, Changes, Desk, plain
from service.line import Line
from service.replay import write_run

GAPS = 10  # people whose gaps are looked into with the ranking; of others when they are opened
_KEPT = 24  # rankings
_SHOWN = (Status.MET, Status.PARTLY)


@dataclass(frozen=True, slots=True)
class Placed:
    """One person in a ranking."""

    no: str
    place: int  # from 1, in the order of the bands
    match: Match
    standing: Standing
    firm: tuple[int, int]  # lowest and highest place when weights move


class View:
    """One ranking of one vacancy, and what the pages ask of it."""

    def __init__(self, case: Case, vacancy: Vacancy, ranking: Ranking, desk: Desk) -> None:
        self.run: AuditLine | None = None  # its line in the audit, once it is shown
        self.case = case
        self.vacancy = vacancy
        self.ranking = ranking
        self.whole = {match.candidate: match for match in ranking.matches}  # with gaps
        self.in_person = asked_in_person(vacancy.requirements)
        placed = in_bands(ranking.ranked, vacancy.requirements)
        self.openings: list[Opening] = openings(placed)
        firm: list[tuple[int, int]] = []
        for band in Band:
            before = len(firm)
            own = [match for match, at in placed if at.band is band]
            firm += [(low + before, high + before) for low, high in places(own)]
        self.people = [
            Placed(desk.number(match.candidate), place, match, at, firm[place - 1])
            for place, (match, at) in enumerate(placed, start=1)
        ]
        self.by_no: Mapping[str, Placed] = {one.no: one for one in self.people}

    def band(self, band: Band) -> list[Placed]:
        """Return the people of a band, in order."""
        return [one for one in self.people if one.standing.band is band]

    def group(self, requirement: Requirement) -> str:
        """Return the group in which a requirement is shown."""
        return group_of(requirement, self.in_person)

    @cached_property
    def groups(self) -> Mapping[int, str]:
        """Requirement's number -> group."""
        return {r.number: self.group(r) for r in self.vacancy.requirements}

    @cached_property
    def shown(self) -> Mapping[int, int]:
        """Requirement's number -> how many people show it, whole or in part."""
        found = dict.fromkeys(self.groups, 0)
        for one in self.people:
            for row in one.match.rows:
                if row.number is not None and row.status in _SHOWN:
                    found[row.number] += 1
        return found

    @property
    def line(self) -> AuditLine:
        """Its line in the audit; every view that is shown has one."""
        if self.run is None:
            raise RuntimeError("a ranking was shown that was not written down")
        return self.run

    @property
    def nobody(self) -> bool:
        """Whether nobody stands in the first two bands."""
        return not self.people or self.people[0].standing.band is Band.LACKS


def group_of(requirement: Requirement, in_person: Collection[int]) -> str:
    """Return the group of a requirement, where those of `in_person` are asked in person."""
    if requirement.importance is Importance.OFF or requirement.weight == 0:
        return "off"
    if requirement.importance is Importance.MUST and requirement.number in in_person:
        return "ask"
    return str(requirement.importance)


class Bench:
    """Rankings of the desk's vacancies, each made once; threads may share it."""

    def __init__(self, matcher: Matcher, desk: Desk, line: Line) -> None:
        self.matcher, self.desk = matcher, desk
        self._line = line
        self._lock = threading.Lock()
        self._kept: OrderedDict[object, View] = OrderedDict()
        self._ids: dict[str, str] = {}
        self._ids_of = -1

    def case(self, code: str) -> Case:
        """Return a vacancy on the desk; NotFound where there is none."""
        case = self.desk.case(code)
        if case is None:
            raise NotFound("there is no such vacancy; it was taken away, or the link is wrong")
        return case

    def view(self, case: Case) -> View:
        """Return the ranking of a vacancy with its changes, of the base as it is now.

        Raises
        ------
        InvalidInput : a filter cannot be read, or the base is empty
        HTTPException : 503, too many rank at this moment
        """
        view = self.ranked(case)
        with self._lock:
            if view.run is None:  # before anybody sees it
                view.run = write_run(
                    self.matcher, self.desk, view.ranking, [one.match for one in view.people],
                    code=case.code, changes=plain(case.changes), where=case.changes.where,
                    top=GAPS, bands=True,
                )  # fmt: skip
        return view

    def ranked(self, case: Case) -> View:
        """Return what `view` does, to be counted and not shown: it has no line in the audit yet."""
        self.people()  # whoever left the base leaves the desk
        key = (case.code, case.changes, self.matcher.seq(), self.matcher.calibration())
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        with self._line.turn():
            vacancy = self.changed(case)
            ranking = self.matcher.match(vacancy, top=GAPS, where=case.changes.where)
        made = View(case, vacancy, ranking, self.desk)
        with self._lock:
            self._kept[key] = made
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return made

    def new_in(self, view: View, since: int) -> frozenset[str]:
        """Return the numbers of those in a ranking who came or changed after a change."""
        newer = {self.desk.number(id_) for id_ in self.matcher.changed(since)}
        return frozenset(newer & view.by_no.keys())

    def changed(self, case: Case) -> Vacancy:
        """Return a vacancy as it was changed: numbers stay what they were when it was added."""
        vacancy, changes = case.vacancy, case.changes
        searcher = self.matcher.searcher()
        for kind, text in changes.added:
            wish = Edits(must=(text,)) if kind == "must" else Edits(nice=(text,))
            vacancy = searcher.understand(vacancy, wish)
        edits = Edits(
            must=tuple(str(number) for number, kind in changes.kinds if kind == "must"),
            nice=tuple(str(number) for number, kind in changes.kinds if kind == "nice"),
            off=tuple(number for number, kind in changes.kinds if kind == "off"),
            weight=dict(changes.weights),
        )
        return searcher.understand(vacancy, edits)

    def people(self) -> Mapping[str, str]:
        """Return opaque number -> id of everybody in the base; the desk forgets all others."""
        seq = self.matcher.seq()
        with self._lock:
            if seq != self._ids_of:
                self._ids = {self.desk.number(id_): id_ for id_ in self.matcher.ids()}
                self.desk.keep_only(self._ids.keys())
                self._kept.clear()
                self._ids_of = seq
            return self._ids

    def records(self, ids: Iterable[str]) -> dict[str, tuple[Candidate, str]]:
        """Return the records and texts of people by id; who is gone is left out."""
        here = self.people()
        asked = [id_ for id_ in ids if self.desk.number(id_) in here]
        try:
            return {c.id: (c, text) for c, text in self.matcher.candidates(asked)} if asked else {}
        except NotFound:  # somebody left in between
            return {}

    def placed(self, view: View, no: str) -> Placed:
        """Return somebody of a ranking; NotFound for a number that is in it no more."""
        if no not in view.by_no:
            if no in self.people():
                raise NotFound(
                    "this person is not on the list of this vacancy; a filter leaves them out"
                )
            raise NotFound("this person is not in the base any more; there is nothing to show")
        one = view.by_no[no]
        candidate = one.match.candidate
        if candidate not in view.whole:
            with self._line.turn():
                view.whole[candidate] = self.matcher.explain(view.vacancy, candidate)
        return replace(one, match=replace(one.match, rows=view.whole[candidate].rows))


def with_kind(case: Case, number: int, kind: str) -> Changes:
    """Return the changes with another importance of a requirement; its own one takes it back."""
    kinds = {n: k for n, k in case.changes.kinds if n != number}
    own = {r.number: str(r.importance) for r in case.vacancy.requirements}
    for place, (added, _) in enumerate(case.changes.added, start=len(own) + 1):
        own[place] = added
    _check(own, number)
    if own[number] != kind:
        kinds[number] = kind
    return replace(case.changes, kinds=tuple(sorted(kinds.items())))


def with_weight(case: Case, number: int, factor: float) -> Changes:
    """Return the changes with another weight of a requirement; 1 takes it back."""
    known = [r.number for r in case.vacancy.requirements]
    known += range(len(known) + 1, len(known) + len(case.changes.added) + 1)
    _check(known, number)
    weights = {n: f for n, f in case.changes.weights if n != number}
    if factor != 1:
        weights[number] = factor
    return replace(case.changes, weights=tuple(sorted(weights.items())))


PRESETS = ("balanced", "skills", "practice")
_TWICE = 2.0


def with_preset(case: Case, vacancy: Vacancy, preset: str) -> Changes:
    """Return the changes with the weights of a preset in place of all others.

    "skills" counts skills and tools twice, "practice" experience and tasks; "balanced" is the
    vacancy's own.
    """
    if preset not in PRESETS:
        raise InvalidInput(f"a preset is one of {', '.join(PRESETS)}; not {preset!r}")
    weights = tuple((r.number, _TWICE) for r in vacancy.requirements if _is_twice(preset, r))
    return replace(case.changes, weights=weights)


def _is_twice(preset: str, requirement: Requirement) -> bool:
    if preset == "skills":
        return requirement.kind in (Kind.HARD, Kind.TOOL)
    work = requirement.kind is Kind.EXPERIENCE or requirement.importance is Importance.TASK
    return preset == "practice" and work


def _check(known: Iterable[int], number: int) -> None:
    if number not in known:
        raise InvalidInput(f"the vacancy has no requirement {number}")
