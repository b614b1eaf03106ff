"""Who is it? The pieces of a CV that must not reach the ranker.

In:  the header's lines, and any other text of the CV
Out: what kind of private detail a piece is, and the person's name with its span
Why: found by kind, not by a list of names: a name is where a name stands, in the header; its words
     are then taken out wherever they recur
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice

from matcher.profiles.contact import EMAIL, LINK, PHONE, divided, without_contact
from matcher.profiles.headings import cv_section
from matcher.profiles.languages import only_tongues
from matcher.profiles.lines import Line, lines_of, trim
from matcher.profiles.neutral import GENDER, PARTICLES, PERSONAL, name_pattern, own_tokens
from matcher.profiles.once import once_a_document
from matcher.profiles.patterns import words
from matcher.profiles.personal import subject_of, without_personal
from matcher.profiles.places import COUNTRY, POSTCODE, STREET, TOWNS
from matcher.profiles.titles import TITLE, without_titles
from matcher.protocols import SkillFinder
from matcher.records import Private
from matcher.resources import shipped
from matcher.towns import is_known

TOP = 4  # the first lines of a header, where a name stands
TOP_OF_PROSE = 12  # lines in which a text in the third person names whom it is about
LONGEST_NAME_LINE = 160  # characters of a line with a name and contact details
HANDLE = re.compile(r"(?i)\b(?:linkedin\.com/in|github\.com|xing\.com/profile)/([\w.-]+)")
GLUED = re.compile(r"[a-zà-ÿ]{4}[A-Z]")  # "ProfessionalSummary"
TRADES = frozenset(  # surnames that are also what somebody does
    (
        "bakker", "slager", "kok", "schilder", "timmerman", "smit", "smid", "visser", "koster",
        "mulder", "kuiper", "schipper", "jager", "meester", "schoenmaker", "tuinman", "brouwer",
        "koch", "bäcker", "becker", "fischer", "schneider", "müller", "schmidt", "zimmermann",
        "wagner", "weber", "schreiner", "jäger", "meister", "baker", "cook", "carpenter", "taylor",
        "smith", "miller", "butcher", "farmer", "mason", "cooper", "porter", "gardener", "fisher",
        "turner", "boucher", "boulanger", "charpentier", "fournier", "marchand", "berger",
    )
)  # fmt: skip
GIVEN = frozenset(  # first names that are also words
    (
        "rose", "grace", "mark", "dean", "ruby", "will", "bill", "faith", "hope", "joy", "lily",
        "daisy", "may", "june", "april", "august", "max", "victor", "frank", "jasmine", "amber",
        "crystal", "iris", "roos", "fleur", "wil", "storm", "merel", "sterre", "pascal", "rob",
        "guy", "art", "earl", "drew", "pat", "gene", "ray", "olive", "violet", "pearl", "robin",
    )
)  # fmt: skip
THIRD_PERSON = re.compile(
    r"(?P<name>[^\W\d_a-z][\w'’-]+(?:\s+(?:van|von|der|den|de|het|ten|ter|la|le|el|al|bin|ben|da|"
    r"di|du|dos|[^\W\d_a-z][\w'’.-]*)){1,4})\s+"
    r"(?:is|was|werkt|werkte|heeft|had|begon|studeerde|behaalde|groeide|woont|has|works|worked|"
    r"joined|studied|brings|began|started|holds|ist|arbeitet|arbeitete|hat|war|studierte|est|"
    r"travaille|possède|était)(?!\w)"
)
COMPANY = re.compile(
    r"(?i)\b(?:b\.?v|n\.?v|gmbh|ltd|inc|llc|groep|group|gruppe|company|bedrijf|firma|stichting|"
    r"consult\w*|holding|university|universit\w+|hogeschool|college|school|bank|gemeente)\b"
)

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
OF_THE_PERSON = ("birth", "gender", "nationality", "marital")
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
    match = re.match(r"\W*+([^:\d]{2,30}?)\s{0,9}[:\t]\s*\S?", text) or re.match(
        r"\W*+((?:Geboren|Geb\.|Né|Née|Born|Geboortedatum|Nationaliteit|Woonachtig)\b)", text
    )
    if match is None:
        return None
    for kind, pattern in LABELS:
        if pattern.fullmatch(match.group(1).strip(" -•*")):
            return None if kind in OF_THE_PERSON and _says_more(text) else kind
    return None


def _says_more(text: str) -> bool:
    """Tell whether a line says more than a personal detail: "Geboren in 1966. Ik las sinds ..."."""
    left = without_personal(text)
    return left != text and len(re.findall(r"[^\W\d_]{2,}", left)) > 3


@once_a_document
def kind_of_piece(text: str) -> str | None:
    """Return which kind of contact or personal detail a piece of the header is, or None."""
    labelled = kind_of_label(text)
    if labelled:
        return labelled
    if EMAIL.search(text):
        return "email"
    if LINK.search(text):
        return "link"
    if re.fullmatch(
        r"\W{0,9}(?:tel\.?|t|m|mob\.?)?\W{0,9}" + PHONE.pattern + r"\W*", text, re.IGNORECASE
    ):
        return "phone"
    if re.search(r"\b\d{1,2}[-/. ](?:\d{1,2}|[^\W\d]{1,12})[-/. ](?:19|20)\d\d\b", text):
        return "birth"
    if POSTCODE.search(text) or STREET.search(text):
        return "address"
    if len(text) < 60 and (COUNTRY.search(text) or TOWNS.fullmatch(text.strip(" ,."))):
        return "address"
    if PERSONAL.fullmatch(text.strip(" ,.")) or GENDER.fullmatch(text.strip(" ,.")):
        return "gender"
    return "personal" if subject_of(text) else None


def name_in(
    lines: Sequence[Line], finder: SkillFinder, everything: Sequence[Line] = ()
) -> Private | None:
    """Return the person's name, or None where nothing is likely one.

    A labelled name; else the piece of the header that an e-mail address or a profile's address
    bears out, or the first that is no title, skill, heading or other ordinary word; else the
    subject of a first sentence in the third person ("Joris Vandamme is ...").

    Parameters
    ----------
    lines      : the header
    finder     : what it knows is a skill and no name
    everything : all lines of the text; the words that stand there in small letters are no names
    """
    for line in lines:
        if kind_of_label(line.text) == "name":
            at = line.text.find(":") + 1
            start, end = trim(line.text, at, len(line.text))
            return Private("name", line.text[start:end], line.start + start, line.start + end)
    words = Words(everything or lines, finder)
    handles = _handles(everything or lines)
    top = lines[:TOP]
    found = [
        *_likely(top, words, handles),
        *(one for one in _likely([*lines[TOP:], *everything], words, handles)
          if _in_handles(one.text, handles) > 1),
    ]  # fmt: skip
    if found:
        return max(found, key=lambda one: (_in_handles(one.text, handles), -one.start))
    return _subject(lines or everything, words)


def _likely(lines: Sequence[Line], words: Words, handles: str) -> Iterator[Private]:
    """Yield the pieces of lines that can be a name."""
    for line in lines:
        if len(line.text) > LONGEST_NAME_LINE:
            continue
        label = DOCUMENT_WORD.match(line.text)
        for start, end in divided(line):
            start = max(start, line.start + (label.end() if label else 0))
            piece = line.text[start - line.start : end - line.start].split(",")[0].strip()
            if start < end and _name_like(piece) and not _called(piece, words, handles):
                yield Private("name", piece, start, start + len(piece))


def _called(piece: str, words: Words, handles: str) -> bool:
    """Tell whether a piece is a title, a skill, a heading or an ordinary word, and no name."""
    tokens = own_tokens(piece)
    if not tokens or cv_section(piece) or only_tongues(piece):
        return True
    small = [token for token in re.findall(r"[^\W\d_]+", piece) if token[0].islower()]
    if any(token.casefold() not in PARTICLES for token in small):
        return _in_handles(piece, handles) < 2  # "jan de vries", told by his address alone
    strange = [token for token in tokens if not words.known(token)]
    if strange and _in_handles(piece, handles):
        return False
    if len(tokens) == 1 and (GLUED.search(piece) or is_known(piece)):
        return True
    given = bool(strange) or tokens[0].casefold() in GIVEN
    if tokens[-1].casefold() in TRADES and given and 1 < len(tokens) <= 3:
        return False  # "Nienke Bakker", "Rose Cook"
    named = without_titles(piece).strip() != piece or words.finder.find(piece)
    return bool(named or not strange or GLUED.search(piece) or is_known(piece))


def _subject(lines: Sequence[Line], words: Words) -> Private | None:
    """Return who a text in the third person is about, told in its first lines."""
    for line in lines[:TOP_OF_PROSE]:
        match = THIRD_PERSON.match(line.text)
        if match is None or COMPANY.search(line.text[: match.end() + 40]):
            continue
        piece = match["name"]
        called = without_titles(piece).strip() != piece or words.finder.find(piece)
        if not called and not any(words.known(token) for token in own_tokens(piece)):
            start = line.start + match.start("name")
            return Private("name", piece, start, start + len(piece))
    return None


def own_name(text: str, name: Private | None, finder: SkillFinder) -> re.Pattern[str] | None:
    """Return a pattern for what is taken out as the person's name wherever it recurs.

    A part of it that is also a skill ("Ruby Jansen") or an ordinary word ("Bakker") goes only
    where it stands beside another part, or where a verb shows that it is somebody.
    """
    if name is None:
        return None
    words = Words(lines_of(text), finder)
    tokens = own_tokens(name.text)
    spared = {token for token in tokens if words.known(token) or _of_skill(text, token, finder)}
    return name_pattern(name.text, spared)


def _of_skill(text: str, token: str, finder: SkillFinder) -> bool:
    """Tell whether a part of a name is a part of a skill in this text ("Power BI")."""
    for match in islice(re.finditer(rf"(?i)(?<!\w){re.escape(token)}(?!\w)", text), 20):
        start = max(0, match.start() - 30)
        at = match.start() - start
        for mention in finder.find(text[start : match.end() + 30]):
            if mention.start <= at < mention.end:
                return True
    return False


class Words:
    """Which words are a CV's ordinary ones: they stand in it in small letters, or are skills."""

    def __init__(self, lines: Sequence[Line], finder: SkillFinder) -> None:
        self.finder = finder
        self._small = {
            word.casefold()
            for line in lines
            for word in re.findall(r"(?<![\w'’.@/-])[^\W\d_A-Z][\w-]+", without_contact(line.text))
            if word[0].islower()
        }

    def known(self, word: str) -> bool:
        """Tell whether a word is an ordinary one or a skill."""
        folded = word.casefold()
        return (
            folded in self._small
            or folded in _ordinary()
            or bool(TITLE.fullmatch(word))
            or bool(self.finder.find(word))
        )


