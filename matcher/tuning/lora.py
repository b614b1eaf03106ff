"""A BERT with trainable corrections in its upper layers.

In:  token ids of texts
Out: their rows (mean over tokens), with the graph that training needs
Why: what the frozen lower layers give is kept in memory per text, so a text that returns costs
     half. Attention is computed step by step ("eager"): torch's fused one needs four times as long
     backwards in bfloat16 on a CPU (6.5 of 10.4 s)

Source: LoRA (Hu et al., ICLR 2022).
"""

import math
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn.functional import linear

from matcher.vectors.model import SentenceModel, computes_in_bfloat16

_CHUNK_TOKENS = 1024
_PAD = 1

Ids = Sequence[int]


class LowRank(nn.Module):
    """A frozen linear layer plus two thin trainable factors, of which the second starts at 0."""

    def __init__(self, base: nn.Linear, rank: int, *, seed: int) -> None:
        super().__init__()
        self.base = base
        chance = torch.Generator().manual_seed(seed)
        start = torch.randn(rank, base.in_features, generator=chance)
        self.down = nn.Parameter(start / math.sqrt(base.in_features))
        self.up = nn.Parameter(torch.zeros(base.out_features, rank))

    def forward(self, inputs: Tensor) -> Tensor:
        """Return the layer's output with the correction."""
        thin = linear(inputs, self.down.to(inputs.dtype))
        frozen: Tensor = self.base(inputs)
        return frozen + linear(thin, self.up.to(inputs.dtype))


@dataclass(frozen=True, slots=True, eq=False)
class Forward:
    """Rows of a batch in parts of alike length."""

    parts: Sequence[Tensor]  # each with its graph
    back: Tensor  # (n,) where the row of each text stands among the joined parts

    def joined(self) -> Tensor:
        """Return (n, d) rows in the order of the texts, without the graph."""
        return torch.cat([part.detach() for part in self.parts])[self.back]


