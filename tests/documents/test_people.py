"""Tables of people, JSON Resume and Europass become CVs like any other."""

import csv
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from matcher.documents import read_file, read_files
from matcher.documents.fields import FIELDS, NO_TEXT
from matcher.documents.people import text_of_record
from matcher.errors import InvalidInput
from matcher.records import Document, Reason, Unreadable

RESUME: dict[str, Any] = {
    "basics": {
        "name": "Anna de Boer",
        "label": "Nurse",
        "email": "anna@mail.nl",
        "location": {"city": "Utrecht", "countryCode": "NL"},
        "summary": "A nurse of the ward.",
        "profiles": [{"network": "LinkedIn", "url": "https://linkedin.com/in/anna"}],
    },
    "work": [
        {
            "name": "De Linde",
            "position": "Senior nurse",
            "startDate": "2019-03-01",
            "highlights": ["Trained four students", "Gave medication"],
        },
        {
            "name": "Hospital",
            "position": "Nurse",
            "startDate": "2015-01",
            "endDate": "2019-02",
            "summary": "Worked at night.",
        },
    ],
    "education": [
        {
            "institution": "Hogeschool Utrecht",
            "area": "Nursing",
            "studyType": "Bachelor",
            "endDate": "2014",
        }
    ],
    "skills": [{"name": "Wound care", "level": "Master", "keywords": ["VAC", "stoma"]}],
    "languages": [{"language": "Dutch", "fluency": "Native"}],
    "certificates": [{"name": "BIG", "date": "2014-09-01", "issuer": "CIBG"}],
}
SHAPE = """Anna de Boer
Nurse
Utrecht, NL
anna@mail.nl
LinkedIn, https://linkedin.com/in/anna

SUMMARY
A nurse of the ward.

WORK EXPERIENCE
Senior nurse, De Linde
2019-03 - present
- Trained four students
- Gave medication

Nurse, Hospital
2015-01 - 2019-02
- Worked at night.

EDUCATION
Bachelor Nursing, Hogeschool Utrecht
2014

CERTIFICATES
- BIG, CIBG, 2014-09

SKILLS
- Wound care: Master, VAC, stoma

LANGUAGES
- Dutch: Native"""


def _write_csv(
    path: Path, rows: list[list[str]], delimiter: str = ",", encoding: str = "utf-8"
) -> Path:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    path.write_bytes(out.getvalue().encode(encoding))
    return path


def _write_xlsx(path: Path, rows: list[list[str]]) -> Path:
    cells = "".join(
        f'<row r="{r}">'
        + "".join(
            f'<c r="{chr(64 + c)}{r}" t="inlineStr"><is><t>{cell}</t></is></c>'
            for c, cell in enumerate(row, 1)
        )
        + "</row>"
        for r, row in enumerate(rows, 1)
    )
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    types = "http://schemas.openxmlformats.org/package/2006/content-types"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", f'<Types xmlns="{types}"/>')
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{package}"><Relationship Id="r1" '
            f'Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        )
        archive.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>'
            '<sheet name="People" sheetId="1" r:id="r1"/></sheets></workbook>',
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{package}"><Relationship Id="r1" Type="{office}/worksheet" '
            'Target="worksheets/sheet1.xml"/></Relationships>',
        )
        archive.writestr(
            "xl/worksheets/sheet1.xml",
            f'<worksheet xmlns="{main}"><sheetData>{cells}</sheetData></worksheet>',
        )
    return path


def test_a_json_resume_becomes_a_cv(tmp_path: Path) -> None:
    (tmp_path / "anna.json").write_text(json.dumps(RESUME))
    found = read_file(tmp_path / "anna.json")
    assert isinstance(found, Document)
    assert (found.id, found.source, found.media) == ("anna", "anna.json", "json")
    assert found.text == SHAPE


def test_a_list_of_resumes_becomes_a_document_each(tmp_path: Path) -> None:
    (tmp_path / "all.json").write_text(
        json.dumps([RESUME, {"id": 7, "title": "Cook", "skills": ["Soup"]}])
    )
    found = list(read_files([tmp_path / "all.json"]))
    assert [(one.source, getattr(one, "id", None)) for one in found] == [
        ("all.json#1", "all-1"),
        ("all.json#2", "7"),
    ]


