"""Where does a text name skills? Keywords of Dutch IT vacancies, and spans of SkillSpan.

In:  15 Dutch IT vacancies with 346 keywords marked as relevant by hand; the development set of
     SkillSpan (Zhang et al. 2022; English, tech and house), whose spans of skills and of knowledge
     are taken together
Out: a row a system:
       keywords  mean over vacancies of the F1 of the set of keywords, as they are written (case,
                 accents and hyphens aside); "f1, overlapping" counts a keyword as found where the
                 other side has one that shares a word with it
       spans     F1 over all spans of a set, interval over sentences; exact, and overlapping

Nothing here was trained on marked spans, and it shows: the best trained model reaches 0.59 on
SkillSpan exactly and 0.80 overlapping (dual JobBERT, types told apart). "dictionary" is the finder
with the shipped vocabulary as it is; "linked" takes phrases whose link to ESCO is above a floor
(embedding only); "dictionary, linked" adds them where the dictionary has found nothing. The floor
of a set is the one that suits the other set best (of a vacancy: the other vacancies). "matcher",
for keywords, is the dictionary without mentions of character and education, which people seldom
mark as keywords of the work, and takes "scrum/agile" apart as well; these two rules were written
with the vacancies in sight. Spans of SkillSpan hold character too, so that there the dictionary is
what the matcher has.

Kompetencer has no row: its files hold spans with the code of their class and no sentence around
them, so there is nothing to find them in.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.quality.bench import Options, Row, figure_of, folder, say, told
from benchmarks.quality.skill_linking import ALIASES, asked, encoders
from matcher.evaluation import Figure, gap
from matcher.skills import Finder, Vocabulary
from matcher.skills.folding import fold
from matcher.skills.link_phrases import phrases
from matcher.skills.linking import Linkable, Linker
from matcher.tuning.names import esco_names
from matcher.vectors.folder import default_cache

NAME = "skill_extraction"

_FLOORS = (4.0, 5.0, 6.0, 7.0, 8.0)
_UNMARKED = ("soft", "education")
_RESAMPLES = 2_000

Span = tuple[int, int]
Found = Sequence[frozenset[Span]]  # for each text


@dataclass(frozen=True, slots=True)
class Marked:
    """A text with the spans, or else the keywords, that people marked."""

    text: str
    spans: frozenset[Span] = frozenset()
    keywords: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Tools:
    """What finds."""

    finder: Finder
    vocabulary: Vocabulary
    linker: Linker


def rows(options: Options) -> Iterator[Row]:
    """Yield the rows of the vacancies, then those of SkillSpan."""
    return asked(options, _rows_of(options))


def _rows_of(options: Options) -> Iterator[Row]:
    shared = folder(options.shared / "skills_dev")
    vocabulary = Vocabulary.shipped()
    linker = Linker(_concepts(options), encoders(options)[1], folder=default_cache() / "bench")
    tools = Tools(Finder(vocabulary), vocabulary, linker)
    say(options, "vacancies")
    path = folder(shared / "nl_it_vacancies_gold_keywords.jsonl")
    yield from _keywords(_vacancies(path), tools, options, path)
    path = folder(shared / "skillspan_dev.json")
    sets = _sentences(path)
    found = {}
    for name, own in sets.items():
        say(options, f"SkillSpan {name}")
        found[name] = _systems(own, tools, options.seed)
        found[name].pop("matcher")
    for name, own in sets.items():
        (other,) = [n for n in sets if n != name]
        for system, spans in _chosen(found[name], found[other], sets[other]).items():
            exact, overlapping = (_spans(own, spans, how) for how in (_exact, _overlapping))
            yield {
                "task": NAME,
                "set": f"skillspan {name}",
                "system": system,
                "n": len(own),
                "figures": {"f1": exact, "f1, overlapping": overlapping},
                "data_paths": [path],
            }


def _concepts(options: Options) -> tuple[Linkable, ...]:
    """Return the skills of ESCO with their Dutch and English names."""
    named = esco_names(folder(options.shared / "esco"), aliases=ALIASES)
    skills = [each for each in named if "/esco/skill/" in each.id]
    kept = [(s.id, tuple(name for name in s.names if name[0] in ("nl", "en"))) for s in skills]
    return tuple(Linkable(id_, names) for id_, names in kept if names)


# --- what is found --------------------------------------------------------------------------
def _systems(own: Sequence[Marked], tools: Tools, seed: int) -> dict[str, Found]:
    """Return each system's spans; the linked ones once for each floor."""
    draw = np.random.default_rng(seed)
    share = sum(len(one.spans or one.keywords) for one in own)
    share /= max(1, sum(len(phrases(line)) for one in own for line in one.text.split("\n")))
    chance, named, kinds = [], [], []
    for one in own:
        runs = _lines(one.text, lambda line: [(p.start, p.end) for p in phrases(line)])
        chance.append(frozenset(run for run in runs if draw.random() < share))
        mentions = tools.finder.find(one.text)
        named.append(frozenset((m.start, m.end) for m in mentions))
        kept = [m for m in mentions if _kind(tools, m.concept) not in _UNMARKED]
        kinds.append(frozenset((m.start, m.end) for m in kept))
    found: dict[str, Found] = {"chance": chance, "dictionary": named, "matcher": kinds}
    linked = [_links(one.text, tools.linker) for one in own]
    for floor in _FLOORS:
        high = [[span for score, span in links if score >= floor] for links in linked]
        found[f"linked {floor}"] = [_apart(links, frozenset()) for links in high]
        both = [_apart(links, taken) for links, taken in zip(high, named, strict=True)]
        found[f"dictionary, linked {floor}"] = both
    return found


