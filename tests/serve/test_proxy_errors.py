"""Refusals by nginx have the app's error shape; uploads go to the app and leave no file."""

import contextlib
import json
import re
import socket
import time
from concurrent.futures import ThreadPoolExecutor

import httpx2
import pytest

from app.api import errors
from tests.api.conftest import assert_shape
from tests.serve.conftest import ROOT, free_port, starting
from tests.serve.nginx import LOG, fronting, needed

pytestmark = needed

HEADERS = (
    "content-security-policy", "x-content-type-options", "referrer-policy", "permissions-policy",
    "cross-origin-opener-policy", "x-request-id",
)  # fmt: skip
UPLOAD = (
    b"POST /shiftscope/api/pictures HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n"
    b"content-length: %d\r\n\r\n"
)


def response(host, request):
    """Status, headers and error of the answer to a request that is sent as it is."""
    name, _, port = host.partition(":")
    with socket.create_connection((name, int(port)), 20) as connection:
        connection.sendall(request)
        head, _, content = whole(connection).partition(b"\r\n\r\n")
    first, *lines = head.decode().split("\r\n")
    headers = {key.lower(): value for key, _, value in (line.partition(": ") for line in lines)}
    assert headers["content-type"] == "application/json"
    assert_shape(json.loads(content))
    return int(first.split()[1]), headers, json.loads(content)["error"]


def whole(connection):
    """An answer with a content-length, or all until the end."""
    parts = b""
    while part := connection.recv(1 << 16):
        parts += part
        head, _, content = parts.partition(b"\r\n\r\n")
        lengths = [line for line in head.lower().split(b"\r\n") if line.startswith(b"content-len")]
        if lengths and len(content) >= int(lengths[0].split(b":")[1]):
            break
    return parts


@pytest.fixture(scope="module")
def alone(tmp_path_factory):
    """nginx without a running app."""
    with fronting(tmp_path_factory.mktemp("alone"), free_port()) as host:
        yield host


def get(path, *more):
    lines = (f"GET {path} HTTP/1.1", "host: x", *more, "", "")
    return "\r\n".join(lines).encode()


@pytest.mark.parametrize(
    ("request_bytes", "status", "code"),
    [
        (b"nonsense\r\n\r\n", 400, "malformed_request"),
        (b"GET / HTTP/1.1\r\n\r\n", 400, "malformed_request"),
        (get("/elsewhere"), 404, "not_found"),
        (get("/.error"), 404, "not_found"),
        (get("/shiftscope/metrics"), 404, "not_found"),
        (get("/shiftscope/").replace(b"GET", b"TRACE"), 405, "method_not_allowed"),
        (UPLOAD % (1 << 25), 413, "body_too_large"),
        (get("/" + "a" * 9000), 414, "head_too_large"),
        (get("/", "x: " + "a" * 9000), 431, "head_too_large"),
        (get("/shiftscope/", "transfer-encoding: xchunked"), 501, "not_implemented"),
        (get("/shiftscope/").replace(b"HTTP/1.1", b"HTTP/2.0"), 505, "not_implemented"),
        (get("/shiftscope/"), 502, "not_ready"),
    ],
)
def test_refusals_by_nginx_have_the_error_shape(alone, request_bytes, status, code):
    came, headers, error = response(alone, request_bytes)
    assert (came, error["code"]) == (status, code)
    assert "default-src 'none'" in headers["content-security-policy"]
    assert all(headers[name] for name in HEADERS)
    assert headers.get("retry-after") == ("5" if status == 502 else None)


BROWSER = {"accept": "text/html,*/*;q=0.8"}


def test_a_person_gets_a_page_with_a_way_on(alone):
    for path, status in (("/shiftscope/", 502), ("/shiftscope/metrics", 404)):
        answer = httpx2.get(f"http://{alone}{path}", headers=BROWSER)
        assert answer.status_code == status
        assert answer.headers["content-type"] == "text/html"
        assert '<a href="/shiftscope/">' in answer.text
        assert all(answer.headers[name] for name in HEADERS)
        # A browser that waits for the app asks again by itself.
        assert answer.headers.get("refresh") == ("5" if status == 502 else None)


@pytest.mark.parametrize("path", ["/elsewhere", "/%23lang=en&objects=face.4.40"])
def test_a_person_who_misses_the_prefix_is_led_below_it(alone, path):
    answer = httpx2.get(f"http://{alone}{path}", headers=BROWSER)
    assert (answer.status_code, answer.headers["location"]) == (302, f"/shiftscope{path}")


