"""What the engine says about a filter or a form, in Dutch.

In:  a message of the engine or of a route, as the command line prints it
Out: the same in Dutch, with the lines that show the place kept as they are; none where it is not
     one of these
Why: the engine has one message for everybody, and a recruiter who works in Dutch should not meet
     English where they mistyped a filter. A table here rather than two texts at each of forty
     places in the engine; a test makes each mistake of the grammar and holds the table to it
"""

import re

_SAID = {
    r"the filter has (\d+) characters, (\d+) are the most; .*": (
        "het filter heeft {0} tekens en hoogstens {1} mogen; maak er meer filters van"
    ),
    r'expected "and", "or" or the end here': "hier hoort ‘en’, ‘of’ of het einde",
    r"more than (\d+) brackets and nots in one another; .*": (
        "meer dan {0} haakjes en ‘niet’ in elkaar; schrijf het platter"
    ),
    r'expected "\)", "and" or "or" here': "hier hoort ‘)’, ‘en’ of ‘of’",
    r"expected the name of a field here; write for example (.+)": (
        "hier hoort de naam van een veld; schrijf bijvoorbeeld {0}"
    ),
    r"expected a condition here; write for example (.+)": (
        "hier hoort een voorwaarde; schrijf bijvoorbeeld {0}"
    ),
    r"'(.*)' is no condition; write for example (.+)": (
        "‘{0}’ is geen voorwaarde; schrijf bijvoorbeeld {1}"
    ),
    r"(.+) may decide about nobody, so it is no field to filter on .*": (
        "‘{0}’ mag over niemand beslissen en is dus geen veld om op te filteren (gelijke "
        "behandeling); vraag wat het werk nodig heeft"
    ),
    r"no field '(.*)' to filter on; did you mean (.+)\? Fields: (.+), or a language \((.+)\)": (
        "er is geen veld ‘{0}’ om op te filteren; bedoel je {1}? Velden: {2}, of een taal ({3})"
    ),
    r"no field '(.*)' to filter on; choose one of (.+), or a language \((.+)\)": (
        "er is geen veld ‘{0}’ om op te filteren; kies uit {1}, of een taal ({2})"
    ),
    r'expected =, !=, >=, <=, >, <, "in" or "is unknown" behind (\w+)': (
        "achter {0} hoort =, !=, >=, <=, >, <, ‘in’ of ‘is onbekend’"
    ),
    r"(\w+) has no order; use = or !=; for a level write (.+)": (
        "{0} heeft geen volgorde; gebruik = of !=; schrijf voor een niveau {1}"
    ),
    r"(\w+) has no order; use = or !=": "{0} heeft geen volgorde; gebruik = of !=",
    r'expected "\(" behind (\w+) in': "achter ‘{0} in’ hoort ‘(’",
    r'expected "," or "\)" here': "hier hoort ‘,’ of ‘)’",
    r'expected a distance such as "25 km" here': "hier hoort een afstand, zoals 25 km",
    r'expected "km" behind the distance': "achter de afstand hoort ‘km’",
    r'expected "of" and a town here': "hier hoort ‘van’ en een plaats",
    r"expected a town here; put it in quotes .*": (
        "hier hoort een plaats; is het een woord van het filter, zet het dan in aanhalingstekens"
    ),
    r"expected a country here; put it in quotes .*": (
        "hier hoort een land; is het een woord van het filter, zet het dan in aanhalingstekens"
    ),
    r"expected a value here; put it in quotes .*": (
        "hier hoort een waarde; is het een woord van het filter, zet het dan in aanhalingstekens"
    ),
    r'put "and" or "or" before (.+)': "zet ‘en’ of ‘of’ voor {0}",
    r"this quote is not closed here": "dit aanhalingsteken wordt niet gesloten",
    r"this sign means nothing here": "dit teken betekent hier niets",
    r"no country '(.*)'; write two letters: NL": "er is geen land ‘{0}’; schrijf twee letters: NL",
    r"no town '(.*)' in (\w\w) in the table of towns; did you mean (.+)\?": (
        "er is geen plaats ‘{0}’ in {1}; bedoel je {2}?"
    ),
    r"no town '(.*)' in the table of towns; did you mean (.+)\?": (
        "er is geen plaats ‘{0}’; bedoel je {1}?"
    ),
    r"no town '(.*)' in (\w\w) in the table of towns; try a larger town nearby": (
        "er is geen plaats ‘{0}’ in {1}; probeer een grotere plaats in de buurt"
    ),
    r"no town '(.*)' in the table of towns; try a larger town nearby": (
        "er is geen plaats ‘{0}’; probeer een grotere plaats in de buurt"
    ),
    r"no language '(.*)'; did you mean (.+)\?": "er is geen taal ‘{0}’; bedoel je {1}?",
    r"no language '(.*)'; one of (.+)": "er is geen taal ‘{0}’; kies uit {1}",
    r"no language '(.*)'; write two letters: nl": "er is geen taal ‘{0}’; schrijf twee letters: nl",
    r"education is one of (.+); not '(.*)'": "opleiding is een van {0}; niet ‘{1}’",
    r"years is a number, for example (.+)": "years is een getal, bijvoorbeeld {0}",
    r"a mother tongue tells where somebody comes from, .*": (
        "een moedertaal zegt waar iemand vandaan komt en mag dus over niemand beslissen; vraag om "
        "C2, want dat halen moedertaalsprekers ook"
    ),
    r"a level is one of (.+); not '(.*)'": "een niveau is een van {0}; niet ‘{1}’",
    r"'(.*)' is no day; write (\w+) < (\S+), or 6 months ago, or now": (
        "‘{0}’ is geen dag; schrijf {1} < {2}, of 6 maanden geleden, of nu"
    ),
    r"write what is asked in a few words, and choose must or nice": (
        "schrijf in een paar woorden wat er gevraagd wordt, en kies eis of wens"
    ),
    r"a preset is one of (.+); not '(.*)'": "de gewichten zijn een van {0}; niet ‘{1}’",
    r"say why, in a few words; it can be undone": (
        "zeg in een paar woorden waarom; het kan worden teruggedraaid"
    ),
    r"there is no such vacancy; it was taken away, or the link is wrong": (
        "deze vacature is er niet; ze is weggehaald, of de link klopt niet"
    ),
    r"this person is not on the list of this vacancy; a filter leaves them out": (
        "deze persoon staat niet op de lijst van deze vacature; door een filter"
    ),
    r"this person is not in the base any more(?:; there is nothing to show)?": (
        "deze persoon staat niet meer in de base; er is niets te tonen"
    ),
    r"the vacancy has no requirement (\d+)": "de vacature heeft geen eis {0}",
    r"other rankings are waiting already; ask again in a few seconds": (
        "er wachten al andere ranglijsten; vraag het over een paar seconden opnieuw"
    ),
    r"the request came from another site than this page": (
        "het verzoek kwam van een andere site dan deze bladzijde"
    ),
}
_PATTERNS = [(re.compile(said, re.DOTALL), dutch) for said, dutch in _SAID.items()]


def in_dutch(message: str) -> str | None:
    """Return a message in Dutch; None where it is not in the table."""
    why, place = _parted(message)
    for pattern, dutch in _PATTERNS:
        if found := pattern.fullmatch(why):
            return dutch.format(*found.groups()) + place
    return None


def _parted(message: str) -> tuple[str, str]:
    """Return what is wrong, and the two lines below it that show where, if there are any."""
    lines = message.split("\n")
    if len(lines) > 2 and set(lines[-1].strip()) == {"^"}:
        return "\n".join(lines[:-2]), "\n" + "\n".join(lines[-2:])
    return message, ""
