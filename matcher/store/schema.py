"""The tables of a talent base, on either engine.

In:  nothing
Out: SQLAlchemy tables of the present format, and the number of that format
Why: one description makes them on SQLite and on PostgreSQL. Text is ordered by its code points on
     both (PostgreSQL by collation "C"), so that a base gives the same order on each
"""

import sqlalchemy as sa

FORMAT = 2  # raise when a table changes, and add the step to `migrations`

TABLES = sa.MetaData()
_Word = sa.String().with_variant(sa.String(collation="C"), "postgresql")

meta = sa.Table(
    "meta",
    TABLES,
    sa.Column("key", _Word, primary_key=True),
    sa.Column("value", sa.LargeBinary, nullable=False),
)
counters = sa.Table(
    "counters",
    TABLES,
    sa.Column("name", _Word, primary_key=True),  # people: the last seq; settings: see `settings`
    sa.Column("value", sa.BigInteger, nullable=False),
)
files = sa.Table(
    "files",
    TABLES,
    sa.Column("path", _Word, primary_key=True),
    sa.Column("digest", sa.String, nullable=False),
    sa.Column("problems", sa.String, nullable=False),  # JSON list of Unreadable
)
people = sa.Table(
    "people",
    TABLES,
    sa.Column("id", _Word, primary_key=True),
    sa.Column("path", _Word, nullable=False, index=True),
    sa.Column("text", sa.String, nullable=False),
    sa.Column("candidate", sa.String, nullable=False),
    sa.Column("vectors", sa.LargeBinary, nullable=False),  # float16, one row a statement
    sa.Column("context", sa.LargeBinary, nullable=False),  # float16, one row
    sa.Column("digest", sa.String, nullable=False, server_default=""),  # of the document's bytes
    sa.Column("seq", sa.BigInteger, nullable=False, server_default="0"),  # of the last change
    sa.Index("ix_people_seq", "seq", unique=True),
)
gone = sa.Table(  # who was here and is not: no names, so that it may stay
    "gone",
    TABLES,
    sa.Column("key", sa.LargeBinary, primary_key=True),  # see `changes.key_of`
    sa.Column("seq", sa.BigInteger, nullable=False),
    sa.Index("ix_gone_seq", "seq", unique=True),
)
erased = sa.Table(  # what must not come back by itself
    "erased",
    TABLES,
    sa.Column("mark", sa.LargeBinary, primary_key=True),  # see `marks.mark_of`
    sa.Column("seq", sa.BigInteger, nullable=False),
)
taxonomies = sa.Table(
    "taxonomies",
    TABLES,
    sa.Column("name", _Word, primary_key=True),
    sa.Column("digest", sa.String, nullable=False),  # SHA-256 of what it holds
    sa.Column("imported", sa.String, nullable=False),  # day, as 2026-01-31
    sa.Column("summary", sa.String, nullable=False),  # JSON, for people
    sa.Column("content", sa.LargeBinary, nullable=False),
)


def _on_postgres(table: sa.Table, column: str, setting: str) -> None:
    statement = f"ALTER TABLE {table.name} ALTER COLUMN {column} SET {setting}"

    @sa.event.listens_for(table, "after_create")
    def _set(_: sa.Table, connection: sa.Connection, **__: object) -> None:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql(statement)


for _table in (meta, files, people, taxonomies):
    for _column in _table.columns:
        # The planner's samples would keep lines of CVs and names of files after an erasure.
        _on_postgres(_table, _column.name, "STATISTICS 0")
for _column in (people.c.vectors, people.c.context):
    _on_postgres(people, _column.name, "STORAGE EXTERNAL")  # half floats do not compress
