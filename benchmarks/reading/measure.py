"""How much of a text is in what was read of it?

In:  the true text and the text read
Out: `Kept`: word recall, word precision, and the share of adjacent words that stayed adjacent
Why: a word is what stands between white space, with its case and its accents, so that two words
     run together, or one torn apart, count as lost. Marks without a letter or a digit (bullets,
     icons, "|" between cells) are no words: every producer writes others
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from matcher.documents.normal import clean_characters

_ALIKE = str.maketrans("‘’“”−", "''\"\"-")  # what typesetters make of plain marks
_AROUND = "()[]{}.,;:!?\"'“”‘’„«»|•·*"


@dataclass(frozen=True, slots=True)
class Kept:
    """Counts, so that those of several documents can be added up."""

    true_words: int
    read_words: int
    words: int  # of both
    true_pairs: int
    pairs: int

    @property
    def recall(self) -> float:
        """Return the share of the true words that were read."""
        return self.words / self.true_words if self.true_words else 1.0

    @property
    def precision(self) -> float:
        """Return the share of the words read that are true."""
        return self.words / self.read_words if self.read_words else 1.0

    @property
    def adjacent(self) -> float:
        """Return the share of the true pairs of neighbours that are neighbours in what was read."""
        return self.pairs / self.true_pairs if self.true_pairs else 1.0

    @property
    def figures(self) -> tuple[float, float, float]:
        """Return recall, precision and adjacent pairs."""
        return self.recall, self.precision, self.adjacent


def words_in(text: str) -> list[str]:
    """Return the words of a text in their order, without the marks around them."""
    words = (word.strip(_AROUND) for word in clean_characters(text).translate(_ALIKE).split())
    return [word for word in words if any(map(str.isalnum, word))]


def compare(truth: str, read: str) -> Kept:
    """Count what a reading kept of a text."""
    true, found = words_in(truth), words_in(read)
    true_pairs, found_pairs = Counter(pairwise(true)), Counter(pairwise(found))
    return Kept(
        true_words=len(true),
        read_words=len(found),
        words=(Counter(true) & Counter(found)).total(),
        true_pairs=true_pairs.total(),
        pairs=(true_pairs & found_pairs).total(),
    )


def common(texts: list[str]) -> str:
    """Return the first text without the words that the others do not have as often."""
    left = Counter(words_in(texts[0]))
    for text in texts[1:]:
        left &= Counter(words_in(text))
    kept: list[str] = []
    for word in words_in(texts[0]):
        if left[word]:
            left[word] -= 1
            kept.append(word)
    return " ".join(kept)


def total(parts: Iterable[Kept]) -> Kept:
    """Add up the counts of several documents."""
    parts = list(parts)
    return Kept(
        true_words=sum(part.true_words for part in parts),
        read_words=sum(part.read_words for part in parts),
        words=sum(part.words for part in parts),
        true_pairs=sum(part.true_pairs for part in parts),
        pairs=sum(part.pairs for part in parts),
    )
