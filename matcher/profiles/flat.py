"""Where does a text that lost its line breaks begin something new?

In:  a vacancy's text and its lines
Out: the lines, long ones cut where a scraper glued two together, before a label that opens a part
     ("Functie-eisen", "Must:", "Wünschenswert:"), and in front of single "o" bullets
Why: text out of another system is one long line; read as a whole it is one requirement with one
     importance, and "Pluspunt" at its end makes wishes of all that stands before it
"""

import itertools
import re
from collections.abc import Iterator
from dataclasses import replace

from matcher.profiles import cues
from matcher.profiles.headings import Part, vacancy_part
from matcher.profiles.lines import Line, trim

LONG = 140  # characters; a shorter line is one line
JOINT = re.compile(
    r"(?<=[a-zß-öø-ÿ)\d.])(?=[A-ZÀ-Þ](?:[a-zß-öø-ÿ]|[A-Z]+[ -]))|(?<=[a-zß-öø-ÿ])(?=\d{1,2} )|"
    r"(?<=[A-Z][A-Z])(?=[A-ZÀ-Þ][a-zß-öø-ÿ]{3})"
)
PRODUCTS = re.compile(  # names that are written so
    r"NetSuite|PowerPoint|PowerShell|JavaScript|TypeScript|SharePoint|PostgreSQL|LinkedIn|"
    r"GitHub|GitLab|MySQL|MongoDB|WordPress|AutoCAD|SolidWorks|InDesign|QuickBooks|ServiceNow|"
    r"DevOps|iOS|macOS|HubSpot|CrowdStrike|ChipSoft|LabVIEW|YouTube|VMware|HiX|OpenShift"
)
LABEL = re.compile(  # "Must: ...", "Wat de manager echt wil: ...", "Indispensable : ..."
    r"(?:(?<=[.;!?)–-] )|(?<=^)|(?<=\s[–-] ))(?P<label>[A-ZÀ-Þ][^\n.;:!?–]{2,40}?)\s?:\s"
)
WORDS = re.compile(r"(?<![\w-])[A-ZÀ-Þ][\w'-]+(?: [\w'-]+){0,3}")
NAMED = 14  # letters; a name such as NetSuite or PowerPoint has fewer


def bulleted(text: str, lines: list[Line]) -> list[Line]:
    """Return the lines with a single "o" at their head read as the bullet it was, if three have."""
    if sum(line.text.startswith("o ") for line in lines) < 3:
        return lines
    found: list[Line] = []
    for line in lines:
        start, end = trim(text, line.start + 2, line.end)
        mark = line.text.startswith("o ") and end > start
        found.append(
            replace(line, text=text[start:end], start=start, end=end, bullet=True) if mark else line
        )
    return found


def recut(text: str, lines: list[Line]) -> list[Line]:
    """Return the lines in their order, the long flat ones cut; spans stay those of the text."""
    found: list[Line] = []
    for line in lines:
        if line.bullet or "\n" in line.text or len(line.text) < LONG:
            found.append(line)
        else:
            found += _cut(text, line)
    return found


def _cut(text: str, line: Line) -> Iterator[Line]:
    glued = _joints(line.text)
    labels = _labels(line.text, glued)
    edges = sorted(
        {0, len(line.text), *(glued if len(glued) > 2 else ()), *itertools.chain(*labels)}
    )
    heads = {start for start, _ in labels}
    for a, b in itertools.pairwise(edges):
        start, end = trim(text, line.start + a, line.start + b, " \t\n\r,;–—|·")
        if end > start:
            # what a label opens is a line as a bullet is; the label stands under air
            yield Line(text[start:end], start, end, False, a in heads or (a == 0 and line.gap))


def _joints(text: str) -> list[int]:
    """Return where two lines were glued: "per weekOpleiding", but not in "PowerPoint"."""
    named = [match.span() for match in PRODUCTS.finditer(text)]
    cuts = [
        match.start()
        for match in JOINT.finditer(text)
        if not any(a < match.start() < b for a, b in named)
    ]
    found: list[int] = []
    for cut in cuts:
        start = text.rfind(" ", 0, cut) + 1
        end = text.find(" ", cut)
        token = text[start : end if end >= 0 else len(text)]
        joined = text[start:cut]
        alone = sum(start <= other < start + len(token) for other in cuts) == 1
        camel = alone and joined[:1].isupper() and joined.isalpha() and len(token) < NAMED
        if camel and not vacancy_part(joined):
            after = text[cut:].split()
            if not any(vacancy_part(" ".join(after[:n])) for n in (1, 2)):
                continue
        found.append(cut)
    return found


def _labels(text: str, glued: list[int]) -> list[tuple[int, int]]:
    """Return the spans of the labels in a line that open a part of the vacancy."""
    found = [
        match.span("label") if match.start("label") else (0, match.end("label"))
        for match in LABEL.finditer(text)
        if _opens(match.group("label"))
    ]
    bare = list(_bare(text, glued))
    if len({vacancy_part(text[a:b]) for a, b in bare}) > 1 or (bare and len(glued) > 2):
        found += bare
    spans: list[tuple[int, int]] = []
    for start, end in sorted(set(found)):
        if not spans or start >= spans[-1][1]:
            spans.append((start, end + (text[end : end + 2].find(":") + 1)))
    return spans


def _opens(label: str) -> bool:
    """Tell whether a label before a colon opens a part: a known heading, or a word of a verdict."""
    return vacancy_part(label) is not None or bool(cues.NICE.search(label))


def _bare(text: str, glued: list[int]) -> Iterator[tuple[int, int]]:
    """Yield known headings that stand in the line without a colon: "Wie ben jij Diploma"."""
    at = 0
    joints = set(glued)
    for match in WORDS.finditer(text):
        start = match.start()
        first = start in joints or start == 0
        fresh = first or (text[start - 2 : start] not in (", ", "; ") and text[start - 1] == " ")
        if start < at or not fresh:
            continue
        words = match.group().split()
        for count in range(len(words), 0, -1):
            span = " ".join(words[:count])
            end = start + len(span)
            closed = end in joints or end == len(text) or re.match(r":|\s+[A-ZÀ-Þ\d]", text[end:])
            glued_in = any(start < joint < end for joint in joints)
            if closed and not glued_in and text[start:end] == span and _whole(span):
                at = end
                yield start, end
                break


def _whole(span: str) -> bool:
    """Tell whether words are a heading and no more: "Profiel", "Wat bieden wij"."""
    part = vacancy_part(span)
    return part not in (None, Part.EQUAL) and not cues.MUST.fullmatch(span.casefold())
