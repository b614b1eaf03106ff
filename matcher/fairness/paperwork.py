"""The same figures as paperwork: register entry, annexes to FRIA and DPIA, table of evidence.

In:  an `Audit`, its findings in words, a language
Out: rows of (field or article, text); an empty text is what only the organisation can know
Why: facts that this program can vouch for, and nothing else. Field names are those of publication
     standard 1.0 of the Dutch Algoritmeregister. Articles are of Regulations (EU) 2024/1689 (AI
     Act) and 2016/679 (GDPR). Clauses of EN 18286 are headings of its enquiry draft of October
     2025, which the published standard may number otherwise; of prEN 18283 (managing bias) no
     clause is named, since its text was not at hand
"""

from collections.abc import Sequence
from typing import Any

from matcher.fairness.audit import Audit
from matcher.fairness.words import article, number, own, rows, say


def law(language: str) -> list[dict[str, str]]:
    """Return which article each part of the report serves."""
    return [
        {
            "part": row["part"],
            "article": article(row["article"], language),
            "words": own(row, language),
        }
        for row in rows("law")
    ]


def paperwork(audit: Audit, findings: Sequence[str], language: str) -> dict[str, Any]:
    """Return all paperwork."""
    facts = _facts(audit, findings, language)
    return {
        "register": [
            {"key": r["key"], "field": r["field"], "text": own(r, language).format(**facts)}
            for r in rows("register")
        ],
        **{
            annex: [
                {
                    "article": article(r["article"], language),
                    "asks": say(r["asks"], language),
                    "text": own(r, language).format(**facts),
                }
                for r in rows(annex)
            ]
            for annex in ("fria", "dpia")
        },
        "evidence": [
            {
                "part": r["part"],
                "article": article(r["article"], language),
                "clause": r["clause"],
                "fact": own(r, language).format(**facts),
            }
            for r in rows("evidence")
        ],
    }


def _facts(audit: Audit, findings: Sequence[str], language: str) -> dict[str, Any]:
    """Return the figures that the paperwork quotes."""
    scope, swaps = audit.scope, audit.swaps
    compared = [r for r in audit.rates if r.p is not None]
    return {
        "findings": " ".join(findings),
        "handling": own(rows("handling")[0 if audit.sizes else 1], language),
        "encoder": scope.encoder,
        "version": scope.version,
        "calibration": scope.calibration,
        "as_of": scope.as_of,
        "seed": scope.seed,
        "people": scope.people,
        "vacancies": len(scope.vacancies),
        "known": scope.known,
        "groups": "; ".join(f"{column}: {known}" for column, known, _ in audit.sizes) or "–",
        "rates": len(audit.rates),
        "comparisons": len(compared),
        "lowest": number(
            min((r.ratio for r in compared if r.ratio is not None), default=None), language
        ),
        "swaps": len(swaps.done),
        "scores": swaps.scores,
        "moved": sum(one.moved for one in swaps.done),
        "proxies": len(audit.proxies.in_use),
        "loss": number(min((m.mean for m in audit.proxies.in_use), default=None), language),
    }
