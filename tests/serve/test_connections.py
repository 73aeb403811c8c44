"""Connections that misbehave, without a proxy: what each can cost is bounded, and others go on."""

import contextlib
import json
import time
import zlib
from concurrent.futures import ThreadPoolExecutor

import httpx2
import pytest
from websockets.sync.client import connect

from tests.api.conftest import face, problem, scene_message, seq_of
from tests.serve.bare import (
    END,
    HEAD,
    UPGRADE,
    content,
    frame,
    held_by,
    most_held,
    opened,
    rest,
    until_over,
)
from tests.serve.conftest import unruffled


@pytest.fixture(scope="module")
def process(lone):
    with unruffled(lone, body_timeout=1) as process:
        yield process


@pytest.fixture(autouse=True)
def others(process):
    """Afterwards another client is served as if nothing had been."""
    yield
    with connect(process.live) as live:
        live.send(scene_message(5))
        assert seq_of(live.recv(20)) == 5


def test_who_trickles_a_body_is_told(process):
    with process.connect() as slow:
        slow.send(HEAD + b"content-length: 100\r\n\r\n{")
        answer = rest(slow)
    assert answer.startswith(b"HTTP/1.1 408 ")
    assert content(answer)["code"] == "request_timeout"


def test_a_head_without_end_is_refused(process):
    before = held_by(process)
    with process.connect() as endless:
        endless.send(b"GET /healthz HTTP/1.1\r\nhost: x\r\n")
        sent = 0
        try:
            while sent < 64 * 2**20:
                sent += endless.send(b"a: " + b"b" * 8000 + b"\r\n")
        except OSError:
            pass
        # What it read before it closed, and what the system holds for both ends.
        assert sent < 16 * 2**20
    assert held_by(process) - before < 4 * 2**20


@pytest.mark.parametrize(
    "head", [b"a: " + b"b" * 200_000, b"a:b\r\n" * 40_000], ids=["long", "many"]
)
def test_a_head_that_is_too_long_is_refused_however_it_comes(process, head):
    """One header, or very many: each takes some 200 bytes once it is read, however short it is."""
    before = held_by(process)
    for _ in range(8):
        with process.connect() as long:
            with contextlib.suppress(OSError):
                long.sendall(b"GET /healthz HTTP/1.1\r\nhost: x\r\n" + head + b"\r\n\r\n")
            assert rest(long).startswith(b"HTTP/1.1 400 ")
    assert held_by(process) - before < 4 * 2**20


def test_very_many_requests_at_once_are_answered_one_by_one(process):
    """The rest are not even read before."""
    ask = b"GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n"
    with process.connect() as hasty, ThreadPoolExecutor(1) as pool:
        sending = pool.submit(hasty.sendall, ask * 999 + END.join(ask.split(b"\r\n\r\n")))
        assert rest(hasty).count(b'{"status":"alive"}') == 1000
        sending.result()


def test_what_comes_behind_them_is_not_even_read(process):
    """Of the addresses of millions of requests, one long one was made, over and over."""
    ask = b"GET /aaaaaaaaaaaaaaaaaaaa HTTP/1.1\r\n\r\n"
    slow = HEAD + b"content-length: 100\r\n\r\n"
    before = held_by(process)
    with process.connect() as hasty, contextlib.suppress(OSError):
        hasty.sendall(slow)
        hasty.sendall(ask * 200_000)
        assert httpx2.get(f"{process.url}/healthz").status_code == 200
    assert held_by(process) - before < 8 * 2**20


def test_who_leaves_many_requests_behind_is_no_error(process):
    """The fixture looks for errors in the log: there is to be none of writing to nobody."""
    scene = json.dumps({"scene": face()}).encode()
    ask = b"POST /api/models/ludic/activations HTTP/1.1\r\nhost: x\r\ncontent-length: %d\r\n\r\n"
    ask = ask.replace(b"\r\nhost", b"\r\ncontent-type: application/json\r\nhost") % len(scene)
    get = b"GET /api/models HTTP/1.1\r\nhost: x\r\n\r\n"
    for _ in range(20):
        with process.connect() as gone:
            gone.send(ask + scene + get * 15)
            time.sleep(0.01)


def test_a_body_in_very_many_parts_takes_no_more_than_another(process):
    scene = json.dumps({"scene": face()}).encode()
    before = held_by(process)
    with process.connect() as odd:
        odd.send(HEAD + b"connection: close\r\ntransfer-encoding: chunked\r\n\r\n")
        odd.sendall(b"1\r\n \r\n" * 8_000 + b"%x\r\n%b\r\n0\r\n\r\n" % (len(scene), scene))
        assert rest(odd).startswith(b"HTTP/1.1 200 ")
    assert held_by(process) - before < 4 * 2**20


def test_a_long_body_in_parts_is_taken(process):
    """What divides its parts is counted anew with each."""
    scene = json.dumps({"scene": face()}).encode()
    with process.connect() as usual:
        usual.send(HEAD + b"connection: close\r\ntransfer-encoding: chunked\r\n\r\n")
        for _ in range(200):
            usual.sendall(b"3e8\r\n%b\r\n" % (b" " * 1000))
        usual.sendall(b"%x\r\n%b\r\n0\r\n\r\n" % (len(scene), scene))
        assert rest(usual).startswith(b"HTTP/1.1 200 ")


def test_a_head_as_browsers_send_it_passes_many_times_over_one_connection(process):
    with httpx2.Client(headers={"x-long": "b" * 30_000}) as client:
        for _ in range(8):
            assert client.get(f"{process.url}/healthz").status_code == 200


