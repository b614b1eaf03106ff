"""A ranking -> what the templates show: texts, marks and numbers in the reader's language.

In:  a `View` of the bench, the records of the people who are shown, whether names may be seen
Out: plain dictionaries for Jinja; a person is an opaque number unless names were asked for
Why: templates hold no logic, and what may tell who somebody is goes through one place: `Person`
"""

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import Any

from markupsafe import Markup, escape

from matcher.explanation import (
    Band,
    Blind,
    chance_in_words,
    gap_in_words,
    label,
    look_of,
    name_of,
    note_in_words,
    proves,
    quotes,
    word,
)
from matcher.records import Candidate, Kind, Match, Period, Row, Status
from service.bench import Placed, View
from service.desk import Mark
from service.strip import ICONS, ORDER, Strips
from service.tongue import number, told

PAGE = 15  # people of a page
_TIED = 0.5  # points
_CHIPS = 4
_KINDS = {
    "name": ("naam", "name"),
    "title": ("functietitel", "job title"),
    "email": ("e-mail", "e-mail"),
    "phone": ("telefoon", "phone"),
    "address": ("adres", "address"),
    "birth": ("geboortedatum", "birth date"),
    "gender": ("geslacht", "gender"),
    "nationality": ("nationaliteit", "nationality"),
    "employer": ("werkgever", "employer"),
    "link": ("link", "link"),
}
_HIDDEN = ("verborgen", "hidden")


class Person:
    """How one person may be shown: by number, and by name where that was asked for."""

    def __init__(
        self, no: str, known: tuple[Candidate, str] | None, names: bool, lang: str
    ) -> None:
        self.no, self._lang = no, lang
        self.record: Candidate | None = known[0] if known else None
        self._text = known[1] if known else ""
        self._blind = Blind(self.record, self._text) if self.record and not names else None
        self.name = name_of(self.record) if self.record and names else ""

    @property
    def title(self) -> str:
        """The name, or the number in two halves."""
        word_ = "Kandidaat" if self._lang == "nl" else "Candidate"
        return self.name or f"{word_} {self.no[:4]}-{self.no[4:]}"

    @property
    def language(self) -> str:
        """Language of the CV, for `lang` attributes; empty where unknown."""
        written = self.record.language if self.record else "und"
        return "" if written == "und" else written

    def text(self, start: int, end: int, most: int = 0) -> Markup:
        """Return a stretch of the CV as HTML, covered where it says who somebody is."""
        if self.record is None:
            return Markup("")
        stop = min(end, len(self._text))
        cut = most and stop - start > most
        stop = start + most if cut else stop
        if self._blind is None:
            html = escape(self._text[start:stop])
        else:
            html = Markup("").join(
                Markup('<span class="redact">{}</span>').format(_kind(piece.covers, self._lang))
                if piece.covers
                else escape(piece.text)
                for piece in self._blind.pieces(start, stop)
            )
        return html + "…" if cut else html

    def plain(self, start: int, end: int) -> str:
        """Return a stretch of the CV as text, for tables that are taken away."""
        if self.record is None:
            return ""
        if self._blind is None:
            return " ".join(self._text[start:end].split())
        pieces = (
            f"[{_kind(p.covers, self._lang)}]" if p.covers else p.text
            for p in self._blind.pieces(start, end)
        )
        return " ".join("".join(pieces).split())

    def facts(self, as_of: int, texts: Mapping[str, str]) -> list[str]:
        """Return town, years of work and language of the CV, where they are known."""
        if self.record is None:
            return []
        roles = self.record.profile.roles
        found = [self.record.city or ""]
        if roles:
            found.append(f"{round(_months(roles, as_of) / 12)} {texts['years']}")
            if any(role.end is None for role in roles):
                found.append(texts["works"])
        if self.language:
            found.append(f"{texts['cv']} {self.language.upper()}")
        return [fact for fact in found if fact]

    def paper(self, rows: Sequence[Row], numbers: Mapping[int, str]) -> Markup:
        """Return the whole CV line by line, with the lines that rows rest on marked."""
        marks: dict[tuple[int, int], list[tuple[int, bool]]] = {}
        for row in rows:
            if row.evidence and row.number is not None and quotes(row):
                place = (row.evidence.start, row.evidence.end)
                marks.setdefault(place, []).append((row.number, proves(row)))
        cuts = sorted({cut for place in marks for cut in place})
        html, start = [], 0
        for whole in self._text.splitlines(keepends=True):
            line = whole.rstrip()
            end = start + len(line)
            if line.strip():
                inner = [start, *(c for c in cuts if start < c < end), end]
                parts = [self._part(a, b, marks, numbers) for a, b in pairwise(inner)]
                html.append(Markup("<p>{}</p>").format(Markup("").join(parts)))
            start += len(whole)
        return Markup("\n").join(html)

    def _part(
        self,
        start: int,
        end: int,
        marks: Mapping[tuple[int, int], list[tuple[int, bool]]],
        numbers: Mapping[int, str],
    ) -> Markup:
        inside = [place for place in marks if place[0] <= start and end <= place[1]]
        text = self.text(start, end)
        if not inside or not self._text[start:end].strip():
            return text
        proof = any(shown for place in inside for _, shown in marks[place])
        first = next((place for place in inside if place[0] == start), None)
        key = Markup(' id="q{}"').format(start) if first else Markup("")
        near = Markup("") if proof else Markup(' class="near"')
        keys = " ".join(f"q{place[0]}" for place in inside)
        html = Markup('<mark{}{} data-key="{}">{}</mark>').format(key, near, keys, text)
        ending = [p for p in inside if not self._text[end : p[1]].strip()]
        refs = [
            Markup('<a{} href="#r{}" title="{}">{}</a>').format(
                Markup("") if shown else Markup(' class="near"'), n, numbers.get(n, ""), n
            )
            for place in ending
            for n, shown in sorted(marks[place])
        ]
        joined = Markup("").join(refs)
        return html + (Markup('<span class="refs">{}</span>').format(joined) if refs else "")


