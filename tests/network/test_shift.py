import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.network.shift import shifted

SIZES = st.tuples(st.integers(1, 3), st.integers(1, 7), st.integers(1, 7))
STEPS = st.integers(-9, 9)


def numbered(shape):
    """An array of distinct values, none of them zero."""
    return np.arange(1, np.prod(shape) + 1, dtype=np.float32).reshape(shape)


@given(SIZES, STEPS, STEPS)
def test_on_the_canvas_each_cell_moves_and_zeros_follow(shape, rows, cols):
    values = numbered(shape)
    out = shifted(values, rows, cols, "canvas")
    for channel, row, col in np.ndindex(shape):
        came = row - rows, col - cols
        inside = 0 <= came[0] < shape[1] and 0 <= came[1] < shape[2]
        assert out[channel, row, col] == (values[channel, *came] if inside else 0)


@given(SIZES, STEPS, STEPS)
def test_a_cyclic_shift_wraps_each_cell_around_to_the_opposite_border(shape, rows, cols):
    values = numbered(shape)
    out = shifted(values, rows, cols, "cyclic")
    for channel, row, col in np.ndindex(shape):
        assert (
            out[channel, row, col]
            == values[channel, (row - rows) % shape[1], (col - cols) % shape[2]]
        )


@pytest.mark.parametrize("protocol", ["canvas", "cyclic"])
def test_a_shift_leaves_its_input_unchanged(protocol):
    values = numbered((2, 4, 5))
    shifted(values, 1, -2, protocol)
    assert np.array_equal(values, numbered((2, 4, 5)))


def test_masks_are_shifted_too():
    mask = np.ones((3, 4), bool)
    assert shifted(mask, 1, 0, "canvas").tolist() == [[False] * 4, [True] * 4, [True] * 4]
