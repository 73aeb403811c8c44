"""Held-out handwriting on the canvas, for experiments with the digit networks."""

import numpy as np
import torch
from jaxtyping import Float32, Int64

from app.network.build import Network
from app.scene.objects.digits import SIDE, sheet

OUTPUTS = tuple("0123456789")
BATCH = 64
"""Pictures per forward pass; larger batches are not faster and take more memory."""

Digits = Float32[np.ndarray, "digit 20 20"]
Pictures = Float32[np.ndarray, "digit 3 row col"]


def held_out(samples_per_digit: int) -> tuple[Digits, Int64[np.ndarray, "digit"]]:
    """The first `samples_per_digit` held-out samples of each digit, 0..1, and their labels."""
    digits = sheet()[:, :samples_per_digit].astype(np.float32) / np.float32(255)
    return digits.reshape(-1, SIDE, SIDE), np.repeat(np.arange(len(OUTPUTS)), samples_per_digit)


def placed(digits: Digits, row: int, col: int, side: int = 64) -> Pictures:
    """Each digit alone on a black canvas, its top-left pixel at (row, col)."""
    pictures = np.zeros((len(digits), 3, side, side), np.float32)
    pictures[:, :, row : row + SIDE, col : col + SIDE] = digits[:, None]
    return pictures


def logits(network: Network, pictures: Pictures) -> Float32[np.ndarray, "digit output"]:
    """The network's logits for each picture."""
    with torch.inference_mode():
        x = torch.from_numpy(pictures).contiguous(memory_format=torch.channels_last)
        return np.concatenate([network.stack(part).numpy() for part in x.split(BATCH)])


def blank(network: Network) -> Float32[np.ndarray, "output"]:
    """The logits for the empty canvas."""
    answers: np.ndarray = logits(network, np.zeros((1, *network.spec.input_shape), np.float32))[0]
    return answers
