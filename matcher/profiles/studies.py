"""Which studies does a CV tell of, and what does a vacancy ask of a study?

In:  the statements of a CV | a requirement's text
Out: degrees with level, fields and stage | what of these is asked
Why: the highest level alone lets a nurse hold a degree in construction. A level and its field often
     stand on two lines ("Bachelor of Science" / "Accounting, Ohio State"), so a line that tells no
     field borrows that of the lines below it, then of the one above, of the same study
"""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from matcher.profiles import degrees
from matcher.profiles.fields import fields_in, narrower, near
from matcher.records import AskedFacts, Degree, Polarity, Profile, Setting, Stage, Statement

_RUNNING = re.compile(
    r"(?i)in progress|ongoing|lopend|loopt nog|nog bezig|\bbezig\b|(?:nog )?niet afgerond, bezig|"
    r"currently\b|pursuing|expect(?:ed|ing)|verwacht|momenteel|"
    r"\bto (?:graduate|be completed)\b|en cours|laufend|derzeit|voraussichtlich|studying|"
    r"[-–—]\s*(?:heden|nu|present|now|today|heute|aujourd|current)\b|in opleiding|enrolled|"
    r"working towards?|toward a"
)
_LEFT = re.compile(
    r"(?i)niet (?:afgerond|afgemaakt|voltooid|behaald)|zonder diploma|gestopt|stopped|"
    r"not (?:completed|finished)|unfinished|incomplete|no degree|dropped out|abgebrochen|"
    r"nicht abgeschlossen|non (?:achev|termin)|neterminat|coursework (?:only|towards?)|"
    r"some college|\d+ (?:credits|units|semester hours)"
)
_ABOUT_IT = re.compile(  # what follows is told of a study, and is not its field
    r"(?i)\b(?:(?:relevant |related )?course ?work|courses?|curriculum|minor(?:ed)? in|gpa|"
    r"study focused|thesis|scriptie|afstudeeronderwerp|activities|honou?rs?:|awards?|dean)\b"
)
_ACADEMIC = re.compile(r"(?i)(?<!\w)(?:academics?|universities)(?!\w)")
_STUDY = re.compile(
    r"(?i)degree|dipl[oô]m|major|graduat|studie|opleiding|school|college|institut|academ|universit|"
    r"ausbildung|formation|studium|gesel|niveau|stud(?:ied|y)"
)
_NO_STUDY = re.compile(
    r"(?i)skills?\b|experience|proficien|coursework|present(?:ed|ation)|training|award|member|"
    r"seminar|vaardigheden|ervaring|project|award|scholarship|club|association"
)
_FEW, _MANY = 5, 14  # words of a study that is told without its level
_NEAR = 120  # letters of a line in which its own stage stands
_BESIDE = 2  # lines below a level that may tell its field
_EXPERIENCE = re.compile(
    r"(?i)(?:gelijkwaardig\w*|gelijkgesteld|gelijkaardig\w*|equivalent\w*|equal|equivalente?|"
    r"vergleichbar\w*|gleichwertig\w*)\s+(?:\w+\s+){0,4}?(?:ervaring|werkervaring|experience|"
    r"niveau|expérience|berufserfahrung|erfahrung|level|qualifikation\w*|work)|"
    r"(?:ervaring|experience|erfahrung|expérience)\w*\s+(?:is |zijn |are |die |that is )?"
    r"(?:gelijkwaardig|equivalent|équivalente|gleichwertig)|"
    r"\b(?:of|or|oder|ou)\s+(?:\w+\s+){0,3}?(?:door|via|met|by|with|through|durch|par)?\s*"
    r"(?:\w+\s+){0,3}?(?:werk|work|job|related|relevant\w*|praktijk|jaren|years?(?: of)?|"
    r"professional|professionele|berufs|equivalent\w*|gelijkwaardig\w*)?[\s-]*"
    r"(?:ervaring|experience|erfahrung|expérience)|"
    r"(?:werk|denk)[- ]*(?:en[- ]denk)?niveau|combination of education|"
    r"(?:bent|ben|is) gelijkwaardig|or equivalent(?!\s+(?:degree|diploma|qualification))|"
    r"of gelijkwaardig(?!\s+(?:diploma|opleiding))|of (?:zelfde|vergelijkbaar) niveau"
)
_RELATED = re.compile(
    r"(?i)(?:related|similar|comparable|relevant\w*|aanverwant\w*|verwant\w*|gerelateerd\w*|"
    r"soortgelijk\w*|vergelijkbar\w*|verwandt\w*|vergleichbar\w*|ähnlich\w*|connexe|similaire)\s+"
    r"(?:\w+[\s-]+)?(?:fields?|degrees?|disciplines?|areas?|subjects?|stud(?:y|ies)|major|richting\w*|"
    r"opleiding\w*|studie\w*|vakgebied\w*|domein\w*|fach\w*|studiengang|bereich\w*|domaine|"
    r"diploma|ausbildung)|domaine (?:connexe|similaire)|or (?:a )?related\b|\bstem\b"
)
_PIECES = re.compile(r"[,;.()]\s+|\s(?:and|en|und|et|with|met|mit|avec|plus)\s", re.IGNORECASE)
_OTHER = re.compile(  # a piece that speaks of something else than the study
    r"(?i)\b(?:ervaring\w*|werkervaring|experience\w*|erfahrung\w*|expérience|jaar|jaren|years?|"
    r"jahre|ans|kennis|knowledge|kenntnisse|skills?|vaardigheden)\b"
)
_CUE = re.compile(
    r"(?i)\b(?:degree|diploma|bachelor|master|hbo|mbo|wo|opleiding|studie|studium|ausbildung|licence|"
    r"diplôme|b\.?[as]\b|b\.?sc|m\.?sc|mba|ph\.?d|bac ?\+)"
)
_OF_SUBJECT = re.compile(
    r"(?i)\b(?:degree|diploma|bachelor\w*|master\w*|studie|opleiding\w*|studium|ph\.?d|licence|"
    r"diplôme)\s+(?:(?:degree|diploma|opleiding)\s+)?(?:in|richting|of|der|en|de)\s+(?:een\s+|an?\s+|"
    r"the\s+|de\s+)?([^\W\d_]{5,})"
)
_NO_SUBJECT = re.compile(
    r"(?i)(?:relevant|related|similar|science|arts|applied|relevante|verwante|richting|bezit|"
    r"field|hbo|niveau|university|level|equal|technical|aanverwant)\w*"
)
_MASTERS = {"mba": "business", "msw": "social-work", "bsn": "nursing", "msn": "nursing"}


