"""Names and descriptions of the same things -> an adapter for the default encoder.

In:  things with two or more names each, some with a description, and the plain encoder with a head
Out: an `Adapter` for the encoder's weights, trained through the head
Why: two names of one thing are drawn near, those of the other things in the batch are pushed away,
     as for the head (`head.py`), but in the layers of the network. Half of a batch are things with
     three of their neighbours, so that "install pumps" is told from "repair pumps". Only the upper
     half of the layers is trained: the lower half's outputs are kept, which halves the time.
     Figures, and what was tried beside it: `matcher/vectors/HEAD.md`.
"""

import math
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from matcher.errors import InvalidInput
from matcher.protocols import Encoder, Progress
from matcher.tuning.contrast import contrast
from matcher.tuning.names import Described, Named
from matcher.vectors import packaged
from matcher.vectors.adapter import Adapter, adapter_of
from matcher.vectors.folder import default_cache, ensure
from matcher.vectors.head import Head, HeadedEncoder

if TYPE_CHECKING:
    from matcher.tuning.lora import Adaptable

_FEWEST = 64  # things with two names; below, the neighbours of a batch are the whole of it
_NEAR = 10  # neighbours of a thing, of which three stand beside it in a batch
_BESIDE = 3
_WARMING = 20  # steps over which the rate rises
_ROWS_AT_ONCE = 2_000

Pair = tuple[int, int]  # places of two texts


@dataclass(frozen=True, slots=True)
class AdapterSettings:
    """How the adapter is trained."""

    steps: int = 370
    batch: int = 256  # things at once; each has the names of the others as negatives
    grouped: int = 32  # of them with three neighbours each
    described: int = 12  # pairs of a label and a description on top of the batch
    longest: int = 48  # tokens of a description
    layers: int = 6  # the uppermost
    rank: int = 16
    rate: float = 4e-4  # of AdamW, rising over 20 steps, then falling to 0 along a cosine
    temperature: float = 0.03
    share: float = 1.0  # of the correction that is kept; less is nearer to the plain encoder
    seed: int = 0


def train_adapter(
    named: Sequence[Named],
    described: Sequence[Described],
    encoder: HeadedEncoder,
    *,
    settings: AdapterSettings | None = None,
    source: str = "",
    progress: Progress | None = None,
) -> Adapter:
    """Return an adapter for the packaged weights that draws the names of each thing together.

    Parameters
    ----------
    named :
        the things; those with fewer than two different names teach nothing
    described :
        labels and descriptions of some of them; may be empty
    encoder :
        the plain default encoder with a head; the head stays as it is, the adapter learns what it
        leaves over. Neighbours are found by its rows
    settings :
        None takes the defaults of `AdapterSettings`
    source :
        written into the adapter's file
    progress :
        counts steps

    Returns
    -------
    Adapter : the same bytes on the same machine for the same input

    Raises
    ------
    InvalidInput : fewer than 64 things have two names, or training left the numbers' range

    Source: InfoNCE with in-batch negatives (van den Oord et al. 2018; Henderson et al. 2017), LoRA
    (Hu et al. 2022), neighbours as negatives (ANCE, Xiong et al. 2021, without the refreshing).
    """
    from matcher.tuning.lora import Adaptable

    chosen = settings or AdapterSettings()
    things = [each for each in named if len({name for _, name in each.names}) > 1]
    if len(things) < _FEWEST:
        raise InvalidInput(
            f"{len(things)} things with two or more names came, at least {_FEWEST} are needed for "
            "an adapter; add pairs, or train a head, which needs fewer"
        )
    texts = sorted({name for each in named for _, name in each.names})
    drawing = _Drawing(things, texts, described, encoder, chosen)
    network = Adaptable(ensure(default_cache()), layers=chosen.layers, rank=chosen.rank)
    tokens = network.tokens(texts)
    tokens += network.tokens([each.text for each in described], longest=chosen.longest)
    _fit(network, tokens, drawing, encoder.head, chosen, progress=progress)
    return adapter_of(packaged.SHA256, network.factors(chosen.share), source=source)


