"""Which parts of a vacancy ask for nothing, and why?

In:  a piece of a vacancy and the block that it stands in
Out: the reason to set it aside ("company", "offer", "application", ...), or None where it asks
Why: nothing is dropped in silence, so a recruiter sees what was not read as a requirement
"""

import re

from matcher.profiles import cues
from matcher.profiles.blocks import ASKING, Block


def why_not(piece: str, block: Block, structured: bool, names_skill: bool) -> str | None:
    """Return why a piece asks for nothing, or None where it is a requirement."""
    if len(re.findall(r"[^\W\d_]", piece)) < 3 and not names_skill:
        return "heading"
    if piece.endswith(":") and len(piece.split()) <= 2:
        return "heading"
    wish = cues.NOT_MUST.search(piece) or cues.NICE.search(piece)
    if cues.WAIVED.search(piece) and not wish:
        return "not needed"
    if block.part is not None and block.part not in ASKING:
        return block.part.value
    if cues.EQUAL.search(piece) and not cues.STRONG.search(piece):
        return "equal opportunity"
    if cues.TEAM.match(piece) and not names_skill:
        return "company"
    if _of_ourselves(piece) and not names_skill:
        return "offer" if cues.OFFERS.search(piece) else "company"
    if block.part in ASKING:
        if _explains(piece, names_skill):
            return "explanation"
        return _talk_in_section(piece, block)
    return _talk_in_prose(piece, block, structured, names_skill)


def _explains(piece: str, names_skill: bool) -> bool:
    """Tell whether a clause only comments on the ask before it: "anders leer je het bij ons"."""
    if not cues.EXPLAINS.match(piece) or len(piece.split()) < 3:
        return False
    asking = (cues.STRONG, cues.NICE, cues.DOES)
    return not (any(cue.search(piece) for cue in asking) or names_skill)


def _of_ourselves(piece: str) -> bool:
    """Tell whether a line speaks of "we" alone: neither of the reader nor of an ask."""
    if not cues.OURSELVES.search(piece) or cues.YOURSELF.search(piece):
        return False
    asking = (cues.ASKS, cues.STRONG, cues.MUST, cues.NICE, cues.NOT_MUST, cues.ANNOUNCES)
    return not any(cue.search(piece) for cue in asking)


def _says_you(piece: str) -> bool:
    cued = (cues.ASKS, cues.DOES, cues.STRONG, cues.MUST, cues.NICE)
    return any(cue.search(piece) for cue in cued)


def _talk_in_section(piece: str, block: Block) -> str | None:
    if block.line.bullet:
        return None
    if cues.INVITES.search(piece) and not cues.ASKS.search(piece):
        return "application"
    if cues.COMPANY.search(piece) and not _says_you(piece):
        return "company"
    if len(piece.split()) <= 12 and piece.endswith(("!", "?")) and not cues.MUST.search(piece):
        return "company"
    return None


def _talk_in_prose(piece: str, block: Block, structured: bool, names_skill: bool) -> str | None:
    strong = cues.STRONG.search(piece) or cues.NICE.search(piece) or cues.NOT_MUST.search(piece)
    if strong:
        return None
    does = cues.DOES.search(piece)
    if cues.INVITES.search(piece):
        return "application"
    if cues.OFFERS.search(piece):
        return "offer"
    if (cues.COMPANY.search(piece) or cues.ANNOUNCES.search(piece)) and not does:
        return "company"
    if piece.endswith("?"):
        return "company"
    if does or block.line.bullet:
        return None
    if structured:
        return None if cues.MUST.search(piece) and cues.ASKS.search(piece) else "company"
    if cues.ASKS.search(piece) or cues.MUST.search(piece):
        return None
    return None if names_skill else "company"
