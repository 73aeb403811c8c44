"""Misbehaving connections, without a proxy: their cost is bounded, and others are served."""

import contextlib
import json
import time
import zlib
from concurrent.futures import ThreadPoolExecutor

import httpx2
import pytest
from websockets.sync.client import connect

from tests.api.conftest import face, problem, scene_message, seq_of
from tests.serve.conftest import unruffled
from tests.serve.raw_client import (
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


@pytest.fixture(scope="module")
def process(lone):
    with unruffled(lone, body_timeout=1) as process:
        yield process


@pytest.fixture(autouse=True)
def others(process):
    """Checks after the test that another client is served as usual."""
    yield
    with connect(process.live) as live:
        live.send(scene_message(5))
        assert seq_of(live.recv(20)) == 5


def test_a_trickled_body_gets_a_time_out_error(process):
    with process.connect() as slow:
        slow.send(HEAD + b"content-length: 100\r\n\r\n{")
        answer = rest(slow)
    assert answer.startswith(b"HTTP/1.1 408 ")
    assert content(answer)["code"] == "request_timeout"


def test_an_endless_head_is_refused(process):
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
def test_a_head_that_is_too_long_is_refused_in_any_form(process, head):
    """One header, or very many: each takes some 200 bytes once it is read, however short it is."""
    before = held_by(process)
    for _ in range(8):
        with process.connect() as long:
            with contextlib.suppress(OSError):
                long.sendall(b"GET /healthz HTTP/1.1\r\nhost: x\r\n" + head + b"\r\n\r\n")
            answer = rest(long)
            assert answer.startswith(b"HTTP/1.1 431 ")
            assert content(answer)["code"] == "head_too_large"
    assert held_by(process) - before < 4 * 2**20


def test_very_many_requests_at_once_are_answered_one_by_one(process):
    """Later requests are not read before."""
    ask = b"GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n"
    with process.connect() as hasty, ThreadPoolExecutor(1) as pool:
        sending = pool.submit(hasty.sendall, ask * 999 + END.join(ask.split(b"\r\n\r\n")))
        assert rest(hasty).count(b'{"status":"alive"}') == 1000
        sending.result()


def test_data_behind_pipelined_requests_is_not_read(process):
    """Of the addresses of millions of requests, one long one was made, over and over."""
    ask = b"GET /aaaaaaaaaaaaaaaaaaaa HTTP/1.1\r\n\r\n"
    slow = HEAD + b"content-length: 100\r\n\r\n"
    before = held_by(process)
    with process.connect() as hasty, contextlib.suppress(OSError):
        hasty.sendall(slow)
        hasty.sendall(ask * 200_000)
        assert httpx2.get(f"{process.url}/healthz").status_code == 200
    assert held_by(process) - before < 8 * 2**20


def test_a_client_that_abandons_many_requests_causes_no_error(process):
    """The fixture looks for errors in the log: there is to be none of writing to nobody."""
    scene = json.dumps({"scene": face()}).encode()
    ask = b"POST /api/models/ludic/activations HTTP/1.1\r\nhost: x\r\ncontent-length: %d\r\n\r\n"
    ask = ask.replace(b"\r\nhost", b"\r\ncontent-type: application/json\r\nhost") % len(scene)
    get = b"GET /api/models HTTP/1.1\r\nhost: x\r\n\r\n"
    for _ in range(20):
        with process.connect() as gone:
            gone.send(ask + scene + get * 15)
            time.sleep(0.01)


def test_a_body_in_very_many_chunks_takes_no_more_memory(process):
    scene = json.dumps({"scene": face()}).encode()
    before = held_by(process)
    with process.connect() as odd:
        odd.send(HEAD + b"connection: close\r\ntransfer-encoding: chunked\r\n\r\n")
        odd.sendall(b"1\r\n \r\n" * 8_000 + b"%x\r\n%b\r\n0\r\n\r\n" % (len(scene), scene))
        assert rest(odd).startswith(b"HTTP/1.1 200 ")
    assert held_by(process) - before < 4 * 2**20


def test_a_long_chunked_body_is_accepted(process):
    """The overhead is counted separately for each chunk."""
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


@pytest.mark.parametrize(
    ("old", "new", "status", "code", "said"),
    [
        (b"live", b"nothing", 404, "not_found", "got /api/nothing"),
        (b": x", b": x\r\norigin: http://a.example", 403, "foreign_origin", "http://a.example"),
    ],
)
def test_a_refused_handshake_gets_the_reason(process, old, new, status, code, said):
    with process.connect() as odd:
        odd.send(UPGRADE.replace(old, new, 1))
        answer = rest(odd)
    assert answer.startswith(b"HTTP/1.1 %d " % status), answer
    assert content(answer)["code"] == code
    assert said in content(answer)["message"]


@pytest.mark.parametrize(
    ("old", "new", "status", "code"),
    [
        (b"live", b"\xff", 400, "malformed_request"),
        (b"GET", b"POST", 405, "method_not_allowed"),
        (b": x", b": x\r\nupgrade: websocket", 426, "upgrade_required"),
        (b"connection: upgrade", b"connection: close", 426, "upgrade_required"),
        (b"version: 13", b"version: 8", 426, "upgrade_required"),
        (b"AA==", b"!", 400, "malformed_request"),
        (b": x", b": x\r\ncontent-length: 5", 400, "malformed_request"),
        (b": x", b": x" + b"\r\na: b" * 200, 400, "malformed_request"),
        (b": x", b": x\r\na: " + b"b" * 9000, 400, "malformed_request"),
    ],
)
def test_an_invalid_handshake_is_refused_in_the_one_shape(process, old, new, status, code):
    with process.connect() as odd:
        # The last request ends the connection.
        odd.send(UPGRADE.replace(old, new, 1) + b"12345\r\n\r\n")
        head, _, body = rest(odd).partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 %d " % status)
    assert json.JSONDecoder().raw_decode(body.decode())[0]["error"]["code"] == code
    if status == 426:
        assert b"\r\nupgrade: websocket\r\n" in head
        assert b"\r\nsec-websocket-version: 13\r\n" in head


def test_a_request_to_upgrade_to_another_protocol_is_answered_in_http(process):
    headers = {"connection": "upgrade", "upgrade": "h2c"}
    assert httpx2.get(f"{process.url}/healthz", headers=headers).json() == {"status": "alive"}


def test_a_malformed_form_gets_an_error_and_logs_nothing(process):
    form = {"content-type": "multipart/form-data; boundary=b"}
    answer = httpx2.post(f"{process.url}/api/pictures", headers=form, content=b"abcdef")
    assert problem(answer, 400, "malformed_form")


def test_compression_bombs_are_not_decompressed(process):
    """Decompressed, 1 MB of such messages would take more than 1 GB of the server's memory."""
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
    """Whether declared or sent in fragments; the rest is not read."""
    before = held_by(process)
    for first, more in ((0x81, 0x81), (0x01, 0x00)):
        with opened(process) as live:
            flood = frame(first, b"x" * 65_000) + frame(more, b"x" * 65_000) * 4
            if first == 0x81:
                flood = b"\x81\xff" + (1 << 30).to_bytes(8) + bytes(4) + b"x" * 1000
            live.sendall(flood)
            assert rest(live)[2:4] == (1009).to_bytes(2)
    assert held_by(process) - before < 4 * 2**20


def test_no_more_messages_are_received_than_can_be_handled(process):
    """Several small messages arrive at once, and must not pile up."""
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
def test_endless_trailers_are_refused(process, line):
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