@pytest.mark.parametrize("content", ["[1, 2]", '"text"', "{broken", "[" * 100_000])
def test_json_that_holds_no_cv_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "x.json").write_text(content)
    assert isinstance(read_file(tmp_path / "x.json"), Unreadable)


DUTCH_ROWS = [
    ["Kandidaatnummer", "Naam", "Woonplaats", "Functie", "Werkervaring",
     "Vaardigheden", "Talen", "Mobiliteit"],
    ["K1", "Jan Smit", "Breda", "Kok", "Kok bij De Ketel\n2019 - heden",
     "soep; saus", "Nederlands, Engels", "rijdt zelf auto"],
    ["", "", "", "", "", "", "", ""],
    ["", "Piet Vos", "", "Ober", "", "bedienen van gasten in het restaurant", "", ""],
]  # fmt: skip
JAN = """Jan Smit
Kok
Breda

WERKERVARING
Kok bij De Ketel
2019 - heden

VAARDIGHEDEN
- soep
- saus

TALEN
- Nederlands
- Engels

MOBILITEIT
rijdt zelf auto"""


def _check_dutch_table(found: list[Document | Unreadable], name: str) -> None:
    jan, empty, piet = found
    assert isinstance(jan, Document)
    assert (jan.id, jan.source, jan.text) == ("K1", f"{name}#1", JAN)
    assert isinstance(empty, Unreadable)
    assert (empty.source, empty.reason) == (f"{name}#2", Reason.EMPTY)
    assert isinstance(piet, Document)
    assert (piet.id, piet.source) == ("people-3", f"{name}#3")


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_csv_in_any_dialect_is_read_a_row_a_person(
    tmp_path: Path, delimiter: str, encoding: str
) -> None:
    _write_csv(tmp_path / "people.csv", DUTCH_ROWS, delimiter, encoding)
    _check_dutch_table(list(read_files([tmp_path])), "people.csv")


def test_a_spreadsheet_is_read_a_row_a_person(tmp_path: Path) -> None:
    _write_xlsx(tmp_path / "people.xlsx", DUTCH_ROWS)
    _check_dutch_table(list(read_files([tmp_path])), "people.xlsx")


def test_a_parquet_file_is_read_a_row_a_person(tmp_path: Path) -> None:
    header, *rows = DUTCH_ROWS
    table = pa.table({name: [row[n] for row in rows] for n, name in enumerate(header)})
    pq.write_table(table, tmp_path / "people.parquet")
    _check_dutch_table(list(read_files([tmp_path])), "people.parquet")


def test_json_lines_are_read_a_line_a_person_and_a_broken_one_is_named(tmp_path: Path) -> None:
    lines = [json.dumps({"slug": "anna", "name": "Cook (chef)", "cv": RESUME}), "{broken", ""]
    (tmp_path / "people.jsonl").write_text("\n".join(lines))
    anna, broken = read_files([tmp_path])
    assert isinstance(anna, Document)
    assert (anna.id, anna.source) == ("anna", "people.jsonl#1")
    assert anna.text == SHAPE
    assert isinstance(broken, Unreadable)
    assert (broken.source, broken.reason) == ("people.jsonl#2", Reason.UNREADABLE)


def test_nested_values_in_a_cell_are_read_like_values(tmp_path: Path) -> None:
    rows = [["name", "work"], ["Anna", json.dumps(RESUME["work"])]]
    found = read_file(_write_csv(tmp_path / "p.csv", rows))
    assert isinstance(found, Document)
    assert "WORK EXPERIENCE\nSenior nurse, De Linde\n2019-03 - present\n- Trained" in found.text


def test_two_rows_with_one_id_are_both_kept_and_told_apart(tmp_path: Path) -> None:
    rows = [["id", "skills"], ["a", "x-ray"], ["a", "soup"]]
    found = list(read_files([_write_csv(tmp_path / "p.csv", rows)]))
    assert [getattr(one, "id", None) for one in found] == ["a", "a#2"]


