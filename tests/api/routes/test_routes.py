"""Routes are found by their folder, and must declare what middleware needs to know."""

import sys

import pytest
from fastapi import APIRouter

from app.api import routes
from app.api.route_policy import policy


@pytest.fixture
def more_routes(monkeypatch, tmp_path):
    """Writes files to a second folder of routes; their modules are unloaded afterwards."""
    monkeypatch.setattr(routes, "__path__", [*routes.__path__, str(tmp_path)])
    written = []

    def write(module, text):
        (tmp_path / f"{module}.py").write_text(text)
        written.append(f"{routes.__name__}.{module}")

    yield write
    for module in written:
        sys.modules.pop(module, None)
        vars(routes).pop(module.rpartition(".")[2], None)


def router_of(method, path, endpoint):
    router = APIRouter()
    router.add_api_route(path, endpoint, methods=[method])
    return router


async def silent():
    """Declares nothing."""


@policy(computes=True)
async def computing():
    """Declares that it computes."""


def test_routers_are_found_in_files_in_the_order_of_their_names(more_routes):
    before = routes.routers()
    more_routes("aardvark", "from fastapi import APIRouter\nrouter = APIRouter(prefix='/a')\n")
    more_routes("zebra", "from fastapi import APIRouter\nrouter = APIRouter(prefix='/z')\n")
    first, *between, last = routes.routers()
    assert (first.prefix, last.prefix) == ("/a", "/z")
    assert between == before


def test_a_file_without_a_router_is_an_error(more_routes):
    more_routes("empty", "")
    with pytest.raises(AttributeError, match="router"):
        routes.routers()


def test_a_route_in_two_files_is_an_error():
    ours, theirs = "/api/models/{model}/x", "/api/models/{name}/x"
    pair = ("one", router_of("GET", ours, silent)), ("two", router_of("GET", theirs, silent))
    with pytest.raises(ValueError, match=r"two files have a route GET /api/models/\{name\}/x: one"):
        routes.check(pair)


def test_two_methods_of_one_path_may_be_in_two_files():
    routes.check(
        [("one", router_of("GET", "/x", silent)), ("two", router_of("POST", "/x", computing))]
    )


def test_a_route_that_does_more_than_read_declares_its_policy():
    with pytest.raises(ValueError, match=r"one: expected `@policy` below .* POST /x; got none"):
        routes.check([("one", router_of("POST", "/x", silent))])


def test_openapi_says_which_routes_compute(client):
    """All that change something do, measures that are computed on GET, and trainings."""
    paths = client.get("/openapi.json").json()["paths"]
    said = {
        (method, path): operation.get("x-budget")
        for path, operations in paths.items()
        for method, operation in operations.items()
        if operation.get("x-computes")
    }
    posted = {("post", path) for path, operations in paths.items() if "post" in operations}
    training = "/api/trainings/{training}"
    made = {("get", "/api/models/{model}/weight-change"), ("get", training)}
    changed = {("delete", "/api/models/{model}"), ("delete", training), ("patch", training)}
    assert said.keys() == posted | made | changed
    assert {path for (_, path), budget in said.items() if budget == "trainings"} == {
        "/api/trainings"
    }
    assert {path for (_, path), budget in said.items() if budget == "networks"} == {"/api/models"}
    sweeps = {path for (_, path), budget in said.items() if budget == "sweeps"}
    names = ("consistency", "excitation", "sensitivity", "weight-change")
    assert sweeps == {f"/api/models/{{model}}/{name}" for name in names}
    pictures = {path for (_, path), budget in said.items() if budget == "pictures"}
    assert pictures == {"/api/pictures", "/api/models/{model}/activations"}
    for (method, path), budget in said.items():
        responses = paths[path][method]["responses"]
        assert "503" in responses
        assert ("429" in responses) == (budget is not None)
