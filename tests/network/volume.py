"""The types that oracles take and give."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import ArrayLike, NDArray

Volume = NDArray[np.float64]
Weights = Mapping[str, ArrayLike]
