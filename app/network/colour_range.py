"""The range of a layer's colour scale, measured on what its cells do."""

import numpy as np

QUANTILE = 0.995


def span(values: np.ndarray, signed: bool) -> tuple[float, float]:
    """The range of a layer's values; low < high, even when no cell is active.

    A layer that is never negative has the range from 0 to the 0.995 quantile of its active cells.
    Any other range is symmetric about 0, up to the 0.995 quantile of the magnitudes.
    """
    seen = np.abs(values[values != 0]) if signed else values[values > 0]
    high = float(np.quantile(seen, QUANTILE)) if seen.size else 1.0
    return (-high if signed else 0.0, high)
