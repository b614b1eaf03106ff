"""Vacancies are answered by people with reasons: edits, filters, ledgers, and who must not win.

With the real encoder, on fourteen people of the sample and on CVs of a few lines.
"""

import json
import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from cv_texts import VACANCY, cv, order

from matcher.errors import InvalidInput, NotFound, UnreadableDocument
from matcher.explanation import ranking_report
from matcher.pipeline import Matcher, Ranking
from matcher.profiles import Edits
from matcher.records import Candidate, Importance, Match, Row, Status
from matcher.resources import shipped

DATA_ENGINEER = shipped("sample/vacancies/data-engineer.txt")


@pytest.fixture(scope="module")
def folder(small_base: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The fourteen people of the sample, in a copy that these tests may fill with rows."""
    copy = tmp_path_factory.mktemp("copy") / "base"
    shutil.copytree(small_base, copy)
    return copy


@pytest.fixture(scope="module")
def small(folder: Path) -> Matcher:
    return Matcher.open(folder)


@pytest.fixture(scope="module")
def ranking(small: Matcher) -> Ranking:
    return small.match(DATA_ENGINEER, top=None)


def as_json(found: Ranking) -> str:
    report = ranking_report(found.vacancy, found.pool, found.matches, found.as_of)
    return json.dumps(report, ensure_ascii=False)


# --- answers --------------------------------------------------------------------------------
def test_everybody_is_ranked_and_the_top_is_the_head_of_the_list(
    small: Matcher, ranking: Ranking
) -> None:
    everybody = [candidate.id for candidate, _ in small.candidates()]
    assert sorted(order(ranking.matches)) == everybody
    assert ranking.pool == len(everybody) == 14
    assert ranking.matches == ranking.ranked
    top = small.match(DATA_ENGINEER, top=3)
    assert top.matches == ranking.matches[:3] == top.ranked[:3]
    assert without_gaps(top.ranked) == without_gaps(ranking.matches)


def without_gaps(matches: Sequence[Match]) -> list[Match]:
    return [replace(m, rows=tuple(replace(r, gap=None) for r in m.rows)) for m in matches]


def test_gaps_are_told_of_those_who_are_returned_and_as_explain_tells_them(
    small: Matcher, ranking: Ranking
) -> None:
    top = small.match(DATA_ENGINEER, top=3)
    assert [m == r for m, r in zip(top.ranked, ranking.ranked, strict=True)] == [True] * 3 + [
        without_gaps([r]) == [r] for r in ranking.ranked[3:]
    ]
    assert not all(without_gaps([r]) == [r] for r in ranking.ranked[3:])  # they do have gaps
    assert without_gaps(top.ranked[3:]) == list(top.ranked[3:])
    for match in top.matches:
        assert small.explain(DATA_ENGINEER, match.candidate) == match


def test_people_of_the_trade_come_before_people_of_other_trades(ranking: Ranking) -> None:
    assert set(order(ranking.matches)[:2]) <= {
        "ilse-hoogendoorn", "ilse-hoogendoorn-en", "mehmet-aydin", "piotr-zielinski",
    }  # fmt: skip


def test_matches_stand_in_the_order_that_the_ledger_gives(ranking: Ranking) -> None:
    keys = [(m.must_met[0] < m.must_met[1], -m.score, m.candidate) for m in ranking.matches]
    assert keys == sorted(keys)


def test_points_add_up_to_the_score_for_everybody(ranking: Ranking) -> None:
    for match in ranking.matches:
        assert match.score == round(sum(row.points for row in match.rows), 2)
        assert all(0 <= row.points <= row.most for row in match.rows)
        assert 0 <= match.score <= 100


def test_all_evidence_is_a_literal_slice_of_the_cv(small: Matcher, ranking: Ranking) -> None:
    texts = {candidate.id: text for candidate, text in small.candidates()}
    quotes = [
        (texts[match.candidate], row.evidence)
        for match in ranking.matches
        for row in match.rows
        if row.evidence
    ]
    assert len(quotes) > 20
    assert all(text[e.start : e.end] == e.text != "" for text, e in quotes)


def test_requirements_are_literal_slices_of_the_vacancy(ranking: Ranking) -> None:
    vacancy = ranking.vacancy
    assert all(vacancy.text[r.start : r.end] == r.text for r in vacancy.requirements)


def test_an_explanation_is_the_match_row_for_row(small: Matcher, ranking: Ranking) -> None:
    for match in ranking.matches:
        assert small.explain(DATA_ENGINEER, match.candidate) == match
        assert small.explain(ranking.vacancy, match.candidate) == match


def test_two_processes_give_the_same_bytes(folder: Path, ranking: Ranking) -> None:
    again = Matcher.open(folder)
    assert as_json(again.match(DATA_ENGINEER, top=None)) == as_json(ranking)


def test_a_file_its_text_and_what_was_understood_of_it_give_the_same_people(
    small: Matcher, ranking: Ranking
) -> None:
    text = DATA_ENGINEER.read_text(encoding="utf-8")
    assert small.match(text, top=None).matches == ranking.matches
    assert small.match(small.understand(DATA_ENGINEER), top=None).matches == ranking.matches


def test_an_unknown_candidate_is_not_found(small: Matcher) -> None:
    for ask in (
        lambda: small.explain(DATA_ENGINEER, "nobody"),
        lambda: small.like("nobody"),
        lambda: small.vacancies_for("nobody", [DATA_ENGINEER]),
    ):
        with pytest.raises(NotFound, match="no candidate 'nobody'"):
            ask()


@pytest.mark.parametrize(
    ("vacancy", "error", "message"),
    [
        ("", InvalidInput, "holds no text"),
        ("  \n\t", InvalidInput, "holds no text"),
        ("我们正在寻找一名软件工程师", InvalidInput, "unsupported script"),
        ("Data engineer\n\nWij bieden\n- Een goed salaris.", InvalidInput, "asks for anything"),
        (Path("/nowhere/vacancy.txt"), NotFound, "no file or folder"),
        (shipped("sample/vacancies"), InvalidInput, "is a folder"),
    ],
)
def test_a_vacancy_that_cannot_be_used_is_refused(
    small: Matcher, vacancy: str | Path, error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        small.match(vacancy)


def test_a_vacancy_file_without_text_is_unreadable(small: Matcher, tmp_path: Path) -> None:
    (tmp_path / "scan.pdf").write_bytes(b"%PDF-1.7 cut off")
    with pytest.raises(UnreadableDocument, match=r"scan\.pdf: unreadable\. the file is damaged"):
        small.match(tmp_path / "scan.pdf")


# --- edits ----------------------------------------------------------------------------------
def rows_of(match: Match) -> dict[int | None, Row]:
    return {row.number: row for row in match.rows}


def asked(matcher: Matcher, edits: Edits) -> dict[int, object]:
    return {r.number: r for r in matcher.understand(VACANCY, edits).requirements}


def test_what_is_turned_off_gets_no_row_and_its_points_go_to_the_others(small: Matcher) -> None:
    before, after = (
        small.match(VACANCY, edits=edits).matches[0] for edits in (None, Edits(off=(1, 3)))
    )
    assert set(rows_of(before)) - set(rows_of(after)) == {1, 3}
    assert sum(row.most for row in after.rows) == pytest.approx(
        sum(row.most for row in before.rows), abs=0.01 * len(before.rows)
    )
    assert asked(small, Edits(off=(1,)))[1].importance is Importance.OFF


def test_a_weight_is_a_factor_of_the_requirements_own(small: Matcher) -> None:
    plain, doubled = asked(small, Edits()), asked(small, Edits(weight={4: 2.0}))
    assert plain[4].weight not in (0, 1)
    assert doubled[4].weight == 2 * plain[4].weight
    assert [doubled[n] for n in (1, 2, 3)] == [plain[n] for n in (1, 2, 3)]
    before, after = (
        rows_of(small.match(VACANCY, edits=edits).matches[0])
        for edits in (None, Edits(weight={4: 2.0}))
    )
    ratio = (after[4].most / after[1].most) / (before[4].most / before[1].most)
    assert ratio == pytest.approx(2, rel=0.01)


def test_a_weight_of_zero_takes_the_row_away(small: Matcher) -> None:
    assert 2 not in rows_of(small.match(VACANCY, edits=Edits(weight={2: 0})).matches[0])


def test_a_number_makes_a_requirement_must_or_nice(small: Matcher) -> None:
    plain = asked(small, Edits())
    assert [plain[n].importance for n in (1, 4)] == ["must", "nice"]
    changed = asked(small, Edits(must=("4",), nice=("1",)))
    assert [changed[n].importance for n in (1, 4)] == ["nice", "must"]
    assert [changed[n].text for n in (1, 4)] == [plain[n].text for n in (1, 4)]
    assert changed[4].weight > plain[4].weight
    assert len(changed) == len(plain) == 4


def test_a_text_becomes_a_new_requirement_with_the_next_number(small: Matcher) -> None:
    changed = asked(small, Edits(must=("minimaal 2 jaar ervaring met dbt",), nice=("Airflow",)))
    assert [(changed[n].text, str(changed[n].importance)) for n in (5, 6)] == [
        ("minimaal 2 jaar ervaring met dbt", "must"),
        ("Airflow", "nice"),
    ]
    assert changed[5].years == 2
    assert changed[5].concepts
    match = small.match(VACANCY, edits=Edits(must=("dbt",))).matches[0]
    assert rows_of(match)[5].requirement == "dbt"
    assert match.must_met[1] == 3 + 1


def test_a_number_that_is_no_digit_of_ours_is_a_text(small: Matcher) -> None:
    assert asked(small, Edits(must=("m²",)))[5].text == "m²"
    assert asked(small, Edits(must=("²",)))[5].text == "²"


def test_edits_change_the_vacancy_that_is_handed_back_and_not_the_one_given(
    small: Matcher,
) -> None:
    given = small.understand(VACANCY)
    kept = replace(given)
    found = small.match(given, edits=Edits(off=(1,), weight={2: 3}))
    assert given == kept
    assert found.vacancy == small.understand(VACANCY, Edits(off=(1,), weight={2: 3}))


def test_an_explanation_takes_the_same_edits(small: Matcher) -> None:
    edits = Edits(must=("dbt",), off=(1,), weight={2: 2})
    best = small.match(VACANCY, edits=edits).matches[0]
    assert small.explain(VACANCY, best.candidate, edits=edits) == best
    assert small.explain(small.understand(VACANCY), best.candidate, edits=edits) == best


@pytest.mark.parametrize(
    ("edits", "message"),
    [
        (Edits(off=(9,)), "no requirement 9; it has 1 to 4"),
        (Edits(weight={0: 2.0}), "no requirement 0; it has 1 to 4"),
        (Edits(must=("7",)), "no requirement 7; it has 1 to 4"),
        (Edits(nice=(" ",)), "an empty requirement was given"),
        (Edits(weight={1: -1.0}), "requirement 1 cannot weigh -1 times as much"),
        (Edits(weight={1: float("nan")}), "cannot weigh nan times"),
        (Edits(weight={1: float("inf")}), "cannot weigh inf times"),
        (Edits(off=(1, 2, 3, 4)), "no requirement weighs anything; turn one on"),
    ],
)
def test_an_edit_that_cannot_be_made_is_refused(small: Matcher, edits: Edits, message: str) -> None:
    with pytest.raises(InvalidInput, match=message):
        small.match(VACANCY, edits=edits)


# --- filters --------------------------------------------------------------------------------
def people(matcher: Matcher) -> dict[str, Candidate]:
    return {candidate.id: candidate for candidate, _ in matcher.candidates()}


def test_a_filter_keeps_those_who_pass_with_the_same_ledgers_in_the_same_order(
    small: Matcher, ranking: Ranking
) -> None:
    reached = {
        id_
        for id_, one in people(small).items()
        if one.profile.education and one.profile.education[0] in ("hbo", "wo", "master", "phd")
    }
    assert 0 < len(reached) < 14
    found = small.match(DATA_ENGINEER, top=None, where=["education>=hbo"])
    assert found.pool == len(reached)
    assert found.matches == tuple(m for m in ranking.matches if m.candidate in reached)


def test_all_filters_must_hold(small: Matcher) -> None:
    cities = {id_: one.city for id_, one in people(small).items()}
    city = next(city for city in cities.values() if city)
    living = {id_ for id_, here in cities.items() if here == city}
    assert set(order(small.match(VACANCY, top=None, where=[f"city={city}"]).matches)) == living
    away = small.match(VACANCY, top=None, where=[f"city!={city}"])
    told = {
        id_ for id_, here in cities.items() if here
    }  # who does not say, is not known to be away
    assert set(order(away.matches)) == told - living
    assert away.undecided == len(set(cities) - told)
    unknown = small.match(VACANCY, top=None, where=["city unknown"])
    assert set(order(unknown.matches)) == set(cities) - told
    both = small.match(VACANCY, top=None, where=[f"city={city}", f"city!={city}"])
    assert (both.pool, both.matches) == (0, ())


def test_a_filter_comes_before_the_top(small: Matcher, ranking: Ranking) -> None:
    last = ranking.matches[-1].candidate
    assert order(small.match(DATA_ENGINEER, top=1, where=[f"id={last}"]).matches) == [last]


def test_a_filter_that_is_none_is_refused(small: Matcher) -> None:
    with pytest.raises(InvalidInput, match="no field 'salary' to filter on; choose one of city"):
        small.match(VACANCY, where=["salary>=1"])


# --- people like somebody, and vacancies for somebody -------------------------------------------
def test_people_like_somebody_leave_out_that_person_and_show_the_twin_first(
    small: Matcher,
) -> None:
    found = small.like("ilse-hoogendoorn", top=5)
    assert len(found.matches) == 5
    assert found.matches[0].candidate == "ilse-hoogendoorn-en"
    everybody = set(people(small)) - {"ilse-hoogendoorn"}
    assert set(order(found.ranked)) == everybody
    assert set(order(small.like("ilse-hoogendoorn", top=50).matches)) == everybody


def test_people_like_somebody_can_be_filtered(small: Matcher) -> None:
    found = small.like("ilse-hoogendoorn", where=["id=mehmet-aydin"])
    assert order(found.matches) == ["mehmet-aydin"]


def test_vacancies_for_somebody_come_best_first_from_files_folders_and_texts(
    small: Matcher, tmp_path: Path
) -> None:
    names = ("data-engineer.txt", "chef-de-partie.txt", "wijkverpleegkundige.txt")
    for name in names:
        shutil.copy(shipped("sample/vacancies") / name, tmp_path / name)
    found = small.vacancies_for("ilse-hoogendoorn", [tmp_path, VACANCY])
    assert sorted(vacancy.id for vacancy, _ in found) == sorted(
        [*(name.removesuffix(".txt") for name in names), "vacancy"]
    )
    scores = [match.score for _, match in found]
    assert scores == sorted(scores, reverse=True)
    assert {found[0][0].id, found[1][0].id} == {"data-engineer", "vacancy"}
    assert [small.explain(vacancy, "ilse-hoogendoorn") for vacancy, _ in found] == [
        match for _, match in found
    ]


# --- who must not win -----------------------------------------------------------------------
SKILLS = ("Python", "Kubernetes", "SQL")
SHOWN = (
    "Pijplijnen gebouwd in Python voor de rapportage.",
    "Toepassingen uitgerold op Kubernetes.",
    "Tabellen ontworpen en bevraagd met SQL.",
)
OTHER = ("Koffie geserveerd aan gasten.", "De kas opgemaakt aan het einde van de dag.")
CASES = {
    "shown": cv(*SHOWN),
    "renamed": cv(*SHOWN, name="Mohammed El Amrani", city="9876 ZX Heerlen"),
    "retitled": cv(*SHOWN, title="Kok"),
    "titled": cv(*OTHER, title="Data engineer"),
    "untitled": cv(*OTHER, title="Kok"),
    "older": cv(*SHOWN, period="januari 2005 - januari 2010"),
    "denies": cv(
        *OTHER,
        "Geen ervaring met Python.",
        "Ik heb niet met Kubernetes gewerkt.",
        "Geen kennis van SQL.",
    ),
    "wishes": cv(*OTHER, *(f"Ik wil graag {skill} leren." for skill in SKILLS)),
    "lists": cv(*OTHER).replace("OPLEIDING", "VAARDIGHEDEN\nPython, Kubernetes, SQL\n\nOPLEIDING"),
    "lists beside": cv(SHOWN[0]).replace("OPLEIDING", "VAARDIGHEDEN\nKubernetes, SQL\n\nOPLEIDING"),
    "denies beside": cv(SHOWN[0], "Ik heb niet met Kubernetes gewerkt.", "Geen kennis van SQL."),
    "repeats": cv(*OTHER).replace(
        "OPLEIDING", "VAARDIGHEDEN\n" + "Python, Kubernetes, SQL\n" * 10 + "\nOPLEIDING"
    ),
}
PAGE = "<html><body>{hidden}<pre>{text}</pre></body></html>"


@pytest.fixture(scope="module")
def cases(small: Matcher, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Match]:
    """The ledgers of people who differ in one thing each, all in one base."""
    folder = tmp_path_factory.mktemp("cases")
    small.save(folder / "base")
    for name, text in CASES.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    words = "<p style='color:#ffffff'>Python, Kubernetes, SQL. Pijplijnen gebouwd in Python.</p>"
    for name, hidden in (("plain", ""), ("hides", words)):
        page = PAGE.format(hidden=hidden, text=cv(*OTHER))
        (folder / f"{name}.html").write_text(page, encoding="utf-8")
    matcher = Matcher.open(folder / "base", create=True)
    done = matcher.index(sorted(folder.glob("*.*")))
    assert done.problems == ()
    return {match.candidate: match for match in matcher.match(VACANCY, top=None).matches}


def same_ledger(one: Match, other: Match) -> bool:
    """Tell whether two ledgers differ in nothing but whose they are and where they quote."""

    def earned(match: Match) -> list[tuple[float, Status]]:
        return [(row.points, row.status) for row in match.rows]

    return (one.score, one.must_met, earned(one)) == (other.score, other.must_met, earned(other))


def test_names_and_towns_change_nothing(cases: dict[str, Match]) -> None:
    assert same_ledger(cases["shown"], cases["renamed"])


def test_titles_change_nothing(cases: dict[str, Match]) -> None:
    assert same_ledger(cases["shown"], cases["retitled"])
    assert same_ledger(cases["titled"], cases["untitled"])


def test_the_right_work_wins_from_the_right_title(cases: dict[str, Match]) -> None:
    assert cases["retitled"].score > cases["titled"].score


def test_old_work_earns_less_than_recent_work_and_more_than_none(cases: dict[str, Match]) -> None:
    assert cases["shown"].score > cases["older"].score > cases["titled"].score


def test_a_denial_earns_nothing_and_is_quoted(cases: dict[str, Match]) -> None:
    rows = [row for row in cases["denies"].rows if row.importance == "must"]
    assert [(row.points, row.status) for row in rows] == [(0, Status.MISSING)] * 3
    assert [row.evidence and row.evidence.text for row in rows] == [
        "Geen ervaring met Python.",
        "Ik heb niet met Kubernetes gewerkt.",
        "Geen kennis van SQL.",
    ]
    assert {row.evidence and row.evidence.rung for row in rows} == {"negation"}


def test_a_wish_earns_no_more_than_saying_nothing(cases: dict[str, Match]) -> None:
    for wish, nothing in zip(cases["wishes"].rows, cases["titled"].rows, strict=True):
        assert (wish.points, wish.status) == (nothing.points, nothing.status)
    assert cases["wishes"].must_met[0] == 0


def test_a_bare_list_earns_less_than_work_and_more_than_a_denial(cases: dict[str, Match]) -> None:
    for listed, shown in zip(cases["lists beside"].rows, cases["shown"].rows, strict=True):
        assert listed.points <= shown.points
    scores = [cases[name].score for name in ("shown", "lists beside", "denies beside")]
    assert scores[0] > scores[1] > scores[2]


def test_a_bare_list_says_no_more_than_the_work_around_it_bears_out(
    cases: dict[str, Match],
) -> None:
    listed, denied = cases["lists"], cases["denies"]  # both have served coffee, and no more
    assert cases["lists beside"].score > listed.score >= denied.score
    chances = [
        (one.chance or 0.0) - (other.chance or 0.0)
        for one, other in zip(listed.rows, denied.rows, strict=True)
        if one.importance == "must"
    ]
    assert all(difference > 0 for difference in chances)


def test_saying_it_ten_times_earns_no_more_than_once(cases: dict[str, Match]) -> None:
    for ten, one in zip(cases["repeats"].rows, cases["lists"].rows, strict=True):
        assert ten.points <= one.points + 0.01


def test_hidden_words_earn_nothing_and_are_flagged(cases: dict[str, Match]) -> None:
    assert same_ledger(cases["hides"], cases["plain"])
    assert cases["plain"].flags == ("little to go on: 3 lines",)
    assert any("hidden" in flag for flag in cases["hides"].flags)


def test_a_file_name_given_as_text_is_told_from_a_vacancy(small: Matcher) -> None:
    with pytest.raises(InvalidInput, match=r"pass Path\("):
        small.match(str(DATA_ENGINEER))
