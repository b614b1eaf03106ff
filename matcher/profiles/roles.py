"""Which lines of a section are headers of roles or courses, and when was each?

In:  the lines of one section
Out: for each line whether it is a header, and the period of the entry that it belongs to
Why: decided by place and form (dates, gaps, length), never by what a title says: a header with
     any other title must be found just the same
"""

import itertools
import re
from collections import Counter
from dataclasses import dataclass, replace

from matcher.profiles.lines import DANGLING, Line, ends_sentence
from matcher.profiles.periods import Dated, listed, ranges, single
from matcher.profiles.places import TOWNS
from matcher.records import Period

HEADER_LENGTH = 130  # of a header line with its dates, where nothing but its form tells
LONG_HEADER = 400  # of one that opens a paragraph and begins or ends with its dates
NAME_LENGTH = 130  # of a line with a title or an employer
LABEL = re.compile(
    r"(?i)\W*(?:functie(?:titel)?|rol|werkgever|bedrijf|organisatie|opdrachtgever|periode|"
    r"plaats|locatie|branche|"
    r"position|role|job title|title|employer|company|client|period|dates?|location|sector|"
    r"arbeitgeber|klant|afdeling|department|naam (?:en adres )?van (?:de|het) (?:werkgever|"
    r"bedrijf)|"
    r"type bedrijf of sector|beroep of functie|data|datum|startdatum|einddatum|start date|end date|"
    r"name (?:and address )?of employer|type of business or sector|"
    r"occupation(?: or position held)?|"
    r"betrieb|funktion|firma|abteilung|fonction|société|"
    r"position|zeitraum|ort|poste|employeur|entreprise|période|lieu|standplaats|dienstverband|"
    r"contract)\s*(?::|$)"
)
SINCE = re.compile(r"(?i)(?:sinds|since|vanaf|from|seit|ab|depuis|per)\b")
DURATION = re.compile(  # "8 months", "cinq mois", "twee dagen per week", "0,4 fte"
    r"(?i)(?:\(?(?:\d+(?:[.,]\d+)?\s*fte|(?:(?:om het|in het|every(?: other)?|elk|im) )?weekends?|"
    r"(?:full|part)[- ]?time|voltijd|deeltijd|vollzeit|teilzeit|temps (?:plein|partiel)|"
    r"\d+[\s-]*jr\b[^a-z]*|"
    r"(?:\d+|[^\W\d_]{3,9})[\s-]*(?:jaar|years?|yrs?|maanden?|months?|mos?|mnd|weken|"
    r"weeks?|dag(?:en)?|days?|uur|hours?|mois|ans|jahre?|monate?|wochen|semaines?))\b[^a-z]*"
    r"(?:(?:en|and|et|und|per|a|par|pro)\s+(?:week|maand|month|woche|semaine)?)?\s*)+\W*"
)


