"""The step: how one layer made one cell, as data. Each form says all that its kind of layer did.

Numbers are the network's own float32 values and weights; products and sums are taken in float64,
where a product of two float32 is exact.
"""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Index = tuple[int, ...]
"""`(channel, row, col)` of a volume's cell, or `(unit,)` of a vector's."""

Line = list[float]
Plane = list[Line]


class Frozen(BaseModel):
    """Fields that stay as they are, and no others."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class CellPlace(Frozen):
    """A cell of a volume."""

    channel: int
    row: int
    col: int

    @property
    def index(self) -> Index:
        """As a tuple."""
        return self.channel, self.row, self.col


class UnitPlace(Frozen):
    """A unit of a vector."""

    unit: int

    @property
    def index(self) -> Index:
        """As a tuple."""
        return (self.unit,)


Place = CellPlace | UnitPlace


def place(index: Index) -> Place:
    """The index as a place."""
    if len(index) == 1:
        return UnitPlace(unit=index[0])
    channel, row, col = index
    return CellPlace(channel=channel, row=row, col=col)


class Patch(Frozen):
    """A weighted sum over a window of every slice: a convolution.

    Args:
        rows, cols: which of the input's the window covers, in its order; null where padding.
        values, kernel, products: `[channel row col]` of the input; padding has the value 0.
        sums: of the products, slice by slice of the input.
        sum: of all products.
        total: sum + bias.
        strongest: the input's cell with the largest product by size; null where all are 0.
    """

    form: Literal["patch"] = "patch"
    rows: list[int | None]
    cols: list[int | None]
    values: list[Plane]
    kernel: list[Plane]
    products: list[Plane]
    sums: Line
    sum: float
    bias: float
    total: float
    strongest: CellPlace | None


class Pool(Frozen):
    """A window of one slice, of which one cell is kept or a mean is taken.

    Args:
        rows, cols: which of the input's the window covers, in its order; null where padding.
        values, weights: `[row col]`; a weight is 1 where a cell is kept alone.
        total: sum of weight × value.
        winner: the one cell that is kept; null where several count.
        phase: row and col, in the window, of the cell that is kept all over the volume, where the
            picture decides that.
        energies: `[row col]`, for each phase the sum of squares that decided it.
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
    """One cell, from which what is below zero is cut off.

    Args:
        before: the value that came in.
        cut: whether it was below zero.
        strongest: the one cell that came in.
    """

    form: Literal["cut"] = "cut"
    before: float
    cut: bool
    strongest: Place


class Share(Frozen):
    """What one place of the input gives: contribution = weight × value."""

    place: Place
    value: float
    weight: float
    contribution: float


class Shares(Frozen):
    """A weighted sum over places all over the input.

    Args:
        weighed: how many places of the input have a weight that is not 0.
        contributing: how many of them give a contribution that is not 0.
        top: those that contribute most, by size, largest first; none that contributes 0.
        rest: sum of the contributions that are not in `top`.
        sum: of all contributions.
        total: sum + bias.
        winner: the one place that is kept; null where several count.
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


Step = Annotated[Patch | Pool | Cut | Shares, Field(discriminator="form")]
