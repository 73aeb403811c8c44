"""The step: how one layer computed one cell, as data, in one of several forms.

Values and weights are the network's own float32. Products and sums are float64, in which a product
of two float32 is exact.
"""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Index = tuple[int, ...]
"""`(channel, row, col)` of a volume's cell, or `(unit,)` of a vector's."""

Line = list[float]
Plane = list[Line]


class Frozen(BaseModel):
    """A model whose fields are fixed, and which takes no others."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class CellPlace(Frozen):
    """A cell of a volume."""

    channel: int
    row: int
    col: int

    @property
    def index(self) -> Index:
        """The place as an index."""
        return self.channel, self.row, self.col


class UnitPlace(Frozen):
    """A unit of a vector."""

    unit: int

    @property
    def index(self) -> Index:
        """The place as an index."""
        return (self.unit,)


Place = CellPlace | UnitPlace


def place(index: Index) -> Place:
    """The index as a place."""
    if len(index) == 1:
        return UnitPlace(unit=index[0])
    channel, row, col = index
    return CellPlace(channel=channel, row=row, col=col)


class Patch(Frozen):
    """A weighted sum over a window of all slices: a convolution.

    Args:
        rows, cols: of the input, under the window, in the window's order; null where padding.
        first: the first slice of the input that the kernel reads; those of `values` follow on.
        values, kernel, products: `[channel row col]` of the input; padding has the value 0.
        sums: of the products, one for each slice of `values`.
        sum: of all products.
        total: sum + bias.
        strongest: the input cell with the largest product by size; null where all are 0.
    """

    form: Literal["patch"] = "patch"
    rows: list[int | None]
    cols: list[int | None]
    first: int = 0
    values: list[Plane]
    kernel: list[Plane]
    products: list[Plane]
    sums: Line
    sum: float
    bias: float
    total: float
    strongest: CellPlace | None


class Pool(Frozen):
    """A window of one slice, of which the layer keeps one cell or takes a mean.

    Args:
        rows, cols: of the input, under the window, in the window's order; null where padding.
        values, weights: `[row col]`; the weight of a single cell that is kept is 1.
        total: sum of weight × value.
        winner: the single cell that is kept; null where several have a weight.
        phase: row and col, in every window of the volume, of the cell that adaptive sampling keeps;
            null for other layers.
        energies: `[row col]`, each phase's sum of squares; the largest decides the phase.
        strongest: the winner, else the cell with the largest weight × value by size.
    """

    form: Literal["pool"] = "pool"
    rows: list[int | None]
    cols: list[int | None]
    values: Plane
    weights: Plane
    total: float
    winner: CellPlace | None
    phase: tuple[int, int] | None = None
    energies: Plane | None = None
    strongest: CellPlace


class Cut(Frozen):
    """One cell, whose negative values become 0: a ReLU.

    Args:
        before: the input's value.
        cut: whether it was below zero.
        strongest: the input cell.
    """

    form: Literal["cut"] = "cut"
    before: float
    cut: bool
    strongest: Place


class Share(Frozen):
    """The contribution of one place of the input: weight × value."""

    place: Place
    value: float
    weight: float
    contribution: float


class Shares(Frozen):
    """A weighted sum over the whole input.

    Args:
        weighed: how many places of the input have a weight other than 0.
        contributing: how many places have a contribution other than 0.
        top: the largest contributions by size, largest first, without zeros.
        rest: sum of the contributions outside `top`.
        sum: of all contributions.
        total: sum + bias.
        winner: the single place that is kept; null where several have a weight.
        strongest: the winner, else the first of `top`; null where nothing contributes.
    """

    form: Literal["shares"] = "shares"
    weighed: int
    contributing: int
    top: list[Share]
    rest: float
    sum: float
    bias: float
    total: float
    winner: CellPlace | None = None
    strongest: Place | None


class Terms(Frozen):
    """Several inputs' cells at one place, added up.

    Args:
        values: one for each input, in their order.
        total: their sum.
        strongest: the place, the same in all inputs.
    """

    form: Literal["terms"] = "terms"
    values: Line
    total: float
    strongest: Place


class Factors(Frozen):
    """Several inputs' cells, multiplied; an input of one cell a slice gives that one everywhere.

    Args:
        values: one for each input, in their order.
        total: their product.
        strongest: the cell of the first input that has the output's shape.
    """

    form: Literal["factors"] = "factors"
    values: Line
    total: float
    strongest: Place


class Scale(Frozen):
    """One cell, times a factor, plus an offset: a batch normalisation, a leaky ReLU.

    Args:
        before: the input's value.
        total: before × factor + offset.
        strongest: the input cell.
    """

    form: Literal["scale"] = "scale"
    before: float
    factor: float
    offset: float
    total: float
    strongest: Place


class Function(Frozen):
    """One cell, through a function that bends, such as a sigmoid.

    Args:
        before: the input's value.
        total: the function's value there.
        strongest: the input cell.
    """

    form: Literal["function"] = "function"
    before: float
    total: float
    strongest: Place


class Copy(Frozen):
    """One cell that goes on as it is.

    Args:
        total: its value.
        strongest: the input cell; null where the value is padding.
    """

    form: Literal["copy"] = "copy"
    total: float
    strongest: Place | None


Step = Annotated[
    Patch | Pool | Cut | Shares | Terms | Factors | Scale | Function | Copy,
    Field(discriminator="form"),
]
