import numpy as np
import pytest

from app.network.cell_receptive_field import field
from app.network.interior import edge_affected
from tests.network.examples import ODD_SPECS, small_spec
from tests.network.test_receptive_field import SPECS, positive_network, seen_pixels

RING = {"channels": 1, "kernel": 5, "padding": "circular"}


@pytest.mark.parametrize("layers", SPECS.values(), ids=SPECS)
def test_the_clipped_field_is_the_set_of_pixels_that_change_the_cell(layers):
    spec = small_spec(*layers)
    seen = seen_pixels(positive_network(spec))
    for number, name in enumerate(seen):
        rows, cols, *canvas = seen[name].shape
        for row, col in np.ndindex(rows, cols):
            found = field(spec, number, (0, row, col))
            mask = np.zeros(canvas, bool)
            mask[slice(*found.clipped.rows), slice(*found.clipped.cols)] = True
            assert np.array_equal(seen[name][row, col], mask), (name, row, col)
            leaves = found.whole != found.clipped
            assert (found.touches_padding, found.wraps) == (leaves, False), (name, row, col)


@pytest.mark.parametrize("spec", ODD_SPECS.values(), ids=ODD_SPECS)
def test_a_field_that_touches_padding_is_edge_affected(spec):
    names = ["input", *(layer.name for layer in spec.layers)]
    for name, mask in edge_affected(spec).items():
        for row, col in np.ndindex(mask.shape):
            found = field(spec, names.index(name), (0, row, col))
            assert found.touches_padding == mask[row, col], (name, row, col)


def test_left_over_rows_are_padding_to_later_layers():
    """8 rows make two squares of 3: what a kernel sees beyond is padding, though not of px."""
    spec = small_spec((1, 8, 8), ("maxpool", {"size": 3}), ("conv", {"channels": 1, "kernel": 3}))
    found = field(spec, 2, (0, 1, 1))
    assert (found.whole.rows, found.clipped.rows) == ((0, 9), (0, 8))
    assert found.touches_padding


def test_on_a_torus_a_field_wraps_and_touches_no_padding():
    spec = small_spec((1, 8, 9), ("conv", RING))
    seen = seen_pixels(positive_network(spec))["conv0"]
    for row, col in np.ndindex(8, 9):
        found = field(spec, 1, (0, row, col))
        expected = np.zeros((8, 9), bool)
        whole = np.arange(*found.whole.rows) % 8, np.arange(*found.whole.cols) % 9
        expected[np.ix_(*whole)] = True
        assert np.array_equal(seen[row, col], expected)
        assert found.wraps == (row < 2 or row > 5 or col < 2 or col > 6)
        assert not found.touches_padding


def test_a_unit_of_the_head_has_no_field():
    spec = small_spec((1, 8, 8), ("conv", RING), ("gap", {}))
    assert field(spec, 2, (0,)) is None
    assert field(spec, 3, (1,)) is None


def test_a_pixel_sees_itself():
    found = field(small_spec((1, 4, 4)), 0, (0, 2, 3))
    assert (found.whole.rows, found.whole.cols) == ((2, 3), (3, 4))
    assert found.clipped == found.whole
