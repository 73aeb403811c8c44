import logging
import shutil

from fastapi.testclient import TestClient

from app.main import create_app
from app.network.library import write
from app.runtime.settings import ROOT, Settings
from tests.api.conftest import face, problem
from tests.network.examples import card_of, random_weights, small_spec


def test_a_process_that_answers_is_alive(client):
    assert client.get("/healthz").json() == {"status": "alive"}


def test_it_is_ready_when_its_networks_have_answered(client):
    ready = client.get("/readyz").json()
    assert ready["status"] == "ready"
    assert {"ludic", "figure-everywhere"} <= set(ready["models"])
    assert ready["refused"] == {}


def test_a_network_for_other_pictures_is_refused_in_one_line(tmp_path, caplog):
    spec = small_spec((2, 6, 6), ("conv", {"channels": 2, "kernel": 3}), ("relu", {}))
    write(tmp_path, card_of(spec), random_weights(spec))
    with (
        caplog.at_level(logging.WARNING),
        TestClient(create_app(Settings(models=tmp_path))) as grey,
    ):
        assert grey.get("/readyz").status_code == 503
    said = "network tiny is refused: expected 1 or 3 channels of input; got 2"
    assert [entry.exc_info for entry in caplog.records if said in entry.getMessage()] == [None]


def test_a_broken_network_is_refused_and_the_others_served(tmp_path):
    for name in ("ludic.json", "ludic.safetensors"):
        shutil.copy(ROOT / "models" / name, tmp_path)
    (tmp_path / "hollow.json").write_text("{}")
    (tmp_path / "torn.json").write_text("not json")
    card = (ROOT / "models" / "ludic.json").read_text()
    (tmp_path / "orphan.json").write_text(card.replace('"id": "ludic"', '"id": "orphan"'))
    with TestClient(create_app(Settings(models=tmp_path))) as client:
        ready = client.get("/readyz").json()
        assert ready["models"] == ["ludic"]
        assert ready["refused"].keys() == {"hollow", "orphan", "torn"}
        assert str(tmp_path) not in str(ready)
        why = "orphan.safetensors: cannot be read, No such file or directory"
        assert ready["refused"]["orphan"] == why
        answer = client.post("/api/models/ludic/activations", json={"scene": face()})
        assert answer.status_code == 200
        problem(client.get("/api/models/hollow"), 404, "unknown_model", "model")


def test_without_any_network_it_is_not_ready(tmp_path):
    with TestClient(create_app(Settings(models=tmp_path))) as client:
        assert client.get("/healthz").status_code == 200
        assert "at least one network" in problem(client.get("/readyz"), 503, "not_ready")
