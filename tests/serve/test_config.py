"""Whose a connection is, and how much room there is for it."""

import pytest

from app.runtime.settings import Settings
from app.serve.config import ServeConfig


@pytest.fixture
def config():
    settings = Settings(
        connections=100, connections_per_client=40, trusted_proxies=("10.0.0.0/8", "::1")
    )
    return ServeConfig(settings, "http://a.example/", log_config=None)


@pytest.mark.parametrize(
    ("host", "whose"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3::4", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("127.0.0.1", "127.0.0.1"),
        ("10.1.2.3", None),
        ("::1", None),
    ],
)
def test_a_connection_is_its_client_s_and_a_proxy_s_is_nobody_s(config, host, whose):
    assert config.client_key(host) == whose


def test_behind_any_proxy_nobody_is_counted_alone():
    settings = Settings(trusted_proxies=("*",))
    config = ServeConfig(settings, "http://a.example/", log_config=None)
    assert config.client_key("192.0.2.7") is None


def test_there_is_room_as_it_is_set_and_a_little_for_those_who_find_none(config):
    assert (config.room.limit, config.room.per_client) == (100, 40)
    assert (config.lobby.limit, config.lobby.per_client) == (256, 32)
