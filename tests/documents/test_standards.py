"""CVs of systems: HR-XML, SETU, HR Open, a LinkedIn archive, the XML inside a Europass PDF."""

import json
import zipfile
from pathlib import Path
from typing import Any

import document_files as make
import pypdfium2 as pdfium
from reportlab.pdfgen.canvas import Canvas

from matcher.documents.contents import Content, Part
from matcher.documents.formats import parts_of
from matcher.documents.linkedin import without_page_feet
from matcher.documents.pdf import read_pdf
from matcher.limited import Limits

LIMITS = Limits()
HR_XML = """<?xml version="1.0"?>
<Resume xmlns="http://ns.hr-xml.org/2007-04-15"><StructuredXMLResume>
 <ContactInfo><PersonName><GivenName>Anna</GivenName><FamilyName>Miller</FamilyName></PersonName>
  <ContactMethod><InternetEmailAddress>anna@mail.nl</InternetEmailAddress>
  <PostalAddress><Municipality>Utrecht</Municipality></PostalAddress></ContactMethod></ContactInfo>
 <ExecutiveSummary>Nurse of a ward for older people.</ExecutiveSummary>
 <EmploymentHistory>
  <EmployerOrg><EmployerOrgName>Linde</EmployerOrgName>
   <PositionHistory positionType="directHire"><Title>Senior nurse</Title>
    <Description>Trained four students in wound care.</Description>
    <StartDate><YearMonth>2019-03</YearMonth></StartDate>
    <EndDate><StringDate>current</StringDate></EndDate></PositionHistory>
   <PositionHistory><Title>Nurse</Title>
    <StartDate><YearMonth>2015-01</YearMonth></StartDate>
    <EndDate><YearMonth>2019-02</YearMonth></EndDate></PositionHistory></EmployerOrg>
 </EmploymentHistory>
 <EducationHistory><SchoolOrInstitution schoolType="university">
  <School><SchoolName>Hogeschool Utrecht</SchoolName></School>
  <Degree><DegreeName>Bachelor Nursing</DegreeName>
   <DegreeDate><Year>2014</Year></DegreeDate></Degree></SchoolOrInstitution></EducationHistory>
 <Qualifications><Competency name="Wound care"/><Competency name="Stoma care"/></Qualifications>
 <Languages><Language><LanguageCode>nl</LanguageCode></Language></Languages>
 <Remarks>Works on Mondays and on Tuesdays only.</Remarks>
</StructuredXMLResume></Resume>"""
HR_OPEN: dict[str, Any] = {
    "documentId": {"value": "x1"},
    "person": {"name": {"given": "Anna", "family": "Miller"}},
    "profiles": [
        {
            "employerHistory": [
                {
                    "organization": {"name": "Linde"},
                    "positionHistories": [
                        {
                            "title": "Senior nurse",
                            "start": "2019-03-01",
                            "description": "Trained four students in wound care.",
                        },
                        {"title": "Nurse", "start": "2015-01-01", "end": "2019-02-28"},
                    ],
                }
            ],
            "education": [
                {
                    "institution": {"name": "Hogeschool Utrecht"},
                    "degrees": [{"name": "BN"}],
                    "end": "2014-06-30",
                }
            ],
            "personCompetencies": [{"competencyName": "Wound care"}],
            "languages": [{"languageCode": "nl", "level": "C1"}],
        }
    ],
}


def _content(data: bytes, name: str) -> Content:
    (part,) = (one for one in parts_of(data, name, LIMITS) if isinstance(one, Part))
    assert isinstance(part.content, Content), part.content
    return part.content


def test_a_resume_of_hr_xml_gives_its_roles_studies_skills_and_what_else_it_says() -> None:
    text = _content(HR_XML.encode(), "cv.xml").text
    assert text.startswith("Anna Miller\nUtrecht\nanna@mail.nl")
    for line in (
        "Senior nurse, Linde\n2019-03 - present\n- Trained four students in wound care.",
        "Nurse, Linde\n2015-01 - 2019-02",
        "Bachelor Nursing, Hogeschool Utrecht\n2014",
        "- Wound care\n- Stoma care",
        "- Dutch",
        "Works on Mondays and on Tuesdays only.",
    ):
        assert line in text, text


