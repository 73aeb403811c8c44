"""Windows, against NumPy's padding."""

import numpy as np
import pytest

from app.network.window import Window

MODES = {"circular": "wrap", "reflect": "reflect", "edge": "edge"}


@pytest.mark.parametrize(
    ("window", "cell", "expected"),
    [
        (Window(3, 1, 1), 0, [None, 0, 1]),
        (Window(3, 1, 1), 4, [3, 4, None]),
        (Window(3, 1, 1, beyond="circular"), 0, [4, 0, 1]),
        (Window(2, 2), 1, [2, 3]),
        (Window(5, 1, 4), 0, [None, None, None, None, 0]),
        (Window(3, 2, 1, dilation=2), 1, [1, 3, None]),
    ],
)
def test_a_window_covers_cells_or_padding(window, cell, expected):
    assert window.covers(cell, 5) == expected


@pytest.mark.parametrize("beyond", MODES)
@pytest.mark.parametrize(("size", "stride", "padding", "dilation"), [(3, 1, 1, 1), (3, 2, 3, 2)])
def test_beyond_the_border_lies_what_numpy_puts_there(beyond, size, stride, padding, dilation):
    padded = np.pad(np.arange(5), padding, mode=MODES[beyond])
    window = Window(size, stride, padding, dilation, beyond)
    for cell in range((len(padded) - window.extent) // stride + 1):
        seen = padded[cell * stride : cell * stride + window.extent : dilation]
        assert window.covers(cell, 5) == seen.tolist()
