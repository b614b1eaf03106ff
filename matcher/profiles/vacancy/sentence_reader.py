"""What is each sentence of a vacancy: an ask, work, talk of the firm, an offer, boilerplate ...?

In:  the sentences and headings of a vacancy, in order
Out: for each the probability of every kind, from a small trained model
Why: a vacancy that was pasted has agencies, benefits, towns and key words between what it asks; no
     table of phrases holds them all. The cues are those of the rules, weighed with the sentences
     around them by a linear chain (`matcher.profiles.chain`). Training:
     `python -m matcher.tuning sentences`; data, figures, limits: SENTENCE_READER.md
"""

from collections.abc import Sequence
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import NamedTuple

from matcher.profiles.chain import Chain, Scores, read_chain
from matcher.profiles.vacancy.sentence_cues import Sentence, features_of

SHIPPED = Path(__file__).with_name("sentence_reader.safetensors")
TRAINING = "python -m matcher.tuning sentences"


class Says(StrEnum):
    """What a sentence of a vacancy mainly says."""

    ASK = "ask"  # of the person: skills, diplomas, behaviour
    TASK = "task"  # what the person will do
    COMPANY = "company"  # firm, client, team, project
    OFFER = "offer"
    PROCEDURE = "application"  # how to apply, agency, law, lists of titles and towns
    HEADING = "heading"
    FRAGMENT = "fragment"  # without a meaning of its own


SAYS = tuple(Says)


class Read(NamedTuple):
    """What the reader holds of one sentence; ratios."""

    says: Says  # the likeliest kind
    asks: float  # probability that something is asked of the person
    works: float  # ... that it tells what the person will do


def read_sentences(sentences: Sequence[Sentence]) -> list[Read]:
    """Return what the shipped reader holds of each sentence."""
    return [_read(row) for row in shipped_reader().chances(features_of(sentences))]


def _read(row: Scores) -> Read:
    return Read(SAYS[int(row.argmax())], float(row[0]), float(row[1]))


@cache
def shipped_reader() -> Chain:
    """Return the model that ships; read once. Raises what `read_chain` raises."""
    return read_chain(SHIPPED, SAYS, training=TRAINING)
