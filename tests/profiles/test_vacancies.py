"""A vacancy becomes requirements that quote it, and nothing of it is lost in silence."""

import pytest

from matcher.errors import InvalidInput
from matcher.profiles import understand_vacancy
from matcher.records import Importance, Kind, Requirement, Vacancy
from tests.profiles.profile_fakes import WordFinder, document

DUTCH = """Data engineer in Utrecht

Wij zijn een familiebedrijf met 200 medewerkers.

Wat ga je doen
- Je bouwt datastromen in Python
- Je bent sparringpartner voor het team

Wie ben jij?
- Je hebt minimaal drie jaar ervaring met Python, SQL en dbt
- Java of C#
- Hbo werk- en denkniveau, bij voorkeur in de richting informatica
- Goede beheersing van de Engelse taal in woord en geschrift
- Je bent een teamspeler
- Rijbewijs B is vereist
- Kennis van SAP is geen must
- Ervaring met cloudplatforms, bijvoorbeeld Azure, AWS, is een pré
- Een auto is niet nodig
- 32 tot 40 uur per week beschikbaar

Wij bieden
- Een salaris tussen 4.000 en 5.000 euro
- Pensioen

Solliciteren?
Stuur je cv naar werk@example.nl. Acquisitie stellen wij niet op prijs.
"""


@pytest.fixture
def vacancy() -> Vacancy:
    return understand_vacancy(document(DUTCH), WordFinder())


def one(vacancy: Vacancy, words: str) -> Requirement:
    found = [asked for asked in vacancy.requirements if words in asked.text]
    assert len(found) == 1, [asked.text for asked in vacancy.requirements]
    return found[0]


def only(text: str) -> Requirement:
    vacancy = understand_vacancy(document(f"Titel\n\nFunctie-eisen\n- {text}\n"), WordFinder())
    assert len(vacancy.requirements) == 1, [asked.text for asked in vacancy.requirements]
    return vacancy.requirements[0]


def test_every_requirement_and_every_part_set_aside_quotes_the_text(vacancy: Vacancy) -> None:
    parts = [*vacancy.requirements, *vacancy.set_aside]
    assert all(vacancy.text[part.start : part.end] == part.text for part in parts)
    held = "".join(part.text for part in sorted(parts, key=lambda part: part.start))
    letters = [c for c in DUTCH if c.isalnum()]
    assert [c for c in held if c.isalnum()] == letters


def test_requirements_are_numbered_from_one_in_the_order_of_the_text(vacancy: Vacancy) -> None:
    assert [r.number for r in vacancy.requirements] == list(range(1, len(vacancy.requirements) + 1))
    starts = [r.start for r in vacancy.requirements]
    assert starts == sorted(starts)


def test_headings_decide_where_a_line_says_nothing_itself(vacancy: Vacancy) -> None:
    assert one(vacancy, "datastromen").importance is Importance.TASK
    assert one(vacancy, "drie jaar").importance is Importance.MUST
    assert one(vacancy, "Java").importance is Importance.MUST


def test_a_line_with_a_wish_at_its_end_is_split_into_a_must_and_a_nice(vacancy: Vacancy) -> None:
    must, nice = one(vacancy, "Hbo"), one(vacancy, "bij voorkeur")
    assert (must.importance, must.kind, must.level) == (Importance.MUST, Kind.EDUCATION, "hbo")
    assert nice.importance is Importance.NICE
    assert must.text == "Hbo werk- en denkniveau"


def test_skills_joined_by_and_are_all_asked_and_skills_joined_by_or_are_one(
    vacancy: Vacancy,
) -> None:
    assert one(vacancy, "drie jaar").concepts == (("python",), ("sql",), ("dbt",))
    assert one(vacancy, "Java").concepts == (("java", "c-sharp"),)
    assert one(vacancy, "cloud").concepts == (("cloud-platforms", "azure", "aws"),)


