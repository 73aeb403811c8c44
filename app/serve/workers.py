"""Several processes that serve on one port."""

import socket

from uvicorn.supervisors import Multiprocess, multiprocess


class Worker(multiprocess.Process):
    """A process that listens on a socket of its own.

    Of one socket that all listen on, whoever wakes first takes whatever waits, and a class that
    opens the page together would end up in one process. So the kernel deals connections out.
    """

    def target(self, sockets: list[socket.socket] | None = None) -> None:
        """Serves, in the new process."""
        super().target([own(shared) for shared in sockets or ()])


class Workers(Multiprocess):
    """Starts them, and starts another where one dies."""

    def run(self) -> None:
        """Until a signal comes."""
        # uvicorn makes them of whatever has this name; mypy takes a class for fixed.
        multiprocess.Process = Worker  # type: ignore[misc]
        super().run()


def own(shared: socket.socket) -> socket.socket:
    """Another socket at the same address; the same one where the system knows no such thing."""
    if not hasattr(socket, "SO_REUSEPORT"):
        return shared
    found = socket.socket(shared.family, shared.type, shared.proto)
    found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    found.bind(shared.getsockname())
    shared.close()
    return found
