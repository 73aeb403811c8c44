import pytest
from fastapi.testclient import TestClient
from pydantic import ValidationError

from app.experiments.registry import MEASURES
from app.main import create_app
from app.runtime.settings import Settings
from tests.api.conftest import face


@pytest.fixture(scope="module")
def limits(client):
    return client.get("/api/limits").json()


def test_limits_are_those_of_the_settings(lone):
    settings = Settings(
        models=lone,
        picture_limit=2000,
        message_limit=3000,
        body_limit=4000,
        sweep_limit=50,
        own_networks=False,
        own_file_limit=5000,
        own_products=6000,
        own_memory=7 << 20,
        own_minutes=8,
    )
    with TestClient(create_app(settings)) as client:
        found = client.get("/api/limits").json()
    assert found["file"]["bytes"] == 2000
    assert found["message"]["live_bytes"] == 3000
    assert found["message"]["body_bytes"] == 4000
    assert found["sweep_positions"] == 50
    assert found["own"] == {
        "allowed": False,
        "bytes": 5000,
        "products": 6000,
        "memory": 7 << 20,
        "minutes": 8,
        "volumes": 12,
    }


def test_a_scene_may_be_as_large_as_the_limits_say_and_no_larger(client, limits):
    (placed,) = face()["objects"]
    most, (low, high) = limits["scene"]["objects"], limits["scene"]["position"]

    def status(objects):
        return client.post("/api/render", json={"scene": {"objects": objects}}).status_code

    assert status([placed] * most) == 200
    assert status([placed] * (most + 1)) == 422
    assert status([{**placed, "row": low}, {**placed, "col": high}]) == 200
    assert status([{**placed, "row": low - 1}]) == status([{**placed, "col": high + 1}]) == 422


def test_the_ranges_of_measures_are_those_of_their_settings(limits):
    assert limits["measures"].keys() == MEASURES.keys()
    assert limits["measures"]["consistency"] == {
        "radius": [1, 32],
        "pairs": [1, 512],
        "seed": [0, 2**32 - 1],
    }
    assert limits["measures"]["equivariance"] == {
        "shift.row": [-1024, 1024],
        "shift.col": [-1024, 1024],
    }
    assert limits["measures"]["weight-change"] == {}
    for name, settings in limits["measures"].items():
        config = MEASURES[name].config
        for field, (low, high) in settings.items():
            assert refused(config, field, low - 1)
            assert refused(config, field, high + 1)
            assert not refused(config, field, low)
            assert not refused(config, field, high)


def refused(config, field, value):
    """Whether a setting rejects a value, regardless of other missing fields."""
    path = tuple(field.split("."))
    for name in reversed(path):
        value = {name: value}
    try:
        config.model_validate(value)
    except ValidationError as error:
        return any(detail["loc"] == path for detail in error.errors())
    return False
