"""Jitter: makes a picture of drawn objects less perfect, as training pictures should be."""

import numpy as np
from jaxtyping import Float32

from app.scene.palette import find
from app.scene.scene import Scene

SIGMA = 0.08
"""Largest standard deviation of the noise; that of a picture is uniform from 0."""

GAIN = 0.7
"""Least brightness of an object, uniform up to 1."""

TINT = 0.15
"""How far each channel of an object may leave its brightness, uniform to both sides."""


def jitter(
    rng: np.random.Generator, picture: Float32[np.ndarray, "3 row col"], scene: Scene
) -> None:
    """Gives each object its brightness and tint, and the picture its noise, in place.

    Objects' boxes must not overlap. Values stay in 0..1.
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
