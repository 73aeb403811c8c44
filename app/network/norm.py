"""The Euclidean norm of an array."""

import math

import numpy as np
from jaxtyping import Float


def norm(values: Float[np.ndarray, "..."]) -> float:
    """`sqrt(sum(values ** 2))`, in float64.

    NumPy's own norm calls BLAS for large arrays: its threads wait for each other on every core,
    which takes a hundred times as long as this sum when the cores are busy.
    """
    return math.sqrt(float(np.sum(np.square(values, dtype=np.float64))))
