import numpy as np
import pytest
import torch
from safetensors.torch import save

from app.errors import NotMeasurable
from app.experiments.weight_change import Config, by_place, run
from app.network.build import fresh, parameters
from app.network.receptive_field import receptive_fields
from tests.experiments.conftest import entry_of
from tests.network.examples import small_spec

SPEC = small_spec(
    (3, 16, 24), ("conv", {"channels": 2, "kernel": 3}), ("maxpool", {}), ("fc", {"units": 5})
)
SHAPE = (2, 8, 12)


def trained(changed, stored=torch.float32, held=None, **card):
    """A network with the initial head of seed 7, except at `changed`: `(channel, row, col)`."""
    weights = {name: value.clone() for name, value in parameters(fresh(SPEC, 7)).items()}
    head = weights["fc2.weight"].view(5, *SHAPE)
    for unit, at in enumerate(changed):
        head[unit % 5, *at] += 0.5
    weights = {name: value.to(stored).to(held or stored) for name, value in weights.items()}
    return entry_of(SPEC, weights, seed=7, **card), weights


@pytest.mark.parametrize(
    ("stored", "held"),
    [
        (torch.float32, None),
        (torch.float16, None),
        (torch.float8_e5m2, None),
        (torch.float8_e5m2, torch.float16),
    ],
)
def test_a_change_is_found_where_it_was_made(stored, held):
    entry, weights = trained([(0, 1, 2), (1, 1, 2), (1, 7, 11)], stored, held)
    assert entry.raw == save(weights)
    answer = run(entry, Config())
    assert (answer.layer, answer.shape) == ("fc2", SHAPE)
    # Five units and two channels give ten weights per place.
    expected = np.zeros((8, 12))
    expected[1, 2], expected[7, 11] = 0.1, 0.05
    loose = {torch.float32: 1e-6, torch.float16: 1e-3, torch.float8_e5m2: 2e-2}[stored]
    np.testing.assert_allclose(answer.change, expected, atol=loose)
    unchanged = np.ones((8, 12))
    unchanged[1, 2], unchanged[7, 11] = 0.8, 0.9
    np.testing.assert_allclose(answer.unchanged, unchanged, atol=1e-6)


def test_exact_means_no_change_where_no_object_was_seen():
    field = [field.rows for field in receptive_fields(SPEC) if field is not None][-1]
    # Cells see 4 px from -1 on, every 2: of px 0 to 5 the rows 0 to 2 see something, row 3 begins
    # at px 5, and row 4 at px 7.
    assert (field.offset, field.stride, field.size) == (-1, 2, 4)
    region = (0, 0, 6, 6)
    for changed, exact in (((0, 3, 3), True), ((0, 4, 0), False), ((1, 0, 4), False)):
        entry, _ = trained([changed], region=region)
        answer = run(entry, Config())
        assert answer.exact == exact, changed
        assert answer.region == region


@pytest.mark.parametrize("region", [None, (0, 0, 16, 24)])
def test_a_network_trained_everywhere_cannot_be_exact(region):
    entry, _ = trained([], region=region)
    assert not run(entry, Config()).exact


def test_rows_and_cols_are_the_middle_of_each_receptive_field():
    entry, _ = trained([])
    answer = run(entry, Config())
    # Px -1 to 2 for the first cell, 1 to 4 for the next.
    assert answer.rows == tuple(0.5 + 2 * cell for cell in range(8))
    assert answer.cols == tuple(0.5 + 2 * cell for cell in range(12))


def test_by_place_equals_a_naive_loop():
    rng = np.random.default_rng(0)
    then, now = (torch.from_numpy(rng.standard_normal((3, 8)).astype(np.float32)) for _ in "ab")
    now[1, 3] = then[1, 3]
    change, unchanged = by_place(now, then, (2, 2, 2))
    for row, col in np.ndindex(2, 2):
        pairs = [
            (
                float(now[unit, 4 * channel + 2 * row + col]),
                float(then[unit, 4 * channel + 2 * row + col]),
            )
            for unit in range(3)
            for channel in range(2)
        ]
        assert change[row, col] == pytest.approx(sum(abs(a - b) for a, b in pairs) / 6, rel=1e-5)
        assert unchanged[row, col] == pytest.approx(sum(a == b for a, b in pairs) / 6)


def test_without_biases_and_decay_the_far_corner_keeps_its_initial_weights(library):
    """Theorem: the gradient is zero where no cell is ever active."""
    answer = run(library.find("digits-none-fc-corner-nobias"), Config())
    assert answer.exact
    change, unchanged = np.array(answer.change), np.array(answer.unchanged)
    # Digits lay within px 0 to 27; two kernels of 5 see 4 px around.
    assert (change[32:] == 0).all()
    assert (change[:, 32:] == 0).all()
    assert (unchanged[32:] == 1).all()
    assert change[:28, :28].mean() > 0.005
    for name in ("digits-none-fc-corner", "digits-max-fc-corner"):
        other = run(library.find(name), Config())
        assert not other.exact
        assert np.array(other.change).min() > 0


@pytest.mark.parametrize(
    ("model", "why"),
    [
        ("ludic", "from a seed"),
        ("digits-max-gap", "whose volumes end in gap"),
        ("digits-max-gmp-corner", "whose volumes end in gmp"),
    ],
)
def test_a_network_that_cannot_be_measured_is_rejected(library, model, why):
    with pytest.raises(NotMeasurable, match=why):
        run(library.find(model), Config())