def requirement_rows(
    view: View, texts: Mapping[str, str], lang: str, name: Callable[[str, str], str]
) -> dict[str, list[dict[str, Any]]]:
    """Return the requirements by group, as the list on the left shows them."""
    changes = view.case.changes
    kinds, weights = dict(changes.kinds), dict(changes.weights)
    original = len(view.case.vacancy.requirements)
    own = {r.number: str(r.importance) for r in view.case.vacancy.requirements}
    worth = {row.number: row.most for row in view.people[0].match.rows} if view.people else {}
    groups: dict[str, list[dict[str, Any]]] = {g: [] for g in (*ORDER[:-1], "off")}
    for r in view.vacancy.requirements:
        group = view.groups[r.number]
        factor = weights.get(r.number, 1.0)
        added = r.number > original
        choices = ["must", "nice", "off"]
        if own.get(r.number) == "task":
            choices.insert(2, "task")
        groups[group].append(
            {
                "number": r.number,
                "label": label(r, lambda c: name(c, lang), lang),
                "text": r.text,
                "group": group,
                "kind": "off" if group == "off" else str(r.importance),
                "choices": choices,
                "factor": factor,
                "factor_words": _factor(factor, lang) if factor != 1 else "",
                "changed": added or r.number in kinds or factor != 1,
                "added": added,
                "line": view.vacancy.text.count("\n", 0, r.start) + 1,
                "skills": [" / ".join(name(c, lang) for c in g) for g in r.concepts],
                "level": r.level or "",
                "years": number(r.years, lang, 0) if r.years else "",
                "shown": view.shown[r.number],
                "worth": number(worth.get(r.number, 0.0), lang, 1),
            }
        )
    return groups


def people_rows(
    view: View,
    shown: Sequence[Placed],
    people: Mapping[str, Person],
    marks: Mapping[str, Mark],
    texts: Mapping[str, str],
    lang: str,
    labels: Mapping[int, str],
    strips: Strips,
) -> list[dict[str, Any]]:
    """Return one dictionary a person, as the list shows them."""
    found = []
    plain_facts = {
        r.number for r in view.vacancy.requirements if r.kind in (Kind.LANGUAGE, Kind.EDUCATION)
    }  # true of many, so that they tell nobody apart
    for one in shown:
        person, at = people[one.no], one.standing
        rows = [row_view(row, person, texts, lang, labels, view.groups) for row in at.musts]
        lacking = [r for r in rows if r["look"] in ("missing", "unclear")]
        lacking.sort(key=lambda r: r["look"])
        partly = [r for r in rows if r["look"] == "partly"]
        good = sorted(
            (r for r in rows if r["look"] == "met" and r["number"] not in plain_facts),
            key=lambda r: -r["ratio"],
        )
        chips = lacking[:_CHIPS]
        chips += good[: max(0, 3 - len(chips))]
        strong = next((r for r in good if r["quote"]), None)
        wants = [
            labels[row.number]
            for row in one.match.rows
            if row.number is not None
            and view.groups.get(row.number) == "nice"
            and look_of(row) == "met"
        ]
        mark = marks.get(one.no)
        found.append(
            {
                "no": one.no,
                "title": person.title,
                "place": one.place,
                "band": str(at.band),
                "score": number(one.match.score, lang, 0),
                "firm": one.firm if one.firm[0] != one.firm[1] else None,
                "tied": tied(view, one),
                "facts": person.facts(view.ranking.as_of, texts),
                "strip": strips.of(one.match.rows, one.match.score),
                "shown": at.shown,
                "asked": len(at.musts),
                "partly": len(partly),
                "likely": sum(r["look"] == "likely" for r in rows),
                "chips": chips,
                "rest": len(rows) - len(chips),
                "wants": wants[:2],
                "quote": strong["quote"] if strong else "",
                "language": person.language,
                "hidden": "hidden text" in one.match.flags,
                "flags": [flag for flag in one.match.flags if flag != "hidden text"],
                "state": mark.state if mark else "",
                "note": mark.note if mark else "",
            }
        )
    return found


