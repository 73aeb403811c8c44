import json

import numpy as np
import pytest
from pydantic import ValidationError

from app.errors import BrokenNetwork
from app.network.input_format import PLAIN, InputFormat

IMAGENET = InputFormat(mean=(0.485, 0.456, 0.406), std=(0.229, 0.224, 0.225))
FORMATS = {
    "plain": PLAIN,
    "to 255": InputFormat(range=(0, 255)),
    "both signs": InputFormat(range=(-1, 1)),
    "inverted": InputFormat(invert=True),
    "of ImageNet": IMAGENET,
    "of ImageNet, inverted, bgr": IMAGENET.model_copy(update={"invert": True, "order": "bgr"}),
    "of Caffe": InputFormat(range=(0, 255), mean=(103.939, 116.779, 123.68), order="bgr"),
    "one mean for all": InputFormat(mean=(0.5,), std=(0.25,)),
    "a mean each, one deviation": InputFormat(mean=(0.1, 0.2, 0.3), std=(0.5,)),
}


def naive(format_, pixels):
    """The format's formula, pixel by pixel, in float64."""
    low, high = format_.range
    rows, cols, channels = pixels.shape
    out = np.zeros((channels, rows, cols))
    for channel, row, col in np.ndindex(out.shape):
        source = channels - 1 - channel if format_.order == "bgr" else channel
        level = int(pixels[row, col, source])
        value = low + (high - low) * (255 - level if format_.invert else level) / 255
        mean, std = (
            (values or (default,))[channel if len(values) > 1 else 0]
            for values, default in ((format_.mean, 0.0), (format_.std, 1.0))
        )
        out[channel, row, col] = (value - mean) / std
    return out.astype(np.float32)


@pytest.fixture
def pixels():
    return np.random.default_rng(3).integers(0, 256, (17, 31, 3), np.uint8)


@pytest.mark.parametrize("name", FORMATS)
def test_values_equal_the_formula(name, pixels):
    found = FORMATS[name].apply(pixels)
    assert np.array_equal(found, naive(FORMATS[name], pixels))
    assert found.dtype == np.float32
    low, high = FORMATS[name].limits
    assert low <= found.min()
    assert found.max() <= high


@pytest.mark.parametrize("name", ["plain", "to 255", "both signs", "inverted", "one mean for all"])
def test_one_channel_takes_the_same_formula(name, pixels):
    grey = pixels[..., :1]
    assert np.array_equal(FORMATS[name].apply(grey), naive(FORMATS[name], grey))


def test_the_default_is_the_division_by_255_to_the_last_bit(pixels):
    levels = np.arange(256, dtype=np.uint8).reshape(16, 16, 1)
    assert np.array_equal(PLAIN.apply(levels)[0], levels[..., 0] / np.float32(255))
    assert np.array_equal(PLAIN.table[0], (np.arange(256) / np.float32(255)).astype(np.float32))
    assert PLAIN.apply(pixels).transpose(1, 2, 0).flags.c_contiguous, "channels last in memory"


def test_values_up_to_255_are_whole():
    levels = np.arange(256, dtype=np.uint8).reshape(16, 16, 1)
    assert np.array_equal(InputFormat(range=(0, 255)).apply(levels).ravel(), np.arange(256))


@pytest.mark.parametrize(
    ("wrong", "where"),
    [
        ({"range": [1, 1]}, "range"),
        ({"range": [2, 1]}, "range"),
        ({"range": [0, float("inf")]}, "range"),
        ({"range": [0, 1e7]}, "range"),
        ({"mean": [float("nan")]}, "mean"),
        ({"mean": [0, 0, 0, 0]}, "mean"),
        ({"std": [0]}, "std"),
        ({"std": [-1]}, "std"),
        ({"std": [1e-9]}, "std"),
        ({"order": "grb"}, "order"),
        ({"scale": 255}, "scale"),
    ],
    ids=repr,
)
def test_a_format_that_means_nothing_is_refused(wrong, where):
    with pytest.raises(ValidationError) as caught:
        InputFormat.model_validate(wrong)
    assert caught.value.errors()[0]["loc"][0] == where


@pytest.mark.parametrize(
    ("format_", "channels", "where"),
    [
        (InputFormat(mean=(0.5, 0.5)), 3, "input.mean"),
        (InputFormat(std=(0.5, 0.5, 0.5)), 1, "input.std"),
        (InputFormat(order="bgr"), 1, "input.order"),
    ],
)
def test_a_format_fits_the_network_s_channels(format_, channels, where):
    with pytest.raises(BrokenNetwork) as caught:
        format_.check(channels)
    assert caught.value.where == where


def test_formats_that_fit_pass_and_survive_json():
    for format_ in FORMATS.values():
        format_.check(3)
        assert InputFormat.model_validate(json.loads(format_.model_dump_json())) == format_
    InputFormat(mean=(0.5,), std=(0.5,)).check(1)
