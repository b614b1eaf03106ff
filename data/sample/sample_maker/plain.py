"""Plain text, with headings as people type them.

In:  a `Text`
Out: the bytes of a .txt file, UTF-8
"""

from collections.abc import Callable

from sample_maker.texts import Text

_HEADINGS: tuple[Callable[[str], str], ...] = (
    str.upper,
    lambda heading: f"{heading}\n{'-' * len(heading)}",
    lambda heading: f"{heading}:",
)
_BULLETS = ("- ", "* ", "• ")


def txt(text: Text) -> bytes:
    """Return the text with its headings in capitals, underlined or with a colon."""
    heading = text.pick("heading", _HEADINGS)
    bullet = text.pick("bullet", _BULLETS)
    out = [text.title]
    for section in text.sections:
        out += ["", heading(section.heading)] if section.heading else []
        out += [(bullet if line.kind == "bullet" else "") + line.text for line in section.lines]
    return ("\n".join(out) + "\n").encode()