AWAY = re.compile(  # no work: its months count for nobody
    r"(?i)\W*(?:(?:career|family|work) (?:break|pause)|sabbatical(?: leave| year)?|gap year|"
    r"(?:(?:maternity|paternity|parental|care|caring|carer'?s?|sick|medical|adoption|"
    r"unpaid|family) )+leave|leave (?:of absence|for care)|"
    r"(?:full[- ]?time )?(?:carer|caring|care) (?:for|of) (?:my |a |an )?(?:\w+ )?(?:mother|father|"
    r"parents?|sons?|daughters?|children|family|relative|partner|wife|husband)|"
    r"(?:actively )?(?:looking|searching) for (?:a |new |other )*(?:work|job|position|challenge)|"
    r"job[- ]?(?:seeking|seeker|search|hunting)|seeking (?:work|employment)|unemployed|"
    r"unemployment|out of work|between jobs|stay[- ]at[- ]home \w+|"
    r"(?:raising|looking after) (?:a |my |our |the )?(?:family|child\w*|kids|\w+ children)|"
    r"(?:world )?travel(?:l?ing)?(?: (?:in|through|around|to|across) .*)?|world trip|backpacking|"
    r"(?:loopbaan|werk|carri[èe]re)?-?onderbreking|tussenjaar|sabbatsjaar|wereldreis|"
    r"(?:op )?(?:reis|rondreis|reizen)(?: (?:door|in|naar) .*)?|"
    r"(?:zwangerschaps|ouderschaps|bevallings|zorg|ziekte|mantelzorg|kraam|verlof)-?(?:verlof|"
    r"periode)|onbetaald verlof|mantelzorg(?:er)?(?: (?:voor|van) .*)?|"
    r"(?:zorg|verzorging|opvoeding) (?:voor|van) (?:de |mijn |ons |onze )*(?:kind\w*|gezin|"
    r"moeder|vader|ouders?|familie|partner|man|vrouw)|thuis (?:bij|voor) (?:de |mijn )?kinderen|"
    r"(?:huis(?:vrouw|man)|thuisblijf\w+)|werkzoekend\w*|werkloos|werkeloos|in de ww|"
    r"(?:op )?zoek\w* naar (?:een |nieuwe? |andere? |passende? )*(?:werk|baan|functie|uitdaging)|"
    r"tussen (?:twee )?banen(?: in)?|"
    r"elternzeit|mutterschutz|pflegezeit|auszeit|arbeit(?:s)?suchend|arbeitslos|arbeitssuche|"
    r"weltreise|kinder(?:erziehung|betreuung)|"
    r"cong[ée] (?:parental|maternit[ée]|sabbatique)|pause (?:de )?carri[èe]re|"
    r"recherche d[e'’]\s?(?:un )?(?:emploi|travail)|sans emploi|au ch[ôo]mage|tour du monde)"
    r"(?:\W*|\W+(?:after|due|because|for|to|since|wegens|voor|om|i\.?v\.?m\.?|vanwege|na|"
    r"in verband|met|with|wegen|nach|apr[èe]s|pour|and|en|raising|looking|caring|zorg)\b.*)"
)
ORGANISATION = re.compile(  # a word that says "this is a firm, a school, an office"
    r"(?i)(?<!\w)(?:b\.?\s?v\.?|n\.?v\.?|v\.?o\.?f\.?|gmbh|ltd\.?|limited|inc\.?|llc|llp|plc|"
    r"corp\.?|"
    r"s\.?a\.?r?\.?l?\.?|e\.?v\.?|group|groep|gruppe|groupe|holding|stichting|vereniging|gemeente|"
    r"provincie|ministerie|waterschap|university|universiteit|universität|université|college|"
    r"school|academy|institute?|instituut|hospital|klinik\w*|clinic|council|company|bank|hotel|"
    r"restaurant|brasserie|caf[ée]|bakkerij|slagerij|garage|bouwbedrijf|aannemers\w*|transport\w*|"
    r"logistics|services?|solutions|systems|consultancy|consulting|bureau|agency|praktijk|"
    r"apotheek|pharmacy|studio|foundation|trust|nhs|freelance|zzp|self-employed|diverse|"
    r"various|kinderopvang|thuiszorg|zorg\w*|ziekenhuis\w*|hogeschool|basisschool|"
    r"\w+(?:ziekenhuis|school|zorg|bedrijf|bedrijven|groep|bouw|techniek|bank|huis|hof|stad|"
    r"energie|verzekeringen|werken|diensten|centrum))(?!\w)"
)
SMALL = frozenset(
    [
        "de",
        "het",
        "een",
        "en",
        "van",
        "der",
        "den",
        "ten",
        "ter",
        "te",
        "in",
        "op",
        "bij",
        "voor",
        "aan",
        "'t",
        "&",
        "+",
        "the",
        "of",
        "and",
        "for",
        "at",
        "a",
        "an",
        "und",
        "für",
        "der",
        "die",
        "das",
        "im",
        "am",
        "zu",
        "zum",
        "zur",
        "le",
        "la",
        "les",
        "du",
        "des",
        "et",
        "de",
        "d",
        "l",
        "à",
        "au",
        "chez",
        "i",
        "y",
        "e",
    ]
)
PROSE_WORDS = 6  # words from which a line with two small words is a sentence


@dataclass(frozen=True, slots=True)
class Entry:
    """A line and the entry that it belongs to."""

    line: Line
    header: bool
    period: Period | None
    number: int  # of the entry in its section; 0 before the first header
    away: bool = False  # a career break, care leave or a search for work: no role


