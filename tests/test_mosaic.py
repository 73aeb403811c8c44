import numpy as np
import pytest

from app.mosaic import GROUT, UNIT, mosaic
from app.network.quantisation import quantise
from app.network.trace import Volume

LIMITS = (0.0, 1.0)


def volume(*shape, name="some"):
    """A volume of noise in 0..1."""
    return Volume(name, None, None, np.random.default_rng(0).random(shape, np.float32))


def drawn(*volumes, limits=LIMITS):
    return mosaic(volumes, {one.name: limits for one in volumes})


def slices_of(picture, count, rows, cols):
    """The slices of a grid `count` wide, from left to right and top to bottom."""
    down, across = (picture.shape[0] - 1) // (rows + 1), (picture.shape[1] - 1) // (cols + 1)
    assert picture.shape == (down * (rows + 1) + 1, across * (cols + 1) + 1)
    corners = [(1 + i * (rows + 1), 1 + j * (cols + 1)) for i in range(down) for j in range(across)]
    return [picture[top : top + rows, left : left + cols] for top, left in corners[:count]]


@pytest.mark.parametrize(
    ("count", "down", "across"), [(1, 1, 1), (2, 1, 2), (3, 2, 2), (8, 3, 3), (11, 3, 4)]
)
def test_slices_form_a_grid_that_is_about_square(count, down, across):
    given = volume(count, 4, 5)
    picture = drawn(given)
    assert picture.shape == (down * 5 + 1, across * 6 + 1)
    for index, slice_ in enumerate(slices_of(picture, count, 4, 5)):
        assert np.array_equal(slice_, quantise(given.values[index], LIMITS))


def test_one_pixel_of_grout_separates_slices():
    picture = drawn(volume(3, 4, 5))
    for lines in (picture[::5], picture.T[::6]):
        assert (lines == GROUT).all()
    assert (picture[6:10, 7:12] == GROUT).all(), "the room that no slice takes"


def test_brightness_spans_the_range():
    values = np.float32([[[-3, -1, 0, 1, 9]]])
    picture = drawn(Volume("some", None, None, values), limits=(-1.0, 1.0))
    assert picture[1, 1:6].tolist() in ([0, 0, 127, 255, 255], [0, 0, 128, 255, 255])


def test_a_unit_of_the_head_is_a_square():
    head = volume(5)
    bytes_ = quantise(head.values, LIMITS)
    for unit, byte in zip(slices_of(drawn(head), 5, UNIT, UNIT), bytes_, strict=True):
        assert (unit == byte).all()


def test_layers_are_stacked_one_below_the_other():
    wide, narrow = volume(1, 4, 9, name="wide"), volume(1, 2, 3, name="narrow")
    picture = drawn(wide, narrow)
    assert picture.shape == (6 + 4 + 4, 11)
    assert np.array_equal(picture[:6], drawn(wide))
    assert (picture[6:10] == GROUT).all()
    assert np.array_equal(picture[10:, :5], drawn(narrow))
    assert (picture[10:, 5:] == GROUT).all()
