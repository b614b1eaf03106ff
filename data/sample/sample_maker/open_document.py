"""OpenDocument text files, written by hand: the smallest that a word processor opens.

In:  a `Text`
Out: the bytes of an .odt
"""

from collections.abc import Iterator
from itertools import groupby
from xml.sax.saxutils import escape

from sample_maker.archives import zipped
from sample_maker.texts import Section, Text

_MEDIA = "application/vnd.oasis.opendocument.text"
_NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
    for short, long in (
        ("office", "office"),
        ("text", "text"),
        ("style", "style"),
        ("fo", "xsl-fo-compatible"),
    )
)
_MANIFEST = f"""<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
 manifest:version="1.3">
<manifest:file-entry manifest:full-path="/" manifest:media-type="{_MEDIA}"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>
</manifest:manifest>
"""
_CONTENT = f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document-content {_NAMES} office:version="1.3">
<office:automatic-styles>
<style:style style:name="Name" style:family="paragraph">
<style:text-properties fo:font-size="20pt" fo:font-weight="bold"/></style:style>
<style:style style:name="Heading" style:family="paragraph">
<style:paragraph-properties fo:margin-top="0.4cm"/>
<style:text-properties fo:font-size="13pt" fo:font-weight="bold"/></style:style>
<style:style style:name="Role" style:family="paragraph">
<style:text-properties fo:font-weight="bold"/></style:style>
<text:list-style style:name="Bullets">
<text:list-level-style-bullet text:level="1" text:bullet-char="•"/></text:list-style>
</office:automatic-styles>
<office:body><office:text>
{{body}}
</office:text></office:body>
</office:document-content>
"""


def odt(text: Text) -> bytes:
    """Return an OpenDocument file with real headings and lists."""
    body = [_heading(text.title, 1, "Name")]
    for section in text.sections:
        body += _section(section)
    return zipped(
        {
            "mimetype": _MEDIA.encode(),
            "content.xml": _CONTENT.format(body="\n".join(body)).encode(),
            "META-INF/manifest.xml": _MANIFEST.encode(),
        },
        stored="mimetype",
    )


def _section(section: Section) -> Iterator[str]:
    if section.heading:
        yield _heading(section.heading, 2, "Heading")
    for kind, lines in groupby(section.lines, key=lambda line: line.kind):
        if kind == "bullet":
            items = "".join(
                f"<text:list-item><text:p>{escape(line.text)}</text:p></text:list-item>"
                for line in lines
            )
            yield f'<text:list text:style-name="Bullets">{items}</text:list>'
        elif kind == "role":
            yield from (_heading(line.text, 3, "Role") for line in lines)
        else:
            yield from (f"<text:p>{escape(line.text)}</text:p>" for line in lines)


def _heading(words: str, level: int, style: str) -> str:
    return (
        f'<text:h text:style-name="{style}" text:outline-level="{level}">{escape(words)}</text:h>'
    )