def test_a_column_may_be_mapped_by_the_caller(tmp_path: Path) -> None:
    rows = [["wie", "wat hij kan"], ["Jan", "soep; saus"]]
    path = _write_csv(tmp_path / "p.csv", rows)
    found = read_file(path, columns={"wie": "name", "wat hij kan": "skills"})
    assert isinstance(found, Document)
    assert found.text == "Jan\n\nSKILLS\n- soep\n- saus"


def test_a_table_without_a_known_column_says_so(tmp_path: Path) -> None:
    found = read_file(_write_csv(tmp_path / "p.csv", [["x", "y"], ["1", "2"]]))
    assert isinstance(found, Unreadable)
    assert found.reason is Reason.UNSUPPORTED
    assert "'x, y'" in found.message


def test_a_column_mapped_to_no_field_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="superpowers"):
        read_files([tmp_path], columns={"x": "superpowers"})


def test_a_row_with_more_cells_than_the_header_is_named(tmp_path: Path) -> None:
    (tmp_path / "p.csv").write_text("id,skills\na,soup,sauce\nb,bread\n")
    bad, good = read_files([tmp_path])
    assert isinstance(bad, Unreadable)
    assert "row 1 has 3 cells" in bad.message
    assert isinstance(good, Document)


def test_a_row_that_only_names_somebody_is_empty() -> None:
    assert text_of_record({"name": "Jan", "email": "j@x.nl"}) == ""


def test_a_vacancy_row_is_its_title_its_company_and_its_text(tmp_path: Path) -> None:
    row = {
        "source": "site",
        "title": "Verpleegkundige",
        "company": "De Linde",
        "location": "Utrecht",
        "description": "<p>Wij zoeken</p><ul><li>een BIG-registratie</li></ul>",
    }
    (tmp_path / "v.jsonl").write_text(json.dumps(row))
    found = read_file(tmp_path / "v.jsonl")
    assert isinstance(found, Document)
    assert found.text == (
        "Verpleegkundige\nDe Linde\nUtrecht\n\nWij zoeken\n\n- een BIG-registratie"
    )


def test_a_text_column_is_the_cv_itself() -> None:
    record = {"id": 1, "naam": "Jan Smit", "cv": "Jan Smit\nKok\n\nWERKERVARING\nKok bij De Ketel"}
    assert text_of_record(record) == "Jan Smit\nKok\n\nWERKERVARING\nKok bij De Ketel"


def test_every_field_that_can_be_mapped_to_is_kept_in_the_text() -> None:
    for field in FIELDS - {"id"} - set(NO_TEXT):
        record = {"skills": "soup", "their column": "zzqq"}
        assert "zzqq" in text_of_record(record, {"their column": field}), field


def test_columns_for_filters_are_told_and_no_text(tmp_path: Path) -> None:
    header = ["name", "skills", "Woonplaats", "Land", "Status", "Tags", "Last contact",
              "Beschikbaar vanaf"]  # fmt: skip
    row = ["Anna", "soup", "Utrecht", "NL", "active", "a; b", "2026-08-20", "per direct"]
    _write_csv(tmp_path / "people.csv", [header, row, ["Bram", "bread", *[""] * 6]])
    anna, bram = read_files([tmp_path / "people.csv"])
    assert isinstance(anna, Document)
    assert isinstance(bram, Document)
    assert anna.told == (
        ("status", "active"),
        ("tags", "a; b"),
        ("available", "per direct"),
        ("contacted", "2026-08-20"),
        ("city", "Utrecht"),
        ("country", "NL"),
    )
    assert anna.text == "Anna\nUtrecht, NL\n\nSKILLS\n- soup"
    assert bram.told == ()


def test_a_json_resume_tells_its_place_and_other_columns_can_be_mapped(tmp_path: Path) -> None:
    (tmp_path / "cv.json").write_text(json.dumps(RESUME))
    found = read_file(tmp_path / "cv.json")
    assert isinstance(found, Document)
    assert found.told == (("city", "Utrecht"), ("country", "NL"))
    _write_csv(tmp_path / "p.csv", [["name", "skills", "Fase"], ["Anna", "soup", "placed"]])
    mapped = read_file(tmp_path / "p.csv", columns={"Fase": "status"})
    assert isinstance(mapped, Document)
    assert mapped.told == (("status", "placed"),)


