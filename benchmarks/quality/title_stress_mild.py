"""Title stress, medium and easy: does the person with the skills beat the person with the title?

In:  as `title_stress`, whose construction this is
Out: a row a system, level and language
"""

from collections.abc import Iterator

from benchmarks.quality.bench import Options, Row
from benchmarks.quality.title_stress import rows_at

NAME = "title_stress_mild"


def rows(options: Options) -> Iterator[Row]:
    """Yield the rows of the medium and the easy level, in each language."""
    return rows_at(("medium", "easy"), NAME, options)
