"""Many dragging clients in one process: `crowd` runs them and returns their results."""

import selectors
import time
from dataclasses import dataclass, field

from benchmarks.client import Client, masked, message, seq_of, walk


@dataclass
class Drag:
    """One client's drag, times in s.

    Args:
        sent: when each scene was sent, by its number.
        frames: number of the scene and age of each frame that came.
    """

    client: Client
    sent: list[float] = field(default_factory=list)
    frames: list[tuple[int, float]] = field(default_factory=list)
    rest: bytearray = field(default_factory=bytearray)

    def send(self, scenes: list[bytes]) -> None:
        """Sends the next scene; all are masked before the measurement."""
        seq = len(self.sent)
        self.sent.append(time.perf_counter())
        self.client.socket.sendall(scenes[seq % len(scenes)])

    def receive(self, scenes: int) -> int:
        """Reads available data; returns the number of complete frames."""
        self.rest += self.client.socket.recv(1 << 18)
        count = 0
        while (size := whole(self.rest)) is not None:
            head, length = size
            frame = memoryview(bytes(self.rest[head : head + length]))
            del self.rest[: head + length]
            # Sequence numbers wrap around: the newest scene of that number is meant.
            seq, newest = seq_of(frame), len(self.sent) - 1
            seq = newest - (newest - seq) % scenes
            self.frames.append((seq, time.perf_counter() - self.sent[seq]))
            count += 1
        return count


def whole(buffer: bytearray) -> tuple[int, int] | None:
    """The lengths of the head and the content of a complete message; None for a partial one."""
    if len(buffer) < 2:
        return None
    length, head = buffer[1] & 127, 2
    if length >= 126:
        head = 4 if length == 126 else 10
        if len(buffer) < head:
            return None
        length = int.from_bytes(buffer[2:head], "big")
    return (head, length) if len(buffer) >= head + length else None


def crowd(
    port: int,
    model: str,
    count: int,
    seconds: float,
    rate: float | None,
    over: str | None = None,
) -> list[Drag]:
    """Lets `count` clients drag for `seconds`.

    Args:
        over: an object that lies where they drag.
        rate: scenes a client sends each second, whatever comes back; None: each sends the next when
            the last is answered, and never waits.
    """
    scenes = [
        masked(message(model, seq, col, row=row, over=over).encode())
        for seq, (row, col) in enumerate(walk(1000))
    ]
    drags = [Drag(Client(port)) for _ in range(count)]
    watch = selectors.DefaultSelector()
    for drag in drags:
        drag.client.socket.setblocking(True)
        watch.register(drag.client.socket, selectors.EVENT_READ, drag)
    begun = time.perf_counter()
    due = [begun + number / count / (rate or 1) for number in range(count)]
    if rate is None:
        for drag in drags:
            drag.send(scenes)
    while (now := time.perf_counter()) < begun + seconds:
        wait = seconds if rate is None else max(min(due) - now, 0)
        for key, _ in watch.select(min(wait, 0.1)):
            drag = key.data
            for _ in range(drag.receive(len(scenes))):
                if rate is None:
                    drag.send(scenes)
        if rate is not None:
            now = time.perf_counter()
            for number, when in enumerate(due):
                if when <= now:
                    drags[number].send(scenes)
                    due[number] = max(when + 1 / rate, now - 1 / rate)
    if rate is not None:
        settle(watch, drags, len(scenes))
    for drag in drags:
        drag.client.close()
    return drags


def settle(watch: selectors.BaseSelector, drags: list[Drag], scenes: int) -> None:
    """Waits until every client's newest scene is answered, for at most 20 s."""
    deadline = time.perf_counter() + 20
    waiting = {id(drag) for drag in drags}
    while waiting and time.perf_counter() < deadline:
        for drag in drags:
            if drag.frames and drag.frames[-1][0] == len(drag.sent) - 1:
                waiting.discard(id(drag))
        for key, _ in watch.select(0.1):
            key.data.receive(scenes)
