"""The sample's Markdown: what is a name, a role, a bullet, and what would be white on the page?

In:  Markdown: front matter, `# ` name, header lines, `## ` sections, `### ` roles, `- ` bullets,
     `%%hidden%% ` for what a reader of the page cannot see
Out: plain text as somebody would type it, and a `Document` whose hidden text stands apart
"""

import re
from dataclasses import replace

from matcher.documents import read_text
from matcher.records import Document, HiddenText

HIDDEN = "%%hidden%% "
_FRONT = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)


def lines_of(markdown: str) -> list[str]:
    """Return the lines of a text without its front matter."""
    return _FRONT.sub("", markdown).strip("\n").split("\n")


def language_of(markdown: str) -> str:
    """Return the language that the front matter names, or "nl"."""
    named = re.search(r"^language:\s*(\w+)", markdown.split("\n---\n")[0], re.MULTILINE)
    return named[1] if named else "nl"


def plain(markdown: str) -> str:
    """Return the text without marks and hidden lines: headings in capitals, bullets as "- "."""
    return "\n".join(_plain(line) for line in lines_of(markdown) if not line.startswith(HIDDEN))


def document(markdown: str, id_: str) -> Document:
    """Return a text as a document; what the Markdown marks as hidden is its hidden text."""
    unseen = [line.removeprefix(HIDDEN) for line in lines_of(markdown) if line.startswith(HIDDEN)]
    read = read_text(plain(markdown), id=id_, source=id_)
    return replace(read, hidden=tuple(HiddenText(text, "white", None) for text in unseen))


def naive(read: Document) -> str:
    """Return what a tool reads that does not ask what can be seen."""
    return "\n".join((read.text, *(hidden.text for hidden in read.hidden)))


def _plain(line: str) -> str:
    if line.startswith("## "):
        return line[3:].removesuffix("{side}").strip().upper()
    return re.sub(r"^(?:# |### )", "", line)
