"""Connections that misbehave below HTTP: each ends, and the others do not notice."""

import contextlib
import json
import os
import socket
import time
import zlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx2
import pytest
from websockets.sync.client import connect

from tests.api.conftest import assert_shape, face, problem, scene_message, seq_of
from tests.serve.conftest import starting

HEAD = b"POST /api/render HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n"
UPGRADE = (
    b"GET /api/live HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: websocket\r\n"
    b"sec-websocket-version: 13\r\nsec-websocket-key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"
)


@pytest.fixture(scope="module")
def process(lone):
    with starting(lone) as launch:
        # Its log is read at the end alone: of more than a pipe holds it would wait for ever.
        short = {"header_timeout": 1, "body_timeout": 1, "slow_timeout": 1}
        process = launch(**short, connections=8, log_level="warning")
        process.wait_until_ready()
        yield process
        status, _, written = process.end()
        assert status == 0, written
        # All that is done to it here anybody can do, and as often as they like.
        for loud in ("Traceback", " WARNING ", " ERROR "):
            assert loud not in written, written


@pytest.fixture(autouse=True)
def others(process):
    """Afterwards another client is served as if nothing had been."""
    yield
    with connect(process.live) as live:
        live.send(scene_message(5))
        assert seq_of(live.recv(20)) == 5


def rest(connection: socket.socket) -> bytes:
    """All that comes until the end."""
    connection.settimeout(20)
    parts = []
    try:
        while part := connection.recv(1 << 16):
            parts.append(part)
    except ConnectionResetError:
        pass
    return b"".join(parts)


def content(answer: bytes) -> dict:
    """The error of an answer in the one shape, whose head is as every answer's."""
    head, _, body = answer.partition(b"\r\n\r\n")
    headers = dict(line.split(": ", 1) for line in head.decode().lower().split("\r\n")[1:])
    assert headers["content-type"] == "application/json"
    assert headers["connection"] == "close"
    assert headers["x-content-type-options"] == "nosniff"
    assert "default-src 'none'" in headers["content-security-policy"]
    assert len(headers["x-request-id"]) == 32
    assert_shape(json.loads(body))
    return json.loads(body)["error"]


def test_who_says_nothing_is_cut(process):
    with process.connect() as mute:
        assert rest(mute) == b""


def test_who_trickles_a_head_is_cut(process):
    begun = time.monotonic()
    with process.connect() as slow:
        try:
            for letter in HEAD:
                slow.send(bytes([letter]))
                time.sleep(0.05)
        except OSError:
            pass
        assert rest(slow) == b""
    assert time.monotonic() - begun < 10


def test_who_trickles_a_body_is_told(process):
    with process.connect() as slow:
        slow.send(HEAD + b"content-length: 100\r\n\r\n{")
        answer = rest(slow)
    assert answer.startswith(b"HTTP/1.1 408 ")
    assert content(answer)["code"] == "request_timeout"


@pytest.mark.parametrize(
    ("request_", "status", "more"),
    [
        (b"GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n", b"200", b"\r\n"),
        (HEAD + b"content-length: 99999999\r\n\r\n", b"413", b"{"),
    ],
)
def test_what_is_no_request_does_not_keep_a_connection(process, request_, status, more):
    """Blank lines, and a body that was refused before it came: neither is waited for."""
    with process.connect() as idle:
        idle.send(request_)
        begun = time.monotonic()
        try:
            while time.monotonic() - begun < 10:
                idle.send(more)
                time.sleep(0.1)
        except OSError:
            pass
    assert time.monotonic() - begun < 5


def test_a_head_without_end_is_refused(process):
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
    with process.connect() as endless:
        endless.send(b"GET /healthz HTTP/1.1\r\nhost: x\r\n" + b"a: b\r\n" * 12_000)
        answer = rest(endless)
    assert answer.startswith(b"HTTP/1.1 431 ")
    assert content(answer)["code"] == "head_too_large"


def test_a_head_that_is_too_long_is_refused_however_it_comes(process):
    with process.connect() as long:
        long.send(b"GET /healthz HTTP/1.1\r\na: " + b"b" * 40_000 + b"\r\n\r\n")
        answer = rest(long)
    assert answer.startswith(b"HTTP/1.1 431 ")
    assert "at most 32768 bytes" in content(answer)["message"]


