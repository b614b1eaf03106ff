"""Does a CV hold the licences and certificates that are asked for?

In:  the papers that a requirement asks for, and a `View` of the candidate
Out: a `Finding`: met only where a line names the paper and says or lets see that it is held
Why: "nursing care" is very like "nursing licence" and holds none. Silence is no lack either: a CV
     that does not name a paper leaves it unclear, and somebody has to ask
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from matcher.calendar import month
from matcher.ranking.view import DENIED, Finding, View
from matcher.records import Note, Paper, Polarity, Requirement, Setting, Statement, Status

_PAPER = re.compile(
    r"(?i)certifi|zertifi|diplom|licen[cs]|licentie|bewij[sz]|\w*schein\b|registr|registered|attest|"
    r"brevet|permi[st]|\bpass?\b|passport|\bcard\b|credential|accredit|caces|habilitation|\bflt\b|"
    r"führerschein|clearance|bevoegd|getuigschrift|vergunning"
)
_HOLDS = re.compile(
    r"(?i)\b(?:hold(?:s|er|ing)?|held|certified|licen[cs]ed|registered|obtained?|earned|achieved|"
    r"passed|possess\w*|have (?:a|an|my)|in bezit|in het bezit|beschik\w*|gecertificeerd|behaald|"
    r"geregistreerd|gediplomeerd|bevoegd|gehaald|zertifiziert|besitz|erworben|bestanden|titulaire|"
    r"obtenu\w*|certifié\w*|valid|active|geldige?|gültig\w*)\b|\w+-geregistreerd"
)
_OF_OTHERS = re.compile(  # work on other people's papers, or by the rules of one
    r"(?i)\b(?:review|check|verif|process|issu|manag|maintain|ensur|renew|track|train|teach|taught|"
    r"supervis|audit|monitor|assist|prepar|coordinat|schedul|oversaw|overs[ee]+|support|hir|recruit|"
    r"controle|gecontroleerd|toezicht|begeleid|opgeleid|verzorg|aansturen|aangestuurd|organis|"
    r"überwach|geprüft|prüf|betreu|vérifi|encadr|form[ée]|gérer|gest)\w*"
)
_RULES = re.compile(  # what stands beside a name where it is a set of rules and no paper
    r"(?i)^\W{0,2}(?:regel|richtlijn|norm|eisen|standard|procedure|complian|principle|method|"
    r"guideline|regulation|requirement|vorschrift|règle|concept|proces|framework|staff|nurses|"
    r"students?|personnel)\w*"
)
_BY_RULES = re.compile(
    r"(?i)(?:kennis van|knowledge of|volgens|according to|familiar\w* with|vertrouwd met|"
    r"working with|compliance with|naleving van|bekend met|kenntnisse|connaissance)\s+"
    r"(?:de |het |the |an? |current )?(?:\w+\s){0,2}$"
)
_OF_PEOPLE = re.compile(  # "assist RNs and LPNs", "met CPA's"
    r"(?i)(?:^|\s)(?:assist|collaborat|work(?:ed|ing|s)? (?:closely )?with|report|liais|partner|"
    r"interact|delegat|supervis|communicat|consult(?:ed|ing)? with|samen(?:ge)?werk|overleg|"
    r"rapporteer)[^.;]{0,60}$|"
    r"(?:^|\s)(?:with|under|by|met|onder|door|mit|avec) (?:an? |the |een |de |our )?$"
)
_RUNNING = re.compile(
    r"(?i)\bpre-\s?(?:nursing|licensure)|in progress|ongoing|\bbezig\b|lopend|"
    r"loopt nog|in opleiding|in aanvraag|aangevraagd|"
    r"candidate\b|kandidaat\b|pursuing|studying for|preparing for|sitting for|expected|verwacht|"
    r"\bexamen in\b|exam(?:s)? (?:in|scheduled|planned|booked)|en cours|derzeit|laufend|"
    r"in ausbildung|"
    r"in training|working towards?|enrolled|currently (?:completing|taking|obtaining)|"
    r"\bpending\b|passed \w+ of \w+|nog te behalen|volgt? (?:nu|momenteel)"
)
_LAPSED = re.compile(
    r"(?i)verlopen|vervallen|doorgehaald|niet meer (?:geldig|actief)|ingetrokken|"
    r"expired?\b(?! date)|lapsed|no longer (?:valid|active)|inactive|revoked|suspended|abgelaufen|"
    r"ungültig|expirée?s?\b|périmée?s?\b|plus valable"
)
_UNTIL = re.compile(
    r"(?i)(?:geldig (?:tot|t/m)|valid (?:until|through|thru|to|till)|expir(?:es|y|ation)(?: date)?|"
    r"exp\.?|gültig bis|vervalt|verloopt|valable jusqu'?(?:au?|en)?|through)\s*(?:en met)?\s*:?\s*"
    r"(?:\d{1,2}[-/. ])?(?:(\d{1,2})[-/. ]|[^\W\d_]{3,9}\.?\s+)?((?:19|20)\d\d)"
)
_GRADE = {Status.MET: 3, Status.PARTLY: 2, Status.UNCLEAR: 1, Status.MISSING: 0}
_PARTLY = 0.5  # what a paper earns that has lapsed, is being learnt or is of another kind
_HELD = Note("paper held")
_EXPIRED = Note("paper lapsed")
_LEARNING = Note("paper in progress")
_KIND = Note("paper of another kind")
_WISHED = Note("paper wished")
_NAMED = Note("paper not held")
_UNNAMED = Note("paper not named")
_LACKING = Note("paper denied")
_STEP = {_EXPIRED: 0.4, _LEARNING: 0.4, _KIND: _PARTLY}


@dataclass(frozen=True, slots=True)
class _Held:
    """What one line says of one paper."""

    status: Status
    note: Note
    place: int | None = None


def find_papers(requirement: Requirement, view: View) -> Finding:
    """Return whether the papers of a requirement are held: all groups, any within one.

    A requirement that names no paper that can be looked for is unclear for everybody.
    """
    groups = requirement.facts.papers or tuple(
        tuple(Paper(concept, (concept,)) for concept in group) for group in requirement.concepts
    )
    if not groups:
        return Finding(0.0, Status.UNCLEAR, None, Note("paper untold"), fact=True)
    found = [max((_held(paper, view) for paper in group), key=_rank) for group in groups]
    if requirement.least is not None and not requirement.facts.papers:
        found = sorted(found, key=_rank, reverse=True)[: requirement.least]
    names = [" / ".join(paper.name for paper in group) for group in groups]
    return _together(found, names)


def _together(found: Sequence[_Held], names: Sequence[str]) -> Finding:
    """Return what all groups come to: the note is that of the one that lacks most."""
    strength = sum(map(_strength, found)) / len(found)
    worst = min(range(len(found)), key=lambda at: _rank(found[at]))
    best = max(range(len(found)), key=lambda at: _rank(found[at]))
    lowest, highest = found[worst], found[best]
    quoted = highest if lowest.place is None else lowest
    if lowest.status is highest.status:
        if lowest.note == DENIED:
            return Finding(0.0, Status.MISSING, lowest.place, DENIED, fact=True)
        note = replace(lowest.note, asked=names[worst])
        return Finding(strength, lowest.status, quoted.place, note, named=strength, fact=True)
    shown = _GRADE[highest.status] >= _GRADE[Status.PARTLY]
    status = Status.PARTLY if shown else Status.UNCLEAR
    note = replace(_LACKING if lowest.note == DENIED else lowest.note, asked=names[worst])
    return Finding(strength, status, quoted.place, note, named=strength, fact=True)


def _rank(one: _Held) -> tuple[int, float]:
    return _GRADE[one.status], _strength(one)


def _strength(one: _Held) -> float:
    if one.status is Status.MET:
        return 1.0
    return _STEP.get(one.note, _PARTLY) if one.status is Status.PARTLY else 0.0


def _held(paper: Paper, view: View) -> _Held:
    """Return what the line says that says most of a paper."""
    by_concept = {line for concept in paper.concepts for line in view.named.get(concept, ())}
    said = []
    for place, statement in enumerate(view.profile.statements):
        if statement.setting is Setting.TITLE:
            continue
        span = _named(paper, statement, place in by_concept)
        if span is not None:
            said.append(_says(paper, statement, span, place, view.as_of))
    best = max(said, key=lambda one: (*_rank(one), -(one.place or 0)), default=None)
    if best is None:
        return _Held(Status.UNCLEAR, _UNNAMED)
    if best.note == _NAMED and any(one.note == DENIED for one in said):
        return next(one for one in said if one.note == DENIED)
    return best


def _named(paper: Paper, statement: Statement, by_concept: bool) -> tuple[int, int] | None:
    """Return where a line names a paper; None where it does not."""
    if by_concept:
        own = [m for m in statement.mentions if m.concept in paper.concepts]
        return (own[0].start, own[0].end) if own else (0, len(statement.text))
    match = _pattern(paper.names).search(statement.text) if paper.names else None
    if match is None:
        return None
    return match.span() if match.end() > match.start() else (0, len(statement.text))


def _says(
    paper: Paper, statement: Statement, span: tuple[int, int], place: int, as_of: int
) -> _Held:
    text = statement.text
    after = text[span[1] : span[1] + 60]
    if _LAPSED.search(after) or (_LAPSED.search(text) and len(text) < 80) or _past(after, as_of):
        return _Held(Status.PARTLY, _EXPIRED, place)
    if statement.polarity is Polarity.NEGATED:
        return _Held(Status.MISSING, DENIED, place)
    if _RUNNING.search(text):
        return _Held(Status.PARTLY, _LEARNING, place)
    if statement.polarity is Polarity.ASPIRED:
        return _Held(Status.MISSING, _WISHED, place)
    if not _is_paper(paper, statement, span):
        return _Held(Status.UNCLEAR, _NAMED, place)
    if paper.kinds and not _pattern(paper.kinds).search(text):
        return _Held(Status.PARTLY, _KIND, place)
    return _Held(Status.MET, _HELD, place)


def _is_paper(paper: Paper, statement: Statement, span: tuple[int, int]) -> bool:
    """Tell whether a line that names a paper says or lets see that it is held.

    A list of certificates says so by standing there; a line of work must say it, and speak of the
    person's own.
    """
    text = statement.text
    if _RULES.match(text[span[1] :]) or _BY_RULES.search(text[: span[0]]):
        return False
    speaks = bool(_PAPER.search(text))
    if paper.bare and not speaks:
        return False
    if _OF_PEOPLE.search(text[: span[0]]):
        return False
    if statement.setting in (Setting.ROLE, Setting.PROJECT):
        if _OF_OTHERS.search(text) and not re.search(r"(?i)\bmy\b|\bmijn\b|\bik\b|\bI\b", text):
            return False
        return bool(_HOLDS.search(text)) or speaks or len(text.split()) <= 4
    if statement.setting is Setting.SUMMARY and _OF_OTHERS.search(text[: span[0]]):
        return bool(_HOLDS.search(text))
    return True


def _past(text: str, as_of: int) -> bool:
    """Tell whether a line says that a paper was valid until a month that has gone."""
    until = _UNTIL.search(text)
    if until is None:
        return False
    number = int(until.group(1) or 12)
    return month(int(until.group(2)), number if 1 <= number <= 12 else 12) < as_of


@lru_cache(maxsize=4096)
def _pattern(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)
