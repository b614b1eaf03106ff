"""Which other forms of a name count: plural and inflected endings, Dutch, English and German.

In:  a folded name; or the letters that follow it in a word
Out: further patterns to look for; whether the letters are an ending
Why: rules of a page find "certificaten", "vergaderingen" and "databases" from one entry. A stemmer
     cuts both sides to stems that are no words ("organis") and meets at unrelated ones; here the
     name itself must stand in the text. Names shorter than five letters take a plural s only.
"""

import re
from collections.abc import Iterator

STEM = 5  # letters that a name, or its last word, needs before it takes endings and compounds

# "er" and "ster" are missing on purpose: they make a job title of an activity.
_ENDINGS = frozenset(
    [
        "s",
        "'s",
        "es",
        "e",
        "n",
        "en",
        "d",
        "de",
        "den",
        "t",
        "te",
        "ten",
        "ing",
        "ingen",
        "ed",
        "ns",
    ]
)
_NOT_OF = {
    "en": frozenset(["e", "n", "en", "d", "de", "den", "t", "te", "ten", "ingen", "ns"]),
    "nl": frozenset(["ed"]),
}

# Other forms of these are words of their own: accounts -> "account", rekenen -> "rekening".
_OTHER_WORDS = frozenset(
    re.findall(
        r"\w+",
        "aanpakken accounts aggregaten collections customs effecten foundations generators "
        "afrekenen netwerken rechten rekenen securities removals alterations facials admissions "
        "derivatives "
        "appeals concessions composites lettings injections calipers carnets receivables renewals "
        "weddings personas investigations",
    )
)
_AFTER_DOUBLING = frozenset(["e", "en", "es", "ing", "ed"])  # "proces" -> "proces-s-en"
_LONG_VOWEL = re.compile(r"(aa|ee|oo|uu)[bcdfgklmnprt]$")
_SHORT_VOWEL = re.compile(r"(?<![aeiouy])[aeou][bcdfgklmnprt]$")
_DOUBLED = re.compile(r"([bdfgklmnprt])\1$")


def is_ending(name: str, rest: str, language: str = "") -> bool:
    """Tell whether `rest`, the letters after the folded `name` in a word, is an ending of it.

    An English name takes the endings of English, a Dutch one those of Dutch; "" takes all.
    """
    if rest in ("s", "'s"):
        return len(name) >= 3
    if len(name) - name.rfind(" ") - 1 < STEM:
        return False
    if rest in _NOT_OF.get(language, ()):
        return False
    if name.endswith("e") and rest in ("ing", "ed", "en"):
        return False
    return rest in _ENDINGS or (rest[0] == name[-1] and rest[1:] in _AFTER_DOUBLING)


def inflected(name: str, language: str) -> Iterator[str]:
    """Yield the forms of a folded name that no ending behind it gives.

    Plurals become singulars and the other way round, and "-en" verbs their stem ("vergader", to
    which "-ing" is added).
    """
    start = name.rfind(" ") + 1
    first, word = name[:start], name[start:]
    if len(word) < STEM or not word.isalpha() or name in _OTHER_WORDS:
        return
    if language != "nl":
        forms = _english(word)
    elif word.endswith("en"):
        forms = _dutch_stems(word[:-2])
    else:
        forms = _dutch_plurals(word)
    yield from (first + form for form in forms if len(form) >= STEM)


def joined(name: str) -> Iterator[str]:
    """Yield a folded name of several words as one word: "bigdata", "iso9001"."""
    parts = name.split(" ")
    if len(parts) == 2 and len(name) > 6:
        yield parts[0] + parts[1]
    numbered = re.sub(r"(?<=[a-z]) (?=\d)", "", name)  # "iso 9001" -> "iso9001"
    if numbered != name and len(parts) != 2:
        yield numbered


def _english(word: str) -> Iterator[str]:
    if word.endswith("ies"):
        yield word[:-3] + "y"
    elif word.endswith("s") and not word.endswith(("ss", "us", "is", "ics")):
        yield word[:-1]
    elif word.endswith("y") and word[-2] not in "aeou":
        yield word[:-1] + "ies"
    elif word.endswith("e"):
        yield word[:-1] + "ing"
        yield word[:-1] + "ed"


def _dutch_stems(stem: str) -> Iterator[str]:
    """Yield what is left of a word in -en: "project", "certificaat", "proces", "vergader"."""
    if _DOUBLED.search(stem):
        yield stem[:-1]
    elif _SHORT_VOWEL.search(stem):
        yield stem[:-1] + stem[-2:]
        if not stem.endswith("er"):
            yield stem
    elif stem.endswith("v"):
        yield stem[:-1] + "f"
    elif stem.endswith("z"):
        yield stem[:-1] + "s"
    else:
        yield stem
    if stem.endswith("er"):  # not the stem itself: "programmer" is who does it
        yield from (stem + ending for ending in ("ing", "ingen", "t", "de", "den"))


def _dutch_plurals(word: str) -> Iterator[str]:
    if _LONG_VOWEL.search(word):
        yield word[:-3] + word[-2:] + "en"
    elif word.endswith("s") and len(word) > STEM + 1:
        yield word[:-1]
