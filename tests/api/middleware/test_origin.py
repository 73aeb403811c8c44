"""The origins whose pages may open the live channel."""

import pytest
from starlette.testclient import WebSocketDenialResponse

from app.api.middleware.origin import check_origin
from app.errors import ForeignOrigin
from tests.api.conftest import assert_shape, scene_message, seq_of


def handshake(**headers):
    """The scope of a handshake with these headers."""
    raw = [(name.encode(), value.encode()) for name, value in headers.items()]
    return {"type": "websocket", "headers": raw}


@pytest.mark.parametrize("listed", ["https://a.example", "*"])
def test_a_listed_origin_passes(listed):
    check_origin(handshake(origin="https://a.example", host="b.example"), (listed,))


@pytest.mark.parametrize(
    ("origin", "host"),
    [("https://A.example:81", "a.example:81"), ("http://a.example", "A.example")],
)
def test_hosts_are_compared_without_case_or_scheme(origin, host):
    check_origin(handshake(origin=origin, host=host), ())


@pytest.mark.parametrize("origin", ["https://a.example:82", "https://b.example"])
def test_another_port_or_name_is_another_host(origin):
    with pytest.raises(ForeignOrigin, match="got 'https://") as raised:
        check_origin(handshake(origin=origin, host="a.example:81"), ("https://c.example",))
    assert raised.value.where == "origin"


def test_a_long_origin_is_truncated_in_the_error():
    with pytest.raises(ForeignOrigin) as raised:
        check_origin(handshake(origin="x" * 5000, host="a.example"), ())
    assert len(raised.value.message) < 200


@pytest.mark.parametrize("origin", ["http://testserver", "https://testserver", None])
def test_a_page_of_the_same_host_may_open_the_live_channel(client, origin):
    headers = {"origin": origin} if origin else {}
    with client.websocket_connect("/api/live", headers=headers) as live:
        live.send_text(scene_message(1))
        assert seq_of(live.receive_bytes()) == 1


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", "http://testserver.evil.example", "http://[", ""]
)
def test_a_page_of_another_host_may_not_open_the_live_channel(client, origin):
    with (
        pytest.raises(WebSocketDenialResponse) as denied,
        client.websocket_connect("/api/live", headers={"origin": origin}),
    ):
        pass
    assert denied.value.status_code == 403
    assert_shape(denied.value.json())
    assert denied.value.json()["error"]["code"] == "foreign_origin"
    assert denied.value.headers["x-content-type-options"] == "nosniff"
    assert denied.value.headers["x-request-id"]


def test_without_a_host_header_no_origin_matches():
    with pytest.raises(ForeignOrigin):
        check_origin({"type": "websocket", "headers": [(b"origin", b"")]}, ())