@dataclass(frozen=True, slots=True)
class _Head:
    dated: Dated
    whole: bool  # the line holds nothing but dates
    form: tuple[str, str]  # where the dates stand, and the mark that sets them apart


def entries(lines: list[Line], *, singles: bool) -> list[Entry]:
    """Return the lines with their periods; `singles` lets one date alone open an entry."""
    heads = _heads(lines, singles)
    blocks = _blocks(lines, heads)
    titled = _bulleted_titles(lines, heads, blocks)
    blocks |= titled
    found: list[Entry] = []
    number, count, period, away = 0, 0, None, False
    numbers: dict[int, int] = {}
    for index, line in enumerate(lines):
        if index in blocks:
            owner = blocks[index]
            if owner not in numbers:
                count += 1
                numbers[owner] = count
            number = numbers[owner]
            period = heads[owner].dated.period if owner in heads else None
            away = any(_is_away(lines[i].text, heads.get(i)) for i in blocks if blocks[i] == owner)
            found.append(Entry(line, True, period, number, away))
            continue
        spoken = _spoken(line)
        if spoken is not None:
            count += 1
            number, period, away = count, spoken, False
        found.append(Entry(line, False, period, number, away))
    return found


def _heads(lines: list[Line], singles: bool) -> dict[int, _Head]:
    """Return the lines that dates make headers; in roles, dates in a list of tasks make none."""
    heads = {
        i: head for i, line in enumerate(lines) if (head := _head(line, singles, _opens(lines, i)))
    }
    if singles:
        return heads
    forms = {head.form for i, head in heads.items() if not lines[i].bullet}
    if forms:
        heads = {
            i: head
            for i, head in heads.items()
            if not lines[i].bullet or (head.form in forms and head.form[1] not in " ,(")
        }
    forms = {head.form for head in heads.values() if not head.whole}
    for i, line in enumerate(lines):  # "2016: Freelance" among "2017-2019: Kok"
        alone = single(line.text) if i not in heads and len(line.text) <= NAME_LENGTH else None
        if alone and _form(line.text, alone) in forms and not ends_sentence(line.text):
            before, after = _around(line.text, alone)
            if not (before and after) and _form(line.text, alone)[1] not in " ,":
                heads[i] = _Head(alone, False, _form(line.text, alone))
    return dict(sorted(heads.items()))


def _is_away(text: str, head: _Head | None) -> bool:
    """Tell whether a header says that somebody did not work: "Career break, raising children"."""
    if head is not None:
        text = " | ".join(_around(text, head.dated)).strip(" |")
    first = re.split(r"\s*[|•·\t,;:(]\s*|\s+[–—-]\s+", text.strip())[0]
    return bool(AWAY.fullmatch(text.strip()) or AWAY.fullmatch(first))


def _opens(lines: list[Line], index: int) -> bool:
    """Tell whether a line opens a paragraph: air above it, or the end of a list."""
    line = lines[index]
    return not line.bullet and (line.gap or index == 0 or lines[index - 1].bullet)


def _head(line: Line, singles: bool, opens: bool) -> _Head | None:
    """Return the dates of a line that is a header by its form."""
    text = line.text
    if len(text) > (LONG_HEADER if opens else HEADER_LENGTH):
        return None
    found = listed(text) or ranges(text)
    dated = found[0] if found else _alone(line, singles, opens)
    if dated is None or len(found) > 2:
        return None
    before, after = _around(text, dated)
    if before and after and not _set_apart(text, dated):
        return None
    if before and SINCE.match(text[dated.start :]) and not _told_apart(text, dated, after):
        return None
    if ends_sentence(text.rstrip(")")) and len(text.split()) > 8:
        return None
    rest = f"{before} {after}".strip()
    if line.bullet and (len(rest.split()) > 14 or not found):
        return None
    if not found and len(rest.split()) > 12:
        return None
    return _Head(dated, not rest, _form(text, dated))


def _alone(line: Line, singles: bool, opens: bool) -> Dated | None:
    """Return the one date of a line where it dates an entry."""
    text = line.text
    dated = single(text)
    if dated is None or singles or _only_date(text):
        return dated
    before, after = _around(text, dated)
    month = dated.period.end == dated.period.start + 1
    short = len(text) <= NAME_LENGTH and not line.bullet and not ends_sentence(text)
    if month and not before and short and after[:1].isupper():
        return dated  # "January 2016 Brookvale, Leeds"
    marked = re.search(r"(?:[|(\t,:–—-]|\s{3})\W*$", text[: dated.start])
    ends = not after and bool(marked) and not _prose(before)
    return dated if ends and short and opens and len(before.split()) <= 8 else None


