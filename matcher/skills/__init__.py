"""Text -> mentions: where a text names a skill of the vocabulary.

In:  tables of concepts with their names in several languages, and taxonomies such as ESCO that a
     base adds to them; then any text
Out: mentions with exact spans of the text, by start, without overlaps
Why: names are matched as themselves, by one automaton and a few written rules, because a recruiter
     must see which word counted. Rules see what vectors blur: Java is not JavaScript, C is not C++,
     the R of R&D is no language, and a LinkedIn address is no skill.
"""

from matcher.skills.esco import Imported, read_esco
from matcher.skills.finder import Finder
from matcher.skills.linking import Link, Linkable, Linker, linkables
from matcher.skills.neighbours import Neighbours
from matcher.skills.taxonomy import Taxonomy, joined
from matcher.skills.vocabulary import Name, Vocabulary

__all__ = [
    "Finder",
    "Imported",
    "Link",
    "Linkable",
    "Linker",
    "Name",
    "Neighbours",
    "Taxonomy",
    "Vocabulary",
    "joined",
    "linkables",
    "read_esco",
]
