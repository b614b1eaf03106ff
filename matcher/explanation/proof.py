"""Does the line that a row quotes prove it, or is it only the nearest one?

In:  a row of the ledger, with its gap where it has one
Out: yes or no; and the sentence in which the line may be quoted
Why: a status comes from chances, and one half is enough for partly. So a row that is missing or
     unclear, or only likely, has a likest line that may show nothing; a reader takes every quoted
     line for proof, unless the sentence around it says otherwise. Of strangers' lines with a chance
     from 0.8 on, seven in eight show at least a part
"""

from matcher.explanation.words import NEAREST, WITHOUT_LINE, in_language
from matcher.records import Row, Status

_SURE = 0.8  # chance of being shown from which a line is quoted as proof


def proves(row: Row) -> bool:
    """Return whether the row's line shows what the row says: that it is met, partly, or denied.

    A line that is only likely to show it proves nothing, unless a note says what it shows.
    """
    if row.evidence is None:
        return False
    if row.status in (Status.MET, Status.PARTLY):
        return row.chance is None or row.note is not None or row.chance >= _SURE
    return row.status is Status.MISSING and row.note is not None and row.note.code == "denied"


def quotes(row: Row) -> bool:
    """Return whether the row's line is worth showing: proof, or near what is asked.

    A gap says what is near, and says it better: beside "nothing comes near it" stands no line, and
    what is missing quotes the line of its gap.
    """
    if row.evidence is None or proves(row) or row.gap is None:
        return row.evidence is not None
    return row.gap.trainable and row.status is not Status.MISSING


def sentence(row: Row, language: str) -> str:
    """Return the sentence for a row's line, with {quote} where it stands; empty without one."""
    if quotes(row):
        return "{quote}" if proves(row) else in_language(NEAREST[row.status], language)
    if row.note and (row.status is not Status.UNCLEAR or row.note.code == "behaviour unclear"):
        return ""  # the note says it
    if row.chance is None and row.status in (Status.MET, Status.PARTLY):
        return ""
    return in_language(WITHOUT_LINE[row.status], language)


def look_of(row: Row) -> str:
    """Return how a row looks: its status, likely where a met row has no line that proves it."""
    if row.number is None:
        return "context"
    if row.status is Status.MET and row.chance is not None and not proves(row):
        return "likely"
    return str(row.status)
