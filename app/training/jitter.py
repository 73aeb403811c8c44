"""Jitter: random brightness, tint and noise for training pictures of drawn objects."""

import numpy as np
from jaxtyping import Float32

from app.scene.palette import find
from app.scene.scene import Scene

SIGMA = 0.08
"""Largest standard deviation of the noise; each picture's is uniform from 0 to this."""

GAIN = 0.7
"""Lowest brightness of an object; each object's is uniform from this to 1."""

TINT = 0.15
"""Largest deviation of an object's channel from its brightness, uniform in both directions."""


def jitter(
    rng: np.random.Generator, picture: Float32[np.ndarray, "3 row col"], scene: Scene
) -> None:
    """Changes `picture` in place: brightness and tint of each object, and noise everywhere.

    The objects' boxes must not overlap. Values stay in 0..1.
    """
    for placement in scene.objects:
        drawing = find(placement.object)
        rows = slice(max(placement.row, 0), max(placement.row + drawing.height, 0))
        cols = slice(max(placement.col, 0), max(placement.col + drawing.width, 0))
        factor = rng.uniform(GAIN, 1) * rng.uniform(1 - TINT, 1 + TINT, 3)
        picture[:, rows, cols] *= factor.astype(np.float32)[:, None, None]
    noise = rng.standard_normal(picture.shape, np.float32)
    noise *= np.float32(rng.uniform(0, SIGMA))
    picture += noise
    np.clip(picture, 0, 1, out=picture)
