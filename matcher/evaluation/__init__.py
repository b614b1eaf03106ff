"""How good is a ranking, with what certainty, beside which rivals?

In:  a task (vacancies, CVs, judgements) and a system that ranks every CV for every vacancy
Out: MAP, MAP@50, nDCG@10, recall@50 and more, each with a bootstrap interval over vacancies
Why: the measures come from ir-measures (trec_eval's definitions), not from code of our own; a
     vacancy without an answer counts zero; chance and BM25 belong beside every figure
"""

from matcher.evaluation.ablations import ABLATIONS, FULL, rankings
from matcher.evaluation.engine import Answers, answer, engine_with
from matcher.evaluation.measures import MEASURES, Figure, evaluate, figure_of, gap
from matcher.evaluation.systems import SYSTEMS, System, baseline, minilm_folder
from matcher.evaluation.tasks import Task, read_task

__all__ = [
    "ABLATIONS",
    "FULL",
    "MEASURES",
    "SYSTEMS",
    "Answers",
    "Figure",
    "System",
    "Task",
    "answer",
    "baseline",
    "engine_with",
    "evaluate",
    "figure_of",
    "gap",
    "minilm_folder",
    "rankings",
    "read_task",
]
