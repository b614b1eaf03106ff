"""What a recruiter leaves on the desk: vacancies, edits, shortlists, notes, and who looked at what.

In:  small records, under the opaque codes of vacancies and people
Out: the same records; one SQLite file beside the base, for its owner alone (0600), or memory alone
Why: the base holds people and nothing of what was asked about them; a file of its own can be
     thrown away. A person stands in it under a keyed hash, never under an id, which is a file's
     name and so a name. Whoever is no longer in the base loses their rows at the next look
     (`keep_only`), and SQLite is told to wipe what it deletes
"""

import hashlib
import hmac
import json
import secrets
import sqlite3
import threading
import time
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from matcher import owned
from matcher.codec import from_json, to_json
from matcher.errors import StorageError
from matcher.records import Vacancy
from matcher.store import DESK
from service import audit
from service.audit import Audit, Part

_SCHEMA = """
create table if not exists meta (key text primary key, value blob not null);
create table if not exists vacancies (
    code text primary key, made real not null, seen real not null, vacancy text not null,
    edits text not null, before text not null);
create table if not exists people (
    vacancy text not null references vacancies (code) on delete cascade, no text not null,
    state text not null, note text not null, changed real not null, primary key (vacancy, no));
create table if not exists saved (
    vacancy text primary key references vacancies (code) on delete cascade, name text not null,
    since integer not null, at real not null);
create table if not exists log (
    at real not null, vacancy text not null, what text not null, no text not null);
create index if not exists log_of on log (vacancy, at);
"""
_LETTERS = "0123456789BCDFGHJKMNPQRSTVWXYZ"  # no vowels, so that no code is a word
_CODE = 8
_UNDO = 50  # edits of a vacancy that can be taken back


@dataclass(frozen=True, slots=True)
class Changes:
    """What a recruiter changed of a vacancy."""

    added: tuple[tuple[str, str], ...] = ()  # (importance, text) of wishes that are not in it
    kinds: tuple[tuple[int, str], ...] = ()  # (number, must | nice | off)
    weights: tuple[tuple[int, float], ...] = ()  # (number, factor)
    where: tuple[str, ...] = ()  # filters, as `matcher match --where` reads them


