"""The Euclidean norm of an array."""

import math

import numpy as np
from jaxtyping import Float


def norm(values: Float[np.ndarray, "..."]) -> float:
    """`sqrt(sum(values ** 2))`, in float64.

    Not NumPy's norm: of a volume it asks BLAS for a dot product, whose threads wait for each other
    on every core, and take a hundred times as long as the sum where the cores are busy.
    """
    return math.sqrt(float(np.sum(np.square(values, dtype=np.float64))))
