import numpy as np
import pytest
import torch

from app.experiments import theorem
from app.experiments.theorem import SIDE, Config, WidePool, best, network, picture, shifts, volumes
from tests.experiments.conftest import NOTHING_TRAINED


def test_bar_holds_in_full():
    found = theorem.run(NOTHING_TRAINED, Config())
    assert [row.name for row in found.rows if row.verdict != "holds"] == []
    assert len(found.rows) == 12
    assert found.agreements == ("theorem check", "counterexample")


@pytest.mark.parametrize("kind", theorem.SUBSAMPLING)
def test_off_the_lattice_no_error_of_any_seed_is_rounding(kind):
    errors = [theorem.Errors(kind, seed, 2, torch.float32) for seed in range(5, 10)]
    assert min(min(one.off) for one in errors) > 1000 * theorem.FLOAT32


def test_seeds_and_kinds_give_other_networks():
    one, two = (network("max", seed, torch.float32)[0][0].weight for seed in (0, 1))
    assert not torch.equal(one, two)
    assert [stride for _, stride in network("max", 0, torch.float32)][-1] == 4
    assert [stride for _, stride in network("stride-1 max", 0, torch.float32)][-1] == 1


def test_wide_pool_is_the_largest_of_nine_on_the_torus():
    x = torch.randn(1, 2, 5, 6)
    found = WidePool()(x)
    for row in range(5):
        for col in range(6):
            near = [x[0, :, (row + i) % 5, (col + j) % 6] for i in (-1, 0, 1) for j in (-1, 0, 1)]
            assert torch.equal(found[0, :, row, col], torch.stack(near).amax(0))


def test_the_best_error_equals_a_direct_computation():
    layers = network("avg", 2, torch.float64)
    x = picture(2, torch.float64)
    before = volumes(layers, x)[-1]
    after = volumes(layers, torch.roll(x, (1, 6), (2, 3)))[-1]
    direct = min(
        np.linalg.norm(after - np.roll(before, (row, col), (1, 2))) / np.linalg.norm(before)
        for row in (0, 1)
        for col in (1, 2)
    )
    assert best(before, after, 1 / 4, 6 / 4) == pytest.approx(direct, rel=1e-12)


def test_shifts_go_down_right_and_both():
    assert set(shifts(2)) == {(1, 0), (0, 1), (1, 1), (2, 0), (0, 2), (2, 2)}
    assert picture(0, torch.float32).shape == (1, 3, SIDE, SIDE)