def _set_apart(text: str, dated: Dated) -> bool:
    """Tell whether dates in the middle of a line part a title from an employer."""
    if len(text) > HEADER_LENGTH:
        return False
    if _marked(text, dated):
        return True
    before, after = _around(text, dated)
    named = before[:1].isupper() and (after[:1].isupper() or not after)
    return named and not _LINKS.search(before) and not _prose(before) and not ends_sentence(text)


def _told_apart(text: str, dated: Dated, after: str) -> bool:
    """Tell whether "since 2021" dates a header, and no clause: "new colleagues (8 since 2021)"."""
    ahead = text[: dated.start]
    marked = ahead.rstrip()[-1:] in "(|,–—-:\t" or ahead.endswith("   ")
    return marked and not after[:1].islower()


_LINKS = re.compile(  # "worked from | 2015 to 2017 |": a sentence goes on
    r"(?i)(?:^|\s)(?:from|between|during|in|since|until|van|tussen|vanaf|sinds|tot|periode|"
    r"von|zwischen|de|entre|ik|i|he|she|was|is|heb|had|jaar)$"
)


def _form(text: str, dated: Dated) -> tuple[str, str]:
    """Return where the dates of a line stand, and the mark beside them."""
    before, after = _around(text, dated)
    if not before and not after:
        return "whole", ""
    if not before:
        return "start", (text[dated.end :].strip() + " ")[0] if not after[:1].isalnum() or (
            text[dated.end :].lstrip()[:1] in ":|,–—-"
        ) else " "
    mark = text[: dated.start].rstrip()[-1:]
    return ("middle" if after else "end"), mark if mark and mark in "|(,–—-:·•" else " "


def _bulleted_titles(
    lines: list[Line], heads: dict[int, _Head], blocks: dict[int, int]
) -> dict[int, int]:
    """Return the first bullets below bare dates that name a title and an employer, each time.

    "Mar 2021 - Present / • Staff Engineer, Tamarack Systems / • Led the move ..."
    """
    found: dict[int, int] = {}
    for index in heads:
        below = index + 1
        if any(owner == index and i != index for i, owner in blocks.items()):
            return {}
        if below >= len(lines) or below in blocks or not lines[below].bullet:
            return {}
        text = lines[below].text
        if not names_something(text) or ends_sentence(text) or len(text.split()) > 12:
            return {}
        found[below] = index
    return found if len(found) > 1 else {}


def names_something(text: str) -> bool:
    """Tell whether a line looks like names, not like a task: "Ziekenhuis Oostmeer, Assen"."""
    text = re.sub(r"\([^)]*\)", " ", text)
    if text.count(",") > 2 or ends_sentence(text):
        return False
    if ORGANISATION.search(text) and len(text.split()) <= 8 and text[:1].isupper():
        return True
    tokens = [t for t in re.findall(r"[\w'’&.+-]+", text) if t.casefold() not in SMALL]
    if not tokens or len(tokens) > 8:
        return False
    capital = sum(t[0].isupper() or t[0].isdigit() for t in tokens)
    return bool(capital >= 0.7 * len(tokens) and tokens[0][0].isupper())


def bare_dates(text: str) -> bool:
    """Tell whether a line holds dates and how long they were, and nothing else."""
    head = _head(Line(text, 0, len(text)), False, False)
    return head is not None and head.whole


def _around(text: str, dated: Dated) -> tuple[str, str]:
    """Return what stands before and after dates, without marks and how long it was."""
    before = text[: dated.start].strip(" \t,;:|()[]–—-")
    after = text[dated.end :].strip(" \t,;:|()[]–—-.")
    return before, "" if DURATION.fullmatch(after) else after


def _only_date(text: str) -> bool:
    dated = single(text)
    if dated is None:
        return False
    rest = " ".join(_around(text, dated))
    if not re.sub(r"[\W_]|(?i:sinds|vanaf|since|în|in|from)", "", rest):
        return True
    # "Casier Iunie 2022": a month and a year that end a short line
    return (
        not text[dated.end :].strip(" )")
        and len(text) <= NAME_LENGTH
        and dated.period.end == dated.period.start + 1
    )


