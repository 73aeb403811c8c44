import numpy as np
import pytest
import torch

from app.network.build import assemble
from app.network.receptive_field import ReceptiveField, receptive_fields
from app.network.trace import forward
from tests.network.examples import random_weights, small_spec

SPECS = {
    "two of convolution and pooling": (
        (1, 28, 20),
        ("conv", {"channels": 2, "kernel": 5}),
        ("relu", {}),
        ("maxpool", {"size": 2}),
        ("conv", {"channels": 2, "kernel": 3}),
        ("relu", {}),
        ("maxpool", {"size": 2}),
    ),
    "pooling by three, then a wide kernel": (
        (2, 18, 24),
        ("maxpool", {"size": 3}),
        ("conv", {"channels": 1, "kernel": 7}),
        ("maxpool", {"size": 2}),
    ),
    "no pooling": (
        (1, 12, 9),
        ("conv", {"channels": 1, "kernel": 1}),
        ("conv", {"channels": 3, "kernel": 5}),
        ("conv", {"channels": 1, "kernel": 3}),
    ),
    "valid, mean, valid": (
        (1, 20, 16),
        ("conv", {"channels": 2, "kernel": 5, "padding": "valid"}),
        ("avgpool", {"size": 2}),
        ("conv", {"channels": 1, "kernel": 3, "padding": "valid"}),
    ),
    "full, subsampling, full": (
        (1, 9, 12),
        ("conv", {"channels": 2, "kernel": 3, "padding": "full"}),
        ("subsample", {"size": 2}),
        ("conv", {"channels": 1, "kernel": 5, "padding": "full"}),
    ),
    "two blurs": ((1, 18, 15), ("blurpool", {"taps": 5}), ("blurpool", {"size": 3})),
    "strides, dilation and groups, not square": (
        (2, 19, 22),
        ("conv", {"channels": 4, "kernel": [5, 3], "stride": [2, 1], "groups": 2}),
        ("batchnorm", {}),
        ("maxpool", {"size": [1, 2], "stride": [1, 3], "padding": [0, 1, 0, 1]}),
        ("conv", {"channels": 4, "kernel": [2, 1], "padding": [1, 0, 1, 0], "groups": 4}),
    ),
    "poolings that overlap, what is left over": (
        (1, 18, 21),
        ("maxpool", {"size": 3, "stride": 2, "padding": [1, 1, 1, 1], "ceil": True}),
        ("avgpool", {"size": [2, 3], "stride": 2, "padding": [1, 0, 0, 1], "ceil": True}),
        ("leakyrelu", {}),
        ("avgpool", {"size": 2, "stride": 1, "padding": [0, 0, 1, 1], "count_padding": True}),
    ),
    "padding on its own": (
        (1, 9, 8),
        ("pad", {"padding": [2, 0, 1, 3]}),
        ("conv", {"channels": 2, "kernel": 3, "padding": "valid"}),
        ("mean", {"axis": "channels"}),
    ),
    "adaptive sampling": (
        (1, 8, 12),
        ("apspool", {"size": 2}),
        ("conv", {"channels": 1, "kernel": 3}),
    ),
}


def positive_network(spec):
    """Weights above zero, biases of zero."""
    weights = random_weights(spec, low=0.1, high=1)
    zero = ("bias", "offset", "mean")
    unbiased = {n: w * 0 if n.endswith(zero) else w for n, w in weights.items()}
    return assemble("positive", spec, unbiased)


def seen_pixels(network):
    """By layer, `[cell row, cell col, px row, px col]`: does that pixel change that cell?

    With weights above zero and no biases, a cell is above zero exactly where it sees a lit pixel.
    """
    channels, rows, cols = network.spec.input_shape
    lit = torch.zeros(rows * cols, channels, rows, cols)
    for number, picture in enumerate(lit):
        picture[:, number // cols, number % cols] = 1
    seen = {}
    for name, volume in forward(network, lit).items():
        if volume.ndim == 4:
            risen = (volume > 0).any(1).numpy()
            seen[name] = np.moveaxis(risen.reshape(rows, cols, *risen.shape[1:]), (2, 3), (0, 1))
    return seen


def box(field, row, col, height, width):
    """The pixels inside the field of one cell, as a mask of the canvas."""
    (top, bottom), (left, right) = field.rows.span(row), field.cols.span(col)
    mask = np.zeros((height, width), bool)
    mask[max(top, 0) : max(bottom, 0), max(left, 0) : max(right, 0)] = True
    return mask


@pytest.mark.parametrize("layers", SPECS.values(), ids=SPECS)
def test_every_cell_sees_exactly_the_pixels_of_its_field(layers):
    spec = small_spec(*layers)
    seen = seen_pixels(positive_network(spec))
    assert set(seen) == {"input", *(layer.name for layer in spec.layers[:-1])}
    for layer, field in zip(spec.layers[:-1], receptive_fields(spec), strict=False):
        rows, cols, height, width = seen[layer.name].shape
        for row in range(rows):
            for col in range(cols):
                expected = box(field, row, col, height, width)
                assert np.array_equal(seen[layer.name][row, col], expected), (layer.name, row, col)


def test_on_a_torus_a_field_wraps_around_to_the_opposite_border():
    ring = {"channels": 1, "kernel": 5, "padding": "circular"}
    spec = small_spec((1, 8, 9), ("conv", ring))
    (field, _), seen = receptive_fields(spec), seen_pixels(positive_network(spec))["conv0"]
    for row, col in np.ndindex(8, 9):
        (top, bottom), (left, right) = field.rows.span(row), field.cols.span(col)
        expected = np.zeros((8, 9), bool)
        expected[np.ix_(np.arange(top, bottom) % 8, np.arange(left, right) % 9)] = True
        assert np.array_equal(seen[row, col], expected)


def test_pixels_that_pooling_leaves_over_are_seen_by_no_cell():
    pooling = ("maxpool", {"size": 3})
    kernel = ("conv", {"channels": 1, "kernel": 3})
    seen = seen_pixels(positive_network(small_spec((1, 8, 11), pooling, kernel)))
    touched = seen["conv1"].any((0, 1))
    assert touched[:6, :9].all()
    assert not touched[6:].any()
    assert not touched[:, 9:].any()


def test_the_fields_of_ludic(ludic):
    names = (layer.name for layer in ludic.spec.layers)
    fields = {
        name: found.rows if found else None
        for name, found in zip(names, receptive_fields(ludic.spec), strict=True)
    }
    assert fields["conv1"] == fields["relu1"] == ReceptiveField(stride=1, size=5, offset=-2)
    assert fields["pool1"] == ReceptiveField(stride=2, size=6, offset=-2)
    assert fields["conv2"] == fields["relu2"] == ReceptiveField(stride=2, size=14, offset=-6)
    assert fields["pool2"] == ReceptiveField(stride=4, size=16, offset=-6)


def test_a_layer_that_sees_the_whole_input_has_no_field(ludic):
    assert receptive_fields(ludic.spec)[-3:] == [None, None, None]


def test_a_span_is_half_open_and_reaches_over_the_border():
    field = ReceptiveField(stride=4, size=16, offset=-6)
    assert field.span(0) == (-6, 10)
    assert field.span(15) == (54, 70)
