"""Many vacancies against a whole talent base.

In:  vacancies (files, folders, tables, texts, a DataFrame) and an open `Matcher`
Out: a DataFrame, or a Parquet file that is written in blocks and survives kills
Why: a batch runs for hours; what is finished must not be done twice, and next time only what has
     changed. Scores are those of `Matcher.match`
"""

from matcher.rerank.blocks import How
from matcher.rerank.engine import Source
from matcher.rerank.frame import rerank
from matcher.rerank.job import BLOCK, Done, run
from matcher.rerank.vacancies import Asked, read_vacancies

__all__ = ["BLOCK", "Asked", "Done", "How", "Source", "read_vacancies", "rerank", "run"]
