"""Words and phrases as one compiled pattern, whole words only."""

import re
import unicodedata

from matcher.profiles.once import once_a_document


def words(*phrases: str) -> re.Pattern[str]:
    """Return a pattern that finds any of the phrases as whole words, in any case.

    A phrase may hold pattern syntax; a space in it stands for any run of white space.
    """
    spaced = (phrase.strip().replace(" ?", r"\s*").replace(" ", r"\s+") for phrase in phrases)
    body = "|".join(spaced)
    return re.compile(rf"(?<![\w])(?:{body})(?![\w])", re.IGNORECASE)


@once_a_document
def plain(text: str) -> str:
    """Return `text` in small letters without accents, marks at its ends or doubled spaces."""
    spaced = text.strip()
    if re.fullmatch(r"\W*(?:\w ){3,}\w\W*", spaced):  # "P R O F I E L"
        spaced = spaced.replace(" ", "")
    letters = unicodedata.normalize("NFKD", spaced.casefold())
    letters = "".join(c for c in letters if not unicodedata.combining(c)).replace("’", "'")
    letters = re.sub(r"^[\W\d_]+|[\W_]+$", "", letters)
    return re.sub(r"[\s_]+", " ", letters)