class _Drawing:
    """Draws batches of pairs: half at random, half of neighbours, and some descriptions."""

    def __init__(
        self,
        things: Sequence[Named],
        texts: Sequence[str],
        described: Sequence[Described],
        encoder: Encoder,
        settings: AdapterSettings,
    ) -> None:
        place = {text: number for number, text in enumerate(texts)}
        self._settings = settings
        self._chance = random.Random(settings.seed)
        self._groups = [sorted({(place[name], code) for code, name in t.names}) for t in things]
        self._near = _neighbours([_called(group, texts) for group in self._groups], encoder)
        self._described = [
            (place[each.label], len(texts) + number) for number, each in enumerate(described)
        ]

    def batches(self) -> Iterator[list[Pair]]:
        """Yield batches without end; each thing stands in a batch at most once."""
        order = list(range(len(self._groups)))
        beside = _BESIDE + 1
        grouped = min(self._settings.grouped, len(order) // (2 * beside))
        plain = min(self._settings.batch, len(order)) - grouped * beside
        at = len(order)
        while True:
            if at + plain > len(order):
                self._chance.shuffle(order)
                at = 0
            drawn = order[at : at + plain]
            at += plain
            for _ in range(grouped):
                first = self._chance.randrange(len(order))
                drawn += [first, *self._chance.sample(self._near[first], _BESIDE)]
            yield self._pairs(dict.fromkeys(drawn))

    def _pairs(self, things: dict[int, None]) -> list[Pair]:
        pairs = []
        for thing in things:
            one, other = self._two(self._groups[thing])
            if one != other:
                pairs.append((one, other))
        count = min(self._settings.described, len(self._described))
        return pairs + self._chance.sample(self._described, count)

    def _two(self, group: list[tuple[int, str]]) -> Pair:
        """Return two texts; a name that two languages share may need some draws."""
        for _ in range(9):
            (one, _), (other, _) = self._chance.sample(group, 2)
            if one != other:
                break
        return one, other


def _fit(
    network: "Adaptable",
    tokens: Sequence[Sequence[int]],
    drawing: _Drawing,
    head: Head,
    settings: AdapterSettings,
    *,
    progress: Progress | None,
) -> None:
    """Train the network's factors, on one thread, so that bytes repeat."""
    import torch
    from torch.nn.functional import normalize

    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        mapped = torch.from_numpy(head.matrix.astype(np.float32))
        optimizer = torch.optim.AdamW(network.parameters(), lr=settings.rate, weight_decay=0.0)
        falling = torch.optim.lr_scheduler.LambdaLR(optimizer, _falling(settings.steps))
        for step, pairs in zip(range(settings.steps), drawing.batches(), strict=False):
            texts = sorted({text for pair in pairs for text in pair})
            place = {text: number for number, text in enumerate(texts)}
            forward = network.rows([tokens[text] for text in texts])
            found = forward.joined().requires_grad_()
            rows = normalize(found @ mapped.T)
            one, other = (rows[[place[pair[side]] for pair in pairs]] for side in (0, 1))
            loss = contrast(one, other, torch.tensor(pairs), settings.temperature)
            (gradient,) = torch.autograd.grad(loss, found)
            network.learn(forward, gradient)
            optimizer.step()
            falling.step()
            if progress:
                progress(step + 1, settings.steps)
    finally:
        torch.set_num_threads(threads)


def _falling(steps: int) -> Callable[[int], float]:
    """Return the rate's factor at a step: up over 20 steps, and down to 0 at the last."""
    return lambda step: (
        min(1.0, (step + 1) / _WARMING)
        * (0.5 + 0.5 * math.cos(math.pi * min(1.0, step / max(1, steps))))
    )


def _called(group: Sequence[tuple[int, str]], texts: Sequence[str]) -> str:
    """Return an English name, or any."""
    english = [place for place, code in group if code == "en"]
    return texts[english[0] if english else group[0][0]]


def _neighbours(names: Sequence[str], encoder: Encoder) -> list[list[int]]:
    """Return, for each name, the places of the ten nearest others."""
    rows = encoder.encode(names)
    near: list[NDArray[np.intp]] = []
    for start in range(0, len(rows), _ROWS_AT_ONCE):
        nearness = rows[start : start + _ROWS_AT_ONCE] @ rows.T
        nearness[np.arange(len(nearness)), np.arange(start, start + len(nearness))] = -1
        near.append(np.argpartition(-nearness, _NEAR, axis=1)[:, :_NEAR])
    found: list[list[int]] = np.concatenate(near).tolist()
    return found
