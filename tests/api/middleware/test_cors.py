"""CORS: what pages of allowed origins may do, and the errors for others."""

import pytest
from fastapi.testclient import TestClient
from starlette.datastructures import Headers

from app.api.middleware.cors import Cors
from app.main import create_app
from app.runtime.settings import Settings
from tests.api.conftest import problem


def denial(**headers):
    """The error for a preflight request with these headers, from a page of an allowed origin."""
    cors = Cors(
        lambda *_: None, allow_origins=["https://a.example"], allow_headers=["x-request-id"]
    )
    given = {"origin": "https://a.example", "access-control-request-method": "GET"}
    renamed = {name.replace("_", "-"): value for name, value in headers.items()}
    return cors.denial(Headers(given | renamed))


def test_the_first_denied_header_is_named_in_any_case():
    error = denial(access_control_request_headers="X-Request-ID, X-More, X-Other")
    assert error.where == "access-control-request-headers"
    assert error.message.endswith("got 'x-more'")


def test_a_long_value_is_truncated_in_the_error():
    assert denial(origin="x" * 5000).message.endswith(f"got '{'x' * 80}'")


@pytest.mark.parametrize(
    ("asked", "where", "expected"),
    [
        ({"origin": "https://b.example"}, "origin", "an origin in SHIFTSCOPE_ORIGINS"),
        (
            {"method": "PUT"},
            "access-control-request-method",
            "one of DELETE, GET, HEAD, PATCH, POST",
        ),
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
