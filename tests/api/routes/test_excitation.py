import json

import pytest
from fastapi.testclient import TestClient

from app.experiments import excitation
from app.main import create_app
from app.network.trace import volume
from app.runtime.settings import Settings
from tests.api.conftest import assert_shape, problem

PATH = "/api/models/{}/excitation"
FACE = {"layer": "pool2", "channel": 0, "objects": ["face", "arm"], "step": 16}


def lines_of(response):
    assert response.status_code == 200
    assert response.headers["content-type"] == "application/x-ndjson"
    assert response.text.endswith("\n")
    return [json.loads(line) for line in response.text.splitlines()]


@pytest.mark.parametrize(
    ("model", "wanted"),
    [
        ("ludic", FACE),
        ("ludic", {"layer": "pool1", "channel": 3, "step": 20, "objects": None, "top": 2}),
        ("digits-max-fc-corner", {"layer": "pool2", "channel": 7, "step": 22}),
    ],
)
def test_the_response_is_the_experiment_s_result(client, model, wanted):
    entry = client.app.state.networks.library.find(model)
    answer = client.post(PATH.format(model), json=wanted)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    config = excitation.Config.model_validate_json(json.dumps(wanted))
    assert answer.json() == excitation.run(entry, config).model_dump(mode="json")


def test_its_fields(client):
    answer = client.post(PATH.format("ludic"), json=FACE).json()
    assert set(answer) == {
        "model", "sha256", "layer", "channel", "name", "step", "objects", "positions",
        "background", "top", "by_object",
    }  # fmt: skip
    assert (answer["name"], answer["step"], answer["positions"]) == ("face", 16, 9 + 3 * 4)
    top = answer["top"]
    assert set(top[0]) == {"object", "row", "col", "cell", "value", "field", "patch"}
    assert (top[0]["object"], top[0]["value"]) == ("face", 1)
    assert set(answer["by_object"][0]) == {"object", "positions", "max", "mean", "active"}


def test_its_field_is_the_cell_s(client):
    """The field equals the one of the microscope for the same cell."""
    for found in client.post(PATH.format("ludic"), json=FACE).json()["top"]:
        placed = {key: found[key] for key in ("object", "row", "col")}
        wanted = {"scene": {"objects": [placed]}, "layer": "pool2", "channel": 0, **found["cell"]}
        cell = client.post("/api/models/ludic/cell", json=wanted).json()
        assert cell["value"] == found["value"]
        assert cell["field"]["whole"] == found["field"]


def test_a_stream_holds_the_same(client):
    wanted = {"layer": "pool1", "channel": 1, "step": 10}
    path = PATH.format("figure-everywhere")
    whole = client.post(path, json=wanted).json()
    start, *chunks, end = lines_of(client.post(path, params={"format": "ndjson"}, json=wanted))
    assert (start.pop("type"), end.pop("type")) == ("start", "end")
    assert {chunk["type"] for chunk in chunks} == {"chunk"}
    assert len(chunks) > 2
    done = [part["done"] for part in chunks]
    assert done == sorted(set(done))
    assert 0 < done[-1] <= start["positions"]
    assert {**start, **end} == whole


BAD = [
    ({"layer": "pool9"}, "unknown_layer", "layer"),
    ({"layer": "fc1"}, "unknown_layer", "layer"),
    ({"channel": 11}, "invalid_input", "channel"),
    ({"channel": -1}, "invalid_input", "channel"),
    ({"step": 0}, "invalid_input", "step"),
    ({"top": 51}, "invalid_input", "top"),
    ({"objects": []}, "invalid_input", "objects"),
    ({"objects": ["face", "dog"]}, "unknown_object", "objects.1"),
    ({"objects": ["face", "face"]}, "invalid_input", "objects.1"),
    ({"more": 1}, "invalid_input", "more"),
]


@pytest.mark.parametrize("form", ["json", "ndjson"])
@pytest.mark.parametrize(("changes", "code", "where"), BAD)
def test_bad_input_is_rejected_before_anything_is_streamed(client, form, changes, code, where):
    answer = client.post(PATH.format("ludic"), params={"format": form}, json={**FACE, **changes})
    assert "got" in problem(answer, 422, code, where)


def test_too_many_positions_are_rejected():
    with TestClient(create_app(Settings(sweep_limit=21))) as client:
        for form in ("json", "ndjson"):
            path = f"{PATH.format('ludic')}?format={form}"
            assert client.post(path, json=FACE).status_code == 200
            answer = client.post(path, json={**FACE, "step": 15})
            message = problem(answer, 422, "sweep_too_large", "step")
            assert message.endswith("at most 21 positions; got 25")


def test_it_counts_as_a_sweep_for_admission():
    with TestClient(create_app(Settings(sweeps_per_minute=1))) as client:
        assert client.post(PATH.format("ludic"), json=FACE).status_code == 200
        problem(client.post(PATH.format("ludic"), json=FACE), 429, "rate_limited", None)


def test_a_failure_midway_is_the_last_line(client, monkeypatch):
    calls = []

    def fail(network, picture, name):
        calls.append(1)
        if len(calls) > 12:
            raise RuntimeError("secret at /etc/passwd")
        return volume(network, picture, name)

    monkeypatch.setattr("app.experiments.slice_sweep.volume", fail)
    *before, last = lines_of(
        client.post(PATH.format("ludic"), params={"format": "ndjson"}, json=FACE)
    )
    assert [line["type"] for line in before][:2] == ["start", "chunk"]
    assert last.pop("type") == "error"
    assert_shape(last)
    assert last["error"]["code"] == "internal"
    assert "secret" not in str(last)
    calls.clear()
    problem(client.post(PATH.format("ludic"), json=FACE), 500, "internal")
