"""JSON Resume, Europass, and candidates of HR-XML, SETU and HR Open.

In:  the bytes of a .json or .xml file
Out: `Content`, rendered like any row of a table of people
Why: both name what a CV holds; giving them the shape of a CV costs nothing in later rooms
"""

import json
import re
from collections.abc import Mapping
from typing import Any

from lxml import etree

from matcher.documents.archive import local_name, parse_xml
from matcher.documents.contents import Content, Part, Refused
from matcher.documents.hr_standards import record_of_json, record_of_xml
from matcher.documents.people import content_of_record, id_of
from matcher.documents.plain import decode
from matcher.records import Reason

_MANY = (
    "candidates",
    "kandidaten",
    "people",
    "resumes",
    "cvs",
    "vacancies",
    "vacatures",
    "items",
    "data",
)


def read_json(data: bytes) -> list[Part]:
    """Return the document of a JSON Resume, or those of a list of people."""
    try:
        value = json.loads(decode(data))
    except (ValueError, RecursionError) as error:
        raise Refused(
            Reason.UNREADABLE, "the JSON is damaged; write it anew, or save the CV as pdf or docx"
        ) from error
    if isinstance(value, dict):
        many = next((value[key] for key in _MANY if isinstance(value.get(key), list)), None)
        if many is None:
            return [Part(_content(value))]
        value = many
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        raise Refused(
            Reason.UNSUPPORTED,
            "the JSON holds no CV; write it as JSON Resume or as a list of people",
        )
    return [
        Part(_content(one), f"#{number}", id_of(one, {})) for number, one in enumerate(value, 1)
    ]


def _content(value: Mapping[str, Any]) -> Content:
    inner = value.get("candidate") or value.get("Candidate")
    standard = record_of_json(inner if isinstance(inner, dict) else value)
    return content_of_record("json", value if standard is None else standard)


def read_europass(data: bytes) -> Content:
    """Return a Europass CV, old (SkillsPassport) or new (Candidate), or one of HR-XML or SETU."""
    root = parse_xml(data)
    kind = local_name(root)
    if kind == "SkillsPassport":
        record = _passport(root)
    elif kind == "Candidate" and _all(root, "CandidatePerson"):
        record = _candidate(root)
    elif (standard := record_of_xml(root)) is not None:
        record = standard
    else:
        raise Refused(
            Reason.UNSUPPORTED,
            f"the XML is <{kind}>, only Europass, HR-XML and SETU are read; save the CV as pdf or "
            "docx",
        )
    return content_of_record("xml", record)


def _all(element: etree._Element, path: str) -> list[etree._Element]:
    """Return the elements below, by local names parted by slashes."""
    found = [element]
    for name in path.split("/"):
        found = [child for one in found for child in one if local_name(child) == name]
    return found


def _text(element: etree._Element, path: str) -> str:
    """Return the first text at `path` that says something."""
    texts = ("".join(map(str, one.itertext())).strip() for one in _all(element, path))
    return next(filter(None, texts), "")


def _passport(root: etree._Element) -> dict[str, Any]:
    record: dict[str, Any] = {}
    for learner in _all(root, "LearnerInfo"):
        who, contact = "Identification/PersonName", "Identification/ContactInfo"
        record |= {
            "first_name": _text(learner, f"{who}/FirstName"),
            "last_name": _text(learner, f"{who}/Surname"),
            "city": _text(learner, f"{contact}/Address/Contact/Municipality"),
            "email": _text(learner, f"{contact}/Email/Contact"),
            "phone": _text(learner, f"{contact}/TelephoneList/Telephone/Contact"),
            "title": _text(learner, "Headline/Description/Label"),
            "work": [_job(one) for one in _all(learner, "WorkExperienceList/WorkExperience")],
            "education": [_study(one) for one in _all(learner, "EducationList/Education")],
            "languages": _tongues(learner),
            "skills": _skills(learner),
            "projects": [
                {"title": _text(one, "Title/Label"), "description": _text(one, "Description")}
                for one in _all(learner, "AchievementList/Achievement")
            ],
        }
    return record


def _job(job: etree._Element) -> dict[str, Any]:
    return {
        "title": _text(job, "Position/Label"),
        "company": _text(job, "Employer/Name"),
        "location": _text(job, "Employer/ContactInfo/Address/Contact/Municipality"),
        "start": _date(job, "Period/From"),
        "end": "" if _text(job, "Period/Current") == "true" else _date(job, "Period/To"),
        "description": _text(job, "Activities"),
    }