def test_a_live_channel_behind_a_request_is_refused(process):
    with process.connect() as odd:
        odd.send(HEAD + b"content-length: 1\r\n\r\n{" + UPGRADE)
        assert b"on a connection of its own" in rest(odd)


def test_a_head_of_very_many_headers_is_refused(process):
    """Each takes some 200 bytes once it is read, however short it is."""
    many = b"GET /healthz HTTP/1.1\r\n" + b"a:b\r\n" * 10_000
    before = held_by(process)
    with contextlib.ExitStack() as open_:
        for _ in range(7):
            with process.connect() as endless:
                endless.send(many)
                answer = rest(endless)
            assert answer.startswith(b"HTTP/1.1 431 ")
            assert "at most 128 headers" in content(answer)["message"]
        refused = open_.enter_context(process.connect())
        refused.send(many + b"\r\n")
        assert rest(refused).startswith(b"HTTP/1.1 431 ")
    assert held_by(process) - before < 4 * 2**20


def test_of_very_many_requests_at_once_the_first_are_answered(process):
    """The rest are not even kept, and the last answer says that the connection ends."""
    ask = b"GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n"
    with process.connect() as hasty:
        hasty.send(ask * 5000)
        answers = rest(hasty)
    assert answers.count(b"HTTP/1.1 200 ") == answers.count(b'{"status":"alive"}') == 17
    assert answers.count(b"\r\nconnection: close\r\n") == 1
    with process.connect() as hasty:
        hasty.send(ask * 17 + ask.replace(b"\r\n\r\n", b"\r\nconnection: close\r\n\r\n"))
        assert rest(hasty).count(b"HTTP/1.1 200 ") == 17


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


def test_a_body_in_very_many_parts_is_refused(process):
    small = b"1\r\n \r\n" * 8_000
    with process.connect() as odd:
        odd.send(HEAD + b"transfer-encoding: chunked\r\n\r\n")
        with contextlib.suppress(OSError):
            odd.sendall(small)
        answer = rest(odd)
    assert answer.startswith(b"HTTP/1.1 400 ")
    assert "in parts of 256 bytes or more" in content(answer)["message"]
    scene = json.dumps({"scene": face()}).encode()
    with process.connect() as usual:
        usual.send(HEAD + b"connection: close\r\ntransfer-encoding: chunked\r\n\r\n")
        usual.sendall(b"1\r\n \r\n" * 4_000 + b"%x\r\n%b\r\n0\r\n\r\n" % (len(scene), scene))
        assert rest(usual).startswith(b"HTTP/1.1 200 ")


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
        answer = rest(odd)
    assert answer.startswith(b"HTTP/1.1 400 ")
    assert content(answer)["code"] == "malformed_request"


@pytest.mark.parametrize(
    ("old", "new", "status", "code", "said"),
    [
        (b"live", b"nothing", 404, "not_found", "got /api/nothing"),
        (b"live", b"\xff", 400, "malformed_request", "expected HTTP"),
        (b"live", b"?" + b"a" * 9000, 414, "head_too_large", "8192 bytes"),
        (b"GET", b"POST", 405, "method_not_allowed", "POST"),
        (b": x", b": x\r\norigin: http://a.example", 403, "foreign_origin", "http://a.example"),
        (b": x", b": x\r\ncookie: " + b"a" * 9000, 431, "head_too_large", "8192 bytes"),
        (b": x", b": x\r\na: b" * 150, 431, "head_too_large", "128 headers"),
        (b": x", b": x\r\ncontent-length: 2", 400, "malformed_request", "body"),
        (b": x", b": x\r\nupgrade: websocket", 426, "malformed_request", "Upgrade"),
        (b"AA==", b"!", 400, "malformed_request", "Sec-WebSocket-Key"),
        (b"version: 13", b"version: 8", 400, "malformed_request", "Version header: 8"),
    ],
)
def test_a_handshake_that_fails_is_told_why(process, old, new, status, code, said):
    with process.connect() as odd:
        odd.send(UPGRADE.replace(old, new, 1))
        answer = rest(odd)
    assert answer.startswith(b"HTTP/1.1 %d " % status), answer
    assert content(answer)["code"] == code
    assert said in content(answer)["message"]


