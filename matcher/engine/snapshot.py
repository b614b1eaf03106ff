"""What one moment of a talent base brings to every ranking.

In:  taxonomies, a calibration, an index, as a base held them at one moment
Out: one frozen object; whoever ranks with it looks nothing up again
Why: a base is changed while people search it, by this process and by others. What is looked up
     twice may be of two moments, and a vacancy that was centred with one calibration compared with
     people that were centred with another gives scores that mean nothing
"""

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from matcher.comparing import Knowledge
from matcher.engine.once import Once
from matcher.engine.options import SearchOptions
from matcher.index import Hits, Query, View, Where
from matcher.protocols import Encoder, Progress, SkillFinder
from matcher.reading import shipped_digest, shipped_finder, shipped_vocabulary
from matcher.skills import Finder, Linker, Neighbours, Taxonomy, Vocabulary, joined, linkables
from matcher.store import KeptTaxonomy

if TYPE_CHECKING:
    from matcher.cluster import ClusterIndex


class SkillKnowledge:
    """The shipped vocabulary with a base's taxonomies, and what is made of it on first use.

    Parameters
    ----------
    kept : the taxonomies, as the base lists them
    contents : their bytes, in the same order
    """

    def __init__(self, kept: Sequence[KeptTaxonomy], contents: Sequence[bytes]) -> None:
        self.kept = tuple(kept)
        self.contents = tuple(contents)
        added = [Taxonomy.from_bytes(content) for content in contents]
        shipped = shipped_vocabulary()
        self.vocabulary: Vocabulary = joined(shipped, added).vocabulary if added else shipped
        self._finder = Once[SkillFinder](
            lambda: Finder(self.vocabulary) if self.kept else shipped_finder()
        )
        self._wider = Once[Mapping[str, frozenset[str]]](lambda: self.vocabulary.wider())
        self._neighbours = Once(lambda: Neighbours(self.vocabulary))
        self._rules = Once(self._named)
        self._linking = threading.Lock()
        self._linker: Linker | None = None

    @property
    def finder(self) -> SkillFinder:
        """What finds skills in texts."""
        return self._finder()

    @property
    def wider(self) -> Mapping[str, frozenset[str]]:
        """Concept -> the wider ones that it shows as well."""
        return self._wider()

    @property
    def neighbours(self) -> Neighbours:
        """Which skills lie near which."""
        return self._neighbours()

    @property
    def rules(self) -> str:
        """Name of what understands a document: the program's version and all vocabularies."""
        return self._rules()

    def linker(self, encoder: Encoder, folder: Path, progress: Progress | None) -> Linker:
        """Return what links lines to skills; made once, its rows are kept in the folder."""
        with self._linking:
            if self._linker is None:
                concepts = linkables(self.vocabulary)
                self._linker = Linker(concepts, encoder, folder=folder, progress=progress)
            return self._linker

    def _named(self) -> str:
        digests = (shipped_digest(), *(one.digest for one in self.kept))
        return f"{version('skills-matcher')} {'+'.join(digests)}"


@dataclass(frozen=True, slots=True, eq=False)
class Snapshot:
    """All that rankings of one moment share. Nothing in it changes: threads may share it."""

    base: str  # id of the base
    calibration: str  # name of what all rows are centred with
    skills: SkillKnowledge
    knowledge: Knowledge  # encoder, calibration, weights, month, vocabulary
    index: View  # everybody, after the change `seq`
    machines: "ClusterIndex | None" = None  # that search in place of this one

    @property
    def seq(self) -> int:
        """The last change of people that is contained, with all before it."""
        return self.index.seq

    @property
    def as_of(self) -> int:
        """The month number that years and recency refer to."""
        return self.knowledge.as_of

    def search(self, queries: Sequence[Query], options: SearchOptions) -> list[Hits]:
        """Return for each query whom the index proposes, best first.

        Raises
        ------
        StorageError : rows turned out to be damaged, see `View.is_damaged`; the machines of the
            cluster do not answer
        """
        size = self.index.people if options.size is None else options.size
        where, way, kernel = options.where, options.way, options.kernel
        if self.machines is None:
            return self.index.search_many(
                queries, size, where=where, as_of=self.as_of, way=way, kernel=kernel
            )
        return self.machines.search_many(
            queries, size, where=where, as_of=self.as_of, way=way, kernel=kernel, view=self.index
        )

    def undecided(self, where: Where) -> int:
        """Return how many people a filter leaves out only because something is not told."""
        return self.index.undecided(where, self.as_of)
