"""Is a line written in a language in which a name cannot be part of a longer word?

In:  a folded line
Out: "nl", "en", "de" or "fr" by the small words in it; "" where they do not tell
Why: Dutch and German write compounds as one word, English and French do not. The Dutch "regres"
     begins the English "regression", and "mental health" ends "supplemental health"; a word may be
     taken apart only where its sentence is written in the language of the name.
"""

import re
from collections import Counter

_WORD = re.compile(r"[a-z']+")

# Small words that mostly belong to one of the four languages; "in", "was" and "die" tell nothing.
_SMALL = {
    word: language
    for language, words in {
        "nl": "het een van voor met op te naar bij aan uit zijn wordt worden je jij wij ons onze "
        "dat als ook door ik niet deze waar jouw of heb hebt heeft ben bent kunt kan zal wat",
        "en": "the and to for with from by on at this that your you our their which have has will "
        "be been who all were of as its into any other using including must",
        "de": "der das und mit von im zu den dem ein eine einer bei auf sie ist sind wir ich nicht "
        "sowie oder durch des zur zum unsere ihre nach",
        "fr": "le la les et du pour avec dans sur une un au aux par nous vous est sont ou notre "
        "votre ses qui que",
    }.items()
    for word in words.split()
}  # fmt: skip


def tongue(folded: str) -> str:
    """Return the language of a folded line; "" where less than two small words lead."""
    counts = Counter(_SMALL[word] for word in _WORD.findall(folded) if word in _SMALL)
    best = counts.most_common(2)
    if not best or best[0][1] < 2 or (len(best) > 1 and best[0][1] < 2 * best[1][1]):
        return ""
    return best[0][0]
