"""Candidates as systems hand them to one another: HR-XML, SETU, HR Open, as XML or JSON.

In:  the root of an XML file, or the value of a JSON file
Out: a record for `people.content_of_record`, or None where it is no such candidate
Why: the versions nest alike and name alike, but never the same; so a job is what is named as one
     and holds no other job, wherever it stands, and its employer is the nearest one around it.
     Prose that no field is known for is kept
"""

from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree

from matcher.documents.archive import local_name

_JOB_NAMES = (
    "positionhistory positionhistories employerhistory employerhistories employerorg employment "
    "employments workexperience"
)
_JOBS = frozenset(_JOB_NAMES.split())
_STUDY_NAMES = (
    "schoolorinstitution educationorganizationattendance educationorganizationattendances "
    "education educations attendance"
)
_STUDIES = frozenset(_STUDY_NAMES.split())
_SKILL_NAMES = "competency competencies personcompetency personcompetencies skill"
_SKILLS = frozenset(_SKILL_NAMES.split())
_TONGUES = frozenset({"language", "languages", "languagecompetency", "linguisticability"})
_PAPER_NAMES = "licenseorcertification certification certifications license licenses"
_PAPERS = frozenset(_PAPER_NAMES.split())
_MARK_NAMES = (  # that no simple record of a person has
    "positionhistory positionhistories employerhistory employerhistories employerorg "
    "schoolorinstitution educationorganizationattendance personcompetency structuredxmlresume "
    "candidateperson candidateprofile"
)
_MARKS = frozenset(_MARK_NAMES.split())
_ORGANISATIONS = (
    "employerorgname organizationname orgname employername organization hiringorganization employer"
)
_SCHOOLS = "schoolname institutionname organizationname school institution organization"
_CODES = {
    "nl": "Dutch", "nld": "Dutch", "dut": "Dutch", "en": "English", "eng": "English",
    "de": "German", "deu": "German", "ger": "German", "fr": "French", "fra": "French",
    "fre": "French", "es": "Spanish", "spa": "Spanish", "it": "Italian", "pl": "Polish",
    "pol": "Polish", "pt": "Portuguese", "ro": "Romanian", "tr": "Turkish", "tur": "Turkish",
    "ar": "Arabic", "ara": "Arabic", "uk": "Ukrainian", "ru": "Russian", "bg": "Bulgarian",
}  # fmt: skip
_PROSE = 25  # characters; a shorter text is a code or a name
_DEEPEST = 30


def record_of_xml(root: etree._Element) -> dict[str, Any] | None:
    """Return the candidate that an XML file holds, or None where it holds none."""
    kinds = {local_name(one).lower() for one in root.iter()}
    return (
        _record(root) if kinds & _MARKS or len(kinds & (_JOBS | _STUDIES | _SKILLS)) > 1 else None
    )


