"""Who is it? The pieces of a CV that must not reach the ranker.

In:  the header's lines, and any other text of the CV
Out: what kind of private detail a piece is, and the person's name with its span
Why: found by kind, not by a list of names: a name is where a name stands, in the header; its words
     are then taken out wherever they recur
"""

import re
from collections.abc import Sequence

from matcher.profiles.contact import EMAIL, LINK, PHONE, divided
from matcher.profiles.lines import Line, trim
from matcher.profiles.neutral import GENDER, PERSONAL
from matcher.profiles.patterns import words
from matcher.profiles.personal import subject_of
from matcher.profiles.places import COUNTRY, POSTCODE, STREET, TOWNS
from matcher.records import Private

LABELS = (
    ("name", words("(?:volledige )?naam", "(?:full )?name", "voornamen?", "achternaam", "roepnaam",
    "first name", "last name", "surname", "nom", "prénom", "vorname", "nachname", "nume")),
    ("address", words("(?:woon)?adres", "straat", "postcode(?: en (?:woon)?plaats)?", "woonplaats",
    "plaats", "address", "city", "town", "residence", "anschrift", "adresse", "wohnort", "ville",
    "location", "locatie", "woonachtig(?: te| in)?", "domicile", "adresa", "oraș", "localitate")),
    ("phone", words("tel(?:efoon)?(?:nummer)?\\.?", "mobiel\\w*", "gsm", "phone", "mobile", "handy",
    "téléphone", "portable", "telefon")),
    ("email", words("e-?mail(?:adres| address)?", "mail", "courriel")),
    ("birth", words("geboortedatum(?: en -?plaats)?", "geboren(?: op| te)?", "geboorteplaats",
    "geb\\.?", "date of birth", "dob", "born", "place of birth", "birth ?date", "geburtsdatum",
    "geburtsort", "geboren am", "date de naissance", "né(?:e)? le", "leeftijd", "age", "alter",
    "âge", "data nașterii")),
    ("gender", words("geslacht", "gender", "sex", "geschlecht", "sexe", "pronouns?",
    "voornaamwoorden")),
    ("nationality", words("nationaliteit", "nationality", "staatsangehörigkeit", "nationalität",
    "nationalité", "naționalitate")),
    ("marital", words("burgerlijke staat", "burg\\. staat", "marital status", "familienstand",
    "situation familiale", "situation de famille", "gezinssituatie", "kinderen", "stare civilă")),
    ("link", words("linked-?in", "website", "github", "portfolio", "web", "site")),
    ("photo", words("foto", "photo", "pasfoto", "\\[foto\\]")),
)  # fmt: skip
LICENCE = re.compile(
    r"(?i)rijbewij|driv(?:ing|er'?s?) licen|führerschein|permis (?:b|c|de condui)|"
    r"permis de conducere|\bcode ?95\b|eigen auto|own car|work permit|werkvergunning|VOG\b"
)
DOCUMENT_WORD = re.compile(
    r"(?i)^\W*(?:curriculum\s+vitae|c\.?v\.?|r[ée]sum[ée]|lebenslauf|levensloop)(?:\s+(?:van|of|"
    r"von|de))?\W*"
)


def kind_of_label(text: str) -> str | None:
    """Return what a line like "Geboortedatum: 1 mei 1980" tells of a person, or None."""
    match = re.match(r"\W*([^:\d]{2,30}?)\s*[:\t]\s*\S?", text) or re.match(
        r"\W*((?:Geboren|Geb\.|Né|Née|Born|Geboortedatum|Nationaliteit|Woonachtig)\b)", text
    )
    if match is None:
        return None
    for kind, pattern in LABELS:
        if pattern.fullmatch(match.group(1).strip(" -•*")):
            return kind
    return None


def kind_of_piece(text: str) -> str | None:
    """Return which kind of contact or personal detail a piece of the header is, or None."""
    labelled = kind_of_label(text)
    if labelled:
        return labelled
    if EMAIL.search(text):
        return "email"
    if LINK.search(text):
        return "link"
    if re.fullmatch(r"\W*(?:tel\.?|t|m|mob\.?)?\W*" + PHONE.pattern + r"\W*", text, re.IGNORECASE):
        return "phone"
    if re.search(r"\b\d{1,2}[-/. ](?:\d{1,2}|[^\W\d]+)[-/. ](?:19|20)\d\d\b", text):
        return "birth"
    if POSTCODE.search(text) or STREET.search(text):
        return "address"
    if len(text) < 60 and (COUNTRY.search(text) or TOWNS.fullmatch(text.strip(" ,."))):
        return "address"
    if PERSONAL.fullmatch(text.strip(" ,.")) or GENDER.fullmatch(text.strip(" ,.")):
        return "gender"
    return "personal" if subject_of(text) else None


def name_in(lines: Sequence[Line]) -> Private | None:
    """Return the person's name: a labelled one, else the name-like line at the top."""
    for line in lines:
        if kind_of_label(line.text) == "name":
            at = line.text.find(":") + 1
            start, end = trim(line.text, at, len(line.text))
            return Private("name", line.text[start:end], line.start + start, line.start + end)
    found: list[Private] = []
    for line in lines[:4]:
        label = DOCUMENT_WORD.match(line.text)
        for start, end in divided(line):
            start = max(start, line.start + (label.end() if label else 0))
            piece = line.text[start - line.start : end - line.start].split(",")[0].strip()
            if start < end and _name_like(piece):
                found.append(Private("name", piece, start, start + len(piece)))
    if not found:
        return None
    mail = _mail(lines)
    return max(found, key=lambda private: (_in_mail(private.text, mail), -private.start))


def full_name_like(text: str) -> bool:
    """Tell whether a line can be somebody's whole name: two to five words, the last a capital."""
    tokens = text.split()
    return 1 < len(tokens) <= 5 and tokens[-1][:1].isupper() and _name_like(text)


def in_mail(name: str, lines: Sequence[Line]) -> bool:
    """Tell whether an e-mail address among the lines holds a part of the name."""
    return _in_mail(name, _mail(lines)) > 0


def _name_like(text: str) -> bool:
    tokens = text.split()
    return (
        1 < len(tokens) <= 6
        and bool(re.fullmatch(r"[^\W\d_][\w.'’\- ()]*", text))
        and not re.search(r"\d", text)
        and kind_of_piece(text) is None
    ) or (len(tokens) == 1 and text[:1].isupper() and text.isalpha() and len(text) > 2)


def _mail(lines: Sequence[Line]) -> str:
    return " ".join(EMAIL.findall(" ".join(line.text for line in lines))).casefold()


def _in_mail(name: str, mail: str) -> int:
    return sum(token in mail for token in re.findall(r"[^\W\d_]{3,}", name.casefold()))
