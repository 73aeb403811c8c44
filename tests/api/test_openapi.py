import pytest
from fastapi.testclient import TestClient

from app.main import create_app
from app.runtime.settings import Settings

NAMES = {
    "{model}": "figure-everywhere",
    "{object}": "face",
    "{layer}": "conv1",
    "{experiment}": "theorem",
}


def operations(client):
    for path, methods in client.get("/openapi.json").json()["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


def test_every_operation_is_described(client):
    for path, method, operation in operations(client):
        assert operation["summary"], (path, method)
        assert operation["description"], (path, method)
        if "{model}" in path:
            assert "404" in operation["responses"], (path, method)


def test_every_documented_error_has_the_error_shape(client):
    for path, method, operation in operations(client):
        for status, response in operation["responses"].items():
            if status.startswith(("4", "5")):
                schema = response["content"]["application/json"]["schema"]
                assert schema["$ref"].endswith("/ErrorBody"), (path, method, status)


def test_every_example_works_when_it_is_sent(client):
    document = client.get("/openapi.json").json()
    sent = 0
    for path, method, operation in operations(client):
        for placeholder, name in NAMES.items():
            path = path.replace(placeholder, name)
        if path.startswith("/api/trainings"):
            # Tests of its own start trainings.
            continue
        if method == "get":
            assert client.get(path).status_code == 200, path
            continue
        content = operation.get("requestBody", {}).get("content", {})
        if "application/json" not in content:
            # A form with a file, or no body: tests of its own try it.
            assert path.startswith("/api/models"), path
            continue
        schema = content["application/json"]["schema"]
        name = schema["$ref"].rsplit("/", 1)[1]
        for example in document["components"]["schemas"][name]["examples"]:
            assert client.post(path, json=example).status_code == 200, path
            sent += 1
    assert sent >= 2


@pytest.mark.parametrize("prefix", ["", "/lab/shiftscope"])
def test_it_works_under_a_path_prefix(tmp_path, prefix):
    (tmp_path / "assets").mkdir()
    (tmp_path / "index.html").write_text("<h1>Shiftscope</h1>")
    (tmp_path / "assets" / "a-1.js").write_text("1")
    app = create_app(Settings(static=tmp_path))
    with TestClient(app, root_path=prefix) as client:
        assert client.get(f"{prefix}/").text == "<h1>Shiftscope</h1>"
        assert client.get(f"{prefix}/").headers["cache-control"] == "no-cache"
        kept = client.get(f"{prefix}/assets/a-1.js").headers["cache-control"]
        assert kept == "public, max-age=31536000, immutable"
        assert client.get(f"{prefix}/api/objects").status_code == 200
        assert 'src="docs/start.js"' in client.get(f"{prefix}/docs").text
        assert 'url: "openapi.json"' in client.get(f"{prefix}/docs/start.js").text
        assert client.get(f"{prefix}/openapi.json").status_code == 200


def test_without_a_built_front_end_the_page_says_how_to_build_it(tmp_path):
    with TestClient(create_app(Settings(static=tmp_path))) as client:
        response = client.get("/")
        assert response.status_code == 503
        assert "make run" in response.json()["error"]["message"]
        assert client.get("/api/objects").status_code == 200


def test_no_description_states_a_limit_that_a_setting_may_change(client):
    document = client.get("/openapi.json").text
    for stated in ("5 MB", "128 KiB", "100,000", "16,000,000"):
        assert stated not in document
