"""For whom is a ranking better or worse: by language, sector, length and kind of CV?

In:  a base, a ranking, judgements
Out: what is known of each CV that may matter; and by group how many of the suited are found
Why: a mean over everybody hides a group whose CVs are read badly. What groups are made of is never
     a feature of the ranker, and none of it is about the person: who people are is the audit's
     matter
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from matcher.errors import InvalidInput
from matcher.evaluation import figure_of
from matcher.pipeline import Matcher

if TYPE_CHECKING:
    import pandas as pd

BY = ("language", "sector", "length", "kind")
_LENGTHS = ((1_500, "short"), (4_000, "middle"))  # letters below which a CV is called so
_LONG = "long"
_NONE = "none"


def cvs_frame(matcher: Matcher) -> "pd.DataFrame":
    """Return what is known of each CV of a base.

    Returns
    -------
    DataFrame indexed by `candidate`: language (two letters, or "und"); sector, that most of its
        named skills belong to, or "none"; length: short (below 1,500 letters), middle (below
        4,000) or long; kind: the suffix of the file
    """
    import pandas as pd

    concepts = matcher.searcher().snapshot.skills.vocabulary.concepts
    rows = []
    for candidate, text in matcher.candidates():
        named = Counter(
            concepts[mention.concept].sector
            for statement in candidate.profile.statements
            for mention in statement.mentions
            if mention.concept in concepts  # a taxonomy may have gone since the CV was read
        )
        # Of equals the first by name: a table must not depend on the order of lines.
        sector = min(named, key=lambda one: (-named[one], one)) if named else _NONE
        length = next((name for most, name in _LENGTHS if len(text) < most), _LONG)
        suffix = candidate.source.partition("#")[0].rpartition(".")[2].lower()
        rows.append((candidate.id, candidate.language, sector, length, suffix))
    frame = pd.DataFrame(rows, columns=["candidate", *BY])
    return frame.set_index("candidate").sort_index()


def suited(
    run: Mapping[str, Sequence[str]],
    qrels: Mapping[str, Mapping[str, int]],
    *,
    relevant_from: int = 2,
) -> "pd.DataFrame":
    """Return, for each suited person of each vacancy, where the ranking puts them.

    Returns
    -------
    DataFrame : vacancy, candidate, grade, place (missing where the run has them not), found: among
        the first R, where R people are suited for the vacancy
    """
    import pandas as pd

    rows = []
    for vacancy, grades in sorted(qrels.items()):
        good = {who: grade for who, grade in grades.items() if grade >= relevant_from}
        places = {who: place for place, who in enumerate(run.get(vacancy, ()), start=1)}
        for who, grade in sorted(good.items()):
            place = places.get(who)
            rows.append((vacancy, who, grade, place, place is not None and place <= len(good)))
    frame = pd.DataFrame(rows, columns=["vacancy", "candidate", "grade", "place", "found"])
    return frame.astype({"place": "Int64", "found": bool})


def by_group(
    pairs: "pd.DataFrame", cvs: "pd.DataFrame", by: str, *, value: str = "found"
) -> "pd.DataFrame":
    """Return the mean of a column by group of CVs, with a 95 % interval over people.

    Parameters
    ----------
    pairs : with `candidate` and the column `value`, such as `suited` returns
    cvs : of `cvs_frame`
    by : one of its columns

    Returns
    -------
    DataFrame indexed by group: pairs, people, mean, low, high; largest groups first. Below about
        ten people an interval tells mostly that there are few

    Raises
    ------
    InvalidInput : the frame has no such column, or there are no pairs
    """
    import pandas as pd

    if by not in cvs.columns or value not in pairs.columns or pairs.empty:
        raise InvalidInput(
            f"no groups by {by!r} of {value!r} in {len(pairs)} pairs; group by one of "
            f"{', '.join(map(str, cvs.columns))}"
        )
    known = pairs.dropna(subset=[value]).join(cvs[by], on="candidate").fillna({by: "not in base"})
    rows = {}
    for group, own in known.groupby(by):
        each = (
            own.groupby("candidate")[value].mean().astype(float)
        )  # who is there twice counts once
        found = figure_of({str(who): float(mean) for who, mean in each.items()})
        rows[group] = (len(own), len(each), found.mean, found.low, found.high)
    frame = pd.DataFrame.from_dict(
        rows, orient="index", columns=["pairs", "people", "mean", "low", "high"]
    )
    frame.index.name = by
    order = np.lexsort((frame.index.astype(str), -frame.people.to_numpy()))
    return frame.iloc[order]
