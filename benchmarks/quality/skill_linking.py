"""A sentence -> the skills of ESCO that it speaks of: are they found among the first?

In:  the validation sentences of TECH and HOUSE (Decorte et al. 2022 over SkillSpan), annotated with
     labels of ESCO; the pool is every skill of ESCO with an English label (13,925). Besides, the
     lines of `CONTEXT`, written for this project, in which a word means something else than usual
Out: a row a system: RP@5, RP@10, MRR, and for `CONTEXT` the share of lines without the wrong skill

RP@k of a sentence = (its gold labels among the first k) / min(k, number of its gold labels); the
figure is the mean over distinct sentences with at least one label in ESCO. Annotations "LABEL NOT
PRESENT" and "UNDERSPECIFIED" and labels that this version of ESCO lacks are left out, as in the
literature. MRR is of the best placed gold label.

The engine's weights were chosen on these very sentences. "other set" weighs TECH with weights
fitted on HOUSE alone and the other way round; "five folds" fits them on four fifths of both.
"""

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.quality.bench import Options, Row, figure_of, folder, say, told
from matcher.evaluation import Figure, gap
from matcher.evaluation.systems import baseline
from matcher.protocols import Encoder
from matcher.skills.linking import Lanes, Linkable, Linker, LinkWeights
from matcher.tuning.names import esco_names
from matcher.vectors import CachedEncoder, default_encoder, load_encoder
from matcher.vectors.folder import default_cache
from matcher.vectors.head import HeadedEncoder, shipped_head

NAME = "skill_linking"

ALIASES = 3  # names of a concept beside its label in a language: those that the head was trained on

# A line, and parts of labels of ESCO that would misunderstand it.
CONTEXT = (
    ("You build Rust services that run in the cloud", ("rust", "corrosion")),
    ("Experience with Rust, async runtimes and Postgres", ("rust", "corrosion")),
    ("Je bouwt microservices in Rust en Go", ("rust", "corrosion")),
    ("Spring Boot microservices on Kubernetes", ("spring",)),
    ("Backend development in Java with Spring", ("spring",)),
    ("React front-end with TypeScript", ("react ",)),
    ("You develop web components in React", ("react ",)),
    (
        "Docker containers in a CI/CD pipeline",
        ("dock", "industrial containers", "waste containers"),
    ),
    ("Deploying containers to a Kubernetes cluster", ("metal containers", "install containers")),
    ("Cleaning data before it enters the warehouse", ("clean warehouse", "clean equipment")),
    (
        "Data pipelines with Airflow and Spark",
        ("spark erosion", "pipeline transport", "airflow in"),
    ),
    ("Build pipelines in Jenkins and deploy to AWS", ("pipeline transport", "pipeline corridor")),
    ("Loading data into the data lake", ("load cargo", "lake", "loading of")),
    ("Machine learning models in production", ("machine tools", "sewing", "production scheduling")),
    ("Branching and merging with Git", ("branches", "trees", "forest")),
    ("Configuration of firewalls and switches", ("fire protection", "fireplace", "railway switch")),
    ("Scrum master of two agile teams", ("rugby", "sport")),
    ("Writing shell scripts on Linux", ("shells", "scripts for plays", "write scripts")),
    ("Designing neural networks in Python", ("nervous", "snakes", "reptile")),
    ("Sharding a MongoDB cluster", ("shard",)),
    ("Je bouwt bruggen tussen afdelingen", ("bridge",)),
    ("Maintaining the product backlog", ("maintain machinery", "product stock")),
)

