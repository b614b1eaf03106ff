"""Weights in words: what differs between two, and what tuning brought, in Dutch or English.

In:  two `Weights`, or a `Proof`, and a language
Out: sentences; English for a language that is not here
Why: "kinds: tool 0.71" tells nobody that tools count less beside skills than before. Only ratios
     matter, so each is told beside what stays 1: must-haves, hard skills, a line of a recent role
"""

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

from matcher.ranking import NO_LINE, Factors, Weights
from matcher.records import Importance, Kind, Rung
from matcher.weighing.fusion import IMPORTANCES, KINDS, LADDER
from matcher.weighing.tuner import AT

if TYPE_CHECKING:
    from matcher.weighing.proving import Proof

FEW = 20  # vacancies, below which a warning is told
FEW_PAIRS = 5  # judged people of a vacancy, on average, below which one is told too

_SAME = 0.005  # relative difference that is none
_Words = tuple[str, str]  # Dutch, English

_IMPORTANCES: Mapping[Importance, _Words] = {
    Importance.MUST: ("musts", "must-haves"),
    Importance.NICE: ("wensen", "nice-to-haves"),
    Importance.TASK: ("taken", "tasks"),
}
_KINDS: Mapping[Kind, _Words] = {
    Kind.HARD: ("vakvaardigheden", "hard skills"),
    Kind.TOOL: ("gereedschap en software", "tools"),
    Kind.SOFT: ("gedrag", "behaviour"),
    Kind.EXPERIENCE: ("ervaring", "experience"),
    Kind.EDUCATION: ("opleiding", "education"),
    Kind.CERTIFICATE: ("certificaten", "certificates"),
    Kind.LANGUAGE: ("talen", "languages"),
}
_STEPS: Mapping[str, _Words] = {
    Rung.RECENT_ROLE: ("een regel uit een recente functie", "a line of a recent role"),
    Rung.OLDER_ROLE: ("een regel uit een eerdere functie", "a line of an older role"),
    Rung.PROJECT: ("een regel uit een project of opleiding", "a line of a project or course"),
    Rung.SUMMARY: ("een regel uit de eigen samenvatting", "a line of one's own summary"),
    Rung.LIST: ("een regel uit een opsomming", "an entry of a list"),
    Rung.TITLE: ("alleen een functietitel", "a job title alone"),
    NO_LINE: ("wat geen regel aantoont", "what no line shows"),
}
_TIMES = (
    "{what}: {ratio} keer zo zwaar als eerst, naast {beside}",
    "{what}: {ratio} times as much as before, beside {beside}",
)
_EARNS = (
    "{what} verdient {now} % van de punten (was {before} %)",
    "{what} earns {now} % of its points (was {before} %)",
)
_WHOLE = (
    "het cv als geheel kan {now} van de 100 punten verdienen (was {before})",
    "the CV as a whole can earn {now} of 100 points (was {before})",
)
_NOTHING = ("geen verschil in wat hier telt", "no difference in what counts here")
_KEEP = (
    "Houd de huidige gewichten: op {n} niet eerder geziene vacatures scheelt het {gain} nDCG@{at} "
    "(95 %: {low} tot {high}), en dat kan net zo goed niets zijn.",
    "Keep the weights in use: on {n} vacancies kept out the difference is {gain} nDCG@{at} (95 %: "
    "{low} to {high}), which may as well be none.",
)
_TAKE = (
    "Aanbevolen: op {n} niet eerder geziene vacatures gaat nDCG@{at} van {before} naar {after}, "
    "{gain} (95 %: {low} tot {high}).",
    "Recommended: on {n} vacancies kept out nDCG@{at} goes from {before} to {after}, {gain} "
    "(95 %: {low} to {high}).",
)
_NEEDED = (
    "Een verschil van deze grootte tonen vraagt ongeveer {needed} beoordeelde vacatures.",
    "To show a difference of this size takes about {needed} judged vacancies.",
)