def test_a_request_of_http_1_0_needs_no_host(proxied):
    host, _ = proxied
    name, _, port = host.partition(":")
    with socket.create_connection((name, int(port)), 20) as old:
        old.sendall(b"GET /shiftscope/healthz HTTP/1.0\r\n\r\n")
        assert whole(old).endswith(b'{"status":"alive"}')


def test_nginx_uses_the_app_s_error_codes():
    """The page has texts only for these codes."""
    config = (ROOT / "deploy" / "nginx.conf").read_text("utf-8")
    codes = set(re.findall(r'"code":"(\w+)"', config))
    ours = {kind.code for kind in errors.STATUS} | set(errors.CODES.values())
    assert "rate_limited" in codes
    assert codes - ours <= {"internal", "malformed_request", "head_too_large"}


def test_a_slow_or_full_app_gives_the_error_shape_too(tmp_path):
    with (
        socket.create_server(("127.0.0.1", 0)) as mute,
        fronting(
            tmp_path, mute.getsockname()[1], limit_conn="clients 2", proxy_read_timeout="2s"
        ) as host,
        ThreadPoolExecutor(3) as pool,
    ):
        asked = [pool.submit(response, host, get("/shiftscope/")) for _ in range(3)]
        answers = [future.result() for future in asked]
    assert sorted((status, error["code"]) for status, _, error in answers) == [
        (503, "busy"), (504, "not_ready"), (504, "not_ready"),
    ]  # fmt: skip


def test_more_requests_than_the_rate_allows_are_refused(tmp_path):
    """The requests do not reach the app."""
    with fronting(
        tmp_path,
        free_port(),
        limit_req_zone="$binary_remote_addr zone=requests:10m rate=1r/m",
        limit_req="zone=requests burst=3 nodelay",
    ) as host:
        answers = [response(host, get("/shiftscope/api/models")) for _ in range(6)]
    # The first was asked when it was awaited, and a second that redirects may have been.
    statuses = [status for status, _, _ in answers]
    assert set(statuses[:2]) == {502}
    assert set(statuses[4:]) == {429}
    _, headers, error = answers[-1]
    assert error["code"] == "rate_limited"
    assert headers["retry-after"] == "1"


@pytest.mark.parametrize("sent", [b"", b"\r\n", get("/shiftscope/")[:-2]])
def test_a_head_that_does_not_arrive_times_out(tmp_path, sent):
    with fronting(tmp_path, free_port(), client_header_timeout="1s") as host:
        name, _, port = host.partition(":")
        begun = time.monotonic()
        with (
            socket.create_connection((name, int(port)), 20) as slow,
            contextlib.suppress(ConnectionError),
        ):
            slow.sendall(sent)
            while slow.recv(1 << 12):
                pass
        assert time.monotonic() - begun < 10


def test_a_client_that_does_not_read_is_disconnected(tmp_path, lone):
    with starting(lone) as launch:
        app = launch(root_path="/shiftscope")
        app.wait_until_ready()
        with (
            fronting(tmp_path, app.port, send_timeout="1s") as host,
            socket.socket() as deaf,
        ):
            deaf.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 13)
            deaf.settimeout(0.1)
            name, _, port = host.partition(":")
            deaf.connect((name, int(port)))
            deadline = time.monotonic() + 20
            ask = get("/shiftscope/openapi.json")
            with pytest.raises(ConnectionError):
                send_until(deaf, ask * 50, deadline)


def send_until(connection, content, deadline):
    """Sends over and over, for as long as the connection lives."""
    while time.monotonic() < deadline:
        with contextlib.suppress(TimeoutError):
            connection.sendall(content)


@pytest.fixture(scope="module")
def proxied(lone, tmp_path_factory):
    """nginx before an app that waits only a second for a body, and nginx's folder."""
    folder = tmp_path_factory.mktemp("nginx")
    with starting(lone) as launch:
        app = launch(root_path="/shiftscope", body_timeout=1)
        app.wait_until_ready()
        with fronting(folder, app.port) as host:
            yield host, folder


def test_the_app_refuses_a_slow_upload_and_nginx_writes_no_file(proxied):
    host, folder = proxied
    status, headers, error = response(host, UPLOAD % (1 << 22) + b" " * (1 << 21))
    assert (status, error["code"]) == (408, "request_timeout")
    assert "script-src" in headers["content-security-policy"]
    # It would warn of a body in a file, whose name is gone as soon as it is made.
    assert "temporary file" not in (folder / LOG).read_text()


@pytest.mark.parametrize(("size", "status"), [(1 << 23, 413), (1 << 21, 400)])
def test_a_large_body_is_answered_by_the_app(proxied, size, status):
    host, _ = proxied
    for _ in range(5):
        came, headers, _ = response(host, UPLOAD % size + b"x" * size)
        assert came == status
        assert "script-src" in headers["content-security-policy"]
