from dataclasses import replace

import pytest
from fastapi.testclient import TestClient

from app.experiments import consistency
from app.main import create_app
from tests.api.conftest import problem
from tests.experiments.conftest import entry_of
from tests.network.examples import random_weights, small_spec

PATH = "/api/models/{}/consistency"


@pytest.mark.parametrize("model", ["ludic", "digits-stride-gap"])
@pytest.mark.parametrize("wanted", [{"pairs": 9}, {"protocol": "cyclic", "radius": 30, "pairs": 5}])
def test_the_response_is_the_experiment_s_result(client, model, wanted):
    entry = client.app.state.networks.library.find(model)
    answer = client.post(PATH.format(model), json=wanted)
    assert answer.status_code == 200
    expected = consistency.run(entry, consistency.Config.model_validate(wanted))
    assert answer.json() == expected.model_dump(mode="json")


def test_its_fields_and_defaults(client):
    answer = client.post(PATH.format("ludic"), json={}).json()
    assert set(answer) == {
        "model", "sha256", "protocol", "radius", "pairs", "seed", "samples", "groups",
        "consistency", "instability", "change", "accuracy", "chance", "constant",
    }  # fmt: skip
    assert (answer["protocol"], answer["radius"], answer["pairs"], answer["seed"]) == (
        "canvas", 8, 128, 0,
    )  # fmt: skip
    assert set(answer["consistency"]) == set(answer["instability"]) == {"mean", "spread"}
    assert set(answer["change"]) == {"mean"}


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"protocol": "torus"}, "protocol"),
        ({"radius": 0}, "radius"),
        ({"radius": 33}, "radius"),
        ({"pairs": 513}, "pairs"),
        ({"pairs": "9"}, "pairs"),
        ({"seed": -1}, "seed"),
        ({"scene": {}}, "scene"),
    ],
)
def test_bad_input_is_rejected(client, changes, where):
    answer = client.post(PATH.format("ludic"), json=changes)
    assert "got" in problem(answer, 422, "invalid_input", where)


def test_a_network_without_held_out_samples_is_rejected():
    spec = small_spec((3, 64, 64), ("conv", {"channels": 2, "kernel": 3}))
    entry = entry_of(spec, random_weights(spec))
    app = create_app()
    with TestClient(app) as client:
        app.state.networks.library = replace(app.state.networks.library, entries={"tiny": entry})
        answer = client.post(PATH.format("tiny"), json={})
        assert "output 0, output 1" in problem(answer, 422, "not_measurable")