def _kind(tools: Tools, concept: str) -> str:
    return tools.vocabulary.concepts[concept].kind


def _links(text: str, linker: Linker) -> list[tuple[float, Span]]:
    """Return the phrases that carry links, best first, with their scores."""
    found: dict[Span, float] = {}
    start = 0
    for line in text.split("\n"):
        (links,) = linker.link([line], k=10)
        for link in links:
            found.setdefault((start + link.start, start + link.end), link.score)
        start += len(line) + 1
    return sorted(((score, span) for span, score in found.items()), reverse=True)


def _apart(spans: Sequence[Span], taken: frozenset[Span]) -> frozenset[Span]:
    """Return `taken` and those of the spans, best first, that touch nothing before them."""
    kept = set(taken)
    for start, end in spans:
        if not any(start < other_end and other < end for other, other_end in kept):
            kept.add((start, end))
    return frozenset(kept)


def _lines(text: str, of: Callable[[str], list[Span]]) -> list[Span]:
    found, start = [], 0
    for line in text.split("\n"):
        found += [(start + a, start + b) for a, b in of(line)]
        start += len(line) + 1
    return found


def _chosen(
    found: Mapping[str, Found], other: Mapping[str, Found], marked: Sequence[Marked]
) -> dict[str, Found]:
    """Return the systems with the floors that suit the other set best."""
    plain = {name: spans for name, spans in found.items() if not name[-1].isdigit()}
    for stem in ("linked", "dictionary, linked"):
        worth = {
            floor: _f1(_counts(marked, other[f"{stem} {floor}"], _exact))
            + _f1(_counts(marked, other[f"{stem} {floor}"], _overlapping))
            for floor in _FLOORS
        }
        plain[stem] = found[f"{stem} {max(worth, key=lambda floor: worth[floor])}"]
    return plain


# --- spans ----------------------------------------------------------------------------------
def _exact(spans: frozenset[Span], others: frozenset[Span]) -> int:
    return len(spans & others)


def _overlapping(spans: frozenset[Span], others: frozenset[Span]) -> int:
    """Return how many of the spans touch one of the others."""
    return sum(any(a < d and c < b for c, d in others) for a, b in spans)


Touch = Callable[[frozenset[Span], frozenset[Span]], int]


def _counts(own: Sequence[Marked], found: Found, touch: Touch) -> np.ndarray:
    """Return for each text: found and right, found, marked and found, marked."""
    return np.array(
        [
            (touch(f, one.spans), len(f), touch(one.spans, f), len(one.spans))
            for one, f in zip(own, found, strict=True)
        ]
    )


def _f1(counts: np.ndarray) -> float:
    right, found, recalled, marked = counts.sum(axis=0)
    if not right:
        return 0.0
    precision, recall = right / found, recalled / marked
    return float(2 * precision * recall / (precision + recall))


def _spans(own: Sequence[Marked], found: Found, touch: Touch) -> list[float]:
    """Return F1 over all spans, and its 95 % interval over sentences."""
    counts = _counts(own, found, touch)
    draw = np.random.default_rng(20_260)
    drawn = [_f1(counts[draw.integers(len(own), size=len(own))]) for _ in range(_RESAMPLES)]
    low, high = np.quantile(drawn, (0.025, 0.975))
    return [round(float(value), 4) for value in (_f1(counts), low, high)]


