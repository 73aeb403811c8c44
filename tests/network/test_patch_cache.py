from threading import Barrier, Thread

import numpy as np
import pytest
import torch

from app.network.incremental import IncrementalNetwork
from app.network.library import read_one
from app.network.patch_cache import MAX_BOXES, OVERHEAD, PatchCache, size_of
from app.network.trace import trace
from app.runtime.settings import Settings
from app.scene.raster import Raster, raster, scaled
from app.scene.scene import Scene
from tests.network.examples import ODD_SPECS, random_network, small_spec

LAYERS = (
    ("conv", {"channels": 3, "kernel": 3}),
    ("avgpool", {"role": "volume"}),
    ("conv", {"channels": 2, "kernel": 5, "role": "volume"}),
)
PLAIN, WIDE = small_spec((2, 40, 36), *LAYERS), small_spec((2, 80, 90), *LAYERS)


def cache_of(network, **options):
    """A cache with a black background."""
    black = np.zeros(network.spec.input_shape, np.float32)
    return PatchCache(IncrementalNetwork(network), black, **options)


def black_but_for(shape, places, dice):
    """Pixels with noise in those boxes."""
    pixels = np.zeros((*shape[1:], shape[0]), np.uint8)
    for top, left, bottom, right in places:
        size = bottom - top, right - left, shape[0]
        pixels[top:bottom, left:right] = dice.integers(0, 256, size)
    return pixels


def both_ways(cache, painted):
    """The trace from the cache, and that of the whole picture."""
    return cache.trace(painted), trace(cache.network.network, painted.picture)


def assert_same(found, whole):
    """Asserts that the shown volumes and the head equal the whole picture's to the last bit."""
    shown_ones = {name for name, role in whole.roles.items() if role is not None}
    assert shown_ones <= found.activations.keys()
    for name, values in found.activations.items():
        assert np.array_equal(values, whole.activations[name]), name
    assert np.array_equal(found.scores, whole.scores)


SCENES = {
    "nothing": [],
    "a face": [("face", 24, 27)],
    "cut by the corner": [("face", -9, 55)],
    "wholly outside": [("face", 80, 3)],
    "two that are apart": [("ball", 2, 2), ("leg", 40, 50)],
    "two that see each other": [("ball", 2, 2), ("leg", 2, 14)],
    "two that overlap": [("leg", 3, 5), ("ball", 9, 9)],
    "a crowd": [("house", 0, 0), ("tree", 3, 30), ("ball", 40, 1), ("torso", 41, 40)],
}


@pytest.mark.parametrize("objects", SCENES.values(), ids=SCENES)
def test_the_shown_volumes_equal_the_trace_to_the_last_bit(ludic, objects):
    placed = [{"object": name, "row": row, "col": col} for name, row, col in objects]
    scene = Scene.model_validate({"objects": placed})
    assert_same(*both_ways(cache_of(ludic), raster(scene, (3, 64, 64))))


TORUS = ["digits-aps-gap", "digits-blur-gap", "digits-stride-gap", "digits-none-gmp-corner"]


@pytest.mark.parametrize("model", TORUS)
def test_other_networks_agree_with_the_trace_up_to_rounding(model):
    entry = read_one(Settings().models / f"{model}.json")
    _, height, width = entry.card.input_shape
    dice = np.random.default_rng(6)
    for at in dice.integers(-8, (height, width), (40, 2)).tolist():
        objects = [("leg", 0, 10), ("leg", *at), ("digit-3-1", *at[::-1])]
        placed = [{"object": name, "row": row, "col": col} for name, row, col in objects]
        scene = Scene.model_validate({"objects": placed})
        found, whole = both_ways(entry.backgrounds.black, raster(scene, (3, height, width)))
        for name, values in found.activations.items():
            largest = np.abs(whole.activations[name]).max()
            assert np.abs(values - whole.activations[name]).max() <= 2e-6 * largest, name


def test_an_object_that_no_cell_sees_changes_nothing():
    """On an odd canvas, pooling drops the last row and col."""
    spec = small_spec((2, 41, 41), ("maxpool", {"role": "volume"}), LAYERS[0], LAYERS[2])
    cache = cache_of(random_network(spec))
    for places in ([(40, 3, 41, 9)], [(3, 40, 9, 41), (2, 2, 5, 5)], [(40, 40, 41, 41)]):
        pixels = black_but_for(spec.input_shape, places, np.random.default_rng(1))
        assert_same(*both_ways(cache, Raster(pixels, places)))


@pytest.mark.parametrize("model", ["figure-everywhere", "figure-nopool", "digits-max-fc-corner"])
def test_every_position_of_a_drag_equals_its_trace(model):
    """Two objects, of which one is dragged past the other and over the borders."""
    entry = read_one(Settings().models / f"{model}.json")
    _, height, width = entry.card.input_shape
    cache, dice, steps = entry.backgrounds.black, np.random.default_rng(5), 60
    for at in dice.integers(-8, (height, width), (steps, 2)).tolist():
        moved = {"object": "ball", "row": at[0], "col": at[1]}
        rests = {"object": "digit-3-1", "row": 8, "col": 8}
        scene = Scene.model_validate({"objects": [moved, rests]})
        assert_same(*both_ways(cache, raster(scene, (3, height, width))))
    assert 0 < len(cache.patches) < 2 * steps * len(cache.network.blocks)


