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
from matcher.profiles.licences import MACHINES
from matcher.profiles.paper_names import named
from matcher.protocols import SkillFinder
from matcher.records import Importance, Kind, Mention
from matcher.towns import is_known

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
            "een één one ein eine einem un une",
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
YEAR = r"(?:jaar|jaren|jr\.?|jrs|years?['’]?|yrs?|jahr(?:en?)?|ans|années|ani|años|anni|anos|lat)\b"
YEARS = re.compile(
    rf"(?<![\w.,]){NUMBER}\s*(?:\(\d{{1,2}}\)\s*)?(?:\+|\(?plus\)?|or more|of meer)?\s*"
    rf"(?:(?:-|–|à|tot|to|bis|of|or|and|en)\s*{NUMBER}\s*)?\+?\s*"
    rf"(?:(?:volle|relevante|full|solid)\s+)?(?:{YEAR}|an(?= d['’]))|"
    rf"(?<![\w.,])(?P<short>\d{{1,2}})\s?j(?=\s+(?:ervaring|werk|erf|exp))",
    re.IGNORECASE,
)
ABOUT = re.compile(rf"(?i)\b(?:een )?jaar of {NUMBER}\b")  # "een jaar of drie" is about three
HALF = re.compile(r"(?i)\banderhalf jaar|\b(?:one and a half|a year and a half) years?")
MONTHS = re.compile(
    r"(?i)(?<![\w.,])(\d{1,2})\s*(?:maanden|months?['’]?|monate?n?|mois|luni|meses|mesi)\b"
)
POST = re.compile(r"(?i)\bpost[- ](?:quali|regist|degree)")
AT_MOST = re.compile(  # no least number: "up to 5 years", "minder dan 3 jaar"
    r"(?i)\b(?:up to|at most|less than|fewer than|no more than|under|maximaal|hooguit|tot|"
    r"minder dan|höchstens|weniger als|bis zu|moins de|jusqu'à|maximum)\s+$"
)
LIVED = re.compile(  # years that no work of the person is told by
    r"(?i)^[\s,]*(?:bestaan|existence|old|oud|jong|garantie|warranty|geleden|ago|lang\b|in a row)|"
    r"^\s*(?:of|in) (?:business|existence)"
)
WORKED = re.compile(  # what follows years that are asked: "3 years on shutdowns", "2 jaar als"
    r"(?i)^\s*(?:(?:or so|or more|of meer|of langer|plus|minimum|mini|relevant\w*)\s+)*"
    r"(?:of|in|on|at|as|with|post|running|leading|supporting|managing|working|als|bij|aan|op|met|"
    r"im|als|bei|mit|en|dans|comme|chez|de|d['’]|ervar|werk|erfahr|exp|gewerkt|geleden gewerkt|"
    r"leiding|gelast|beleid\w+|loon\w+|praktijk|praxis|berufs\w*|praktisch\w*|commercial|"
    r"professional|\w+ervaring|\w+erfahrung)"
)
LEAST = re.compile(  # what stands before years that are asked
    r"(?i)\b(?:minimaal|minstens|ten ?minste|min\.?|mind\.|zeker|minimum|at least|mindestens|"
    r"au moins|waarvan)\s+$|:\s*$"
)
MOST_YEARS = 15  # more is how long the firm exists: "join a team with 20 years of experience"
EXPERIENCE = re.compile(
    r"(?i)ervaring|experience|erfahrung|expérience|experien[țt]|esperienza|doświadczeni|"
    r"werkzaam|worked|actief"
)
AGE = re.compile(r"(?i)jaar oud|years? old|leeftijd|contract|fixed[- ]term|befrist|18 jaar|21 jaar")
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
DEGREE = re.compile(  # asked by name, whatever skill stands in the name of its field
    r"(?:^|[\s(])(?:B\.?A\.?|B\.?S\.?(?:c\.?)?|M\.?S\.?(?:c\.?)?|M\.?A\.?|MBA|BBA|BSN|MSN|MSW)"
    r"(?:\s*(?:/|or)\s*(?:B\.?A\.?|B\.?S\.?(?:c\.?)?|M\.?S\.?(?:c\.?)?|M\.?A\.?|MBA))*"
    r"\s+(?:in\s|degree\b)|"
    r"^\W*(?:B\.?A\.?|B\.?S\.?(?:c\.?)?|M\.?S\.?(?:c\.?)?|M\.?A\.?|MBA|BTS|DUT|CAP)\s+[^\W\d_]{4,}|"
    r"(?i:^\W*(?:(?:je|you|u) (?:hebt|heeft|beschikt over|have|hold) )?(?:in het bezit van )?"
    r"(?:(?:een|an?|het|une?|eine?n?) )?(?:(?!rij|las|vak|heftruck)[\w'’-]+[\s/]+){0,3}?"
    r"(?:(?:diploma|degree)s?\s+(?:in|richting)\s|degree$|diplôme d['’e]|abschluss in |"
    r"licence (?:en|de) (?!conduire)))"
)
BACHELORS = re.compile(r"(?i)(?<!\w)(?:bachelor|master)\w*")
ANY_PAPER = re.compile(r"(?i)certifica\w+|zertifi\w+|certifi\w+|attest(?:en)?")
ACTS = re.compile(r"(?i)^(?:je|you|sie|vous) (?:bezoek|visit|bespreek|maak|schrijf|besuch)\w*")
EXAMPLES = re.compile(
    r"(?i)(?:bijvoorbeeld|zoals|bijv\.|bv\.|denk aan|such as|e\.g\.|like|for example|"
    r"for instance|"
    r"z\.\s?B\.|wie(?= )|par exemple|comme|tel(?:le)?s? que|precum|de exemplu|como|:)\W*$"
)
ONE_OF = re.compile(  # "one of these languages: Ruby, PHP"
    r"(?i)\b(?:one (?:or more )?of|any of|at least one of|(?:een|één) (?:of meer )?van|"
    r"eine[rs]? der|l'une? d\w+)\b[^.;]{0,40}$"
)
SOME_OF = re.compile(  # "three of the following five: ...", "ten minste twee van deze talen"
    rf"(?i)(?<![\w.,]){NUMBER}\s{{0,3}}(?:\+|or more|of meer|oder mehr|ou plus)?\s{{0,3}}"
    r"(?:van|of|der|aus|des|parmi)\s+(?:de|deze|die|the|these|those|this|following|folgende\w*|"
    r"volgende|ces|les|suivants?|den|diesen?)\b"
)
WITHOUT = re.compile(  # "Docker zonder Kubernetes is prima" asks for one of the two
    r"(?i)(?<!niet )(?<!not )(?<!nicht )\b(?:zonder|without|ohne|sans)\s+(?:\w+\s+){0,2}$"
)
CONTRACT = re.compile(
    r"(?i)(?:perm(?:anent)?|temp(?:orary)?|vast|tijdelijk|zzp|freelance|interim|detachering|cdi|cdd|"
    r"unbefristet|befristet|full-?time|part-?time|halftijds|voltijds|deeltijds)(?:\s\w+){0,2}"
)
AROUND = re.compile(
    r"(?i:regio|region|région|raum|secteur|omgeving|omstreken|area|bij|near)\s[A-ZÀ-Þ]\w.{0,30}"
)
_FEW = 8  # words of a line that can only say when the work is
_NEAR = 60  # letters before a skill in which it may be called needless
OR = re.compile(
    r"(?i)(?:\b(?:of|or|oder|ou|sau|o|lub|en/of|and/or|dan wel|respectievelijk|"
    r"beziehungsweise)\b|/|"
    r"bzw\.)"
)
AND = re.compile(r"(?i)\b(?:en|and|und|et|și|si|y|e|i|plus|alsook|evenals|as well as)\b|&|\+")
LINK = re.compile(
    r"(?i)[\s,/&+()\-]*(?:\b(?:en/of|and/or|dan wel|of|or|oder|ou|sau|en|and|und|et|și|y|e|i|"
    r"een|a|an|"
    r"de|het|"
    r"the|ook|met|with|ander\w*|other|similar|soortgelijk\w*|vergelijkbar\w*|equivalent\w*|"
    r"kennis van|ervaring met)\b[\s,/&()\-]*)*"
)


