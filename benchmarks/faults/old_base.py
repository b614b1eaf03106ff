"""A base as the first version of this program made it, with today's people in it.

In:  the folder of a base
Out: the same people and files in a base of format 1, without anything that is derived from them
Why: the program that made such bases is gone; its tables are written out here as it made them
"""

import sqlite3
from contextlib import closing
from pathlib import Path

_FILE = "base.sqlite"
_TABLES = """
CREATE TABLE meta (key VARCHAR NOT NULL, value BLOB NOT NULL, PRIMARY KEY (key));
CREATE TABLE files (
    path VARCHAR NOT NULL, digest VARCHAR NOT NULL, problems VARCHAR NOT NULL, PRIMARY KEY (path)
);
CREATE TABLE people (
    id VARCHAR NOT NULL, path VARCHAR NOT NULL, text VARCHAR NOT NULL, candidate VARCHAR NOT NULL,
    vectors BLOB NOT NULL, context BLOB NOT NULL, PRIMARY KEY (id)
);
CREATE INDEX ix_people_path ON people (path);
CREATE TABLE taxonomies (
    name VARCHAR NOT NULL, digest VARCHAR NOT NULL, imported VARCHAR NOT NULL,
    summary VARCHAR NOT NULL, content BLOB NOT NULL, PRIMARY KEY (name)
);
"""
_COPIED = """
INSERT INTO files SELECT path, digest, problems FROM new.files;
INSERT INTO people SELECT id, path, text, candidate, vectors, context FROM new.people;
INSERT INTO meta SELECT key, value FROM new.meta WHERE key = 'encoder';
INSERT INTO meta VALUES ('format', CAST('1' AS BLOB));
INSERT INTO meta VALUES ('edition', CAST('1' AS BLOB));
"""


def make_old(base: Path) -> None:
    """Put a base of format 1 in the place of the one in this folder."""
    new = base / "new.sqlite"
    (base / _FILE).rename(new)
    with closing(sqlite3.connect(base / _FILE, isolation_level=None)) as old:
        old.execute("ATTACH ? AS new", (str(new),))
        old.executescript(_TABLES + _COPIED)
    for path in base.rglob("*"):
        if path.is_file() and path.name != _FILE:
            path.unlink()
