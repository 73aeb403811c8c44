"""Listening sockets: their options, addresses and claims."""

import contextlib
import socket
import sys

import pytest

from app.errors import BadSetting
from app.runtime.settings import Settings
from app.serve import sockets
from app.serve.sockets import Address, listening


def test_the_claim_of_a_port_lasts_as_long_as_its_context():
    with contextlib.closing(sockets.bind(Settings(port=0))) as bound:
        with (
            sockets.claimed(bound),
            pytest.raises(BadSetting, match="is taken"),
            sockets.claimed(bound),
        ):
            pass
        with sockets.claimed(bound):
            pass


@pytest.mark.parametrize(
    ("host", "said"),
    [
        ("no.such.host.invalid", "no address of this machine"),
        ("192.0.2.1", "no address of"),
        ("a..b", "'a..b' is no address of this machine"),
        ("a" * 300, "is no address of this machine"),
    ],
)
def test_an_address_of_another_machine(host, said):
    with pytest.raises(BadSetting, match=said):
        sockets.bind(Settings(host=host, port=0))


LOOPBACK = Address(socket.AF_INET, ("127.0.0.1", 0))


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has this option")
@pytest.mark.parametrize(("seconds", "milliseconds"), [(2.5, 2500), (0.0001, 1)])
def test_the_time_out_of_slow_clients_is_in_milliseconds_and_never_off(seconds, milliseconds):
    with contextlib.closing(listening(LOOPBACK, seconds)) as bound:
        option = socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT
        assert bound.getsockopt(*option) == milliseconds


def test_only_shared_sockets_may_be_bound_to_one_address():
    with contextlib.closing(listening(LOOPBACK, 1.0, shared=True)) as first:
        address = Address(first.family, first.getsockname())
        with contextlib.closing(listening(address, 1.0, shared=True)) as second:
            assert second.getsockname() == first.getsockname()
        first.listen()
        with pytest.raises(OSError, match="in use"):
            listening(address, 1.0)


def test_a_port_that_is_taken_is_named():
    with contextlib.closing(listening(LOOPBACK, 1.0)) as first:
        first.listen()
        port = first.getsockname()[1]
        with pytest.raises(BadSetting, match=f"port {port} is taken"):
            sockets.bind(Settings(port=port))
