"""Security headers, and the pages that may embed the app and call it."""

import pytest
from fastapi.testclient import TestClient

from app.main import create_app
from app.runtime.settings import Settings
from tests.api.conftest import scene_message, seq_of


@pytest.mark.parametrize("path", ["/", "/docs", "/api/models", "/nothing", "/healthz"])
def test_every_response_has_a_strict_content_security_policy(client, path):
    headers = client.get(path).headers
    policy = dict(part.split(" ", 1) for part in headers["content-security-policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["connect-src"] == "'self'"
    assert policy["frame-ancestors"] == "'self'"
    assert policy["media-src"] == "blob:"
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert "access-control-allow-origin" not in headers
    assert "server" not in headers


def test_an_internal_error_has_the_policy_and_an_id_too(client, monkeypatch):
    monkeypatch.setattr("app.api.routes.activations.encoded", lambda *_: 1 / 0)
    answer = client.post("/api/models/ludic/activations", json={"scene": {"objects": []}})
    assert answer.status_code == 500
    assert "script-src 'self'" in answer.headers["content-security-policy"]
    assert answer.headers["x-request-id"]


def test_the_docs_page_has_no_inline_script(client):
    assert "<script>" not in client.get("/docs").text
    assert client.get("/docs/start.js").headers["content-type"].startswith("text/javascript")


def test_settings_name_the_pages_that_may_embed_and_call(lone):
    settings = Settings(
        models=lone,
        frame_ancestors=("'self'", "https://school.example"),
        origins=("https://a.example",),
    )
    with TestClient(create_app(settings)) as client:
        answer = client.get("/api/objects", headers={"origin": "https://a.example"})
        policy = answer.headers["content-security-policy"]
        assert policy.endswith("frame-ancestors 'self' https://school.example")
        assert answer.headers["access-control-allow-origin"] == "https://a.example"
        other = client.get("/api/objects", headers={"origin": "https://b.example"})
        assert "access-control-allow-origin" not in other.headers
        asked = {"origin": "https://a.example", "access-control-request-method": "POST"}
        assert client.options("/api/render", headers=asked).status_code == 200
        with client.websocket_connect("/api/live", headers={"origin": "https://a.example"}) as live:
            live.send_text(scene_message(1))
            assert seq_of(live.receive_bytes()) == 1