def test_years_levels_and_kinds_are_read(vacancy: Vacancy) -> None:
    assert (one(vacancy, "drie jaar").kind, one(vacancy, "drie jaar").years) == (Kind.EXPERIENCE, 3)
    english = one(vacancy, "Engelse")
    assert (english.kind, english.level) == (Kind.LANGUAGE, "B2")
    assert one(vacancy, "teamspeler").kind is Kind.SOFT
    assert one(vacancy, "Rijbewijs").kind is Kind.CERTIFICATE
    hours = one(vacancy, "32 tot 40")
    assert (hours.kind, hours.weight) == (Kind.TERMS, 0.0)


def test_a_wish_weighs_four_tenths_of_a_must_and_a_task_half(vacancy: Vacancy) -> None:
    assert one(vacancy, "Java").weight == 1.0
    assert one(vacancy, "SAP").weight == pytest.approx(1.0 * 0.4)
    assert one(vacancy, "Engelse").weight == 0.6
    assert one(vacancy, "datastromen").weight == 0.5


def test_offer_application_company_and_waived_lines_are_set_aside_with_the_reason(
    vacancy: Vacancy,
) -> None:
    why = {part.text: part.why for part in vacancy.set_aside}
    assert why["Data engineer in Utrecht"] == "title"
    assert why["Wij zijn een familiebedrijf met 200 medewerkers."] == "company"
    assert why["Pensioen"] == "offer"
    assert why["Acquisitie stellen wij niet op prijs."] == "application"
    assert why["Een auto is niet nodig"] == "not needed"
    assert why["Wie ben jij?"] == "heading"


@pytest.mark.parametrize(
    "text",
    [
        "Een diploma is geen must",
        "Duits is geen harde eis",
        "SAP is niet vereist, maar wel handig",
        "Kennis van SQL is niet per se noodzakelijk",
        "Python is geen vereiste",
        "Kennis van SAP is een pre",
        "SAP is een pré!",
        "Ervaring in de zorg is mooi meegenomen",
        "Liefst met kennis van Excel",
        "Experience with SAP is a plus",
        "A degree is not strictly required",
        "SQL preferred",
        "Kenntnisse in SAP von Vorteil",
        "Excel wäre wünschenswert",
        "La maîtrise de SAP est un atout",
    ],
)
def test_a_cue_for_a_wish_wins_from_the_heading(text: str) -> None:
    assert only(text).importance is Importance.NICE


@pytest.mark.parametrize(
    "text",
    [
        "Minimaal 2 jaar ervaring",
        "Premiehoogte kunnen berekenen",
        "Presentaties geven",
        "Expressief schrijven",
    ],
)
def test_words_that_only_look_like_a_cue_change_nothing(text: str) -> None:
    assert only(text).importance is Importance.MUST


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("Nederlands op C1-niveau", "C1"),
        ("Je spreekt vloeiend Engels", "C1"),
        ("Redelijke beheersing van de Duitse taal", "B1"),
        ("Fluent English", "C1"),
        ("Sehr gute Deutschkenntnisse", "C1"),
        ("Français courant", "C1"),
        ("Basiskennis Frans", "A2"),
    ],
)
def test_a_language_has_a_level(text: str, level: str) -> None:
    asked = only(text)
    assert (asked.kind, asked.level) == (Kind.LANGUAGE, level)


def test_the_dutch_market_is_no_language() -> None:
    assert only("Kennis van de Nederlandse markt").kind is not Kind.LANGUAGE


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("Mbo-4 diploma techniek", "mbo4"),
        ("Mbo niveau 3", "mbo3"),
        ("Hbo- of wo-niveau", "hbo"),
        ("A bachelor's degree in computer science", "hbo"),
        ("Master in econometrie", "master"),
        ("Abgeschlossene Ausbildung", "mbo3"),
    ],
)
def test_an_education_has_the_least_level_that_will_do(text: str, level: str) -> None:
    asked = only(text)
    assert (asked.kind, asked.level) == (Kind.EDUCATION, level)


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("Minimaal 3 jaar ervaring met SQL", 3),
        ("3-5 years of experience", 3),
        ("vijf jaar werkervaring", 5),
        ("2+ years experience in sales", 2),
        ("Ruime ervaring met Excel", None),
        ("Je bent minimaal 18 jaar oud en hebt ervaring", None),
        ("Mindestens 2 Jahre Berufserfahrung", 2),
    ],
)
def test_years_of_experience_are_read_from_figures_and_words(text: str, years: int | None) -> None:
    assert only(text).years == years


