"""Texts of strangers in, what is understood of them out, within limits.

In:  what was read (documents), a finder of skills, the taxonomies that it was made with
Out: a `Candidate`, a `Vacancy` or an account of lines; a text that takes too much is its own typed
     outcome, and the others are as they were
Why: rules on text are code like any other: one pattern that turns out not to be linear would hold
     an import, a command or the service. So a text is understood in a worker with limits
     (`matcher.limited`), which also uses every core. Starting one costs a second of CPU, fifty CVs
     worth of understanding: so `SMALL` characters in all are understood where they are. They are
     bounded by their length: the worst of 57 hostile kinds of text takes 0.26 ms a character
     (benchmarks/attack), so no more than the 10 s that a worker would give them
"""

from matcher.understanding.one import understood_candidate, understood_lines, understood_vacancy
from matcher.understanding.stream import Read, Understood, candidates_of
from matcher.understanding.within import SMALL

__all__ = [
    "SMALL",
    "Read",
    "Understood",
    "candidates_of",
    "understood_candidate",
    "understood_lines",
    "understood_vacancy",
]
