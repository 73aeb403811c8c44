import numpy as np
import pytest
import torch
from jaxtyping import TypeCheckError

from app.network.build import assemble
from app.network.layers import KINDS
from app.network.spec import Spec
from app.network.trace import forward, logits_of, scores, trace
from app.scene.raster import raster
from app.scene.scene import Scene
from tests import oracle
from tests.network.examples import (
    ODD_SPECS,
    parameters,
    random_network,
    random_picture,
    random_weights,
    small_spec,
)

SCENES = {
    "nothing": [],
    "a face in a corner": [("face", 0, 0)],
    "a face at odd px, a leg cut by the border": [("face", 11, 23), ("leg", 50, 60)],
    "a body": [("face", 2, 20), ("arm", 25, 5), ("arm", 25, 45), ("leg", 44, 15), ("leg", 45, 35)],
    "a crowd": [("house", 0, 0), ("tree", 3, 30), ("ball", 40, 1), ("torso", 41, 40)],
    "a heap": [("face", 20, 20), ("ball", 25, 22), ("house", 12, 30)],
}


def picture_of(objects):
    placed = [{"object": name, "row": row, "col": col} for name, row, col in objects]
    return raster(Scene.model_validate({"objects": placed}), (3, 64, 64)).picture


def assert_equals_oracle(traced, network, picture):
    """Every volume within 1e-5 of the oracle's, in the same order, and the scores too.

    Far from zero, where float32 itself is coarser than 1e-5, within a millionth.
    """
    expected = oracle.forward(network.spec, parameters(network), picture)
    assert [volume.name for volume in traced.volumes] == list(expected)
    for volume in traced.volumes:
        np.testing.assert_allclose(
            volume.values, expected[volume.name], rtol=1e-6, atol=1e-5, err_msg=volume.name
        )
    logits = expected[network.spec.layers[-1].name]
    np.testing.assert_allclose(traced.logits, logits, rtol=1e-6, atol=1e-5)
    np.testing.assert_allclose(traced.scores, oracle.softmax(logits), rtol=0, atol=1e-5)


@pytest.mark.parametrize("objects", SCENES.values(), ids=SCENES)
def test_every_volume_of_ludic_equals_the_oracle(ludic, objects):
    picture = picture_of(objects)
    assert_equals_oracle(trace(ludic, picture), ludic, picture)


@pytest.mark.parametrize("seed", [0, 1])
@pytest.mark.parametrize("spec", ODD_SPECS.values(), ids=ODD_SPECS)
def test_every_volume_of_a_random_network_equals_the_oracle(spec, seed):
    network = random_network(spec, seed)
    picture = random_picture(spec.input_shape, seed)
    assert_equals_oracle(trace(network, picture), network, picture)


def test_every_kind_of_layer_is_among_those_networks():
    kinds = {layer.kind for spec in ODD_SPECS.values() for layer in spec.layers}
    assert kinds == KINDS.keys()


def test_the_oracle_gets_the_weights_that_the_network_was_given():
    spec = ODD_SPECS["a wide canvas"]
    given, kept = random_weights(spec), parameters(random_network(spec))
    assert given.keys() == kept.keys()
    assert all(np.array_equal(given[name], kept[name]) for name in given)


def test_volumes_carry_roles_and_the_shapes_of_the_spec():
    network = random_network(ODD_SPECS["a wide canvas"])
    volumes = trace(network, random_picture((3, 13, 22))).volumes
    assert [volume.role for volume in volumes[:3]] == ["input", "volume", None]
    assert [volume.stage for volume in volumes[:5]] == [None, 1, None, None, 2]
    shapes = [network.spec.input_shape, *network.spec.shapes()]
    assert [volume.values.shape for volume in volumes] == shapes
    assert all(volume.values.dtype == np.float32 for volume in volumes)


def test_a_volume_is_found_by_name():
    traced = trace(random_network(small_spec((1, 2, 2))), random_picture((1, 2, 2)))
    assert traced.model == "random"
    assert traced.volume("last").values is traced.logits
    with pytest.raises(KeyError):
        traced.volume("conv9")


