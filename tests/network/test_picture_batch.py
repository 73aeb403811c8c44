from threading import Thread

import numpy as np
import pytest
import torch

from app.network.incremental import IncrementalNetwork
from app.network.patch_cache import PatchCache
from app.network.picture_batch import logits_in_steps, logits_together
from app.network.trace import logits_of
from app.scene.raster import Raster, scaled
from tests.network.examples import ODD_SPECS, RESIDUAL, random_network

SPECS = ODD_SPECS | {"residual": RESIDUAL}


def pictures(shape, size, dice, count):
    """A background of noise, and pictures that differ from it in boxes of one size."""
    channels, height, width = shape
    behind = dice.integers(0, 256, (height, width, channels)).astype(np.uint8)
    tall, wide = min(size[0], height), min(size[1], width)
    ends = [(0, 0), (height - tall, width - wide), (0, width - wide)]
    inner = dice.integers(0, (height - tall + 1, width - wide + 1), (count, 2)).tolist()
    rasters = []
    for top, left in (ends + inner)[:count]:
        pixels = behind.copy()
        box = top, left, top + tall, left + wide
        pixels[box[0] : box[2], box[1] : box[3]] = dice.integers(0, 256, (tall, wide, channels))
        rasters.append(Raster(pixels, [box]))
    return behind, rasters


def cache_of(network, behind, **options):
    return PatchCache(IncrementalNetwork(network), scaled(behind), **options)


def finished(steps):
    """What a generator returns, and after how many steps."""
    for count in range(10**6):
        try:
            next(steps)
        except StopIteration as end:
            return end.value, count
    raise AssertionError("expected an end")


def assert_whole(network, rasters, found):
    """Asserts that logits equal those of whole pictures within 1e-5 of the largest."""
    whole = np.stack([logits_of(network, raster.picture) for raster in rasters])
    assert found.shape == whole.shape
    assert np.abs(found - whole).max() <= 1e-5 * np.abs(whole).max()


@pytest.mark.parametrize("size", [(2, 3), (6, 5), (40, 40)], ids=str)
@pytest.mark.parametrize("spec", SPECS.values(), ids=SPECS)
def test_logits_equal_those_of_whole_pictures_however_many_are_in_a_batch(spec, size):
    network = random_network(spec)
    behind, rasters = pictures(spec.input_shape, size, np.random.default_rng(1), 7)
    for count in (1, 3, 7):
        cache = cache_of(network, behind)
        found = [
            finished(logits_in_steps(cache, rasters[first : first + count]))[0]
            for first in range(0, len(rasters), count)
        ]
        assert_whole(network, rasters, np.concatenate(found))


@pytest.mark.parametrize("spec", SPECS.values(), ids=SPECS)
def test_pictures_that_differ_within_one_box_are_computed_together(spec):
    network = random_network(spec)
    behind, rasters = pictures(spec.input_shape, (4, 4), np.random.default_rng(2), 5)
    cache = cache_of(network, behind)
    found = logits_together(
        cache, [raster.picture for raster in rasters], (0, 0, *behind.shape[:2])
    )
    assert_whole(network, rasters, found)
    box = rasters[0].boxes[0]
    assert_whole(network, rasters[:1], logits_together(cache, [rasters[0].picture], box))
    assert not cache.patches


def test_only_volumes_that_change_little_are_computed_from_patches():
    network = random_network(RESIDUAL)
    dice, cached, steps = np.random.default_rng(3), [], []
    for side in (1, 28, 40):
        behind, rasters = pictures(RESIDUAL.input_shape, (side, side), dice, 4)
        cache = cache_of(network, behind, capacity=1 << 30)
        assert_whole(network, rasters, (found := finished(logits_in_steps(cache, rasters)))[0])
        cached.append(len(cache.patches) // len(rasters))
        steps.append(found[1])
    blocks = len(cache.network.blocks)
    assert blocks == cached[0] > cached[1] > cached[2] == 0
    # A step for each picture, and for each block that is computed for all of them.
    assert steps == [len(rasters) + blocks - count for count in cached]


def test_without_cached_patches_the_logits_are_the_same():
    network = random_network(RESIDUAL)
    behind, rasters = pictures(RESIDUAL.input_shape, (9, 8), np.random.default_rng(4), 6)
    cache = cache_of(network, behind, capacity=1)
    assert_whole(network, rasters, finished(logits_in_steps(cache, rasters))[0])
    assert not cache.patches


def test_the_background_stays_as_it_is():
    network = random_network(RESIDUAL)
    behind, rasters = pictures(RESIDUAL.input_shape, (9, 8), np.random.default_rng(5), 6)
    cache = cache_of(network, behind)
    before = {name: volume.clone() for name, volume in cache.background.items()}
    finished(logits_in_steps(cache, rasters))
    assert all(torch.equal(cache.background[name], before[name]) for name in before)


def test_each_step_may_be_taken_by_another_thread():
    network = random_network(RESIDUAL)
    behind, rasters = pictures(RESIDUAL.input_shape, (9, 8), np.random.default_rng(6), 3)
    steps, found, over = logits_in_steps(cache_of(network, behind), rasters), [], []

    def step():
        try:
            next(steps)
        except StopIteration as end:
            found.append(end.value)
        over.append(torch.is_inference_mode_enabled())

    while not found:
        thread = Thread(target=step)
        thread.start()
        thread.join(20)
    assert_whole(network, rasters, found[0])
    assert not any(over)
    assert not torch.is_inference_mode_enabled()
