"""What is somebody called in a role of which the CV tells nothing else?

In:  the header lines of a role without lines of its own
Out: the span of its title
Why: such a title is the only thing that is told of the work, so it stands on a rung of its own
     instead of being thrown away. Employers stay out: "Administratie, Ziekenhuis Noord" nurses
     nobody. A part that the table of titles knows goes first, since some write the employer first
"""

import re
from collections.abc import Sequence

from matcher.profiles.contact import without_contact
from matcher.profiles.lines import COMPANY_FORMS
from matcher.profiles.patterns import words
from matcher.profiles.places import COUNTRY, TOWNS
from matcher.profiles.roles import DURATION
from matcher.profiles.titles import without_titles

Span = tuple[int, int]

_TITLE_LABEL = words(
    "functie(?:titel|naam)?", "rol", "position", "role", "job title", "title", "function", "poste",
    "stelle", "berufsbezeichnung", "beroep",
)  # fmt: skip
_OTHER_LABEL = words(
    "werkgever", "bedrijf(?:snaam)?", "organisatie", "opdrachtgever", "instelling", "periode",
    "plaats", "locatie", "standplaats", "branche", "sector", "dienstverband", "contract", "uren",
    "employer", "company", "client", "organi[sz]ation", "period", "dates?", "location", "hours",
    "arbeitgeber", "firma", "zeitraum", "ort", "employeur", "entreprise", "p\u00e9riode", "lieu",
)  # fmt: skip
_EMPLOYER = re.compile(
    r"(?i)\b\w*(?:ziekenhuis|school|fabriek|bedrijf|centrum|zorggroep|werkplaats)\b|"
    r"\b(?:hospital|klinik(?:um)?|h\u00f4pital|stichting|foundation|gemeente|"
    r"ministerie|universit\w+|college|academie|b\.?v|n\.?v|vof|ltd|inc|llc|plc|"
    r"gmbh|ag|bvba|sarl|group|groep|holding|company|solutions|services|international|bank|"
    r"supermarkt|restaurant|hotel|uitzendbureau)\b\.?"
)
_QUALIFIES = re.compile(  # "Verpleegkundige - afdeling cardiologie"
    r"(?i)(?:afd(?:eling|\.)?|specialis\w+|team|gericht|focus|ward|department|dept|unit|abteilung|"
    r"station|service de|niveau|level|schwerpunkt)\b"
)


def title_of(text: str, parts: Sequence[Span]) -> Span | None:
    """Return the span of the title among the parts of a role's header; None where none can be.

    Parameters
    ----------
    text : of the CV
    parts : spans of the header without its dates, in the order of the text
    """
    told = _unlabelled(text, parts)
    if not told:
        return None
    named = next((place for place, (a, b) in enumerate(told) if _named(text[a:b])), None)
    plain = next((place for place, (a, b) in enumerate(told) if not _employs(text[a:b])), 0)
    place = plain if named is None else named
    start, end = told[place]
    while place + 1 < len(told):
        place += 1
        further = _qualified(text, end, told[place])
        if further is None:
            break
        end = further
    return start, end


def _unlabelled(text: str, parts: Sequence[Span]) -> list[Span]:
    """Return the parts without labels and what other labels than a title's introduce."""
    found: list[Span] = []
    skip = False
    for start, end in parts:
        part = text[start:end]
        label = text[end:].lstrip(" \t")[:1] == ":"
        if label and _TITLE_LABEL.fullmatch(part):
            return [parts[i] for i in range(len(parts)) if parts[i][0] > start][:1]
        if label and _OTHER_LABEL.fullmatch(part):
            skip = True
            continue
        if not (skip or DURATION.fullmatch(part) or is_place(part)) and without_contact(part):
            found.append((start, end))
        skip = False
    return found


def is_place(text: str) -> bool:
    """Tell whether a text names nothing but towns and countries: "Utrecht, Nederland"."""
    names = [part.strip(" .()") for part in re.split(r"[,/|]", text)]
    told = [name for name in names if name]
    return bool(told) and all(TOWNS.fullmatch(name) or COUNTRY.fullmatch(name) for name in told)


def _named(part: str) -> bool:
    """Tell whether the table of titles knows a part."""
    return without_titles(part) != part and not COMPANY_FORMS.search(part)


def _employs(part: str) -> bool:
    return bool(_EMPLOYER.search(part) or COMPANY_FORMS.search(part))


def _qualified(text: str, end: int, part: Span) -> int | None:
    """Return the end of a title that goes on in the next part: "Nurse (cardiology)"."""
    between, said = text[end : part[0]], text[slice(*part)]
    if _employs(said) or re.search(r"\d{4}|\n", between + said):
        return None
    if between.strip() == "(" and text[part[1] : part[1] + 1] == ")":
        return part[1] + 1
    return part[1] if _QUALIFIES.match(said) else None