def asked_study(text: str) -> AskedFacts:
    """Return what a requirement asks of a study: fields, nearness, and whether years stand in."""
    pieces = [
        part
        for piece in _PIECES.split(text)
        for part in (_OTHER.split(piece) if _OTHER.search(piece) else [piece])
        if not _OTHER.search(piece) or _CUE.search(part)
    ]
    named = fields_in(" , ".join(pieces) if pieces else text)
    subject = _OF_SUBJECT.search(text)
    word = subject.group(1) if subject and not named else ""
    return AskedFacts(
        studies=named,
        fields=narrower(named),
        near=near(named),
        subject=rf"(?i)(?<!\w){re.escape(word[:-1])}"
        if word and not _NO_SUBJECT.match(word)
        else "",
        related=bool(_RELATED.search(text)),
        or_experience=bool(_EXPERIENCE.search(text)),
    )


def degrees_in(statements: Sequence[Statement]) -> tuple[Degree, ...]:
    """Return the studies that a CV tells of, in its order; courses and wishes are none."""
    lines = [
        (place, statement)
        for place, statement in enumerate(statements)
        if statement.setting is Setting.EDUCATION
    ]
    found = list(_studied(lines))
    for place, statement in enumerate(statements):
        if statement.setting is Setting.EDUCATION or statement.polarity is Polarity.NEGATED:
            continue
        sentence = degrees.HELD.match(statement.text)
        if sentence and not degrees.PUPILS.search(sentence["degree"]):
            degree = _degree(place, sentence["degree"], statement.text)
            if degree and degree.level:
                found.append(degree)
    return tuple(sorted(found, key=lambda degree: degree.statement))


