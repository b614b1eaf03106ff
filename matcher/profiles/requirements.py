"""What does one line of a vacancy ask for, how much does it decide, and how should it count?

In:  a span of the vacancy, the section that it stands in, a skill finder
Out: importance, kind, weight, groups of concepts, years and level
Why: cue words before headings, because a line knows itself better than its section does;
     the groups keep "Java or C#" one ask and "Python, SQL and dbt" three
"""

import itertools
import re
from collections.abc import Sequence

from matcher.profiles import cues
from matcher.profiles.degrees import least_level_of
from matcher.profiles.headings import Part
from matcher.profiles.languages import Tongue, tongues
from matcher.protocols import SkillFinder
from matcher.records import Importance, Kind, Mention

# How much a kind counts where it is a must (or a task), and the factor of a mere wish.
# Set by judgement: recruiters decide first on what somebody can do and may do, then on years;
# degrees and soft skills are claimed by nearly everybody and separate people less. The evaluation
# room's ablations are the place to change them.
WEIGHTS = {
    Kind.HARD: 1.0,
    Kind.TOOL: 1.0,
    Kind.CERTIFICATE: 1.0,
    Kind.EXPERIENCE: 0.8,
    Kind.EDUCATION: 0.6,
    Kind.LANGUAGE: 0.6,
    Kind.SOFT: 0.4,
    Kind.TERMS: 0.0,
}
NICE_FACTOR = 0.4
TASK_WEIGHT, SOFT_TASK_WEIGHT = 0.5, 0.3

NUMBERS = {
    word: number
    for number, listed in enumerate(
        (
            "een één one",
            "twee two zwei deux doi",
            "drie three drei trois trei",
            "vier four quatre",
            "vijf five fünf cinq cinci",
            "zes six sechs șase",
            "zeven seven sieben sept",
            "acht eight huit",
            "negen nine neun neuf",
            "tien ten zehn dix zece",
        ),
        start=1,
    )
    for word in listed.split()
}
NUMBER = r"(\d{1,2}(?:[.,]5)?|" + "|".join(NUMBERS) + ")"
YEARS = re.compile(
    rf"(?<![\w.,]){NUMBER}\s*(?:\+|\(?plus\)?)?\s*(?:(?:-|–|à|tot|to|bis|of|"
    rf"or)\s*{NUMBER}\s*)?\+?\s*"
    r"(?:(?:volle|relevante|full)\s+)?(?:jaar|jaren|years?|yrs|jahren?|ans|années|ani|años|anni|"
    r"anos|lat)\b",
    re.IGNORECASE,
)
EXPERIENCE = re.compile(
    r"(?i)ervaring|experience|erfahrung|expérience|experien[țt]|esperienza|doświadczeni|"
    r"werkzaam|worked|actief"
)
AGE = re.compile(r"(?i)jaar oud|years? old|leeftijd|contract|18 jaar|21 jaar")
APART = re.compile(r"(?i)[,;:]|\b(?:en|of|and|or|und|oder|et|ou|met|with|plus|zoals|like|such)\b")
READY = re.compile(  # "Bereid om in ploegen te werken"
    r"(?i)^(?:je bent )?(?:bereid\b|willing\b|reisebereitschaft)"
    r"(?=.*(?:ploegen|dienst|reizen|werken|avond|weekend|travel|shift|reis))(?!.*(?:rijbewijs|licen|führerschein))"
)
COACHES = re.compile(  # work that is done with people, and no trait of somebody
    r"(?i)\bcoach(?:t|en)? (?:van (?:de |je |onze )?|een |de |je |one |two |the |our |your )\w|"
    r"(?:ervaring (?:met|in)|experience (?:of|in|with)) (?:het |the )?(?:coach|begeleid|"
    r"mentor|leid|train|aanstur|manag|lead)\w*"
)
ACTS = re.compile(r"(?i)^(?:je|you|sie|vous) (?:bezoek|visit|bespreek|maak|schrijf|besuch)\w*")
EXAMPLES = re.compile(
    r"(?i)(?:bijvoorbeeld|zoals|bijv\.|bv\.|denk aan|such as|e\.g\.|like|for example|"
    r"for instance|"
    r"z\.\s?B\.|wie(?= )|par exemple|comme|tel(?:le)?s? que|precum|de exemplu|como|:)\W*$"
)
OR = re.compile(r"(?i)(?:\b(?:of|or|oder|ou|sau|o|lub|en/of|and/or|dan wel|respectievelijk)\b|/)")
AND = re.compile(r"(?i)\b(?:en|and|und|et|și|si|y|e|i|plus|alsook|evenals|as well as)\b|&|\+")
LINK = re.compile(
    r"(?i)[\s,/&+()\-]*(?:\b(?:en/of|and/or|of|or|oder|ou|sau|en|and|und|et|și|y|e|i|een|a|an|"
    r"de|het|"
    r"the|ook|met|with|ander\w*|other|similar|soortgelijk\w*|vergelijkbar\w*|equivalent\w*|"
    r"kennis van|ervaring met)\b[\s,/&()\-]*)*"
)


