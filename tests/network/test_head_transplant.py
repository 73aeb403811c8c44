import numpy as np
import pytest

from app.errors import BrokenNetwork
from app.network.head_transplant import with_head_of
from app.network.trace import trace
from tests.network.examples import parameters, random_network, random_picture, small_spec
from tests.oracle import forward

SPEC = small_spec(
    (3, 8, 8),
    ("conv", {"channels": 4, "kernel": 3}),
    ("relu", {}),
    ("maxpool", {"size": 2}),
    ("fc", {"units": 5}),
    ("relu", {}),
    outputs=3,
)


def test_one_networks_last_volume_goes_through_the_others_head():
    layers, donor = random_network(SPEC, 1), random_network(SPEC, 2)
    picture = random_picture(SPEC.input_shape)
    volume = forward(SPEC, parameters(layers), picture)["maxpool2"]
    head = parameters(donor)
    hidden = np.maximum(head["fc3.weight"] @ volume.ravel() + head["fc3.bias"], 0)
    logits = head["last.weight"] @ hidden + head["last.bias"]
    found = trace(with_head_of(layers, donor), picture)
    assert found.logits == pytest.approx(logits, abs=1e-5)


def test_it_differs_from_both_networks_and_changes_neither():
    layers, donor = random_network(SPEC, 1), random_network(SPEC, 2)
    picture = random_picture(SPEC.input_shape)
    before = [trace(network, picture).logits for network in (layers, donor)]
    between = trace(with_head_of(layers, donor), picture).logits
    after = [trace(network, picture).logits for network in (layers, donor)]
    assert np.array_equal(before, after)
    assert all(np.abs(between - logits).max() > 1e-2 for logits in before)


def test_its_own_head_leaves_a_network_as_it_is():
    network = random_network(SPEC)
    picture = random_picture(SPEC.input_shape)
    same = trace(with_head_of(network, network), picture)
    assert np.array_equal(same.logits, trace(network, picture).logits)


def test_networks_of_unlike_architectures_are_refused():
    other = small_spec((3, 8, 8), ("maxpool", {"size": 2}), outputs=3)
    with pytest.raises(BrokenNetwork, match="one architecture"):
        with_head_of(random_network(SPEC), random_network(other))
