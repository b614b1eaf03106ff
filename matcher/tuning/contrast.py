"""How far are pairs from finding each other in their batch?"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from torch import Tensor


def contrast(one: "Tensor", other: "Tensor", places: "Tensor", temperature: float) -> "Tensor":
    """Return the mean cross-entropy, in both directions, of finding the partner in the batch.

    Parameters
    ----------
    one, other :
        (b, d) unit rows; row i of the one belongs to row i of the other
    places :
        (b, 2) which texts these are; pairs that share a text are no negatives of each other
    temperature :
        > 0, what cosines are divided by

    Source: InfoNCE (van den Oord et al. 2018) with in-batch negatives (Henderson et al. 2017).
    """
    from torch.nn.functional import cross_entropy

    left, right = places[:, 0], places[:, 1]
    shared = (left[:, None] == right) | (left[:, None] == left) | (right[:, None] == right)
    shared = shared | shared.T
    shared.fill_diagonal_(False)
    nearness = (one @ other.T / temperature).masked_fill(shared, float("-inf"))
    partner = places.new_tensor(range(len(places)))
    return (cross_entropy(nearness, partner) + cross_entropy(nearness.T, partner)) / 2
