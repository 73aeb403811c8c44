import subprocess
import sys

import numpy as np
import pytest
import torch
from torch import nn

from app.network.jacobian_column import most_sensitive_cell
from app.network.trace import trace
from tests import oracle
from tests.network.examples import ODD_SPECS, parameters, random_network, random_picture

SLIGHT = 1e-6


def brute(spec, weights, volumes, number, at):
    """How much each cell of the following layers' outputs moves, by the oracle."""
    here, nudged = volumes[number], volumes[number].copy()
    nudged[at] += SLIGHT
    for layer in spec.layers[number:]:
        here, nudged = (oracle.KINDS[layer.kind](layer, weights, v) for v in (here, nudged))
        yield np.abs(nudged - here) / SLIGHT


CHAINS = {
    name: spec for name, spec in ODD_SPECS.items() if all(len(each) == 1 for each in spec.sources)
}


@pytest.mark.parametrize("seed", [0, 1])
@pytest.mark.parametrize("spec", CHAINS.values(), ids=CHAINS)
def test_the_most_moved_cell_is_the_one_that_the_oracle_sees_move_most(spec, seed):
    network = random_network(spec, seed)
    picture = random_picture(spec.input_shape, seed)
    traced = trace(network, picture)
    volumes = list(oracle.forward(spec, parameters(network), picture).values())
    modules = list(network.stack.layers.values())
    rng = np.random.default_rng(seed)
    for number, volume in enumerate(traced.volumes[:-1]):
        at = tuple(int(rng.integers(length)) for length in volume.values.shape)
        values = torch.from_numpy(volume.values)
        for deep, sizes in enumerate(brute(spec, parameters(network), volumes, number, at), 1):
            found = most_sensitive_cell(nn.Sequential(*modules[number : number + deep]), values, at)
            if found is None:
                assert sizes.max() < 1e-7
            else:
                assert sizes[found] == pytest.approx(sizes.max(), abs=1e-4)
                assert sizes.max() > 0


def test_a_cell_that_is_cut_off_or_loses_moves_nothing():
    volume = torch.tensor([[[-1.0, 2.0], [1.0, 0.5]]])
    assert most_sensitive_cell(nn.ReLU(), volume, (0, 0, 0)) is None
    assert most_sensitive_cell(nn.ReLU(), volume, (0, 0, 1)) == (0, 0, 1)
    assert most_sensitive_cell(nn.MaxPool2d(2), volume, (0, 1, 0)) is None
    assert most_sensitive_cell(nn.MaxPool2d(2), volume, (0, 0, 1)) == (0, 0, 0)


def test_it_leaves_the_volume_unchanged(ludic):
    values = torch.rand(8, 32, 32)
    before = values.clone()
    most_sensitive_cell(ludic.stack.layers["conv2"], values, (0, 3, 4))
    assert torch.equal(values, before)
    assert not values.requires_grad


WITHOUT_SYMPY = """
import sys
sys.modules["sympy"] = None
import torch
from app.network.jacobian_column import most_sensitive_cell
print(most_sensitive_cell(torch.nn.Linear(2, 2), torch.ones(2), (0,)) is not None)
"""


def test_sympy_is_not_loaded_since_that_takes_over_a_second():
    said = subprocess.run([sys.executable, "-c", WITHOUT_SYMPY], capture_output=True, text=True)
    assert said.stdout == "True\n", said.stderr