def _marked(text: str, dated: Dated) -> bool:
    """Tell whether dates in the middle of a line stand apart: in brackets or between marks."""
    before, after = text[: dated.start].rstrip(), text[dated.end :].lstrip()
    return before[-1:] in "(|[,–—-:\t" or after[:1] in ")|],–—-:\t" or "\t" in text


def _blocks(lines: list[Line], heads: dict[int, _Head]) -> dict[int, int]:
    """Return, for each header line, the index of the line that it belongs to."""
    owned = _column_of_dates(lines, heads)
    style = _style(lines, heads)
    leads: dict[int, int] = {}  # dates that lead their entry: the lines of header below them
    for index, head in heads.items():
        if index in owned:
            continue
        owned[index] = index
        above = 0 if lines[index].bullet else _above(lines, heads, index, owned, style)
        for step in range(1, above + 1):
            owned[index - step] = index
        below = _below(lines, heads, index, above, head)
        if head.whole and above == 0:
            leads[index] = below
        for step in range(1, below + 1):
            owned[index + step] = index
    owned |= _as_usual(lines, heads, owned, leads)
    for index in range(len(lines)):
        if index not in owned and _undated(lines, heads, owned, index):
            owned[index] = index
        elif index not in owned and LABEL.match(lines[index].text) and (index - 1) in owned:
            owned[index] = owned[index - 1]
    return owned


def _as_usual(
    lines: list[Line], heads: dict[int, _Head], owned: dict[int, int], leads: dict[int, int]
) -> dict[int, int]:
    """Return the lines that complete a header to the length that most headers have here."""
    if len(leads) < 3:
        return {}
    usual, times = Counter(leads.values()).most_common(1)[0]
    if times <= len(leads) / 2:
        return {}
    found: dict[int, int] = {}
    for index, below in leads.items():
        for at in range(index + below + 1, min(index + usual + 1, len(lines))):
            line = lines[at]
            if at in heads or at in owned or line.gap or not _name_like(line):
                break
            if not names_something(line.text) or len(line.text.split()) > 5:
                break
            found[at] = index
    return found


def _column_of_dates(lines: list[Line], heads: dict[int, _Head]) -> dict[int, int]:
    """Return the headers of entries whose dates came out as a column of their own.

    "2019 - heden / 2016 - 2019 / Kok, Het Anker / Sauzen ... / Afwasser, De Zon / ...": as many
    headers as dates, in the same order; empty where their numbers differ.
    """
    runs: list[list[int]] = []
    for index, head in heads.items():
        if not head.whole:
            return {}
        if runs and runs[-1][-1] == index - 1 and not LABEL.match(lines[index].text):
            runs[-1].append(index)
        else:
            runs.append([index])
    if not runs or max(map(len, runs)) < 2 or len(runs) > 2:
        return {}
    found: dict[int, int] = {}
    for place, dates in enumerate(runs):
        until = runs[place + 1][0] if place + 1 < len(runs) else len(lines)
        last = place + 1 == len(runs) and dates[-1] + 1 == len(lines)
        body = range(0, dates[0]) if last else range(dates[-1] + 1, until)
        headers = _named_headers(lines, body, len(dates))
        if headers is None:
            continue
        found |= {at: at for at in dates}
        for owner, group in zip(dates, headers, strict=True):
            found |= dict.fromkeys(group, owner)
    return found


def _named_headers(lines: list[Line], body: range, wanted: int) -> list[list[int]] | None:
    """Return as many headers as are wanted among lines without dates, or None."""
    starts = [at for at in body if _could_open(lines, at, body.start)]
    for fits in (
        lambda at: lines[at].gap or at == body.start,
        lambda at: _parts(lines[at].text) >= 2 and names_something(lines[at].text),
        lambda at: _parts(lines[at].text) >= 2,
        lambda at: True,
    ):
        found = [at for at in starts if fits(at)]
        if len(found) == wanted:
            return [_group(lines, at, body.stop) for at in found]
    return None