def test_a_candidate_of_hr_open_as_json_gives_the_same() -> None:
    for value in (HR_OPEN, {"candidate": HR_OPEN}, [HR_OPEN]):
        text = _content(json.dumps(value).encode(), "cv.json").text
        for line in (
            "Senior nurse, Linde\n2019-03 - present\n- Trained four students in wound care.",
            "Nurse, Linde\n2015-01 - 2019-02",
            "BN, Hogeschool Utrecht\n2014-06",
            "- Wound care",
            "- Dutch: C1",
        ):
            assert line in text, text


def test_an_ordinary_json_resume_is_read_as_before() -> None:
    value = {"basics": {"name": "Anna"}, "work": [{"position": "Nurse", "startDate": "2015"}]}
    assert "Nurse\n2015 - present" in _content(json.dumps(value).encode(), "cv.json").text


# --- LinkedIn ---------------------------------------------------------------------------------
LINKEDIN = {
    "Profile.csv": "First Name,Last Name,Headline,Summary,Industry,Geo Location\n"
    'Anna,Miller,Nurse at Linde,"Nurse of a ward.\nNights too.",Care,Utrecht\n',
    "Positions.csv": "Company Name,Title,Description,Location,Started On,Finished On\n"
    "Linde,Senior nurse,Trained four students,Utrecht,Mar 2019,\n"
    "Hospital,Nurse,,Utrecht,Jan 2015,Feb 2019\n",
    "Education.csv": "School Name,Start Date,End Date,Notes,Degree Name,Activities\n"
    "Hogeschool Utrecht,2010,2014,,Bachelor Nursing,\n",
    "Skills.csv": "Name\nWound care\nStoma care\n",
    "Languages.csv": "Name,Proficiency\nDutch,Native or bilingual proficiency\n",
    "Certifications.csv": "Name,Url,Authority,Started On,Finished On,License Number\n"
    "BIG,,CIBG,Sep 2014,,123\n",
    "Connections.csv": "First Name,Last Name\nSome,Friend\n",
}


