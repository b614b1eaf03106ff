"""What LinkedIn hands out: the archive of somebody's own data, and the profile saved as PDF.

In:  the bytes of the zip of CSV files; the pages of a PDF
Out: `Content`, rendered like any row of a table of people; the pages without what LinkedIn counted
Why: both are what candidates have at hand. The archive names every part of a CV, so nothing has
     to be guessed; the numbers at the foot of the pages fall between the lines of a role
"""

import csv
import io
import re
from pathlib import PurePosixPath
from typing import Any

from matcher.documents.archive import entry, open_zip
from matcher.documents.contents import Content
from matcher.documents.people import content_of_record
from matcher.documents.plain import decode
from matcher.limited import Limits

_PROFILE = "profile.csv"
_OTHERS = frozenset({"positions.csv", "education.csv", "skills.csv"})
_FOOT = re.compile(
    r"\s*(?:page|pagina|seite|página|strona)\s+\d{1,2}\s+(?:of|van|von|sur|de|di|z)\s+\d{1,2}\s*",
    re.I,
)
_LASTING = re.compile(  # how long somebody was with one employer, above the first of several titles
    r"\s*(?=\d)(?:\d{1,2} (?:years?|jaar|jaren|Jahre?|ans?|an))?\s*"
    r"(?:\d{1,2} (?:months?|maand|maanden|Monate?|mois))?\s*"
)
_ADDRESS = re.compile(r"linkedin\.com/in/", re.I)
# Their columns by our names; the first that a row fills is taken.
_ROLE = {
    "title": "Title",
    "company": "Company Name",
    "location": "Location",
    "start": "Started On",
    "end": "Finished On",
    "description": "Description",
}
_STUDY = {
    "title": "Degree Name",
    "school": "School Name",
    "start": "Start Date",
    "end": "End Date",
    "description": "Notes",
    "activities": "Activities",
}
_SECTIONS: dict[str, tuple[str, dict[str, str]]] = {
    "positions.csv": ("work", _ROLE),
    "education.csv": ("education", _STUDY),
    "skills.csv": ("skills", {"name": "Name"}),
    "languages.csv": ("languages", {"name": "Name", "level": "Proficiency"}),
    "certifications.csv": (
        "certificates",
        {"name": "Name", "issuer": "Authority", "start": "Started On", "end": "Finished On"},
    ),
    "projects.csv": ("projects", _ROLE),
    "volunteering.csv": ("volunteer", _ROLE | {"title": "Role"}),
    "courses.csv": ("courses", {"name": "Name"}),
    "honors.csv": ("awards", {"title": "Title", "date": "Issued On", "summary": "Description"}),
    "publications.csv": (
        "publications",
        {"title": "Name", "publisher": "Publisher", "date": "Published On"},
    ),
    "patents.csv": ("publications", {"title": "Title", "date": "Issued On"}),
}


def is_linkedin_export(names: set[str]) -> bool:
    """Tell whether the members of a zip are those of a LinkedIn export."""
    files = {PurePosixPath(name).name.lower() for name in names}
    return _PROFILE in files and bool(files & _OTHERS)


def read_linkedin_export(data: bytes, limits: Limits) -> Content:
    """Return the profile that the files of an export make up."""
    archive = open_zip(data, limits)
    record: dict[str, Any] = {}
    for name in archive.namelist():
        file = PurePosixPath(name).name.lower()
        if file == _PROFILE:
            for row in _rows(entry(archive, name, limits))[:1]:
                record |= _profile(row)
        elif file in _SECTIONS:
            section, fields = _SECTIONS[file]
            rows = _rows(entry(archive, name, limits))
            record[section] = [
                *record.get(section, []),
                *({ours: row.get(theirs, "") for ours, theirs in fields.items()} for row in rows),
            ]
    return content_of_record("linkedin", record)


def without_page_feet(pages: list[str]) -> list[str]:
    """Return the pages of a profile that was saved as PDF without what LinkedIn counted.

    That is the number at the foot of a page, and the sum of the years with one employer.
    """
    if not any(_ADDRESS.search(page) for page in pages):
        return pages
    return ["\n".join(filter(_is_told, page.split("\n"))) for page in pages]


def _is_told(line: str) -> bool:
    counted = line.strip() and _LASTING.fullmatch(line)
    return not (counted or _FOOT.fullmatch(line))


def _profile(row: dict[str, str]) -> dict[str, Any]:
    return {
        "first_name": row.get("First Name", ""),
        "last_name": row.get("Last Name", ""),
        "title": row.get("Headline", ""),
        "city": row.get("Geo Location", "") or row.get("Location", ""),
        "postal_code": row.get("Zip Code", ""),
        "birth": row.get("Birth Date", ""),
        "summary": row.get("Summary", ""),
        "sector": row.get("Industry", ""),
    }


def _rows(data: bytes) -> list[dict[str, str]]:
    """Return the rows of one file; lines of remarks above its header are passed over."""
    lines = list(csv.reader(io.StringIO(decode(data), newline="")))
    start = next((n for n, line in enumerate(lines) if len(line) > 1), 0)
    if not lines:
        return []
    header = [name.strip() for name in lines[start]]
    rows = (dict(zip(header, line, strict=False)) for line in lines[start + 1 :])
    return [row for row in rows if any(value.strip() for value in row.values())]
