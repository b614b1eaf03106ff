"""Which licences does a CV show?

In:  the statements of a CV with what they name
Out: short names: the classes of driving licences, VCA, BIG, code 95, forklift, ...; "none" where a
     driving licence is denied and none shown
Why: classes come in rows ("rijbewijs B, C en CE") that a vocabulary of skills does not divide; all
     others are found by it
"""

import re
from collections.abc import Iterable, Iterator

from matcher.records import Mention, Polarity, Statement

NO_DRIVING = "none"
BY_CONCEPT = {
    "licence-a": "A",
    "licence-am": "AM",
    "driving-licence-b": "B",
    "driving-licence-be": "BE",
    "driving-licence-c": "C",
    "driving-licence-ce": "CE",
    "driving-licence-d": "D",
    "driving-licence-t": "T",
    "taxi-pass": "taxi",
    "code-95": "code 95",
    "adr": "ADR",
    "forklift": "forklift",
    "reach-truck": "reach truck",
    "ept-truck": "EPT",
    "telehandler-logistics": "telehandler",
    "truck-mounted-crane": "lorry crane",
    "vca-basic": "VCA",
    "vca-vol": "VCA-VOL",
    "big-registration": "BIG",
}
# Of these the vocabulary also knows the machine; a licence is a paper.
MACHINES = ("forklift", "reach-truck", "ept-truck", "telehandler-logistics", "truck-mounted-crane")
_PAPER = re.compile(r"(?i)certifi|diploma|bewijs|licen[cs]|schein|pas\b|caces|\bflt\b|attest")
_CLASS = r"(?:AM|A[12]?|(?:B|C1|C|D1|D)\s?[+/-]?\s?E|B|C1|C|D1|D|T)"
_ROW = rf"(?P<row>{_CLASS}(?:(?:\s*[,/+&]\s*|\s+(?:en|and|und|et|plus)\s+){_CLASS})*)(?![\w+#])"
_DRIVING = re.compile(
    r"(?i:rijbewij[sz]\w*|driv(?:ing|er'?s?)\s+licen[cs]es?|führerschein\w*|fahrerlaubnis|permis)"
    r"\s*[:(]?\s*(?i:(?:categor(?:ie|y)|klassen?|class(?:es)?|type)\s*:?\s*)?" + _ROW
)
_BEFORE = re.compile(rf"(?<![\w-]){_ROW}(?:-|\s)(?i:rijbewij[sz]\w*|driving\s+licen[cs]e)")
_NAMES_DRIVING = re.compile(
    r"(?i)rijbewij[sz]|driv(?:ing|er'?s?)\s+licen[cs]e|führerschein|fahrerlaubnis"
)


_LAPSED = re.compile(
    r"(?i)[^.;,]{0,40}?(?:niet meer|verlopen|vervallen|doorgehaald|expired|lapsed|no longer|"
    r"abgelaufen)"
)
_DENIED = re.compile(
    rf"(?:{_NAMES_DRIVING.pattern[4:]})\w*\s*:\s*(?:nee|no|geen|none|nein|kein)\b", re.IGNORECASE
)


def licences_in(statements: Iterable[Statement], also: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the licences that statements show, and `also`, in the order of the alphabet."""
    found = set(also)
    denied = False
    for statement in statements:
        said = _NAMES_DRIVING if statement.polarity is Polarity.NEGATED else _DENIED
        if said.search(statement.text):
            denied = True
        elif statement.polarity is Polarity.SHOWN:
            found.update(licences_of(statement.text, statement.mentions))
    driving = any(re.fullmatch(r"[A-DT][12]?[EM]?", name) for name in found)
    return tuple(sorted(found | ({NO_DRIVING} if denied and not driving else set())))


def licences_of(text: str, mentions: Iterable[Mention] = ()) -> Iterator[str]:
    """Yield the licences that a text shows, given the skills that it names."""
    rows = [*_DRIVING.finditer(text), *_BEFORE.finditer(text)]
    for row in rows:
        joined = re.sub(r"(?<=[BCD1])\s?[+/-]?\s?E", "E", row["row"])
        yield from re.findall(r"AM|[A-DT][12]?E?", joined)
    for mention in mentions:
        name = BY_CONCEPT.get(mention.concept)
        if name is None or _LAPSED.match(text, mention.end):
            continue
        inside = any(row.start() <= mention.start < row.end() for row in rows)
        machine = mention.concept in MACHINES
        if (
            name
            and not inside
            and (not machine or _PAPER.search(text[mention.start : mention.end]))
        ):
            yield name
