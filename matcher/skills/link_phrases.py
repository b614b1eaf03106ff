"""A line -> the phrases in it that may name a skill.

In:  a line of a vacancy or CV, in Dutch, English, German, French or Spanish
Out: runs of one to three words with their places in the line, none across a comma or an "and", none
     that begins or ends with a word that says nothing ("experience", "kennis", "van")
Why: one row for a whole line is a mean of all that it asks. By themselves, on TECH and HOUSE (RP@5,
     default encoder with its head), the whole line reaches 0.45 and 0.25, its parts between commas
     and "and" 0.49 and 0.29, all runs of exactly two words 0.68 and 0.45, of three 0.57 and 0.38,
     of one to four with telling edges 0.68 and 0.51. In the sum of lanes up to three words do as
     well as four (0.728 and 0.585 against 0.728 and 0.581), with an eighth less to encode
"""

import re
from itertools import pairwise
from typing import NamedTuple

LONGEST = 3  # words

_BORDER = re.compile(
    r"\s+(?:and|or|en|of|und|oder|y|et|ou|as well as|such as|including|zoals|inclusief)(?=\s)"
    r"|[,;:()\[\]{}|•*&!?\"“”„]+|/|\s[-–—](?=\s)|\.(?=\s|$)",
    re.IGNORECASE,
)
_WORD = re.compile(r"\S+")
_EDGE = re.compile(r"^[^\w<.]+|[^\w+#>]+$")
_LETTER = re.compile(r"[^\W\d_]")

# Words that a name of a skill neither begins nor ends with.
_EMPTY = frozenset(
    re.findall(
        r"[\w'.]+",
        "a an the and or of in with to for on at by from as is are be been have has had you "
        "your we our will it its this that these those who which able ability experience "
        "experienced knowledge understanding strong good solid excellent proven demonstrated "
        "proficiency proficient basic advanced skills skill years year must should can also "
        "plus within using use working work youll you'll e.g i.e etc de het een en van voor "
        "op aan bij met om te je jij jouw wij ons onze zijn hebt heeft hebben kennis ervaring "
        "goede sterke als die dat wat er naar tot over door uit minimaal jaar graag bent ben "
        "u uw ook nog wel dit deze dan zo zoals hierbij daarbij binnen tijdens der das den "
        "dem ein eine einen einer und oder mit von zu im für auf bei kenntnisse erfahrung "
        "gute",
    )
)


class Phrase(NamedTuple):
    """A phrase and its place in the line."""

    text: str
    start: int
    end: int


def phrases(line: str) -> tuple[Phrase, ...]:
    """Return the phrases of a line by start, shorter first; each text once, where it first stands.

    A line without any, such as "and the", gives the line itself; an empty one nothing.
    """
    found: dict[str, Phrase] = {}
    for words in _parts(line):
        for first, (start, _) in enumerate(words):
            for _, end in words[first : first + LONGEST]:
                text = line[start:end]
                if _tells(line, words, start, end):
                    found.setdefault(text, Phrase(text, start, end))
    if not found and line.strip():
        start = len(line) - len(line.lstrip())
        found[line] = Phrase(line.strip(), start, start + len(line.strip()))
    return tuple(found.values())


def _parts(line: str) -> list[list[tuple[int, int]]]:
    """Return the spans of words between borders."""
    borders = [(0, 0), *(match.span() for match in _BORDER.finditer(line)), (len(line),) * 2]
    parts = []
    for (_, start), (end, _) in pairwise(borders):
        words = []
        for match in _WORD.finditer(line, start, end):
            left = _EDGE.match(match.group())
            begin = match.start() + (left.end() if left else 0)
            text = _EDGE.sub("", match.group())
            if text:
                words.append((begin, begin + len(text)))
        parts.append(words)
    return parts


def _tells(line: str, words: list[tuple[int, int]], start: int, end: int) -> bool:
    """Tell whether the first and the last word of a phrase say something."""
    inside = [line[a:b] for a, b in words if start <= a and b <= end]
    edges = (inside[0].casefold(), inside[-1].casefold())
    return bool(_LETTER.search(line, start, end)) and _EMPTY.isdisjoint(edges)
