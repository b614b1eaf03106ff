"""Names of the same things -> a linear head for an encoder.

In:  things with two or more names each (`names`), and the encoder that is to know them better
Out: a `Head` for that encoder, and how well it finds names that were kept out of training
Why: the encoder stays as it is; one matrix is trained in seconds on a CPU, ships in 300 KB and
     leaves whole texts in order, which a two-layer map did not (MAP 0.850 -> 0.779). Two names of
     one thing are drawn near, the other names of the batch are pushed away.

What was tried beside it (figures in `matcher/vectors/HEAD.md`): descriptions, relations of
occupations and skills, sorted batches, ties to the identity and to whole texts, a bias, other
temperatures and sizes of batches. None was better on all the tasks that were kept out.
"""

import math
import random
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from matcher.errors import InvalidInput
from matcher.protocols import Encoder, Progress, Vectors
from matcher.tuning.names import ATTRIBUTION, Named, esco_names, pairs_in, texts_in, without
from matcher.vectors import CachedEncoder, default_encoder
from matcher.vectors.head import Head, HeadedEncoder, head_of, write_head

if TYPE_CHECKING:
    from torch import Tensor

_KEPT_OUT = 600  # ESCO skills, and at most so many first texts of somebody's own pairs
_FEWEST = 20  # things with two names, below which training is not worth its name
_SKILL = "/esco/skill/"


@dataclass(frozen=True, slots=True)
class Settings:
    """How the head is trained."""

    epochs: int = 24
    batch: int = 512  # things at once; each has the names of the others as negatives
    rate: float = 2e-3  # of Adam, falling to 0 along a cosine
    temperature: float = 0.03
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Check:
    """How often the right name stands first among all, before and after."""

    name: str
    queries: int
    pool: int
    before: float  # R@1, a ratio
    after: float


@dataclass(frozen=True, slots=True)
class Trained:
    """A head, what it was trained on, and what it finds of what was kept out."""

    head: Head
    things: int
    checks: tuple[Check, ...]


def train_head(
    named: Sequence[Named],
    encoder: Encoder,
    *,
    settings: Settings | None = None,
    source: str = "",
    progress: Progress | None = None,
) -> Head:
    """Return a head that draws the names of each thing together.

    Parameters
    ----------
    named :
        the things; those with fewer than two different names teach nothing
    encoder :
        stays as it is; the head is for its rows only
    settings :
        None takes those that the shipped head was trained with
    source :
        written into the head's file
    progress :
        counts texts and epochs

    Returns
    -------
    Head : the same bytes on the same machine for the same input

    Raises
    ------
    InvalidInput : fewer than 20 things have two names, or training left the numbers' range

    Source: InfoNCE with in-batch negatives (van den Oord et al. 2018; Henderson et al. 2017).
    """
    chosen = settings or Settings()
    texts = sorted({name for each in named for _, name in each.names})
    place = {text: number for number, text in enumerate(texts)}
    groups = [sorted({place[name] for _, name in each.names}) for each in named]
    groups = [group for group in groups if len(group) > 1]
    if len(groups) < _FEWEST:
        raise InvalidInput(
            f"{len(groups)} things with two or more names came, at least {_FEWEST} are needed; "
            "add pairs, or train on ESCO's names"
        )
    total = len(texts) + chosen.epochs
    rows = encoder.encode(texts, progress=_part(progress, 0, total))
    matrix = _fit(rows, groups, chosen, progress=_part(progress, len(texts), total))
    return head_of(encoder.name, matrix, source=source)


def train_head_command(
    data: Path | None,
    out: Path,
    pairs: Path | None = None,
    *,
    keep_out: Sequence[Path] = (),
    encoder: Encoder | None = None,
    settings: Settings | None = None,
    progress: Progress | None = None,
) -> Trained:
    """Train a head on ESCO's names, on pairs of your own, or on both; write it to `out`.

    600 ESCO skills whose Dutch and English labels differ, and the pairs of every tenth first text
    of yours, are kept out and looked for before and after.

    Parameters
    ----------
    data :
        the folder with ESCO's tables (see `esco_names`), or None
    out :
        the file to write, `*.safetensors`
    pairs :
        a file with two texts a line and a tab between them, or None
    keep_out :
        files of texts (queries of a test, say); what bears one of them as a name is left out
    encoder :
        None takes the default model, without a head
    settings :
        None takes those that the shipped head was trained with
    progress :
        counts texts and epochs of the training; checks come after it

    Raises
    ------
    NotFound : a folder or file is not there
    InvalidInput : neither ESCO nor pairs were given, a line is no pair, or there is too little
    """
    if data is None and pairs is None:
        raise InvalidInput("nothing to train on; give the folder of ESCO's tables, pairs, or both")
    esco = esco_names(data) if data else ()
    own = pairs_in(pairs) if pairs else ()
    skills, asked = kept_out(esco), _tenth(own)
    banned = {name.casefold() for skill in skills for _, name in skill.names}
    banned |= {pair.names[0][1].casefold() for pair in asked}
    named = without((*esco, *own), banned.union(*map(texts_in, keep_out)))
    with tempfile.TemporaryDirectory() as folder:  # labels are needed for training and for checks
        cached = CachedEncoder(encoder or default_encoder(), Path(folder) / "vectors.sqlite")
        parts = [f"names of ESCO ({ATTRIBUTION})"] * bool(esco) + ["own pairs"] * bool(own)
        source = " and ".join(parts)
        head = train_head(named, cached, settings=settings, source=source, progress=progress)
        checks = (*_esco_check(skills, esco, cached, head), *_pair_check(asked, own, cached, head))
    write_head(head, out)
    return Trained(head, len(named), checks)


