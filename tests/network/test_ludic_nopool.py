"""Without pooling, slices keep their meaning: the claim that pooling only compresses."""

import numpy as np
import pytest
import torch

from app.network.build import assemble
from app.network.trace import forward
from app.scene.palette import PALETTE
from app.scene.raster import raster
from app.scene.scene import Scene
from app.training.make_handcrafted import ARRANGEMENTS, parts

ARRANGEMENT_NAMES = list(ARRANGEMENTS)
EXPECTED = {
    "face": {"face", "eyes", "left profile", "right profile", "muzzle"},
    "arm": {"arm"},
    "leg": {"leg"},
    "torso": {"torso"},
    "ball": {"ball"},
    "house": {"house"},
    "tree": {"tree"},
}


@pytest.fixture(scope="module")
def network():
    return assemble("ludic-nopool", *parts(pooling=False))


def places(name, step):
    drawing = PALETTE[name]
    rows, cols = range(0, 65 - drawing.height, step), range(0, 65 - drawing.width, step)
    return [(row, col) for row in rows for col in cols]


def answers(network, name, step):
    """For batches of places, the places and each layer's answer."""
    positions = places(name, step)
    for begin in range(0, len(positions), 64):
        batch = positions[begin : begin + 64]
        scenes = [
            Scene.model_validate({"objects": [{"object": name, "row": row, "col": col}]})
            for row, col in batch
        ]
        pictures = np.stack([raster(scene, (3, 64, 64)).picture for scene in scenes])
        yield batch, forward(network, torch.from_numpy(pictures))


def test_nothing_is_pooled(network):
    assert {layer.kind for layer in network.spec.layers} == {"conv", "relu", "fc"}
    assert network.spec.stages() == {"relu1": 1, "relu2": 2}


def test_a_face_at_every_place_is_one_cell_of_the_face_slice_on_its_nose(network):
    for batch, found in answers(network, "face", 1):
        faces = found["relu2"][:, ARRANGEMENT_NAMES.index("face")]
        assert ((faces > 0).flatten(1).sum(1) == 1).all()
        for (row, col), slice_ in zip(batch, faces, strict=True):
            assert slice_[row + 10, col + 10] == 1
        assert {network.spec.outputs[i] for i in found["fc2"].argmax(1)} == {"face"}


@pytest.mark.parametrize("name", EXPECTED)
def test_every_object_lights_its_own_slices_once_and_no_other(network, name):
    expected = torch.tensor([int(one in EXPECTED[name]) for one in ARRANGEMENT_NAMES])
    for _, found in answers(network, name, 5):
        assert ((found["relu2"] > 0).flatten(2).sum(2) == expected).all()