def tied(view: View, one: Placed) -> bool:
    """Return whether the person before or after in the band has nearly the same score."""
    beside = (
        view.people[p - 1] for p in (one.place - 1, one.place + 1) if 0 < p <= len(view.people)
    )
    return any(
        other.standing.band is one.standing.band
        and other.standing.band is not Band.LACKS
        and abs(other.match.score - one.match.score) < _TIED
        for other in beside
    )


def row_view(
    row: Row,
    person: Person,
    texts: Mapping[str, str],
    lang: str,
    labels: Mapping[int, str],
    groups: Mapping[int, str],
    most: int = 118,
) -> dict[str, Any]:
    """Return one row of a ledger."""
    look = look_of(row)
    group = "context" if row.number is None else groups.get(row.number, str(row.importance))
    evidence, proof = row.evidence, proves(row)
    quoted = evidence is not None and group not in ("ask", "context") and quotes(row)
    meta = []
    if quoted and evidence:
        meta.append(word(str(evidence.rung), lang))
        if evidence.page:
            meta.append(f"{texts['page']} {evidence.page}")
    if row.note and group != "ask":
        meta.append(told(note_in_words(row.note, lang), lang))
    if row.chance is not None and group != "ask":
        meta.append(f"{texts['chance']} {chance_in_words(row.chance)}")
    gap = None
    if row.gap and group not in ("ask", "context"):
        gap = {
            "words": gap_in_words(row.gap, lang, status=row.status, quote=False),
            "quote": ""
            if not row.gap.trainable or (quoted and evidence and evidence.start == row.gap.start)
            else person.text(row.gap.start, row.gap.end, most),
        }
    return {
        "number": row.number,
        "group": group,
        "label": labels.get(row.number, "") if row.number else "",
        "look": look,
        "icon": ICONS[look],
        "word": texts.get(f"st_{look}", ""),
        "points": row.points,
        "most": row.most,
        "ratio": row.points / row.most if row.most else 0.0,
        "proof": proof,
        "quote": person.text(evidence.start, evidence.end, most) if quoted and evidence else "",
        "plain": person.plain(evidence.start, evidence.end) if quoted and evidence else "",
        "key": f"q{evidence.start}" if quoted and evidence else "",
        "perhaps": row.status is Status.UNCLEAR or row.status is Status.MISSING,
        "meta": " · ".join(meta),
        "gap": gap,
    }


def ledger(
    match: Match,
    person: Person,
    texts: Mapping[str, str],
    lang: str,
    labels: Mapping[int, str],
    groups: Mapping[int, str],
) -> list[dict[str, Any]]:
    """Return the groups of a ledger with their rows; each row carries the total so far."""
    rows = [row_view(row, person, texts, lang, labels, groups) for row in match.rows]
    found, total = [], 0.0
    for group in ORDER:
        own = [r for r in rows if r["group"] == group]
        for row in own:
            total += row["points"]
            row["total"] = round(total, 2)
        if own:
            found.append({
                "group": group,
                "rows": own,
                "points": sum(r["points"] for r in own),
                "most": sum(r["most"] for r in own),
            })  # fmt: skip
    return found


def labels_of(view: View, lang: str, name: Callable[[str, str], str]) -> dict[int, str]:
    """Return requirement's number -> label."""
    return {
        r.number: label(r, lambda concept: name(concept, lang), lang)
        for r in view.vacancy.requirements
    }


def _kind(kind: str, lang: str) -> str:
    return _KINDS.get(kind, _HIDDEN)[lang != "nl"]


def _factor(factor: float, lang: str) -> str:
    return "½×" if factor == 0.5 else f"{told(f'{factor:g}', lang)}×"


def _months(roles: Sequence[Period], as_of: int) -> int:
    months: set[int] = set()
    for role in roles:
        months.update(range(role.start, min(as_of, role.end or as_of)))
    return len(months)
