"""Invalid input: one error shape, a 4xx status, what was expected and what was sent."""

import gzip
import json

import pytest
from fastapi.testclient import TestClient

from app.main import create_app
from app.runtime.settings import Settings
from tests.api.conftest import face, problem

PATH = "/api/models/ludic/activations?layers=pool2"
ROW = "scene.objects.0.row"


def send(client, body: str | bytes, kind="application/json"):
    return client.post(PATH, content=body, headers={"content-type": kind})


def placed(row: str) -> str:
    return f'{{"scene": {{"objects": [{{"object": "face", "row": {row}, "col": 0}}]}}}}'


@pytest.mark.parametrize(
    ("row", "came"),
    [
        ("1.5", "1.5"),
        ('"3"', "'3'"),
        ("true", "True"),
        ("null", "None"),
        ("NaN", "nan"),
        ("1e400", "inf"),
        ("[1]", "[1]"),
        ("5000", "5000"),
        ("-99999999999999999999", "-99999999999999999999"),
    ],
)
def test_a_position_is_a_whole_number_within_reach(client, row, came):
    assert f"got {came}" in problem(send(client, placed(row)), 422, "invalid_input", ROW)


@pytest.mark.parametrize(
    ("scene", "where"),
    [
        ({"objects": [{"object": "face", "row": 1}]}, "scene.objects.0.col"),
        ({"objects": [{"object": "face", "row": 1, "col": 1, "x": 2}]}, "scene.objects.0.x"),
        ({"objects": face()["objects"] * 33}, "scene.objects"),
        ({"objects": "face"}, "scene.objects"),
        ({"things": []}, "scene.things"),
        ([], "scene"),
        (None, "scene"),
    ],
)
def test_a_scene_with_unknown_fields_is_rejected(client, scene, where):
    problem(client.post(PATH, json={"scene": scene}), 422, "invalid_input", where)


def test_thirty_two_objects_are_not_too_many(client):
    scene = {"objects": face()["objects"] * 32}
    assert client.post(PATH, json={"scene": scene}).status_code == 200


def test_the_error_for_an_unknown_object_lists_the_known_ones(client):
    scene = {"objects": [*face()["objects"], {"object": "dog", "row": 0, "col": 0}]}
    answer = client.post(PATH, json={"scene": scene})
    message = problem(answer, 422, "unknown_object", "scene.objects.1.object")
    assert "face" in message
    assert "'dog'" in message


@pytest.mark.parametrize(
    "body", ["", "{", "{'scene': 1}", "nope", '{"scene": }', b"\xff\xfe", b"\x00"]
)
def test_invalid_json_is_refused(client, body):
    if body == "":
        message = problem(send(client, body), 422, "invalid_input", "body")
        assert message == "expected a body in JSON; got nothing"
    else:
        assert "expected JSON" in problem(send(client, body), 400, "malformed_json")


DEEP = "expected JSON as flat as /docs shows it; got too many levels in one another"
LONG = "expected numbers of at most 4300 digits; got more"


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("[" * 60_000, DEEP),
        ('{"scene":' * 10_000, DEEP),
        ("1" * 60_000, LONG),
        (placed("-" + "9" * 5000), LONG),
        (b'{"scene": "\xff"}', "expected JSON in UTF-8; got something else"),
    ],
    ids=["lists", "objects", "number", "position", "bytes"],
)
def test_the_error_for_unread_json_gives_the_reason(client, body, said):
    assert problem(send(client, body), 400, "malformed_json") == said
    if isinstance(body, str):
        with client.websocket_connect("/api/live") as live:
            live.send_text(body)
            assert live.receive_json()["error"]["message"] == said


@pytest.mark.parametrize(
    ("path", "sent", "where", "said"),
    [
        ("render", {}, "scene", "expected the field 'scene'; got nothing"),
        ("models/ludic/compare", {"b": {}, "c": 1}, "a", "expected the field 'a'; got b, c"),
        (
            "render",
            {"scene": {"objects": [{"object": "face", "row": 1}]}},
            "scene.objects.0.col",
            "expected the field 'col'; got object, row",
        ),
        ("render", {"scene": []}, "scene", "expected an object; got []"),
    ],
)
def test_the_error_for_a_missing_field_names_it_and_the_present_ones(
    client, path, sent, where, said
):
    assert problem(client.post(f"/api/{path}", json=sent), 422, "invalid_input", where) == said


@pytest.mark.parametrize("text", ['{"\\ud800": 1}', '{"scene": {"objects": "\\udfff"}}'])
def test_lone_surrogates_come_back_as_an_error(client, text):
    assert send(client, text).status_code == 422


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "json", ""])
def test_another_content_type_is_refused(client, kind):
    answer = send(client, json.dumps({"scene": face()}), kind)
    message = problem(answer, 415, "unsupported_media_type", "content-type")
    assert "application/json" in message
    assert f"got {kind or 'none'}" in message


def test_the_error_for_broken_json_gives_the_character(client):
    assert problem(send(client, '{"scene": }'), 400, "malformed_json").endswith("at character 10")


def test_a_body_with_too_large_a_content_length_is_not_read(client):
    answer = client.post("/api/render", content=b" " * (1 << 20) + b"{}")
    message = problem(answer, 413, "body_too_large", "body")
    assert "1048576 bytes" in message


def test_a_body_that_grows_too_large_is_cut_off(client):
    def chunks():
        for _ in range(40):
            yield b" " * (1 << 16)

    problem(client.post("/api/render", content=chunks()), 413, "body_too_large", "body")


