"""A match, a ranking or a vacancy as a notebook shows it: the strip of points, the ledger, quotes.

In:  records, and the language of the words
Out: HTML that stands on its own, light and dark; whatever a CV or a file's name holds is shown as
     text
Why: an analyst reads a ledger as a recruiter does on the page: one strip a person, a cell for each
     requirement, as wide as it can earn and as full as it earned
"""

from collections.abc import Iterable, Sequence
from html import escape

from matcher.explanation import (
    chance_in_words,
    gap_in_words,
    look_of,
    note_in_words,
    sentence,
    short,
    status_in_words,
    word,
)
from matcher.records import Match, Row, Vacancy

_WIDE, _HIGH, _GAP = 360.0, 12.0, 1.5
_ORDER = ("must", "task", "nice", "context")
_QUOTE, _TITLE = 160, 60  # letters
_LIGHT = (
    "--m-ink:#17201b;--m-soft:#5a655e;--m-line:#dcdfd7;--m-track:#e3e6de;--m-met:#16744f;"
    "--m-likely:#6fae8f;--m-partly:#2f7fb5;--m-unclear:#b87400;--m-missing:#b3382c;"
    "--m-context:#5d6b86"
)
_DARK = (
    "--m-ink:#ecf0ee;--m-soft:#a0aba6;--m-line:#323b41;--m-track:#2f383d;--m-met:#4cc38a;"
    "--m-likely:#2f8a60;--m-partly:#6db7e8;--m-unclear:#e0a63a;--m-missing:#f0857a;"
    "--m-context:#93a3c4"
)
_LOOKS = ("met", "likely", "partly", "unclear", "missing", "context")
_STYLE = (
    f".matcher{{{_LIGHT};color:var(--m-ink);font-size:13px}}"
    f"@media(prefers-color-scheme:dark){{.matcher{{{_DARK}}}}}"
    f'[data-jp-theme-light="true"] .matcher,body.vscode-light .matcher{{{_LIGHT}}}'
    f'[data-jp-theme-light="false"] .matcher,body.vscode-dark .matcher{{{_DARK}}}'
    ".matcher table{border-collapse:collapse}"
    ".matcher th,.matcher td{text-align:left;vertical-align:top;padding:3px 10px 3px 0;"
    "border-bottom:1px solid var(--m-line)}.matcher .n{text-align:right;white-space:nowrap}"
    ".matcher .s{color:var(--m-soft)}.matcher .t{fill:var(--m-track)}"
    + "".join(
        f".matcher .f-{look}{{fill:var(--m-{look})}}.matcher .w-{look}{{color:var(--m-{look})}}"
        for look in _LOOKS
    )
)


class Shown:
    """What a notebook shows as HTML, and a terminal as text."""

    def __init__(self, html: str, text: str) -> None:
        self._html, self._text = html, text

    def _repr_html_(self) -> str:
        return self._html

    def __repr__(self) -> str:
        return self._text


def show(what: Match | Vacancy, *, language: str | None = None) -> Shown:
    """Return a match or an understood vacancy for the last line of a cell.

    Parameters
    ----------
    what : a match shows its strip and its ledger with quotes, a vacancy what was understood of it
    language : of the words, "nl" or "en"; None is English, or that of the vacancy
    """
    if isinstance(what, Vacancy):
        words = language or what.language
        text = f"<Vacancy: {what.title or what.id!r}, {len(what.requirements)} requirements>"
        return Shown(_page(_vacancy(what, words)), text)
    words = language or "en"
    head = f"<p><b>{escape(what.candidate)}</b> {what.score:.2f} {strip(what.rows)}</p>"
    text = f"<Match: {what.candidate!r}, {what.score:.2f}, {len(what.rows)} rows>"
    return Shown(_page(head + _ledger(what, words)), text)


def ranking_html(heading: str, matches: Sequence[Match], *, language: str = "en") -> str:
    """Return a ranked list: for each person the score, the strip, and the ledger to open."""
    heads = (
        "",
        "candidate",
        word("score", language),
        "",
        word("musts", language),
        "flags",
        "source",
    )
    rows = "".join(
        f"<tr>{''.join(_person(place, match, language))}</tr>"
        for place, match in enumerate(matches, start=1)
    )
    return _page(
        f"<table><caption>{escape(heading)}</caption><thead><tr>"
        f"{''.join(f'<th>{escape(head)}</th>' for head in heads)}</tr></thead>"
        f"<tbody>{rows}</tbody></table>"
    )