def _sentences(path: Path) -> dict[str, list[Marked]]:
    """Return the sentences of each source, tokens joined by spaces."""
    sets: dict[str, list[Marked]] = {}
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            one = json.loads(line)
            ends = np.cumsum([len(token) + 1 for token in one["tokens"]]) - 1
            places = [
                (int(end) - len(t), int(end)) for end, t in zip(ends, one["tokens"], strict=True)
            ]
            spans = {
                s for tags in ("tags_skill", "tags_knowledge") for s in _tagged(one[tags], places)
            }
            text = " ".join(one["tokens"])
            sets.setdefault(one["source"], []).append(Marked(text, frozenset(spans)))
    return sets


def _tagged(tags: Sequence[str], places: Sequence[Span]) -> Iterator[Span]:
    start: int | None = None
    for number, tag in enumerate([*tags, "O"]):
        if tag != "I" and start is not None:
            yield places[start][0], places[number - 1][1]
            start = None
        if tag == "B" or (tag == "I" and start is None):
            start = number


# --- keywords -------------------------------------------------------------------------------
def _keywords(own: Sequence[Marked], tools: Tools, options: Options, path: Path) -> Iterator[Row]:
    found = _systems(own, tools, options.seed)
    words = {
        name: [
            frozenset(map(_word, _texts(one, spans))) for one, spans in zip(own, sets, strict=True)
        ]
        for name, sets in found.items()
    }
    words["tfidf words"] = _rare(own)
    words["matcher"] = [
        frozenset(
            part for text in _texts(one, spans) for part in map(_word, {text, *text.split("/")})
        )
        for one, spans in zip(own, found["matcher"], strict=True)
    ]
    for stem in ("linked", "dictionary, linked"):
        words[stem] = _left_out(own, [words.pop(f"{stem} {floor}") for floor in _FLOORS])
    dictionary = _keyword_figures(own, words["dictionary"])
    for name, keywords in words.items():
        figures = _keyword_figures(own, keywords)
        yield {
            "task": NAME,
            "set": "nl it vacancies",
            "system": name,
            "n": len(own),
            "figures": {measure: told(figure) for measure, figure in figures.items()},
            "gap_to_dictionary": {m: told(gap(figures[m], dictionary[m])) for m in figures},
            "data_paths": [path],
        }


def _vacancies(path: Path) -> list[Marked]:
    with path.open(encoding="utf-8") as lines:
        read = [json.loads(line) for line in lines]
    return [Marked(v["text"], keywords=frozenset(map(_word, v["relevant"]))) for v in read]


def _texts(one: Marked, spans: frozenset[Span]) -> list[str]:
    return [one.text[start:end] for start, end in spans]


def _word(text: str) -> str:
    return fold(text.strip(" .,-()"))[0].strip()


def _rare(own: Sequence[Marked]) -> list[frozenset[str]]:
    """Return for each vacancy the 25 words of highest TF-IDF among all of them."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    vectorizer = TfidfVectorizer(token_pattern=r"(?u)\b\w[\w+#.]*")
    weights = vectorizer.fit_transform([one.text for one in own]).toarray()
    words = vectorizer.get_feature_names_out()
    return [frozenset(_word(words[i]) for i in np.argsort(-row)[:25]) for row in weights]


def _left_out(
    own: Sequence[Marked], by_floor: Sequence[Sequence[frozenset[str]]]
) -> list[frozenset[str]]:
    """Return for each vacancy the keywords at the floor that suits the others best."""
    scores = np.array(
        [
            [_overlap(one.keywords, w, exact=True) for one, w in zip(own, words, strict=True)]
            for words in by_floor
        ]
    )
    best = [int(np.argmax(np.delete(scores, i, axis=1).mean(axis=1))) for i in range(len(own))]
    return [by_floor[floor][i] for i, floor in enumerate(best)]


def _keyword_figures(
    own: Sequence[Marked], keywords: Sequence[frozenset[str]]
) -> dict[str, Figure]:
    pairs = list(enumerate(zip(own, keywords, strict=True)))
    return {
        name: figure_of({str(i): _overlap(one.keywords, w, exact=exact) for i, (one, w) in pairs})
        for name, exact in (("f1", True), ("f1, overlapping", False))
    }


def _overlap(marked: frozenset[str], found: frozenset[str], *, exact: bool) -> float:
    """Return the F1 of two sets of keywords."""
    if not marked or not found:
        return 0.0

    def share(ours: frozenset[str], theirs: frozenset[str]) -> float:
        words = set(re.findall(r"\S+", " ".join(theirs)))
        return sum(not words.isdisjoint(one.split()) for one in ours) / len(ours)

    if exact:
        precision, recall = len(marked & found) / len(found), len(marked & found) / len(marked)
    else:
        precision, recall = share(found, marked), share(marked, found)
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0
