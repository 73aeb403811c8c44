import numpy as np
import pytest
from safetensors.numpy import load

from app.api.routes import kernels
from app.runtime.settings import ROOT
from tests.api.conftest import problem


@pytest.mark.parametrize("model", ["ludic", "digits-none-fc-corner-nobias"])
def test_kernels_are_the_weights_of_the_file(client, model):
    tensors = load((ROOT / "models" / f"{model}.safetensors").read_bytes())
    for layer, before in (("conv1", "input"), ("conv2", "pool1" if model == "ludic" else "relu1")):
        answer = client.get(f"/api/models/{model}/kernels/{layer}").json()
        weight = tensors[f"{layer}.weight"].astype(np.float32)
        np.testing.assert_array_equal(np.array(answer["kernels"], np.float32), weight)
        bias = tensors.get(f"{layer}.bias", np.zeros(len(weight))).astype(np.float32)
        np.testing.assert_array_equal(np.array(answer["bias"], np.float32), bias)
        assert (answer["input"], answer["channels"]) == (before, list(range(len(weight))))
        one = client.get(f"/api/models/{model}/kernels/{layer}", params={"channel": 2}).json()
        assert (one["channels"], one["kernels"]) == ([2], answer["kernels"][2:3])


def test_kernels_that_a_client_has_are_not_sent_again(client):
    path = "/api/models/ludic/kernels/conv1"
    tag = client.get(path).headers["etag"]
    again = client.get(path, headers={"if-none-match": tag})
    assert (again.status_code, again.content) == (304, b"")
    other = client.get(path, params={"channel": 0}, headers={"if-none-match": tag})
    assert other.status_code == 200


def test_unknown_kernels_are_rejected(client, monkeypatch):
    path = "/api/models/ludic/kernels"
    message = problem(client.get(f"{path}/pool1"), 404, "unknown_layer", "layer")
    assert message == "expected one of conv1, conv2; got 'pool1'"
    message = problem(client.get(f"{path}/conv1?channel=8"), 422, "invalid_input", "channel")
    assert message == "expected a channel from 0 to 7; got 8"
    problem(client.get(f"{path}/conv1?channel=-1"), 422, "invalid_input", "channel")
    problem(client.get(f"{path}/conv1?channel=a"), 422, "invalid_input", "channel")
    problem(client.get(f"{path}/{'x' * 65}"), 422, "invalid_input", "layer")
    monkeypatch.setattr(kernels, "MAX_WEIGHTS", 599)
    message = problem(client.get(f"{path}/conv1"), 422, "invalid_input", "channel")
    assert "at most 599 weights at once; got 600" in message
    assert client.get(f"{path}/conv1?channel=1").status_code == 200