def strip(rows: Sequence[Row]) -> str:
    """Return the points of a ledger as SVG: must-haves first, cells that can earn nothing left out.

    All strips of one ranking have their cells at the same places, since what a row can earn is the
    vacancy's.
    """
    counted = sorted(
        (row for row in rows if row.most > 0),
        key=lambda r: (_ORDER.index(r.importance) if r.importance in _ORDER else 9, r.number or 0),
    )
    total, x, parts = sum(row.most for row in counted) or 1.0, 0.0, []
    for row in counted:
        wide = _WIDE * row.most / total
        shown = max(0.5, wide - _GAP)
        title = f"{row.points:.2f} / {row.most:.2f} {short(row.requirement, _TITLE)}"
        parts.append(
            f"<g><title>{escape(title)}</title>{_rect('t', x, shown)}"
            f"{_rect(f'f-{look_of(row)}', x, shown * row.points / row.most)}</g>"
        )
        x += wide
    return (
        f'<svg width="{_WIDE:g}" height="{_HIGH:g}" viewBox="0 0 {_WIDE:g} {_HIGH:g}" '
        f'role="img" aria-label="{sum(r.points for r in counted):.2f} / 100">{"".join(parts)}</svg>'
    )


def _rect(look: str, x: float, width: float) -> str:
    return f'<rect class="{look}" x="{x:.1f}" width="{width:.1f}" height="{_HIGH:g}"/>'


def _person(place: int, match: Match, language: str) -> Iterable[str]:
    met, asked = match.must_met
    told = (
        f"<details><summary>{escape(match.candidate)}</summary>{_ledger(match, language)}</details>"
    )
    yield f'<td class="n">{place}</td><td>{told}</td><td class="n">{match.score:.1f}</td>'
    yield f"<td>{strip(match.rows)}</td><td>{met} / {asked}</td>"
    yield f"<td>{escape('; '.join(match.flags))}</td><td>{escape(match.source)}</td>"


def _ledger(match: Match, language: str) -> str:
    rows = "".join(
        f'<tr><td class="n">{row.points:.2f} / {row.most:.2f}</td>'
        f'<td class="w-{look_of(row)}">{escape(status_in_words(row.status, language))}</td>'
        f'<td class="s">{escape(_called(row.importance, language))}</td>'
        f"<td>{escape(_asked(row, language))}</td>"
        f"<td>{_evidence(row, language)}</td></tr>"
        for row in match.rows
    )
    heads = (word("points", language), "", "", word("requirement", language),
             word("evidence", language))  # fmt: skip
    head = "".join(f"<th>{escape(one)}</th>" for one in heads)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _evidence(row: Row, language: str) -> str:
    """Return the quote, as proof or as the nearest line; the note, what a gap is, the chance."""
    said = escape(sentence(row, language))
    if row.evidence and "{quote}" in said:
        page = f", {word('page', language)} {row.evidence.page}" if row.evidence.page else ""
        said = said.replace(
            "{quote}",
            f"<q>{escape(short(row.evidence.text, _QUOTE))}</q> "
            f'<span class="s">({escape(word(str(row.evidence.rung), language))}{page})</span>',
        )
    told = [said] if said else []
    if row.note:
        told.append(escape(note_in_words(row.note, language)))
    if row.gap:
        told.append(escape(gap_in_words(row.gap, language, status=row.status)))
    if row.chance is not None:
        chance = f"{word('chance', language)} {chance_in_words(row.chance)}"
        told.append(f'<span class="s">{escape(chance)}</span>')
    return "<br>".join(told)


def _vacancy(vacancy: Vacancy, language: str) -> str:
    rows = "".join(
        f'<tr><td class="n">{r.number}</td><td>{escape(_called(str(r.importance), language))}</td>'
        f'<td class="s">{escape(str(r.kind))}</td><td class="n">{r.weight:g}</td>'
        f"<td>{escape(r.text)}</td></tr>"
        for r in vacancy.requirements
    )
    aside = "".join(
        f'<li><span class="s">{escape(part.why)}</span> {escape(short(part.text, _QUOTE))}</li>'
        for part in vacancy.set_aside
    )
    advice = "".join(f"<li>{escape(one)}</li>" for one in vacancy.advice)
    lacks = f"<ul>{advice}</ul>" if advice else ""
    count = f"<summary>{len(vacancy.set_aside)} set aside</summary>"
    more = f"<details>{count}<ul>{aside}</ul></details>" if aside else ""
    return (
        f"<p><b>{escape(vacancy.title or vacancy.id)}</b> "
        f'<span class="s">{escape(vacancy.language)}</span></p>'
        f"<table><tbody>{rows}</tbody></table>{lacks}{more}"
    )


def _called(importance: str, language: str) -> str:
    """Return how much a requirement decides in words; "off" has none but itself."""
    return word(importance, language) if importance in _ORDER else importance


def _asked(row: Row, language: str) -> str:
    return word("context", language) if row.number is None else row.requirement


def _page(body: str) -> str:
    return f'<div class="matcher"><style>{_STYLE}</style>{body}</div>'
