"""Records <-> disk: a talent base in a folder.

In:  people as the pipeline understood them, with the vectors of their statements
Out: the same people, sorted by id, and which files need not be read again
Why: one SQLite file; see `base` for the promises it keeps
"""

from matcher.store.base import KeptTaxonomy, Person, TalentBase

__all__ = ["KeptTaxonomy", "Person", "TalentBase"]
