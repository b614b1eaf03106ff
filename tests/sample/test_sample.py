"""The shipped sample: does it hold what its README promises, and is it what its texts give?"""

import csv
import re
import shutil
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from matcher.documents import read_files
from matcher.records import Document

SAMPLE = Path(__file__).parents[2] / "data" / "sample"
BACKGROUND = SAMPLE.parent / "background.txt"
CVS = {path.stem: path for path in (SAMPLE / "texts" / "cvs").glob("*.md")}
VACANCIES = {path.stem: path for path in (SAMPLE / "texts" / "vacancies").glob("*.md")}
HIDING = {"dennis-olieman", "gino-bellamare", "melissa-kuiper"}


def build(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Run the builder that stands in `folder`."""
    command = [sys.executable, str(folder / "build.py"), *options]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def front_matter(path: Path) -> dict[str, str]:
    lines = path.read_text(encoding="utf-8").split("---\n")[1].splitlines()
    pairs = (line.partition(":") for line in lines)
    return {name: value.partition("#")[0].strip() for name, _, value in pairs}


def grades() -> dict[tuple[str, str], int]:
    with (SAMPLE / "qrels.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter="\t"))
    judged = {(vacancy, candidate): int(grade) for vacancy, _, candidate, grade in rows}
    assert len(judged) == len(rows), "a pair is judged twice"
    return judged


def cases() -> list[dict[str, str]]:
    with (SAMPLE / "cases.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def pairs() -> dict[str, str]:
    return {row["candidate"]: row["pair"] for row in cases() if row["case"] == "twin"}


@cache
def read_cvs() -> dict[str, Document]:
    found = list(read_files([SAMPLE / "cvs"]))
    assert all(isinstance(one, Document) for one in found), found
    return {one.id: one for one in found if isinstance(one, Document)}


def contact_data(path: Path) -> Iterator[str]:
    text = path.read_text(encoding="utf-8")
    yield from re.findall(r"[\w.-]+@[\w.-]+\w", text)
    for number in re.findall(r"(?:\+31 ?6|\b0\d{1,4})[ -]\d[\d ]{5,}\d", text):
        yield re.sub(r"\D", "", number.replace("+31", "0"))


def test_there_are_at_least_120_cvs_and_about_half_are_dutch() -> None:
    languages = Counter(front_matter(path)["language"] for path in CVS.values())
    assert languages.total() >= 120
    assert 0.45 <= languages["nl"] / languages.total() <= 0.55
    assert set(languages) == {"nl", "en", "de", "fr"}


def test_there_are_16_vacancies_of_which_12_are_dutch() -> None:
    languages = Counter(front_matter(path)["language"] for path in VACANCIES.values())
    assert languages == {"nl": 12, "en": 2, "de": 1, "fr": 1}


def test_every_text_is_rendered_once_and_every_layout_occurs() -> None:
    for folder, texts in (("cvs", CVS), ("vacancies", VACANCIES)):
        assert sorted(path.stem for path in (SAMPLE / folder).iterdir()) == sorted(texts)
    layouts = {front_matter(path)["format"] for path in CVS.values()}
    assert layouts == {"pdf", "pdf-columns", "docx", "docx-table", "odt", "html", "txt"}


def test_judgements_and_cases_name_only_what_exists() -> None:
    for vacancy, candidate in grades():
        assert vacancy in VACANCIES
        assert candidate in CVS
    for row in cases():
        assert (row["vacancy"], row["candidate"]) in grades(), row
        assert not row["pair"] or row["pair"] in CVS, row
        assert row["note"], row


def test_grades_run_from_0_to_3_and_every_vacancy_has_somebody_who_could_start() -> None:
    assert set(grades().values()) == {0, 1, 2, 3}
    assert {vacancy for (vacancy, _), grade in grades().items() if grade == 3} == set(VACANCIES)


@pytest.mark.parametrize("case", ["gem", "title_trap", "negation"])
def test_every_vacancy_has_the_case(case: str) -> None:
    assert {row["vacancy"] for row in cases() if row["case"] == case} == set(VACANCIES)


def test_gems_fit_and_traps_do_not() -> None:
    judged = grades()
    for row in cases():
        grade = judged[row["vacancy"], row["candidate"]]
        if row["case"] == "gem":
            assert grade >= 2, row
        if row["case"] in ("title_trap", "stuffer", "hidden_text", "negation"):
            assert grade <= 1, row


def test_twins_point_at_each_other_and_have_equal_grades_everywhere() -> None:
    judged = grades()
    assert len(pairs()) == 2 * 9
    for one, other in pairs().items():
        assert pairs()[other] == one
        for vacancy in VACANCIES:
            assert judged.get((vacancy, one)) == judged.get((vacancy, other))


def test_only_twins_share_a_phone_number_or_an_address() -> None:
    owners = defaultdict(set)
    for text_id, path in (CVS | VACANCIES).items():
        for contact in contact_data(path):
            owners[contact].add(text_id)
    shared = {contact: who for contact, who in owners.items() if len(who) > 1}
    assert all(who == {one, pairs().get(one)} for who in shared.values() for one in who), shared


def test_the_files_are_what_the_texts_give() -> None:
    checked = build(SAMPLE, "--check")
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_building_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        shutil.copytree(SAMPLE, tmp_path / name, ignore=shutil.ignore_patterns("cvs", "vacancies"))
        for folder in ("cvs", "vacancies"):
            shutil.copytree(SAMPLE / "texts" / folder, tmp_path / name / "texts" / folder)
        assert build(tmp_path / name).returncode == 0
    first = sorted(path for path in (tmp_path / "one" / "cvs").iterdir())
    assert len(first) == len(CVS)
    for path in first:
        assert path.read_bytes() == (tmp_path / "two" / "cvs" / path.name).read_bytes(), path.name


def test_a_changed_text_fails_the_check_by_name(tmp_path: Path) -> None:
    shutil.copytree(SAMPLE, tmp_path / "sample")
    shutil.copy(BACKGROUND, tmp_path)
    text = tmp_path / "sample" / "texts" / "cvs" / "marek-dudzik.md"
    text.write_text(text.read_text(encoding="utf-8") + "\n- Ein Satz mehr.\n", encoding="utf-8")
    checked = build(tmp_path / "sample", "--check")
    assert checked.returncode == 1
    assert "marek-dudzik.docx is not what the texts give" in checked.stdout


def test_the_files_stay_below_4_megabytes() -> None:
    sizes = [path.stat().st_size for f in ("cvs", "vacancies") for path in (SAMPLE / f).iterdir()]
    assert sum(sizes) < 4_000_000


def test_every_file_has_a_text_layer_with_the_persons_own_name() -> None:
    documents = read_cvs()
    assert sorted(documents) == sorted(CVS)
    for cv, path in CVS.items():
        name = re.findall("^# (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)[0]
        assert name in documents[cv].text, cv


def test_white_text_is_found_in_the_three_cvs_that_hide_some_and_nowhere_else() -> None:
    assert {cv for cv, document in read_cvs().items() if document.hidden} == HIDING
    assert {row["candidate"] for row in cases() if row["case"] == "hidden_text"} == HIDING
    for cv in HIDING:
        written = re.findall("^%%hidden%% (.+)$", CVS[cv].read_text(encoding="utf-8"), re.MULTILINE)
        unseen = " ".join(piece.text for piece in read_cvs()[cv].hidden).split()
        assert sorted(unseen) == sorted(" ".join(written).split())


def test_the_background_is_ordinary_lines_in_four_languages() -> None:
    rows = [line.split("\t") for line in BACKGROUND.read_text(encoding="utf-8").splitlines()]
    assert all(len(row) == 2 for row in rows)
    assert len({line for _, line in rows}) == len(rows) >= 750
    shares = Counter(language for language, _ in rows)
    for language, share in {"nl": 0.45, "en": 0.35, "de": 0.10, "fr": 0.10}.items():
        assert shares[language] / len(rows) == pytest.approx(share, abs=0.03)


def test_the_background_names_nobody() -> None:
    lines = BACKGROUND.read_text(encoding="utf-8")
    assert not re.search(r"@|\b06[- ]", lines)
    for path in CVS.values():
        name = re.findall("^# (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)[0]
        assert name not in lines
        assert not re.search(rf"\b{re.escape(name.split()[-1])}\b", lines), name