def importance_of(text: str, part: Part | None) -> Importance:
    """Return how much a line decides: its own cues first, then its section, then its wording."""
    does_so = part is Part.TASKS and cues.PREFERENCE.match(text) and cues.DOES.search(text)
    if does_so and not cues.STRONG.search(text[len("bij voorkeur") :]):
        return Importance.TASK  # "Bij voorkeur plan je zelf je route"
    if cues.NOT_MUST.search(text) or cues.NICE.search(text):
        return Importance.NICE
    if part is Part.TASKS:
        demanded = cues.DEMANDS.search(text) or years_of(text) is not None
        return Importance.MUST if demanded else Importance.TASK
    if part is Part.NICE:
        return Importance.NICE
    if part is Part.REQUIREMENTS or cues.MUST.search(text):
        return Importance.MUST
    asks, does = cues.ASKS.search(text), cues.DOES.search(text)
    if asks and (not does or asks.start() < does.start()):
        return Importance.MUST
    return Importance.TASK


def kind_of(text: str, mentions: Sequence[Mention], finder: SkillFinder) -> Kind:
    """Return what sort of thing a line asks for; the most special sign decides."""
    kinds = {finder.concept(mention.concept).kind for mention in mentions}
    hard = bool(kinds & {"hard", "tool"})
    if _asks_language(text, tongues(text), hard):
        return Kind.LANGUAGE
    if cues.CERTIFICATE.search(text) or kinds == {"certificate"}:
        return Kind.CERTIFICATE
    if cues.EDUCATION.search(text) and least_level_of(text) and not _only_years(text):
        return Kind.EDUCATION
    if years_of(text) is not None:
        return Kind.EXPERIENCE
    if READY.match(text) or (cues.TERMS.search(text) and not hard and not ACTS.match(text)):
        return Kind.TERMS
    if COACHES.search(text):
        return Kind.HARD
    if not hard and ("soft" in kinds or cues.SOFT.search(text)):
        return Kind.SOFT
    if (
        not hard
        and cues.EDUCATION.search(text)
        and re.search(r"(?i)opleiding|diploma|degree|studie", text)
    ):
        return Kind.EDUCATION
    if not kinds - {"education"} and re.search(
        r"(?i)ervaring|experience|erfahrung|expérience", text
    ):
        return Kind.EXPERIENCE
    if "tool" in kinds and "hard" not in kinds:
        return Kind.TOOL
    return Kind.HARD


def _only_years(text: str) -> bool:
    return bool(YEARS.search(text)) and not re.search(
        r"(?i)\b(?:v?mbo|hbo|wo|bachelor|master|diploma|degree|niveau)", text
    )


def _asks_language(text: str, named: list[Tongue], hard: bool) -> bool:
    if not named:
        return False
    if any(tongue.level for tongue in named) or re.search(
        r"(?i)\b(?:spreek|spreekt|schrijf|schrijft|beheers\w*|taal|talen|speak|written|language|"
        r"sprach\w*|langue|parl\w+|limb\w+)",
        text,
    ):
        return not hard or len(text) < 90
    after = text[named[-1].end :]
    return len(text.split()) <= 4 or bool(
        re.match(r"\W*$|\s*[(:;]|\s+(?:is|zijn|are|ist|est)\b", after)
    )


