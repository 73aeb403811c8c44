"""Requests by hand: each is answered by the HTTP standard (RFC 9110, 9112), in the one shape."""

import http.client
import json
import urllib.error
import urllib.request
from collections import Counter

import pytest

from tests.api.conftest import face
from tests.serve.conftest import unruffled
from tests.serve.raw_client import HEAD, content, rest

SCENE = json.dumps({"scene": face()}).encode()
GET = b"GET /healthz HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n"
SIZED = HEAD + b"connection: close\r\ncontent-length: %d\r\n\r\n" % len(SCENE) + SCENE
CHUNKED = HEAD + b"connection: close\r\ntransfer-encoding: chunked\r\n\r\n"
CHUNKS = b"%x\r\n%b\r\n0\r\n\r\n" % (len(SCENE), SCENE)
LARGE = json.dumps({"scene": {"objects": face()["objects"] * 100_000}}).encode()
"""Some 4 MB, four times what a body may have."""


@pytest.fixture(scope="module")
def process(lone):
    with unruffled(lone, body_timeout=1) as process:
        yield process


@pytest.mark.parametrize(
    ("sent", "status", "code"),
    [
        (b"\x16\x03\x01 hello\r\n\r\n", 400, "malformed_request"),
        (GET.replace(b"host: x\r\n", b""), 400, "malformed_request"),
        (GET.replace(b"host: x\r\n", b"host: x\r\nhost: y\r\n"), 400, "malformed_request"),
        (GET.replace(b"host: x", b"host: a b/c"), 400, "malformed_request"),
        (GET.replace(b"host: x", b"host : x"), 400, "malformed_request"),
        (GET.replace(b"host: x", b"host: x\r\na: b\0c"), 400, "malformed_request"),
        (GET.replace(b"/healthz", b"/\xff"), 400, "malformed_request"),
        (GET.replace(b"/healthz", b"*"), 400, "malformed_request"),
        (GET.replace(b"/healthz", b"http://a@b/healthz"), 400, "malformed_request"),
        (GET.replace(b"HTTP/1.1", b"HTTP/1.2").replace(b"host: x\r\n", b""), 400, None),
        (b"GET /healthz\r\n\r\n", 400, "malformed_request"),
        (GET.replace(b"/healthz", b"/" + b"a" * 9000), 414, "head_too_large"),
        (GET.replace(b"host: x", b"host: x\r\na: " + b"b" * 40_000), 431, "head_too_large"),
        (GET.replace(b"HTTP/1.1", b"HTTP/2.0"), 505, "not_implemented"),
        (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505, "not_implemented"),
        (CHUNKED.replace(b"chunked", b"xchunked") + CHUNKS, 501, "not_implemented"),
        (CHUNKED.replace(b"chunked", b"gzip, chunked") + CHUNKS, 501, "not_implemented"),
        (CHUNKED.replace(b"1.1", b"1.0") + CHUNKS, 400, "malformed_request"),
        (CHUNKED.replace(b": x", b": x\r\ncontent-length: 3") + CHUNKS, 400, None),
        (CHUNKED + b"xyz\r\n", 400, "malformed_request"),
        (CHUNKED + b"-5\r\n", 400, "malformed_request"),
        (CHUNKED + b"0x1a\r\n", 400, "malformed_request"),
        (CHUNKED + b"2\r\n{}xx\r\n0\r\n\r\n", 400, "malformed_request"),
        (SIZED.replace(b"length: ", b"length: 3\r\ncontent-length: "), 400, None),
        (SIZED.replace(b"length: ", b"length: +"), 400, "malformed_request"),
        (SIZED.replace(b"length: ", b"length: -"), 400, "malformed_request"),
        (SIZED.replace(b"length: ", b"length: " + b"9" * 30), 400, "malformed_request"),
    ],
)
def test_what_breaks_the_standard_is_refused(process, sent, status, code):
    with process.connect() as odd:
        odd.sendall(sent)
        answer = rest(odd)
    assert answer.startswith(b"HTTP/1.1 %d " % status), answer[:200]
    assert content(answer)["code"] == code or "malformed_request"


@pytest.mark.parametrize(
    "sent",
    [
        GET,
        b"\r\n" + GET,
        GET.replace(b"\r\n", b"\n"),
        GET.replace(b"/healthz", b"http://x/healthz"),
        GET.replace(b"/healthz", b"HTTP://x:80/healthz?a=b"),
        GET.replace(b"host: x", b"host: [::1]:8000"),
        GET.replace(b"host: x", b"host:"),
        GET.replace(b"host: x", b"host: x\r\na: b\r\n  c"),
        GET.replace(b"host: x\r\n", b"").replace(b"1.1", b"1.0"),
        GET.replace(b"1.1", b"1.2"),
        SIZED,
        SIZED.replace(b"length: ", b"length: %d, " % len(SCENE)),
        CHUNKED + CHUNKS,
        CHUNKED + CHUNKS.replace(b"\r\n{", b";name=value\r\n{"),
        SIZED.replace(b": x", b": x\r\nexpect: 100-continue"),
    ],
)
def test_what_the_standard_allows_is_answered(process, sent):
    with process.connect() as odd:
        odd.sendall(sent)
        answer = rest(odd).removeprefix(b"HTTP/1.1 100 Continue\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 200 "), answer[:200]


