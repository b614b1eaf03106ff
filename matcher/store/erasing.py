"""Taking people out so that they stay out.

In:  the ids of people
Out: their rows are gone; marks by which their documents, and they in an older backup, are known
Why: who asked to be erased must not come back with the next `index` of the same folder or the next
     restore. The marks are hashes with a salt of the base: they name nobody, though who holds the
     base and guesses a document can confirm the guess
"""

from collections.abc import Iterable, Sequence

import sqlalchemy as sa

from matcher.errors import NotFound
from matcher.store import departed
from matcher.store.changes import Clock, leave, parts
from matcher.store.marks import mark_of, text_digest
from matcher.store.schema import erased, files, people
from matcher.store.settings import read_meta

UNWIPED = "unwiped"  # key in meta: an erasure whose bytes may still be in the file


def remove(connection: sa.Connection, clock: Clock, base: str, ids: Sequence[str]) -> None:
    """Take people out; their files are not read again until they change."""
    known = {id_ for part in parts(ids) for id_ in _known(connection, part)}
    _check_known(ids, known)
    departed.note(connection, known)
    leave(connection, clock, base, known)


def erase(connection: sa.Connection, clock: Clock, base: str, ids: Sequence[str]) -> None:
    """Take people out, with the names of files that held nobody else, and leave marks.

    Who was taken out before, or is no longer in the file that they came from, is erased as well.
    """
    salt = read_meta(connection, "salt") or b""
    here = {id_ for part in parts(ids) for id_ in _known(connection, part)}
    before = departed.noted(connection, ids)
    _check_known(ids, here | before.keys())
    marks = {mark_of(salt, "person", id_) for id_ in ids}
    documents: dict[str, set[str]] = {}  # path -> digests of those who came from it
    for part in parts(ids):
        asked = sa.select(people.c.id, people.c.path, people.c.text, people.c.digest)
        for row in connection.execute(asked.where(people.c.id.in_(part))):
            marks.add(mark_of(salt, "text", text_digest(row.text)))
            documents.setdefault(row.path, set()).add(row.digest)
    for told in before.values():
        marks |= told.marks
        documents.setdefault(told.path, set())
    leave(connection, clock, base, here)
    departed.forget(connection, ids)
    for path, digests in documents.items():
        if _forget_file(connection, path, digests):
            marks |= {mark_of(salt, "document", digest) for digest in digests if digest}
    _mark(connection, marks, clock.next())


def pardon(connection: sa.Connection, values: Iterable[tuple[str, str]]) -> None:
    """Drop the marks of what is taken in all the same."""
    if connection.scalar(sa.select(erased.c.mark).limit(1)) is None:
        return
    salt = read_meta(connection, "salt") or b""
    for part in parts([mark_of(salt, *value) for value in values]):
        connection.execute(erased.delete().where(erased.c.mark.in_(part)))


def marked(connection: sa.Connection, digests: Iterable[str]) -> set[str]:
    """Return those of these digests, of documents or of their texts, that were erased."""
    salt = read_meta(connection, "salt") or b""
    asked = {
        mark_of(salt, kind, digest): digest for digest in digests for kind in ("document", "text")
    }
    found: set[str] = set()
    for part in parts(list(asked)):
        rows = connection.scalars(sa.select(erased.c.mark).where(erased.c.mark.in_(part)))
        found |= {asked[bytes(mark)] for mark in rows}
    return found


def _check_known(ids: Sequence[str], known: Iterable[str]) -> None:
    if missing := sorted(set(ids).difference(known)):
        raise NotFound(f"no candidate {missing[0]!r} in this talent base; nobody was taken out")


def _known(connection: sa.Connection, ids: Sequence[str]) -> Sequence[str]:
    return connection.scalars(sa.select(people.c.id).where(people.c.id.in_(ids))).all()


def _forget_file(connection: sa.Connection, path: str, digests: set[str]) -> bool:
    """Drop a file's row where nobody of it is left, since its name tells who it was about.

    Its digest is added to `digests`. Of a table with other people in it nothing is dropped.
    """
    if connection.scalar(sa.select(people.c.id).where(people.c.path == path).limit(1)) is not None:
        return False
    kept = connection.scalar(sa.select(files.c.digest).where(files.c.path == path)) or ""
    connection.execute(files.delete().where(files.c.path == path))
    digests.add(kept.partition(" ")[0])  # what follows says how the file was read
    return True


def _mark(connection: sa.Connection, marks: set[bytes], seq: int) -> None:
    for part in parts(sorted(marks)):
        connection.execute(erased.delete().where(erased.c.mark.in_(part)))
        connection.execute(erased.insert(), [{"mark": mark, "seq": seq} for mark in part])
