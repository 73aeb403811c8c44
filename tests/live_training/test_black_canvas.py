"""The black canvas: the logits are those of whole pictures."""

import numpy as np
import pytest
import torch

from app.live_training.black_canvas import BATCH, BlackCanvas
from app.live_training.config import TrainingConfig
from app.live_training.learner import spec_of
from app.network.build import assemble, fresh, parameters
from tests.live_training.test_region_pass import CASES

SIZES = [(20, 20), (8, 13), (64, 64)]
"""Rows and cols of pictures; the last have one place."""


def network_of(options):
    spec = spec_of(TrainingConfig(region=[(0, 0, 64, 64)], **options), tuple("abc"))
    return assemble("x", spec, parameters(fresh(spec, 1)))


def uses_of(size, count):
    """Random pictures, which of them are used, and where: every place at the corners is."""
    rng = np.random.default_rng(size)
    pictures = rng.integers(256, size=(BATCH + 6, *size, 3), dtype=np.uint8)
    last = np.subtract((64, 64), size)
    places = rng.integers(last + 1, size=(count, 2))
    corners = [(0, 0), (0, last[1]), (last[0], 0), last]
    return pictures, rng.integers(len(pictures), size=count + 4), np.concatenate([places, corners])


@pytest.mark.parametrize("options", CASES, ids=str)
@pytest.mark.parametrize("size", SIZES, ids=str)
def test_logits_are_those_of_whole_pictures(options, size):
    network = network_of(options)
    pictures, which, places = uses_of(size, 60)
    canvas = np.zeros((len(which), 64, 64, 3), np.float32)
    for whole, one, (row, col) in zip(canvas, which, places, strict=True):
        whole[row : row + size[0], col : col + size[1]] = pictures[one] / 255
    with torch.inference_mode():
        wanted = network.stack(torch.from_numpy(canvas).permute(0, 3, 1, 2)).numpy()
    found = BlackCanvas(network).logits(pictures, which, places)
    np.testing.assert_allclose(found, wanted, rtol=1e-4, atol=1e-5 * np.abs(wanted).max())
    assert np.ptp(wanted, axis=0).min() > 1e-3 * np.abs(wanted).max()


def test_a_picture_that_is_used_often_is_answered_at_each_place():
    """More uses than a batch, all of one picture, wherever it can lie."""
    network = network_of({"channels": (4, 4)})
    pictures, *_ = uses_of((20, 20), 1)
    places = np.argwhere(np.ones((45, 45)))[::7]
    found = BlackCanvas(network).logits(pictures, np.full(len(places), 2), places)
    assert len(places) > 4 * BATCH
    for at in range(0, len(places), 40):
        row, col = places[at]
        canvas = np.zeros((1, 3, 64, 64), np.float32)
        canvas[0, :, row : row + 20, col : col + 20] = pictures[2].transpose(2, 0, 1) / 255
        wanted = network.stack(torch.from_numpy(canvas)).numpy()[0]
        np.testing.assert_allclose(found[at], wanted, rtol=1e-4, atol=1e-6)
