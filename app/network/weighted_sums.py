"""The weighted sums behind a step, in float64, each with its largest contribution."""

from collections.abc import Sequence
from typing import cast

import numpy as np
from jaxtyping import Float64

from app.network.cell_step import CellPlace, Index, Patch, Pool, Scale, Share, Shares, Terms, place


def patch(
    values: Float64[np.ndarray, "channel row col"],
    kernel: Float64[np.ndarray, "channel row col"],
    bias: float,
    rows: list[int | None],
    cols: list[int | None],
    first: int = 0,
) -> Patch:
    """The sum of kernel × values; `values` lie under the window, and padding is 0.

    Args:
        first: the slice of the input that `values` begin with.
    """
    products = values * kernel
    channel, i, j = np.unravel_index(int(np.abs(products).argmax()), products.shape)
    row, col = rows[i], cols[j]
    # Padding contributes 0, so a product that is not 0 lies on a cell.
    found = row is not None and col is not None and products[channel, i, j] != 0
    total = float(products.sum())
    return Patch(
        rows=rows,
        cols=cols,
        first=first,
        values=values.tolist(),
        kernel=kernel.tolist(),
        products=products.tolist(),
        sums=products.sum((1, 2)).tolist(),
        sum=total,
        bias=bias,
        total=total + bias,
        strongest=CellPlace(channel=first + int(channel), row=row, col=col) if found else None,
    )


def pool(
    channel: int,
    values: Float64[np.ndarray, "row col"],
    weights: Float64[np.ndarray, "row col"],
    rows: list[int | None],
    cols: list[int | None],
) -> Pool:
    """The sum of weights × values in one slice; a single weight of 1 makes its cell the winner."""
    inside = np.array([[None not in (row, col) for col in cols] for row in rows])
    alone = np.count_nonzero(weights) == 1 and weights.max() == 1
    sizes = np.where(inside, weights if alone else np.abs(weights * values), -1)
    i, j = np.unravel_index(int(sizes.argmax()), sizes.shape)
    strongest = CellPlace(channel=channel, row=cast(int, rows[i]), col=cast(int, cols[j]))
    return Pool(
        rows=rows,
        cols=cols,
        values=values.tolist(),
        weights=weights.tolist(),
        total=float((weights * values).sum()),
        winner=strongest if alone else None,
        strongest=strongest,
    )


def scaled(before: float, factor: float, offset: float, at: Index) -> Scale:
    """A value times a factor, plus an offset."""
    total = before * factor + offset
    return Scale(before=before, factor=factor, offset=offset, total=total, strongest=place(at))


def terms(values: Sequence[float], at: Index) -> tuple[Terms, int]:
    """The sum of several inputs' cells at one place, and the number of the largest by size."""
    largest = max(range(len(values)), key=lambda number: abs(values[number]))
    return Terms(values=list(values), total=sum(values), strongest=place(at)), largest


def shares(
    values: Float64[np.ndarray, "*cell"],
    weights: Float64[np.ndarray, "*cell"],
    bias: float,
    top: int,
) -> Shares:
    """The sum of weights × values over the whole input, with the `top` largest contributions."""
    contributions = (weights * values).ravel()
    order = np.argsort(-np.abs(contributions), kind="stable")[:top]
    order = order[contributions[order] != 0]
    total = float(contributions.sum())
    found = [
        Share(
            place=place(tuple(int(i) for i in np.unravel_index(at, values.shape))),
            value=float(values.flat[at]),
            weight=float(weights.flat[at]),
            contribution=float(contributions[at]),
        )
        for at in order
    ]
    return Shares(
        weighed=int(np.count_nonzero(weights)),
        contributing=int(np.count_nonzero(contributions)),
        top=found,
        rest=float(np.delete(contributions, order).sum()),
        sum=total,
        bias=bias,
        total=total + bias,
        strongest=found[0].place if found else None,
    )