def test_what_asks_for_another_protocol_is_answered_in_this_one(process):
    headers = {"connection": "upgrade", "upgrade": "h2c"}
    assert httpx2.get(f"{process.url}/healthz", headers=headers).json() == {"status": "alive"}


def test_a_form_that_is_none_is_told_to_its_sender_alone(process):
    form = {"content-type": "multipart/form-data; boundary=b"}
    answer = httpx2.post(f"{process.url}/api/pictures", headers=form, content=b"abcdef")
    assert problem(answer, 400, "malformed_form")


def test_who_does_not_read_frames_is_cut_and_told_why(process):
    before = cuts(process)
    with process.connect() as deaf:
        deaf.send(UPGRADE)
        assert deaf.recv(1 << 12).startswith(b"HTTP/1.1 101 ")
        message = scene_message(1).encode()
        frame = b"\x81\xfe" + len(message).to_bytes(2) + bytes(4) + message
        deaf.settimeout(0.5)
        deadline = time.monotonic() + 20
        while cuts(process) == before:
            assert time.monotonic() < deadline
            try:
                deaf.sendall(frame * 20)
            except OSError:
                time.sleep(0.1)
        # Whoever reads after all finds the reason at the end.
        assert b"what is sent is not read" in rest(deaf)


def cuts(process) -> float:
    """How many have been cut since they did not read."""
    name = 'shiftscope_connections_cut_total{reason="slow"} '
    lines = httpx2.get(f"{process.url}/metrics").text.splitlines()
    return sum(float(line.removeprefix(name)) for line in lines if line.startswith(name))


def test_another_request_does_not_excuse_who_does_not_read(process):
    before = cuts(process)
    with process.connect() as deaf:
        ask = b"GET /openapi.json HTTP/1.1\r\nhost: x\r\naccept-encoding: identity\r\n\r\n"
        deadline = time.monotonic() + 20
        while cuts(process) == before:
            assert time.monotonic() < deadline
            # The two kernels take some MB before anything waits in the server.
            time.sleep(0.2)
            with contextlib.suppress(OSError):
                deaf.send(ask * 8)


def test_pings_of_who_does_not_read_are_not_answered_in_memory(process):
    """Of 64 MB of them, answers beyond what the system takes would lie with the server."""
    pings = (b"\x89\xfd" + bytes(4) + b"p" * 125) * 500
    with process.connect() as deaf:
        deaf.send(UPGRADE)
        assert deaf.recv(1 << 12).startswith(b"HTTP/1.1 101 ")
        before = held_by(process)
        most = before
        with contextlib.suppress(OSError):
            for number in range(1000):
                deaf.sendall(pings)
                if number % 50 == 0:
                    most = max(most, held_by(process))
    assert most - before < 24 * 2**20


def frame(first: int, payload: bytes) -> bytes:
    """A client's frame: its first byte, no mask to speak of, at most 64 KiB."""
    size = len(payload)
    long = bytes([0x80 | size]) if size < 126 else b"\xfe" + size.to_bytes(2)
    return bytes([first]) + long + bytes(4) + payload


def opened(process, request_: bytes = UPGRADE) -> socket.socket:
    """A live connection, bare."""
    live = process.connect()
    live.send(request_)
    assert live.recv(1 << 12).startswith(b"HTTP/1.1 101 ")
    return live


def until_over(live: socket.socket) -> None:
    """Reads up to the answer to a ping that says that all before it has been read."""
    end = b""
    while b"over" not in end:
        part = live.recv(1 << 16)
        assert part, "it has ended before"
        end = end[-16:] + part


def test_messages_that_are_small_until_they_are_unpacked_are_unpacked_one_by_one(process):
    """Of a MB of them, 250 KB each, more than a GB would lie with the server."""
    deflate = zlib.compressobj(9, zlib.DEFLATED, -12)
    packed = deflate.compress(b" " * 250_000) + deflate.flush(zlib.Z_SYNC_FLUSH)
    message = frame(0xC1, packed[:-4])
    assert len(message) < 400
    before = held_by(process)
    extension = b"sec-websocket-extensions: permessage-deflate; client_max_window_bits"
    asks = UPGRADE[:-2] + extension + b"\r\n\r\n"
    with opened(process, asks) as live:
        live.sendall(message)
        assert live.recv(1 << 12).startswith(b"\xc1"), "an answer, compressed"

        def flood():
            live.sendall(message * 3000 + frame(0x89, b"over"))
            until_over(live)

        assert most_held(process, flood) - before < 24 * 2**20


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