def level_of(text: str, kind: Kind) -> str | None:
    """Return the level that a language or education requirement asks for at least."""
    if kind is Kind.LANGUAGE:
        levels = [tongue.level for tongue in tongues(text) if tongue.level]
        return levels[0] if levels else None
    return least_level_of(text) if kind is Kind.EDUCATION else None


def years_of(text: str) -> float | None:
    """Return the least number of years of experience asked for, or None."""
    for match in YEARS.finditer(text):
        near = text[max(0, match.start() - 60) : match.end() + 80]
        if EXPERIENCE.search(near) and not AGE.search(near):
            number = match.group(1).casefold()
            return float(NUMBERS[number]) if number in NUMBERS else float(number.replace(",", "."))
    return None


def weight_of(importance: Importance, kind: Kind) -> float:
    """Return how much a requirement counts, from the table at the top of this module."""
    if kind is Kind.TERMS:
        return 0.0
    if importance is Importance.TASK:
        return SOFT_TASK_WEIGHT if kind is Kind.SOFT else TASK_WEIGHT
    factor = NICE_FACTOR if importance is Importance.NICE else 1.0
    return round(WEIGHTS[kind] * factor, 2)


def concept_groups(
    text: str, mentions: Sequence[Mention], finder: SkillFinder
) -> tuple[tuple[str, ...], ...]:
    """Return the concepts of a line: all groups are asked for, any one within a group will do.

    "Python, SQL en dbt" gives three groups; "Java of C#" and "cloud, bijvoorbeeld Azure, AWS" one.
    Soft skills are left out where the line names hard ones: they would hide what it is about.
    """
    hard = [m for m in mentions if finder.concept(m.concept).kind != "soft"]
    runs: list[list[Mention]] = []
    for mention in _without_wider(text, hard or mentions, finder):
        if runs and _linked(text, runs[-1][-1], mention):
            runs[-1].append(mention)
        else:
            runs.append([mention])
    groups: list[tuple[str, ...]] = []
    for run in runs:
        for group in _groups_of(text, run):
            if group not in groups:
                groups.append(group)
    return tuple(groups)


def _without_wider(text: str, mentions: Sequence[Mention], finder: SkillFinder) -> list[Mention]:
    """Return the mentions without those that the next or last one says more exactly.

    "Je programmeert in Python" asks for Python, "ons CRM (Salesforce)" for Salesforce; things that
    are listed ("metaalbewerking, lassen") are all asked for.
    """
    kept = list(mentions)
    for first, second in itertools.pairwise(mentions):
        between, after = text[first.end : second.start], text[second.end : second.end + 1]
        if APART.search(between) or ("(" in between and after != ")"):
            continue
        for wide, narrow in ((first, second), (second, first)):
            above = finder.concept(narrow.concept).broader
            mutual = narrow.concept in finder.concept(wide.concept).broader
            if wide.concept in above and not mutual and wide in kept:
                kept.remove(wide)
    return kept


def _linked(text: str, first: Mention, second: Mention) -> bool:
    between = text[first.end : second.start]
    return bool(LINK.fullmatch(between) or EXAMPLES.search(between))


def _groups_of(text: str, run: list[Mention]) -> list[tuple[str, ...]]:
    if (
        EXAMPLES.search(text[: run[0].start])
        and len(run) > 1
        and ":" not in text[max(0, run[0].start - 2) : run[0].start]
    ):
        return [_distinct(run)]
    parts: list[list[Mention]] = [[run[0]]]
    signs: list[list[str]] = [[]]
    for first, second in itertools.pairwise(run):
        between = text[first.end : second.start]
        if AND.search(between) and not OR.search(between) and not EXAMPLES.search(between):
            parts.append([second])
            signs.append([])
        else:
            parts[-1].append(second)
            signs[-1].append(between)
    groups: list[tuple[str, ...]] = []
    for part, between_all in zip(parts, signs, strict=True):
        either = any(OR.search(sign) or EXAMPLES.search(sign) for sign in between_all)
        groups += [_distinct(part)] if either else [(mention.concept,) for mention in part]
    return groups


def _distinct(run: Sequence[Mention]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(mention.concept for mention in run))