# --- Europass --------------------------------------------------------------------------------
PASSPORT = """<?xml version="1.0"?><SkillsPassport xmlns="http://europass.cedefop.europa.eu/Europass">
<LearnerInfo><Identification><PersonName><FirstName>Anna</FirstName><Surname>de Boer</Surname>
</PersonName><ContactInfo><Email><Contact>anna@mail.nl</Contact></Email></ContactInfo></Identification>
<WorkExperienceList><WorkExperience><Period><From year="2019" month="--03"/><Current>true</Current>
</Period><Position><Label>Nurse</Label></Position><Activities>&lt;ul&gt;&lt;li&gt;Gave medication
&lt;/li&gt;&lt;li&gt;Trained the students of the ward&lt;/li&gt;&lt;/ul&gt;</Activities>
<Employer><Name>De Linde</Name></Employer></WorkExperience></WorkExperienceList>
<Skills><Linguistic><MotherTongueList><MotherTongue><Description><Label>Dutch</Label></Description>
</MotherTongue></MotherTongueList><ForeignLanguageList><ForeignLanguage><Description>
<Label>English</Label></Description><ProficiencyLevel><Listening>C1</Listening><Writing>B2</Writing>
</ProficiencyLevel></ForeignLanguage></ForeignLanguageList></Linguistic>
<Computer><Description>Excel</Description></Computer></Skills></LearnerInfo></SkillsPassport>"""
CANDIDATE = """<Candidate xmlns="http://www.europass.eu/1.0" xmlns:hr="http://www.hr-xml.org/3"
xmlns:oa="http://www.openapplications.org/oagis/9"><CandidatePerson><PersonName>
<oa:GivenName>Anna</oa:GivenName><hr:FamilyName>de Boer</hr:FamilyName></PersonName>
</CandidatePerson>
<CandidateProfile><EmploymentHistory><EmployerHistory><hr:OrganizationName>De Linde
</hr:OrganizationName><PositionHistory><PositionTitle>Nurse</PositionTitle><EmploymentPeriod>
<hr:StartDate><hr:FormattedDateTime>2019-03-01</hr:FormattedDateTime></hr:StartDate>
</EmploymentPeriod><oa:Description>Gave medication to the ward</oa:Description></PositionHistory>
</EmployerHistory></EmploymentHistory><PersonQualifications><PersonCompetency>
<hr:TaxonomyID>language</hr:TaxonomyID><hr:CompetencyName>English</hr:CompetencyName>
<hr:CompetencyDimension><hr:Score><hr:ScoreText>B2</hr:ScoreText></hr:Score></hr:CompetencyDimension>
</PersonCompetency></PersonQualifications></CandidateProfile></Candidate>"""


def test_an_old_europass_becomes_a_cv(tmp_path: Path) -> None:
    (tmp_path / "cv.xml").write_text(PASSPORT)
    found = read_file(tmp_path / "cv.xml")
    assert isinstance(found, Document)
    assert found.text.split("\n") == [
        "Anna de Boer", "anna@mail.nl", "",
        "WORK EXPERIENCE", "Nurse, De Linde", "2019-03 - present", "- Gave medication",
        "- Trained the students of the ward", "",
        "SKILLS", "- Excel", "",
        "LANGUAGES", "- Dutch: native", "- English: B2",
    ]  # fmt: skip


def test_a_new_europass_becomes_a_cv(tmp_path: Path) -> None:
    (tmp_path / "cv.xml").write_text(CANDIDATE)
    found = read_file(tmp_path / "cv.xml")
    assert isinstance(found, Document)
    assert found.text.split("\n") == [
        "Anna de Boer", "",
        "WORK EXPERIENCE", "Nurse, De Linde", "2019-03 - present",
        "- Gave medication to the ward", "",
        "LANGUAGES", "- English: B2",
    ]  # fmt: skip


def test_other_xml_is_unsupported(tmp_path: Path) -> None:
    (tmp_path / "x.xml").write_text("<invoice/>")
    found = read_file(tmp_path / "x.xml")
    assert isinstance(found, Unreadable)
    assert found.reason is Reason.UNSUPPORTED
    assert "<invoice>" in found.message
