"""People who tell nothing but titles: in the base, in the right order, and under those who show it.

With the real encoder, on CVs of a few lines.
"""

import pytest

from matcher.documents import read_text
from matcher.explanation import note_in_words
from matcher.index import RUNGS
from matcher.pipeline import Matcher
from matcher.records import Match, Row, Rung, Status

VACANCY = """Verpleegkundige cardiologie

Wat ga je doen
- Je verzorgt patiënten op de afdeling cardiologie.
- Je bewaakt het hartritme en deelt medicatie uit.

Functie-eisen
- Ervaring als verpleegkundige op een cardiologische afdeling.
- Kennis van hartbewaking.
- Je werkt nauwkeurig.

Wij bieden
- Een goed salaris en 25 vakantiedagen.
"""
EXPORT = """{name}

WERKERVARING

{first}, {one}
2018 - heden

{second}, {two}
2011 - 2018
"""
PEOPLE = {
    "nurse": EXPORT.format(
        name="Anja de Groot", first="Verpleegkundige cardiologie", one="Ziekenhuis Merwede",
        second="Verpleegkundige hartbewaking", two="Ziekenhuis Merwede",
    ),
    "clerk": EXPORT.format(
        name="Ria Postma", first="Administratief medewerker", one="Ziekenhuis Merwede",
        second="Medewerker debiteuren", two="Ziekenhuis Merwede",
    ),
    "shows-it": "Bo Smit\n\nWERKERVARING\n\nMedewerker, Ziekenhuis Oost\n2018 - heden\n"
    "- Patiënten verzorgd op de afdeling cardiologie\n"
    "- Hartritme bewaakt op de hartbewaking en medicatie uitgedeeld\n",
}  # fmt: skip


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    made = Matcher()
    assert not made.add([read_text(text, id=i, source=i) for i, text in PEOPLE.items()])
    return made


@pytest.fixture(scope="module")
def found(matcher: Matcher) -> dict[str, Match]:
    return {match.candidate: match for match in matcher.match(VACANCY, top=None).matches}


def by_title(match: Match) -> list[Row]:
    return [r for r in match.rows if r.evidence is not None and r.evidence.rung is Rung.TITLE]


def test_a_nurse_by_title_stands_above_a_clerk_by_title_and_below_who_shows_the_work(
    found: dict[str, Match],
) -> None:
    assert list(found) == ["shows-it", "nurse", "clerk"]
    assert found["shows-it"].score > found["nurse"].score > found["clerk"].score


def test_rows_on_a_title_are_unclear_say_so_and_earn_a_fifth_at_most(
    found: dict[str, Match],
) -> None:
    rows = by_title(found["nurse"])
    assert len(rows) >= 2
    for row in rows:
        assert row.status is Status.UNCLEAR
        assert row.points <= 0.2 * row.most + 0.005
        assert row.note is not None
        assert note_in_words(row.note, "nl") == "alleen de functietitel zegt dit"
        assert note_in_words(row.note, "en") == "only the job title says so"
        assert row.gap is None
    assert by_title(found["shows-it"]) == []


def test_titles_alone_give_the_whole_cv_no_context(found: dict[str, Match]) -> None:
    context = {id_: match.rows[-1] for id_, match in found.items()}
    assert all(row.requirement == "context" for row in context.values())
    assert context["nurse"].points == context["clerk"].points < context["shows-it"].points


def test_the_index_holds_titles_on_their_rung_and_proposes_in_the_same_order(
    matcher: Matcher, found: dict[str, Match]
) -> None:
    (ids,) = matcher.shortlists([matcher.understand(VACANCY)], top=3)
    assert list(ids) == list(found)
    rungs = {
        int(rung)
        for one in matcher.searcher().snapshot.index.state.held
        for rung in one.part.block.rungs
    }
    assert RUNGS.index(Rung.TITLE) == len(Rung) - 1  # bytes of segments written before keep theirs
    assert RUNGS.index(Rung.TITLE) in rungs


def test_a_line_of_work_takes_the_place_of_the_title_of_its_role() -> None:
    told = PEOPLE["nurse"].replace("2018 - heden\n", "2018 - heden\n- Koffie geschonken\n")
    retitled = told.replace("Verpleegkundige cardiologie", "Flimwotser")
    both = Matcher()
    both.add([read_text(t, id=i, source=i) for i, t in (("a", told), ("b", retitled))])
    a, b = (both.explain(VACANCY, i) for i in "ab")
    assert [(r.points, r.status) for r in a.rows] == [(r.points, r.status) for r in b.rows]