def kept_out(esco: Sequence[Named], *, count: int = _KEPT_OUT, seed: int = 0) -> tuple[Named, ...]:
    """Return skills to keep out, drawn from those whose Dutch and English labels differ.

    `count` are drawn, at most half of those there are; the draw depends on the order of `esco`.
    """
    candidates = [each for each in esco if _SKILL in each.id and _differ(each)]
    order = np.arange(len(candidates))
    np.random.default_rng(seed).shuffle(order)
    return tuple(candidates[number] for number in order[: min(count, len(order) // 2)])


def found_first(queries: Vectors, pool: Vectors, right: Sequence[Sequence[int]]) -> float:
    """Return the share of queries for which no row of the pool is nearer than a right one.

    Parameters
    ----------
    queries :
        (q, d) of length 1, q > 0
    pool :
        (p, d) of length 1
    right :
        for each query the places of its answers in the pool, at least one; a tie counts as found
    """
    nearness = queries @ pool.T
    answer = [row[list(places)].max() for row, places in zip(nearness, right, strict=True)]
    return float(np.mean(nearness.max(axis=1) <= answer))


def _fit(
    rows: Vectors,
    groups: Sequence[Sequence[int]],
    settings: Settings,
    *,
    progress: Progress | None,
) -> NDArray[np.float32]:
    """Return the (d, d) map, started at the identity; on one thread, so that bytes repeat."""
    import torch

    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        table = torch.from_numpy(rows)
        matrix = torch.eye(rows.shape[1], requires_grad=True)
        steps = settings.epochs * math.ceil(len(groups) / settings.batch)
        optimizer = torch.optim.Adam([matrix], lr=settings.rate)
        falling = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, max(1, steps))
        draw = random.Random(settings.seed)
        order = list(groups)
        for epoch in range(settings.epochs):
            draw.shuffle(order)
            for start in range(0, len(order), settings.batch):
                drawn = [draw.sample(group, 2) for group in order[start : start + settings.batch]]
                optimizer.zero_grad()
                loss = _loss(table, matrix, torch.tensor(drawn), settings.temperature)
                loss.backward()  # type: ignore[no-untyped-call]
                optimizer.step()
                falling.step()
            if progress:
                progress(epoch + 1, settings.epochs)
        return matrix.detach().numpy().copy()
    finally:
        torch.set_num_threads(threads)


def _loss(table: "Tensor", matrix: "Tensor", drawn: "Tensor", temperature: float) -> "Tensor":
    """Return the loss of pairs of places (b, 2): each name must find its partner in the batch.

    Names that two pairs share are no negatives of each other.
    """
    from torch.nn.functional import cross_entropy, normalize

    left, right = drawn[:, 0], drawn[:, 1]
    one, other = normalize(table[left] @ matrix.T), normalize(table[right] @ matrix.T)
    shared = left[:, None] == right
    shared |= (left[:, None] == left) | (right[:, None] == right)
    shared.fill_diagonal_(False)
    nearness = (one @ other.T / temperature).masked_fill(shared, float("-inf"))
    partner = drawn.new_tensor(range(len(drawn)))
    return (cross_entropy(nearness, partner) + cross_entropy(nearness.T, partner)) / 2


def _tenth(own: Sequence[Named]) -> tuple[Named, ...]:
    """Return the pairs of every tenth first text, or of fewer where there are very many."""
    firsts = list(dict.fromkeys(pair.names[0][1] for pair in own))
    asked = set(firsts[:: max(10, math.ceil(len(firsts) / _KEPT_OUT))])
    return tuple(pair for pair in own if pair.names[0][1] in asked)


def _esco_check(
    skills: Sequence[Named], esco: Sequence[Named], encoder: Encoder, head: Head
) -> tuple[Check, ...]:
    labels = [(each.label("nl") or "", each.label("en") or "") for each in skills]
    english = [each.label("en") or "" for each in esco if _SKILL in each.id]
    return _check("Dutch label of a skill -> its English label", labels, english, encoder, head)


def _pair_check(
    asked: Sequence[Named], own: Sequence[Named], encoder: Encoder, head: Head
) -> tuple[Check, ...]:
    pairs = [(pair.names[0][1], pair.names[1][1]) for pair in asked]
    seconds = [pair.names[1][1] for pair in own]
    return _check("first text of a pair -> a second", pairs, seconds, encoder, head)


def _check(
    name: str,
    asked: Sequence[tuple[str, str]],
    answers: Sequence[str],
    encoder: Encoder,
    head: Head,
) -> tuple[Check, ...]:
    """Return one check, or none where nothing was kept out."""
    if not asked:
        return ()
    pool = [text for text in dict.fromkeys(answers) if text]
    place = {text: number for number, text in enumerate(pool)}
    right: dict[str, list[int]] = {}
    for query, answer in asked:
        right.setdefault(query, []).append(place[answer])
    before, after = (
        found_first(each.encode(list(right)), each.encode(pool), list(right.values()))
        for each in (encoder, HeadedEncoder(encoder, head))
    )
    return (Check(name, len(right), len(pool), before, after),)


def _differ(named: Named) -> bool:
    dutch, english = named.label("nl"), named.label("en")
    return bool(dutch and english and dutch.lower() != english.lower())


def _part(progress: Progress | None, start: int, total: int) -> Progress | None:
    """Return a progress that counts from `start` in a longer job."""
    return (lambda done, _: progress(start + done, total)) if progress else None
