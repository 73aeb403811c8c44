"""The path below the root path, the route that matches it, and its policy."""

import pytest
from fastapi import FastAPI

from app.api.route_match import UNKNOWN, path_of, record_route, request_policy, route_of
from app.api.route_policy import READS, Policy, policy

APP = FastAPI()


@APP.post("/api/networks/{name}")
@policy(computes=True, budget="sweeps")
async def computing(name: str):
    """Declares a policy."""


@APP.get("/api/networks/{name}")
async def reading(name: str):
    """Declares none."""


def scope_of(method, path, root=""):
    return {
        "type": "http", "method": method, "path": path, "root_path": root, "headers": [],
        "app": APP,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("path", "root", "below"),
    [
        ("/api/x", "", "/api/x"),
        ("/lab/api/x", "/lab", "/api/x"),
        ("/laboratory/x", "/lab", "/laboratory/x"),
        ("/lab/lab/x", "/lab", "/lab/x"),
        ("/api/x", "/lab", "/api/x"),
    ],
)
def test_only_a_whole_root_path_is_cut_off_and_once(path, root, below):
    assert path_of(scope_of("GET", path, root)) == below


@pytest.mark.parametrize("root", ["", "/lab"])
def test_path_and_method_determine_the_route(root):
    path = f"{root}/api/networks/a"
    assert route_of(scope_of("POST", path, root)).endpoint is computing
    assert route_of(scope_of("GET", path, root)).endpoint is reading
    assert route_of(scope_of("PUT", path, root)) is None
    assert route_of(scope_of("GET", f"{path}/b", root)) is None


def test_a_route_is_recorded_only_if_one_matches():
    found, none = scope_of("GET", "/api/networks/a"), scope_of("GET", "/nothing")
    record_route(found)
    record_route(none)
    assert found["route"].endpoint is reading
    assert "route" not in none


@pytest.mark.parametrize(
    ("method", "path", "expected"),
    [
        ("POST", "/api/networks/a", Policy(computes=True, budget="sweeps")),
        ("GET", "/api/networks/a", READS),
        ("PUT", "/api/networks/a", UNKNOWN),
        ("DELETE", "/api/nothing", UNKNOWN),
        ("OPTIONS", "/api/networks/a", READS),
        ("HEAD", "/api/nothing", READS),
        ("POST", "/nothing", READS),
    ],
)
def test_a_request_without_a_route_computes_unless_it_can_only_read(method, path, expected):
    assert request_policy(scope_of(method, path)) == expected


def test_a_policy_is_looked_up_once(monkeypatch):
    scope = scope_of("POST", "/api/networks/a")
    first = request_policy(scope)
    monkeypatch.delitem(scope, "app")
    assert request_policy(scope) is first
