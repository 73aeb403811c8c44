"""A network between browser and server that can be cut, or block the live channel."""

import re
import selectors
import socket
import threading
from types import TracebackType

UPGRADE = re.compile(rb"upgrade: websocket\r\n", re.IGNORECASE)


class Relay:
    """Forwards bytes between its own port and a server's, until it is cut.

    `cut()` is a cable that is pulled: nothing is closed, nothing arrives any more, new connections
    get no answer. `mend()` puts it back; what was connected before stays dead, as after a laptop's
    sleep. Without `upgrades` it drops that header, as some proxies do. Where it `withholds`,
    handshakes succeed, but nothing comes back over their connections, as from a proxy that buffers
    responses.
    """

    def __init__(self, port: int) -> None:
        self.target = port
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self.listener.getsockname()[1])
        self.selector = selectors.DefaultSelector()
        self.selector.register(self.listener, selectors.EVENT_READ)
        self.dead: list[socket.socket] = []
        self.upgrades = True
        self.withholds = False
        self.mute: set[socket.socket] = set()
        self.whole = True
        self.open = True
        self.lock = threading.Lock()
        self.thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> "Relay":
        self.thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.open = False
        self.thread.join(10)
        for key in list(self.selector.get_map().values()):
            key.fileobj.close()
        for lost in self.dead:
            lost.close()

    def cut(self) -> None:
        """Stops forwarding without closing any connection."""
        with self.lock:
            self.whole = False
            for key in list(self.selector.get_map().values()):
                if key.fileobj is not self.listener:
                    self.selector.unregister(key.fileobj)
                    self.dead.append(key.fileobj)

    def mend(self) -> None:
        """Lets new connections through again."""
        with self.lock:
            self.whole = True

    def _run(self) -> None:
        while self.open:
            for key, _ in self.selector.select(0.05):
                with self.lock:
                    if key.fileobj is self.listener:
                        self._take()
                    # If both ends are ready, the first may have closed the second.
                    elif key.fileobj.fileno() >= 0 and key.fileobj in self.selector.get_map():
                        self._hand_on(key.fileobj, key.data)

    def _take(self) -> None:
        near, _ = self.listener.accept()
        if not self.whole:
            self.dead.append(near)
            return
        try:
            far = socket.create_connection(("127.0.0.1", self.target))
        except OSError:
            near.close()
            return
        for one, other in ((near, far), (far, near)):
            self.selector.register(one, selectors.EVENT_READ, other)

    def _hand_on(self, source: socket.socket, sink: socket.socket) -> None:
        try:
            part = source.recv(1 << 16)
            if source not in self.mute:
                sink.sendall(part if self.upgrades else UPGRADE.sub(b"", part))
            if self.withholds and part.startswith(b"HTTP/1.1 101 "):
                self.mute.add(source)
        except OSError:
            part = b""
        if not part:
            for end in (source, sink):
                self.selector.unregister(end)
                end.close()
