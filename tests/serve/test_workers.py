"""Several workers on one port: each gets its share of what comes at once."""

import socket
from collections import Counter

import pytest

from app.serve.workers import own

pytestmark = pytest.mark.skipif(
    not hasattr(socket, "SO_REUSEPORT"), reason="the system deals no connections out"
)


def bound():
    """A socket as the server binds it before its workers start."""
    found = socket.socket()
    found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    found.bind(("127.0.0.1", 0))
    return found


def test_connections_that_come_at_once_are_dealt_out():
    with bound() as shared:
        port = shared.getsockname()[1]
        workers = [own(shared.dup()) for _ in range(2)]
        for worker in workers:
            worker.listen(128)
            worker.setblocking(False)
        clients = [socket.create_connection(("127.0.0.1", port)) for _ in range(100)]
        taken = Counter()
        # The first that wakes takes all that waits for it.
        for number, worker in enumerate(workers):
            while True:
                try:
                    worker.accept()[0].close()
                except BlockingIOError:
                    break
                taken[number] += 1
        # By chance one of 10^9 times less than 20 of 100.
        assert sum(taken.values()) == 100
        assert min(taken[0], taken[1]) >= 20
        for one in (*clients, *workers):
            one.close()


def test_the_port_is_still_taken_for_others():
    with bound() as shared, own(shared.dup()) as worker:
        worker.listen()
        with socket.socket() as other:
            other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            with pytest.raises(OSError, match="in use"):
                other.bind(worker.getsockname())
