"""Does a hyphen at the end of a line belong to the word?

In:  a line that goes on in the next one, and whether the text is English
Out: both as one line
Why: "verzor-" and "ging" are one word, "client-" and "driven" two; the file does not tell. Lists of
     what is written with a hyphen, and of syllables that are no words, do without a dictionary of
     each language
"""

import re
from collections import Counter
from collections.abc import Iterable

_LINKING = re.compile(r"^(?:en|of|and|or|und|oder|et|ou|y|e|o)\b")
_ALMOST_WORD = 2  # letters before a hyphen that are no syllable of their own: "e-mail"
_WHOLE_WORDS_NAMES = (  # halves of words that are written with a hyphen also inside a line
    "all anti back based building built business ceo client cloud co commerce community cost "
    "cross customer data driven end event ex facing first free friendly front full functional "
    "hand high house in large level long low made micro mid middle multi native niet non off "
    "on one open oriented out over part party performance post pre problem quality real "
    "related scale self semi server service short side site small solving source stack state "
    "term test third time to top two up user web well wide world year"
)
_WHOLE_WORDS = frozenset(_WHOLE_WORDS_NAMES.split())
_ABBREVIATIONS_NAMES = (
    "api app btw cao crm css erp ggz gps gsm havo hbo heao hrm html ict lts mbo mts php sap sql "
    "usb vmbo vwo wlz wmo zzp"
)
_SYLLABLES_NAMES = (  # that open words of our languages, though they have two letters
    "ab ac ad af al am an ar as be bi ca ce ci com con da de di do du en er es fi ge ha he ho "
    "im is ka ke ko la le li lo ma me mi mo na ne no ob om on op or ou pa pe pi pu ra re ri ro sa "
    "se si so su ta te ti to tu ur ve vi wa we wi"
)
_INNER_CAPITALS_NAMES = (  # products, which lose no hyphen of their own at the end of a line
    "actionscript autocad coffeescript clickhouse cloudformation devops github gitlab hubspot "
    "indesign javascript linkedin mariadb mongodb mysql openshift openstack photoshop postgresql "
    "powerpoint powershell quickbooks salesforce servicenow sharepoint solidworks sqlserver "
    "storybook typescript webassembly webpack wordpress youtube"
)
_NOT_ENGLISH_NAMES = "de het een en van met voor der die und mit für le la les et des du"
_ABBREVIATIONS = frozenset(_ABBREVIATIONS_NAMES.split())
_SYLLABLES = frozenset(_SYLLABLES_NAMES.split())
_INNER_CAPITALS = frozenset(_INNER_CAPITALS_NAMES.split())
_NOT_ENGLISH = tuple(_NOT_ENGLISH_NAMES.split())
_ENGLISH = ("the", "and", "of", "with", "for", "to", "a")


def is_english(lines: Iterable[str]) -> bool:
    """Tell whether English is the likeliest language of a text; so for one that does not tell."""
    words = Counter(word for line in lines for word in line.lower().split())
    english, other = (sum(words[word] for word in names) for names in (_ENGLISH, _NOT_ENGLISH))
    return english >= other


def joined(text: str, following: str, english: bool) -> str:
    """Join two halves of a line; a word that was hyphenated for the line's end loses its hyphen.

    English parts compounds with a hyphen where Dutch and German write one word, so outside of it
    both halves must be words that are written so.
    """
    stem = re.search(r"([^\W\d_]+)-$", text)
    if not stem or _LINKING.match(following):
        return f"{text} {following}"
    rest = re.match(r"[^\W\d_]*", following)
    first, last = stem[1].lower(), rest[0].lower() if rest else ""
    if first + last in _INNER_CAPITALS:
        return text[:-1] + following
    known = [half in _WHOLE_WORDS for half in (first, last)]
    whole = (
        first in _ABBREVIATIONS
        or (len(first) <= _ALMOST_WORD and not any(known) and first not in _SYLLABLES)
        or not stem[1][1:].islower()
        or (any(known) if english else all(known))
    )
    return (text if whole or not following[:1].islower() else text[:-1]) + following
