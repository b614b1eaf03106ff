"""Which parts of a vacancy ask for nothing, and why?

In:  a piece of a vacancy and the block that it stands in
Out: the reason to set it aside ("company", "offer", "application", ...), or None where it asks
Why: nothing is dropped in silence, so a recruiter sees what was not read as a requirement
"""

import re

from matcher.profiles import cues
from matcher.profiles.blocks import ASKING, GREETS, PAY, Block
from matcher.profiles.lacking import RELIEF, is_welcome_without
from matcher.profiles.lines import sentences
from matcher.profiles.requirements import YEAR

BUT = re.compile(r"(?i)\b(?:maar|wel|but|aber|mais|dar|helpt|helps?)\b")
OURS = re.compile(r"(?i)(?:wij|we|onze|ons|our|wir|unser\w*|nous|notre) ")
BOASTS = re.compile(  # years of a firm or its people: "join a team with 20 years of experience"
    r"(?i)\b(?:teams?|bedrijf|organisatie|company|firm|firma|unternehmen|equipe|équipe|entreprise)"
    rf"\s+(?:met|with|mit|avec|die|that|has|heeft)\s+(?:\w+\s+){{0,3}}\d+\+?\s*{YEAR}(?:\s+(?:of|aan|an|d['’])?\s*\w+)?|"
    rf"\b(?:met|with|mit|avec|al|for|seit)\s+(?:\w+\s+){{0,2}}(?:[2-9]\d|1\d\d)\+?\s*{YEAR}"
    r".{0,40}\b(?:we|wij|wir|nous|our|onze|unser\w*|notre)\b|"
    r"\b(?:we|wij|wir|nous)\b.{0,40}\b(?:met|with|mit|avec)\s+(?:\w+\s+){0,2}"
    rf"(?:[2-9]\d|1\d\d)\+?\s*{YEAR}"
)
TIMES = re.compile(  # the sentence of a story: "Om zes uur 's ochtends gaan de deuren open."
    r"(?i)(?:om|tussen|sinds|rond|elke|iedere|at|between|since|every|around|um|zwischen|seit)\s.+\.$"
)


def why_not(
    piece: str, block: Block, structured: bool, names_skill: bool, *, note: bool = False
) -> str | None:
    """Return why a piece asks for nothing, or None where it is a requirement.

    A note says in single words what it asks ("Sentinel + KQL daily"): none of them is dropped.
    """
    if len(re.findall(r"[^\W\d_]", piece)) < 3 and not names_skill:
        return "heading"
    if piece.endswith(":") and len(piece.split()) <= 2:
        return "heading"
    wish = cues.NOT_MUST.search(piece) or cues.NICE.search(piece)
    if (cues.WAIVED.search(piece) and not wish) or _waived(piece, block):
        return "not needed"
    if is_welcome_without(piece):
        return "not needed"
    if RELIEF.match(piece) and not names_skill:
        return "explanation"
    if block.part is not None and block.part not in ASKING:
        return block.part.value
    if cues.EQUAL.search(piece) and not cues.STRONG.search(piece):
        return "equal opportunity"
    if _boasts(piece):
        return "company"
    if greets(piece):
        return "heading"
    if cues.TEAM.match(piece) and not names_skill:
        return "company"
    if _of_ourselves(piece) and not names_skill:
        return "offer" if cues.OFFERS.search(piece) else "company"
    lead = cues.PREFERENCE.search(piece)
    if lead and _of_ourselves(piece[: lead.start()]):
        return "company"  # "We plannen een rondleiding, het liefst tijdens een dienst"
    if block.part in ASKING:
        if cues.ELSE.match(piece) and not block.line.text.startswith(piece):
            return "explanation"
        if _explains(piece, names_skill):
            return "explanation"
        return _talk_in_section(piece, block)
    told = _talk_in_prose(piece, block, structured, names_skill)
    return None if told == "company" and note and _in_telegram_style(piece) else told


COUNTS = re.compile(r"(?i)een|twee|drie|vier|vijf|one|two|three|four|five")
SEEKS = re.compile(  # the person who is sought, where the note says no more of the work than that
    r"(?i)\b(?:zoek(?:t|en)?|gezocht|op zoek|uitkijken voor|looking for|wants?|needs?|sucht|suchen|"
    r"cherch\w+|recherch\w+|wie heeft er)\b"
)


