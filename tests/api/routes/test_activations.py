import io

import numpy as np
import pytest
from PIL import Image
from safetensors.numpy import load

from app.runtime.settings import ROOT
from app.scene.raster import raster
from app.scene.scene import Scene
from tests import oracle
from tests.api.conftest import face, problem

MODELS = ["ludic", "figure-everywhere"]
SCENE = {
    "objects": [
        {"object": "face", "row": 3, "col": 30},
        {"object": "arm", "row": 33, "col": -3},
        {"object": "ball", "row": 40, "col": 41},
    ]
}


def ask(client, model="ludic", scene=SCENE, **query):
    response = client.post(f"/api/models/{model}/activations", params=query, json={"scene": scene})
    assert response.status_code == 200, response.text
    return response


@pytest.mark.parametrize("model", MODELS)
def test_every_volume_is_what_the_oracle_computes(client, model):
    spec = client.app.state.networks.library.find(model).network.spec
    weights = load((ROOT / "models" / f"{model}.safetensors").read_bytes())
    expected = oracle.forward(
        spec, weights, raster(Scene.model_validate(SCENE), (3, 64, 64)).picture
    )
    answer = ask(client, model).json()
    assert [layer["name"] for layer in answer["layers"]] == list(expected)
    for layer in answer["layers"]:
        volume = expected[layer["name"]]
        assert layer["shape"] == list(volume.shape)
        np.testing.assert_allclose(layer["values"], volume, rtol=1e-5, atol=1e-5)
    logits = expected[spec.layers[-1].name]
    got = answer["outputs"]
    assert [output["name"] for output in got] == list(spec.outputs)
    np.testing.assert_allclose([output["logit"] for output in got], logits, rtol=1e-5, atol=1e-5)
    scores = oracle.softmax(logits)
    np.testing.assert_allclose([output["score"] for output in got], scores, rtol=0, atol=1e-5)


@pytest.mark.parametrize("model", MODELS)
def test_active_counts_the_cells_above_zero_slice_by_slice(client, model):
    for layer in ask(client, model).json()["layers"]:
        values = np.array(layer["values"])
        slices = values.reshape(len(values), -1)
        assert layer["active"] == (slices > 0).sum(1).tolist()


@pytest.mark.parametrize("model", MODELS)
def test_all_formats_hold_the_same_numbers_to_the_last_bit(client, model):
    answer = ask(client, model).json()
    tensors = load(ask(client, model, format="safetensors").content)
    arrays = np.load(io.BytesIO(ask(client, model, format="npz").content), allow_pickle=False)
    names = {layer["name"] for layer in answer["layers"]} | {"scores", "logits"}
    assert tensors.keys() == set(arrays.files) == names
    for layer in answer["layers"]:
        read = np.array(layer["values"], np.float32)
        np.testing.assert_array_equal(tensors[layer["name"]], read)
        np.testing.assert_array_equal(arrays[layer["name"]], read)
    for key, name in (("score", "scores"), ("logit", "logits")):
        read = np.array([output[key] for output in answer["outputs"]], np.float32)
        np.testing.assert_array_equal(tensors[name], read)
        np.testing.assert_array_equal(arrays[name], read)


def test_layers_selects_in_the_order_of_the_flow(client):
    answer = ask(client, layers="pool2,input").json()
    assert [layer["name"] for layer in answer["layers"]] == ["input", "pool2"]


def test_the_picture_is_a_mosaic_of_slices_at_the_fixed_range(client):
    picture = np.asarray(
        Image.open(io.BytesIO(ask(client, scene=face(), format="png", layers="pool2").content))
    )
    face_slice = picture[1:17, 1:17]
    assert np.argwhere(face_slice > 0).tolist() == [[3, 12]]
    assert face_slice[3, 12] == 255
    assert picture.shape == (3 * 17 + 1, 4 * 17 + 1), "11 slices of 16 × 16, four to a row"


def test_a_face_is_two_eyes_a_nose_and_one_face_wherever_it_is(client):
    for row, col in ((0, 0), (1, 42), (43, 3), (20, 21)):
        answer = ask(client, scene=face(row, col), layers="pool1,pool2").json()
        first, second = (layer["active"] for layer in answer["layers"])
        assert (first[0], first[1], second[0]) == (2, 1, 1)
        assert [layer["stage"] for layer in answer["layers"]] == [1, 2]


def test_an_unknown_layer_or_format_is_rejected(client):
    path = "/api/models/ludic/activations"
    wrong = client.post(path, params={"layers": "pool1,pool9"}, json={"scene": face()})
    message = problem(wrong, 422, "unknown_layer", "layers")
    assert "pool2" in message
    assert "'pool9'" in message
    wrong = client.post(path, params={"format": "gif"}, json={"scene": face()})
    assert "'gif'" in problem(wrong, 422, "invalid_input", "format")
