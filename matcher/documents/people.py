"""A structured CV or vacancy as one plain text.

In:  a record: keys and values, nested or not (a row, JSON Resume, Europass as a mapping)
Out: text in the shape of an ordinary CV: name, contact lines, headings in capitals, a role as
     "Title, Employer, Place", its period on a line of its own, then "- " lines
Why: later rooms know one shape only, and evidence is a line that a person can read; what no field
     is known for is kept under its own name
"""

import datetime
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from matcher.documents.contents import Content
from matcher.documents.fields import (
    FOR_FILTERS,
    HEADINGS,
    LABELS,
    field_of,
    is_aside,
    is_dutch,
    plain_name,
)
from matcher.documents.normal import BULLET, tidy

Record = Mapping[str, Any]
_WRAPPERS_NAMES = (
    "cv resume candidate kandidaat person persoon personal basics personalia contact profile "
    "data location persoonsgegevens contactinfo"
)
_WRAPPERS = frozenset(_WRAPPERS_NAMES.split())
_CONTACT = ("email", "phone", "links")
_LISTED = ("skills", "languages", "certificates", "courses", "interests", "awards")
_TITLE = (
    "role position title functie functietitel jobtitle rol degree studytype diploma opleiding "
    "name naam"
)
_EMPLOYER = (
    "company employer organization organisation werkgever bedrijf school institution instelling "
    "entity publisher issuer awarder organisatie name"
)
_PLACE = "location place plaats city locatie stad"
_START = "start startdate from van begin startdatum since"
_END = "end enddate to tot einddatum until eind"
_WHEN = "period periode date datum year jaar releasedate dates duration"
_AREA = "area major field richting specialisatie"
_TEXTS = "description summary omschrijving beschrijving text tekst activities taken"
_BULLETS = "highlights tasks achievements responsibilities courses resultaten werkzaamheden bullets"
_TOOLS = "keywords technologies tools skills stack"
_LEVEL = "level fluency niveau proficiency score rating"
_NAME = "name naam language taal skill vaardigheid title label titel reference"


@dataclass(slots=True)
class _Sorted:
    """A record's values by our fields; the rest by its own names."""

    known: dict[str, list[Any]] = field(default_factory=dict)
    other: list[tuple[str, Any]] = field(default_factory=list)


def id_of(record: Record, columns: Mapping[str, str]) -> str | None:
    """Return the record's own id, or None where it has none."""
    ids = (record[key] for key in record if field_of(key, columns) == "id")
    return next((one for one in map(_plain, ids) if one), None)


def content_of_record(
    media: str, record: Record, columns: Mapping[str, str] | None = None
) -> Content:
    """Return a record as a document: its text, and what it tells for filters."""
    sorted_ = _Sorted()
    _sort(record, columns or {}, sorted_)
    told = ((name, _one(sorted_.known, name)) for name in FOR_FILTERS)
    return Content(
        media,
        text_of_record(record, columns),
        told=tuple((name, value) for name, value in told if value),
    )


def text_of_record(record: Record, columns: Mapping[str, str] | None = None) -> str:
    """Return a record as text; empty where it says no more than who somebody is."""
    sorted_ = _Sorted()
    _sort(record, columns or {}, sorted_)
    known = sorted_.known
    language = 0 if is_dutch(" ".join(_strings(record))) else 1
    body = [_section(name, known[name], language) for name in HEADINGS if name in known]
    if "description" in known and not {"work", "skills", "education", "text"} & set(known):
        body = _vacancy(known, language)
    body += [_extra(name, value) for name, value in sorted_.other]
    text = "\n\n".join(filter(None, map(_value_text, known.get("text", []))))
    body = [part for part in (*body, text) if part]
    if not body and "title" not in known:
        return ""
    head = [line for line in _head(known, language) if line not in text]
    return tidy("\n\n".join(["\n".join(head), *body]))