@pytest.mark.parametrize("spec", ODD_SPECS.values(), ids=ODD_SPECS)
def test_patches_of_any_network_equal_the_whole_volume(spec):
    cache, dice = cache_of(random_network(spec)), np.random.default_rng(2)
    channels, rows, cols = spec.input_shape
    block = dice.integers(0, 256, (3, 2, channels))
    for top, left in dice.integers(0, (rows - 2, cols - 1), (30, 2)).tolist():
        pixels = black_but_for(spec.input_shape, [], dice)
        pixels[top : top + 3, left : left + 2] = block
        found, whole = both_ways(cache, Raster(pixels, [(top, left, top + 3, left + 2)]))
        for name, values in found.activations.items():
            np.testing.assert_allclose(values, whole.activations[name], rtol=1e-6, atol=1e-5)


@pytest.mark.parametrize("spec", ODD_SPECS.values(), ids=ODD_SPECS)
def test_a_picture_without_black_background_is_computed_in_full(spec):
    everything = [(0, 0, *spec.input_shape[1:])]
    pixels = black_but_for(spec.input_shape, everything, np.random.default_rng(0))
    found, whole = both_ways(cache_of(random_network(spec)), Raster(pixels, everything))
    assert np.array_equal(found.logits, whole.logits)


def test_in_the_interior_one_patch_serves_all_positions_of_a_phase():
    cache, dice = cache_of(random_network(PLAIN)), np.random.default_rng(0)
    block = dice.integers(0, 256, (4, 4, 2))
    for top, left in [(14, 12), (16, 12), (18, 20), (20, 14)]:
        pixels = black_but_for(PLAIN.input_shape, [], dice)
        pixels[top : top + 4, left : left + 4] = block
        assert_same(*both_ways(cache, Raster(pixels, [(top, left, top + 4, left + 4)])))
    assert len(cache.patches) == len(cache.network.blocks)
    pixels[20, 14, 0] ^= 1
    assert_same(*both_ways(cache, Raster(pixels, [(20, 14, 24, 18)])))
    assert len(cache.patches) == 2 * len(cache.network.blocks)


def test_the_cache_is_bounded():
    dice, box = np.random.default_rng(1), (12, 12, 16, 16)
    free, bound = (
        cache_of(random_network(PLAIN), capacity=capacity) for capacity in (1 << 30, 1 << 14)
    )
    for _ in range(30):
        pixels = black_but_for(PLAIN.input_shape, [box], dice)
        for cache in (free, bound):
            assert_same(*both_ways(cache, Raster(pixels, [box])))
            weighed = sum(
                len(seen_) + patch.untyped_storage().nbytes() + OVERHEAD
                for (*_, seen_), (_, patch) in cache.patches.items()
            )
            assert weighed == cache.bytes <= cache.capacity
    assert len(free.patches) == 30 * len(free.network.blocks)
    assert 0 < len(bound.patches) < len(free.patches)


def test_separate_boxes_change_what_each_would_alone():
    """Compared with whole volumes: each cell has the value that one of the boxes alone gives."""
    dice = np.random.default_rng(4)
    cache = cache_of(random_network(WIDE))
    counts = []
    for left in range(14, 32):
        places = [(10, 10, 14, 14), (10, left, 14, left + 3)]
        regions = cache.regions(places)
        counts.append(len(regions))
        both = black_but_for(WIDE.input_shape, places, dice)
        assert_same(*both_ways(cache, Raster(both, places)))
        if len(regions) == 1:
            assert regions[0].box == (10, 10, 14, left + 3)
            continue
        alone = []
        for top, start, bottom, end in places:
            pixels = np.zeros_like(both)
            pixels[top:bottom, start:end] = both[top:bottom, start:end]
            alone.append(whole_volumes(cache, pixels))
        together = whole_volumes(cache, both)
        for name, background in cache.background.items():
            one, other = (volumes[name] != background for volumes in alone)
            assert not (one & other).any()
            assert torch.equal(together[name], torch.where(one, alone[0][name], alone[1][name]))
    assert (counts[0], counts[-1]) == (1, 2)
    assert counts == sorted(counts)


def test_boxes_that_meet_the_surroundings_of_others_are_merged():
    cache = cache_of(random_network(WIDE))
    corner, other, between = (0, 0, 2, 2), (20, 20, 22, 22), (6, 6, 16, 16)
    assert len(cache.regions([corner, other])) == 2
    ((box, _),) = cache.regions([corner, other, between])
    assert box == (0, 0, 22, 22)
    assert cache.regions([(0, 0, 70, 3), (0, 2, 3, 80)]) is None
    assert cache.regions([(0, 0, 3, 3)] * MAX_BOXES) is not None
    assert cache.regions([(0, 0, 3, 3)] * (MAX_BOXES + 1)) is None


def whole_volumes(cache, pixels):
    """The volumes after each block, computed in full."""
    return cache.network.whole(torch.from_numpy(scaled(pixels))[None])


def size_of_all(cache):
    """Bytes of all patches in the cache."""
    return sum(size_of(key, patch) for key, (_, patch) in cache.patches.items())


def test_a_patch_that_is_already_stored_is_counted_once():
    cache = cache_of(random_network(PLAIN))
    key = (-1,), (), (), b"seen"
    first, second = (cache._store(key, torch.ones(1, 2, 3, 4)) for _ in range(2))
    assert second is first
    assert cache.bytes == size_of_all(cache) == size_of(key, first[1])


def test_two_threads_that_miss_the_same_patches_store_them_once(monkeypatch):
    cache, dice = cache_of(random_network(PLAIN)), np.random.default_rng(3)
    box = 12, 12, 16, 16
    painted = Raster(black_but_for(PLAIN.input_shape, [box], dice), [box])
    store, both = cache._store, Barrier(2)

    def together(key, patch):
        both.wait(20)
        return store(key, patch)

    monkeypatch.setattr(cache, "_store", together)
    traces = []
    threads = [Thread(target=lambda: traces.append(cache.trace(painted))) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(40)
    assert len(traces) == 2
    assert len(cache.patches) == len(cache.network.blocks)
    assert cache.bytes == size_of_all(cache)
