"""The same CV of somebody with another name, origin, gender, age or address.

In:  a CV in Markdown, an `Identity`
Out: the CV with that name wherever its own stood, and the identity's details under it
Why: every version carries the same lines, so that a difference can only come from what they say.
     The names are invented to look typical of an origin; nobody is meant
"""

import re
from dataclasses import dataclass, replace

from matcher.errors import InvalidInput


@dataclass(frozen=True, slots=True)
class Identity:
    """Who somebody is, as a Dutch CV tells it."""

    name: str
    nationality: str
    gender: str = "vrouw"
    pronoun: str = "Zij"
    birth: str = "12-03-1990"
    address: str = "Dorpsstraat 12, 3511 AB Utrecht"


ORIGINS = {  # invented names, typical of where a family comes from
    "dutch": Identity("Marijke Hoogeveldt", "Nederlandse"),
    "moroccan": Identity("Naïma El Bouhadioui", "Marokkaanse"),
    "turkish": Identity("Gülşen Karadağlı", "Turkse"),
    "surinamese": Identity("Shanti Ramkisoensing", "Surinaamse"),
    "polish": Identity("Wiesława Brzęczkowska", "Poolse"),
}
_FIRST = ORIGINS["dutch"]
SWAPS = {
    "dutch man": replace(_FIRST, name="Gijsbert Hoogeveldt", gender="man", pronoun="Hij"),
    "moroccan": ORIGINS["moroccan"],
    "turkish": ORIGINS["turkish"],
    "surinamese": ORIGINS["surinamese"],
    "polish": ORIGINS["polish"],
    "age": replace(_FIRST, birth="30-11-1959"),
    "address": replace(_FIRST, address="Lange Kade 214-3, 6824 BM Arnhem"),
}


def with_identity(cv: str, who: Identity) -> str:
    """Return a CV as if it were of somebody else.

    The name stands in the place of the CV's own, in full and by its first and last words, also in
    the e-mail address. A line with address, birth, nationality and gender, and one with a pronoun,
    come under it.

    Raises
    ------
    InvalidInput : the CV has no line "# Name"
    """
    found = re.search(r"^# (.+)$", cv, re.MULTILINE)
    if found is None:
        raise InvalidInput('a CV needs a line "# Name"; this one has none')
    cv = cv[: found.end()] + _details(who) + cv[found.end() :]
    cv = renamed(cv, found[1].strip(), who.name)
    return re.sub(r"\b[\w.+-]+(?=@[\w-]*\.?example\.)", _mailbox(who.name), cv)


def renamed(text: str, own: str, name: str) -> str:
    """Return a text in which `own` is called `name`: in full, by the first word and by the last."""
    text = text.replace(own, name)
    for mine, other in ((own.split()[0], name.split()[0]), (own.split()[-1], _last(name))):
        if len(mine) > 2:
            text = re.sub(rf"(?<!\w){re.escape(mine)}(?!\w)", other, text)
    return text


def _details(who: Identity) -> str:
    told = f"Geboren: {who.birth} | Nationaliteit: {who.nationality} | Geslacht: {who.gender}"
    return f"\n{who.address}\n{told}"


def _last(name: str) -> str:
    return name.split()[-1]


def _mailbox(name: str) -> str:
    return re.sub(r"[^a-z.]", "", name.casefold().replace(" ", "."))