def importance_of(text: str, part: Part | None, lead: str = "") -> Importance:
    """Return how much a line decides: its own cues first, then its section, then its wording.

    Parameters
    ----------
    lead : the first item of the list that the line stands in, whose verb it shares: "je plant de
        week, stuurt bij en ..."; empty where the line stands alone
    """
    if lead:
        return _shared_importance(text, part, lead)
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
    if part is None and cues.SOUGHT.search(text):
        return Importance.MUST
    return Importance.TASK


def _shared_importance(text: str, part: Part | None, lead: str) -> Importance:
    """Return how much an item of a list decides: as its lead, unless it says so itself."""
    if cues.NOT_MUST.search(text) or cues.NICE.search(text) or part is Part.NICE:
        return importance_of(text, part)
    if part in (Part.TASKS, Part.REQUIREMENTS) or cues.MUST.search(text) or cues.ASKS.search(text):
        return importance_of(text, part)
    wish = cues.NICE.search(lead)
    if wish and wish.start() * 2 >= len(lead):
        return Importance.MUST  # "Docker is een pre, Java": the verdict is of Docker alone
    return importance_of(lead, part)


def kind_of(text: str, mentions: Sequence[Mention], finder: SkillFinder) -> Kind:
    """Return what sort of thing a line asks for; the most special sign decides."""
    kinds = {finder.concept(mention.concept).kind for mention in mentions}
    hard = bool(kinds & {"hard", "tool"})
    if _asks_language(text, tongues(text), hard):
        return Kind.LANGUAGE
    if DEGREE.search(text) or _degree_first(text):
        return Kind.EDUCATION
    drives = {m.concept for m in mentions} <= set(MACHINES) and EXPERIENCE.search(text)
    if cues.CERTIFICATE.search(text) or (kinds == {"certificate"} and not drives):
        return Kind.CERTIFICATE
    if named(text) and not EXPERIENCE.search(text):
        return Kind.CERTIFICATE
    if cues.EDUCATION.search(text) and least_level_of(text) and not _only_years(text):
        return Kind.EDUCATION
    if years_of(text) is not None or _at_most(text):
        return Kind.EXPERIENCE
    person = ACTS.match(text) or cues.SOUGHT.search(text)
    if READY.match(text) or (_terms(text, mentions, finder) and not person):
        return Kind.TERMS
    if not (hard or person or "soft" in kinds) and (_tells_when(text) or _tells_where(text)):
        return Kind.TERMS
    if COACHES.search(text) or (cues.SOUGHT.search(text) and not EXPERIENCE.search(text)):
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


