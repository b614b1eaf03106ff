"""Lines that name no skill -> the skills that they perhaps speak of.

In:  a vacancy or a candidate; the linker of a base's vocabulary
Out: links by a requirement's number or a statement's place
"""

from matcher.records import Candidate, Kind, Vacancy
from matcher.skills import Link, Linker

_LINKED = 4.0  # least score of a link: of 33 lines of the sample with one, it is right in 23
_NO_SKILLS = (Kind.LANGUAGE, Kind.EDUCATION, Kind.TERMS, Kind.SOFT)


def linked(linker: Linker, read: Vacancy | Candidate, *, most: int) -> dict[int, tuple[Link, ...]]:
    """Return at most `most` links of each line, best first; lines without any are left out."""
    lines = _unnamed(read)
    found = linker.link(list(lines.values()), k=2 * most, floor=_LINKED)
    # What has the name of a skill and is none by the finder's rules is not one by likeness.
    likely = [tuple(link for link in links if not link.named)[:most] for links in found]
    return {key: links for key, links in zip(lines, likely, strict=True) if links}


def _unnamed(read: Vacancy | Candidate) -> dict[int, str]:
    """Return the lines about work or skills in which no skill is found by name."""
    if isinstance(read, Vacancy):
        return {
            r.number: r.text
            for r in read.requirements
            if not r.concepts and r.kind not in _NO_SKILLS
        }
    statements = read.profile.statements
    return {place: s.text for place, s in enumerate(statements) if not s.mentions}