def test_what_is_not_needed_is_split_from_what_is() -> None:
    text = "Titel\n\nFunctie-eisen\n- Ervaring is niet nodig, maar wel een rijbewijs B\n"
    vacancy = understand_vacancy(document(text), WordFinder())
    assert [r.text for r in vacancy.requirements] == ["maar wel een rijbewijs B"]
    assert "not needed" in {part.why for part in vacancy.set_aside}


@pytest.mark.parametrize(
    "text",
    [
        "Ervaring met SAP is niet vereist",
        "Kennis van SQL is niet noodzakelijk",
        "A degree is not required",
        "Excel is not necessary",
        "Ein Studium ist nicht erforderlich",
    ],
)
def test_what_is_not_asked_and_not_wished_is_set_aside_as_not_needed(text: str) -> None:
    text = f"Titel\n\nFunctie-eisen\n- Python\n- {text}\n"
    vacancy = understand_vacancy(document(text), WordFinder())
    assert [r.text for r in vacancy.requirements] == ["Python"]
    assert [p.why for p in vacancy.set_aside] == ["title", "heading", "not needed"]


def test_a_sentence_that_only_comments_belongs_to_the_ask_before_it() -> None:
    asked = only("Heb je eerder met energiedata gewerkt? Mooi meegenomen, maar geen must.")
    assert asked.text.startswith("Heb je eerder")
    assert asked.text.endswith("geen must.")
    assert asked.importance is Importance.NICE


def test_a_conjunction_between_two_asks_belongs_to_neither() -> None:
    text = "Titel\n\nFunctie-eisen\n- Je programmeert in Python en je SQL is uitstekend.\n"
    vacancy = understand_vacancy(document(text), WordFinder())
    assert [r.text for r in vacancy.requirements] == [
        "Je programmeert in Python",
        "je SQL is uitstekend.",
    ]


def test_who_one_works_with_is_company_talk_unless_it_says_what_to_do() -> None:
    text = (
        "Titel\n\nTaken\n- Je werkt in een team van zes engineers en een product owner.\n"
        "- Je krijgt een team van 15 medewerkers onder je hoede.\n"
    )
    vacancy = understand_vacancy(document(text), WordFinder())
    assert [r.text for r in vacancy.requirements] == [
        "Je krijgt een team van 15 medewerkers onder je hoede."
    ]
    assert vacancy.set_aside[-1].why == "company"


def test_what_is_demanded_is_split_from_what_would_be_nice() -> None:
    text = "Titel\n\nFunctie-eisen\n- Een diploma VCA is vereist en Excel is mooi meegenomen\n"
    vacancy = understand_vacancy(document(text), WordFinder())
    assert [r.importance for r in vacancy.requirements] == [Importance.MUST, Importance.NICE]


def test_a_sentence_that_speaks_of_the_ask_before_it_decides_that_ask() -> None:
    text = "Title\n\nRequirements\n- Experience with SAP; it is not a must.\n- Dutch is a plus\n"
    vacancy = understand_vacancy(document(text), WordFinder())
    assert [(r.importance, r.kind) for r in vacancy.requirements] == [
        (Importance.NICE, Kind.TOOL),
        (Importance.NICE, Kind.LANGUAGE),
    ]


def test_an_unknown_heading_after_the_tasks_does_not_make_asks_of_it_tasks() -> None:
    text = "Title\n\nTasks\n- Write SQL\n\nThings that matter here\n- Experience with SAP\n"
    vacancy = understand_vacancy(document(text), WordFinder())
    assert [r.importance for r in vacancy.requirements] == [Importance.TASK, Importance.MUST]