def _could_open(lines: list[Line], at: int, first: int) -> bool:
    """Tell whether a line may be the first of a header without dates."""
    line, before = lines[at], lines[at - 1] if at > first else None
    if not _name_like(line) or not line.text[:1].isupper() or _prose(line.text):
        return False
    closed = before is None or line.gap or before.bullet or ends_sentence(before.text)
    return closed or _parts(line.text) >= 2 or names_something(line.text)


def _group(lines: list[Line], at: int, stop: int) -> list[int]:
    """Return a header line with the one below it that names the employer."""
    below = at + 1
    one = _parts(lines[at].text) < 2
    if not one or below >= stop or lines[below].gap or not _name_like(lines[below]):
        return [at]
    return [at, below] if names_something(lines[below].text) else [at]


def _style(lines: list[Line], heads: dict[int, _Head]) -> int | None:
    """Return how many lines stand above the first dates: the other entries are built alike.

    None where the section opens with something else, or with more lines than a header has.
    """
    first = min(heads, default=None)
    if first is None or first > 3 or (first and lines[first].bullet):
        return None
    if len({head.whole for head in heads.values()}) > 1 and not first:
        return None
    above = lines[:first]
    if any(not (_name_like(line) or _wrapped(line)) or _prose(line.text) for line in above):
        return None
    return sum(not DURATION.fullmatch(line.text) for line in above)


def _name_like(line: Line) -> bool:
    text = line.text
    return (
        not line.bullet
        and len(text) <= NAME_LENGTH
        and not ends_sentence(text)
        and not text.endswith((",", ":"))
        and not re.fullmatch(r"\W*", text)
    )


def _wrapped(line: Line) -> bool:
    """Tell whether a header goes on below: "Accountmanager, Voltana Energie," / "Almere"."""
    return line.text.endswith(",") and not line.bullet and len(line.text) <= NAME_LENGTH


def _stands_above(lines: list[Line], heads: dict[int, _Head], index: int) -> bool:
    """Tell whether the line above opens a paragraph, or is its second, and bare dates follow it.

    It is a header then however long it is, and whatever it ends in but a sentence.
    """
    text = lines[index - 1].text
    sentence = ends_sentence(text) and len(text.split()) > 8
    bare = heads[index].whole and not lines[index].gap
    second = index > 1 and not lines[index - 1].gap and _name_like(lines[index - 2])
    opens = _opens(lines, index - 1) or (second and _opens(lines, index - 2))
    return bare and opens and len(text) <= LONG_HEADER and not (sentence or lines[index - 1].bullet)


def _above(
    lines: list[Line],
    heads: dict[int, _Head],
    index: int,
    owned: dict[int, int],
    style: int | None,
) -> int:
    """Return how many lines above the dates belong to their header: 0 to 3."""
    most = 3 if style is None else max(style, 1)
    count = 0
    while count < most and index - count - 1 >= 0 and (count == 0 or not lines[index - count].gap):
        at = index - count - 1
        line = lines[at]
        if at in heads or at in owned:
            break
        stands = count == 0 and _stands_above(lines, heads, index)
        if not (stands or _name_like(line) or _wrapped(line)) or _goes_on(lines, at):
            break
        apart = lines[index].gap and not line.gap
        if count == 0 and apart and not (style == 1 and heads[index].whole):
            break
        count += 1
    if count == 0:
        return 0
    first = index - count
    if style == 0:  # dates lead: what stands above them ends the entry before
        return count if lines[first].gap and not lines[index].gap else 0
    if style is not None:
        return count
    if count > 2:  # a run of short lines: they are the tasks of the entry before
        labels = itertools.takewhile(
            lambda step: LABEL.match(lines[index - step].text), range(1, count + 1)
        )
        return max(len(list(labels)), 1 if heads[index].whole else 0)
    if (
        not heads[index].whole
        and not lines[first].gap
        and first > 0
        and not lines[first - 1].bullet
    ):
        return 0
    return count


def _goes_on(lines: list[Line], index: int) -> bool:
    """Tell whether a line is the rest of the one before it, which a margin broke."""
    line = lines[index]
    if index == 0 or line.gap or line.bullet or not line.text[:1].islower():
        return False
    before = lines[index - 1]
    return before.bullet or len(before.text) >= 40 or bool(DANGLING.search(before.text))


