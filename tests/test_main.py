"""The whole app: compression, caching, limits, and networks that fail."""

import re
import tomllib

import pytest
from fastapi.testclient import TestClient

from app import __version__
from app.inference import live_frame
from app.main import create_app
from app.runtime.settings import ROOT, Settings
from tests.api.conftest import face, problem

ACTIVATIONS = "/api/models/ludic/activations"


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    """A client of the app with its own front end."""
    static = tmp_path_factory.mktemp("static")
    (static / "assets").mkdir()
    (static / "index.html").write_text("<h1>Shiftscope</h1>" * 100)
    (static / "assets" / "main-1a2b.js").write_text("export {};" * 100)
    (static / "assetsmap.txt").write_text("not built by name")
    with TestClient(create_app(Settings(static=static))) as client:
        yield client


@pytest.mark.parametrize(
    "path", ["/", "/index.html", "/assets/main-1a2b.js", "/api/models", "/openapi.json"]
)
def test_text_is_compressed(client, path):
    response = client.get(path)
    assert response.status_code == 200
    assert response.headers["content-encoding"] == "gzip"
    assert response.headers["vary"] == "Accept-Encoding"
    plain = client.get(path, headers={"accept-encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert plain.content == response.content


def test_activations_are_compressed_only_as_json(client):
    for form, encoding in (("json", "gzip"), ("safetensors", None), ("npz", None), ("png", None)):
        response = client.post(f"{ACTIVATIONS}?format={form}", json={"scene": face()})
        assert response.headers.get("content-encoding") == encoding, form


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        ("/", "no-cache"),
        ("/assetsmap.txt", "no-cache"),
        ("/assets/main-1a2b.js", "public, max-age=31536000, immutable"),
    ],
)
def test_files_named_by_their_content_are_immutable_and_others_revalidated(client, path, kept):
    response = client.get(path)
    assert response.headers["cache-control"] == kept
    tag = {"if-none-match": response.headers["etag"]}
    again = client.get(path, headers=tag)
    assert (again.status_code, again.headers["cache-control"]) == (304, kept)
    assert client.head(path).status_code == 200


def test_a_missing_file_is_not_cached(client):
    response = client.get("/assets/gone.js")
    problem(response, 404, "not_found")
    assert "cache-control" not in response.headers


def test_a_network_that_fails_its_first_pass_is_refused_at_start_up(monkeypatch, caplog):
    def fail(asked):
        if asked.entry.card.id == "ludic":
            raise RuntimeError("secret at /etc/passwd")
        return live_frame(asked)

    monkeypatch.setattr("app.main.live_frame", fail)
    with TestClient(create_app()) as client:
        ready = client.get("/readyz").json()
        assert "ludic" not in ready["models"]
        assert ready["models"]
        assert "secret" not in ready["refused"]["ludic"]
        problem(client.get("/api/models/ludic"), 404, "unknown_model", "model")
    assert "ludic" in caplog.text


def test_settings_limit_the_size_of_requests():
    settings = Settings(body_limit=1024, message_limit=1024)
    with TestClient(create_app(settings)) as client:
        message = problem(
            client.post("/api/render", content=b" " * 1025), 413, "body_too_large", "body"
        )
        assert message == "expected a body of at most 1024 bytes; got 1025 bytes"
        with client.websocket_connect("/api/live") as live:
            live.send_text(" " * 1025)
            assert live.receive_json()["error"]["code"] == "body_too_large"


def test_the_project_and_the_api_have_the_version_of_the_app(client):
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["version"] == __version__
    assert client.get("/openapi.json").json()["info"]["version"] == __version__


def test_the_changelog_has_the_version_of_the_app_as_its_latest():
    changelog = (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert re.search(r"^## \[(\d.*?)\]", changelog, re.M)[1] == __version__