def test_a_body_in_chunks_is_accepted(client):
    def chunks():
        yield b'{"scene": '
        yield b'{"objects": []}}'

    answer = client.post(PATH, content=chunks(), headers={"content-type": "application/json"})
    assert answer.status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/nothing",
        "/api/nothing",
        "/api",
        "/../pyproject.toml",
        "/%2e%2e/app",
        "/" + "a" * 999,
    ],
)
def test_an_unknown_path_is_not_found(client, path):
    assert "GET /" in problem(client.get(path), 404, "not_found")


def test_a_post_to_an_unknown_path_is_not_found(client):
    problem(client.post("/api/nothing", json={}), 404, "not_found")


def test_a_wrong_method_is_rejected(client):
    answer = client.get("/api/render")
    message = problem(answer, 405, "method_not_allowed")
    assert message == "expected one of POST; got GET /api/render"
    assert answer.headers["allow"] == "POST"


@pytest.mark.parametrize(
    ("path", "methods"),
    [
        ("/api/models", "GET, HEAD, POST"),
        ("/api/models/ludic", "DELETE, GET, HEAD"),
        ("/api/objects", "GET, HEAD"),
        ("/docs", "GET, HEAD"),
        ("/openapi.json", "GET, HEAD"),
        ("/healthz", "GET, HEAD"),
        ("/", "GET, HEAD"),
    ],
)
def test_head_works_where_get_does_and_allow_lists_all_methods(client, path, methods):
    assert client.head(path).status_code == 200
    answer = client.put(path)
    assert answer.headers["allow"] == methods
    assert f"expected one of {methods}; got PUT" in problem(answer, 405, "method_not_allowed")


def test_an_internal_error_reveals_no_details(client, monkeypatch):
    def fail(*_):
        raise RuntimeError("secret at /etc/passwd")

    monkeypatch.setattr("app.api.routes.activations.encoded", fail)
    answer = client.post(PATH, json={"scene": face()})
    message = problem(answer, 500, "internal")
    assert "secret" not in message


@pytest.mark.parametrize(
    ("path", "where"),
    [
        ("/api/models/{}", "model"),
        ("/api/models/{}/weights", "model"),
        ("/api/objects/{}.png", "object"),
    ],
)
def test_a_long_name_in_a_path_gets_a_short_response(client, path, where):
    message = problem(client.get(path.format("n" * 5000)), 422, "invalid_input", where)
    assert len(message) < 200
    assert "got 5000 characters" in message


def test_a_long_name_in_a_body_gets_a_short_response(client):
    wanted = {"scene": face(), "model": "n" * 5000}
    answer = client.post("/api/render", json=wanted)
    assert len(problem(answer, 422, "invalid_input", "model")) < 200
    long = {"objects": [{"object": "n" * 5000, "row": 0, "col": 0}]}
    answer = client.post(PATH, json={"scene": long})
    assert len(problem(answer, 422, "invalid_input", "scene.objects.0.object")) < 200


def test_a_long_list_of_layers_gets_a_short_response(client):
    answer = client.post(f"{PATH}{'n' * 5000}", json={"scene": face()})
    assert len(problem(answer, 422, "unknown_layer", "layers")) < 200


@pytest.mark.parametrize("body", ["[]", "3", '"x"', "null", "true"])
def test_a_body_must_be_an_object(client, body):
    problem(send(client, body), 422, "invalid_input")


def test_a_body_with_unknown_fields_is_rejected(client):
    problem(send(client, "{}"), 422, "invalid_input", "scene")
    problem(send(client, '{"scene": {}, "mode": 1}'), 422, "invalid_input", "mode")


@pytest.mark.parametrize("way", ["..", "%2e%2e", "..%2f..", "assets/..%2f..", "assets/%2e%2e/.."])
def test_no_file_outside_the_front_end_is_served(tmp_path, way):
    static = tmp_path / "static"
    (static / "assets").mkdir(parents=True)
    (static / "index.html").write_text("<h1>Shiftscope</h1>")
    (tmp_path / "secret.txt").write_text("secret")
    (static / "link.txt").symlink_to(tmp_path / "secret.txt")
    with TestClient(create_app(Settings(static=static))) as client:
        for path in (f"/{way}/secret.txt", "/link.txt"):
            problem(client.get(path), 404, "not_found")


def test_nesting_of_any_depth_is_refused(client):
    """Even JSON that is just shallow enough to parse may be too deep for the error to repeat."""
    for depth in (*range(10, 900, 97), *range(900, 1000, 3)):
        response = send(client, '{"scene": ' + "[" * depth + "]" * depth + "}")
        if response.status_code == 422:
            problem(response, 422, "invalid_input", "scene")
        else:
            problem(response, 400, "malformed_json")


def test_a_body_with_very_many_values_is_refused_unparsed(client):
    """Parsing it, with an error for each value, would take seconds."""
    body = f'{{"scene": {{"objects": [{"1," * 400_000}1]}}}}'
    headers = {"content-type": "application/json"}
    for path in ("/api/models/ludic/path", "/api/models/ludic/activations"):
        answer = client.post(path, content=body, headers=headers)
        assert "512 values" in problem(answer, 413, "body_too_large", "body")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le"])
def test_json_in_another_encoding_is_malformed(client, encoding):
    message = problem(send(client, placed("4").encode(encoding)), 400, "malformed_json")
    assert f"got {encoding[:6].upper()}" in message


def test_a_byte_order_mark_before_json_is_ignored(client):
    assert send(client, placed("4").encode("utf-8-sig")).status_code == 200


def test_a_compressed_body_is_refused(client):
    headers = {"content-type": "application/json", "content-encoding": "gzip"}
    answer = client.post(PATH, content=gzip.compress(placed("4").encode()), headers=headers)
    message = problem(answer, 415, "unsupported_media_type", "content-encoding")
    assert "got gzip" in message
    assert answer.headers["accept-encoding"] == "identity"
    assert send(client, placed("4")).status_code == 200
