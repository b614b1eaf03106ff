"""The built-in encoder in 8 bits.

In:  the folder of the built-in model
Out: a model that can take the place of the engine's own in a `SentenceEncoder`
Why: a cheaper rival of the engine's own numbers. The weights of the 72 products go to 8 bits with a
     scale for each output, what flows into them to 8 bits in groups of 128 as it comes
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from matcher.vectors.graph import GraphModel

_GROUP = 128  # numbers that share a scale, of what flows into a product


class EightBits(GraphModel):
    """Rows of texts with the same number of tokens, as `GraphModel` gives them."""

    def _compile(self, network: Any, how: dict[str, Any]) -> Any:
        _in_8_bits(network)
        return super()._compile(network, {**how, "DYNAMIC_QUANTIZATION_GROUP_SIZE": _GROUP})


def _in_8_bits(network: Any) -> None:
    """Put every weight of a product in 8 bits, as numbers that are scaled when they are used."""
    from openvino import opset13 as ops

    for node in network.get_ordered_ops():
        if node.get_type_name() != "MatMul":
            continue
        weight = _weight(node)
        if weight is not None:
            scale = np.abs(weight).max(axis=1, keepdims=True) / np.float32(127)
            whole = np.clip(np.rint(weight / scale), -127, 127).astype(np.int8)
            told = ops.multiply(ops.convert(ops.constant(whole), "f32"), ops.constant(scale))
            node.input(1).replace_source_output(told.output(0))


def _weight(product: Any) -> NDArray[np.float32] | None:
    """Return the constant matrix (out, in) of a product, None where both sides are computed."""
    node = product.input_value(1).get_node()
    if node.get_type_name() != "Constant" or node.get_data().ndim != 2:
        return None
    return np.array(node.get_data(), dtype=np.float32)