def test_the_address_of_a_request_takes_precedence_over_its_host(process):
    """The live channel compares its host with the page's origin."""
    ask = (
        b"GET http://a.example/api/live HTTP/1.1\r\nhost: x\r\norigin: http://a.example\r\n"
        b"connection: upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\n"
        b"sec-websocket-key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"
    )
    for sent, status in ((ask, b"101"), (ask.replace(b"http://a.example/api", b"/api"), b"403")):
        with process.connect() as live:
            live.sendall(sent)
            assert live.recv(1 << 12).startswith(b"HTTP/1.1 " + status)


@pytest.mark.parametrize("more", [b"", b"g" * 100_000, b"garbage\r\n\r\n" * 100_000])
@pytest.mark.parametrize("keep", [True, False])
def test_a_request_that_is_followed_by_more_than_it_says_is_answered(process, more, keep):
    sent = SIZED.replace(b"connection: close\r\n", b"") if keep else SIZED
    with process.connect() as odd:
        odd.sendall(sent + more + (b"\r\n\r\n" if keep else b""))
        if not more and keep:
            odd.sendall(GET)
        assert rest(odd).startswith(b"HTTP/1.1 200 ")


@pytest.mark.parametrize(
    ("path", "form", "status", "code"),
    [
        ("/api/render", "all", 413, "body_too_large"),
        ("/api/render", "chunked", 413, "body_too_large"),
        ("/api/models", "all", 415, "unsupported_media_type"),
        ("/api/nothing", "all", 413, "body_too_large"),
        ("/api/a%0a", "all", 404, "not_found"),
        ("/api/render", "broken", 400, "malformed_request"),
    ],
)
def test_an_answer_before_the_end_of_a_body_always_arrives(process, path, form, status, code):
    """Of a connection that is closed while a body arrives, the system may drop the answer."""
    told = Counter()
    for _ in range(10):
        if form == "broken":
            with process.connect() as odd:
                head = CHUNKED.replace(b"/api/render", path.encode())
                odd.sendall(head + b"x\r\n" + LARGE)
                told[content(rest(odd))["code"]] += 1
            continue
        body = (
            LARGE
            if form == "all"
            else (LARGE[at : at + 50_000] for at in range(0, 4 << 20, 50_000))
        )
        request = urllib.request.Request(
            process.url + path, body, {"content-type": "application/json"}
        )
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(request, timeout=20)
        assert refused.value.code == status
        told[json.loads(refused.value.read())["error"]["code"]] += 1
    assert told == {code: 10}


def test_a_refusal_before_the_body_is_read_always_arrives(lone):
    """Without the token, or beyond the share of pictures a minute."""
    token = "0123456789abcdef"
    with unruffled(lone, token=token, uploads_per_minute=1) as process:
        url = f"{process.url}/api/pictures"
        told = Counter()
        for number in range(12):
            head = {"content-type": "application/json"}
            if number % 2:
                head["authorization"] = f"Bearer {token}"
            with pytest.raises(urllib.error.HTTPError) as refused:
                urllib.request.urlopen(urllib.request.Request(url, LARGE, head), timeout=20)
            told[json.loads(refused.value.read())["error"]["code"]] += 1
    # The one picture of this minute has too many values.
    assert told == {"unauthorised": 6, "rate_limited": 5, "body_too_large": 1}


def test_a_connection_that_is_kept_is_closed_after_an_early_answer(process):
    client = http.client.HTTPConnection("127.0.0.1", process.port, timeout=20)
    for _ in range(3):
        client.request("POST", "/api/render", LARGE, {"content-type": "application/json"})
        answer = client.getresponse()
        assert (answer.status, answer.headers["connection"]) == (413, "close")
        assert json.loads(answer.read())["error"]["code"] == "body_too_large"
    client.close()


def test_a_client_that_does_not_stop_after_its_answer_is_cut(process):
    """Bytes that nobody wants are read for a while, then no more."""
    with process.connect() as endless:
        endless.sendall(HEAD + b"content-length: 999999999999\r\n\r\n")
        sent = 0
        try:
            while sent < 1 << 28:
                sent += endless.send(b" " * (1 << 20))
        except ConnectionError:
            pass
    assert (1 << 25) < sent < (1 << 28)
