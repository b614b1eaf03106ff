"""What counts as naming a skill, and what does not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.skills import Finder


def found(finder: Finder, text: str) -> list[tuple[str, str]]:
    """Return (concept, the words of the text) of every mention."""
    return [(one.concept, text[one.start : one.end]) for one in finder.find(text)]


def concepts(finder: Finder, text: str) -> list[str]:
    return [mention.concept for mention in finder.find(text)]


def test_names_with_symbols_are_found_as_themselves(finder: Finder) -> None:
    assert found(finder, "C, C++, C# en F#; .NET/Node.js, SAP FI/CO en R") == [
        ("c-language", "C"),
        ("cpp", "C++"),
        ("csharp", "C#"),
        ("fsharp", "F#"),
        ("dotnet", ".NET"),
        ("nodejs", "Node.js"),
        ("sap-fico", "SAP FI/CO"),
        ("r-language", "R"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Vijf jaar JavaScript", ["javascript"]),
        ("Beheer van GitLab", ["gitlab"]),
        ("digitaal vaardig", []),
        ("Werk op de afdeling R&D of R & D", []),
        ("het internet op", []),
        ("zie example.net", []),
        ("C++17 en C#", ["cpp", "csharp"]),
        ("taalniveau C1", []),
        ("rijbewijs C gehaald", ["licence-c"]),
        ("klasse C", []),
        ("Backbone.js", []),
        ("P&C en Q&R", []),
        ("J. R. de Boer", []),
        ("C. Jansen", []),
        ("c) derde punt", []),
        ("go to market met Python", ["python"]),
        ("een reactie op de vacature", []),
        ("excellente communicatie", []),
        ("Big Data en de BIG-registratie", ["big-data", "big-register"]),
        ("een big wijziging", []),
        ("BIG geregistreerd", ["big-register"]),
    ],
)
def test_a_name_inside_something_else_is_not_found(
    finder: Finder, text: str, expected: list[str]
) -> None:
    assert concepts(finder, text) == expected


@pytest.mark.parametrize(
    "written",
    ["CI/CD", "ci-cd", "CI CD", "CI / CD", "Ci\u2011Cd"],
)
def test_hyphens_spaces_and_slashes_are_alike(finder: Finder, written: str) -> None:
    assert found(finder, f"ervaring met {written}!") == [("ci-cd", written)]


@pytest.mark.parametrize("text", ["SQL - Server", "SQL\tServer", "SQL\nServer", "SQL, Server"])
def test_what_separates_two_words_makes_no_name_of_them(finder: Finder, text: str) -> None:
    assert found(finder, text) == [("sql", "SQL")]


def test_the_longest_name_wins_and_mentions_do_not_overlap(finder: Finder) -> None:
    assert found(finder, "SQL Server naast SQL") == [("sql-server", "SQL Server"), ("sql", "SQL")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("coordinatie", "coordination"),
        ("COÖRDINATIE", "coordination"),
        ("coo\u0308rdinatie", "coordination"),
        ("co\u00adördi\u200bnatie", "coordination"),
        ("coördineert", "coordination"),
        ("vergadering", "meetings"),
        ("Vergaderingen", "meetings"),
        ("vergaderde", "meetings"),
        ("certificaat", "certificates"),
        ("certificaten", "certificates"),
        ("bestek", "specifications"),
        ("processen", "processes"),
        ("protocollen", "protocol"),
        ("programmeert", "programming"),
        ("new technologies", "technology-watch"),
        ("APIs", "api"),
        ("API's", "api"),
        ("BIGs", "big-register"),
        ("bigdata", "big-data"),
        ("ISO9001", "iso-9001"),
        ("ISO 9001", "iso-9001"),
        ("Java8", "java"),
        ("SQL2019", "sql"),
    ],
)
def test_inflected_and_joined_forms_are_found(finder: Finder, text: str, expected: str) -> None:
    assert concepts(finder, f"Ervaring: {text}.") == [expected]


@pytest.mark.parametrize(
    "text", ["programmer", "programmeur", "ISO 90012", "bouwer", "Javas8x", "leaning", "Pythoning"]
)
def test_job_titles_and_other_words_are_no_inflections(finder: Finder, text: str) -> None:
    assert concepts(finder, text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Wondzorgprotocol geschreven", [("wound-care", "Wondzorgprotocol")]),
        ("basiswondzorg", [("wound-care", "basiswondzorg")]),
        ("Kubernetesclusters", [("kubernetes", "Kubernetesclusters")]),
        ("Python-ontwikkelaar", [("python", "Python")]),
        ("behandelprotocollen", [("protocol", "behandelprotocollen")]),
        ("Wundversorgungskenntnisse", [("wound-care", "Wundversorgungskenntnisse")]),
        ("Excelkennis", [("excel", "Excelkennis")]),
        ("opbouwen, verbouwen en uitbouwen", []),
        ("reactief en sparkling", []),
        ("datagedreven", []),
        ("wondzorgmedewerker", []),
    ],
)
def test_compounds_count_by_their_first_or_last_part(
    finder: Finder, text: str, expected: list[tuple[str, str]]
) -> None:
    assert found(finder, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "linkedin.com/in/python-sql",
        "https://www.python.org/sql",
        "python.java@sql.nl",
        "cv_python.docx",
        "LinkedIn: linkedin.com/in/iemand",
        "LinkedIn | www.linkedin.com/in/iemand",
    ],
)
def test_addresses_and_file_names_name_no_skill(finder: Finder, text: str) -> None:
    assert concepts(finder, text) == []


def test_a_name_written_like_an_address_is_still_found(finder: Finder) -> None:
    assert concepts(finder, "Planning in Monday.com en werving via LinkedIn") == [
        "monday",
        "linkedin",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rust en regelmaat", []),
        ("Vaardigheden\n• Rust\n• Spark 4/5", ["rust", "spark"]),
        ("Werk in alle rust\nen thuis Python", ["rust", "python"]),  # 200 characters: near enough
        ("Python en Rust", ["python", "rust"]),
        ("Go, Rust, Spark", ["go-language", "rust", "spark"]),
        ("Een spark van plezier", []),
        ("De isolatie van ouderen, naast Python", ["python"]),  # another sector
        ("We go live met Python", ["python"]),
        ("Python. " + "x" * 30 + "\n" + "y " * 150 + "\nin alle rust", ["python"]),
    ],
)
def test_ambiguous_names_need_company_of_their_sector(
    finder: Finder, text: str, expected: list[str]
) -> None:
    assert concepts(finder, text) == expected


def test_spans_point_at_the_text_as_it_stands(finder: Finder) -> None:
    text = "Größe: ﬁjn!   Wondverzorging\u200b,  SQL  Server \r\n\tCo\u00adördinatie…"
    assert found(finder, text) == [
        ("wound-care", "Wondverzorging"),
        ("sql-server", "SQL  Server"),
        ("coordination", "Co\u00adördinatie"),
    ]


@given(st.text(alphabet="Cc+#.RNE&Tnetjav scripgoß\u0308é\u00ad-/\n,:@'1", max_size=60))
def test_any_text_gives_ordered_spans_that_do_not_overlap(finder: Finder, text: str) -> None:
    mentions = finder.find(text)
    edges = [edge for one in mentions for edge in (one.start, one.end)]
    assert edges == sorted(edges)
    assert all(one.start < one.end <= len(text) for one in mentions)
    assert finder.find(text) == mentions


def test_concepts_are_given_by_id(finder: Finder) -> None:
    assert finder.concept("dotnet").label("nl") == ".NET"
    assert finder.concept("go-language").label("nl") == "Go"
    assert finder.concept("cpp").broader == ("programming",)
    with pytest.raises(KeyError):
        finder.concept("unknown")


def test_empty_text_names_nothing(finder: Finder) -> None:
    assert finder.find("") == ()
