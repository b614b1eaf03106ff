"""The audit: what was ranked, shown, decided and taken away; each line bound to the one before.

In:  a line to add: its kind, its vacancy, what it was made with, and the people whom it is about
Out: its number; later, whether the lines are still those that were written, and which is the first
     that is not
Why: who may contest a ranking must be able to trust its record (AI Act, articles 12 and 19). A line
     holds the hash of the line before it, so that one that is changed, taken out or moved is found.
     Of people a line holds only a hash of their part under a salt of its own: the part and the salt
     stand beside it. Whoever is erased loses both, and what is left tells nothing of anybody, yet
     the chain still holds; a line of the kind "erasure" says which parts went, so that a part which
     was taken out by hand is found as well
"""

import hashlib
import json
import secrets
import sqlite3
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

SCHEMA = """
create table if not exists audit (
    n integer primary key, at real not null, kind text not null, vacancy text not null,
    body text not null, parts text not null, link text not null);
create table if not exists audit_parts (
    n integer not null, place integer not null, no text not null, salt blob not null,
    part text not null, primary key (n, place));
create index if not exists audit_parts_of on audit_parts (no);
create index if not exists audit_of on audit (vacancy, n);
create table if not exists audit_vacancies (digest text primary key, vacancy text not null);
"""
_START = "0" * 64
_SALT_BYTES = 16
_COLUMNS = "n, at, kind, vacancy, body, parts, link"
Part = tuple[str, Any]  # opaque number, and what is said of this person


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the audit."""

    n: int  # from 1; the run's number, where a ranking was made
    at: float  # seconds since 1970
    kind: str
    vacancy: str  # code of the vacancy on the desk; empty for a program's request
    body: dict[str, Any]
    people: int  # whom it is about, erased ones too
    link: str


@dataclass(frozen=True, slots=True)
class Checked:
    """What a look at the whole chain found."""

    lines: int
    erased: int  # parts of people who were erased
    link: str  # of the last line: whoever wrote it down earlier can tell whether lines are lacking
    bad: int | None = None  # number of the first line that is not as it was written
    why: str = ""


Held = Callable[[], AbstractContextManager[sqlite3.Connection]]


class Audit:
    """The audit of one desk.

    Parameters
    ----------
    held : holds the desk's file for one change, whole or not at all
    """

    def __init__(self, held: Held) -> None:
        self._held = held

    def write(
        self, kind: str, vacancy: str = "", body: dict[str, Any] | None = None,
        people: Sequence[Part] = (),
    ) -> Line:  # fmt: skip
        """Add a line and return it."""
        with self._held() as base:
            _alone(base)
            return _write(base, kind, vacancy, body or {}, people)

    def keep_vacancy(self, text: str) -> str:
        """Keep a vacancy as it was understood, once; return its digest."""
        digest = hashlib.sha256(text.encode()).hexdigest()
        with self._held() as base:
            base.execute("insert or ignore into audit_vacancies values (?, ?)", (digest, text))
        return digest

    def vacancy(self, digest: str) -> str | None:
        """Return a vacancy that was ranked for; None where it is not kept or is another one."""
        with self._held() as base:
            asked = "select vacancy from audit_vacancies where digest = ?"
            row = base.execute(asked, (digest,)).fetchone()
        same = row is not None and hashlib.sha256(row[0].encode()).hexdigest() == digest
        return str(row[0]) if same else None

    def line(self, n: int) -> Line | None:
        """Return the line of that number; None where there is none."""
        with self._held() as base:
            row = base.execute(f"select {_COLUMNS} from audit where n = ?", (n,)).fetchone()
        return _line(row) if row else None

    def lines(
        self, vacancy: str | None = None, kinds: Sequence[str] = (), most: int = 200
    ) -> list[Line]:
        """Return the last lines, newest first: of a vacancy, and of these kinds, where named."""
        tests = ["vacancy = ?"] * (vacancy is not None)
        tests += [f"kind in ({', '.join('?' * len(kinds))})"] * bool(kinds)
        where = f"where {' and '.join(tests)}" if tests else ""
        asked = f"select {_COLUMNS} from audit {where} order by n desc limit ?"
        values = [*([] if vacancy is None else [vacancy]), *kinds, most]
        with self._held() as base:
            return [_line(row) for row in base.execute(asked, values)]

    def parts(self, n: int) -> dict[int, Part]:
        """Return what a line says of people, by place from 0, without those who were erased."""
        asked = "select place, no, part from audit_parts where n = ? order by place"
        with self._held() as base:
            rows = base.execute(asked, (n,)).fetchall()
        return {place: (no, json.loads(part)) for place, no, part in rows}

    def verify(self) -> Checked:
        """Read the whole chain and every part; say which line first is not as it was."""
        with self._held() as base:
            return _verified(base)


def numbers(base: sqlite3.Connection) -> set[str]:
    """Return the opaque numbers of everybody of whom something is said."""
    return {row[0] for row in base.execute("select distinct no from audit_parts")}


def erase(base: sqlite3.Connection, gone: Iterable[str]) -> None:
    """Take out what is said of people, and write down which parts went, not whose."""
    wanted = list(gone)
    places: list[tuple[int, int]] = []
    for no in wanted:
        places += base.execute("select n, place from audit_parts where no = ?", (no,)).fetchall()
    if not places:
        return
    _alone(base)
    base.executemany("delete from audit_parts where no = ?", [(no,) for no in wanted])
    _write(base, "erasure", "", {"parts": sorted(places)}, ())


# --- within ---------------------------------------------------------------------------------------
def _alone(base: sqlite3.Connection) -> None:
    """Keep other programs out from here on: the next line is bound to the last one."""
    if not base.in_transaction:
        base.execute("begin immediate")


def _write(
    base: sqlite3.Connection, kind: str, vacancy: str, body: dict[str, Any], people: Sequence[Part]
) -> Line:
    last = base.execute("select n, link from audit order by n desc limit 1").fetchone()
    n, before = (last[0] + 1, last[1]) if last else (1, _START)
    rows, hashes = [], []
    for place, (no, said) in enumerate(people):
        salt, part = secrets.token_bytes(_SALT_BYTES), _json(said)
        rows.append((n, place, no, salt, part))
        hashes.append(_hash_of(no, salt, part))
    cells = (n, time.time(), kind, vacancy, _json(body), " ".join(hashes))
    link = _link(before, cells)
    base.execute("insert into audit values (?, ?, ?, ?, ?, ?, ?)", (*cells, link))
    base.executemany("insert into audit_parts values (?, ?, ?, ?, ?)", rows)
    base.execute("insert or replace into meta values ('audit', ?)", (link.encode(),))
    return _line((*cells, link))


def _verified(base: sqlite3.Connection) -> Checked:
    parts, erased = _hashed_parts(base), _erased(base)
    count, before = 0, _START

    def bad(n: int, why: str) -> Checked:
        return Checked(count, len(erased), before, n, why)

    for row in base.execute(f"select {_COLUMNS} from audit order by n"):
        cells, link = row[:-1], row[-1]
        if row[0] != count + 1:
            return bad(count + 1, "it is not there")
        if link != _link(before, cells):
            return bad(row[0], "it was changed, or another line stands in its place")
        for place, hash_ in enumerate(row[5].split()):
            found = parts.pop((row[0], place), None)
            if found is None and (row[0], place) not in erased:
                return bad(row[0], f"its person at place {place + 1} is gone without an erasure")
            if found not in (None, hash_):
                return bad(row[0], f"what it says of the person at place {place + 1} was changed")
        count, before = row[0], link
    head = base.execute("select value from meta where key = 'audit'").fetchone()
    if (bytes(head[0]).decode() if head else _START) != before:
        return bad(count + 1, "lines at the end are not there")
    if parts:
        return bad(min(parts)[0], "somebody was added to it")
    return Checked(count, len(erased), before)


def _erased(base: sqlite3.Connection) -> set[tuple[int, int]]:
    rows = base.execute("select body from audit where kind = 'erasure'")
    return {(n, place) for (body,) in rows for n, place in json.loads(body)["parts"]}


def _hashed_parts(base: sqlite3.Connection) -> dict[tuple[int, int], str]:
    rows = base.execute("select n, place, no, salt, part from audit_parts")
    return {(n, place): _hash_of(no, salt, part) for n, place, no, salt, part in rows}


def _hash_of(no: str, salt: bytes, part: str) -> str:
    return hashlib.sha256(b"\0".join((bytes(salt), no.encode(), part.encode()))).hexdigest()


def _link(before: str, cells: Sequence[Any]) -> str:
    return hashlib.sha256(_json([before, *cells]).encode()).hexdigest()


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=True, sort_keys=True, separators=(",", ":"))


def _line(row: Sequence[Any]) -> Line:
    n, at, kind, vacancy, body, parts, link = row
    return Line(n, at, kind, vacancy, json.loads(body), len(parts.split()), link)
