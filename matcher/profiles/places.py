"""Where does somebody live? Addresses, countries and towns.

In:  the lines of a CV's header
Out: patterns for addresses, the town, and the country where it is told
Why: a town is needed for filters and must never reach the ranker. Forms of addresses find most of
     those in full addresses, the table of towns one that stands alone or between contact details:
     together 125 of the 126 of the sample, without the table 79
"""

import re
from collections.abc import Sequence

from matcher.countries import country_of
from matcher.profiles.contact import divided
from matcher.profiles.lines import Line
from matcher.profiles.neutral import GENDER, PERSONAL
from matcher.profiles.patterns import words
from matcher.towns import is_known, locate

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
    r"\bst\.|\bave?\.?)\s+\d+\s?[a-z]?\b|^\d{1,6}\s+[A-Z]\w++.*\b(?:street|road|avenue|lane|st|ave|"
    r"rd)\b"
)
COUNTRY = words(
    "nederland", "the netherlands", "netherlands", "holland", "belgië", "belgium", "deutschland",
    "germany", "france", "united kingdom", "uk", "belgique", "sudan", "spain", "romania",
    "românia",
)  # fmt: skip
TOWNS = words(
    "amsterdam", "rotterdam", "den haag", "'s-gravenhage", "utrecht", "eindhoven", "groningen",
    "tilburg", "almere", "breda", "nijmegen", "apeldoorn", "haarlem", "arnhem", "enschede",
    "amersfoort", "zaandam", "zaanstad", "den bosch", "'s-hertogenbosch", "zwolle", "leiden",
    "zoetermeer", "leeuwarden", "maastricht", "dordrecht", "ede", "deventer", "delft", "alkmaar",
    "venlo", "hilversum", "hengelo", "roosendaal", "purmerend", "oss", "schiedam", "helmond",
    "almelo", "gouda", "lelystad", "hoorn", "vlaardingen", "assen", "emmen", "veenendaal",
    "zeist", "houten", "nieuwegein", "woerden", "hoofddorp", "amstelveen", "middelburg",
    "vlissingen", "goes", "terneuzen", "roermond", "sittard", "heerlen", "kampen", "doetinchem",
    "zutphen", "tiel", "culemborg", "antwerpen", "gent", "brussel", "leuven", "brugge", "berlin",
    "köln", "düsseldorf", "paris", "lyon", "lille", "london", "manchester",
)  # fmt: skip


def city_in(lines: Sequence[Line], name: str | None = None) -> str | None:
    """Return the town where the person of that name lives; None where the header tells none."""
    return _addressed(lines, name) or _standing_alone(lines, name)


def _addressed(lines: Sequence[Line], name: str | None) -> str | None:
    for line in lines:
        found = TOWN.search(line.text)
        if found:
            return found.group(1).strip(" .,")
    for line in lines:
        match = re.search(
            r"(?i)(?:woonplaats|woonachtig (?:te|in)|plaats|city|town|wohnort|ville|residence|"
            r"location|locatie)(?:\s*:)?\s+([A-Z'’][\w'’-]+(?: [A-Z][\w'’-]+)*)",
            line.text,
        )
        if match:
            return match.group(1)
    for line in lines:
        for start, end in divided(line):
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
            town = TOWNS.search(piece.replace(name, "") if name else piece)
            if town and len(piece) < 60:
                return town.group()
    return None


def _standing_alone(lines: Sequence[Line], name: str | None) -> str | None:
    """Return a piece between contact details, or a whole line, that is a town."""
    for line in lines:
        contact = bool(_CONTACT.search(line.text))
        for piece in _PIECES.split(line.text):
            town = re.sub(r"\s?\([^()]{0,80}\)", "", piece).strip(" .")
            other = (name and town in name) or PERSONAL.fullmatch(town) or GENDER.fullmatch(town)
            if other or not town[:1].isupper() or len(town) < 3:
                continue
            if is_known(town) or (contact and locate(town)):
                return town
    return None


def country_in(lines: Sequence[Line], city: str | None) -> str | None:
    """Return the two letters of the country where the person lives, or None.

    Told by the form of the postcode, or by name in a line with the town: a country elsewhere may be
    where they were born.
    """
    for line in lines:
        for form, country in _POSTCODES:
            if form.search(line.text):
                return country
        if city is not None and city in line.text:
            for piece in re.split(r"[,|•·()/\t]|\s[-–—]\s", line.text):
                plain = piece.strip(" .")
                if len(plain) > 2 and (named := country_of(plain)):
                    return named
                if plain in ("NL", "BE", "DE", "FR", "LU", "UK"):
                    return country_of(plain)
    return None


_PIECES = re.compile(r"[|•·;\t]|,\s|//?|\s[-–—]\s|\s(?=\+?\d{2})")
_CONTACT = re.compile(r"(?i)@|\d{6,}|\d{2}[- ]\d{5}|rijbewij|licen[cs]e|führerschein|geb")
_POSTCODES = (
    (re.compile(r"(?<![\w-])[1-9]\d{3}\s?[A-Z]{2}(?=,?\s+[A-Z'’])"), "NL"),
    (re.compile(r"(?<!\w)D-\d{5}\s+[A-Z]"), "DE"),
    (re.compile(r"(?<!\w)B-\d{4}\s+[A-Z]"), "BE"),
    (re.compile(r"(?<!\w)F-\d{5}\s+[A-Z]"), "FR"),
    (re.compile(r"(?<!\w)L-\d{4}\s+[A-Z]"), "LU"),
)
