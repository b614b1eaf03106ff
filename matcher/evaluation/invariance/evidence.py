"""A true line more in a CV, or the quoted line less.

In:  a CV, and a requirement or the span of a quote
Out: the CV with a line in its newest role that shows the requirement, or without the quote
"""

import re

from matcher.evaluation.invariance.markup import language_of
from matcher.evaluation.invariance.stuffing import in_newest_role

_DONE = {
    "nl": "Dagelijks werk in deze functie: {}.",
    "en": "Daily work in this position: {}.",
    "de": "Tägliche Arbeit in dieser Stelle: {}.",
    "fr": "Travail quotidien dans ce poste : {}.",
}


def shows(cv: str, asked: str) -> str:
    """Return a CV whose newest role has one line more: that the work asked is done there daily."""
    return in_newest_role(cv, [f"- {_DONE.get(language_of(cv), _DONE['en']).format(asked)}"])


def without(text: str, start: int, end: int) -> str:
    """Return a document's text without a quote; a bullet that is left alone goes too."""
    left = text[:start].rstrip(" \t") + " " + text[end:].lstrip(" \t")
    return re.sub(r"(?m)^[ \t]*[-•*][ \t.;]*$\n?", "", left)
