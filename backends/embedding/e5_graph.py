"""The embedded model's layers as an ONNX graph over the same 4-bit weights, built in memory."""

from typing import TYPE_CHECKING, Any

import numpy as np

from backends.embedding.e5_weights import BLOCK, Weights

if TYPE_CHECKING:
    from onnx import NodeProto, TensorProto

_OURS = "com.microsoft"
"""Operators of onnxruntime: attention over padded texts, and products with weights that stay in 4 bit."""
_OPSET, _IR = 17, 8
_INT8 = 4
"""Activations of a block as 8-bit integers, as the engine itself multiplies: nearer to its vectors than float32, and
faster."""


class _Graph:
    """Nodes and constants as they are added."""

    def __init__(self, weights: Weights) -> None:
        self.weights = weights
        self.nodes: list[NodeProto] = []
        self.constants: list[TensorProto] = []

    def constant(self, name: str, values: np.ndarray[Any, Any]) -> str:
        from onnx import numpy_helper

        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def node(self, kind: str, inputs: list[str], output: str, domain: str = "", **settings: Any) -> str:
        from onnx import helper

        self.nodes.append(helper.make_node(kind, inputs, [output], domain=domain, **settings))
        return output

    def linear(self, x: str, key: str, inputs: int) -> str:
        bias = self.weights.floats(f"{key}.b")
        scales, nibbles = self.weights.packed(f"{key}.w", inputs // BLOCK)
        product = self.node(
            "MatMulNBits",
            [x, self.constant(f"{key}.w", nibbles), self.constant(f"{key}.s", scales)],
            f"{key}.product", _OURS,
            K=inputs, N=len(bias), bits=4, block_size=BLOCK, accuracy_level=_INT8,
        )  # fmt: skip
        return self.node("Add", [product, self.constant(f"{key}.b", bias)], f"{key}.out")

    def normed(self, x: str, key: str) -> str:
        scale, shift = (self.constant(f"{key}.{part}", self.weights.floats(f"{key}.{part}")) for part in "wb")
        epsilon = float(self.weights.epsilon)
        return self.node("LayerNormalization", [x, scale, shift], f"{key}.out", epsilon=epsilon, axis=-1)


def layers_graph(weights: Weights) -> bytes:
    """A model with inputs ``x`` [texts, tokens, width] and ``lengths`` [texts], output ``y`` like ``x``."""
    from onnx import TensorProto, helper

    graph = _Graph(weights)
    x = graph.normed("x", "emb.ln")
    for number in range(weights.layers):
        x = _layer(graph, x, f"l{number}")
    graph.node("Identity", [x], "y")
    shape: list[str | int | None] = ["texts", "tokens", weights.width]
    made = helper.make_graph(
        graph.nodes,
        "e5",
        [
            helper.make_tensor_value_info("x", TensorProto.FLOAT, shape),
            helper.make_tensor_value_info("lengths", TensorProto.INT32, ["texts"]),
        ],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, shape)],
        graph.constants,
    )
    opsets = [helper.make_opsetid("", _OPSET), helper.make_opsetid(_OURS, 1)]
    serialised: bytes = helper.make_model(made, opset_imports=opsets, ir_version=_IR).SerializeToString()
    return serialised


def _layer(graph: _Graph, x: str, key: str) -> str:
    width = graph.weights.width
    query, keys, values = (graph.linear(x, f"{key}.{part}", width) for part in "qkv")
    inputs = [query, keys, values, "", "lengths"]
    context = graph.node("MultiHeadAttention", inputs, f"{key}.context", _OURS, num_heads=graph.weights.heads)
    attended = graph.node("Add", [x, graph.linear(context, f"{key}.ao", width)], f"{key}.attended")
    x = graph.normed(attended, f"{key}.aln")
    wide = len(graph.weights.floats(f"{key}.fi.b"))
    inner = graph.node("Gelu", [graph.linear(x, f"{key}.fi", width)], f"{key}.inner", _OURS)
    fed = graph.node("Add", [x, graph.linear(inner, f"{key}.fo", wide)], f"{key}.fed")
    return graph.normed(fed, f"{key}.oln")
