"""A text as lines and sentences that know where they stand.

In:  the text of a document
Out: lines without their bullets, sentences and pieces, each with its span in the text
Why: every quote must be a literal substring, so nothing is rewritten here, only bounded
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

BULLET = re.compile(
    r"[-–—*•·●▪■◦‣▸►✓✔➢➤→»□○❖✦\uf0b7\uf0a7]+[ \t]+|[•●▪■◦‣▸►➢➤❖✦\uf0b7\uf0a7]+"
    r"|o(?:\t| {2,})|\(?\d{1,2}[.)][ \t]+(?=[^\W\d])|[a-h]\)[ \t]+"
)
QUOTED = re.compile(r"\s*(?:>[ \t]*)+")  # of an earlier mail
SCORE = re.compile(r"[●■★▪•○□☆]{3,6}\s*$")  # how well, in dots
RULE = re.compile(r"[\s\-–—_=*~#.·•|+]*$")
ABBREVIATIONS = re.compile(
    r"(?:\b(?:[A-Za-z]|bijv|bv|evt|incl|excl|o\.a|m\.b\.t|d\.w\.z|i\.c\.m|z\.B|e\.g|i\.e|etc|ca|"
    r"nr|no|dhr|mevr|mw|dr|drs|ir|ing|mr|prof|mrs|ms|st|jr|sr|resp|max|min|vs|approx|"
    r"jan|feb|mrt|mar|apr|jun|jul|aug|sep|sept|okt|oct|nov|dec|dez|déc|févr|janv|juil|avr|"
    r"adm|admin|alg|ass|ausb|bzw|comm|compl|dipl|engl|erf|ervr|exp|ext|fin|franz|gew|ggf|indus|"
    r"inkl|mech|med|mgmt|mind|mini|mnd|mth|mths|mtl|mündl|niv|ondern|opl|pers|ref|schriftl|soc|"
    r"sachbearb|std|techn|tel|temp|vb|vgl|verpl|wkdg|wöchtl|yr|yrs))\.$",
    re.IGNORECASE,
)
_ORDINAL = re.compile(r"(?<!\w)\d{1,2}\.$")
_MONTH = re.compile(
    r"\s+(?:J(?:anuar|uni|uli)|Februar|März|April|Mai|August|September|Oktober|November|"
    r"Dezember)\b"
)
SHORT = 16  # characters; an abbreviation with its dot has fewer
COMPANY_FORMS = re.compile(  # they end in a dot, the line does not: "Kestrel Ltd.", "Smit B.V."
    r"(?:(?<!\w)\w{1,3}(?:\.\s?\w{1,3})+|\b(?=[A-Z])(?i:ltd|inc|co|corp|llc|llp|plc|gmbh|mbh|ag|kg|"
    r"ohg|nv|bv|vof|cv|sa|sarl|sprl|srl|spa|oy|ab|as|cie|bros|gebr|fa|zn|mij|ver|stg|dept|afd|univ|"
    r"intl|int|assoc))\.$"
)
LETTER = re.compile(r"(?<![.\s])\W*\b\w\.$|\s\w\.$")  # "the register V&V.", "vitamine C."
SENTENCE_END = re.compile(r"(?<![.!?…])[.!?…]+[\"'”’)]*(?=\s+[\"'“‘(]?[^\W_])")
DANGLING = re.compile(
    r"(?:[,&/(]|\b(?:de|het|een|van|voor|met|in|op|aan|en|of|te|door|naar|om|bij|als|die|dat|tot|"
    r"the|a|an|of|and|or|to|for|with|at|on|by|from|in|as|der|die|das|und|mit|für|von|im|zur|zum|"
    r"le|la|les|de|des|du|et|pour|avec|dans|și|cu|pentru|din))$",
    re.IGNORECASE,
)

# What is longer is no line or sentence that somebody wrote (of 383 vacancies and CVs the longest
# have 4,575 and 1,975 characters) and is cut at a space: what compares the parts of a line with one
# another then takes time in proportion to the text.
LONGEST_LINE, LONGEST_SENTENCE = 20_000, 2_500


@dataclass(frozen=True, slots=True)
class Line:
    """One line, or several that were wrapped; the span leaves the bullet and the margins out."""

    text: str
    start: int
    end: int
    bullet: bool = False
    gap: bool = False  # an empty line, or a ruler, stands before it
    ruled: bool = False  # it is underlined, as headings are in plain text


def lines_of(text: str) -> list[Line]:
    """Return the lines of `text` that hold something, in order."""
    found: list[Line] = []
    gap, waiting = True, False
    breaks = 0  # line ends since the last line found
    after = 0  # end of the stretch before
    for first, last in _stretches(text):
        raw = text[first:last]
        breaks += len(re.findall(r"\r\n|[\n\r\f\v\x85\u2028\u2029]", text[after:first]))
        gap, after = gap or breaks > 1, last
        bare = raw.strip()
        rule = RULE.match(raw)
        marks = rule or SCORE.match(bare)  # "■■■■■" is a level, no bullet
        if BULLET.fullmatch(bare + " ") and not bare.isalnum() and not (marks and len(bare) > 2):
            waiting = True  # a bullet on a line of its own belongs to the next line
            continue
        if not QUOTED.sub("", raw, count=1).strip():
            gap = True
            continue
        if rule:
            if found and not gap and abs(len(found[-1].text) - len(bare)) <= 3 <= len(bare):
                found[-1] = replace(found[-1], ruled=True)
            gap = True
            continue
        line = _line(raw, first, gap)
        found.append(Line(line.text, line.start, line.end, line.bullet or waiting, gap))
        gap, waiting, breaks = False, False, 0
    return found


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans between line breaks; what is too long for a line in pieces."""
    for match in re.finditer(r"[^\r\n\f\v\x85\u2028\u2029]+", text):
        yield from _cut(text, match.start(), match.end(), LONGEST_LINE)