def record_of_json(value: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return the candidate that a JSON object holds, or None where it is none of HR Open."""
    if "basics" in value or not (_keys(value, 0) & _MARKS or _has_person(value)):
        return None
    root = etree.Element("candidate")
    _grow(root, value, 0)
    return _record(root)


def _has_person(value: Mapping[str, Any]) -> bool:
    person = value.get("person")
    return isinstance(person, Mapping) and isinstance(person.get("name"), Mapping)


def _keys(value: Any, depth: int) -> set[str]:
    found: set[str] = set()
    if depth < _DEEPEST and isinstance(value, Mapping):
        found = {str(key).lower() for key in value}
        for one in value.values():
            found |= _keys(one, depth + 1)
    elif depth < _DEEPEST and isinstance(value, list):
        for one in value:
            found |= _keys(one, depth + 1)
    return found


def _grow(parent: etree._Element, value: Any, depth: int) -> None:
    """Put a JSON value under an element: a key becomes a child, a list as many as it holds."""
    if depth > _DEEPEST:
        return
    if isinstance(value, Mapping):
        for key, one in value.items():
            for item in one if isinstance(one, list) else [one]:
                name = "".join(c for c in str(key) if c.isalnum() and c.isascii())
                child = etree.SubElement(parent, "x" + name if not name[:1].isalpha() else name)
                _grow(child, item, depth + 1)
    elif isinstance(value, list):
        for item in value:
            _grow(etree.SubElement(parent, "item"), item, depth + 1)
    elif value is not None and not isinstance(value, bool):
        parent.text = "".join(c for c in str(value) if c.isprintable() or c in "\n\t")


def _record(root: etree._Element) -> dict[str, Any]:
    record: dict[str, Any] = {
        "first_name": _first(root, "givenname given firstname"),
        "last_name": _first(root, "familyname family lastname surname"),
        "name": "",
        "title": _first(root, "headline positiontitledesired desiredposition"),
        "city": _first(root, "municipality cityname city"),
        "email": _first(root, "internetemailaddress email emailaddress"),
        "phone": _first(root, "formattednumber dialnumber telephone phonenumber"),
        "summary": _first(root, "executivesummary qualificationsummary summary objective profile"),
        "text": _first(root, "textresume"),
        "work": [_job(one) for one in _leaves(root, _JOBS)],
        "education": [_study(one) for one in _leaves(root, _STUDIES)],
        "skills": [name for one in _leaves(root, _SKILLS) if (name := _named(one))],
        "languages": [_tongue(one) for one in _leaves(root, _TONGUES) if _named(one)],
        "certificates": [{"name": _named(one)} for one in _leaves(root, _PAPERS) if _named(one)],
    }
    if not record["first_name"] or not record["last_name"]:
        record["name"] = _first(root, "formattedname")
    taken = " ".join(_strings(record))
    record["other"] = [
        text for text in dict.fromkeys(_texts(root)) if len(text) >= _PROSE and text not in taken
    ]
    return record


def _job(job: etree._Element) -> dict[str, str]:
    return {
        "title": _first(job, "positiontitle title jobtitle name"),
        "company": _around(job, _ORGANISATIONS),
        "start": _date(job, "startdate start from"),
        "end": _date(job, "enddate end to"),
        "description": _first(job, "description summary tasks responsibilities"),
    }


def _study(study: etree._Element) -> dict[str, str]:
    return {
        "title": _first(
            study,
            "degreename degree degrees educationdegree educationdegrees programname program major",
        ),
        "school": _around(study, _SCHOOLS),
        "start": _date(study, "startdate start from"),
        "end": _date(study, "enddate end to degreedate"),
        "description": _first(study, "comments description"),
    }


def _tongue(language: etree._Element) -> dict[str, str]:
    name = _named(language)
    level = _first(language, "level proficiencylevel scoretext proficiency speak speaking comments")
    return {"name": _CODES.get(name.lower(), name), "level": level}


def _named(element: etree._Element) -> str:
    """Return what a skill, language or certificate is called."""
    own = element.get("name", "") or element.get("description", "")
    names = "competencyname languagecode languagename certificationname name title description"
    return own or _first(element, names) or ("" if len(element) else _words(element))


def _leaves(root: etree._Element, names: frozenset[str]) -> Iterator[etree._Element]:
    """Yield the elements of these names that hold no other of them."""
    for one in root.iter():
        if local_name(one).lower() in names and not any(
            local_name(inner).lower() in names for inner in one.iterdescendants()
        ):
            yield one


def _around(element: etree._Element, names: str) -> str:
    """Return the first text of these names in an element, else in the nearest ones around it."""
    found = _first(element, names)
    for outer in element.iterancestors():
        if found or local_name(outer).lower() not in (_JOBS | _STUDIES):
            break
        children = [child for child in outer if local_name(child).lower() in names.split()]
        found = next(filter(None, (_organisation(child) for child in children)), "")
    return found


def _organisation(element: etree._Element) -> str:
    return _first(element, "name legalname organizationname") or _words(element)


def _date(element: etree._Element, names: str) -> str:
    """Return the day, month or year that an element tells; words such as "current" are none."""
    text = _first(element, names)
    return text[:10] if text[:4].isdigit() else ""


def _first(element: etree._Element, names: str) -> str:
    """Return the first text below an element by the first of the names that has one."""
    for name in names.split():
        for one in element.iterdescendants():
            if local_name(one).lower() == name and (text := _words(one)):
                return text
    return ""


def _words(element: etree._Element) -> str:
    return "\n".join(_texts(element))


def _texts(element: etree._Element) -> Iterator[str]:
    return (text for one in element.itertext() if (text := str(one).strip()))


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping | list):
        for one in value.values() if isinstance(value, Mapping) else value:
            yield from _strings(one)