def test_active_counts_the_cells_above_zero_slice_by_slice():
    network = random_network(small_spec((2, 2, 3)))
    traced = trace(network, np.float32([[[0, 1, -1], [1e-30, 0, 2]], [[0, 0, 0], [-0.0, 0, 0]]]))
    assert traced.volume("input").active() == [3, 0]
    assert traced.volume("last").active() == [int(logit > 0) for logit in traced.logits]


def test_scores_stay_finite_for_far_logits():
    spec = small_spec((1, 1, 1), outputs=3)
    weights = random_weights(spec, low=0, high=0)
    weights["last.bias"] = torch.tensor([-1e4, 0.0, 1e4])
    network = assemble("far", spec, weights)
    assert trace(network, np.zeros((1, 1, 1), np.float32)).scores.tolist() == [0, 0, 1]


def test_a_batch_gives_the_outputs_of_each_picture_alone(ludic):
    pictures = np.stack([picture_of(objects) for objects in SCENES.values()])
    together = forward(ludic, torch.from_numpy(pictures))
    for index, picture in enumerate(pictures):
        for volume in trace(ludic, picture).volumes:
            np.testing.assert_allclose(
                together[volume.name][index].numpy(), volume.values, rtol=1e-6, atol=1e-5
            )


def test_the_same_picture_gives_the_same_bits_twice(ludic):
    picture = picture_of(SCENES["a heap"])
    once, again = trace(ludic, picture), trace(ludic, picture.copy())
    assert all(
        np.array_equal(a.values, b.values) for a, b in zip(once.volumes, again.volumes, strict=True)
    )


def test_shapes_and_dtypes_in_signatures_are_checked_here(ludic):
    with pytest.raises(TypeCheckError):
        trace(ludic, np.zeros((64, 64), np.float32))
    with pytest.raises(TypeCheckError):
        trace(ludic, np.zeros((3, 64, 64), np.float64))


@pytest.mark.parametrize("spec", ODD_SPECS.values(), ids=ODD_SPECS)
def test_logits_equal_those_of_the_trace_to_the_last_bit(spec):
    network = random_network(spec)
    for seed in range(3):
        picture = random_picture(spec.input_shape, seed)
        assert np.array_equal(logits_of(network, picture), trace(network, picture).logits)


def test_scores_are_the_softmax_of_the_oracle(ludic):
    logits = np.array([[1000, -3, 999.5, 0], [0, 0, 0, 1]], np.float32)
    for row, found in zip(logits, scores(ludic, logits), strict=True):
        np.testing.assert_allclose(found, oracle.softmax(row), rtol=1e-6)
    assert np.array_equal(scores(ludic, logits[0]), scores(ludic, logits)[0])


@pytest.mark.parametrize(
    ("last", "probabilities"),
    [
        (["softmax"], True),
        (["sigmoid"], True),
        (["relu"], False),
        (["softmax", "identity"], True),
        (["softmax", "relu"], False),
    ],
)
def test_scores_of_a_network_that_ends_in_probabilities_are_its_outputs(last, probabilities):
    spec = Spec.model_validate(
        {
            "input_shape": (3, 8, 8),
            "layers": [
                {"kind": "fc", "name": "units", "units": 4},
                *({"kind": kind, "name": kind} for kind in last),
            ],
            "outputs": ["a", "b", "c", "d"],
        }
    )
    network = random_network(spec)
    assert network.probabilities == probabilities
    traced = trace(network, random_picture(spec.input_shape, 0))
    expected = traced.logits if probabilities else oracle.softmax(traced.logits)
    np.testing.assert_allclose(traced.scores, expected, rtol=0, atol=1e-6)


def test_the_score_of_a_lone_output_is_its_value():
    layers = [{"kind": "fc", "name": "units", "units": 1}]
    spec = Spec.model_validate({"input_shape": (3, 8, 8), "layers": layers, "outputs": ["a"]})
    traced = trace(random_network(spec), random_picture(spec.input_shape, 0))
    assert traced.logits[0] != 1
    assert traced.scores.tolist() == traced.logits.tolist()
