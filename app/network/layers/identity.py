"""Identity: values stay as they are."""

from collections.abc import Callable, Sequence
from typing import Literal

from torch import Tensor, nn

from app.network.cell_step import Copy, Index, place
from app.network.layers.layer import Shape
from app.network.layers.pointwise import Pointwise
from app.network.onnx_graph import OnnxGraph


def same(values: Tensor) -> Tensor:
    """The values themselves."""
    return values


class Identity(Pointwise):
    """`out = in`."""

    kind: Literal["identity"] = "identity"
    passes_on = True

    def build(self, shape: Shape) -> nn.Module:
        """An `Identity`."""
        return nn.Identity()

    def function(self, module: nn.Module) -> Callable[[Tensor], Tensor]:
        """Nothing is computed."""
        return same

    def vjp(self, module: nn.Module, gradient: Tensor, x: Tensor, y: Tensor) -> Tensor:
        """The gradient itself."""
        return gradient

    def to_onnx(
        self, graph: OnnxGraph, module: nn.Module, shapes: Sequence[Shape], inputs: Sequence[str]
    ) -> str:
        """`Identity`."""
        return graph.node("Identity", *inputs)

    def explain(self, module: nn.Module, x: Tensor, y: Tensor, at: Index, top: int) -> Copy:
        """The cell itself."""
        return Copy(total=float(x[at]), strongest=place(at))


LAYER = Identity