_FEW = (
    "slechts {n} vacatures; onder de {few} is een interval zelf onzeker: beoordeel er meer "
    "voordat u erop bouwt",
    "only {n} vacancies; below {few} an interval is itself uncertain: judge more before you "
    "rely on it",
)
_FEW_PAIRS = (
    "slechts {pairs} beoordeelde mensen bij {n} vacatures; nDCG@{at} zegt weinig onder de {few} "
    "per vacature",
    "only {pairs} judged people of {n} vacancies; nDCG@{at} says little below {few} each",
)


def difference_in_words(before: Weights, now: Weights, language: str) -> list[str]:
    """Return what differs between two weights, one sentence each; never nothing at all."""
    found = list(_differences(before, now, language))
    return found or [_said(_NOTHING, language)]


def proof_in_words(proof: "Proof", language: str) -> list[str]:
    """Return what tuning brought, and what to do."""
    figures = {
        "n": proof.vacancies,
        "at": AT,
        "before": _number(proof.before.mean, language, ".3f"),
        "after": _number(proof.after.mean, language, ".3f"),
        "gain": _number(proof.gain.mean, language, "+.3f"),
        "low": _number(proof.gain.low, language, "+.3f"),
        "high": _number(proof.gain.high, language, "+.3f"),
    }
    found = [_said(_TAKE if proof.weights else _KEEP, language).format(**figures)]
    if proof.weights is None and proof.needed and proof.needed > proof.vacancies:
        found.append(_said(_NEEDED, language).format(needed=proof.needed))
    return found


def warnings_in_words(vacancies: int, pairs: int, language: str) -> list[str]:
    """Return what to beware of where so many vacancies and people were judged."""
    found = []
    if vacancies < FEW:
        found.append(_said(_FEW, language).format(n=vacancies, few=FEW))
    if pairs < FEW_PAIRS * vacancies:
        found.append(
            _said(_FEW_PAIRS, language).format(n=vacancies, pairs=pairs, few=FEW_PAIRS, at=AT)
        )
    return found


def _differences(before: Weights, now: Weights, language: str) -> Iterator[str]:
    def whole(share: float) -> str:
        return _number(100 * share, language, ".0f")

    old, new = before.factors or Factors(), now.factors or Factors()
    if _differ(before.context, now.context):
        yield _said(_WHOLE, language).format(now=whole(now.context), before=whole(before.context))
    for told, names, first in (
        (lambda f: f.importance, _IMPORTANCES, IMPORTANCES),
        (lambda f: f.kinds, _KINDS, KINDS),
    ):
        yield from _ratios(told, names, first, old, new, language)  # type: ignore[arg-type]
    for step in LADDER:
        was, is_ = (f.credit.get(step, 1.0) for f in (old, new))
        if _differ(was, is_):
            yield _said(_EARNS, language).format(
                what=_said(_STEPS[step], language), now=whole(is_), before=whole(was)
            )


def _ratios(
    told: Callable[[Factors], Mapping[str, float]],
    names: Mapping[str, _Words],
    order: tuple[str, ...],
    old: Factors,
    new: Factors,
    language: str,
) -> Iterator[str]:
    base = order[0]
    for one in order[1:]:
        was, is_ = (told(f).get(one, 1.0) / told(f).get(base, 1.0) for f in (old, new))
        if _differ(was, is_):
            yield _said(_TIMES, language).format(
                what=_said(names[one], language),
                ratio=_number(is_ / was, language, ".2f"),
                beside=_said(names[base], language),
            )


def _differ(was: float, is_: float) -> bool:
    return abs(is_ - was) > _SAME * max(was, is_)


def _said(words: _Words, language: str) -> str:
    return words[0] if language == "nl" else words[1]


def _number(value: float, language: str, form: str) -> str:
    text = format(value, form)
    return text.replace(".", ",") if language == "nl" else text
