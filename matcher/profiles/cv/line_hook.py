"""Lines that the rules could not place -> the section that the reader of lines sees.

In:  the lines with the sections that the rules gave them, and the reader's labels
Out: the same lines, those under a heading that no table knows in the section of what stands below
     it, and those under no heading at all where they are surely a list, a study or a language;
     headings that were found are left out, as `sections_of` leaves them out
Why: the rules know what a known heading opens, and measure better there; the reader speaks only
     where they have nothing to go by. Whoever the rules of identity name stays where they put it: a
     label never takes a name, an address or a birth date out of identity
"""

import itertools
from collections.abc import Mapping, Sequence

from matcher.profiles import identity
from matcher.profiles.cv.line_reader import Kind, Label
from matcher.profiles.headings import Section, cv_section
from matcher.profiles.lines import Line
from matcher.records import Private

HEADING_FROM = 0.75  # probability from which an unknown line is taken for a heading
BELOW_FROM = 0.6  # mean probability, over the lines below it, of the section it opens
ALONE_FROM = 0.85  # probability from which a line under no heading is placed by itself
LONGEST = 6  # words of a heading

Placed = list[tuple[Section | None, Line]]
Told = Mapping[int, Label]

_OPENED = {
    Kind.HEADER: Section.ROLES, Kind.TITLE: Section.ROLES, Kind.EMPLOYER: Section.ROLES,
    Kind.DATES: Section.ROLES, Kind.WORK: Section.ROLES, Kind.EDUCATION: Section.EDUCATION,
    Kind.SKILLS: Section.SKILLS, Kind.LANGUAGE: Section.LANGUAGES, Kind.SUMMARY: Section.SUMMARY,
    Kind.HOBBY: Section.HOBBIES,
}  # fmt: skip
_ALONE = (Section.EDUCATION, Section.SKILLS, Section.LANGUAGES, Section.HOBBIES)


def placed_by_labels(
    placed: Placed, lines: Sequence[Line], labels: Sequence[Label], name: Private | None
) -> Placed:
    """Return the lines with their sections, after the reader had its say.

    Parameters
    ----------
    placed : the lines with the sections of the rules, without headings (`sections_of`)
    lines  : all lines of the CV
    labels : what the reader says of each of them (`line_reader.labels_of`)
    name   : the person's name as the rules found it in `placed` (`identity.name_in`)
    """
    told = {line.start: label for line, label in zip(lines, labels, strict=True)}
    who = {line.start for _, line in placed if _is_who(line, told, name)}
    found: Placed = []
    for section, group in itertools.groupby(placed, key=lambda one: one[0]):
        run = [line for _, line in group]
        found += _of_run(section, run, told, who)
    return found


def _of_run(section: Section | None, run: list[Line], told: Told, who: set[int]) -> Placed:
    heads = [at for at, line in enumerate(run) if _heads(line, told, who)]
    blocks = [run[a:b] for a, b in itertools.pairwise([0, *heads, len(run)])]
    if heads and heads[0] == 0:
        blocks = blocks[1:]
    found: Placed = []
    now = section
    for block in blocks:
        opens = bool(block) and _heads(block[0], told, who)
        below = block[1:] if opens else block
        named = _opened(below, told) if opens else None
        if opens and named is not None and named is not section and below:
            now = named
            found += [(section if line.start in who else now, line) for line in below]
        elif now is None:
            found += [(None if line.start in who else _alone(line, told), line) for line in block]
        else:
            found += [(now, line) for line in block]
    return found


def _heads(line: Line, told: Told, who: set[int]) -> bool:
    """Tell whether the reader is sure that a line is a heading, and the rules do not object."""
    label = told[line.start]
    short = len(line.text.split()) <= LONGEST and not line.bullet
    sure = label.kind is Kind.HEADING and label.probability >= HEADING_FROM
    return sure and short and line.start not in who and cv_section(line.text) is None


def _opened(lines: Sequence[Line], told: Told) -> Section | None:
    """Return the section that most of the probability of some lines is for."""
    weights: dict[Section, float] = {}
    for line in lines:
        label = told[line.start]
        section = _OPENED.get(label.kind)
        if section is not None:
            weights[section] = weights.get(section, 0.0) + label.probability
    if not weights:
        return None
    best = max(weights, key=lambda section: weights[section])
    return best if weights[best] >= BELOW_FROM * len(lines) else None


def _alone(line: Line, told: Told) -> Section | None:
    """Return the section of a line under no heading, where the reader is sure of it."""
    label = told[line.start]
    section = _OPENED.get(label.kind)
    sure = section in _ALONE and label.probability >= ALONE_FROM
    return section if sure else None


def _is_who(line: Line, told: Told, name: Private | None) -> bool:
    """Tell whether the rules of identity name a line: it stays where they put it.

    A town or a date beside a role is no address or birth date: there the reader is believed.
    """
    if name is not None and line.start < name.end and name.start < line.end:
        return True
    kind = identity.kind_of_piece(line.text)
    if kind in ("address", "birth") and identity.kind_of_label(line.text) is None:
        return _OPENED.get(told[line.start].kind) is not Section.ROLES
    return kind is not None
