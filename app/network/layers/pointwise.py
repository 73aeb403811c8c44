"""Functions of single cells, the same at every place."""

from collections.abc import Callable

from torch import Tensor, nn

from app.network.cell_step import Function, Index, Step, place
from app.network.layers.layer import Layer, Shape


class Pointwise(Layer):
    """`out = f(in)`, cell by cell; a subclass builds f."""

    pooling_name = None

    def output_shape(self, shape: Shape) -> Shape:
        """Unchanged."""
        return shape

    def unpadded(self, module: nn.Module) -> Callable[[Tensor], Tensor]:
        """The function alone: it has no padding."""
        return self.function(module)

    def explain(self, module: nn.Module, x: Tensor, y: Tensor, at: Index, top: int) -> Step:
        """The input's value, and the function's."""
        return Function(before=float(x[at]), total=float(y[at]), strongest=place(at))