def _degree_first(text: str) -> bool:
    """Tell whether a degree is asked, and then any other diploma or certificate like it."""
    degree = BACHELORS.search(text)
    paper = cues.CERTIFICATE.search(text)
    return bool(
        degree
        and paper
        and degree.start() < paper.start()
        and ANY_PAPER.fullmatch(paper.group())
        and len({match.group().casefold() for match in cues.CERTIFICATE.finditer(text)}) == 1
    )


def _at_most(text: str) -> bool:
    """Tell whether a line asks for experience of at most so many years."""
    upper = any(AT_MOST.search(text[: match.start()]) for match in YEARS.finditer(text))
    return upper and bool(EXPERIENCE.search(text)) and not AGE.search(text)


def _tells_when(text: str) -> bool:
    """Tell whether a few words say when the work is: "ab 2 in der Früh", "Saturdays till 18h"."""
    few = len(text.split()) <= _FEW and not cues.DOES.search(text)
    return few and bool(cues.DAYS.search(text))


def _tells_where(text: str) -> bool:
    """Tell whether a word or two only name a place, or the form of the contract."""
    word = text.strip(" .,;!?()")
    return bool(CONTRACT.fullmatch(word) or AROUND.fullmatch(word)) or (
        len(word.split()) <= 3 and word[:1].isupper() and is_known(word)
    )


def _terms(text: str, mentions: Sequence[Mention], finder: SkillFinder) -> bool:
    """Tell whether a line says when or where the work is, and names no skill besides."""
    terms = [match.span() for match in cues.TERMS.finditer(text)]
    return bool(terms) and all(
        any(start < mention.end and mention.start < end for start, end in terms)
        for mention in mentions
        if finder.concept(mention.concept).kind in ("hard", "tool")
    )


