"""An audit -> findings in words, and the JSON of the report.

In:  an `Audit`, a language, and the day that the report bears
Out: a dictionary of strings and numbers, keys in a fixed order: the page shows this and no more
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from typing import Any

from matcher.fairness.audit import Audit
from matcher.fairness.paperwork import law, paperwork
from matcher.fairness.rates import FOUR_FIFTHS, Rate, Verdict
from matcher.fairness.swaps import Swapped
from matcher.fairness.words import called, cut_in_words, number, own, rows, say

SCHEMA = "matcher-fairness/1"
FEWEST = 5  # people of a group below whom its figures are not told: they could be somebody's


def report(audit: Audit, language: str = "en", *, on: date | None = None) -> dict[str, Any]:
    """Return all that a report holds.

    Parameters
    ----------
    audit : the figures
    language : of the words, "nl" or "en"; keys and figures are the same in both
    on : the day that it bears; None is today
    """
    findings = list(findings_of(audit, language))
    return {
        "schema": SCHEMA,
        "language": language,
        "on": (on or date.today()).isoformat(),
        "scope": {**asdict(audit.scope), "vacancies": list(audit.scope.vacancies)},
        "groups": [{"column": c, "known": k, "unknown": u} for c, k, u in audit.sizes],
        "findings": findings,
        "standings": [
            {**asdict(one), **({"mean": None, "share": None} if one.people < FEWEST else {})}
            for one in audit.standings
        ],
        "rates": [_rate(one, language) for one in audit.rates],
        "swaps": _swaps(audit, language),
        "proxies": _proxies(audit, language),
        "limits": [own(row, language) for row in rows("limits")],
        "law": law(language),
        "paperwork": paperwork(audit, findings, language),
    }


def findings_of(audit: Audit, language: str) -> Iterator[str]:
    """Yield what was found, in sentences, the gravest first."""
    graves = [r for r in audit.rates if r.verdict in (Verdict.LOWER, Verdict.SIGNAL)]
    for one in sorted(graves, key=lambda r: (r.verdict, r.ratio or 0.0)):
        yield _grave(one, language)
    columns = dict.fromkeys(r.column for r in audit.rates)
    for column in columns:
        yield _column(column, [r for r in audit.rates if r.column == column], language)
    yield _swaps_in_words(audit, language)
    yield _proxies_in_words(audit, language)


def _grave(one: Rate, language: str) -> str:
    ratio = number(one.ratio, language)
    low, high = number(one.low, language), number(one.high, language)
    interval = say(("geen interval", "no interval"), language)
    if one.low is not None:
        interval = f"interval {low}–{high}" if language == "nl" else f"interval {low} to {high}"
    cut, verdict = cut_in_words(one.cut, language), called("verdicts", one.verdict, language)
    return say(
        (
            f"{one.column}: ‘{one.group}’ wordt {ratio} keer zo vaak geselecteerd als "
            f"‘{one.reference}’ ({cut}; {interval}; p {number(one.p, language, 3)}): "
            f"{verdict}.",
            f"{one.column}: ‘{one.group}’ is selected {ratio} times as often as "
            f"‘{one.reference}’ ({cut}; {interval}; p {number(one.p, language, 3)}): "
            f"{verdict}.",
        ),
        language,
    )


def _column(column: str, all_: list[Rate], language: str) -> str:
    groups = dict.fromkeys(r.group for r in all_)
    small = {r.group for r in all_ if r.verdict is Verdict.SMALL}
    if len(groups) - len(small) < 2:
        return say(
            (
                f"{column}: niets te zeggen; {len(small)} van de {len(groups)} groepen zijn te "
                "klein.",
                f"{column}: nothing can be said; {len(small)} of {len(groups)} groups are too "
                "small.",
            ),
            language,
        )
    told = [r for r in all_ if r.verdict not in (Verdict.SMALL, Verdict.REFERENCE)]
    count = {v: sum(r.verdict is v for r in told) for v in Verdict}
    return say(
        (
            f"{column}: van {len(told)} vergelijkingen {count[Verdict.LOWER]} aantoonbaar lager, "
            f"{count[Verdict.SIGNAL]} mogelijk lager, {count[Verdict.EVEN]} zonder verschil van "
            f"belang, {count[Verdict.UNDECIDED]} niet te zeggen; {len(small)} groepen te klein.",
            f"{column}: of {len(told)} comparisons {count[Verdict.LOWER]} lower and not by chance, "
            f"{count[Verdict.SIGNAL]} perhaps lower, {count[Verdict.EVEN]} without a difference "
            f"that matters, {count[Verdict.UNDECIDED]} that cannot be told; {len(small)} groups "
            "too small.",
        ),
        language,
    )


def _swaps_in_words(audit: Audit, language: str) -> str:
    done, moved = audit.swaps, sum(s.moved for s in audit.swaps.done)
    most = max((s.most for s in done.done), default=0.0)
    return say(
        (
            f"Met een andere naam, leeftijd, nationaliteit, een ander gezin, geloof, geslacht of "
            f"adres verschoven {moved} van {done.scores} scores ({len(done.done)} wissels bij "
            f"{done.people} mensen), hoogstens {number(most, language)} punten.",
            f"With another name, age, nationality, family, religion, gender or address {moved} of "
            f"{done.scores} scores moved ({len(done.done)} swaps of {done.people} people), by at "
            f"most {number(most, language)} points.",
        ),
        language,
    )


def _proxies_in_words(audit: Audit, language: str) -> str:
    worst = min(audit.proxies.in_use, key=lambda m: m.mean, default=None)
    if worst is None or not worst.scores:
        return say(("Geen plaatsvervanger is gemeten.", "No proxy was measured."), language)
    name, mean = called("proxies", worst.proxy, language), number(worst.mean, language)
    return say(
        (
            f"Van de plaatsvervangers kost ‘{name}’ het meest: gemiddeld {mean} punten "
            f"(hoogstens {number(worst.down, language)}).",
            f"Of the proxies ‘{name}’ costs most: {mean} points on the mean "
            f"({number(worst.down, language)} at most).",
        ),
        language,
    )


def _rate(one: Rate, language: str) -> dict[str, Any]:
    told = one.people >= FEWEST
    return {
        "column": one.column,
        "group": one.group,
        "cut": {"kind": one.cut.kind, "value": one.cut.value},
        "cut_words": cut_in_words(one.cut, language),
        "people": one.people,
        "considered": one.considered,
        "selected": one.selected if told else None,
        "rate": one.rate if told else None,
        "reference": one.reference,
        "rate_of_the_rest": one.rest,
        "ratio": one.ratio if told else None,
        "interval": None if one.low is None else [one.low, one.high],
        "p": one.p,
        "p_all": one.p_all,
        "verdict": str(one.verdict),
        "verdict_words": called("verdicts", one.verdict, language),
        "below_four_fifths": told and one.ratio is not None and one.ratio < FOUR_FIFTHS,
    }


def _swaps(audit: Audit, language: str) -> dict[str, Any]:
    by: dict[tuple[str, str, str], list[Swapped]] = defaultdict(list)
    for one in audit.swaps.done:
        by[one.swap.subject, one.swap.place, one.swap.language].append(one)
    return {
        "people": audit.swaps.people,
        "unread": audit.swaps.unread,
        "swaps": len(audit.swaps.done),
        "scores": audit.swaps.scores,
        "moved": sum(one.moved for one in audit.swaps.done),
        "by": [
            {
                "subject": subject,
                "place": place,
                "words": ", ".join(
                    (called("subjects", subject, language), called("places", place, language))
                ),
                "language": tongue,
                "swaps": len(some),
                "scores": sum(s.scores for s in some),
                "moved": sum(s.moved for s in some),
                "most": max(s.most for s in some),
            }
            for (subject, place, tongue), some in by.items()
        ],
        "moved_list": [
            {**asdict(one.swap), "moved": one.moved, "most": one.most} for one in audit.swaps.moved
        ],
    }


def _proxies(audit: Audit, language: str) -> list[dict[str, Any]]:
    pairs = zip(audit.proxies.in_use, audit.proxies.without_recency, strict=True)
    return [
        {
            **asdict(one),
            "words": called("proxies", one.proxy, language),
            "without_recency": {"mean": flat.mean, "up": flat.up, "down": flat.down},
        }
        for one, flat in pairs
    ]
