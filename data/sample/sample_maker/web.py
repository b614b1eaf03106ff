"""Web pages in two styles: headings and lists, or boxes and line breaks.

In:  a `Text`
Out: the bytes of an .html file
"""

from collections.abc import Iterator
from itertools import groupby
from xml.sax.saxutils import escape

from sample_maker.texts import Line, Section, Text

_PAGE = """<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<title>{id}</title>
<style>{style}</style>
</head>
<body>
{body}
</body>
</html>
"""
_STYLES = (
    "body{font:11pt/1.4 Arial,sans-serif;max-width:46em;margin:2em auto}h2{color:#1f3a5f}",
    "body{font:11pt/1.5 Georgia,serif;margin:3em}section{border-top:1px solid #999}",
)


def html(text: Text) -> bytes:
    """Return a web page with the text."""
    boxed = text.pick("page", (False, True))
    contact, *sections = text.sections
    body = [f"<h1>{escape(text.title)}</h1>"]
    if boxed:
        rows = "<br>\n".join(escape(line.text) for line in contact.lines)
        body.append(f'<div class="contact">{rows}</div>')
    else:
        body += _lines(contact.lines)
    for section in sections:
        part = "\n".join(_section(section))
        body.append(f"<section>\n{part}\n</section>" if boxed else part)
    page = _PAGE.format(
        language=text.language, id=text.id, style=_STYLES[boxed], body="\n".join(body)
    )
    return page.encode()


def _section(section: Section) -> Iterator[str]:
    if section.heading:
        yield f"<h2>{escape(section.heading)}</h2>"
    yield from _lines(section.lines)


def _lines(lines: tuple[Line, ...]) -> Iterator[str]:
    for kind, group in groupby(lines, key=lambda line: line.kind):
        texts = [escape(line.text) for line in group]
        if kind == "bullet":
            yield "\n".join(("<ul>", *(f"<li>{text}</li>" for text in texts), "</ul>"))
        elif kind != "gap":
            tag = "h3" if kind == "role" else "p"
            yield from (f"<{tag}>{text}</{tag}>" for text in texts)
