"""The built front end: what was compressed when it was built travels so."""

import gzip

import pytest
from fastapi.testclient import TestClient

from app.api.front_end import accepted
from app.main import create_app
from app.settings import Settings
from tests.api.conftest import problem

SCRIPT = "export const text = 'shift';" * 40
NOT_BROTLI = b"stands for what a brotli made of it"


@pytest.fixture(scope="module")
def client(tmp_path_factory, lone):
    static = tmp_path_factory.mktemp("static")
    (static / "assets").mkdir()
    for name, text in {"index.html": "<h1>Shiftscope</h1>" * 50, "assets/a-1.js": SCRIPT}.items():
        (static / name).write_text(text)
        (static / f"{name}.br").write_bytes(NOT_BROTLI)
        (static / f"{name}.gz").write_bytes(gzip.compress(text.encode()))
    (static / "assets" / "b-2.js").write_text(SCRIPT)
    with TestClient(create_app(Settings(static=static, models=lone))) as client:
        yield client


def raw(client, path, encoding):
    """The headers, and the content as it travels."""
    with client.stream("GET", path, headers={"accept-encoding": encoding}) as response:
        return response.headers, b"".join(response.iter_raw())


@pytest.mark.parametrize("path", ["/assets/a-1.js", "/", "/index.html"])
@pytest.mark.parametrize(
    ("encoding", "coding"),
    [
        ("br", "br"),
        ("gzip, deflate, br, zstd", "br"),
        ("gzip", "gzip"),
        ("gzip, br;q=0", "gzip"),
        ("identity", None),
        ("", None),
    ],
)
def test_the_smallest_form_that_the_client_takes_is_sent(client, path, encoding, coding):
    headers, content = raw(client, path, encoding)
    assert headers.get("content-encoding") == coding
    assert headers["vary"] == "Accept-Encoding"
    kind = "text/javascript" if path.endswith(".js") else "text/html"
    assert headers["content-type"] == f"{kind}; charset=utf-8"
    assert int(headers["content-length"]) == len(content)
    whole = SCRIPT if path.endswith(".js") else "<h1>Shiftscope</h1>" * 50
    if coding == "br":
        assert content == NOT_BROTLI
    else:
        assert (gzip.decompress(content) if coding else content).decode() == whole


@pytest.mark.parametrize(("path", "forever"), [("/assets/a-1.js", True), ("/", False)])
def test_each_form_has_a_tag_of_its_own_and_is_kept_as_long(client, path, forever):
    tags = set()
    for encoding in ("br", "gzip", "identity"):
        headers, _ = raw(client, path, encoding)
        assert ("immutable" in headers["cache-control"]) == forever
        tags.add(headers["etag"])
        known = {"accept-encoding": encoding, "if-none-match": headers["etag"]}
        again = client.get(path, headers=known)
        assert (again.status_code, again.headers["vary"]) == (304, "Accept-Encoding")
        assert again.headers["cache-control"] == headers["cache-control"]
    assert len(tags) == 3


def test_a_file_that_was_not_compressed_before_is_compressed_on_the_way(client):
    headers, content = raw(client, "/assets/b-2.js", "br, gzip")
    assert headers["content-encoding"] == "gzip"
    assert gzip.decompress(content).decode() == SCRIPT


@pytest.mark.parametrize("path", ["/assets/a-1.js.br", "/index.html.gz", "/assets/c-3.js"])
def test_the_compressed_forms_are_no_files_of_their_own(client, path):
    problem(client.get(path), 404, "not_found")


@pytest.mark.parametrize(
    ("header", "codings"),
    [
        ("", {""}),
        ("br", {"br"}),
        ("gzip;q=1.0, BR ; q=0.5", {"gzip", "br"}),
        ("br;q=0, gzip;q=0.0, deflate;q=0.000", set()),
        ("*;q=0.1", {"*"}),
    ],
)
def test_what_a_client_takes(header, codings):
    assert accepted(header) == codings