class Adaptable:
    """The network of a sentence-transformers folder (a BERT), its upper layers trainable.

    Parameters
    ----------
    folder  : as sentence-transformers saves it
    layers  : so many of the uppermost are corrected; the others stay as they are
    rank    : width of the factors
    seed    : of their start
    threads : parts of a batch worked on at the same time
    """

    def __init__(
        self, folder: Path, *, layers: int, rank: int, seed: int = 0, threads: int = 2
    ) -> None:
        self._sentences = SentenceModel(folder, bfloat16=computes_in_bfloat16(), e5_prompt=True)
        self._bert: Any = self._sentences.network
        self._bert.set_attn_implementation("eager")
        self._bert.requires_grad_(False)
        self._frozen = max(0, len(self._bert.encoder.layer) - layers)
        self._below: dict[tuple[int, ...], Tensor] = {}
        self._corrected = self._inject(rank, seed)
        self._threads = ThreadPoolExecutor(threads)

    def tokens(self, texts: Sequence[str], *, longest: int | None = None) -> list[list[int]]:
        """Return the ids of each text, cut to `longest` with the last one kept."""
        ids = self._sentences.tokens(texts)
        if longest is None:
            return ids
        return [[*row[: longest - 1], row[-1]] if len(row) > longest else row for row in ids]

    def parameters(self) -> list[nn.Parameter]:
        """Return what is to be trained."""
        return [part for each in self._corrected.values() for part in (each.down, each.up)]

    def factors(self, share: float) -> dict[str, tuple[NDArray[np.float32], NDArray[np.float32]]]:
        """Return (down, share * up) of each corrected matrix, by its name in the state dict."""
        return {
            f"{name}.weight": (
                each.down.detach().numpy().copy(),
                (share * each.up.detach()).numpy(),
            )
            for name, each in self._corrected.items()
        }

    def rows(self, ids: Sequence[Ids]) -> "Forward":
        """Return the rows of texts, before any scaling, with what `learn` needs."""
        keys = [tuple(row) for row in ids]
        fresh = [key for key in dict.fromkeys(keys) if key not in self._below]
        groups = [[fresh[place] for place in part] for part in _chunks(fresh)]
        below = self._threads.map(self._lower, groups)
        self._below |= {key: states for part in below for key, states in part.items()}
        parts = [[keys[place] for place in part] for part in _chunks(keys)]
        places = [place for part in _chunks(keys) for place in part]
        back = torch.empty(len(places), dtype=torch.long)
        back[torch.tensor(places)] = torch.arange(len(places))
        return Forward(list(self._threads.map(self._upper, parts)), back)

    def learn(self, forward: "Forward", gradient: Tensor) -> None:
        """Set the gradients of `parameters` from the gradient (n, d) of the rows.

        Parts are worked on side by side and added in their order, so that the number of threads
        changes no bit.
        """
        parameters = self.parameters()
        ordered = gradient[torch.argsort(forward.back)]
        pieces = torch.split(ordered, [len(part) for part in forward.parts])
        given = self._threads.map(
            lambda part, piece: _gradients(part, parameters, piece),
            forward.parts,
            pieces,
        )
        for parameter, ones in zip(parameters, zip(*given, strict=True), strict=True):
            parameter.grad = sum(ones[1:], start=ones[0])

    def _inject(self, rank: int, seed: int) -> dict[str, LowRank]:
        found: dict[str, LowRank] = {}
        for number, layer in enumerate(self._bert.encoder.layer):
            if number < self._frozen:
                continue
            for name, module in list(layer.named_modules()):
                for key, child in list(module.named_children()):
                    if isinstance(child, nn.Linear):
                        path = ".".join(part for part in (name, key) if part)
                        wrapped = LowRank(child, rank, seed=seed + len(found))
                        setattr(module, key, wrapped)
                        found[f"encoder.layer.{number}.{path}"] = wrapped
        return found

    def _lower(self, part: list[tuple[int, ...]]) -> dict[tuple[int, ...], Tensor]:
        """Return what the frozen layers give for these texts."""
        torch.set_num_threads(1)  # of this thread
        ids, mask = _padded(part)
        with torch.no_grad():
            layers = self._bert.encoder.layer[: self._frozen]
            states = self._through(layers, self._bert.embeddings(input_ids=ids), mask)
        return {key: states[row, : len(key)].clone() for row, key in enumerate(part)}

    def _upper(self, part: list[tuple[int, ...]]) -> Tensor:
        """Return (n, d) rows of these texts, with their graph."""
        torch.set_num_threads(1)
        states = nn.utils.rnn.pad_sequence([self._below[key] for key in part], batch_first=True)
        _, mask = _padded(part)
        above = self._through(self._bert.encoder.layer[self._frozen :], states, mask).float()
        weights = mask[..., None].float()
        return (above * weights).sum(1) / weights.sum(1)

    def _through(self, layers: Any, states: Tensor, mask: Tensor) -> Tensor:
        hidden = torch.zeros(mask.shape, dtype=states.dtype)
        hidden = hidden.masked_fill(mask == 0, torch.finfo(states.dtype).min)[:, None, None, :]
        for layer in layers:
            out = layer(states, hidden)
            states = out[0] if isinstance(out, tuple) else out
        return states


def _gradients(
    rows: Tensor, parameters: Sequence[nn.Parameter], gradient: Tensor
) -> tuple[Tensor, ...]:
    torch.set_num_threads(1)  # of this thread
    return torch.autograd.grad(rows, parameters, gradient)


def _chunks(rows: Sequence[Ids]) -> Iterator[list[int]]:
    """Yield places of rows of alike length, shortest first, up to `_CHUNK_TOKENS` with padding."""
    part: list[int] = []
    for place in sorted(range(len(rows)), key=lambda place: len(rows[place])):
        if part and len(rows[place]) * (len(part) + 1) > _CHUNK_TOKENS:
            yield part
            part = []
        part.append(place)
    if part:
        yield part


def _padded(rows: Sequence[Ids]) -> tuple[Tensor, Tensor]:
    """Return ids and mask, (n, longest)."""
    width = max(map(len, rows))
    ids = torch.full((len(rows), width), _PAD)
    mask = torch.zeros(len(rows), width, dtype=torch.long)
    for number, row in enumerate(rows):
        ids[number, : len(row)] = torch.tensor(row)
        mask[number, : len(row)] = 1
    return ids, mask