def test_prose_without_headings_still_gives_requirements() -> None:
    text = (
        "Teamleider magazijn in Venlo\n\n"
        "Maasdal is een logistiek bedrijf met 300 medewerkers. Je stuurt een ploeg van twintig "
        "mensen aan. Wij vragen minimaal twee jaar ervaring met leidinggeven. Kennis van SAP is "
        "een pré. Wij bieden een salaris van 3.500 euro. Stuur je cv naar baan@example.nl."
    )
    vacancy = understand_vacancy(document(text), WordFinder())
    assert [(r.importance, r.years) for r in vacancy.requirements] == [
        (Importance.TASK, None),
        (Importance.MUST, 2.0),
        (Importance.NICE, None),
    ]
    assert [p.why for p in vacancy.set_aside] == ["title", "company", "offer", "application"]


@pytest.mark.parametrize(
    ("headings", "language"),
    [
        (("What you will do", "What you bring", "Nice to have", "What we offer"), "en"),
        (("Deine Aufgaben", "Dein Profil", "Von Vorteil", "Wir bieten"), "de"),
        (("Vos missions", "Votre profil", "Les plus", "Nous offrons"), "fr"),
        (("Despre post:", "Abilități necesare:", "Calificări Preferate:", "Ceea ce oferim:"), "ro"),
        (("Funciones", "Requisitos", "Se valora", "Ofrecemos"), "es"),
        (("Zakres obowiązków", "Wymagania", "Mile widziane", "Oferujemy"), "pl"),
    ],
)
def test_headings_are_found_in_other_languages(headings: tuple[str, ...], language: str) -> None:
    text = "Title\n\n" + "\n\n".join(f"{heading}\n- SAP {i}" for i, heading in enumerate(headings))
    vacancy = understand_vacancy(document(text), WordFinder())
    assert [(r.text, r.importance) for r in vacancy.requirements] == [
        ("SAP 0", Importance.TASK),
        ("SAP 1", Importance.MUST),
        ("SAP 2", Importance.NICE),
    ], language


def test_advice_is_in_the_language_of_the_vacancy_and_only_where_something_lacks(
    vacancy: Vacancy,
) -> None:
    assert vacancy.language == "nl"
    assert vacancy.advice == ()
    bare = understand_vacancy(
        document("Title\n\nWhat you will do\n- You will write the reports for the team in SQL\n"),
        WordFinder(),
    )
    assert any("must-haves" in line for line in bare.advice)


@pytest.mark.parametrize(
    "text", ["", "   \n", "招聘软件工程师，需要三年经验。", "مطلوب مهندس برمجيات"]
)
def test_an_empty_text_or_an_unsupported_script_is_refused_with_the_reason(text: str) -> None:
    with pytest.raises(InvalidInput, match=r"holds no text|unsupported script"):
        understand_vacancy(document(text), WordFinder())


def test_a_text_that_asks_for_nothing_is_refused() -> None:
    with pytest.raises(InvalidInput, match="no line in it asks"):
        understand_vacancy(document("Over ons\n\nWij zijn een familiebedrijf."), WordFinder())


def asked_and_waived(line: str, heading: str = "Functie-eisen") -> tuple[list[str], list[str]]:
    text = f"Titel\n\n{heading}\n- {line}\n- Kennis van Excel\n"
    vacancy = understand_vacancy(document(text), WordFinder())
    waived = [part.text for part in vacancy.set_aside if part.why == "not needed"]
    return [r.text for r in vacancy.requirements if r.text != "Kennis van Excel"], waived


@pytest.mark.parametrize(
    "line",
    [
        "Een rijbewijs is geen must: alles ligt op loopafstand",
        "Ervaring in de haven is geen must; dat leren wij je hier",
        "A degree is not a must: show us what you built.",
        "Kenntnisse in SAP sind kein Muss, das bringen wir Ihnen bei",
    ],
)
def test_what_is_no_must_and_told_why_asks_for_nothing(line: str) -> None:
    asked, waived = asked_and_waived(line)
    assert asked == []
    assert waived


