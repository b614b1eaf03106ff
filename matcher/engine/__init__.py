"""The engine room: one that writes, any number that search, each on one moment of the base.

In:  a talent base, an encoder, the numbers of the score
Out: `Writer`, which changes the base; `Snapshot`, all that a ranking needs, taken once and never
     looked up again; `Searcher`, which answers from one snapshot; `Ranking`, the answer
Why: point-in-time reading, as in Lucene. When one object was writer, reader and cache, a ranking
     could take half of what it needs from before another's change and half from after it (12 of 12
     scores of neither calibration), and nobody could rank beside anybody else

    loading.py    Loader: the newest snapshot; loads only what has changed
    snapshot.py   Snapshot; SkillKnowledge, what one set of taxonomies makes of words
    searcher.py   Searcher: match, match_many, explain, shortlists, ledgers, like, vacancies_for
    writer.py     Writer: index, add, remove, erase, calibrate, reindex, taxonomies
    options.py    SearchOptions: how a match searches, as one record
    results.py    Ranking, Indexed
"""

from matcher.engine.loading import Loader
from matcher.engine.options import SearchOptions
from matcher.engine.results import Indexed, Ranking
from matcher.engine.searcher import Searcher
from matcher.engine.snapshot import SkillKnowledge, Snapshot
from matcher.engine.writer import Writer

__all__ = [
    "Indexed",
    "Loader",
    "Ranking",
    "SearchOptions",
    "Searcher",
    "SkillKnowledge",
    "Snapshot",
    "Writer",
]
