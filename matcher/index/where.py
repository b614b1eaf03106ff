"""Who may be on the list at all?

In:  a filter such as ``city within 25 km of Utrecht and (dutch >= B2 or years >= 5)``, and the
     columns of people
Out: for each person whether the filter lets them pass
Why: filters come before ranking, so that the best of those who pass are found. A test answers yes,
     no or not told (Kleene's logic: "and" the least, "or" the greatest, "not" the opposite, of
     no < not told < yes), and only yes passes: what a CV does not tell never lets anybody in, and
     never counts as a no either. How many a filter leaves out for that is `undecided`
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matcher.errors import InvalidInput
from matcher.index.columns import Columns
from matcher.index.reading import read
from matcher.index.terms import And, Near, Not, Or, Term, Test, Unknown
from matcher.index.verdicts import UNTOLD, YES, Verdicts, of_radius, of_test, of_unknown

__all__ = ["Where", "parse"]


@dataclass(frozen=True, slots=True)
class Where:
    """A filter; ``&``, ``|`` and ``~`` make new filters of filters."""

    term: Term | None = None  # None lets everybody pass

    def __str__(self) -> str:
        """Return its text, from which `parse` makes an equal filter."""
        return "" if self.term is None else str(self.term)

    def __and__(self, other: "Where") -> "Where":
        """Return the filter of those whom both let pass."""
        return _joined((self, other))

    def __or__(self, other: "Where") -> "Where":
        """Return the filter of those whom at least one lets pass."""
        if self.term is None or other.term is None:
            return Where()
        return Where(Or((*_parts(self.term, Or), *_parts(other.term, Or))))

    def __invert__(self) -> "Where":
        """Return the filter of those of whom it is told that this one does not hold.

        Raises
        ------
        InvalidInput : this one lets everybody pass, so that nobody would be left
        """
        if self.term is None:
            raise InvalidInput("an empty filter has no opposite; leave it out")
        return Where(Not(self.term))

    def mask(self, columns: Columns, as_of: int) -> NDArray[np.bool_]:
        """Return who passes.

        Parameters
        ----------
        columns : of n people
        as_of   : month number, which "now", "6 months ago" and work that goes on refer to

        Returns
        -------
        (n,) : True for those of whom it is told that the filter holds
        """
        return np.asarray(self._verdicts(columns, as_of) == YES)

    def undecided(self, columns: Columns, as_of: int) -> NDArray[np.bool_]:
        """Return (n,) who does not pass only because something is not told."""
        return np.asarray(self._verdicts(columns, as_of) == UNTOLD)

    def _verdicts(self, columns: Columns, as_of: int) -> Verdicts:
        if self.term is None:
            return np.full(len(columns), YES, np.int8)
        return _verdicts(self.term, columns, as_of)


def parse(text: str | Sequence[str]) -> Where:
    """Return the filter that a text says; of several texts all must hold.

    The grammar stands in `matcher.index.reading`, the fields in `matcher.index.fields`. No text,
    or only blank ones, let everybody pass.

    Raises
    ------
    InvalidInput : a text is no filter; the message shows where, what was expected and a way out
    """
    texts = [text] if isinstance(text, str) else text
    return _joined([Where(read(one)) for one in texts if one.strip()])


def _joined(wheres: Sequence[Where]) -> Where:
    terms = [one for where in wheres if where.term for one in _parts(where.term, And)]
    return Where(terms[0] if len(terms) == 1 else And(tuple(terms)) if terms else None)


def _parts(term: Term, kind: type[And] | type[Or]) -> tuple[Term, ...]:
    return term.terms if isinstance(term, kind) else (term,)


def _verdicts(term: Term, columns: Columns, as_of: int) -> Verdicts:
    match term:
        case Test():
            return of_test(term, columns, as_of)
        case Near():
            return of_radius(term, columns)
        case Unknown():
            return of_unknown(term, columns)
        case Not():
            return np.negative(_verdicts(term.term, columns, as_of))
    each = [_verdicts(one, columns, as_of) for one in term.terms]
    least_or_greatest = np.minimum if isinstance(term, And) else np.maximum
    return np.asarray(least_or_greatest.reduce(each), np.int8)
