import numpy as np
import pytest
import torch

from app.network.head_path import STRONGEST, largest, path, strongest
from app.network.incremental import IncrementalNetwork
from app.network.trace import trace, traced
from app.scene.raster import raster
from app.scene.scene import Scene
from tests.network.examples import ODD_SPECS, parameters, random_network, random_picture, small_spec

DEEP = small_spec(
    (2, 9, 7),
    ("conv", {"channels": 3, "kernel": 3}),
    ("relu", {}),
    ("maxpool", {}),
    ("fc", {"units": 6}),
    ("relu", {"role": "hidden"}),
    ("fc", {"units": 5}),
    ("relu", {"role": "hidden"}),
    outputs=3,
)
SHALLOW = small_spec((2, 5, 4), ("conv", {"channels": 3, "kernel": 3}), outputs=4)
BODY = [("face", 2, 20), ("arm", 25, 5), ("arm", 25, 45), ("leg", 44, 15), ("leg", 45, 35)]


def body(shift=0):
    """A body as the network's input, its face moved to the right."""
    placed = [{"object": name, "row": row, "col": col} for name, row, col in BODY]
    placed[0]["col"] += shift
    return raster(Scene.model_validate({"objects": placed}), (3, 64, 64)).picture


def head_weights(network, traced, output):
    """One logit's weight on each cell of the head's input: the layers' matrices, multiplied.

    A ReLU passes active cells only.
    """
    weights = parameters(network)
    names = [layer.name for layer in network.spec.layers]
    combined = np.eye(len(traced.logits))[output]
    for layer in reversed(network.spec.layers):
        before = traced.volumes[names.index(layer.name)]
        if layer.kind == "relu":
            combined = combined * (traced.volume(layer.name).values > 0)
        if layer.kind == "fc":
            combined = combined @ weights[f"{layer.name}.weight"].astype(np.float64)
        if before.values.ndim == 3:
            return before.values, combined.reshape(before.values.shape)
    raise AssertionError("a head takes a volume")


@pytest.mark.parametrize("spec", [DEEP, SHALLOW], ids=["hidden layers", "none"])
@pytest.mark.parametrize("seed", [0, 1, 2])
def test_contributions_and_bias_add_up_to_the_logit(spec, seed):
    network = random_network(spec, seed)
    traced = trace(network, random_picture(spec.input_shape, seed))
    for output in range(len(spec.outputs)):
        found = path(network, traced, output)
        values, weights = head_weights(network, traced, output)
        assert np.array_equal(found.values, values)
        np.testing.assert_allclose(found.weights, weights, rtol=0, atol=1e-5)
        np.testing.assert_allclose(found.contributions, values * weights, rtol=0, atol=1e-5)
        assert found.logit == traced.logits[output]
        assert found.contributions.sum() + found.bias == pytest.approx(found.logit, abs=1e-5)


@pytest.mark.parametrize("spec", ODD_SPECS.values(), ids=ODD_SPECS)
def test_a_live_trace_has_the_path_of_a_whole_one_with_the_gradient_as_weights(spec):
    network = random_network(spec)
    picture = random_picture(spec.input_shape)
    whole = trace(network, picture)
    incremental = IncrementalNetwork(network)
    volumes = incremental.whole(torch.from_numpy(picture)[None])
    live = traced(
        network, incremental.finished({"input": torch.from_numpy(picture)[None], **volumes})
    )
    names = ["input", *(layer.name for layer in spec.layers)]
    for output in range(len(spec.outputs)):
        found = path(network, live, output)
        assert found.layer == names[spec.head_input]
        taken = torch.from_numpy(whole.volume(found.layer).values)[None].requires_grad_()
        values = {spec.head_input: taken}
        for number in range(spec.head_input + 1, len(names)):
            module = network.stack.layers[names[number]]
            values[number] = module(*[values[source] for source in spec.sources[number - 1]])
        (gradient,) = torch.autograd.grad(values[len(names) - 1][0, output], taken)
        found_sums, sums = found.weights.sum((1, 2)), gradient[0].sum((1, 2))
        np.testing.assert_allclose(found_sums, sums, rtol=1e-4, atol=1e-5)
        if "gmp" not in {layer.kind for layer in spec.layers}:
            # Of cells that are equally large, a maximum may take any.
            np.testing.assert_allclose(found.weights, gradient[0], rtol=1e-4, atol=1e-5)
        again = path(network, whole, output)
        np.testing.assert_allclose(found.contributions, again.contributions, rtol=1e-4, atol=1e-5)