def _cut(text: str, start: int, end: int, most: int) -> Iterator[tuple[int, int]]:
    """Yield the span, cut at the last space before every `most` characters, or there."""
    while end - start > most:
        space = text.rfind(" ", start + most // 2, start + most)
        stop = space if space > 0 else start + most
        yield start, stop
        start = stop
    yield start, end


def _line(raw: str, offset: int, gap: bool) -> Line:
    quoted = QUOTED.match(raw)
    lead = quoted.end() if quoted else len(raw) - len(raw.lstrip())
    hashes = re.match(r"#{1,6}\s+", raw[lead:])
    lead += hashes.end() if hashes else 0
    mark = None if SCORE.match(raw[lead:]) else BULLET.match(raw[lead:])
    start = lead + (mark.end() if mark else 0)
    while start < len(raw) and raw[start].isspace():
        start += 1
    end = len(raw.rstrip())
    return Line(raw[start:end], offset + start, offset + end, bool(mark), gap)


def join_wrapped(text: str, lines: list[Line], *, least: int = 25) -> list[Line]:
    """Return `lines` with those joined that a page's margin broke in the middle of a sentence.

    A line goes on where it ends in a word that asks for another ("van", "and", a comma), or where
    it is at least `least` characters long and the next begins with a small letter.
    """
    joined: list[Line] = []
    for line in lines:
        beside = joined and text[joined[-1].end : line.start].strip()  # of another column
        if joined and not beside and _goes_on(joined[-1], line, least):
            first = joined.pop()
            whole = text[first.start : line.end]
            line = Line(whole, first.start, line.end, first.bullet, first.gap)
        joined.append(line)
    return joined


def _goes_on(first: Line, second: Line, least: int) -> bool:
    if second.bullet or second.gap or not second.text:
        return False
    last = first.text.rsplit("\n", 1)[-1].strip()
    if last.count("(") > last.count(")") or DANGLING.search(last):
        return True
    if last[-1:] in ".!?:;…":
        return False
    return len(last) >= least and second.text[0].islower()


def sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the spans of the sentences in ``text[start:end]``, without surrounding spaces."""
    at = start
    for stop in SENTENCE_END.finditer(text, start, end):
        tail = max(at, stop.end() - SHORT)
        if stop.group().startswith(".") and ABBREVIATIONS.search(text, tail, stop.end()):
            continue
        if _ORDINAL.search(text, tail, stop.end()) and _MONTH.match(text, stop.end()):
            continue
        if re.match(r"\s+[a-z]", text[stop.end() : stop.end() + 3]) and stop.group() == ".":
            continue
        yield from _trimmed(text, at, stop.end())
        at = stop.end()
    yield from _trimmed(text, at, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for first, last in _cut(text, start, end, LONGEST_SENTENCE):
        piece = text[first:last]
        if piece.strip():
            yield first + len(piece) - len(piece.lstrip()), first + len(piece.rstrip())


def ends_sentence(text: str) -> bool:
    """Tell whether a line ends as a sentence does, and not in the dot of "B.V." or "Jr."."""
    if text.endswith("."):
        short = ABBREVIATIONS.search(text) and not LETTER.search(text)
        return not (short or COMPANY_FORMS.search(text))
    return text.endswith(("!", "?", ";"))


def trim(text: str, start: int, end: int, marks: str = " \t\n\r,;:-–—|•·") -> tuple[int, int]:
    """Return the span without the `marks` at both ends (empty where nothing else is there)."""
    while start < end and text[start] in marks:
        start += 1
    while end > start and text[end - 1] in marks:
        end -= 1
    return start, end


def tidy(text: str) -> str:
    """Return `text` on one line, with words that a margin hyphenated made whole again."""
    text = re.sub(r"(?<=[^\W\d_])[\u00ad-]\s*\n\s*(?=[^\W\d_a-z]|[a-z]{3})", _hyphen, text)
    return re.sub(r"\s+", " ", text.replace("\u00ad", "")).strip()


def _hyphen(match: re.Match[str]) -> str:
    after = match.string[match.end() : match.end() + 3]
    return "- " if after in ("en ", "of ", "and") else ""