def test_a_message_of_very_many_parts_ends_the_connection(process):
    with opened(process) as live:
        live.sendall(frame(0x01, b"{") + frame(0x00, b"") * 254 + frame(0x80, b""))
        assert b"malformed_json" in live.recv(1 << 12)
        live.sendall(frame(0x01, b"{") + frame(0x00, b"") * 255 + frame(0x80, b""))
        assert b"expected messages of at most 256 parts" in rest(live)


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


def most_held(process, act) -> int:
    """The most resident bytes of the server while somebody acts, until that ends or is cut off."""
    with ThreadPoolExecutor(1) as pool:
        acting, most = pool.submit(act), 0
        while not acting.done():
            most = max(most, held_by(process))
            time.sleep(0.01)
        with contextlib.suppress(ConnectionError):
            acting.result()
    return most


def held_by(process) -> int:
    """Resident bytes of the server."""
    pages = Path(f"/proc/{process.running.pid}/statm").read_text().split()[1]
    return int(pages) * os.sysconf("SC_PAGE_SIZE")


@pytest.fixture
def own_addresses(lone):
    """A process for which every address of loopback but the first is a client of its own."""
    with starting(lone) as launch:
        process = launch(connections=200, connections_per_client=3)
        process.wait_until_ready()
        yield process
        assert process.end()[0] == 0


def ask(process, source: str, request_: bytes) -> bytes:
    """What comes for a request over a connection of its own, up to its end."""
    with process.connect(source) as connection:
        connection.send(request_)
        return rest(connection)


def test_one_address_has_its_share_of_connections_and_no_more(own_addresses):
    process = own_addresses
    health = b"GET /healthz HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n"
    with contextlib.ExitStack() as held:
        live = held.enter_context(process.connect("127.0.0.2"))
        live.send(UPGRADE)
        assert live.recv(1 << 12).startswith(b"HTTP/1.1 101 ")
        others = [held.enter_context(process.connect("127.0.0.2")) for _ in range(2)]
        # A live connection counts as well, and what is refused takes no room from anybody.
        refused = [held.enter_context(process.connect("127.0.0.2")) for _ in range(20)]
        for request_ in (health, UPGRADE):
            answer = ask(process, "127.0.0.2", request_)
            assert answer.startswith(b"HTTP/1.1 503 ")
            assert "at most 3 connections of one client" in content(answer)["message"]
        assert ask(process, "127.0.0.3", health).startswith(b"HTTP/1.1 200 ")
        # Of those that wait to be told so, too, there is an end.
        dropped = [held.enter_context(process.connect("127.0.0.2")) for _ in range(40)]
        assert rest(dropped[-1]) == b""
        assert ask(process, "127.0.0.3", health).startswith(b"HTTP/1.1 200 ")
        # The first address is that of a trusted proxy, which speaks for many.
        many = [held.enter_context(process.connect()) for _ in range(10)]
        for connection in many:
            connection.send(health)
            assert rest(connection).startswith(b"HTTP/1.1 200 ")
        for connection in (live, *others, *refused, *dropped):
            connection.close()
    # Nothing of it is left.
    deadline = time.monotonic() + 20
    while not ask(process, "127.0.0.2", health).startswith(b"HTTP/1.1 200 "):
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_more_connections_than_may_be_are_told_to_come_again(process):
    held = [process.connect() for _ in range(8)]
    try:
        for request in (b"GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n", UPGRADE):
            with process.connect() as late:
                late.send(request)
                answer = rest(late)
            assert answer.startswith(b"HTTP/1.1 503 ")
            assert b"\r\nretry-after: 5\r\n" in answer
            assert "at most 8 connections" in content(answer)["message"]
    finally:
        for connection in held:
            connection.close()
    deadline = time.monotonic() + 20
    while httpx2.get(f"{process.url}/healthz").status_code != 200:
        assert time.monotonic() < deadline
        time.sleep(0.05)