def _study(study: etree._Element) -> dict[str, Any]:
    return {
        "title": _text(study, "Title"),
        "school": _text(study, "Organisation/Name"),
        "location": _text(study, "Organisation/ContactInfo/Address/Contact/Municipality"),
        "start": _date(study, "Period/From"),
        "end": _date(study, "Period/To"),
        "description": _text(study, "Activities"),
    }


def _date(element: etree._Element, path: str) -> str:
    """Return a date given as attributes: year="2019" month="--03"."""
    for date in _all(element, path):
        parts = re.findall(r"\d+", f"{date.get('year', '')} {date.get('month', '')}")
        return "-".join(parts[:2])
    return ""


def _tongues(learner: etree._Element) -> list[dict[str, str]]:
    skills = "Skills/Linguistic"
    mother = _all(learner, f"{skills}/MotherTongueList/MotherTongue")
    foreign = _all(learner, f"{skills}/ForeignLanguageList/ForeignLanguage")
    return [
        *({"name": _text(one, "Description/Label"), "level": "native"} for one in mother),
        *({"name": _text(one, "Description/Label"), "level": _level(one)} for one in foreign),
    ]


def _level(language: etree._Element) -> str:
    """Return the level of a language, as the lowest of reading, speaking and the rest."""
    levels = [
        _text(language, f"ProficiencyLevel/{local_name(one)}") for one in _all_below(language)
    ]
    return min(filter(None, levels), default="")


def _all_below(language: etree._Element) -> list[etree._Element]:
    return [one for level in _all(language, "ProficiencyLevel") for one in level]


def _skills(learner: etree._Element) -> list[str]:
    kinds = ("Communication", "Organisational", "JobRelated", "Computer", "Other")
    return [text for kind in kinds if (text := _text(learner, f"Skills/{kind}/Description"))]


def _candidate(root: etree._Element) -> dict[str, Any]:
    person = "CandidatePerson"
    profile = next(iter(_all(root, "CandidateProfile")), root)
    return {
        "first_name": _text(root, f"{person}/PersonName/GivenName"),
        "last_name": _text(root, f"{person}/PersonName/FamilyName"),
        "city": _text(root, f"{person}/Communication/Address/CityName"),
        "email": _text(root, f"{person}/Communication/URI"),
        "phone": _text(root, f"{person}/Communication/DialNumber"),
        "summary": _text(profile, "ExecutiveSummary"),
        "work": [
            _post(employer, post)
            for employer in _all(profile, "EmploymentHistory/EmployerHistory")
            for post in _all(employer, "PositionHistory")
        ],
        "education": [
            _attendance(one)
            for one in _all(profile, "EducationHistory/EducationOrganizationAttendance")
        ],
        "languages": [_competency(one) for one in _competencies(profile) if _is_language(one)],
        "skills": [_competency(one) for one in _competencies(profile) if not _is_language(one)],
        "certificates": [
            {"name": _text(one, "CertificationTypeCode") or _text(one, "CertificationName")}
            for one in _all(profile, "Certifications/Certification")
        ],
    }


def _post(employer: etree._Element, post: etree._Element) -> dict[str, Any]:
    period = "EmploymentPeriod"
    return {
        "title": _text(post, "PositionTitle"),
        "company": _text(employer, "OrganizationName"),
        "location": _text(post, "City")
        or _text(employer, "OrganizationContact/Communication/Address/CityName"),
        "start": _text(post, f"{period}/StartDate/FormattedDateTime"),
        "end": _text(post, f"{period}/EndDate/FormattedDateTime"),
        "description": _text(post, "Description"),
    }


def _attendance(study: etree._Element) -> dict[str, Any]:
    period = "AttendancePeriod"
    return {
        "title": _text(study, "EducationDegree/DegreeName") or _text(study, "ProgramName"),
        "school": _text(study, "OrganizationName"),
        "start": _text(study, f"{period}/StartDate/FormattedDateTime"),
        "end": _text(study, f"{period}/EndDate/FormattedDateTime"),
        "description": _text(study, "EducationDegree/OccupationalSkillsCovered"),
    }


def _competencies(profile: etree._Element) -> list[etree._Element]:
    return _all(profile, "PersonQualifications/PersonCompetency")


def _is_language(competency: etree._Element) -> bool:
    return _text(competency, "TaxonomyID").lower() == "language"


def _competency(competency: etree._Element) -> dict[str, str]:
    levels = [_text(one, "ScoreText") for one in _all(competency, "CompetencyDimension/Score")]
    name = _text(competency, "CompetencyName") or _text(competency, "CompetencyID")
    return {"name": name, "level": min(filter(None, levels), default="")}
