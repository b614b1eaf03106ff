"""Where does a ranking fail, for whom, and whom does another version move?

In:  a base with judgements; or two answers to the same vacancies
Out: what mending each stage would bring, quality by group of CVs, single errors; who rose and fell
     between two versions, and on which rows
Why: one figure for everything cannot be mended. See `stages` for the oracles, `groups` for whom,
     `moved` for two versions, `answers` for what was kept of them
"""

from matcher.diagnosis.answers import Answers, Part, answers_of, read_answers
from matcher.diagnosis.groups import BY, by_group, cvs_frame, suited
from matcher.diagnosis.moved import Change, Moves, change_in_words, compare, why_in_words
from matcher.diagnosis.stages import STAGES, Diagnosis, Fault, Stage, diagnose, faults

__all__ = [
    "BY",
    "STAGES",
    "Answers",
    "Change",
    "Diagnosis",
    "Fault",
    "Moves",
    "Part",
    "Stage",
    "answers_of",
    "by_group",
    "change_in_words",
    "compare",
    "cvs_frame",
    "diagnose",
    "faults",
    "read_answers",
    "suited",
    "why_in_words",
]
