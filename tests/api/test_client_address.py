"""The key of a client: one for all addresses that one host may use."""

import pytest

from app.api.client_address import client_address


@pytest.mark.parametrize(
    ("host", "whose"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3::4", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("testclient", "testclient"),
        ("x" * 500, "x" * 64),
    ],
)
def test_a_host_has_one_share_for_all_its_addresses(host, whose):
    assert client_address({"client": (host, 1)}) == whose


def test_a_connection_without_an_address_has_a_share_too():
    assert client_address({}) == client_address({"client": None}) == ""
