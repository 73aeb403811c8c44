"""What a WebSocket's handshake must have."""

import pytest

from app.errors import MalformedRequest, UpgradeRequired
from app.runtime.handshake import check_handshake

SOUND = {
    b"host": b"x",
    b"connection": b"keep-alive, Upgrade",
    b"upgrade": b"WebSocket",
    b"sec-websocket-version": b"13",
    b"sec-websocket-key": b"dGhlIHNhbXBsZSBub25jZQ==",
}


def headers(**changed):
    new = {name.replace("_", "-").encode(): value for name, value in changed.items()}
    return [pair for pair in (SOUND | new).items() if pair[1] is not None]


def test_a_sound_handshake_passes():
    check_handshake("GET", headers())
    check_handshake("GET", headers(content_length=b"0"))


@pytest.mark.parametrize(
    "changed",
    [
        {"connection": None},
        {"upgrade": None},
        {"upgrade": b"h2c"},
        {"sec_websocket_version": b"8"},
        {"sec_websocket_version": None},
    ],
)
def test_what_is_no_handshake_of_this_version_is_told_what_to_upgrade_to(changed):
    with pytest.raises(UpgradeRequired):
        check_handshake("GET", headers(**changed))


@pytest.mark.parametrize(
    "changed",
    [
        {"sec_websocket_key": None},
        {"sec_websocket_key": b"c2hvcnQ="},
        {"content_length": b"5"},
        {"transfer_encoding": b"chunked"},
        {"cookie": b"c" * 8192},
        {f"x{number}": b"" for number in range(128)},
    ],
)
def test_a_handshake_with_a_fault_is_malformed(changed):
    with pytest.raises(MalformedRequest):
        check_handshake("GET", headers(**changed))