@cache
def _ordinary() -> frozenset[str]:
    """Return the words that stand in small letters in the background texts."""
    rows = shipped("background.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(
        word for row in rows for word in re.findall(r"(?<![\w'’-])[a-zà-ÿ][a-zà-ÿ-]{2,}", row[3:])
    )


def full_name_like(text: str) -> bool:
    """Tell whether a line can be somebody's whole name: two to five words, the last a capital."""
    tokens = text.split()
    return 1 < len(tokens) <= 5 and tokens[-1][:1].isupper() and _name_like(text)


def in_mail(name: str, lines: Sequence[Line]) -> bool:
    """Tell whether an e-mail address or a profile's address among the lines holds a part of it."""
    return _in_handles(name, _handles(lines)) > 0


def _name_like(text: str) -> bool:
    tokens = text.split()
    return (
        1 < len(tokens) <= 6
        and bool(re.fullmatch(r"[^\W\d_][\w.'’\- ()]*", text))
        and not re.search(r"\d", text)
        and kind_of_piece(text) is None
    ) or (len(tokens) == 1 and text[:1].isupper() and text.isalpha() and len(text) > 2)


def _handles(lines: Sequence[Line]) -> str:
    """Return what people call themselves in addresses: "sanne.de.wit in/sannedewit"."""
    text = "\n".join(line.text for line in lines)
    found = [match.group().partition("@")[0] for match in EMAIL.finditer(text)]
    return _folded(" ".join((*found, *HANDLE.findall(text))))


def _in_handles(name: str, handles: str) -> int:
    return sum(_folded(token) in handles for token in _long(name))


def _long(name: str) -> list[str]:
    return re.findall(r"[^\W\d_]{3,}", name)


def _folded(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in letters if not unicodedata.combining(c))
