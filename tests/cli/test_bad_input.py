"""Whatever comes in, the answer is one clear line, the right code, and never a traceback."""

import os
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from matcher.resources import shipped
from matcher.store import TalentBase

VACANCY = shipped("sample/vacancies/data-engineer.txt")
NOBODY = 65_534


def refused(said, code: int, *words: str) -> None:
    """Check that a command said one line on the error stream, with these words, and no more.

    A filter's text may follow, and a line that marks a place in it.
    """
    assert said.code == code, said
    assert said.out == ""
    assert said.err.startswith("Error: ")
    _, *marked = said.err.splitlines()
    assert not marked or (len(marked) == 2 and set(marked[1]) == {" ", "^"}), said.err
    for word in words:
        assert word in said.err


# --- vacancies ------------------------------------------------------------------------------
@pytest.mark.parametrize("command", [["match"], ["explain"], ["inspect"]])
def test_a_vacancy_that_is_not_there(run, talent: Path, command: list[str]) -> None:
    who = ["mehmet-aydin"] if command == ["explain"] else []
    base = [] if command == ["inspect"] else ["--base", talent]
    said = run(*command, "nowhere.txt", *who, *base)
    refused(said, 2, "there is no file or folder 'nowhere.txt'; check the spelling")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "holds no text"),
        (" \n\n ", "holds no text"),
        ("我们正在寻找一名软件工程师。", "unsupported script"),
        ("מהנדס תוכנה עם ניסיון בפייתון", "unsupported script"),
        ("Data engineer\n\nWij bieden\n- Een goed salaris.", "no line in it asks for anything"),
    ],
)
@pytest.mark.parametrize("piped", [True, False])
def test_a_vacancy_that_asks_nothing_we_can_read(
    run, talent: Path, tmp_path: Path, text: str, words: str, piped: bool
) -> None:
    (tmp_path / "vacancy.txt").write_text(text, encoding="utf-8")
    name = "-" if piped else tmp_path / "vacancy.txt"
    said = run("match", name, "--base", talent, piped=text.encode())
    refused(said, 2, words if piped or text.strip() else "vacancy.txt: empty.")


def test_a_folder_for_a_vacancy(run, talent: Path, tmp_path: Path) -> None:
    refused(run("match", tmp_path, "--base", talent), 2, "is a folder; name one file")


def test_bytes_that_are_no_text_through_a_pipe(run, talent: Path) -> None:
    refused(run("match", "-", "--base", talent, piped=bytes(range(128, 160)) * 9), 2, "vacancy")


def test_an_error_stays_on_one_line_however_narrow_the_screen(
    run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("COLUMNS", "30")
    refused(run("match", VACANCY, "--base", tmp_path), 2, "no talent base in", "matcher index")


# --- documents ------------------------------------------------------------------------------
def scan(path: Path) -> None:
    canvas = Canvas(str(path))
    canvas.rect(100, 100, 300, 300, fill=1)
    canvas.save()


def bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b" " * (64 << 20))


