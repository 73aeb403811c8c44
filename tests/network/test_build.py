from concurrent.futures import ThreadPoolExecutor

import pytest
import torch

from app.errors import BrokenNetwork
from app.network.build import PRODUCTS_OF_CELL, assemble, build, fresh, parameters
from tests.network.examples import random_weights, small_spec

SPEC = small_spec((2, 6, 5), ("conv", {"channels": 3, "kernel": 3}), ("relu", {}))
NAMES = ["conv0.bias", "conv0.weight", "last.bias", "last.weight"]


def build_error(change):
    """The error that the weights raise once `change` was made to them."""
    weights = random_weights(SPEC)
    change(weights)
    with pytest.raises(BrokenNetwork) as caught:
        assemble("broken", SPEC, weights)
    return caught.value


def test_parameters_have_public_names_and_no_gradient():
    weights = parameters(build(SPEC))
    assert sorted(weights) == NAMES
    assert not any(weight.requires_grad for weight in weights.values())
    assert all(weight.is_contiguous() for weight in weights.values())


def test_an_assembled_network_is_frozen_and_keeps_its_weights():
    weights = random_weights(SPEC)
    network = assemble("frozen", SPEC, weights)
    assert (network.name, network.spec) == ("frozen", SPEC)
    assert not network.stack.training
    assert not any(weight.requires_grad for weight in network.stack.parameters())
    kept = parameters(network.stack)
    assert all(torch.equal(kept[name], weights[name]) for name in NAMES)


def test_an_assembled_network_shares_no_memory_with_the_given_weights():
    weights = random_weights(SPEC)
    network = assemble("frozen", SPEC, weights)
    before = {name: weight.clone() for name, weight in parameters(network.stack).items()}
    for weight in weights.values():
        weight.fill_(9)
    after = parameters(network.stack)
    assert all(torch.equal(before[name], after[name]) for name in NAMES)


def test_an_assembled_network_is_whole_and_on_the_cpu():
    spec = small_spec((1, 6, 6), ("blurpool", {}))
    stack = assemble("blurred", spec, random_weights(spec)).stack
    tensors = [*stack.parameters(), *stack.buffers()]
    assert {tensor.device.type for tensor in tensors} == {"cpu"}


def test_a_cell_of_a_pooling_counts_as_many_products():
    """2 slices of 6 × 5 cells under windows of 3 × 3; the last layer weighs 2 sums of 8 numbers."""
    spec = small_spec((2, 6, 5), ("maxpool", {"size": 3, "stride": 1}))
    last = small_spec((2, 4, 3))
    weighed, pooled = (
        assemble("n", each, random_weights(each)).operations for each in (last, spec)
    )
    assert pooled - weighed == PRODUCTS_OF_CELL * 2 * 4 * 3 * 9


def test_assembling_draws_no_random_numbers():
    torch.manual_seed(3)
    expected = torch.rand(4)
    torch.manual_seed(3)
    assemble("quiet", SPEC, random_weights(SPEC))
    assert torch.equal(torch.rand(4), expected)


@pytest.mark.parametrize("dtype", [torch.float16, torch.bfloat16, torch.float64])
def test_other_floats_become_float32(dtype):
    weights = {name: weight.to(dtype) for name, weight in random_weights(SPEC).items()}
    kept = parameters(assemble("narrow", SPEC, weights).stack)
    assert all(weight.dtype == torch.float32 for weight in kept.values())
    assert all(torch.equal(kept[name], weights[name].float()) for name in NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_missing_weight_is_named(name):
    error = build_error(lambda weights: weights.pop(name))
    assert error.where == name
    assert f"weights {name}: expected shape (" in error.message
    assert "got none" in error.message


def test_an_extra_weight_is_named():
    error = build_error(lambda weights: weights.update(extra=torch.zeros(1)))
    assert error.message == "weights extra: expected shape none, got (1,)"


def test_a_wrong_shape_is_named():
    error = build_error(lambda w: w.update({"conv0.weight": w["conv0.weight"][:, :1]}))
    assert error.where == "conv0.weight"
    assert "expected shape (3, 2, 3, 3), got (3, 1, 3, 3)" in error.message


@pytest.mark.parametrize("dtype", [torch.int64, torch.uint8, torch.bool, torch.complex64])
def test_a_weight_that_is_not_a_float_is_named(dtype):
    error = build_error(lambda w: w.update({"last.bias": w["last.bias"].to(dtype)}))
    assert error.where == "last.bias"
    assert f"expected floats, got {dtype}" in error.message


@pytest.mark.parametrize("value", [float("nan"), float("inf"), -float("inf")])
def test_a_weight_that_is_not_finite_is_named(value):
    error = build_error(lambda w: w["last.weight"].view(-1)[7:8].fill_(value))
    assert error.where == "last.weight"
    assert "expected finite numbers" in error.message


def test_a_float64_too_large_for_a_float32_is_not_finite():
    error = build_error(lambda w: w.update({"last.bias": w["last.bias"].double() * 1e300}))
    assert "expected finite numbers" in error.message


def test_a_spec_larger_than_memory_is_refused_by_its_weights():
    vast = small_spec((16, 1024, 1024), ("fc", {"units": 4096}))
    with pytest.raises(BrokenNetwork, match="fc0"):
        assemble("vast", vast, {})


def test_fresh_weights_are_those_of_the_seed_and_of_torch_s_own_initialisation():
    torch.manual_seed(5)
    expected = parameters(build(SPEC))
    torch.manual_seed(1)
    before = torch.random.get_rng_state()
    found = parameters(fresh(SPEC, 5))
    assert all(torch.equal(found[name], expected[name]) for name in NAMES)
    assert torch.equal(torch.random.get_rng_state(), before), "the generator is left as it was"
    assert not torch.equal(parameters(fresh(SPEC, 6))["last.weight"], expected["last.weight"])


def test_fresh_weights_are_the_same_while_other_threads_draw():
    expected = parameters(fresh(SPEC, 3))["last.weight"]
    with ThreadPoolExecutor(4) as pool:
        drawn = pool.map(lambda seed: parameters(fresh(SPEC, seed))["last.weight"], [3, 4] * 40)
        assert all(torch.equal(weight, expected) for weight in list(drawn)[::2])
