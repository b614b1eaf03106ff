"""Who is it? The pieces of a CV that must not reach the ranker.

In:  the header's lines, and any other text of the CV
Out: private pieces with their spans, the town, and texts made neutral
Why: found by kind, not by a list of names: a name is where a name stands, in the header; then its
     words are taken out wherever they recur. Removing the header made rankings exactly invariant
     under name swaps in public tests, at no cost in quality
"""

import re
from collections.abc import Iterator

from matcher.profiles.lines import Line, trim
from matcher.profiles.patterns import words
from matcher.records import Private

EMAIL = re.compile(r"[\w.+-]+\s?@\s?[\w-]+(?:\.[\w-]+)+")
LINK = re.compile(
    r"(?i)(?:https?://|www\.)\S+|\b(?:linkedin|github|gitlab|behance|xing|twitter)\.com\S*|"
    r"\b[\w-]+(?:\.[\w-]+)*\.(?:nl|com|org|net|eu|io|dev|be|de|me)(?:/\S*)?(?!\w)"
)
PHONE = re.compile(r"(?<![\w/])(?:\+|00|\(0|0)\d?[\d\s()./–-]{7,18}\d(?!\w)")
POSTCODE = re.compile(
    r"(?<!\w)(?:[1-9]\d{3}\s?[A-Z]{2}|[A-Z]{1,2}\d[A-Z\d]?\s\d[A-Z]{2}|(?:D-|B-|F-|"
    r"L-)?\d{4,5})(?=\s+[A-Z])"
)
TOWN = re.compile(
    r"(?<!\w)(?:[1-9]\d{3}\s?[A-Z]{2}|(?:D-|B-|"
    r"F-)?\d{4,5}),?\s+([A-Z\u00c0-\u024f'’][\w'’.-]+(?:[ -](?:[a-z]{2,4}[ -])*[A-Z][\w'’-]+)*)"
)
STREET = re.compile(
    r"(?i)(?:straat|laan|weg|plein|kade|gracht|singel|hof|dijk|pad|dreef|steeg|markt|plantsoen|"
    r"baan|stra(?:ß|ss)e|street|road|avenue|lane|rue|strada|platz|weg|allee|drive|close|"
    r"\bst\.|\bave?\.?)\s+\d+\s?[a-z]?\b|^\d+\s+[A-Z]\w+.*\b(?:street|road|avenue|lane|st|ave|"
    r"rd)\b"
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
LICENCE = re.compile(
    r"(?i)rijbewij|driv(?:ing|er'?s?) licen|führerschein|permis (?:b|c|de condui)|"
    r"permis de conducere|\bcode ?95\b|eigen auto|own car|work permit|werkvergunning|VOG\b"
)
COUNTRY = words(
    "nederland",
    "the netherlands",
    "netherlands",
    "holland",
    "belgië",
    "belgium",
    "deutschland",
    "germany",
    "france",
    "united kingdom",
    "uk",
    "belgique",
    "sudan",
    "spain",
    "romania",
    "românia",
)
TOWNS = words(
    "amsterdam",
    "rotterdam",
    "den haag",
    "'s-gravenhage",
    "utrecht",
    "eindhoven",
    "groningen",
    "tilburg",
    "almere",
    "breda",
    "nijmegen",
    "apeldoorn",
    "haarlem",
    "arnhem",
    "enschede",
    "amersfoort",
    "zaandam",
    "zaanstad",
    "den bosch",
    "'s-hertogenbosch",
    "zwolle",
    "leiden",
    "zoetermeer",
    "leeuwarden",
    "maastricht",
    "dordrecht",
    "ede",
    "deventer",
    "delft",
    "alkmaar",
    "venlo",
    "hilversum",
    "hengelo",
    "roosendaal",
    "purmerend",
    "oss",
    "schiedam",
    "helmond",
    "almelo",
    "gouda",
    "lelystad",
    "hoorn",
    "vlaardingen",
    "assen",
    "emmen",
    "veenendaal",
    "zeist",
    "houten",
    "nieuwegein",
    "woerden",
    "hoofddorp",
    "amstelveen",
    "middelburg",
    "vlissingen",
    "goes",
    "terneuzen",
    "roermond",
    "sittard",
    "heerlen",
    "kampen",
    "doetinchem",
    "zutphen",
    "tiel",
    "culemborg",
    "antwerpen",
    "gent",
    "brussel",
    "leuven",
    "brugge",
    "berlin",
    "köln",
    "düsseldorf",
    "paris",
    "lyon",
    "lille",
    "london",
    "manchester",
)
DOCUMENT_WORD = re.compile(
    r"(?i)^\W*(?:curriculum\s+vitae|c\.?v\.?|r[ée]sum[ée]|lebenslauf|levensloop)(?:\s+(?:van|of|"
    r"von|de))?\W*"
)
PARTICLES = frozenset(
    (
        *(
            "van",
            "von",
            "der",
            "den",
            "de",
            "het",
            "'t",
            "ter",
            "ten",
            "te",
            "la",
            "le",
            "el",
            "al",
        ),
        *("bin", "ben", "ibn", "da", "di", "du", "dos", "das", "del", "op", "in", "aan", "y", "zu"),
    )
)
GENDER = re.compile(
    r"(?<![\w-])(?:hij|zij|hem|haar(?!\s+(?:knip|verv|kleur|wass|styl|föhn|verzorg|opsteek))|"
    r"zijn|zijne|hare|hijzelf|zijzelf|"
    r"he|she|his|her|hers|him|himself|herself|"
    r"meneer|mijnheer|mevrouw|dhr\.?|mevr\.?|mw\.?|mannelijke?|vrouwelijke?|man|vrouw|vader|"
    r"moeder|papa|mama|zoon|dochter|"
    r"male|female|woman|mother|father|mum|mom|dad|husband|wife|gentleman|lady|"
    r"er|sie|seine?[nmrs]?|ihre?[nmrs]?|herr|frau|mutter|vater|männlich|weiblich|"
    r"il|elle|monsieur|madame|mme|homme|femme|mère|père|echtgenoot|echtgenote)(?![\w-])"
    r"|(?<!\w)(?-i:(?:Mr|Mrs|Ms)\.?(?=\s+[A-Z]))",
    re.IGNORECASE,
)
GENDER_MARK = re.compile(
    r"(?i)\s*\((?:m/v|v/m|m/f|f/m|h/f|f/h|m/w|w/m|man/vrouw|he/him|she/her|they/them|hij/hem|"
    r"zij/haar)(?:/[xd])?\)|(?<!\w)(?:m/v/x|m/w/d|m/v|h/f|man/vrouw)(?!\w)|(?<=\w)/(?:a|in|"
    r"ster|e)(?=\s)"
)
PERSONAL = re.compile(
    r"(?i)(?<!\w)(?:\d{2}[- ]jarige?|\d{2}\s+jaar\s+(?:oud|jong)|"
    r"(?:aged?\s+)?\d{2}[- ]years?[- ]old|\d{2}\s+jahre\s+alt|\d{2}\s+ans(?=\W*$|,)|"
    r"geboren\s+(?:op|in|te)\s+[^,.;]{2,40}|(?:was\s+)?born\s+(?:on|in)\s+[^,.;]{2,40}|"
    r"geboortedatum:?\s*[^,;|]{4,20}|gehuwd|getrouwd|ongehuwd|married|divorced|gescheiden|"
    r"verheiratet|ledig|mariée?|célibataire)(?!\w)"
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
    return None


def pieces(line: Line) -> Iterator[tuple[int, int]]:
    """Yield the spans of the parts of a header line that "|", "•", tabs or wide gaps divide."""
    at = 0
    for cut in [
        *re.finditer(
            r"(?i)\s*[|•·●\t;]\s*|\s{3,}|\s+[–—-]\s+|(?<=[^\W_]{3})\.\s+|,\s+(?=[\w.+-]+@)|"
            r",\s+(?=(?:\+|0)\d)|,\s+(?=(?:geboren|rijbewijs|tel|mobiel|phone|born|driving|"
            r"e-?mail|linkedin|nationalit)\b)",
            line.text,
        ),
        None,
    ]:
        stop = cut.start() if cut else len(line.text)
        start, end = trim(line.text, at, stop, " \t\n,;")
        if end > start:
            yield line.start + start, line.start + end
        at = cut.end() if cut else stop


def name_in(lines: list[Line]) -> Private | None:
    """Return the person's name: a labelled one, else the name-like line at the top."""
    for line in lines:
        if kind_of_label(line.text) == "name":
            at = line.text.find(":") + 1
            start, end = trim(line.text, at, len(line.text))
            return Private("name", line.text[start:end], line.start + start, line.start + end)
    found: list[Private] = []
    for line in lines[:4]:
        label = DOCUMENT_WORD.match(line.text)
        for start, end in pieces(line):
            start = max(start, line.start + (label.end() if label else 0))
            piece = line.text[start - line.start : end - line.start].split(",")[0].strip()
            if start < end and _name_like(piece):
                found.append(Private("name", piece, start, start + len(piece)))
    if not found:
        return None
    mail = " ".join(EMAIL.findall(" ".join(line.text for line in lines))).casefold()
    return max(found, key=lambda private: (_in_mail(private.text, mail), -private.start))


def _name_like(text: str) -> bool:
    tokens = text.split()
    return (
        1 < len(tokens) <= 6
        and bool(re.fullmatch(r"[^\W\d_][\w.'’\- ()]*", text))
        and not re.search(r"\d", text)
        and kind_of_piece(text) is None
    ) or (len(tokens) == 1 and text[:1].isupper() and text.isalpha() and len(text) > 2)


def _in_mail(name: str, mail: str) -> int:
    return sum(token in mail for token in re.findall(r"[^\W\d_]{3,}", name.casefold()))


def name_pattern(name: str | None) -> re.Pattern[str] | None:
    """Return a pattern for a person's name, whole or in part, wherever it recurs."""
    tokens = re.findall(r"[^\W\d_][\w'’-]+", name or "")
    own = [token for token in tokens if token.casefold() not in PARTICLES and len(token) > 1]
    if not own:
        return None
    links = "|".join(sorted(PARTICLES, key=len, reverse=True))
    body = "|".join(_either_case(token) for token in sorted(own, key=len, reverse=True))
    one = rf"(?:(?:[A-Z]\.\s?)+)?(?:(?:{links})\s+)*(?:{body})"
    particles = rf"(?i:(?:(?:{links})\s+)*)"
    one = rf"(?:(?:[A-Z]\.\s?)+)?{particles}(?:{body})(?:['’]s)?"
    return re.compile(rf"(?<![\w@-])(?:{one}(?:\s+{one})*)(?![\w@]|-\w|\s+(?:19|20)\d\d)")


def _either_case(token: str) -> str:
    cased = {
        token,
        token.upper(),
        token[:1].upper() + token[1:].casefold(),
        token[:1].upper() + token[1:],
    }
    return "|".join(re.escape(form) for form in sorted(cased))


def neutral(text: str, name: re.Pattern[str] | None) -> str:
    """Return `text` without the name, contact details, age, family and gendered words."""
    for pattern in (EMAIL, LINK, PHONE, PERSONAL, GENDER_MARK):
        text = pattern.sub(" ", text)
    if name is not None:
        text = name.sub(" ", text)
    return GENDER.sub(" ", text)


def city_in(lines: list[Line]) -> str | None:
    """Return the town where the person lives, or None where the header does not tell."""
    for line in lines:
        found = TOWN.search(line.text)
        if found:
            return found.group(1).strip(" .,")
    for line in lines:
        match = re.search(
            r"(?i)(?:woonplaats|woonachtig (?:te|in)|plaats|city|town|wohnort|ville|residence|"
            r"location|locatie)\s*:?\s+([A-Z'’][\w'’-]+(?: [A-Z][\w'’-]+)*)",
            line.text,
        )
        if match:
            return match.group(1)
    for line in lines:
        for start, end in pieces(line):
            piece = line.text[start - line.start : end - line.start]
            country = re.match(
                r"([A-Z'’\u00c0-\u024f][\w'’ -]+?),\s*(?:[\w ]+,\s*)?(?:"
                + COUNTRY.pattern[len(r"(?<![\w])") :].replace("(?![\\w])", "")
                + r")\W*$",
                piece,
                re.IGNORECASE,
            )
            if country:
                return country.group(1).strip()
            town = TOWNS.search(piece)
            if town and len(piece) < 60:
                return town.group()
    return None