def test_a_path_passes_through_every_hidden_layer():
    network = random_network(DEEP, low=0, high=0.5)
    traced = trace(network, random_picture(DEEP.input_shape))
    found = path(network, traced, 1)
    assert {name: len(units) for name, units in found.units.items()} == {"relu4": 6, "relu6": 5}
    last = parameters(network)["last.weight"][1] * traced.volume("relu6").values
    np.testing.assert_allclose(found.units["relu6"], last, rtol=0, atol=1e-5)


def test_the_path_to_a_body_runs_through_its_five_parts(ludic):
    traced = trace(ludic, body())
    found = path(ludic, traced, 0)
    assert found.contributions[found.contributions != 0].tolist() == [20.0] * 5
    assert found.bias == -84
    assert found.logit == 16


def test_a_body_whose_face_moves_takes_another_path_to_the_same_logit(ludic):
    here, there = (path(ludic, trace(ludic, body(shift)), 0) for shift in (0, 12))
    assert here.logit == there.logit
    moved = (here.contributions != 0) ^ (there.contributions != 0)
    assert np.argwhere(moved).tolist() == [[0, 3, 7], [0, 3, 10]]


@pytest.mark.parametrize("spec", [DEEP, SHALLOW], ids=["hidden layers", "none"])
def test_links_are_the_largest_contributions_by_size(spec):
    network = random_network(spec)
    found = path(network, trace(network, random_picture(spec.input_shape)), 0)
    links = strongest(network, found)
    sizes = np.abs(found.contributions).ravel()
    expected = np.sort(sizes[sizes > 0])[::-1][:STRONGEST]
    assert np.array_equal(np.abs(links.contributions), expected)
    for (channel, row, col), contribution in zip(links.cells, links.contributions, strict=True):
        assert found.contributions[channel, row, col] == contribution


def test_a_link_runs_through_the_unit_that_carries_most_of_it(ludic):
    links = strongest(ludic, path(ludic, trace(ludic, body()), 0))
    # In the first hidden layer: faces, arms and legs are units 0, 2 and 5.
    units = {0: 0, 1: 2, 2: 5}
    assert links.units.tolist() == [units[channel] for channel in links.cells[:, 0]]


def test_without_a_hidden_layer_a_link_has_no_unit():
    network = random_network(SHALLOW)
    links = strongest(network, path(network, trace(network, random_picture((2, 5, 4))), 0))
    assert set(links.units) == {-1}


def test_a_blank_canvas_has_no_links(ludic):
    blank = np.zeros((3, 64, 64), np.float32)
    links = strongest(ludic, path(ludic, trace(ludic, blank), 4))
    assert links.cells.shape == (0, 3)
    assert links.units.shape == links.contributions.shape == (0,)


@pytest.mark.parametrize("spec", [DEEP, SHALLOW], ids=["hidden layers", "none"])
@pytest.mark.parametrize("count", [1, 7, 1000])
def test_largest_leaves_out_smaller_ones_and_zeros(spec, count):
    network = random_network(spec)
    found = path(network, trace(network, random_picture(spec.input_shape)), 1)
    cells = [tuple(cell) for cell in largest(found, count).tolist()]
    sizes = {at: abs(found.contributions[at]) for at in np.ndindex(found.values.shape)}
    told = [at for at in sorted(sizes, key=lambda at: -sizes[at]) if sizes[at] > 0][:count]
    assert [sizes[at] for at in cells] == [sizes[at] for at in told]
    assert set(cells) == set(told)
    assert found.layer == ("maxpool2" if spec is DEEP else "conv0")


def test_flattening_before_the_first_hidden_layer_changes_no_link():
    flat = small_spec(
        (2, 9, 7),
        ("conv", {"channels": 3, "kernel": 3}),
        ("relu", {}),
        ("maxpool", {}),
        ("flatten", {}),
        ("dropout", {}),
        ("fc", {"units": 6}),
        ("relu", {"role": "hidden"}),
        ("fc", {"units": 5}),
        ("relu", {"role": "hidden"}),
        outputs=3,
    )
    picture = random_picture(DEEP.input_shape)
    found = []
    for spec in (DEEP, flat):
        network = random_network(spec)
        found.append(strongest(network, path(network, trace(network, picture), 1)))
    np.testing.assert_array_equal(found[1].cells, found[0].cells)
    np.testing.assert_array_equal(found[1].units, found[0].units)
    assert (found[0].units >= 0).any()