@pytest.mark.parametrize(
    ("line", "ask", "rest"),
    [
        (
            "Ervaring met SQL in een team; zelf lassen is geen must",
            "Ervaring met SQL in een team",
            "zelf lassen is geen must",
        ),
        (
            "Een diploma logistiek is fijn, maar een diploma is geen harde eis: wij testen",
            "Een diploma logistiek is fijn",
            "maar een diploma is geen harde eis: wij testen",
        ),
    ],
)
def test_a_denial_behind_an_ask_is_cut_off_from_it(line: str, ask: str, rest: str) -> None:
    assert asked_and_waived(line) == ([ask], [rest])


@pytest.mark.parametrize(
    "line",
    [
        "Duits is geen must, wel een pré",
        "Duits is geen must, maar het helpt je wel",
        "Duits is geen harde eis",
        "Kennis van SAP is mooi meegenomen, maar geen must.",
    ],
)
def test_what_is_no_must_and_welcome_all_the_same_is_nice_to_have(line: str) -> None:
    assert only(line).importance is Importance.NICE


@pytest.mark.parametrize("heading", ["What is not required", "Wat je niet nodig hebt"])
def test_nothing_under_a_heading_of_what_is_not_needed_is_asked(heading: str) -> None:
    text = f"Title\n\nRequirements\n- Python\n\n{heading}\n- Experience with SAP\n- A degree\n"
    vacancy = understand_vacancy(document(text), WordFinder())
    assert [r.text for r in vacancy.requirements] == ["Python"]
    assert [p.text for p in vacancy.set_aside if p.why == "not needed"] == [
        "Experience with SAP",
        "A degree",
    ]


def test_a_degree_and_a_certificate_are_two_asks_of_two_kinds() -> None:
    text = "Titel\n\nEisen\n- Een opleiding hbo-verpleegkunde (hbo-v) en een BIG-registratie\n"
    vacancy = understand_vacancy(document(text), WordFinder())
    assert [(r.text, r.kind) for r in vacancy.requirements] == [
        ("Een opleiding hbo-verpleegkunde (hbo-v)", Kind.EDUCATION),
        ("een BIG-registratie", Kind.CERTIFICATE),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Een VCA is een pré; anders haal je het certificaat bij ons",
        "Een SQL-diploma; zonder diploma mogen we je niet met SQL laten werken",
    ],
)
def test_what_happens_without_it_is_an_explanation(line: str) -> None:
    text = f"Titel\n\nFunctie-eisen\n- {line}\n"
    vacancy = understand_vacancy(document(text), WordFinder())
    assert len(vacancy.requirements) == 1
    assert "anders" not in vacancy.requirements[0].text
    assert "zonder" not in vacancy.requirements[0].text


@pytest.mark.parametrize(
    "line",
    [
        "We plannen binnen een week een rondleiding, het liefst tijdens een dienst.",
        "Om zes uur 's ochtends gaan de deuren van het SQL-magazijn open.",
        "We zijn ontstaan uit een fusie en dat merk je nergens zo goed als in SQL.",
    ],
)
def test_talk_of_the_company_is_no_ask_though_it_names_a_skill_or_a_wish(line: str) -> None:
    text = f"Titel\n\nWij vragen minimaal twee jaar ervaring met Excel. {line}\n"
    vacancy = understand_vacancy(document(text), WordFinder())
    assert [r.text for r in vacancy.requirements] == [
        "Wij vragen minimaal twee jaar ervaring met Excel."
    ]
    assert line in [part.text for part in vacancy.set_aside if part.why == "company"]


@pytest.mark.parametrize(
    "line",
    [
        "Je hebt ervaring met het coachen van medewerkers op gesprekskwaliteit.",
        "Coachen van verzorgenden en leerlingen in het team",
        "Coach one assistant controller",
    ],
)
def test_coaching_people_is_work_and_no_trait(line: str) -> None:
    assert only(line).kind is Kind.HARD
