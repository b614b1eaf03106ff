"""A small download in ESCO's layout. The contents are invented for these tests."""

import csv
import gzip
from collections.abc import Sequence
from pathlib import Path

SKILL = "http://data.europa.eu/esco/skill/"
FIELD = "http://data.europa.eu/esco/isced-f/"

SKILLS = (
    "conceptType", "conceptUri", "skillType", "reuseLevel", "preferredLabel", "altLabels",
    "hiddenLabels", "status", "description",
)  # fmt: skip
COLLECTION = (
    "conceptType", "conceptUri", "preferredLabel", "status", "skillType", "reuseLevel", "altLabels",
    "description", "broaderConceptUri", "broaderConceptPT",
)  # fmt: skip
LEVELS = tuple(f"Level {n} {what}" for n in range(4) for what in ("URI", "preferred term"))


def write(path: Path, columns: Sequence[str], rows: Sequence[dict[str, str]]) -> Path:
    """Write a table with a byte order mark, as ESCO does; gzipped where the name says so."""
    path.parent.mkdir(parents=True, exist_ok=True)
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "wt", encoding="utf-8-sig", newline="") as stream:
        table = csv.DictWriter(stream, columns, restval="")
        table.writeheader()
        table.writerows(rows)
    return path


def skill(
    id_: str, label: str, *others: str, kind: str = "knowledge", **more: str
) -> dict[str, str]:
    """Return a row of skills_xx.csv; the other names stand on lines of their own."""
    return {
        "conceptType": "KnowledgeSkillCompetence", "conceptUri": SKILL + id_, "skillType": kind,
        "reuseLevel": "sector-specific", "preferredLabel": label, "altLabels": "\n".join(others),
        "status": "released", **more,
    }  # fmt: skip


def download(folder: Path) -> Path:
    """Write a download of two languages, one of them gzipped, with hierarchy and relations."""
    write(folder / "en" / "skills_en.csv", SKILLS, [
        skill("loom", "handloom weaving", "weaving on a handloom", "weave", "ordinary"),
        skill("jacquard", "jacquard weaving", "HW"),
        skill("felt", "felting techniques", "weaving on a handloom"),
        skill("zorblang", "Zorblang", "Zorblang scripting"),
        skill("patience", "show patience with wool", kind="skill/competence",
              reuseLevel="transversal"),
        skill("gone", "spinning jenny operation", status="obsolete"),
        skill("python", "Python (computer programming)", "Pythonic scripting"),
        skill("wound", "wound care", "dressing of chronic wounds"),
    ])  # fmt: skip
    write(folder / "nl" / "skills_nl.csv.gz", SKILLS, [
        skill("loom", "handweven", "weven op een handgetouw"),
        skill("wound", "wondverzorging bij patiënten"),
        skill("dutchonly", "kantklossen met de hand"),
    ])  # fmt: skip
    write(folder / "broaderRelationsSkillPillar_en.csv",
          ("conceptType", "conceptUri", "broaderType", "broaderUri"), [
        {"conceptUri": SKILL + "loom", "broaderUri": SKILL + "S1.2"},
        {"conceptUri": SKILL + "jacquard", "broaderUri": SKILL + "S1.2"},
        {"conceptUri": SKILL + "zorblang", "broaderUri": FIELD + "0613"},
        {"conceptUri": SKILL + "S1.2", "broaderUri": SKILL + "S1"},
    ])  # fmt: skip
    write(folder / "skillSkillRelations_en.csv",
          ("originalSkillUri", "originalSkillType", "relationType", "relatedSkillType",
           "relatedSkillUri"), [
        {"originalSkillUri": SKILL + "felt", "relatedSkillUri": SKILL + "loom"},
        {"originalSkillUri": SKILL + "felt", "relatedSkillUri": SKILL + "gone"},
    ])  # fmt: skip
    write(folder / "skillGroups_en.csv", ("conceptUri", "preferredLabel"), [
        {"conceptUri": SKILL + "S1", "preferredLabel": "working with textiles"},
        {"conceptUri": SKILL + "S1.2", "preferredLabel": "weaving"},
        {"conceptUri": FIELD + "0613", "preferredLabel": "software"},
    ])  # fmt: skip
    write(folder / "occupations_en.csv", ("conceptUri", "preferredLabel"),
          [{"conceptUri": "occupation/1", "preferredLabel": "weaver"}])  # fmt: skip
    return folder


def collection(folder: Path) -> Path:
    """Write only the collection of digital skills and of languages, with the hierarchy."""
    both = f"{SKILL}group | {FIELD}0613"
    write(folder / "digitalSkillsCollection_en.csv", COLLECTION, [
        {"conceptUri": SKILL + "quill", "preferredLabel": "Quillbase", "status": "released",
         "skillType": "knowledge", "altLabels": "QuillBase server | database of quills",
         "broaderConceptUri": both, "broaderConceptPT": "quill engines | software"},
    ])  # fmt: skip
    write(folder / "languageSkillsCollection_en.csv", COLLECTION, [
        {"conceptUri": SKILL + "elf", "preferredLabel": "Elvish", "status": "released",
         "skillType": "knowledge"},
        {"conceptUri": SKILL + "elf-w", "preferredLabel": "write Elvish", "status": "released",
         "skillType": "skill/competence", "broaderConceptUri": SKILL + "elf"},
    ])  # fmt: skip
    write(folder / "skillsHierarchy_en.csv", LEVELS, [
        {"Level 0 URI": SKILL + "K", "Level 0 preferred term": "knowledge",
         "Level 1 URI": SKILL + "group", "Level 1 preferred term": "quill engines"},
    ])  # fmt: skip
    return folder
