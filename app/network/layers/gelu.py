"""GELU: a value times the share of a normal distribution that lies below it."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Literal

from torch import Tensor, nn
from torch.nn import functional

from app.network.layers.layer import Shape
from app.network.layers.pointwise import Pointwise
from app.network.onnx_graph import OnnxGraph


class GELU(Pointwise):
    """`out = in / 2 * (1 + erf(in / sqrt(2)))`, cell by cell.

    With `approximate` tanh: `out = in / 2 * (1 + tanh(sqrt(2 / pi) * (in + 0.044715 * in³)))`.
    """

    kind: Literal["gelu"] = "gelu"
    bent = True
    approximate: Literal["none", "tanh"] = "none"

    def build(self, shape: Shape) -> nn.Module:
        """A `GELU`."""
        return nn.GELU(self.approximate)

    def function(self, module: nn.Module) -> Callable[[Tensor], Tensor]:
        """Torch's function."""
        return partial(functional.gelu, approximate=self.approximate)

    def to_onnx(
        self, graph: OnnxGraph, module: nn.Module, shapes: Sequence[Shape], inputs: Sequence[str]
    ) -> str:
        """`Gelu`, which ONNX has from its operators' version 20 on."""
        graph.needs(20)
        return graph.node("Gelu", *inputs, approximate=self.approximate)


LAYER = GELU
