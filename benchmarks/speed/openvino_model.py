"""The built-in encoder on OpenVINO, in float32, bfloat16 or 8 bits.

In:  a `SentenceModel` of the engine
Out: a model that can take its place in a `SentenceEncoder`
Why: a rival of the engine's own torch. The weights of the 72 products go to 8 bits with a scale for
     each output, what flows into them to 8 bits in groups of 128 as it comes. Nothing is
     downloaded: the network is traced here. `openvino.convert_model` would do the same, and would
     send figures about its use over a network where there is one
"""

import warnings
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matcher.protocols import Vectors
from matcher.vectors.model import SentenceModel

PRECISIONS = ("float32", "bfloat16", "8 bits")
_GROUP = 128  # numbers that share a scale, of what flows into a product


class OpenVinoModel:
    """Rows of texts with the same number of tokens, as `SentenceModel` gives them.

    Parameters
    ----------
    model : the engine's own, in float32; its tokens are used, and its network
    precision : one of `PRECISIONS`
    """

    def __init__(self, model: SentenceModel, precision: str) -> None:
        import openvino

        self.tokens = model.tokens
        self.dimensions = model.dimensions
        network = _network(model)
        how: dict[str, Any] = {
            "INFERENCE_NUM_THREADS": 1,
            "NUM_STREAMS": 1,
            "INFERENCE_PRECISION_HINT": "bf16" if precision == "bfloat16" else "f32",
        }
        if precision == "8 bits":
            _in_8_bits(network)
            how["DYNAMIC_QUANTIZATION_GROUP_SIZE"] = _GROUP
        self._request = openvino.Core().compile_model(network, "CPU", how).create_infer_request()

    def rows(self, ids: list[list[int]]) -> Vectors:
        """Return the rows of texts that have the same number of tokens, before any scaling."""
        found = self._request.infer([np.array(ids, dtype=np.int64)])
        return np.array(found[0], dtype=np.float32)


def _network(model: SentenceModel) -> Any:
    """Return the network with its mean over tokens, as OpenVINO holds it."""
    import torch
    from openvino import PartialShape
    from openvino.frontend import FrontEndManager
    from openvino.frontend.pytorch.ts_decoder import TorchScriptPythonDecoder

    network = model.network

    class Mean(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.network = network

        def forward(self, input_ids: torch.Tensor) -> torch.Tensor:
            mask = torch.ones_like(input_ids)
            states = self.network(input_ids=input_ids, attention_mask=mask).last_hidden_state
            return states.mean(dim=1)

    example = torch.tensor([model.tokens(["a line"])[0]] * 2)
    with torch.inference_mode(), warnings.catch_warnings():
        # Tracing is deprecated, and looks at every attribute of transformers that is.
        warnings.simplefilter("ignore")
        decoder = TorchScriptPythonDecoder(Mean().eval(), example_input=(example,))
        reader = FrontEndManager().load_by_framework("pytorch")
        found = reader.convert(reader.load(decoder))
    found.inputs[0].get_node().set_partial_shape(PartialShape([-1, -1]))
    found.validate_nodes_and_infer_types()
    return found


def _in_8_bits(network: Any) -> None:
    """Put every weight of a product in 8 bits, as numbers that are scaled when they are used."""
    from openvino import opset13 as ops

    for node in network.get_ordered_ops():
        if node.get_type_name() != "MatMul":
            continue
        weight = _weight(node)
        if weight is not None:
            across = 1 if node.get_attributes()["transpose_b"] else 0
            scale = np.abs(weight).max(axis=across, keepdims=True) / np.float32(127)
            whole = np.clip(np.rint(weight / scale), -127, 127).astype(np.int8)
            told = ops.multiply(ops.convert(ops.constant(whole), "f32"), ops.constant(scale))
            node.input(1).replace_source_output(told.output(0))


def _weight(product: Any) -> NDArray[np.float32] | None:
    """Return the constant matrix of a product, None where both sides are computed."""
    node = product.input_value(1).get_node()
    while node.get_type_name() == "Convert":
        node = node.input_value(0).get_node()
    if node.get_type_name() != "Constant" or node.get_data().ndim != 2:
        return None
    return np.array(node.get_data(), dtype=np.float32)
