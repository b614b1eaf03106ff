"""A case of the title stress test -> a vacancy and CVs, as people write them.

In:  a `Case`, a language ("en" or "nl"), a number from which names and employers are taken
Out: texts with headings, dated roles and bullets; every name, employer and address is made up
"""

from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.quality.stress_cases import Case

_FIRST = (
    "Sanne", "Daan", "Fatima", "Mehmet", "Agnieszka", "Youssef", "Kelly", "Thomas", "Priya", "Bram",
    "Naima", "Piotr", "Ellen", "Kofi", "Rosa",
)  # fmt: skip
_LAST = (
    "de Wit", "Kaya", "El Idrissi", "Nowak", "Visser", "Pinas", "Smit", "Okafor", "van Dam",
    "Demir", "Bakker", "Zielinska", "Hartman",
)  # fmt: skip
_TOWNS = ("Utrecht", "Zwolle", "Breda", "Arnhem", "Leiden", "Almere", "Venlo")
_EMPLOYERS = (
    "Noorderlicht B.V.", "Kestrel & Co", "De Linden Groep", "Tarwe Holding", "Bluestone Ltd",
    "Vlinderwerk", "Oakfield Partners", "Havenzicht B.V.",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Words:
    """The fixed words of one language."""

    company: str
    tasks: str
    profile: str
    offer: str
    summary: str
    work: str
    education: str
    skills: str
    languages: str
    now: str
    shows: Sequence[str]  # sentences around a skill
    earlier: str  # what the job before was called
    ordinary: Sequence[str]  # lines that any CV has


_WORDS = {
    "en": _Words(
        company="About us\nWe are an organisation with 140 colleagues and a good atmosphere.",
        tasks="What you will do",
        profile="Requirements",
        offer="What we offer\n- A good salary and 25 days of holiday.\n- A pension scheme.",
        summary="Profile\nI like to finish what I start and work well with others.",
        work="Work experience",
        education="Education\nBachelor's degree, Hanze College, 2008 - 2012",
        skills="Skills",
        languages="Languages\nEnglish (native)",
        now="present",
        shows=(
            "Every week: {}.",
            "A fixed part of my work: {}.",
            "For several customers: {}.",
            "Together with two colleagues: {}.",
        ),
        earlier="Employee",
        ordinary=(
            "Prepared the weekly meeting of the team.",
            "Showed new colleagues around.",
            "Kept the files of the department in order.",
            "Answered questions by phone and e-mail.",
            "Planned the holidays of the team.",
            "Wrote short reports for the manager.",
        ),
    ),
    "nl": _Words(
        company="Over ons\nWij zijn een organisatie met 140 collega's en een goede sfeer.",
        tasks="Wat ga je doen",
        profile="Functie-eisen",
        offer="Wat bieden wij\n- Een goed salaris en 25 vakantiedagen.\n- Een pensioenregeling.",
        summary="Profiel\nIk maak graag af waar ik aan begin en werk prettig met anderen samen.",
        work="Werkervaring",
        education="Opleiding\nHbo-bachelor, Hanze College, 2008 - 2012",
        skills="Vaardigheden",
        languages="Talen\nNederlands (moedertaal)",
        now="heden",
        shows=(
            "Elke week: {}.",
            "Vast onderdeel van mijn werk: {}.",
            "Voor verschillende klanten: {}.",
            "Samen met twee collega's: {}.",
        ),
        earlier="Medewerker",
        ordinary=(
            "Bereidde het weekoverleg van het team voor.",
            "Liet nieuwe collega's het bedrijf zien.",
            "Hield het archief van de afdeling op orde.",
            "Beantwoordde vragen per telefoon en e-mail.",
            "Maakte het vakantierooster van het team.",
            "Schreef korte verslagen voor de leidinggevende.",
        ),
    ),
}


def vacancy(case: Case, language: str) -> str:
    """Return the vacancy's text: the first half of what is asked as tasks, the rest as musts."""
    words = _WORDS[language]
    labels = [_capital(skill.label) for skill in case.asked]
    half = len(labels) // 2
    return "\n\n".join(
        (
            _capital(case.title),
            words.company,
            "\n".join([words.tasks, *(f"- {label}" for label in labels[:half])]),
            "\n".join([words.profile, *(f"- {label}" for label in labels[half:])]),
            words.offer,
        )
    )


def cv(title: str, lines: Sequence[str], language: str, number: int, *, person: int) -> str:
    """Return a CV under a title, with the lines in its present role.

    Parameters
    ----------
    number : decides employers, dates and ordinary lines
    person : decides name, address and phone
    """
    words = _WORDS[language]
    name = f"{_FIRST[person % len(_FIRST)]} {_LAST[person % len(_LAST)]}"
    town = _TOWNS[person % len(_TOWNS)]
    employers = [_EMPLOYERS[(number + step) % len(_EMPLOYERS)] for step in (0, 3)]
    ordinary = [words.ordinary[(number + step) % len(words.ordinary)] for step in (0, 1, 2)]
    shown = [words.shows[(number + i) % len(words.shows)].format(x) for i, x in enumerate(lines)]
    since = 2016 + number % 5
    return "\n\n".join(
        (
            f"{name}\n{_capital(title)}\n{name.split()[0].lower()}{person}@example.org | "
            f"06 {10_000_000 + 7_919 * person} | {town}",
            words.summary,
            f"{words.work}\n{_capital(title)}, {employers[0]}\n{since} - {words.now}\n"
            + "\n".join(f"- {line}" for line in (*shown, ordinary[0])),
            f"{words.earlier}, {employers[1]}\n2012 - {since}\n"
            + "\n".join(f"- {line}" for line in ordinary[1:]),
            words.education,
            words.languages,
        )
    )


def stuffed(text: str, case: Case, language: str, times: int) -> str:
    """Return a CV with all that the vacancy asks appended as a bare list, `times` over."""
    listed = [f"- {_capital(skill.label)}" for skill in case.asked] * times
    return "\n".join([f"{text}\n", _WORDS[language].skills, *listed])


def bare(text: str) -> str:
    """Return a CV with the lines of its roles taken out, so that their titles are all it tells."""
    return "\n".join(line for line in text.split("\n") if not line.startswith("- "))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
