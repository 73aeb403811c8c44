"""Variants of pictures: slightly turned, scaled and sheared, as another hand would draw them."""

import math

import numpy as np
import torch
from jaxtyping import UInt8
from torch.nn.functional import affine_grid, grid_sample

from app.training.jitter import GAIN, TINT

TURN, SCALE, SHEAR = math.radians(12), 0.1, 0.15
"""Largest change of a variant, in either direction: radians, share, px per px."""


def moved(
    rng: np.random.Generator, pictures: UInt8[np.ndarray, "picture channel row col"]
) -> UInt8[np.ndarray, "picture channel row col"]:
    """Each picture turned, scaled and sheared by random amounts, within its box."""
    turn, shear = rng.uniform(-1, 1, (2, len(pictures))) * [[TURN], [SHEAR]]
    scale = 1 + rng.uniform(-SCALE, SCALE, (2, len(pictures)))
    cos, sin = np.cos(turn), np.sin(turn)
    rows = [
        np.stack([cos * scale[0], (shear * cos - sin) * scale[1], 0 * cos], 1),
        np.stack([sin * scale[0], (shear * sin + cos) * scale[1], 0 * cos], 1),
    ]
    theta = torch.from_numpy(np.stack(rows, 1)).float()
    grid = affine_grid(theta, list(pictures.shape), align_corners=False)
    sampled = grid_sample(torch.from_numpy(pictures).float(), grid, align_corners=False)
    found: np.ndarray = sampled.round().clamp(0, 255).byte().numpy()
    return found


def varied(
    rng: np.random.Generator, pictures: UInt8[np.ndarray, "picture row col 3"]
) -> UInt8[np.ndarray, "picture row col 3"]:
    """As `moved`, channel last, with another brightness and tint for each picture."""
    placed = moved(rng, np.ascontiguousarray(pictures.transpose(0, 3, 1, 2)))
    count = len(pictures)
    gain = rng.uniform(GAIN, 1, (count, 1)) * rng.uniform(1 - TINT, 1 + TINT, (count, 3))
    shaded = placed * gain[:, :, None, None]
    return np.ascontiguousarray(shaded.round().clip(0, 255).astype(np.uint8).transpose(0, 2, 3, 1))