def _below(lines: list[Line], heads: dict[int, _Head], index: int, above: int, head: _Head) -> int:
    """Return how many lines below the dates belong to their header: 0, 1 or 2."""
    told = "" if head.whole else _without(lines[index].text, head)
    told = " | ".join([*(line.text for line in lines[index - above : index]), told]).strip(" |")
    count = 0
    while count < 6 and index + count + 1 < len(lines):
        at = index + count + 1
        line = lines[at]
        labelled = LABEL.match(line.text) or (
            count and LABEL.fullmatch(lines[at - 1].text) and not line.bullet
        )
        if labelled and at not in heads:
            told = f"{told} | {line.text}".strip(" |")
            count += 1
            continue
        if at in heads or not _name_like(line) or (line.gap and (count or not head.whole)):
            break
        first = not told  # what the dates stand above
        if not first and not _names_more(lines, heads, at, told):
            break
        if not first and (len(line.text) > 70 or (above and _prose(line.text))):
            break
        told = f"{told} | {line.text}".strip(" |")
        count += 1
    return count


def _names_more(lines: list[Line], heads: dict[int, _Head], at: int, told: str) -> bool:
    """Tell whether a line below a header still belongs to it, after what the header told."""
    line = lines[at]
    after = lines[at + 1] if at + 1 < len(lines) else None
    if LABEL.match(line.text) or DURATION.fullmatch(line.text) or TOWNS.fullmatch(line.text):
        return True
    if after is not None and after.text[:1].islower() and not (after.gap or after.bullet):
        return False  # it goes on below: a sentence
    listed_below = after is not None and (after.bullet or len(after.text) > 90)
    named = names_something(line.text)
    if _parts(told) >= 2:
        return named and len(line.text.split()) <= 6 and listed_below
    if _goes_on(lines, at):
        return bool(listed_below) and len(line.text.split()) <= 4
    closes = after is None or after.bullet or after.gap or len(after.text) > 70 or at + 1 in heads
    return named or (closes and listed_below and len(line.text.split()) <= 4)


def _without(text: str, head: _Head) -> str:
    return text[: head.dated.start] + " | " + text[head.dated.end :]


def _parts(text: str) -> int:
    """Return how many names a header holds: a title, an employer, a place."""
    found = re.split(r"\s*[|•·\t,@]\s*|\s{3,}|\s+[–—-]\s+|\s+(?:bij|at|chez|bei|la)\s+", text)
    return sum(
        bool(re.search(r"[^\W\d_]{2}", part)) and not DURATION.fullmatch(part) for part in found
    )


def _prose(text: str) -> bool:
    return len(text.split()) >= 6 and bool(
        re.search(
            r"(?i)\b(?:voor|van|met|aan|door|bij het|the|of|and|for|with|en)\b.*\b(?:voor|van|"
            r"met|aan|de|het|the|of|and|for|with|en)\b",
            text,
        )
    )


def _undated(lines: list[Line], heads: dict[int, _Head], owned: dict[int, int], index: int) -> bool:
    """Tell whether a line is the header of an entry without dates: alone, then what was done."""
    line = lines[index]
    if not _name_like(line) or not (line.gap or index == 0) or index + 1 >= len(lines):
        return False
    after = lines[index + 1]
    if index + 1 in owned or after.gap or len(line.text.split()) > 12 or DANGLING.search(line.text):
        return False
    return after.bullet or (len(after.text) > 90 and not line.text.endswith(":"))


def _spoken(line: Line) -> Period | None:
    """Return the period of a sentence that opens with one: "Sinds 2021 werk ik bij ..."."""
    if line.bullet:
        return None
    found = [dated for dated in ranges(line.text) if dated.start <= 12]
    return found[0].period if found and len(line.text) > 40 else None


def first_open(found: list[Entry], lines: list[Line]) -> list[Entry]:
    """Let the first entry last until now where it only tells when it began ("maart 2019")."""
    begun = next((entry for entry in found if entry.header and entry.period), None)
    if begun is None or begun.period is None or begun.period.end is None:
        return found
    if begun.period.end - begun.period.start > 1:
        return found
    lasting = Period(begun.period.start, None)
    return [
        replace(entry, period=lasting) if entry.number == begun.number else entry for entry in found
    ]
