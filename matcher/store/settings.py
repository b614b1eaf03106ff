"""Small things that a base keeps beside its people: settings and taxonomies.

In:  names and bytes
Out: the same, and a counter that tells other processes that something of it has changed
Why: calibration and vocabularies are a few megabytes at most and are read whole
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass

import sqlalchemy as sa

from matcher.store.schema import counters, meta, taxonomies


@dataclass(frozen=True, slots=True)
class KeptTaxonomy:
    """A taxonomy that a base keeps; its content is read on its own."""

    name: str
    digest: str
    imported: str
    summary: str


def read_meta(connection: sa.Connection, key: str) -> bytes | None:
    """Return what is kept under `key`, or None."""
    value = connection.scalar(sa.select(meta.c.value).where(meta.c.key == key))
    return None if value is None else bytes(value)


def write_meta(connection: sa.Connection, values: Mapping[str, bytes]) -> None:
    """Keep these values in place of those of the same keys."""
    connection.execute(meta.delete().where(meta.c.key.in_(list(values))))
    if values:
        connection.execute(meta.insert(), [{"key": k, "value": v} for k, v in values.items()])


def count_up(connection: sa.Connection) -> None:
    """Let others see that settings or taxonomies have changed."""
    own = counters.update().where(counters.c.name == "settings")
    connection.execute(own.values(value=counters.c.value + 1))


def put_taxonomy(connection: sa.Connection, kept: KeptTaxonomy, content: bytes) -> None:
    """Keep a taxonomy in place of the one of that name."""
    connection.execute(taxonomies.delete().where(taxonomies.c.name == kept.name))
    connection.execute(taxonomies.insert(), {**asdict(kept), "content": content})


def all_taxonomies(connection: sa.Connection) -> list[KeptTaxonomy]:
    """Return the taxonomies, by name."""
    t = taxonomies.c
    asked = sa.select(t.name, t.digest, t.imported, t.summary).order_by(t.name)
    return [KeptTaxonomy(*row) for row in connection.execute(asked)]


def drop_meta(connection: sa.Connection, key: str) -> None:
    """Forget what is kept under `key`."""
    connection.execute(meta.delete().where(meta.c.key == key))
