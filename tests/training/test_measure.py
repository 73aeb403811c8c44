"""The measurements of a card: accuracy by position, and the colour ranges."""

import numpy as np
import pytest
import torch

from app.network.build import assemble, build, parameters
from app.training.measure import accuracy, notes, span
from app.training.task import Stream, generator
from tests.training.tasks import DOTS, SPEC, Dots


class Recorder(Dots):
    """Records the generators that it is given."""

    def __init__(self):
        super().__init__()
        object.__setattr__(self, "drawn", [])

    def evaluation_batch(self, rng, output, position, samples):
        self.drawn.append(rng.bit_generator.state["state"]["state"])
        return super().evaluation_batch(rng, output, position, samples)


def left_everywhere():
    """A network that always predicts `left`."""
    weights = {key: torch.zeros_like(value) for key, value in parameters(build(SPEC)).items()}
    weights["fc1.bias"] = torch.tensor([1.0, 0.0])
    return assemble("left", SPEC, weights)


def test_accuracy_of_a_constant_prediction():
    found = accuracy(left_everywhere(), Dots(), samples=3, seed=0, protocol="p")
    assert found.per_output == {"left": 1.0, "right": 0.0}
    assert found.per_position == {"left": (1.0, 1.0), "right": (0.0, 0.0)}
    assert (found.mean, found.worst, found.chance) == (0.5, 0.0, 0.5)
    assert (found.samples, found.positions, found.protocol) == (3, Dots().positions, "p")


def test_each_position_has_its_own_held_out_stream():
    task = Recorder()
    accuracy(left_everywhere(), task, samples=1, seed=4, protocol="")
    states = [
        generator(4, Stream.HELD_OUT, output, place).bit_generator.state["state"]["state"]
        for output in range(2)
        for place in range(2)
    ]
    assert task.drawn == states


def test_notes_on_every_layer():
    torch.manual_seed(0)
    network = assemble("dots", SPEC, parameters(build(SPEC)))
    found = notes(network, DOTS.task, seed=0, slices={"pool1": ("a", "b")})
    assert list(found) == ["input", "conv1", "relu1", "pool1", "fc1"]
    assert found["input"].range == (0.0, 1.0)
    assert found["pool1"].slices == ("a", "b")
    assert found["fc1"].slices == ("left", "right")
    for name, note in found.items():
        low, high = note.range
        assert low < high
        assert low == (-high if name in ("conv1", "fc1") else 0.0)


def test_a_dead_layer_still_has_a_range():
    found = notes(left_everywhere(), DOTS.task, seed=0)
    assert found["relu1"].range == (0.0, 1.0)
    assert found["conv1"].range == (-1.0, 1.0)


@pytest.mark.parametrize(("signed", "expected"), [(False, (0.0, 2.0)), (True, (-3.0, 3.0))])
def test_span_looks_at_active_cells(signed, expected):
    values = np.array([0.0] * 1000 + [2.0] * 10 + [-3.0] * 10, np.float32)
    assert span(values, signed) == expected
