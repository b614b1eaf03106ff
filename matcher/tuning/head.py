"""Names of the same things -> a linear head for an encoder.

In:  things with two or more names each (`names`), and the encoder that is to know them better
Out: a `Head` for that encoder
Why: the encoder stays as it is; one matrix is trained in seconds on a CPU, ships in 300 KB and
     leaves whole texts in order, which a two-layer map did not (MAP 0.850 -> 0.779). Two names of
     one thing are drawn near, the other names of the batch are pushed away.

What was tried beside it (figures in `matcher/vectors/HEAD.md`): descriptions, relations of
occupations and skills, sorted batches, ties to the identity and to whole texts, a bias, other
temperatures and sizes of batches. None was better on all the tasks that were kept out.
"""

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matcher.errors import InvalidInput
from matcher.protocols import Encoder, Progress, Vectors
from matcher.tuning.contrast import contrast
from matcher.tuning.names import Named
from matcher.vectors.head import Head, head_of

KEPT_OUT = 600  # ESCO skills, and at most so many first texts of somebody's own pairs
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


def kept_out(esco: Sequence[Named], *, count: int = KEPT_OUT, seed: int = 0) -> tuple[Named, ...]:
    """Return skills to keep out, drawn from those whose Dutch and English labels differ.

    `count` are drawn, at most half of those there are; the draw depends on the order of `esco`.
    """
    candidates = [each for each in esco if _SKILL in each.id and _differ(each)]
    order = np.arange(len(candidates))
    np.random.default_rng(seed).shuffle(order)
    return tuple(candidates[number] for number in order[: min(count, len(order) // 2)])


def _fit(
    rows: Vectors,
    groups: Sequence[Sequence[int]],
    settings: Settings,
    *,
    progress: Progress | None,
) -> NDArray[np.float32]:
    """Return the (d, d) map, started at the identity; on one thread, so that bytes repeat."""
    import torch
    from torch.nn.functional import normalize

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
                places = torch.tensor(drawn)
                one, other = (normalize(table[side] @ matrix.T) for side in places.T)
                loss = contrast(one, other, places, settings.temperature)
                loss.backward()  # type: ignore[no-untyped-call]
                optimizer.step()
                falling.step()
            if progress:
                progress(epoch + 1, settings.epochs)
        return matrix.detach().numpy().copy()
    finally:
        torch.set_num_threads(threads)


def _differ(named: Named) -> bool:
    dutch, english = named.label("nl"), named.label("en")
    return bool(dutch and english and dutch.lower() != english.lower())


def _part(progress: Progress | None, start: int, total: int) -> Progress | None:
    """Return a progress that counts from `start` in a longer job."""
    return (lambda done, _: progress(start + done, total)) if progress else None
