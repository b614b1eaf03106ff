"""Small trained corrections -> weights of the encoder that know the words of work.

In:  the packaged weights, and for some of their matrices two thin factors (LoRA)
Out: weights of the same shapes, so encoding costs what it did before
Why: the encoder learns in its layers what a linear map over its rows (`head.py`) cannot express,
     and the program ships 1 MB instead of 235. Data, figures and limits: HEAD.md.

Two machines must build the same bytes, or a base made on one is refused on the other. A product of
matrices adds in an order of its own, so the factors are put on a grid of 2^-20: every sum is then a
whole number of steps below 2^53, which float64 holds exactly, and only the last addition rounds.

Source: LoRA (Hu et al., ICLR 2022); the scale is multiplied into the second factor.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from matcher.atomic import write_whole
from matcher.errors import InvalidInput, ModelUnavailable

SHIPPED = Path(__file__).with_name("adapter.safetensors")

_STEP = 2.0**-20
_LARGEST = 4.0  # with ranks of at most 256: 2 x 22 + 8 bits, below 2^53 steps
_HIGHEST_RANK = 256
_KEY = "adapter"  # one key, since safetensors writes several in an order that changes

Halves = NDArray[np.float16]
Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Factors:
    """What is added to one matrix of weights (out, in): `up @ down`."""

    down: Halves  # (rank, in) on the grid
    up: Halves  # (out, rank) on the grid


@dataclass(frozen=True, slots=True, eq=False)
class Adapter:
    """Corrections for the weights of one encoder; make it with `adapter_of`."""

    weights_sha256: str  # of the file of weights that it was trained on
    factors: Mapping[str, Factors]  # by the matrix's name in `packaged.Weights.tensors`
    source: str = ""  # what it was trained on, with the attribution that the data asks for

    @property
    def digest(self) -> str:
        """SHA-256 of the weights' hash and all factors, hexadecimal."""
        total = hashlib.sha256(f"{self.weights_sha256}\n".encode())
        for name in sorted(self.factors):
            for part in (self.factors[name].down, self.factors[name].up):
                total.update(f"{name} {part.shape}\n".encode() + part.astype("<f2").tobytes())
        return total.hexdigest()

    def merged(self, tensors: Mapping[str, Floats], weights_sha256: str) -> dict[str, Floats]:
        """Return the tensors with the factors' products added; the same bytes on every machine.

        Parameters
        ----------
        tensors :
            weights by name, float32; those that the adapter does not name are passed on
        weights_sha256 :
            the hash of the file that they come from

        Raises
        ------
        InvalidInput : the adapter was trained on other weights, or names a matrix that is not
            there or has another shape
        """
        if weights_sha256 != self.weights_sha256:
            raise InvalidInput(
                f"the adapter was trained on weights with SHA-256 {self.weights_sha256}, these "
                f"have {weights_sha256}; use those weights, or train an adapter on these"
            )
        changed = dict(tensors)
        for name, part in self.factors.items():
            shape = (len(part.up), part.down.shape[1])
            if name not in tensors or tensors[name].shape != shape:
                raise InvalidInput(
                    f"the adapter corrects a matrix {name} of the shape {shape}, the encoder has "
                    f"{tensors[name].shape if name in tensors else 'none'}; train it on this one"
                )
            steps = (part.up.astype(np.float64) / _STEP) @ (part.down.astype(np.float64) / _STEP)
            changed[name] = (tensors[name].astype(np.float64) + steps * _STEP**2).astype(np.float32)
        return changed


def adapter_of(
    weights_sha256: str, factors: Mapping[str, tuple[Floats, Floats]], *, source: str = ""
) -> Adapter:
    """Return the adapter with these factors, rounded to the grid.

    Parameters
    ----------
    weights_sha256 :
        hash of the file of weights that they correct
    factors :
        name of a matrix -> (rank, in) and (out, rank), finite numbers in [-4, 4], rank 1 to 256
    source :
        what it was trained on, kept in its file

    Raises
    ------
    InvalidInput : no factors came, two do not fit each other, or a number is out of range
    """
    if not factors:
        raise InvalidInput("an adapter without factors changes nothing; give at least one pair")
    return Adapter(
        weights_sha256,
        {name: _checked(name, *factors[name]) for name in sorted(factors)},
        source,
    )


def write_adapter(adapter: Adapter, path: Path) -> None:
    """Write the adapter as safetensors: there whole or not at all, the same bytes every time."""
    from safetensors.numpy import save

    about = {
        "weights_sha256": adapter.weights_sha256,
        "sha256": adapter.digest,
        "source": adapter.source,
    }
    parts: dict[str, Halves] = {}
    for name, part in adapter.factors.items():
        parts |= {f"{name}.down": part.down, f"{name}.up": part.up}
    write_whole(path, save(parts, metadata={_KEY: json.dumps(about, sort_keys=True)}))


def read_adapter(path: Path) -> Adapter:
    """Return the adapter in this file.

    Raises
    ------
    ModelUnavailable : there is no such file, it is no adapter, or not the one that was written
    """
    from safetensors import SafetensorError, safe_open

    try:
        with safe_open(path, framework="numpy") as file:
            about = json.loads((file.metadata() or {})[_KEY])
            names = {name.rpartition(".")[0] for name in file.keys()}  # noqa: SIM118 - no mapping
            factors = {
                name: (file.get_tensor(f"{name}.down"), file.get_tensor(f"{name}.up"))
                for name in names
            }
        adapter = adapter_of(about["weights_sha256"], factors, source=about["source"])
        promised = about["sha256"]
    except (OSError, SafetensorError, KeyError, TypeError, ValueError, InvalidInput) as error:
        raise ModelUnavailable(
            f"{path} cannot be read as an adapter ({error}); name a file that `write_adapter` "
            "wrote, or leave the adapter out"
        ) from error
    if adapter.digest != promised:
        raise ModelUnavailable(
            f"the adapter in {path} has SHA-256 {adapter.digest}, but was written with {promised}; "
            "the file was changed or damaged: install it again, or train the adapter again"
        )
    return adapter


def shipped_adapter() -> Adapter | None:
    """Return the adapter that comes with the program, or None where none does.

    Where one was lost, the shipped head refuses the encoder without it.

    Raises
    ------
    ModelUnavailable : its file is damaged
    """
    return read_adapter(SHIPPED) if SHIPPED.is_file() else None


def _checked(name: str, down: Floats, up: Floats) -> Factors:
    fitting = down.ndim == up.ndim == 2 and len(down) == up.shape[1]
    if not fitting or not 0 < len(down) <= _HIGHEST_RANK:
        raise InvalidInput(
            f"factors of the shapes {down.shape} and {up.shape} came for {name}; they are "
            f"(rank, in) and (out, rank) with a rank of 1 to {_HIGHEST_RANK}"
        )
    if not all(np.all(np.abs(part) <= _LARGEST) for part in (down, up)):  # also false for NaN
        raise InvalidInput(
            f"the factors of {name} hold numbers outside [-{_LARGEST:g}, {_LARGEST:g}] or none at "
            "all (NaN); train again at a lower rate"
        )
    return Factors(_on_grid(down), _on_grid(up))


def _on_grid(part: Floats) -> Halves:
    halves = part.astype(np.float16).astype(np.float64)  # float16 first: its steps are the larger
    return (np.rint(halves / _STEP) * _STEP).astype(np.float16)
