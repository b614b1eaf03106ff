"""The analyst's commands: judgements, weights, compare, diagnose; in Dutch where asked."""

import csv
import json
import random
from dataclasses import replace
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from benchmarks.faults.people import write
from matcher import Matcher, Weights
from matcher.ranking import Factors, read_weights, weights_to_json
from matcher.records import Kind
from matcher.store import DESK
from service import Desk, decided

PEOPLE, VACANCIES = 12, 10
LINES = (
    "Je bouwt pijplijnen in Python.", "Je kent Kubernetes.", "Ervaring met SQL.",
    "Je spreekt goed Nederlands.", "Kennis van Power BI.", "Je werkt nauwkeurig.",
    "Ervaring met TypeScript.", "Je kent Terraform.", "Je onderhoudt machines.",
    "Je voert de boekhouding in Exact Online.",
)  # fmt: skip
# What the judges of these tests go by.
HIDDEN = Weights(context=0.02, factors=Factors(kinds={Kind.TOOL: 12.0, Kind.SOFT: 0.1}))


@pytest.fixture(scope="module")
def bench(tiny_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a base of twelve people, ten vacancies, and two files of judgements."""
    folder = tmp_path_factory.mktemp("bench")
    base = folder / "base"
    Matcher.open(base, create=True, model=str(tiny_model)).index(
        [write(folder / "cvs", dict.fromkeys(range(PEOPLE), 0))]
    )
    (folder / "vacancies").mkdir()
    drawn = random.Random(3)
    for n in range(VACANCIES):
        asked = "\n".join(f"- {line}" for line in drawn.sample(LINES, 5))
        (folder / "vacancies" / f"v{n}.txt").write_text(f"Medewerker\n\nEisen\n{asked}\n")
    judges = Matcher.open(base, model=str(tiny_model), weights=HIDDEN)
    rows, chance = [], []
    for path in sorted((folder / "vacancies").iterdir()):
        for place, match in enumerate(judges.match(path, top=None)):
            rows.append((path.stem, match.candidate, max(0, 3 - place)))
            chance.append((path.stem, match.candidate, drawn.randrange(4)))
    for name, told in (("judged.csv", rows), ("random.csv", chance)):
        with (folder / name).open("w", newline="") as file:
            csv.writer(file).writerows([("vacature", "kandidaat", "oordeel"), *told])
    return folder


@pytest.fixture
def base(bench: Path, tiny_model: Path) -> tuple[str, ...]:
    return "--base", str(bench / "base"), "--model", str(tiny_model)


def test_weights_that_help_are_written_and_rank_with_every_command(
    run, bench: Path, base, tmp_path: Path
) -> None:
    out, poor = tmp_path / "weights.json", tmp_path / "poor.json"
    poor.write_text(weights_to_json(replace(Weights(), context=0.95), {}))
    asked = bench / "vacancies"
    said = run("weights", "tune", asked, "--judgements", bench / "judged.csv", *base, "--out", out,
               "--in-use", poor, "--name", "spring", "--json")  # fmt: skip
    assert (said.code, said.err) == (0, "")
    assert said.json["recommended"] is True, said.json
    assert said.json["interval"][0] > 0
    assert said.json["written"] == str(out)
    read = read_weights(out)
    assert read.about["name"] == "spring"
    assert read.about["data"]["hash"] == said.json["data"]
    vacancy = asked / "v0.txt"
    before, after = (
        run("match", vacancy, *base, *more, "--json").json["matches"]
        for more in ((), ("--weights", out))
    )
    assert [m["score"] for m in before] != [m["score"] for m in after]
    best = after[0]
    shown = run("explain", vacancy, best["candidate"], *base, "--weights", out, "--json").json
    assert shown["rows"] == best["rows"]
    answers = []
    for name, more in (("old", ()), ("new", ("--weights", out))):
        answers.append(tmp_path / f"{name}.parquet")
        done = run("rerank", asked, *base, "--out", answers[-1], "--top", 12, "--explain", *more)
        assert done.code == 0
    moved = run("compare", *answers, *base, "--judgements", bench / "judged.csv", "--json").json
    first = {p["candidate"]: p for p in moved["people"] if p["vacancy"] == "v0"}
    assert first[best["candidate"]]["score_after"] == best["score"]
    assert moved["ndcg@10"]["gain"]["mean"] > 0
    assert set(moved["places_risen_by"]) == {"language", "sector", "length", "kind"}
    told = run("compare", *answers, "--language", "nl")
    assert (told.code, told.err) == (0, "")
    assert " punten, " in told.out
    assert run("compare", answers[0], answers[0]).out.endswith("Nobody moved.\n")


def test_where_the_gain_may_be_chance_nothing_is_recommended_or_written(
    run, bench: Path, base, tmp_path: Path
) -> None:
    out = tmp_path / "weights.json"
    said = run("weights", "tune", bench / "vacancies", "--judgements", bench / "random.csv", *base,
               "--out", out, "--language", "nl")  # fmt: skip
    assert said.code == 0
    assert said.out.startswith("Houd de huidige gewichten: op 10 niet eerder geziene vacatures")
    assert "slechts 10 vacatures; onder de 20" in said.out
    assert not out.exists()


def test_weights_are_told_apart_in_words(run, tmp_path: Path) -> None:
    path = tmp_path / "mine.json"
    path.write_text('{"format": "matcher weights", "version": 1, "weights": {"context": 0.5}}')
    english = run("weights", "diff", "shipped", path)
    assert english.out == "the CV as a whole can earn 50 of 100 points (was 33)\n"
    dutch = run("weights", "diff", path, "shipped", "--language", "nl", "--json").json
    assert dutch["differs"] == ["het cv als geheel kan 33 van de 100 punten verdienen (was 50)"]
    bad = run("weights", "diff", "shipped", tmp_path / "none.json")
    assert bad.code == 2
    assert "cannot be read as weights" in bad.err


def test_weights_of_another_encoder_are_used_and_said_to_be(
    run, bench: Path, base, tmp_path: Path
) -> None:
    path = tmp_path / "other.json"
    path.write_text(
        '{"format": "matcher weights", "version": 1, "weights": {}, "about": {"encoder": "x@1"}}'
    )
    said = run("match", bench / "vacancies" / "v1.txt", *base, "--weights", path)
    assert said.code == 0
    assert "was fitted with the encoder x@1" in said.err


def test_what_was_decided_on_the_page_is_exported_and_can_be_tuned_on(
    run, bench: Path, base, tiny_model: Path, tmp_path: Path
) -> None:
    out = tmp_path / "decided.csv"
    nobody = run("judgements", "export", *base, "--out", out)
    assert (nobody.code, out.exists()) == (2, False)
    matcher = Matcher.open(bench / "base", model=str(tiny_model))
    desk = Desk(bench / "base" / DESK)
    try:
        for n in range(7):
            code = desk.put(matcher.understand(bench / "vacancies" / f"v{n}.txt"))
            for person, state in (("p000", "short"), ("p001", "aside"), ("p002", "short")):
                desk.mark(code, desk.number(person), state, "te ver weg")
            desk.mark(code, "GONE0000", "short", "")
        found = decided(matcher, desk)
        assert len(found.vacancies) == 7
        assert {(g.candidate, g.grade) for g in found.grades} == {
            ("p000", 2), ("p001", 0), ("p002", 2)
        }  # fmt: skip
    finally:
        desk.close()
    assert run("judgements", "export", *base, "--out", out).code == 0
    shown = run("judgements", "show", out, "--json").json
    assert (shown["judgements"], shown["judges"]) == (21, ["page"])
    assert shown["grades"] == {"2": 14, "0": 7}
    assert "te ver weg" in out.read_text(encoding="utf-8")
    assert oct(out.stat().st_mode)[-3:] == "600"
    tuned = run("weights", "tune", *base, "--json")
    assert (tuned.code, tuned.json["vacancies"], tuned.json["pairs"]) == (0, 7, 21)
    half = run("weights", "tune", bench / "vacancies", *base)
    assert half.code == 2
    assert "or neither" in half.err


def test_two_files_are_two_judges_and_their_agreement_is_told(run, tmp_path: Path) -> None:
    for name, grades in (("els", (3, 0, 2, 1)), ("jan", (3, 0, 1, 1))):
        rows = "".join(f"v,p{n},{grade}\n" for n, grade in enumerate(grades))
        (tmp_path / f"{name}.csv").write_text(f"vacancy,candidate,grade\n{rows}")
    files = tmp_path / "els.csv", tmp_path / "jan.csv"
    told = run("judgements", "show", *files, "--json").json
    assert told["judges"] == ["els", "jan"]
    assert (told["agreement"]["both"], told["agreement"]["exact"]) == (4, 0.75)
    said = run("judgements", "show", *files, "--language", "nl").out
    assert "niet geschikt" in said
    assert "the same grade 75 %" in said


def test_the_next_to_judge_are_drawn_blind(run, bench: Path, base, tmp_path: Path) -> None:
    sheet, key = tmp_path / "sheet.csv", tmp_path / "key.csv"
    done = run("judgements", "next", bench / "vacancies", *base, "--out", sheet, "--key", key,
               "--each", 2, "--judgements", bench / "random.csv", "--depth", 3)  # fmt: skip
    assert done.code == 2  # everybody is judged
    done = run("judgements", "next", bench / "vacancies", *base, "--out", sheet, "--key", key,
               "--each", 2)  # fmt: skip
    assert done.code == 0, done.err
    with sheet.open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 2 * VACANCIES
    assert set(rows[0]) == {"code", "vacancy", "cv", "grade", "reason"}
    assert "[name]" in rows[0]["cv"]
    assert "Lindehof" not in sheet.read_text(encoding="utf-8")


def test_a_diagnosis_names_stages_groups_and_errors(run, bench: Path, base, tmp_path: Path) -> None:
    labels = tmp_path / "labels"
    labels.mkdir()
    lines = [f"v0\t{line}\tp000\tmet" for line in LINES]
    (labels / "a.tsv").write_text("vacancy\trequirement\tcandidate\tlabel\n" + "\n".join(lines))
    asked = "diagnose", bench / "vacancies", "--judgements", bench / "judged.csv", *base
    found = run(*asked, "--labels", labels, "--json").json
    assert {stage["stage"] for stage in found["stages"]} == {
        "reading", "shortlist", "importance", "evidence", "weights"
    }  # fmt: skip
    by = {stage["stage"]: stage for stage in found["stages"]}
    assert by["evidence"]["labelled"] == 5
    assert by["weights"]["gain"]["mean"] > 0
    assert by["importance"]["gain"] is None
    assert sum(row["people"] for row in found["suited_found_by"]["kind"]) <= PEOPLE
    off = [abs(error["off"]) for error in found["errors"]]
    assert off == sorted(off, reverse=True)
    told = run(*asked)
    assert (told.code, told.err) == (0, "")
    assert "the most that mending one stage alone would bring" in told.out
    (labels / "a.tsv").write_text("vacancy\tcandidate\n")
    assert "lacks the column" in run(*asked, "--labels", labels).err
    assert json.dumps(found)


def test_the_service_loads_weights_by_their_path_and_ranks_as_the_command_line_does(
    run, bench: Path, base, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "weights.json"
    path.write_text(weights_to_json(HIDDEN, {"name": "hidden"}))
    served = []
    monkeypatch.setattr("uvicorn.run", lambda app, **_: served.append(app))
    assert run("serve", *base, "--weights", path).code == 0
    vacancy = bench / "vacancies" / "v2.txt"
    own = run("match", vacancy, *base, "--weights", path, "--json").json
    shipped = run("match", vacancy, *base, "--json").json
    with TestClient(served[0], base_url="http://localhost") as client:
        answer = client.post("/matches/file", files={"file": (vacancy.name, vacancy.read_bytes())})
    assert answer.json() == own
    assert own["matches"] != shipped["matches"]
    number = answer.headers["Matcher-Run"]
    assert run("replay", number, *base, "--weights", path).code == 0
    other = run("replay", number, *base)
    assert other.code == 1
    assert "since then these are others: the weights" in other.out