Scores = NDArray[np.float32]  # (concepts,)
_GRID = [
    LinkWeights(line=line / 10, letters=letters / 10) for line in range(11) for letters in range(7)
]
_DROPPED = {
    "matcher -phrase": LinkWeights(phrase=0.0),
    "matcher -line": LinkWeights(line=0.0),
    "matcher -letters": LinkWeights(letters=0.0),
    "matcher -gate": LinkWeights(gate=None),
}


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence and its gold: for each label the places of the concepts that bear it."""

    text: str
    gold: tuple[tuple[int, ...], ...]


def rows(options: Options) -> Iterator[Row]:
    """Yield the rows of TECH, of HOUSE, and of the lines in which words mislead."""
    return asked(options, _rows_of(options))


def _rows_of(options: Options) -> Iterator[Row]:
    shared = folder(options.shared / "skills_dev")
    pool = english_skills(options.shared)
    labels = [concept.names[0][1] for concept in pool]
    files = {name: shared / f"{name}_validation_annotations.csv" for name in ("tech", "house")}
    sets = {name: sentences(path, labels) for name, path in files.items()}
    plain, engine = encoders(options)
    say(options, "linkers")
    linker = Linker(pool, engine, folder=default_cache() / "bench")
    lanes = {n: list(linker.lanes([s.text for s in own])) for n, own in sets.items()}
    for name, own in sets.items():
        say(options, name)
        scored = dict(_rivals([s.text for s in own], labels, plain, engine, options.seed))
        scored |= _ours(name, sets, lanes)
        bare = Linker(
            pool, engine, weights=LinkWeights(names=False), folder=default_cache() / "bench"
        )
        scored["matcher -names"] = [
            each.sum(LinkWeights()) for each in bare.lanes([s.text for s in own])
        ]
        yield from _rows(name, own, scored, [files[name], options.shared / "esco"])
    yield from _context(linker, labels, plain, engine, options)


def asked(options: Options, found: Iterator[Row]) -> Iterator[Row]:
    """Yield the rows of the systems that are asked for."""
    for row in found:
        if options.systems is None or row["system"] in options.systems:
            yield row


def english_skills(shared: Path) -> tuple[Linkable, ...]:
    """Return the skills of ESCO that have an English label, with their English names."""
    found = []
    for named in esco_names(folder(shared / "esco"), aliases=ALIASES):
        english = tuple((code, name) for code, name in named.names if code == "en")
        if "/esco/skill/" in named.id and english:
            found.append(Linkable(named.id, english))
    return tuple(found)


def encoders(options: Options) -> tuple[Encoder, Encoder]:
    """Return the default model without a head and the engine's encoder, both cached on disk."""
    cache = default_cache() / "bench" / "vectors.sqlite"
    plain, head = CachedEncoder(default_encoder(), cache), shipped_head()
    if options.model is None and head.encoder == plain.name:
        return plain, HeadedEncoder(plain, head)
    return plain, CachedEncoder(load_encoder(options.model), cache)


def sentences(path: Path, labels: Sequence[str]) -> list[Sentence]:
    """Return the distinct sentences that have gold in the pool, in the order of the file."""
    places: dict[str, list[int]] = {}
    for place, label in enumerate(labels):
        places.setdefault(label.strip().casefold(), []).append(place)
    gold: dict[str, dict[str, None]] = {}
    with folder(path).open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            label = row["label"].strip().casefold()
            if label in places:
                gold.setdefault(row["sentence"], {})[label] = None
    return [Sentence(text, tuple(tuple(places[one]) for one in own)) for text, own in gold.items()]


def letters(queries: Sequence[str], pool: Sequence[str]) -> NDArray[np.float32]:
    """Return the cosines of TF-IDF rows of 3 to 5 characters, (queries, pool)."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    vectorizer = TfidfVectorizer(
        analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True, dtype=np.float32
    )
    shown = vectorizer.fit_transform(pool)
    return np.asarray((vectorizer.transform(queries) @ shown.T).todense())


def ranked(name: str, queries: Sequence[str], pool: Sequence[str]) -> NDArray[np.float32]:
    """Return scores that order the pool as one of the package's own rivals does."""
    asked = {str(i): text for i, text in enumerate(queries)}
    corpus = {f"{i:06d}": text for i, text in enumerate(pool)}
    order = baseline(name, encoder=_none)(asked, corpus)
    scores = np.zeros((len(queries), len(pool)), dtype=np.float32)
    for i in range(len(queries)):
        scores[i, [int(place) for place in order[str(i)]]] = -np.arange(len(pool))
    return scores


def fitted(own: Sequence[tuple[Sentence, Lanes]]) -> LinkWeights:
    """Return the weights of a grid that give these sentences the best mean of RP@5 and MRR."""

    def worth(weights: LinkWeights) -> float:
        scored = [(s, each.sum(weights)) for s, each in own]
        return float(np.mean([_rp(s, scores, 5) + _mrr(s, scores) for s, scores in scored]))

    return max(_GRID, key=worth)


