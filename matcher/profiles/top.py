"""The top of a CV: who it is, what they call themselves, and what they already say there.

In:  the lines above the first heading, the person's name, a skill finder
Out: their parts: private pieces, the title, and evidence
Why: short and informal CVs are all top: "- product analytics, sql, roadmap" under no heading was
     taken for a title, and 44 of 53 such people were refused. So only what stands where a name, an
     address and a title stand is kept from the ranker; what follows is evidence on a low rung. A
     title is known by its place, not by its words: another title must give the same profile
"""

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from matcher.countries import country_of
from matcher.profiles import identity
from matcher.profiles.contact import EMAIL, LINK, PHONE, divided
from matcher.profiles.headings import Section
from matcher.profiles.languages import only_tongues
from matcher.profiles.lines import Line, ends_sentence, join_wrapped, sentences, trim
from matcher.profiles.neutral import PARTICLES, PERSONAL
from matcher.profiles.pieces import Aside, Parts, Piece, together
from matcher.profiles.sections import writes_to
from matcher.protocols import SkillFinder
from matcher.records import Private
from matcher.towns import is_known

REACH = 10  # lines from the top in which the last way to write to somebody is looked for
LONGEST_TITLE = 8  # words
NO_NAME = re.compile(  # no name holds one of these, a note does
    r"(?i)\b(?:and|with|for|in(?! ['’]?t\b)|met|voor|und|mit|für|avec|pour|dans)\b"
)
NAMED = 4  # first lines in which a name may stand
PERSON = re.compile(  # of the person and not of the work, however it is put
    r"(?i)(?<!\w)(?:nationalit\w+|staatsangeh\w+|burgerlijke|burg\.|geboren|geb\.|born|né[e]? le|"
    r"jahrgang|(?:\d|een|one|two|three|twee|drie|zwei|drei|deux|trois|ein|un|my|mijn)\s+(?:\w+\s)?"
    r"(?:children|child|kinderen|kinder|kind|enfants?|kids)|leeftijd|age|alter|âge|gehuwd|getrouwd|"
    r"samenwonend|single|married|verheiratet|ledig|mariée?|en couple|verblijfs\w*|visum|visa|"
    r"migrant\w*|woont? in|wonend|lives? in|living in|wohnhaft|regio:|(?:1[89]|[2-6]\d) ans"
    r"(?! d|e| en| comme))(?!\w)|^(?:kandida\w+|candidat\w*|bewerber\w*|sollicitant|naam|name)\s*:"
)
CALLED = re.compile(  # a label of a title
    r"(?i)\W*(?:functie\w*|gewenste functie|functie die ik zoek|rolle?|role|position|job title|"
    r"title|post(?: applied for)?|funktion|stelle|beruf|poste(?: recherché)?|fonction|beroep|"
    r"gewünschte position)\s*:"
)
EMPLOYED = re.compile(
    r"(?i)\W*(?:werkgever|bedrijf|organisatie|employer|company|arbeitgeber|firma|employeur|"
    r"entreprise)\s*:"
)
DATE_WORDS = re.compile(
    r"(?i)(?<!\w)(?:jan|feb|fév|mrt|mar|mär|maa|apr|avr|mei|may|mai|jun|jui|jul|aug|aoû|sep|okt|"
    r"oct|nov|dec|dez|déc)\w*|(?<!\w)(?:from|to|until|till|since|van|tot|t/m|sinds|heden|nu|von|bis|"
    r"seit|heute|aktuell|de|à|depuis|present|now|current|date|dates|periode|period|zeitraum|"
    r"aujourd'hui|en cours|q[1-4])(?!\w)"
)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a piece of the top stands."""

    within: bool  # above the last line that says who somebody is
    titled: bool  # what they call themselves stands before it
    after: bool  # anything that may be what they call themselves does
    known: bool  # some line says who they are
    high: bool  # among the first lines
    alone: bool = False  # it is a whole line
    row: bool = False  # it is one of three or more between commas
    headline: bool = False  # of a line like "Product manager | geodata | mobility"


def is_prose(text: str) -> bool:
    """Tell whether a line of a header is a sentence, and no name, title or address."""
    return len(text) > 110 or is_sentence(text)


def is_sentence(text: str) -> bool:
    """Tell whether a line is a sentence by its end, and not only by its length."""
    return len(text.split()) >= 8 and ends_sentence(text.rstrip())


def top_of(text: str, lines: Sequence[Line], name: Private | None, finder: SkillFinder) -> Parts:
    """Take the lines above the first heading apart."""
    written = max((line.start for line in lines if writes_to(line)), default=-1)
    who = [line for line in lines[:REACH] if _tells_who(line, name)]
    reach = who[-1].start if who else -1
    found: list[Parts] = []
    titled, below = False, 0
    slots = 1 if name else 2  # a name that is not known for one stands where a title may
    for number, line in enumerate(_unwrapped(text, lines)):
        prose = (
            is_sentence(line.text)
            or (line.start > written and is_prose(line.text))
            or (identity.kind_of_piece(line.text) is None and _sentences(text, line))
        )
        if prose and not _marked(line):
            found.append(Parts((Piece(line, Section.SUMMARY),)))
            below += slots * (line.start > reach)
            continue
        within = line.start <= reach
        place = _Place(
            within=within,
            titled=below >= slots or (titled and (within or line.gap)),
            after=titled or any(part.pieces for part in found),
            known=bool(who),
            high=number < NAMED,
        )
        part = _line(text, line, name, finder, place)
        titled = titled or bool(part.titles)
        if not within:
            says = any(piece.section is Section.OTHER for piece in part.pieces)
            below += slots if says else bool(part.titles)
        found.append(part)
    return together(found)


def _sentences(text: str, line: Line) -> bool:
    """Tell whether a line is several short sentences: "Kok. Franse keuken. Kan ook bediening."."""
    found = list(sentences(text, line.start, line.end))
    return len(found) > 1 and len(line.text.split()) > 3 and ends_sentence(line.text)


def _tells_who(line: Line, name: Private | None) -> bool:
    """Tell whether a line holds the name, or something else that only says who somebody is."""
    if name is not None and line.start < name.end and name.start < line.end:
        return True
    return any(
        identity.kind_of_piece(line.text[start - line.start : end - line.start])
        for start, end in divided(line)
    )


def _unwrapped(text: str, lines: Sequence[Line]) -> Iterator[Line]:
    """Yield the lines of a header with sentences made whole; contact lines stay as they are."""
    for marked, group in itertools.groupby(lines, _marked):
        run = list(group)
        yield from run if marked else join_wrapped(text, run, least=60)


def _marked(line: Line) -> bool:
    """Tell whether marks divide a header line: "Utrecht | 06-00112233 | a@example.nl"."""
    return bool(re.search(r"[|•·●\t]", line.text)) and len(list(divided(line))) > 1


def _line(text: str, line: Line, name: Private | None, finder: SkillFinder, place: _Place) -> Parts:
    spans = list(_spans(text, line, name))
    if not spans:
        return Parts(aside=(Aside(line.start, line.end, "no words"),))
    if len(spans) == 1 and spans[0] == (line.start, line.end):
        return _piece(line, finder, replace(place, alone=True))
    marked = _marked(line)
    pieces = [Line(text[start:end], start, end) for start, end in spans]
    if marked and all(len(p.text.split()) < 3 and finder.find(p.text) for p in pieces):
        return Parts((Piece(line, Section.OTHER),))
    contact = any(
        identity.kind_of_piece(piece.text) or PHONE.search(piece.text) for piece in pieces
    )
    named = name is not None and line.start < name.end and name.start < line.end
    headline = not (contact or named or place.titled)
    parts: list[Parts] = []
    for piece in pieces:
        row = len(spans) >= 3 and not (marked or headline)
        here = replace(place, row=row, headline=headline)
        parts.append(_piece(piece, finder, here))
        place = replace(place, titled=place.titled or bool(parts[-1].titles))
    return together(parts)


def _piece(piece: Line, finder: SkillFinder, place: _Place) -> Parts:
    text = piece.text
    kind = identity.kind_of_piece(text) or _kind_here(text, finder, place)
    if identity.LICENCE.search(text):
        return Parts((Piece(piece, Section.PERSONAL),))
    if kind:
        own = (Private(kind, text, piece.start, piece.end),)
        return Parts(titles=own) if kind == "title" else Parts(private=own)
    if identity.DOCUMENT_WORD.fullmatch(text):
        return Parts(aside=(Aside(piece.start, piece.end, "names the document"),))
    if _only_dates(text):
        why = "only dates" if re.search(r"\d", text) else "no words"
        return Parts(aside=(Aside(piece.start, piece.end, why),))
    if place.alone and re.search(r"[,;/(\d]", text) and only_tongues(text):
        return Parts((Piece(piece, Section.LANGUAGES),))
    if _says(piece, finder, place):
        return Parts((Piece(piece, Section.OTHER),))
    # "IT professional | Data | Cloud": a single word further on is a topic
    topic = place.titled and len(text.split()) == 1
    if topic or re.search(r"\d", text) or not re.search(r"[^\W\d_]{2}", text):
        return Parts(private=(Private("detail", text, piece.start, piece.end),))
    return Parts(titles=(Private("title", text, piece.start, piece.end),))


def _says(piece: Line, finder: SkillFinder, place: _Place) -> bool:
    """Tell whether a piece says what somebody can, and does not stand where a title does."""
    text = piece.text
    count, small = len(text.split()), text[:1].islower()
    items = [item for item in re.split(r"\s*[,;/|]\s*", text) if item]
    listed = place.alone and len(items) >= 3 and not re.search(r"\d{3}", text)
    if place.headline:
        return False
    if place.alone and not place.within and (piece.bullet or listed):
        return True
    if place.alone and small and (place.after or count > 2) and not (place.known and place.within):
        return True
    if place.alone and small and place.after:
        return True
    if place.alone and place.titled and not place.within and count > 1:
        return True
    if place.row and place.titled and not text[:1].isupper():
        return True
    if not (place.titled or place.known) and count > LONGEST_TITLE:
        return True
    mentions = finder.find(text)
    listed = listed and len(mentions) >= max(2, len(items) // 2)
    if place.alone and count > 4 and len(mentions) > 1 and NO_NAME.search(text):
        return True
    return bool(mentions) and (small or piece.bullet or place.titled or listed)


def _kind_here(text: str, finder: SkillFinder, place: _Place) -> str | None:
    """Return what a piece tells of the person in a form that only the top of a CV has."""
    if re.search(r"\S@|@\s?\w+\s?\.\s?\w", text):
        return "email"
    if re.fullmatch(r"[\w.-]+\.\w{2,}/\S+", text):
        return "link"
    if CALLED.match(text):
        return "title"
    if EMPLOYED.match(text):
        return "employer"
    if PHONE.search(text) and len(PHONE.sub(" ", text).split()) <= 4:
        return "phone"
    if not re.search(r"[^\W\d_]", text) and re.search(r"\d", text) and not _only_dates(text):
        return "detail"
    if len(text) > 80:
        return None
    if PERSONAL.search(text) or PERSON.search(text):
        return "detail"
    if finder.find(text):
        return None
    if _of_place(text):
        return "address"
    named = place.high and place.alone and identity.full_name_like(text)
    if named and not place.titled and not place.known:
        return None  # it may as well be what they call themselves
    return "detail" if named and all(_capital(word) for word in text.split()) else None


def _capital(word: str) -> bool:
    return word[:1].isupper() or word.casefold() in PARTICLES


def _of_place(text: str) -> bool:
    """Tell whether a short line names places: "Pune, Maharashtra, India"."""
    names = [name for part in re.split(r"[,/|()]|\s[–—-]\s", text) if (name := part.strip(" ."))]
    if not names or len(text.split()) > 6 or not all(name[:1].isupper() for name in names):
        return False
    return any(is_known(name) or (len(name) > 3 and country_of(name)) for name in names)


def _only_dates(text: str) -> bool:
    """Tell whether nothing is left of a text beside dates: "From: 06/2021", "to present"."""
    return not re.search(r"[^\W\d_]", DATE_WORDS.sub(" ", text))


def _spans(text: str, line: Line, name: Private | None) -> Iterator[tuple[int, int]]:
    """Yield the spans of a line's pieces without the name; by commas where it tells contact too."""
    named = name is not None and line.start < name.end and name.start < line.end
    for start, end in _beside(text, divided(line), name):
        piece = text[start:end]
        contact = any(pattern.search(piece) for pattern in (EMAIL, LINK, PHONE))
        if "," not in piece or not (contact or named) or identity.kind_of_label(piece):
            yield start, end
            continue
        at = start
        for cut in [*re.finditer(r",\s*", piece), None]:
            stop = start + cut.start() if cut else end
            a, b = trim(text, at, stop)
            if b > a:
                yield a, b
            at = start + cut.end() if cut else end


def _beside(
    text: str, spans: Iterable[tuple[int, int]], name: Private | None
) -> Iterator[tuple[int, int]]:
    """Yield the spans without the part that is the person's name."""
    for start, end in spans:
        if name and start < name.end and name.start < end:
            start, end = trim(text, min(name.end, end), end)
        if end > start:
            yield start, end