def _sort(record: Record, columns: Mapping[str, str], into: _Sorted) -> None:
    """Put every value under its field; what is nested deeper goes before what wraps it."""
    inner = {key: value for key, value in record.items() if _is_wrapper(key, value)}
    for value in inner.values():
        _sort(_loaded(value), columns, into)
    for key, value in record.items():
        value = _loaded(value)
        if key in inner or _is_empty(value) or (is_aside(key) and key not in columns):
            continue
        name = field_of(key, columns)
        if name is None:
            if not isinstance(value, int | float):
                into.other.append((key, value))
        elif name in HEADINGS or name in ("text", "links") or name not in into.known:
            into.known.setdefault(name, []).append(value)


def _is_wrapper(key: str, value: Any) -> bool:
    return isinstance(_loaded(value), Mapping) and plain_name(key) in _WRAPPERS


def _loaded(value: Any) -> Any:
    """Return JSON that was put in a cell as the value it stands for."""
    if isinstance(value, str) and value.strip()[:1] in ("[", "{"):
        try:
            return json.loads(value)
        except (ValueError, RecursionError):
            return value
    return value


def _head(known: Mapping[str, list[Any]], language: int) -> list[str]:
    """Return name, title and contact lines."""
    first = (_one(known, part) for part in ("first_name", "infix", "last_name"))
    name = _one(known, "name") or " ".join(filter(None, first))
    town = " ".join(filter(None, (_one(known, "postal_code"), _one(known, "city"))))
    where = ", ".join(filter(None, (_one(known, "address"), town, _one(known, "country"))))
    contact = [where, *(_plain(value) for key in _CONTACT for value in known.get(key, []))]
    about = [f"{LABELS[k][language]}: {_one(known, k)}" for k in LABELS if _one(known, k)]
    work = (_one(known, "title"), _one(known, "company"))
    return [line for line in (name, *work, *contact, *about) if line]


def _vacancy(known: Mapping[str, list[Any]], language: int) -> list[str]:
    """Return the text of the vacancy without a heading of its own, then the other parts."""
    texts = [_value_text(value) for value in known["description"]]
    rest = [
        _section(key, known[key], language)
        for key in HEADINGS
        if key in known and key != "description"
    ]
    return [*texts, *rest]


def _section(name: str, values: Iterable[Any], language: int) -> str:
    lines = [line for value in values for line in _entries(name, value, language)]
    return _headed(HEADINGS[name][language], lines)


def _extra(name: str, value: Any) -> str:
    lines = list(_entries("", value, 0))
    heading = re.sub(r"[\W_]+", " ", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)).strip()
    return _headed(heading.upper(), lines)


def _headed(heading: str, lines: list[str]) -> str:
    return f"{heading}\n" + "\n".join(lines).strip("\n") if lines else ""


def _entries(name: str, value: Any, language: int) -> list[str]:
    """Return the lines of one section."""
    value = _loaded(value)
    if isinstance(value, Mapping):
        flat = all(not isinstance(one, Mapping | list) for one in value.values())
        if flat and name in _LISTED and not _pick(value, _NAME):
            return [f"{BULLET}{key}: {_plain(one)}" for key, one in value.items() if _plain(one)]
        return _entry(name, value, language)
    if isinstance(value, list | tuple):
        lines: list[str] = []
        for one in value:
            nested = isinstance(one, Mapping)
            lines += _entry(name, one, language) if nested else _bulleted(_plain(one))
        return lines
    text = _value_text(value)
    if name in _LISTED and "\n" not in text:
        return [line for one in _split_list(text) for line in _bulleted(one)]
    return text.split("\n") if text else []


