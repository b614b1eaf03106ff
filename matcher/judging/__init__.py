"""What do people say of a ranking, do they agree, and whom should they judge next?

In:  files of judgements in the forms that people and benchmarks use; rankings of several systems
Out: grades and qrels; Cohen's kappa and Krippendorff's alpha; a blinded sheet to fill in; how many
     vacancies an interval still needs
Why: every figure rests on judgements. Where they come from, how far they can be trusted and what
     more of them would bring is asked before anything is measured or tuned
"""

from matcher.judging.agreement import Agreement, agreement, cohen_kappa, krippendorff_alpha
from matcher.judging.grades import (
    MEANINGS,
    Grade,
    by_judge,
    grades_frame,
    grades_to_csv,
    qrels_of,
    read_grades,
)
from matcher.judging.sampling import Sheet, apart, grades_of, to_judge, vacancies_needed

__all__ = [
    "MEANINGS",
    "Agreement",
    "Grade",
    "Sheet",
    "agreement",
    "apart",
    "by_judge",
    "cohen_kappa",
    "grades_frame",
    "grades_of",
    "grades_to_csv",
    "krippendorff_alpha",
    "qrels_of",
    "read_grades",
    "to_judge",
    "vacancies_needed",
]