OF_THE_CALL = re.compile(  # and not of the person who is sought
    r"(?i)\b(?:wij|we|ons|onze|ik|mij|nous|wir|ich|uns|our|us|i|i'm|tel|gebeld|bel|bellen|terugbel\w*|"
    r"call|ring|rückruf|rappel\w*|appel|mail\w*|tarief|rate|budget|pay|paid|huisvesting|"
    r"homeoffice|télétravail|thuiswerken|mr|mrs|ms|mevr|dhr|frau|herr|m|mme)\b|[€$£@]|\b\d{6,}|"
    r"\b\d{1,2}[.:h]\d\d ?h?\b"
)
WHOLE = re.compile(  # a sentence with its subject and its verb, of which telegrams have one at most
    r"(?i)^(?:de|het|een|the|an?|there|only|wie|heb|wil|der|die|das|eine?|les?|la|une?)\b"
    r"|\b(?:is|zijn|are|was|were|been|has|have|heeft|hebben|wordt|worden|will|behoort|staat|ist|"
    r"sind|wird|werden|est|sont|sera)\b"
)
TELEGRAM = 9  # words


def _in_telegram_style(piece: str) -> bool:
    """Tell whether a piece of a note is a few words about the person, and no small talk."""
    few = len(piece.split()) <= TELEGRAM and not piece.endswith("?")
    told = OF_THE_CALL.search(piece) or WHOLE.search(piece) or cues.TERMS.search(piece)
    return few and not (told or pays(piece) or greets(piece))


def _boasts(piece: str) -> bool:
    """Tell whether a line tells how long the firm exists, and asks for nothing besides."""
    rest = BOASTS.sub(" ", piece)
    asking = (cues.ASKS, cues.STRONG, cues.MUST)
    return rest != piece and not (seeks(piece) or any(cue.search(rest) for cue in asking))


def surely_talk(piece: str) -> bool:
    """Tell whether a sentence is of the firm by its very form: its age, or who one works with."""
    return _boasts(piece) or bool(cues.TEAM.match(piece))


def seeks(piece: str) -> bool:
    """Tell whether a piece of a note names the person who is sought."""
    return bool(SEEKS.search(piece)) and not piece.endswith(":")


def greets(piece: str) -> bool:
    """Tell whether a piece is no more than a greeting or a count."""
    return bool(GREETS.fullmatch(piece) or COUNTS.fullmatch(piece))


def pays(piece: str) -> bool:
    """Tell whether an item of a list is what the job pays: "taux 14,50 + paniers"."""
    asking = (cues.ASKS, cues.STRONG, cues.MUST, cues.NICE)
    paid = cues.OFFERS.search(piece) or PAY.search(piece)
    return bool(paid) and not any(cue.search(piece) for cue in asking)


def _waived(piece: str, block: Block) -> bool:
    """Tell whether a "geen must" asks for nothing: it limits an ask, or tells why it is none.

    A line that holds nothing else ("Een diploma is geen must") names what is welcome.
    """
    if not cues.NOT_MUST.search(piece) or cues.NICE.search(piece):
        return False
    if BUT.match(piece):
        return True  # cut off behind what it limits
    flat = cues.FLATLY.search(piece)
    whole = next((s for s in _sentences(block) if piece in s), piece)
    before, _, after = whole.partition(piece)
    told = (piece[flat.end() :] if flat else "") + after
    turned = BUT.match(told.lstrip(" ,;:")) or cues.NICE.search(told)
    return bool(flat) and not turned and max(len(before.split()), len(told.split())) >= 3


def _sentences(block: Block) -> list[str]:
    text = block.line.text
    return [text[start:end] for start, end in sentences(text, 0, len(text))]


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
    if cues.COMPANY.match(piece) and OURS.match(piece):
        return "company"
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
    if TIMES.match(piece) and not (_says_you(piece) or cues.YOURSELF.search(piece)):
        return "company"
    if structured:
        return None if cues.MUST.search(piece) and cues.ASKS.search(piece) else "company"
    if cues.ASKS.search(piece) or cues.MUST.search(piece):
        return None
    return None if names_skill else "company"