def _entry(name: str, value: Record, language: int) -> list[str]:
    """Return one role, study, skill or language."""
    if name in ("skills", "languages", "interests"):
        return _bulleted(_with_level(value))
    title, employer = _pick(value, _TITLE), _pick(value, _EMPLOYER)
    area = _pick(value, _AREA)
    title = " ".join(filter(None, (title, area if area not in title else "")))
    head = ", ".join(dict.fromkeys(filter(None, (title, employer, _pick(value, _PLACE)))))
    period = _period(name, value, language)
    texts = [line for key in _TEXTS.split() for line in _lines_of(value, key)]
    bullets = [line for key in _BULLETS.split() for line in _lines_of(value, key)]
    tools = ", ".join(_plain(one) for key in _TOOLS.split() for one in _listed(_get(value, key)))
    body = [line for text in (*texts, *bullets, tools) for line in _bulleted(text)]
    if not body and name in ("courses", "certificates", "awards", "publications", ""):
        known = ", ".join(filter(None, (head, period)))
        return _bulleted(known or ", ".join(filter(None, map(_plain, value.values()))))
    return ["", *filter(None, (head, period)), *body]


def _period(name: str, value: Record, language: int) -> str:
    start, end, when = (_month(_pick(value, keys)) for keys in (_START, _END, _WHEN))
    lasting = ("heden", "present")[language] if name in ("work", "volunteer", "projects") else ""
    if start:
        return " - ".join(filter(None, (start, end or lasting)))
    return when or end


def _month(date: str) -> str:
    """Return a date to the month: 2019-03-01 -> 2019-03."""
    return re.sub(r"^(\d{4}-\d\d)-\d\d(?:T.*)?$", r"\1", date)


def _with_level(value: Record) -> str:
    name, level = _pick(value, _NAME), _pick(value, _LEVEL)
    words = ", ".join(_plain(one) for one in _listed(_get(value, "keywords")))
    if level.isdigit():
        level = f"{level}/5" if int(level) <= 5 else ""
        name = f"{name} ({level})" if name and level else name
        return ": ".join(filter(None, (name, words)))
    return ": ".join(filter(None, (name, ", ".join(filter(None, (level, words))))))


def _get(value: Record, name: str) -> Any:
    return next((one for key, one in value.items() if plain_name(key) == name), None)


def _pick(value: Record, names: str) -> str:
    """Return the first of the named values that says something."""
    found = (_plain(_get(value, name)) for name in names.split())
    return next(filter(None, found), "")


def _listed(value: Any) -> list[Any]:
    value = _loaded(value)
    return list(value) if isinstance(value, list | tuple) else [] if _is_empty(value) else [value]


def _lines_of(value: Record, name: str) -> list[str]:
    return [
        line for one in _listed(_get(value, name)) for line in _value_text(one).split("\n") if line
    ]


def _bulleted(text: str) -> list[str]:
    lines = (line.strip().removeprefix(BULLET) for line in text.split("\n"))
    return [BULLET + line for line in lines if line]


def _split_list(text: str) -> list[str]:
    """Split a cell at semicolons or bars, else at commas outside brackets."""
    marks = r"\s*[;|•·]\s*" if re.search(r"[;|•·]", text) else r",\s+(?![^()]*\))"
    return [one for one in re.split(marks, text) if one.strip()]


def _value_text(value: Any) -> str:
    """Return a value as text in the normal form; HTML as what a reader sees of it."""
    from matcher.documents.webpage import is_fragment, read_html

    text = _plain(value)
    return read_html(text).text if is_fragment(text) else tidy(text)


def _plain(value: Any) -> str:
    """Return a value as words; mappings and lists with commas."""
    if _is_empty(value):
        return ""
    if isinstance(value, Mapping):
        return ", ".join(filter(None, map(_plain, value.values())))
    if isinstance(value, list | tuple):
        return ", ".join(filter(None, map(_plain, value)))
    if isinstance(value, datetime.datetime | datetime.date):
        return value.isoformat()[:10]
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def _is_empty(value: Any) -> bool:
    if isinstance(value, str):
        return not value.strip() or value.strip().lower() in ("nan", "null", "none", "n/a", "-")
    return (
        value is None or value != value or (isinstance(value, Mapping | list | tuple) and not value)
    )


def _one(known: Mapping[str, list[Any]], name: str) -> str:
    return _plain(known[name][0]) if name in known else ""


def _strings(value: Any) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping | list | tuple):
        for one in value.values() if isinstance(value, Mapping) else value:
            yield from _strings(one)