def _rivals(
    texts: Sequence[str], labels: Sequence[str], plain: Encoder, engine: Encoder, seed: int
) -> Iterator[tuple[str, Sequence[Scores]]]:
    yield "chance", np.random.default_rng(seed).random((len(texts), len(labels)), np.float32)
    yield "bm25", ranked("bm25", texts, labels)
    yield "chars", letters(texts, labels)
    yield "cosine, no head", plain.encode(texts) @ plain.encode(labels).T
    yield "cosine", engine.encode(texts) @ engine.encode(labels).T


def _ours(
    name: str, sets: Mapping[str, list[Sentence]], lanes: Mapping[str, list[Lanes]]
) -> dict[str, Sequence[Scores]]:
    """Return the engine's scores: as it is, with weights from elsewhere, and without each lane."""
    pairs = {n: list(zip(own, lanes[n], strict=True)) for n, own in sets.items()}
    other = fitted([pair for n, own in pairs.items() if n != name for pair in own])
    scored: dict[str, Sequence[Scores]] = {
        "matcher": [each.sum(LinkWeights()) for each in lanes[name]],
        "matcher, weights of the other set": [each.sum(other) for each in lanes[name]],
        "matcher, five folds": _folds(name, pairs),
    }
    return scored | {
        system: [each.sum(weights) for each in lanes[name]] for system, weights in _DROPPED.items()
    }


def _folds(name: str, pairs: Mapping[str, list[tuple[Sentence, Lanes]]]) -> list[Scores]:
    weights = []
    for fold in range(5):
        kept = [p for own in pairs.values() for i, p in enumerate(own) if i % 5 != fold]
        weights.append(fitted(kept))
    return [each.sum(weights[i % 5]) for i, (_, each) in enumerate(pairs[name])]


def _rows(
    name: str, own: list[Sentence], scored: Mapping[str, Sequence[Scores]], paths: list[Path]
) -> Iterator[Row]:
    measures: dict[str, Callable[[Sentence, Scores], float]] = {
        "rp@5": lambda s, scores: _rp(s, scores, 5),
        "rp@10": lambda s, scores: _rp(s, scores, 10),
        "mrr": _mrr,
    }
    figures: dict[str, dict[str, Figure]] = {}
    for system, scores in scored.items():
        figures[system] = {
            measure: figure_of({str(i): of(s, scores[i]) for i, s in enumerate(own)})
            for measure, of in measures.items()
        }
        rival = figures.get("bm25", {})
        gaps = {m: told(gap(figures[system][m], rival[m])) for m in rival}
        yield {
            "task": NAME,
            "set": name,
            "system": system,
            "n": len(own),
            "figures": {measure: told(figure) for measure, figure in figures[system].items()},
            "gap_to_bm25": gaps,
            "data_paths": paths,
        }


def _context(
    linker: Linker, labels: Sequence[str], plain: Encoder, engine: Encoder, options: Options
) -> Iterator[Row]:
    texts = [line for line, _ in CONTEXT]
    scored = dict(_rivals(texts, labels, plain, engine, options.seed))
    lanes = list(linker.lanes(texts))
    ours = (
        {"matcher": LinkWeights()}
        | _DROPPED
        | {"matcher -line -gate": LinkWeights(line=0.0, gate=None)}
    )
    scored |= {system: [each.sum(weights) for each in lanes] for system, weights in ours.items()}
    for system, scores in scored.items():
        clean = {}
        for number, (_, wrong) in enumerate(CONTEXT):
            first = [labels[c].casefold() for c in np.argsort(-scores[number], kind="stable")[:5]]
            clean[str(number)] = float(not any(part in one for one in first for part in wrong))
        yield {
            "task": NAME,
            "set": "misleading words",
            "system": system,
            "n": len(CONTEXT),
            "figures": {"no wrong skill in 5": told(figure_of(clean))},
            "data_paths": [Path(__file__), options.shared / "esco"],
        }


def _rp(sentence: Sentence, scores: Scores, k: int) -> float:
    first = set(np.argpartition(-scores, k)[:k].tolist())
    hits = sum(not first.isdisjoint(places) for places in sentence.gold)
    return hits / min(k, len(sentence.gold))


def _mrr(sentence: Sentence, scores: Scores) -> float:
    best = max(scores[place] for places in sentence.gold for place in places)
    return 1 / (1 + int((scores > best).sum()))


def _none() -> Encoder:
    raise NotImplementedError("this rival needs no encoder")
