"""The skills that texts name, found in all of them together.

In:  the statements of a CV, or the pieces of a vacancy, in order
Out: the mentions in each
Why: a name such as "Go", "Spark" or "Airflow" is known as a skill by its neighbours; found line by
     line, "Verwerking gepland met Airflow" would name nothing
"""

from collections.abc import Sequence

from matcher.protocols import SkillFinder
from matcher.records import Mention


def find_each(finder: SkillFinder, texts: Sequence[str]) -> list[tuple[Mention, ...]]:
    """Return the mentions in each text, read together as the lines of one.

    Offsets are those of the text that a mention stands in; one that crosses a border is dropped.
    """
    found = finder.find("\n".join(texts))
    each: list[tuple[Mention, ...]] = []
    start = first = 0
    for text in texts:
        end = start + len(text)
        inside: list[Mention] = []
        while first < len(found) and found[first].start <= end:
            one = found[first]
            if start <= one.start and one.end <= end:
                inside.append(Mention(one.concept, one.start - start, one.end - start))
            first += 1
        each.append(tuple(inside))
        start = end + 1
    return each