@dataclass(frozen=True, slots=True)
class Case:
    """A vacancy on the desk."""

    code: str
    made: float  # seconds since 1970
    vacancy: Vacancy
    changes: Changes = field(default_factory=Changes)
    undoable: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """What a recruiter decided about somebody for one vacancy."""

    no: str
    state: str  # short | aside
    note: str
    changed: float


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the log of a vacancy."""

    at: float
    what: str
    no: str


@dataclass(frozen=True, slots=True)
class Saved:
    """A vacancy that is kept as a search, under a name."""

    code: str
    name: str
    since: int  # the base's last change when its new people were last ticked off
    at: float  # and when that was


class Desk:
    """The desk of one base; any number of threads may use it.

    Parameters
    ----------
    file : where it is kept; None keeps it in memory, for as long as the program runs
    """

    def __init__(self, file: Path | None = None) -> None:
        self.kept = file is not None
        if file is not None:
            owned.file(file)
        self._lock = threading.RLock()
        self.audit = Audit(self._writing)
        try:
            self._base = sqlite3.connect(file or ":memory:", check_same_thread=False)
            self._base.executescript("pragma secure_delete = on; pragma foreign_keys = on;")
            self._base.executescript(_SCHEMA + audit.SCHEMA)
            self._salt = self._secret()
        except sqlite3.Error as error:
            raise StorageError(
                f"the desk {file} cannot be opened ({error}); move the file away to begin a new one"
            ) from error

    @classmethod
    def beside(cls, folder: Path) -> "Desk":
        """Return the desk in a base's folder; one in memory where that cannot be written."""
        try:
            return cls(folder / DESK)
        except (StorageError, OSError):
            return cls()

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._base.close()

    # --- people under another name --------------------------------------------------------------
    def number(self, candidate: str) -> str:
        """Return the opaque number of a candidate: the same for as long as this desk is kept."""
        digest = hmac.new(self._salt, candidate.encode(errors="surrogateescape"), hashlib.sha256)
        value = int.from_bytes(digest.digest()[:16], "big")
        found = []
        for _ in range(_CODE):
            value, rest = divmod(value, len(_LETTERS))
            found.append(_LETTERS[rest])
        return "".join(found)

    def keep_only(self, numbers: Collection[str]) -> int:
        """Drop all that stands under a number that is not among these; return how many people."""
        with self._writing() as base:
            known = {
                row[0]
                for row in base.execute("select no from people union select no from log") if row[0]
            } | audit.numbers(base)  # fmt: skip
            gone = sorted(known.difference(numbers))
            for table in ("people", "log"):
                base.executemany(f"delete from {table} where no = ?", [(no,) for no in gone])
            audit.erase(base, gone)
        return len(gone)

    # --- vacancies ------------------------------------------------------------------------------
    def put(self, vacancy: Vacancy) -> str:
        """Lay a vacancy on the desk and return its code."""
        code = "".join(secrets.choice(_LETTERS) for _ in range(10)).lower()
        now = time.time()
        row = (code, now, now, to_json(vacancy), json.dumps(plain(Changes())), "[]")
        with self._writing() as base:
            base.execute("insert into vacancies values (?, ?, ?, ?, ?, ?)", row)
            base.execute("insert into log values (?, ?, 'vacancy', '')", (now, code))
        self.audit.write("vacancy", code)
        return code

    def case(self, code: str) -> Case | None:
        """Return a vacancy, or None where there is none with this code."""
        asked = "select code, made, vacancy, edits, before from vacancies where code = ?"
        with self._lock:
            row = self._base.execute(asked, (code,)).fetchone()
        return _case(row) if row else None

    def recent(self, most: int = 20) -> list[Case]:
        """Return the vacancies that were looked at last, newest first."""
        asked = (
            "select code, made, vacancy, edits, before from vacancies order by seen desc limit ?"
        )
        with self._lock:
            rows = self._base.execute(asked, (most,)).fetchall()
        return [_case(row) for row in rows]

    def drop(self, code: str) -> None:
        """Take a vacancy off the desk, with all that was decided for it."""
        with self._writing() as base:
            base.execute("delete from log where vacancy = ?", (code,))
            base.execute("delete from vacancies where code = ?", (code,))
        self.audit.write("drop", code)

    def seen(self, code: str) -> None:
        """Note that a vacancy was looked at now."""
        with self._writing() as base:
            base.execute("update vacancies set seen = ? where code = ?", (time.time(), code))

    def change(self, code: str, changes: Changes) -> None:
        """Keep other changes of a vacancy; those before can be had back with `undo`."""
        with self._writing() as base:
            row = base.execute(
                "select edits, before from vacancies where code = ?", (code,)
            ).fetchone()
            if row and json.loads(row[0]) != json.loads(text := json.dumps(plain(changes))):
                before = [*json.loads(row[1]), json.loads(row[0])][-_UNDO:]
                base.execute(
                    "update vacancies set edits = ?, before = ? where code = ?",
                    (text, json.dumps(before), code),
                )

    def undo(self, code: str) -> None:
        """Take the last change of a vacancy back; where there was none, nothing happens."""
        with self._writing() as base:
            row = base.execute("select before from vacancies where code = ?", (code,)).fetchone()
            if row and (before := json.loads(row[0])):
                base.execute(
                    "update vacancies set edits = ?, before = ? where code = ?",
                    (json.dumps(before[-1]), json.dumps(before[:-1]), code),
                )

    # --- saved searches -------------------------------------------------------------------------
    def save(self, code: str, name: str, since: int) -> None:
        """Keep a vacancy as a search under a name; another name takes the place of the first."""
        with self._writing() as base:
            base.execute(
                "insert into saved values (?, ?, ?, ?) on conflict (vacancy) do update "
                "set name = excluded.name",
                (code, name, since, time.time()),
            )

    def tick_off(self, code: str, since: int) -> None:
        """Note that all who are new up to a change of the base were looked at."""
        with self._writing() as base:
            base.execute(
                "update saved set since = ?, at = ? where vacancy = ?", (since, time.time(), code)
            )

    def let_go(self, code: str) -> None:
        """Keep a vacancy as a search no longer; the vacancy stays."""
        with self._writing() as base:
            base.execute("delete from saved where vacancy = ?", (code,))

    def saved(self) -> dict[str, Saved]:
        """Return the saved searches by the code of their vacancy, by name."""
        asked = "select vacancy, name, since, at from saved order by lower(name), vacancy"
        with self._lock:
            return {row[0]: Saved(*row) for row in self._base.execute(asked)}

    # --- people of a vacancy --------------------------------------------------------------------
    def marks(self, code: str) -> dict[str, Mark]:
        """Return what was decided for a vacancy, by opaque number, oldest first."""
        asked = "select no, state, note, changed from people where vacancy = ? order by changed, no"
        with self._lock:
            return {row[0]: Mark(*row) for row in self._base.execute(asked, (code,))}

    def mark(self, code: str, no: str, state: str, note: str) -> None:
        """Decide something about somebody; an empty state takes it back."""
        with self._writing() as base:
            if state:
                base.execute(
                    "insert into people values (?, ?, ?, ?, ?) on conflict (vacancy, no) do update "
                    "set state = excluded.state, note = excluded.note",
                    (code, no, state, note, time.time()),
                )
            else:
                base.execute("delete from people where vacancy = ? and no = ?", (code, no))

    # --- log ------------------------------------------------------------------------------------
    def note(
        self, code: str, what: str, no: str = "", *, said: dict[str, Any] | None = None,
        body: dict[str, Any] | None = None, people: Sequence[Part] = (),
    ) -> None:  # fmt: skip
        """Write down that something was done, in the vacancy's log and in the audit.

        Parameters
        ----------
        what : a word, never a text of anybody
        no, said : whom it is about, and what is said of them; only the audit keeps that
        body : what the audit tells beside it, of nobody
        people : whom else it is about
        """
        with self._writing() as base:
            base.execute("insert into log values (?, ?, ?, ?)", (time.time(), code, what, no))
        own: list[Part] = [(no, said or {})] if no else []
        self.audit.write(what, code, body, [*own, *people])

    def events(self, code: str, most: int = 30) -> list[Event]:
        """Return what was done for a vacancy, newest first."""
        asked = (
            "select at, what, no from log where vacancy = ? order by at desc, rowid desc limit ?"
        )
        with self._lock:
            return [Event(*row) for row in self._base.execute(asked, (code, most))]

    # --- within ---------------------------------------------------------------------------------
    def _secret(self) -> bytes:
        with self._writing() as base:
            base.execute(
                "insert or ignore into meta values ('salt', ?)", (secrets.token_bytes(32),)
            )
            (value,) = base.execute("select value from meta where key = 'salt'").fetchone()
        return bytes(value)

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """Hold the desk for one change, whole or not at all."""
        with self._lock:
            try:
                with self._base:
                    yield self._base
            except sqlite3.Error as error:
                raise StorageError(
                    f"the desk cannot be written ({error}); make room on the disk, or make the "
                    "base's folder writable"
                ) from error


def _case(row: tuple[str, float, str, str, str]) -> Case:
    code, made, vacancy, edits, before = row
    return Case(code, made, from_json(Vacancy, vacancy), _changes(edits), before != "[]")


def plain(changes: Changes) -> dict[str, Any]:
    """Return changes as JSON holds them."""
    return {
        "added": changes.added,
        "kinds": changes.kinds,
        "weights": changes.weights,
        "where": changes.where,
    }


def _changes(text: str) -> Changes:
    cells = json.loads(text)
    return Changes(
        tuple((str(kind), str(wish)) for kind, wish in cells["added"]),
        tuple((int(number), str(kind)) for number, kind in cells["kinds"]),
        tuple((int(number), float(factor)) for number, factor in cells["weights"]),
        tuple(map(str, cells["where"])),
    )
