"""The built front end: files that the build compressed are sent compressed."""

import gzip
from urllib.parse import urljoin

import pytest
from fastapi.testclient import TestClient

from app.api.front_end import accepted
from app.main import create_app
from app.runtime.settings import Settings
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
    (static / "folder").mkdir()
    (static / "folder" / "index.html").write_text("<h1>Folder</h1>")
    with TestClient(create_app(Settings(static=static, models=lone))) as client:
        yield client


def raw(client, path, encoding):
    """The headers and the content as sent, not decompressed."""
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
def test_the_smallest_encoding_that_the_client_accepts_is_sent(client, path, encoding, coding):
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
def test_each_encoding_has_its_own_etag_and_the_same_cache_header(client, path, forever):
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


def test_a_file_without_a_compressed_copy_is_compressed_on_the_fly(client):
    headers, content = raw(client, "/assets/b-2.js", "br, gzip")
    assert headers["content-encoding"] == "gzip"
    assert gzip.decompress(content).decode() == SCRIPT


@pytest.mark.parametrize("path", ["/assets/a-1.js.br", "/index.html.gz", "/assets/c-3.js"])
def test_compressed_copies_are_not_served_under_their_own_names(client, path):
    problem(client.get(path), 404, "not_found")


@pytest.mark.parametrize(
    ("said", "status", "code", "size"),
    [
        ("bytes=x", 400, "malformed_range", None),
        ("bytes=3-1", 400, "malformed_range", None),
        ("bytes=99999-", 416, "out_of_range", f"bytes */{len(SCRIPT)}"),
    ],
)
def test_a_range_that_cannot_be_served_has_the_error_shape(client, said, status, code, size):
    headers = {"range": said, "accept-encoding": "identity"}
    answer = client.get("/assets/b-2.js", headers=headers)
    assert repr(said) in problem(answer, status, code, "range")
    assert answer.headers.get("content-range") == size
    assert "immutable" not in answer.headers.get("cache-control", "")


@pytest.mark.parametrize("said", ["x", "items=0-3", ""])
def test_a_range_in_other_units_is_ignored(client, said):
    headers = {"range": said, "accept-encoding": "identity"}
    answer = client.get("/assets/b-2.js", headers=headers)
    assert (answer.status_code, answer.text) == (200, SCRIPT)


def test_a_range_is_sent(client):
    headers = {"range": "bytes=7-11", "accept-encoding": "identity"}
    answer = client.get("/assets/b-2.js", headers=headers)
    assert (answer.status_code, answer.text) == (206, SCRIPT[7:12])


def test_the_picture_of_link_previews_is_absolute_by_the_settings_not_by_the_request(
    tmp_path, lone
):
    built = '<meta property="og:image" content="./preview.png" /><h1>Shiftscope</h1>' * 20
    (tmp_path / "index.html").write_text(built)
    (tmp_path / "index.html.gz").write_bytes(gzip.compress(built.encode()))
    settings = Settings(static=tmp_path, models=lone, public_url="https://a.example/lab")
    with TestClient(create_app(settings)) as client:
        for path in ("/", "/index.html"):
            answer = client.get(path, headers={"host": "evil.example"})
            assert 'content="https://a.example/lab/preview.png"' in answer.text
            assert "evil" not in answer.text
            assert answer.headers["content-type"] == "text/html; charset=utf-8"
            assert answer.headers["vary"] == "Accept-Encoding"
            known = {"if-none-match": answer.headers["etag"]}
            assert client.get(path, headers=known).status_code == 304
        assert client.head("/").headers["etag"] == answer.headers["etag"]
    with TestClient(create_app(Settings(static=tmp_path, models=lone))) as client:
        assert client.get("/", headers={"host": "evil.example"}).text == built


@pytest.mark.parametrize(("path", "leads"), [("/docs/", "/docs"), ("/folder", "/folder/")])
def test_no_redirect_repeats_the_host_that_the_client_sent(client, path, leads):
    answer = client.get(path, headers={"host": "evil.example"}, follow_redirects=False)
    assert answer.status_code == 307
    assert "evil" not in answer.headers["location"]
    assert urljoin(f"/lab{path}", answer.headers["location"]) == f"/lab{leads}"


@pytest.mark.parametrize(
    ("path", "view"),
    [
        ("/%23lang=en&objects=face.4.40", "lang=en&objects=face.4.40"),
        ("/%23lang%3Den%26objects%3Dface.4.40", "lang=en&objects=face.4.40"),
        ("/%2523lang%3Den", "lang=en"),
        ("/index.html%23lang=en", "lang=en"),
        ("/%23lang=en&amp;theme=dark", "lang=en&theme=dark"),
        ("/%23pictures=a%2Bb", "pictures=a%2Bb"),
        ("/%23", ""),
    ],
)
def test_a_link_whose_fragment_a_mail_gateway_rewrote_leads_to_the_view(client, path, view):
    for ask in (client.get, client.head):
        answer = ask(path, headers={"host": "evil.example"}, follow_redirects=False)
        assert (answer.status_code, answer.headers["location"]) == (307, f"./#{view}")


@pytest.mark.parametrize("path", ["/folder/%23a=b", "/nowhere%23a=b", "/api/%23a=b"])
def test_a_mark_elsewhere_is_part_of_the_path(client, path):
    problem(client.get(path, follow_redirects=False), 404, "not_found")


@pytest.mark.parametrize("path", ["/api/models/", "/openapi.json/", "/api/render/"])
def test_a_path_with_an_extra_slash_is_not_found(client, path):
    problem(client.get(path, follow_redirects=False), 404, "not_found")


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
def test_the_encodings_that_a_client_accepts(header, codings):
    assert accepted(header) == codings