def _zip(path: Path, files: dict[str, str | bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in files.items():
            archive.writestr(name, body)
    return path


def test_the_archive_that_linkedin_hands_out_is_one_person(tmp_path: Path) -> None:
    for folder in ("", "Basic_LinkedInDataExport/"):
        files: dict[str, str | bytes] = {folder + name: text for name, text in LINKEDIN.items()}
        data = _zip(tmp_path / "export.zip", files).read_bytes()
        text = _content(data, "export.zip").text
        for line in (
            "Anna Miller\nNurse at Linde\nUtrecht",
            "Nurse of a ward.\nNights too.",
            "Senior nurse, Linde, Utrecht\nMar 2019 - present\n- Trained four students",
            "Nurse, Hospital, Utrecht\nJan 2015 - Feb 2019",
            "Bachelor Nursing, Hogeschool Utrecht\n2010 - 2014",
            "- Wound care\n- Stoma care",
            "- Dutch: Native or bilingual proficiency",
            "- BIG, CIBG, Sep 2014",
        ):
            assert line in text, text
        assert "Friend" not in text


def test_the_feet_of_the_pages_of_a_linkedin_profile_are_left_out() -> None:
    page = "www.linkedin.com/in/anna\nLinde\n4 years 2 months\nNurse\n\n12\nPage 1 of 3"
    assert without_page_feet([page]) == ["www.linkedin.com/in/anna\nLinde\nNurse\n\n12"]
    assert without_page_feet(["linkedin.com/in/jan\n7 jaar\n3 maanden"]) == ["linkedin.com/in/jan"]
    assert without_page_feet(["Nurse\nPage 1 of 3"]) == ["Nurse\nPage 1 of 3"]


# --- Europass ---------------------------------------------------------------------------------
EUROPASS = """<SkillsPassport xmlns="http://europass.cedefop.europa.eu/Europass"><LearnerInfo>
<Identification><PersonName><FirstName>Anna</FirstName><Surname>Miller</Surname></PersonName>
</Identification><WorkExperienceList><WorkExperience>
<Period><From year="2019" month="--03"/><Current>true</Current></Period>
<Position><Label>Senior nurse</Label></Position><Activities>Trained four students in wound care
</Activities><Employer><Name>Linde</Name></Employer></WorkExperience></WorkExperienceList>
</LearnerInfo></SkillsPassport>"""
SHOWN = [
    "Curriculum vitae Anna Miller",
    "Work experience 01/03/2019 to present",
    "Senior nurse",
    "Linde",
    "Trained four students in wound care",
]


def _with_attached(path: Path, lines: list[str], name: str, data: str) -> bytes:
    pdf = pdfium.PdfDocument(make.pdf_of_lines(path, lines).read_bytes())
    pdf.new_attachment(name).set_data(data.encode())
    pdf.save(str(path))
    return path.read_bytes()


def test_the_xml_inside_a_europass_pdf_is_read(tmp_path: Path) -> None:
    data = _with_attached(tmp_path / "cv.pdf", SHOWN, "attachment.xml", EUROPASS)
    content = read_pdf(data, LIMITS)
    assert content.media == "pdf"
    assert "Senior nurse, Linde\n2019-03 - present\n- Trained four students" in content.text


def test_an_attached_xml_that_says_what_the_page_does_not_is_not_read(tmp_path: Path) -> None:
    praised = EUROPASS.replace("wound care", "Kubernetes Terraform Python Java Scala Rust cloud")
    data = _with_attached(tmp_path / "cv.pdf", SHOWN, "attachment.xml", praised)
    assert "Kubernetes" not in read_pdf(data, LIMITS).text
    data = _with_attached(tmp_path / "cv.pdf", SHOWN, "notes.xml", "<notes>hello</notes>")
    assert "Senior nurse" in read_pdf(data, LIMITS).text


def test_a_linkedin_profile_as_pdf_is_read_side_bar_first_then_the_roles(tmp_path: Path) -> None:
    side = ["Contact", "anna@mail.nl", "www.linkedin.com/in/anna", "", "Top Skills", "Wound care"]
    main = {
        740: (24, "Anna Miller"),
        716: (12, "Nurse at Linde"),
        680: (16, "Experience"),
        656: (12, "Linde"),
        640: (11, "Senior nurse"),
        625: (10, "March 2019 - Present (7 years 9 months)"),
        608: (10, "Trained four students in the care of wounds, and wrote the plan"),
        596: (10, "of the ward with them."),
        560: (12, "Hospital"),
        545: (11, "Nurse"),
        530: (10, "January 2015 - February 2019 (4 years 2 months)"),
    }

    def draw(canvas: Canvas) -> None:
        canvas.setFillColorRGB(0.2, 0.25, 0.3)
        canvas.rect(0, 0, 200, make.HEIGHT, fill=1, stroke=0)
        canvas.setFillColorRGB(1, 1, 1)
        for number, line in enumerate(side):
            canvas.drawString(20, 740 - 16 * number, line)
        canvas.setFillColorRGB(0, 0, 0)
        for y, (size, line) in main.items():
            canvas.setFont("Helvetica", size)
            canvas.drawString(220, y, line)
        canvas.setFont("Helvetica", 9)
        canvas.drawString(400, 20, "Page 1 of 1")

    content = read_pdf(make.pdf(tmp_path / "Profile.pdf", draw).read_bytes(), LIMITS)
    assert [line for line in content.text.split("\n") if line] == [
        *filter(None, side),
        *(line for _, line in list(main.values())[:6]),
        "Trained four students in the care of wounds, and wrote the plan of the ward with them.",
        *(line for _, line in list(main.values())[8:]),
    ]
    assert content.hidden == ()
