import json

import numpy as np
import pytest

from app.scene.raster import raster
from app.scene.scene import Scene
from tests import oracle
from tests.api.conftest import face, problem
from tests.network.examples import parameters

FACE = {"layer": "pool2", "channel": 0, "row": 3, "col": 12}


def ask(client, model="ludic", **fields):
    return client.post(f"/api/models/{model}/cell", json={"scene": face(), **fields})


def cell(client, model="ludic", **fields):
    response = ask(client, model, **fields)
    assert response.status_code == 200, response.text
    return response.json()


def test_a_face_cell_is_explained_from_the_maximum_to_the_last_product(client):
    answer = cell(client, **FACE)
    assert (answer["model"], answer["layer"], answer["kind"]) == ("ludic", "pool2", "maxpool")
    assert (answer["role"], answer["stage"]) == ("volume", 2)
    assert (answer["shape"], answer["name"]) == ([11, 16, 16], "face")
    assert answer["place"] == {"channel": 0, "row": 3, "col": 12}
    assert answer["value"] == 1.0
    assert answer["field"] == {
        "whole": {"rows": [6, 22], "cols": [42, 58]},
        "clipped": {"rows": [6, 22], "cols": [42, 58]},
        "touches_padding": False,
        "wraps": False,
    }
    pool, relu, conv = answer["steps"]
    assert [step["how"]["form"] for step in answer["steps"]] == ["pool", "cut", "patch"]
    assert (pool["input"], relu["input"], conv["input"]) == ("relu2", "conv2", "pool1")
    assert pool["how"]["winner"] == relu["place"] == conv["place"]
    assert conv["after"] == {"layer": "relu2", "value": 1.0}
    assert answer["user"] == {"layer": "relu3", "place": {"unit": 0}}


@pytest.mark.parametrize("model", ["ludic", "figure-everywhere", "digits-blur-gap"])
def test_every_number_of_a_convolution_is_the_oracles(client, model):
    network = client.app.state.networks.library.find(model).network
    picture = raster(Scene.model_validate(face()), (3, 64, 64)).picture
    volumes = oracle.forward(network.spec, parameters(network), picture)
    weights = parameters(network)
    for row, col in ((0, 0), (9, 20), (31, 31)):
        answer = cell(client, model, layer="conv2", channel=3, row=row, col=col)
        (step,) = answer["steps"]
        how = step["how"]
        size, padding = network.spec.layers[3].kernel, network.spec.layers[3].padding
        reach = (size // 2, size // 2)
        mode = {"circular": "wrap", "zero": "constant"}[padding]
        padded = np.pad(volumes["pool1"], ((0, 0), reach, reach), mode=mode)
        under = padded[:, row : row + size, col : col + size]
        np.testing.assert_allclose(how["values"], under, rtol=1e-5, atol=1e-5)
        np.testing.assert_array_equal(how["kernel"], weights["conv2.weight"][3])
        products = under * weights["conv2.weight"][3]
        np.testing.assert_allclose(how["products"], products, rtol=1e-5, atol=1e-4)
        assert how["sum"] == pytest.approx(products.sum(), rel=1e-5, abs=1e-3)
        assert how["bias"] == float(weights["conv2.bias"][3])
        assert how["total"] == pytest.approx(answer["value"], rel=1e-5, abs=1e-5)
        assert answer["value"] == pytest.approx(volumes["conv2"][3, row, col], rel=1e-5, abs=1e-4)
        assert step["after"]["value"] == max(answer["value"], 0)


def test_an_output_lists_its_largest_contributions(client):
    answer = cell(client, layer="fc2", unit=1, top=3)
    assert answer["field"] is None
    assert answer["name"] == client.get("/api/models/ludic").json()["outputs"][1]
    (step,) = answer["steps"]
    shares = step["how"]
    assert len(shares["top"]) <= 3
    sizes = [abs(share["contribution"]) for share in shares["top"]]
    assert sizes == sorted(sizes, reverse=True)
    for share in shares["top"]:
        assert share["contribution"] == share["weight"] * share["value"]
    logits = client.post("/api/models/ludic/activations", json={"scene": face()}).json()["outputs"]
    assert shares["total"] == pytest.approx(logits[1]["logit"], abs=1e-5)


def test_an_invalid_cell_is_rejected(client):
    message = problem(ask(client, layer="pool9", unit=0), 422, "unknown_layer", "layer")
    assert "pool2" in message
    message = problem(ask(client, **{**FACE, "row": 16}), 422, "invalid_input", "row")
    assert message == "expected a row from 0 to 15; got 16"
    message = problem(ask(client, layer="pool2", unit=3), 422, "invalid_input", "unit")
    assert message == "expected channel, row and col in shape (11, 16, 16); got unit 3"
    message = problem(
        ask(client, layer="fc2", channel=0, row=0, col=0), 422, "invalid_input", "channel"
    )
    assert message == "expected unit in shape (5,); got channel 0"
    message = problem(ask(client, layer="pool2"), 422, "invalid_input", "channel")
    assert message.endswith("got no channel")
    problem(ask(client, layer="fc2", unit=5), 422, "invalid_input", "unit")


@pytest.mark.parametrize(
    ("fields", "where"),
    [
        ({**FACE, "row": -1}, "row"),
        ({**FACE, "row": 1.5}, "row"),
        ({**FACE, "row": "1"}, "row"),
        ({**FACE, "row": True}, "row"),
        ({**FACE, "top": 0}, "top"),
        ({**FACE, "top": 1001}, "top"),
        ({**FACE, "depth": 1}, "depth"),
        ({**FACE, "layer": "x" * 65}, "layer"),
        ({**FACE, "layer": 3}, "layer"),
        ({"channel": 0, "row": 0, "col": 0}, "layer"),
    ],
)
def test_an_invalid_field_is_rejected(client, fields, where):
    problem(ask(client, **fields), 422, "invalid_input", where)


def test_an_unknown_model_or_object_is_rejected(client):
    problem(ask(client, "nobody", **FACE), 404, "unknown_model", "model")
    response = client.post(
        "/api/models/ludic/cell",
        json={"scene": {"objects": [{"object": "ghost", "row": 0, "col": 0}]}, **FACE},
    )
    problem(response, 422, "unknown_object", "scene.objects.0.object")


def test_numbers_beyond_a_machine_integer_are_rejected(client):
    problem(ask(client, **{**FACE, "row": 10**40}), 422, "invalid_input", "row")


def test_a_response_is_small_enough_for_every_pointer_move(client):
    assert len(json.dumps(cell(client, **FACE))) < 40_000