def huge(path: Path) -> None:
    path.write_bytes(b"Built pipelines in Python.\n" * (50 * 2**20 // 27))


def broken(path: Path) -> None:
    path.write_bytes(b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog")


BAD = [
    ("scan.pdf", scan, "needs OCR"),
    ("broken.pdf", broken, "unreadable"),
    ("bomb.docx", bomb, "too large"),
    ("huge.txt", huge, "too large"),
    ("photo.jpg", lambda path: path.write_bytes(b"\xff\xd8\xff\xe0" + bytes(500)), "needs OCR"),
    ("song.mp3", lambda path: path.write_bytes(b"ID3" + bytes(500)), "unsupported"),
    ("empty.txt", lambda path: path.write_bytes(b""), "empty"),
]


@pytest.fixture(scope="module")
def bad_files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bad")
    for name, make, _ in BAD:
        make(folder / name)
    return folder


@pytest.mark.parametrize(("name", "reason"), [(name, reason) for name, _, reason in BAD])
def test_a_document_without_text_is_named_with_the_reason_and_the_next_step(
    run, talent: Path, bad_files: Path, name: str, reason: str
) -> None:
    for said in (
        run("match", bad_files / name, "--base", talent),
        run("inspect", "--cv", bad_files / name),
    ):
        refused(said, 2, f"{name}: {reason}. ")
        assert len(said.err.split(f"{reason}. ", 1)[1]) > 20


def test_such_documents_among_cvs_are_listed_and_the_rest_is_kept(
    run, own: Path, bad_files: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "cvs"
    folder.mkdir()
    for name, _, _ in BAD:
        shutil.copy(bad_files / name, folder / name)
    shutil.copy(shipped("sample/cvs/bram-oosterling.txt"), folder / "good.txt")
    (folder / "han.txt").write_text("姓名 李明\n工作经验\n在工厂修理机器。\n", encoding="utf-8")
    said = run("index", folder, "--base", own)
    assert said.code == 1
    assert said.err == ""
    assert "15 people" in said.out
    assert f"{len(BAD) + 1} could not be read:" in said.out
    for name, _, reason in BAD:
        assert f"  {name}: {reason}. " in said.out
    assert "  han.txt: unsupported. " in said.out


def test_a_cv_in_a_script_that_the_rules_cannot_read(run, tmp_path: Path) -> None:
    (tmp_path / "han.txt").write_text("姓名 李明\n工作经验\n在工厂修理机器。\n", encoding="utf-8")
    refused(run("inspect", "--cv", tmp_path / "han.txt"), 2, "han.txt", "unsupported script")


def test_a_path_that_is_not_there_adds_nobody(run, tmp_path: Path, tiny_model: Path) -> None:
    said = run("index", tmp_path / "cvs", "--base", tmp_path / "base", "--model", tiny_model)
    refused(said, 2, "there is no file or folder")


# --- options --------------------------------------------------------------------------------
FILTERS = [
    (["--where", "somewhere"], "'somewhere' is no condition; write for example city=Utrecht"),
    (["--where", "salary=1"], "no field 'salary' to filter on; choose one of city"),
    (["--where", "city>=Utrecht"], "city has no order"),
    (["--where", "years>=many"], "years is a number"),
    (["--where", "education>=good"], "education is one of"),
]
EDITS = [
    (["--weight", "2"], "--weight '2' is not understood; write it as 'N=2'"),
    (["--weight", "one=2"], "--weight 'one=2' is not understood; write for example 3=2"),
    (["--weight", "1=much"], "--weight '1=much' is not understood"),
    (["--weight", "1=-1"], "requirement 1 cannot weigh -1 times as much"),
    (["--weight", "1=nan"], "requirement 1 cannot weigh nan times as much"),
    (["--weight", "99=2"], "the vacancy has no requirement 99; it has 1 to"),
    (["--off", "99"], "the vacancy has no requirement 99; it has 1 to"),
    (["--must", "99"], "the vacancy has no requirement 99; it has 1 to"),
    (["--nice", " "], "an empty requirement was given"),
]


@pytest.mark.parametrize(("options", "words"), [*FILTERS, *EDITS])
def test_an_option_of_match_that_cannot_be_used(
    run, talent: Path, options: list[str], words: str
) -> None:
    refused(run("match", VACANCY, "--base", talent, *options), 2, words)


@pytest.mark.parametrize(("options", "words"), EDITS)
def test_an_option_of_explain_that_cannot_be_used(
    run, talent: Path, options: list[str], words: str
) -> None:
    refused(run("explain", VACANCY, "mehmet-aydin", "--base", talent, *options), 2, words)


@pytest.mark.parametrize(("options", "words"), FILTERS)
def test_a_filter_of_like_that_cannot_be_used(
    run, talent: Path, options: list[str], words: str
) -> None:
    refused(run("like", "mehmet-aydin", "--base", talent, *options), 2, words)


@pytest.mark.parametrize(
    "words",
    [
        ["match", VACANCY],
        ["match", VACANCY, "--base", "b", "--off", "one"],
        ["match", VACANCY, "--base", "b", "--top", "0"],
        ["match", VACANCY, "--base", "b", "--colour"],
        ["evaluate", "task", "--system", "magic"],
        ["evaluate", "task", "--relevant-from", "0"],
        ["serve", "--base", "b", "--port", "0"],
        ["no-such-command"],
    ],
)
def test_a_command_that_is_spelled_wrong_shows_its_usage(run, words: list[str]) -> None:
    said = run(*words)
    assert (said.code, said.out) == (2, "")
    assert "Usage: matcher" in said.err
    assert "Traceback" not in said.err


@pytest.mark.parametrize("column", ["Naam", "=name", "Naam=", "Naam=nonsense"])
def test_a_column_that_is_no_pair_or_names_no_field(
    run, tmp_path: Path, tiny_model: Path, column: str
) -> None:
    options = ("--base", tmp_path / "base", "--model", tiny_model, "--column", column)
    (tmp_path / "people.csv").write_text("Naam\nAnna\n")
    words = "which is no field; choose" if "nonsense" in column else "write it as"
    refused(run("index", tmp_path / "people.csv", *options), 2, words)


# --- people, bases and models ---------------------------------------------------------------
@pytest.mark.parametrize("command", ["explain", "like", "vacancies"])
def test_a_candidate_who_is_not_there(run, talent: Path, command: str) -> None:
    words = {"explain": [VACANCY, "nobody"], "like": ["nobody"], "vacancies": ["nobody", VACANCY]}
    said = run(command, *words[command], "--base", talent)
    refused(said, 2, "no candidate 'nobody' in", "list them with: matcher match")


def ask(command: str) -> list[object]:
    """Return the words of a question about a base."""
    return {
        "match": ["match", VACANCY],
        "explain": ["explain", VACANCY, "mehmet-aydin"],
        "vacancies": ["vacancies", "mehmet-aydin", VACANCY],
        "like": ["like", "mehmet-aydin"],
        "serve": ["serve"],
    }[command]


QUESTIONS = ["match", "explain", "vacancies", "like"]


@pytest.mark.parametrize("command", [*QUESTIONS, "serve"])
def test_a_folder_without_a_base(run, tmp_path: Path, command: str) -> None:
    said = run(*ask(command), "--base", tmp_path / "nothing")
    refused(said, 2, "no talent base in", "make one with: matcher index PATHS --base")
    assert not (tmp_path / "nothing").exists()


@pytest.mark.parametrize("command", QUESTIONS)
def test_a_base_of_another_encoder(run, talent: Path, tiny_model: Path, command: str) -> None:
    said = run(*ask(command), "--base", talent, "--model", tiny_model)
    refused(said, 3, "was made with the encoder", "this is tiny-model@", "use that model, or")


def test_indexing_into_a_base_of_another_encoder(run, own: Path, tiny_model: Path) -> None:
    said = run("index", shipped("sample/cvs/rick-vonk.docx"), "--base", own, "--model", tiny_model)
    refused(said, 3, "was made with the encoder", "this is tiny-model@")


@pytest.mark.parametrize("command", QUESTIONS)
def test_a_model_that_is_not_on_this_machine(run, talent: Path, command: str) -> None:
    said = run(*ask(command), "--base", talent, "--model", "nobody/no-such-model")
    refused(said, 3, "'nobody/no-such-model' is no folder", "leave --model out")


@pytest.mark.parametrize("command", [*QUESTIONS, "serve"])
def test_a_base_that_is_damaged(run, tmp_path: Path, command: str) -> None:
    (tmp_path / "base.sqlite").write_bytes(b"no database at all\n" * 400)
    refused(run(*ask(command), "--base", tmp_path), 3, "cannot be read (file is not a database)")


def test_a_base_of_another_format(run, own: Path) -> None:
    TalentBase.create(own).set_meta({"format": b"0"})
    said = run("match", VACANCY, "--base", own)
    refused(said, 3, "has format b'0'", "index the documents again into a new folder")


def test_a_base_without_people(run, tmp_path: Path, tiny_model: Path) -> None:
    (tmp_path / "none").mkdir()
    options = ("--base", tmp_path / "base", "--model", tiny_model)
    assert run("index", tmp_path / "none", *options, "--json").json["people"] == 0
    said = run("match", VACANCY, *options)
    refused(said, 2, "the talent base is empty; add people with: matcher index PATHS")


def test_a_base_where_a_file_stands(run, tmp_path: Path, tiny_model: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    said = run("index", VACANCY, "--base", tmp_path / "notes.txt", "--model", tiny_model)
    refused(said, 3, "cannot make the folder", "give --base a folder that you may write")
    assert (tmp_path / "notes.txt").read_text() == "mine"


@pytest.fixture
def read_only(run, tmp_path: Path, tiny_model: Path) -> Iterator[tuple[Path, Path]]:
    """A base and its model that everybody may read and nobody but root may write."""
    folder = Path(tempfile.mkdtemp(prefix="matcher-test-"))  # pytest's own is closed to others
    shutil.copytree(tiny_model, folder / "model")
    (tmp_path / "anna.txt").write_text(shipped("sample/cvs/bram-oosterling.txt").read_text())
    options = ("--base", folder / "base", "--model", folder / "model")
    assert run("index", tmp_path / "anna.txt", *options).code == 0
    assert run("match", "-", *options, piped=VACANCY.read_bytes()).code == 0
    for path in sorted(folder.rglob("*"), reverse=True):
        path.chmod(0o555 if path.is_dir() else 0o444)
    folder.chmod(0o555)
    yield folder / "base", folder / "model"
    folder.chmod(0o755)
    for path in folder.rglob("*"):
        path.chmod(0o755)
    shutil.rmtree(folder)


def test_a_read_only_base_answers_and_refuses_to_be_filled(
    run, read_only: tuple[Path, Path]
) -> None:
    base, model = read_only
    root = not os.geteuid()
    if root:
        os.seteuid(NOBODY)
    try:
        if os.access(base, os.W_OK, effective_ids=True):
            pytest.skip("this file system lets everybody write, whatever the permission bits say")
        options = ("--base", base, "--model", model)
        answer = run("match", "-", *options, "--json", piped=VACANCY.read_bytes())
        assert answer.code == 0
        assert [match["candidate"] for match in answer.json["matches"]] == ["anna"]
        said = run("index", VACANCY, *options)
        refused(said, 3, "cannot be written", "check that the folder is yours to write")
    finally:
        if root:
            os.seteuid(0)


# --- tasks ----------------------------------------------------------------------------------
def test_a_task_that_is_not_there_or_is_none(run, tmp_path: Path) -> None:
    said = run("evaluate", tmp_path / "nothing")
    refused(said, 2, "give a folder with queries/, corpus/ and qrels.tsv")
    refused(run("evaluate", tmp_path), 2, "has no folder queries or vacancies; a task needs one")


def test_judgements_that_are_wrong_are_named_by_line(run, tmp_path: Path) -> None:
    for folder in ("queries", "corpus"):
        (tmp_path / folder).mkdir()
    (tmp_path / "qrels.tsv").write_text("v1\t0\tanna\t1\nv1\t0\tbram\tgood\n")
    refused(run("evaluate", tmp_path, "--system", "bm25"), 2, "qrels.tsv, line 2: ")


def test_a_vacancy_that_cannot_be_used_does_not_cost_the_others(
    run, talent: Path, tmp_path: Path
) -> None:
    shutil.copy(VACANCY, tmp_path / "good.txt")
    (tmp_path / "empty.txt").write_text("")
    found = run("vacancies", "ilse-hoogendoorn", tmp_path, "--base", talent, "--json")
    assert (found.code, [one["vacancy"]["id"] for one in found.json]) == (1, ["good"])
    assert "empty.txt" in found.err
