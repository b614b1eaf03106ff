"""A line of a CV -> what can be seen of it, as numbers of features.

In:  the lines of a CV, in order (`matcher.profiles.lines`)
Out: for each line the features of its own (cues and letters), of its neighbours, and of its place
Why: the tables and patterns of the rules are cues here, not verdicts: "a known heading", "dates and
     nothing else", "a street". What they do not know is told by letters, by the place in the text
     and by the lines around it. Features are hashed, so no list of words is shipped
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from matcher.profiles import identity
from matcher.profiles.contact import EMAIL, LINK, PHONE
from matcher.profiles.degrees import level_of
from matcher.profiles.hashed import LONG, TOKEN, Features, features
from matcher.profiles.headings import LONGEST, cv_section, loose_section
from matcher.profiles.languages import FINDERS, only_tongues, tongues
from matcher.profiles.lines import DANGLING, Line, ends_sentence
from matcher.profiles.periods import ranges, single
from matcher.profiles.places import TOWNS
from matcher.profiles.titles import SUFFIXES


def features_of(lines: Sequence[Line]) -> Features:
    """Return the features of the lines; as many as there are lines, also for none."""
    cues = [_cues(line) for line in lines]
    places = list(_places(lines, cues))
    return features(cues, [line.text for line in lines], places, [line.gap for line in lines])


# --- one line -------------------------------------------------------------------------------
_DIGITS = re.compile(r"\d\d")
_TITLES = frozenset(SUFFIXES.split("|"))  # ends of titles
_PART = re.compile(r"\s*[|•·\t]\s*|\s{3,}|\s+[–—-]\s+|,\s+|\s+(?:bij|at|chez|bei)\s+|\s+@\s+")
_SPOKEN = re.compile(r"(?i)\b(?:ik|mijn|mij|i|my|me|i'm|ich|mein\w*|je|j'ai|mon|ma|mes)\b")
_THIRD = re.compile(r"(?i)\b(?:hij|zij|haar|zijn|he|she|his|her|er|sie|seine?|ihre?|il|elle)\b")
_FIRM = re.compile(
    r"(?i)(?<!\w)(?:b\.?\s?v\.?|n\.?v\.?|gmbh|ltd\.?|limited|inc\.?|llc|plc|ag|s\.?a\.?(?:r\.?l\.?)?|"
    r"group|groep|gruppe|groupe|holding|stichting|gemeente|stadt|ville|mairie|city of|council|"
    r"university|universiteit|universität|université|college|school|schule|lycée|hospital|"
    r"ziekenhuis|klinik\w*|hôpital|bank|hotel|hôtel|\w+(?:ziekenhuis|school|zorg|bedrijf|groep|bouw|"
    r"techniek|werke?|haus|huis|betrieb|energie|centrum|zentrum))(?!\w)"
)
_WORDS = (  # beginnings of words that speak of a matter, in four languages
    ("terms", r"rijbewij|driving lic|f[üu]hrerschein|permis\b|beschikba|availab|verf[üu]gbar|"
    r"disponib|opzegterm|notice|k[üu]ndigungsfr|pr[ée]avis|eigen vervoer|own (?:car|transport)|"
    r"v[ée]hicul|mobil|relocat|verhui|umzug|salari|salary|gehalt|tarief|fulltime|full-time|"
    r"parttime|part-time|vollzeit|teilzeit|temps (?:plein|partiel)|uren\b|uur\b|hours|stunden|"
    r"heures|werkvergunning|work permit|arbeitserlaubnis|vog\b|visa\b|remote|hybride?|reistijd|"
    r"commut|reisebereit|per direct|immediate|sofort|ploegen|schicht|weekend"),
    ("reference", r"referen[tcz]|r[ée]f[ée]ren|referee|op aanvraag|on request|auf anfrage|"
    r"sur demande|zeugnis|recommend|aanbeveling"),
    ("hobby", r"hobb|vrije tijd|freizeit|loisirs|spare time|voetbal|football|fu[ßs]+ball|tennis|"
    r"hardlopen|running|laufen|course [àa] pied|fiets|cycling|radfahr|v[ée]lo|wandel|hiking|"
    r"wandern|randonn|lezen|reading|lesen|lecture|muziek|music|musi[kq]|gita?ar|guitar|koken|"
    r"cooking|kochen|tuin|garden|garten|jardin|reizen|travel|reisen|voyage|schaken|chess|schach|"
    r"zwem|swimm|schwimm|natation|yoga|koor|choir|chor|visse|fishing|angeln|p[êe]che|fotogra|"
    r"photogr|scouting|gam(?:en|ing)|knit|breien|hockey|volley|handball|judo|boxing|klim|climb"),
    ("page", r"page|pagina|seite|curriculum|lebenslauf|cv\b|r[ée]sum|bijlage|anlagen?\b|attach|"
    r"avg\b|gdpr|dsgvo|rgpd|privacy|consent|toestemming|waarheid|handteken|signature|unterschri|"
    r"fait [àa]|groet|regards|gr[üu][ßs]|cordialement|bijgewerkt|updated|stand:|confidential"),
    ("person", r"geboren|geb\.|born|n[ée]e? |getrouwd|gehuwd|married|verheiratet|mari[ée]|ledig|"
    r"single|c[ée]libataire|kinder|kids|children|enfants|nationa|staatsang|religi|leeftijd|alter\b|"
    r"years old|jaar oud|\d ans\b|gezin|familie|family|partner|moeder|mother|mutter|m[èe]re|"
    r"dienstplicht|military|wehrdienst|verblijfs|residen|aufenthalt|s[ée]jour|mantelzorg"),
    ("study", r"diplom|certifi|zertifi|cursus|course|kurs|opleiding|school|schule|universi|"
    r"hochschule|studi|[ée]tud|bachelor|master|abitur|bac\b|lyc[ée]e|[mh]bo\b|[vh]a?vo\b|vmbo|thesis|"
    r"scriptie|m[ée]moire|abschluss|cum laude|gradua|ausbildung|formation|licence|bts\b|ihk\b|"
    r"roc\b|training|lehrgang|weiterbild|geslaagd|behaald|niveau|degree|gcse|a-level|nvq"),
    ("tool", r"excel|word\b|sap\b|office|windows|java|python|sql|photoshop|autocad|outlook|afas|"
    r"exact\b|solidworks|revit|powerpoint|teams\b|jira|linux|azure|aws|docker|git\b|html|css|salesforce|"
    r"crm\b|erp\b|wms\b|datev|lean|scrum|agile|kennis|knowledge|kenntnis|connaissance|ma[îi]trise|"
    r"ervaring met|experience with|erfahrung mit|skills|vaardig"),
    ("wish", r"ik zoek|op zoek|looking for|ik wil|i want|ich suche|je (?:re)?cherche|gedreven|"
    r"ervaren|experienced|erfahren|exp[ée]riment|passion|motivated|motivier|betrouwba|reliable|"
    r"zuverl[äa]ss|jaar ervaring|years of|years'|jahren?\b|ans d"),
)  # fmt: skip
_MATTERS = tuple((name, re.compile(rf"(?i)(?<![^\W_])(?:{body})")) for name, body in _WORDS)


@lru_cache(maxsize=1 << 12)
def _cues_of(text: str) -> tuple[str, ...]:
    return (*_form(text), *_known(text))


def _cues(line: Line) -> tuple[str, ...]:
    """Return what a line is like, in words."""
    marks = (("bullet", line.bullet), ("gap", line.gap), ("ruled", line.ruled))
    return ("any", *_cues_of(line.text[:LONG]), *(name for name, true in marks if true))


def _form(text: str) -> Iterator[str]:
    tokens = TOKEN.findall(text)
    words = [token for token in tokens if token[0].isalpha()]
    capital = sum(word[0].isupper() for word in words)
    yield f"words {_bin(len(words))}"
    yield f"length {min(len(text) // 12, 9)}"
    yield f"capitals {5 * capital // len(words) if words else 'none'}"
    yield f"digits {_bin(sum(c.isdigit() for c in text))}"
    yield f"begins {_shape(text[:1])}"
    yield f"ends {text[-1:] if text[-1:] in '.,:;?!)-/' else _shape(text[-1:])}"
    yield f"parts {min(len([part for part in _PART.split(text) if part]), 5)}"
    for mark in ',|\t/(:&@+;•·*★%"€':
        if mark in text:
            yield f"mark {mark} {min(text.count(mark), 3)}"
    if text.isupper():
        yield "upper"
    if re.search(r"\s[–—-]\s", text):
        yield "dash"
    if re.search(r"\S {3,}\S", text):
        yield "wide"
    if re.fullmatch(r"\W*(?:\w ){3,}\w\W*", text):
        yield "spaced"
    if DANGLING.search(text):
        yield "dangling"
    if ends_sentence(text):
        yield f"sentence {len(words) > 4}"
    if text.istitle():
        yield "titled"


def _known(text: str) -> Iterator[str]:
    """Yield what the tables and patterns of the rules say of a line."""
    section = cv_section(text) if len(text) <= LONGEST else None
    if section:
        yield f"heading {section}"
        yield "heading"
    elif len(text) <= LONGEST and (loose := loose_section(text)):
        yield f"loose {loose}"
    label = re.match(r"([^:]{3,30}?)\s*:\s*\S", text)
    if label:
        named = cv_section(label.group(1))
        yield f"label {named}" if named else "label"
    yield from _dates(text)
    kind = identity.kind_of_piece(text) if len(text) <= 100 else None
    if kind:
        yield f"kind {kind}"
    if "@" in text and EMAIL.search(text):
        yield "email"
    if "." in text and LINK.search(text):
        yield "link"
    if _DIGITS.search(text) and PHONE.search(text):
        yield "phone"
    for name, pattern in (
        ("licence", identity.LICENCE), ("document", identity.DOCUMENT_WORD), ("I", _SPOKEN),
        ("they", _THIRD), ("firm", _FIRM),
    ):  # fmt: skip
        if pattern.search(text):
            yield name
    tokens = TOKEN.findall(text)
    short = len(text) <= 150 and any(_is_tongue(token) for token in tokens)
    spoken = tongues(text) if short else []
    if spoken:
        yield f"tongues {min(len(spoken), 3)}"
        yield f"tongue first {spoken[0].start < 3}"
        if only_tongues(text):
            yield "tongues only"
    level = level_of(text)
    if level:
        yield "level"
        yield f"level {level}"
    titled = [place for place, token in enumerate(tokens) if _is_title(token)]
    if titled:
        yield "title"
        yield f"title {min(titled[0], 4)} of {_bin(len(tokens))}"
    for name, pattern in _MATTERS:
        found = len(pattern.findall(text))
        if found:
            yield f"matter {name}"
            if found > 1:
                yield f"matters {name} {min(found, 3)}"
    if tokens:
        yield f"first {tokens[0].casefold()[-3:]}"
        yield f"last {tokens[-1].casefold()[-3:]}"
    if TOWNS.fullmatch(_PART.split(text)[-1].strip(" .")):
        yield "ends in a town"


def _dates(text: str) -> Iterator[str]:
    if not _DIGITS.search(text):
        return
    found = ranges(text)
    one = None if found else single(text)
    if not found and one is None:
        return
    first = found[0] if found else one
    assert first is not None
    last = found[-1] if found else first
    before = re.sub(r"[\W_]", "", text[: first.start])
    after = re.sub(r"[\W_]", "", text[last.end :])
    where = "whole" if not before + after else "start" if not before else "end"
    if before and after:
        where = "middle"
    yield f"{'range' if found else 'date'} {where}"
    yield "range" if found else "date"
    if found:
        yield f"ranges {min(len(found), 3)}"
        if found[0].period.end is None:
            yield "until now"


@lru_cache(maxsize=1 << 15)
def _is_tongue(token: str) -> bool:
    return any(finder.fullmatch(token) for finder in FINDERS.values())


@lru_cache(maxsize=1 << 15)
def _is_title(token: str) -> bool:
    token = token.casefold()
    return any(token[at:] in _TITLES for at in range(len(token) - 2))


def _shape(sign: str) -> str:
    if sign.isalpha():
        return "A" if sign.isupper() else "a"
    return "9" if sign.isdigit() else sign if sign and ord(sign) < 128 else "?"


def _bin(count: int) -> int:
    return count if count < 6 else 6 + min((count - 6) // 4, 5)


# --- its place ------------------------------------------------------------------------------
def _places(lines: Sequence[Line], cues: Sequence[Sequence[str]]) -> Iterator[list[str]]:
    """Yield where each line stands: in the text, under which heading, how far from dates."""
    count = len(lines)
    sets = [set(found) for found in cues]
    headings = sum("heading" in found for found in sets)
    dated = sum("range" in found for found in sets)
    whole = [
        f"headings {min(headings, 4)}",
        f"dated {min(dated, 4)}",
        f"long {_bin(count // 8)}",
        f"airless {sum(line.gap for line in lines) <= 3}",
    ]
    style = _style(sets)
    near_dates = _from_dates(sets)
    under, since = "top", 0
    mark: tuple[str, ...] = ("mark top",)
    after_dates, after_gap = 99, 0
    seen: set[str] = set()
    for index, line in enumerate(lines):
        found = sets[index]
        after_gap = 0 if line.gap else after_gap + 1
        heads = _heads(line, found)
        until = next((i for i in range(1, 4) if _gap_at(lines, index + i)), 4)
        indent = line.start - (lines[index - 1].end if index else 0)
        near = min(after_dates, 12)
        here = [
            f"under {under}",
            f"under {under} {_bin(since)}",
            f"under {under} {'bullet' if line.bullet else ''}{'range' if 'range' in found else ''}",
            f"from top {index if index < 8 else 8 + min(index // 10, 6)}",
            f"from end {min(count - index, 6)}",
            f"tenth {10 * index // count}",
            f"dates {near}",
            f"dates {near} {under}",
            f"block {min(after_gap, 6)} {until}",
            f"indent {_bin(indent)}",
            f"seen {line.text.casefold() in seen}",
            f"titles stand {style} here {near_dates[index]}",
        ]
        before, after = (lines[i] if 0 <= i < count else None for i in (index - 1, index + 1))
        here += [
            f"steps {line.bullet} {bool(before and before.bullet)} {bool(after and after.bullet)}",
            f"wraps {bool(before and len(before.text) > 60)} {line.text[:1].islower()}",
        ]
        yield [*here, *mark, *whole]
        seen.add(line.text.casefold())
        since += 1
        after_dates = 0 if "range" in found else after_dates + 1
        if heads:
            tokens = [token.casefold() for token in TOKEN.findall(line.text[:LONGEST])]
            mark = tuple(
                piece for token in tokens for piece in (f"mark {token}", f"mark {token[:5]}-")
            )
            known = next((cue[8:] for cue in found if cue.startswith("heading ")), None)
            under, since = known or "unknown", 0


def _from_dates(sets: Sequence[set[str]]) -> list[int]:
    """Return how many lines below the nearest dates each line stands: -2 to 2, 9 for farther."""
    dated = [at for at, found in enumerate(sets) if "range" in found]
    near = [9] * len(sets)
    for step in (2, -2, 1, -1, 0):
        for at in dated:
            if 0 <= at + step < len(sets):
                near[at + step] = step
    return near


def _style(sets: Sequence[set[str]]) -> int:
    """Return where titles stand in this text, in lines below the dates: most often; 9 for none."""
    dated = [at for at, found in enumerate(sets) if "range" in found]
    counts = {
        step: sum("title" in sets[at + step] for at in dated if 0 <= at + step < len(sets))
        for step in (0, -1, 1, -2, 2)
    }
    best = max(counts, key=lambda step: counts[step])
    return best if counts[best] > 1 else 9


def _heads(line: Line, found: set[str]) -> bool:
    """Tell whether a line may be a heading: known as one, or short and set apart."""
    if "heading" in found:
        return not line.bullet
    short = len(line.text.split()) <= 5 and not line.bullet
    apart = line.text.isupper() or line.ruled or line.text.endswith(":")
    return short and apart and "range" not in found and not re.search(r"\d", line.text)


def _gap_at(lines: Sequence[Line], index: int) -> bool:
    return index >= len(lines) or lines[index].gap