def test_what_is_not_http_is_told(process):
    with process.connect() as odd:
        odd.send(b"\x16\x03\x01 hello\r\n\r\n")
        assert rest(odd).startswith(b"HTTP/1.1 400 ")


@pytest.mark.parametrize(
    ("old", "new", "status", "code", "said"),
    [
        (b"live", b"nothing", 404, "not_found", "got /api/nothing"),
        (b": x", b": x\r\norigin: http://a.example", 403, "foreign_origin", "http://a.example"),
    ],
)
def test_a_handshake_that_the_app_refuses_is_told_why(process, old, new, status, code, said):
    with process.connect() as odd:
        odd.send(UPGRADE.replace(old, new, 1))
        answer = rest(odd)
    assert answer.startswith(b"HTTP/1.1 %d " % status), answer
    assert content(answer)["code"] == code
    assert said in content(answer)["message"]


@pytest.mark.parametrize(
    ("old", "new", "status"),
    [
        (b"live", b"\xff", 400),
        (b"GET", b"POST", 405),
        (b": x", b": x\r\nupgrade: websocket", 426),
        (b"AA==", b"!", 400),
        (b"version: 13", b"version: 8", 400),
    ],
)
def test_a_handshake_that_is_none_is_refused(process, old, new, status):
    with process.connect() as odd:
        odd.send(UPGRADE.replace(old, new, 1))
        assert rest(odd).startswith(b"HTTP/1.1 %d " % status)


def test_what_asks_for_another_protocol_is_answered_in_this_one(process):
    headers = {"connection": "upgrade", "upgrade": "h2c"}
    assert httpx2.get(f"{process.url}/healthz", headers=headers).json() == {"status": "alive"}


def test_a_form_that_is_none_is_told_to_its_sender_alone(process):
    form = {"content-type": "multipart/form-data; boundary=b"}
    answer = httpx2.post(f"{process.url}/api/pictures", headers=form, content=b"abcdef")
    assert problem(answer, 400, "malformed_form")


def test_messages_that_are_small_until_they_are_unpacked_are_not_unpacked(process):
    """Of a MB of them, 250 KB each, more than a GB would lie with the server."""
    deflate = zlib.compressobj(9, zlib.DEFLATED, -12)
    packed = deflate.compress(b" " * 250_000) + deflate.flush(zlib.Z_SYNC_FLUSH)
    message = frame(0xC1, packed[:-4])
    assert len(message) < 400
    before = held_by(process)
    extension = b"sec-websocket-extensions: permessage-deflate; client_max_window_bits"
    with process.connect() as live:
        live.send(UPGRADE[:-2] + extension + b"\r\n\r\n")
        answer = live.recv(1 << 12)
        assert answer.startswith(b"HTTP/1.1 101 ")
        assert b"deflate" not in answer.lower()

        def flood():
            live.sendall(message * 3000)
            assert b"reserved bits must be 0" in rest(live)

        assert most_held(process, flood) - before < 24 * 2**20


def test_a_message_that_is_too_long_closes_the_connection(process):
    """Said or sent in parts; the rest of it is not even read."""
    before = held_by(process)
    for first, more in ((0x81, 0x81), (0x01, 0x00)):
        with opened(process) as live:
            flood = frame(first, b"x" * 65_000) + frame(more, b"x" * 65_000) * 4
            if first == 0x81:
                flood = b"\x81\xff" + (1 << 30).to_bytes(8) + bytes(4) + b"x" * 1000
            live.sendall(flood)
            assert rest(live)[2:4] == (1009).to_bytes(2)
    assert held_by(process) - before < 4 * 2**20


def test_no_more_comes_than_can_be_read(process):
    """Small messages come several at a time, and between them nothing may pile up."""
    some = frame(0x82, b"x") * 2 + frame(0x82, b"x" * 1000)
    before = held_by(process)
    with opened(process) as live, ThreadPoolExecutor(1) as pool:

        def flood():
            sending = pool.submit(live.sendall, some * 40_000 + frame(0x89, b"over"))
            until_over(live)
            sending.result()

        assert most_held(process, flood) - before < 16 * 2**20


def test_others_have_their_turn_between_very_many_small_frames(process):
    answers = 0
    with opened(process) as live, httpx2.Client() as client, ThreadPoolExecutor(2) as pool:
        reading = pool.submit(until_over, live)
        pool.submit(live.sendall, frame(0x8A, b"") * 300_000 + frame(0x89, b"over"))
        while not reading.done():
            assert client.get(f"{process.url}/healthz").status_code == 200
            answers += 1
    # If all that has come were read at once, there would be two or three.
    assert answers >= 20


@pytest.mark.parametrize("line", [b"a: b\r\n", b"a"], ids=["many", "long"])
def test_trailers_without_end_are_refused(process, line):
    before = held_by(process)
    with process.connect() as endless:
        endless.send(HEAD + b"transfer-encoding: chunked\r\n\r\n1\r\n{\r\n0\r\n")
        if line == b"a":
            endless.send(b"a: ")
        lines = line * (6 * 10**7 // len(line))
        assert most_held(process, lambda: endless.sendall(lines)) - before < 16 * 2**20
    with process.connect() as polite:
        scene = json.dumps({"scene": face()}).encode()
        polite.send(HEAD + b"connection: close\r\ntransfer-encoding: chunked\r\n\r\n")
        polite.send(b"%x\r\n%b\r\n0\r\nsum: 1\r\n\r\n" % (len(scene), scene))
        assert rest(polite).startswith(b"HTTP/1.1 200 ")
