import numpy as np
import pytest

from app.network.build import assemble
from app.network.interior import edge_affected, interior, marked
from app.network.receptive_field import receptive_fields
from app.network.trace import trace
from tests.network.examples import ODD_SPECS, random_weights, small_spec
from tests.network.test_receptive_field import SPECS, positive_network, seen_pixels

SUMS = {
    "zeros": (("conv", {"channels": 2, "kernel": 5}), ("avgpool", {"size": 2})),
    "left-over rows": (
        ("avgpool", {"size": 3}),
        ("conv", {"channels": 1, "kernel": 3}),
        ("avgpool", {"size": 2}),
    ),
    "full and valid": (
        ("conv", {"channels": 2, "kernel": 3, "padding": "full"}),
        ("subsample", {"size": 2}),
        ("conv", {"channels": 1, "kernel": 5, "padding": "valid"}),
    ),
    "more at some sides": (
        ("conv", {"channels": 2, "kernel": [4, 3], "stride": [1, 2], "padding": [1, 0, 2, 1]}),
        ("pad", {"padding": [0, 2, 1, 0]}),
        ("avgpool", {"size": 3, "stride": 2, "padding": [1, 0, 0, 1], "count_padding": True}),
        ("conv", {"channels": 4, "kernel": 3, "dilation": [1, 2], "groups": 2}),
    ),
    "a ring made of padding": (
        ("pad", {"padding": [3, 1, 0, 2], "mode": "circular"}),
        ("conv", {"channels": 1, "kernel": 3, "padding": [2, 1, 0, 2], "mode": "circular"}),
        ("conv", {"channels": 1, "kernel": 3}),
    ),
    "a ring, then zeros": (
        ("conv", {"channels": 1, "kernel": 5, "padding": "circular"}),
        ("blurpool", {"taps": 3, "size": 2}),
        ("conv", {"channels": 1, "kernel": 3, "padding": "circular"}),
    ),
}


@pytest.mark.parametrize("layers", SUMS.values(), ids=SUMS)
def test_a_cell_is_edge_affected_where_padding_replaces_pixels(layers):
    """On a white picture, positive weights give less exactly where they meet zeros."""
    spec = small_spec((1, 23, 28), *layers)
    weights = random_weights(spec, low=0.1, high=1)
    unbiased = {n: w * 0 if n.endswith("bias") else w for n, w in weights.items()}
    traced = trace(assemble("positive", spec, unbiased), np.ones((1, 23, 28), np.float32))
    for name, mask in edge_affected(spec).items():
        volume = traced.volume(name).values
        assert mask.shape == volume.shape[1:]
        most = volume.max((1, 2), keepdims=True)
        assert np.array_equal(mask, (volume < most * (1 - 1e-5)).all(0)), name


@pytest.mark.parametrize("layers", SPECS.values(), ids=SPECS)
def test_without_circular_padding_edge_affected_means_a_field_beyond_the_picture(layers):
    spec = small_spec(*layers)
    edges = edge_affected(spec)
    for layer, field in zip(spec.layers[:-1], receptive_fields(spec), strict=False):
        for row, col in np.ndindex(edges[layer.name].shape):
            (top, bottom), (left, right) = field.rows.span(row), field.cols.span(col)
            leaves = top < 0 or left < 0 or bottom > layers[0][1] or right > layers[0][2]
            assert edges[layer.name][row, col] == leaves, (layer.name, row, col)


def test_a_circular_network_has_no_edge():
    ring = ("conv", {"channels": 1, "kernel": 5, "padding": "circular"})
    blur = ("blurpool", {"taps": 5, "padding": "circular"})
    edges = edge_affected(small_spec((1, 12, 8), ring, blur, ring, ("gap", {})))
    assert list(edges) == ["input", "conv0", "blurpool1", "conv2"]
    assert not any(mask.any() for mask in edges.values())


def test_every_volume_that_depends_on_no_whole_one_has_a_mask_and_nothing_else():
    whole = {"squeeze", "narrow", "gate", "gated", "over", "column"}
    for spec in ODD_SPECS.values():
        shapes = dict(zip((layer.name for layer in spec.layers), spec.shapes(), strict=True))
        volumes = {
            name: shape[1:]
            for name, shape in shapes.items()
            if len(shape) == 3 and name not in whole
        }
        masks = {name: mask.shape for name, mask in edge_affected(spec).items()}
        assert masks == {"input": spec.input_shape[1:], **volumes}


@pytest.mark.parametrize("layers", SPECS.values(), ids=SPECS)
def test_marked_cells_are_those_that_see_a_marked_pixel(layers):
    spec = small_spec(*layers)
    _, height, width = spec.input_shape
    for name, seen in seen_pixels(positive_network(spec)).items():
        if name == "last":
            continue
        for row in range(0, height, 3):
            marks = marked(spec, np.arange(height) == row, 0, outside=False)[name]
            assert np.array_equal(marks, seen[:, :, row].any((1, 2)))
        for col in range(0, width, 3):
            marks = marked(spec, np.arange(width) == col, 1, outside=False)[name]
            assert np.array_equal(marks, seen[:, :, :, col].any((0, 2)))


def test_the_edges_of_ludic(ludic):
    edges = edge_affected(ludic.spec)
    assert {name: int(mask.sum()) for name, mask in edges.items()} == {
        "input": 0,
        "conv1": 64**2 - 60**2,
        "relu1": 64**2 - 60**2,
        "pool1": 32**2 - 30**2,
        "conv2": 32**2 - 26**2,
        "relu2": 32**2 - 26**2,
        "pool2": 16**2 - 12**2,
    }


@pytest.mark.parametrize("layers", [*SPECS.values(), *((((1, 23, 28), *s)) for s in SUMS.values())])
def test_the_interior_is_the_box_of_the_cells_without_an_edge(layers):
    for mask in edge_affected(small_spec(*layers)).values():
        inside = set(zip(*np.nonzero(~mask), strict=True))
        box = interior(mask)
        if box is None:
            assert not inside
            continue
        assert inside == {(i, j) for i in range(*box.rows) for j in range(*box.cols)}


def test_a_volume_that_sees_padding_everywhere_has_no_interior():
    assert interior(np.ones((3, 4), bool)) is None
    assert interior(np.zeros((3, 4), bool)).rows == (0, 3)