def with_degrees(profile: Profile) -> Profile:
    """Return a profile with its degrees, where it was kept before they were read."""
    if profile.degrees is not None:
        return profile
    return replace(profile, degrees=degrees_in(profile.statements))


def _studied(lines: Sequence[tuple[int, Statement]]) -> Iterator[Degree]:
    read = [_degree(place, line.text, line.text) for place, line in lines]
    levels = [degree is not None and degree.level is not None for degree in read]
    for at, degree in enumerate(read):
        polarity = lines[at][1].polarity
        if degree is None or (polarity is Polarity.NEGATED and degree.stage is Stage.HELD):
            continue
        if polarity is Polarity.ASPIRED and degree.stage is Stage.HELD:
            continue
        if degree.level and not degree.fields:
            degree = replace(degree, fields=_beside(at, read, levels))
        if degree.level is None and _borrowed(at, levels):
            continue  # the field of the level beside it
        if degree.level in ("wo", "hbo"):
            degree = replace(degree, level=_applied(at, degree.level, lines))
        yield degree


def _beside(at: int, read: Sequence[Degree | None], levels: Sequence[bool]) -> tuple[str, ...]:
    """Return the fields of the nearest line below, or else above, that tells no level itself."""
    below = zip(read[at + 1 : at + 1 + _BESIDE], levels[at + 1 :], strict=False)
    own = [other for other, _ in itertools.takewhile(lambda pair: not pair[1], below)]
    if at and not levels[at - 1]:
        own.append(read[at - 1])
    return next((other.fields for other in own if other is not None and other.fields), ())


def _borrowed(at: int, levels: Sequence[bool]) -> bool:
    return any(levels[max(0, at - _BESIDE) : at + 2])


def _applied(at: int, level: str, lines: Sequence[tuple[int, Statement]]) -> str:
    """Return the level of a bachelor beside a university of applied sciences."""
    near_by = [line.text for _, line in lines[max(0, at - 1) : at + 2]]
    own = lines[at][1].text
    applied = degrees.APPLIED.search(own) or any(map(degrees.APPLIED.search, near_by))
    return (
        "hbo"
        if applied and not re.search(r"(?i)universiteit|university(?! of applied)", own)
        else level
    )


def _degree(place: int, told: str, text: str) -> Degree | None:
    """Return the study that a text tells of, None where it is a course or tells neither."""
    stage = _stage(text)
    told = _ABOUT_IT.split(told)[0]
    course = degrees.COURSE.search(told) and not degrees.UNFINISHED.search(told)
    level = _level(told, course=bool(course))
    if level is None and (course or not _is_study(told)):
        return None
    fields = fields_in(told[:_NEAR])
    if level is None and not fields and not degrees.PLACE_ONLY.search(told):
        return None
    return Degree(level, fields, place, stage)


def _is_study(told: str) -> bool:
    """Tell whether a line without a level can be a study: it says so, or is a field and no more."""
    words = told.split()
    if _NO_STUDY.search(told):
        return False
    return len(words) <= _FEW or (len(words) <= _MANY and bool(_STUDY.search(told)))


def _level(told: str, *, course: bool) -> str | None:
    """Return the level that a text tells; the name of its school only where nothing else does."""
    bare = _ACADEMIC.sub(" ", degrees.PLACE_ONLY.sub(" ", told))
    level = degrees.level_of(bare)
    if level == "hbo" and degrees.BACHELOR.search(bare) and not degrees.APPLIED.search(told):
        academic = re.search(r"(?i)universit", told) or degrees.ACADEMIC.search(told)
        return "wo" if academic else "hbo"
    if level or course:
        return level
    school = degrees.PLACE_ONLY.search(told)  # "Psychologie, Universiteit van Amsterdam"
    before = told[: school.start()] if school else ""
    named = len(before.split()) <= _FEW - 2 and fields_in(before)
    return degrees.level_of(told) if named else None


def _stage(text: str) -> Stage:
    text = text[:_NEAR]
    if _LEFT.search(text):
        return Stage.LEFT
    return Stage.RUNNING if _RUNNING.search(text) else Stage.HELD