def _only_years(text: str) -> bool:
    return bool(YEARS.search(text)) and not re.search(
        r"(?i)\b(?:v?mbo|hbo|wo|bachelor|master|diploma|degree|niveau)", text
    )


def _asks_language(text: str, named: Sequence[Tongue], hard: bool) -> bool:
    if not named:
        return False
    if any(tongue.level for tongue in named) or re.search(
        r"(?i)\b(?:spreek|spreekt|schrijf|schrijft|beheers\w*|taal|talen|speak|written|language|"
        r"sprach\w*|langue|parl\w+|limb\w+)",
        text,
    ):
        return not hard or len(text) < 90
    after = text[named[-1].end :]
    if not hard and _only_verdicts(text, named):
        return True
    return len(text.split()) <= 4 or bool(
        re.match(r"\W*$|\s*[(:;]|\s+(?:is|zijn|are|ist|est)\b", after)
    )


def _only_verdicts(text: str, named: Sequence[Tongue]) -> bool:
    """Tell whether languages and how much they decide are all that a line says."""
    rest = text
    for tongue in reversed(named):
        rest = f"{rest[: tongue.start]} {rest[tongue.end :]}"
    for cue in (cues.NICE, cues.MUST, cues.NOT_MUST):
        rest = cue.sub(" ", rest)
    return len(re.findall(r"[^\W\d_]{4,}", rest)) < len(named) + 1


def level_of(text: str, kind: Kind) -> str | None:
    """Return the level that a language or education requirement asks for at least."""
    if kind is Kind.LANGUAGE:
        levels = [tongue.level for tongue in tongues(text) if tongue.level]
        return levels[0] if levels else None
    return least_level_of(text) if kind is Kind.EDUCATION else None


def years_of(text: str) -> float | None:
    """Return the least number of years of experience asked for, or None.

    The first that is told counts; "up to five years" asks for none at least.
    """
    for match in YEARS.finditer(text):
        if AT_MOST.search(text[: match.start()]):
            continue
        before, after = text[max(0, match.start() - 60) : match.start()], text[match.end() :]
        near = before + match.group() + after[:80]
        worked = EXPERIENCE.search(near) or WORKED.match(after) or LEAST.search(before)
        if not worked or AGE.search(near) or LIVED.match(after):
            continue
        about = ABOUT.search(text)
        told = about.group(1) if about else match.group("short") or match.group(1)
        years = number(told)
        if years <= MOST_YEARS:
            return years
    if (EXPERIENCE.search(text) or POST.search(text)) and not AGE.search(text):
        if HALF.search(text):
            return 1.5
        months = MONTHS.search(text)
        if months and not AT_MOST.search(text[: months.start()]):
            return int(months.group(1)) / 12
    return None


def number(told: str) -> float:
    number = told.casefold()
    return float(NUMBERS[number]) if number in NUMBERS else float(number.replace(",", "."))


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
    mentions = [m for m in mentions if not WITHOUT.search(text[max(0, m.start - _NEAR) : m.start])]
    hard = [m for m in mentions if finder.concept(m.concept).kind != "soft"]
    if _some_of(text, mentions) > 1:
        return tuple((concept,) for concept in _distinct(hard or mentions))
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


def least_of(
    text: str, mentions: Sequence[Mention], groups: Sequence[tuple[str, ...]]
) -> int | None:
    """Return how many of the groups will do ("three of these five"), None where all are asked."""
    least = _some_of(text, mentions)
    return least if 1 < least < len(groups) else None


def _some_of(text: str, mentions: Sequence[Mention]) -> int:
    """Return the number in "three of these five: ...", 0 where there is no such list."""
    match = SOME_OF.search(text)
    after = next((m.start for m in mentions if match and m.start >= match.end()), None)
    if match is None or after is None or re.search(r"[.;]", text[match.end() : after]):
        return 0
    return int(number(match.group(1)))


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
    if len(run) > 1 and ONE_OF.search(text[: run[0].start]):
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
