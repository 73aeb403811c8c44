"""Security headers, CORS, and the origins that the live channel accepts."""

import pytest
from fastapi.testclient import TestClient
from starlette.testclient import WebSocketDenialResponse

from app.api.middleware.origin import check_origin
from app.errors import ForeignOrigin
from app.main import create_app
from app.runtime.settings import Settings
from tests.api.conftest import assert_shape, problem, scene_message, seq_of


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


@pytest.mark.parametrize(
    ("asked", "where", "expected"),
    [
        ({"origin": "https://b.example"}, "origin", "an origin in SHIFTSCOPE_ORIGINS"),
        ({"method": "PUT"}, "access-control-request-method", "one of GET, HEAD, POST"),
        ({"headers": "range, x-more"}, "access-control-request-headers", "if-none-match"),
        ({"private-network": "true"}, "access-control-request-private-network", "private network"),
    ],
)
def test_a_denied_preflight_request_has_the_error_shape(lone, asked, where, expected):
    given = {"origin": "https://a.example", "access-control-request-method": "POST"}
    for name, value in asked.items():
        given[name if name == "origin" else f"access-control-request-{name}"] = value
    with TestClient(create_app(Settings(models=lone, origins=("https://a.example",)))) as client:
        answer = client.options("/api/render", headers=given)
    assert expected in problem(answer, 403, "foreign_origin", where)
    assert answer.headers["vary"].lower().split(", ")[0] == "origin"
    mine = answer.headers.get("access-control-allow-origin")
    assert mine == (None if where == "origin" else "https://a.example")
    assert answer.headers["x-request-id"]


@pytest.mark.parametrize("path", ["embed/shiftscope-figure.js", "assets/part-1a2b3c.js"])
def test_pages_that_may_call_may_load_the_element_s_script_too(lone, tmp_path, path):
    for name in ("index.html", path):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("export default 1;")
    settings = Settings(models=lone, static=tmp_path, origins=("https://a.example",))
    with TestClient(create_app(settings)) as client:
        mine = client.get(f"/{path}", headers={"origin": "https://a.example"})
        other = client.get(f"/{path}", headers={"origin": "https://b.example"})
        none = client.get(f"/{path}")
    assert mine.headers["access-control-allow-origin"] == "https://a.example"
    for answer in (other, none):
        assert answer.status_code == 200
        assert "access-control-allow-origin" not in answer.headers
    # A shared cache must not give one page the response for another.
    assert all("origin" in one.headers["vary"].lower() for one in (mine, other, none))
    # These headers do not stop an allowed page from using it, isolated or not.
    assert "cross-origin-resource-policy" not in mine.headers
    forever = "immutable" in mine.headers["cache-control"]
    assert forever == path.startswith("assets/")


@pytest.mark.parametrize("origin", ["http://testserver", "https://testserver", None])
def test_a_page_of_the_same_host_may_open_the_live_channel(client, origin):
    headers = {"origin": origin} if origin else {}
    with client.websocket_connect("/api/live", headers=headers) as live:
        live.send_text(scene_message(1))
        assert seq_of(live.receive_bytes()) == 1


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", "http://testserver.evil.example", "http://[", ""]
)
def test_a_page_of_another_host_may_not_open_the_live_channel(client, origin):
    with (
        pytest.raises(WebSocketDenialResponse) as denied,
        client.websocket_connect("/api/live", headers={"origin": origin}),
    ):
        pass
    assert denied.value.status_code == 403
    assert_shape(denied.value.json())
    assert denied.value.json()["error"]["code"] == "foreign_origin"
    assert denied.value.headers["x-content-type-options"] == "nosniff"
    assert denied.value.headers["x-request-id"]


def test_without_a_host_header_no_origin_matches():
    with pytest.raises(ForeignOrigin):
        check_origin({"type": "websocket", "headers": [(b"origin", b"")]}, ())


@pytest.mark.parametrize(
    "path", ["/api/models", "/api/models/ludic", "/api/objects", "/healthz", "/", "/metrics"]
)
def test_head_is_answered_as_get_without_the_body(client, path):
    got, head = client.get(path), client.head(path)
    assert head.status_code == got.status_code
    assert head.content == b""
    assert head.headers["content-type"] == got.headers["content-type"]


def test_head_fails_where_get_does(client):
    assert client.head("/api/render").status_code == 405
    assert client.head("/api/nothing").status_code == 404
