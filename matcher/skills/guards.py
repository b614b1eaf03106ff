"""May a text be said to name a skill wherever this name stands in it?

In:  a name as a taxonomy writes it, and whether it is a concept's own label or an alias
Out: a `Verdict`: the name as it is looked for, with its markers, or why it is left out
Why: taxonomies are written to classify, not to be found: "arts", "current" and "consultation" are
     names in ESCO and ordinary words in every CV. A label of one ordinary word counts only beside
     another skill of its sector or as an item of a list, and as an alias ("data" for statistics) it
     is left out; a proper name counts in its own case; what is too short, or as long as a sentence,
     is left out. All is counted.
"""

import re
from dataclasses import dataclass

_QUALIFIER = re.compile(r"\s*\([^()]*\)\s*$")  # "Java (computer programming)"
_SHORT = 2  # letters and signs up to which a name is left out
_ABBREVIATION = 5  # letters up to which a proper name may be an ordinary abbreviation or word
_SHORT_ALIAS = 3  # letters up to which an abbreviation has too many meanings ("ICT")
_MOST_WORDS = 6
_TELLING = 9  # letters from which a label of one word is no everyday word ("metallurgy")
_TELLING_ALIAS = 12
_SMALL_PHRASE = 9  # letters up to which two or more words are an everyday phrase ("be on time")


@dataclass(frozen=True, slots=True)
class Verdict:
    """A name as it is looked for, or why it is not."""

    text: str
    exact: bool = False  # counts in this case only
    ambiguous: bool = False  # counts only in company
    refused: str = ""  # why it is left out; empty where it is kept


def judged(name: str, *, preferred: bool, language: str) -> Verdict:
    """Return how a taxonomy's name may be used.

    Parameters
    ----------
    name : as the taxonomy writes it
    preferred : whether it is the concept's own label, which is chosen with more care than aliases
    language : ISO 639-1; German writes every noun with a capital, so its case says nothing
    """
    text, qualified = unqualified(name)
    if len(text) <= _SHORT or not any(character.isalpha() for character in text):
        return Verdict(text, refused="is too short to be told from other words")
    if len(text.split()) > _MOST_WORDS:
        return Verdict(text, refused="is longer than texts name a skill")
    if " " in text:
        letters = sum(character.isalpha() for character in text)
        return Verdict(text, False, qualified or letters <= _SMALL_PHRASE)
    if language != "de" and any(character.isupper() for character in text):
        if not preferred and len(text) <= _SHORT_ALIAS:
            return Verdict(text, refused="is too short to be told from other words")
        return Verdict(text, True, qualified or len(text) <= _ABBREVIATION)
    if not preferred and len(text) < _TELLING_ALIAS:
        return Verdict(text, refused="is one everyday word")
    return Verdict(text, False, qualified or len(text) < _TELLING)


def unqualified(name: str) -> tuple[str, bool]:
    """Return a name without a qualifier in brackets, and whether it had one."""
    spaced = " ".join(name.split())
    text = _QUALIFIER.sub("", spaced)
    return text, text != spaced
