import numpy as np
import pytest

from app.network import backgrounds
from app.network.backgrounds import Backgrounds
from app.network.incremental import IncrementalNetwork
from app.network.input_format import PLAIN, InputFormat
from app.network.trace import trace
from app.scene.raster import Raster
from tests.network.examples import random_network, small_spec

SPEC = small_spec(
    (3, 40, 36),
    ("conv", {"channels": 3, "kernel": 3}),
    ("avgpool", {"role": "volume"}),
    ("conv", {"channels": 2, "kernel": 5, "role": "volume"}),
)
CALIBRATED = InputFormat(mean=(0.4, 0.5, 0.6), std=(0.2,), order="bgr")


def raster_of(dice, format_, ground, box=(5, 7, 12, 14)):
    """Noise in a box before a background, None for black."""
    pixels = np.zeros((40, 36, 3), np.uint8) if ground is None else ground.copy()
    top, left, bottom, right = box
    pixels[top:bottom, left:right] = dice.integers(0, 256, (bottom - top, right - left, 3))
    return Raster(pixels, [box], ground, format_.apply)


def grounds(dice, count):
    return [dice.integers(0, 256, (40, 36, 3), np.uint8) for _ in range(count)]


@pytest.mark.parametrize("format_", [PLAIN, CALIBRATED], ids=["plain", "calibrated"])
def test_traces_equal_whole_ones_however_often_a_background_was_seen(format_):
    network, dice = random_network(SPEC), np.random.default_rng(0)
    held = Backgrounds(IncrementalNetwork(network), format_)
    for ground in [None, *grounds(dice, 3)]:
        for _ in range(4):
            painted = raster_of(dice, format_, ground)
            found, whole = held.trace(painted), trace(network, painted.picture)
            for name, values in found.activations.items():
                expected = whole.activations[name]
                # With such kernels the last digit depends on the processor, see performance.md.
                within = 1e-5 * float(np.abs(expected).max())
                np.testing.assert_allclose(values, expected, rtol=0, atol=within, err_msg=name)


def test_a_background_is_kept_from_the_second_time_on():
    network, dice = random_network(SPEC), np.random.default_rng(1)
    held, (ground,) = Backgrounds(IncrementalNetwork(network), PLAIN), grounds(dice, 1)
    held.trace(raster_of(dice, PLAIN, ground))
    assert held.bytes == 0, "whoever picks a colour passes many"
    held.trace(raster_of(dice, PLAIN, ground))
    assert held.bytes > 0
    assert held.of(ground) is held.of(ground.copy()), "equal pixels are one background"
    assert held.of(None) is held.black


def test_backgrounds_are_bounded_in_number_and_bytes(monkeypatch):
    network, dice = random_network(SPEC), np.random.default_rng(2)
    held = Backgrounds(IncrementalNetwork(network), PLAIN)
    many = grounds(dice, backgrounds.MAX_BACKGROUNDS + 3)
    first = held.of(many[0])
    one = held.bytes
    for ground in many:
        held.of(ground)
    assert held.bytes == backgrounds.MAX_BACKGROUNDS * one
    assert held.of(many[0]) is not first, "the least recently used one went"
    monkeypatch.setattr(backgrounds, "CAPACITY", 2 * one)
    held.of(grounds(dice, 1)[0])
    assert held.bytes == 2 * one
    monkeypatch.setattr(backgrounds, "CAPACITY", 0)
    held.of(grounds(dice, 1)[0])
    assert held.bytes == one, "the newest one stays, however large"
