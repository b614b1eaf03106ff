"""Records <-> disk: a talent base in a folder, or in a PostgreSQL database.

In:  people as the pipeline understood them, with the vectors of their statements
Out: the same people, sorted by id; which files need not be read again; what has changed since when
Why: one interface over two engines; see `base` for the promises it keeps
"""

from matcher.store.base import TalentBase
from matcher.store.changes import Change
from matcher.store.desk import DESK
from matcher.store.marks import text_digest
from matcher.store.people import Person
from matcher.store.postgres import is_url
from matcher.store.settings import KeptTaxonomy

__all__ = ["DESK", "Change", "KeptTaxonomy", "Person", "TalentBase", "is_url", "text_digest"]
