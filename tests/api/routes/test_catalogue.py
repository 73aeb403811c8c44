import hashlib
import io
import json

import numpy as np
import onnx
from safetensors.numpy import load

from tests.api.conftest import problem
from tests.network.onnx_file.exporting import session

SCENE = {"objects": [{"object": "digit-3-1", "row": 9, "col": 17}]}


def test_the_catalogue_lists_every_network_of_the_folder(client):
    cards = client.get("/api/models").json()["models"]
    assert [card["id"] for card in cards] == sorted(card["id"] for card in cards)
    assert {"ludic", "figure-everywhere"} <= {card["id"] for card in cards}


def test_the_catalogue_lists_the_axes_of_each_network_and_the_target_of_each_switch(client):
    answer = client.get("/api/models").json()
    cards = {card["id"]: card for card in answer["models"]}
    families = answer["families"]
    assert sorted(name for family in families for name in family["models"]) == sorted(cards)
    twins = 0
    for family in families:
        assert family.keys() == {"name", "axes", "models", "switches"}
        for name, switches in family["switches"].items():
            for switch in switches:
                there = cards[switch["model"]]["axes"]
                wanted = cards[name]["axes"] | {switch["axis"]: switch["value"]}
                assert wanted | switch["also"] == there
                twins += switch["also"] == {} and switch["model"] != name
    assert twins > 0


def test_one_card_is_the_same_as_in_the_list(client):
    for card in client.get("/api/models").json()["models"]:
        assert client.get(f"/api/models/{card['id']}").json() == card


def test_a_card_says_what_a_view_needs(client):
    card = client.get("/api/models/ludic").json()
    assert card["input_shape"] == [3, 64, 64]
    assert (card["pooling"], card["padding"], card["head"]) == ("max", "zero", "fc")
    shown = [layer for layer in card["layers"] if layer["role"]]
    assert [(layer["role"], layer["stage"]) for layer in shown] == [
        ("input", None), ("volume", 1), ("volume", 2), ("hidden", None), ("output", None),
    ]  # fmt: skip
    _, first, second, hidden, output = shown
    assert first["shape"] == [8, 32, 32]
    assert first["slices"][:2] == ["eye", "nose"]
    assert first["colors"][:2] == ["#ff0000", "#ff00ff"]
    assert second["slices"][0] == "face"
    assert (second["stride"], hidden["stride"]) == (4, None)
    assert second["receptive_field"] == {"size": 16, "offset": -6}
    assert output["slices"] == card["outputs"]


def test_the_learned_network_has_the_promised_accuracy(client):
    metrics = client.get("/api/models/figure-everywhere").json()["metrics"]
    assert min(metrics["per_output"].values()) >= 0.98
    assert metrics["chance"] == 0.2


def test_weights_are_those_that_the_card_names(client):
    card = client.get("/api/models/ludic").json()
    response = client.get("/api/models/ludic/weights")
    assert hashlib.sha256(response.content).hexdigest() == card["sha256"]
    assert response.headers["etag"] == f'"{card["sha256"]}"'
    assert 'filename="ludic.safetensors"' in response.headers["content-disposition"]
    tensors = load(response.content)
    assert sum(tensor.size for tensor in tensors.values()) == card["parameters"]
    assert all(np.isfinite(tensor).all() for tensor in tensors.values())


def test_weights_that_a_client_has_are_not_sent_again(client):
    tag = client.get("/api/models/ludic/weights").headers["etag"]
    for known in (tag, f"W/{tag}", f'"other", {tag}'):
        again = client.get("/api/models/ludic/weights", headers={"if-none-match": known})
        assert (again.status_code, again.content) == (304, b"")
    changed = client.get("/api/models/ludic/weights", headers={"if-none-match": '"other"'})
    assert changed.status_code == 200


def test_a_network_as_an_onnx_file_computes_the_logits_of_its_scenes(client):
    card = client.get("/api/models/digits-max-gap").json()
    response = client.get("/api/models/digits-max-gap/onnx")
    assert 'filename="digits-max-gap.onnx"' in response.headers["content-disposition"]
    model = onnx.load_from_string(response.content)
    notes = {note.key: note.value for note in model.metadata_props}
    assert json.loads(notes["outputs"]) == card["outputs"]
    assert (notes["title"], notes["sha256"]) == (card["title"], card["sha256"])
    trace = client.post(
        "/api/models/digits-max-gap/activations?format=npz&layers=input", json={"scene": SCENE}
    )
    tensors = np.load(io.BytesIO(trace.content))
    (logits,) = session(model).run(["logits"], {"input": tensors["input"][None]})
    scale = np.abs(tensors["logits"]).max()
    np.testing.assert_allclose(logits[0], tensors["logits"], rtol=0, atol=1e-5 * scale)


def test_an_onnx_file_that_a_client_has_is_not_sent_again(client):
    tag = client.get("/api/models/ludic/onnx").headers["etag"]
    again = client.get("/api/models/ludic/onnx", headers={"if-none-match": tag})
    assert (again.status_code, again.content) == (304, b"")


def test_a_layer_without_a_counterpart_in_onnx_is_named(client):
    cards = client.get("/api/models").json()["models"]
    adaptive = next(card["id"] for card in cards if card["pooling"] == "aps")
    problem(client.get(f"/api/models/{adaptive}/onnx"), 422, "not_exportable", "pool1")


def test_the_error_for_an_unknown_network_lists_the_known_ones(client):
    for path in ("/api/models/none", "/api/models/none/weights", "/api/models/none/onnx"):
        message = problem(client.get(path), 404, "unknown_model", "model")
        assert "ludic" in message
        assert "'none'" in message
