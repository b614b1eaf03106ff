"""Is a text in a script that the rules for lines and sections can read?

In:  the text of a document
Out: nothing, or InvalidInput
"""

import re

from matcher.errors import InvalidInput

READABLE = re.compile(r"[A-Za-z\u00c0-\u024f\u0370-\u03ff\u0400-\u052f\u1e00-\u1fff]")
WORD = re.compile(r"[^\W\d_]{3}")
SIGNS = 20  # visible characters; a shorter text may be "C++" or "C#, R"


def check_script(text: str, source: str) -> None:
    """Refuse a text that is empty or mostly in a script that the rules cannot read.

    Raises
    ------
    InvalidInput : no letters, signs without words, or less than half of the letters Latin, Greek
        or Cyrillic
    """
    letters = [c for c in text if c.isalpha()]
    if not letters or _is_noise(text):
        raise InvalidInput(f"{source} holds no text; give a vacancy or CV with words in it")
    known = sum(bool(READABLE.match(c)) for c in letters)
    if known * 2 < len(letters):
        raise InvalidInput(
            f"{source} is mostly in an unsupported script ({len(letters) - known} of "
            f"{len(letters)} letters are not Latin, Greek or Cyrillic). The encoder knows about "
            "100 languages, but the rules for lines and sections do not; give a translation"
        )


def _is_noise(text: str) -> bool:
    """Tell whether a text is bytes that were no text: mostly signs, and nowhere a word."""
    seen = [c for c in text if not c.isspace()]
    named = sum(c.isalnum() for c in seen)
    return len(seen) > SIGNS and named * 2 < len(seen) and not WORD.search(text)
