"""The stress test is built as it says, and counts what it says, on a taxonomy of a few lines."""

import gzip
from pathlib import Path

import pytest

from benchmarks.quality.stress_cases import Case, Skill, cases, read_esco
from benchmarks.quality.stress_texts import bare, cv, stuffed, vacancy
from benchmarks.quality.title_stress import pool_of, ranked, stressed, stuffing
from matcher.reading import read_either, read_vacancy
from matcher.records import Candidate, Setting

GROUPS = ("2111", "2112", "2121", "3111", "3112", "3121", "5111", "7111")


def skill(group: str, n: int) -> str:
    return f"{group} skill {n}"


@pytest.fixture(scope="module")
def esco(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Eight occupations of ten skills each, and no skill of two."""
    folder = tmp_path_factory.mktemp("esco")
    skills = ["uri\ten\ten_alt\tnl\tnl_alt\tnl_desc"]
    occupations = ["uri\tisco\ten_pref\tnl_pref"]
    relations = ["occupation_uri\trelation\tskill_uri"]
    for group in GROUPS:
        occupations.append(f"o{group}\t{group}\tworker of {group}\tmedewerker van {group}")
        for n in range(10):
            name = skill(group, n)
            also = f"{name.upper()} | {name} said otherwise"  # the first differs in case alone
            skills.append(f"s{group}{n}\t{name}\t{also}\t{name} nl\t\tEen zin die uitlegt wat "
                          f"{name} is. Nog een zin.")  # fmt: skip
            relations.append(f"o{group}\tessential\ts{group}{n}")
            relations.append(f"o{GROUPS[0]}\toptional\ts{group}{n}")
    for name, lines in (
        ("esco_skills_multilingual", skills),
        ("esco_occupations_en_nl_de_es", occupations),
        ("esco_occupation_skill_relations", relations),
    ):
        with gzip.open(folder / f"{name}.tsv.gz", "wt", encoding="utf-8") as file:
            file.write("\n".join(lines))
    return folder


@pytest.mark.parametrize(
    ("level", "share", "count"),
    [
        ("easy", 0.8, 8),
        ("medium", 0.5, 6),  # ISCO 21 and 31 alone
        ("hard", 0.45, 6),  # 5111 and 7111 have nobody of the same major group beside them
    ],
)
def test_a_gem_shows_its_share_of_what_is_asked_in_other_words(
    esco: Path, level: str, share: float, count: int
) -> None:
    found = cases(read_esco(esco, "en"), level, count=8, seed=1)
    assert len(found) == count
    for case in found:
        assert len(case.asked) == 10
        assert len(case.shown) == len(case.gem_lines) == round(share * 10)
        assert set(case.shown) <= set(case.asked)
        labels = {one.label.casefold() for one in case.asked}
        assert all(line.casefold() not in labels for line in case.gem_lines)
        assert [one.label for one in case.shown] == [
            line.removesuffix(" said otherwise") for line in case.gem_lines
        ]


def test_an_impostor_has_the_title_and_no_skill_that_is_asked(esco: Path) -> None:
    for case in cases(read_esco(esco, "en"), "easy", count=8, seed=1):
        group = case.title.removeprefix("worker of ")
        assert not any(line.startswith(group) for line in case.impostor_lines)
        assert len(case.impostor_lines) == len(case.gem_lines)
        majors = [title.removeprefix("worker of ")[0] for title in
                  (case.title, case.gem_title, case.swapped_title)]  # fmt: skip
        assert len(set(majors)) == 3


def test_dutch_skills_without_another_name_are_told_by_their_description(esco: Path) -> None:
    (case,) = cases(read_esco(esco, "nl"), "hard", count=1, seed=1)
    assert all(line.startswith("Een zin die uitlegt wat") for line in case.gem_lines)
    assert all("Nog een zin" not in line for line in case.gem_lines)


def test_the_same_seed_gives_the_same_cases_and_another_gives_others(esco: Path) -> None:
    occupations = read_esco(esco, "en")
    assert cases(occupations, "easy", count=5, seed=1) == cases(
        occupations, "easy", count=5, seed=1
    )
    assert cases(occupations, "easy", count=5, seed=1) != cases(
        occupations, "easy", count=5, seed=2
    )


CASE = Case(
    title="planner",
    asked=tuple(Skill(f"s{n}", f"plan thing {n}", ()) for n in range(8)),
    shown=(),
    gem_lines=("schedule thing 0", "schedule thing 1"),
    gem_title="baker",
    swapped_title="diver",
    impostor_lines=("bake bread", "bake cakes"),
)


@pytest.mark.parametrize("language", ["en", "nl"])
def test_a_vacancy_asks_all_of_it_and_a_cv_shows_its_lines_in_a_present_role(language: str) -> None:
    asked = [r.text for r in read_vacancy(vacancy(CASE, language)).requirements]
    assert asked == [f"Plan thing {n}" for n in range(8)]
    read, _ = read_either(cv("baker", CASE.gem_lines, language, 3, person=5))
    assert isinstance(read, Candidate)
    shown = [s for s in read.profile.statements if "schedule thing" in s.text]
    assert [(s.setting, s.period and s.period.end) for s in shown] == [(Setting.ROLE, None)] * 2


@pytest.mark.parametrize("language", ["en", "nl"])
def test_a_stuffed_cv_is_the_same_with_a_bare_list(language: str) -> None:
    plain = cv("baker", CASE.gem_lines, language, 3, person=5)
    text = stuffed(plain, CASE, language, 5)
    assert text.startswith(plain)
    assert text.count("- Plan thing 7") == 5
    read, _ = read_either(text)
    assert isinstance(read, Candidate)
    listed = [s for s in read.profile.statements if "lan thing" in s.text]
    assert listed
    assert all(s.setting is Setting.LIST for s in listed)


@pytest.mark.parametrize("language", ["en", "nl"])
def test_a_bare_cv_shows_no_work_but_the_titles_of_its_roles(language: str) -> None:
    read, _ = read_either(bare(cv("baker", CASE.gem_lines, language, 3, person=5)))
    assert isinstance(read, Candidate)
    work = [s for s in read.profile.statements if s.setting in (Setting.ROLE, Setting.TITLE)]
    assert [s.setting for s in work] == [Setting.TITLE] * 2
    assert work[0].text == "Baker"


def test_what_is_measured_is_counted_by_hand() -> None:
    """Two vacancies; the gem of the first is first, that of the second last."""
    pool = pool_of([CASE, CASE], "en", seed=3, hard=True)
    (g1, g2), (i1, i2) = pool.gems.values(), pool.impostors.values()
    run = {
        "v000": [f"{g1}n", g1, f"{i1}s", g2, f"{g1}t", i1, f"{i1}x", f"{i1}b"],
        "v001": [f"{g2}t", f"{i2}x", i2, f"{i2}b", g1, f"{g2}n", g2, f"{i2}s"],
    }
    first, second = (
        {name: values[query] for name, values in stressed(pool, run).items()}
        for query in ("v000", "v001")
    )
    assert first == {  # among g1, g2 and i1
        "gem above": 1, "gem first": 1, "gem in top 5": 1, "impostor in top 5": 1,
        "moved by title": 1, "places by title": 1, "moved by identity": 0,
    }  # fmt: skip
    assert second == {  # among i2, g1 and g2
        "gem above": 0, "gem first": 0, "gem in top 5": 1, "impostor in top 5": 1,
        "moved by title": 1, "places by title": 2, "moved by identity": 0,
    }  # fmt: skip
    assert stuffing(pool, run) == {
        "stuffed above gem": {"v000": 0, "v001": 0},
        "stuffed x5 above gem": {"v000": 0, "v001": 1},
        "bare title above gem": {"v000": 0, "v001": 1},
    }


def test_every_system_ranks_a_vacancys_own_variants_and_all_gems(
    esco: Path, tiny_model: Path
) -> None:
    from matcher.vectors import load_encoder

    found = cases(read_esco(esco, "en"), "hard", count=3, seed=1)
    pool = pool_of(found, "en", seed=1, hard=True)
    assert len(pool.cvs) == 3 * len(["gem", "title", "name", "impostor", "stuffed", "x5", "bare"])
    for system in ("chance", "chars", "matcher"):
        run = ranked(pool, system, load_encoder(str(tiny_model)))
        for query, order in run.items():
            gem, impostor = pool.gems[query], pool.impostors[query]
            own = {gem + "t", gem + "n", impostor, *(impostor + kind for kind in "sxb")}
            assert sorted(order) == sorted(own | set(pool.gems.values())), system


def test_a_swapped_title_and_name_are_the_only_change() -> None:
    pool = pool_of([CASE], "nl", seed=3, hard=True)
    (gem,) = pool.gems.values()
    plain = pool.cvs[gem].splitlines()
    by_title = [pair for pair in zip(plain, pool.cvs[f"{gem}t"].splitlines(), strict=True)
                if pair[0] != pair[1]]  # fmt: skip
    assert [(old.partition(",")[0], new.partition(",")[0]) for old, new in by_title] == [
        ("Baker", "Diver"), ("Baker", "Diver"),  # below the name, and above the role
    ]  # fmt: skip
    by_name = [old for old, new in zip(plain, pool.cvs[f"{gem}n"].splitlines(), strict=True)
               if old != new]  # fmt: skip
    assert by_name == [plain[0], plain[2]]
