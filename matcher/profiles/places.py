"""Where does somebody live? Addresses, countries and towns.

In:  the lines of a CV's header
Out: patterns for addresses, the town, and the country where it is told
Why: a town is needed for filters and must never reach the ranker; forms of addresses find nearly
     all of them, the list of towns catches one that stands alone
"""

import re
from collections.abc import Sequence

from matcher.countries import country_of
from matcher.profiles.contact import divided
from matcher.profiles.lines import Line
from matcher.profiles.patterns import words

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


def city_in(lines: Sequence[Line]) -> str | None:
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
            town = TOWNS.search(piece)
            if town and len(piece) < 60:
                return town.group()
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
                named = country_of(piece) if len(piece.strip()) > 2 else None
                if named:
                    return named
    return None


_POSTCODES = (
    (re.compile(r"(?<![\w-])[1-9]\d{3}\s?[A-Z]{2}(?=,?\s+[A-Z'’])"), "NL"),
    (re.compile(r"(?<!\w)D-\d{5}\s+[A-Z]"), "DE"),
    (re.compile(r"(?<!\w)B-\d{4}\s+[A-Z]"), "BE"),
    (re.compile(r"(?<!\w)F-\d{5}\s+[A-Z]"), "FR"),
    (re.compile(r"(?<!\w)L-\d{4}\s+[A-Z]"), "LU"),
)
