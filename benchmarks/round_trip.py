"""A round trip on loopback, relative to the bare forward pass."""

from collections.abc import Iterator

from benchmarks.bare_forward import COLS, bare, entry
from benchmarks.client import Client, message
from benchmarks.result import Result, ratio, seconds
from benchmarks.server import serving

RUNS, WARM_UP = 1000, 100
NETWORK = "figure-everywhere"


def measure() -> Iterator[Result]:
    """The time from sending a scene to receiving its frame, without and with compression."""
    network = entry(NETWORK)
    pass_ = bare(network)
    with serving() as server:
        clients = {"": Client(server.port), ", compressed": Client(server.port, deflate=True)}
        unit: list[float] = []
        times: dict[str, list[float]] = {how: [] for how in clients}
        for run in range(WARM_UP + RUNS):
            text = message(NETWORK, run, run % COLS)
            unit.append(seconds(pass_))
            for how, client in clients.items():
                times[how].append(seconds(ask, client, text))
    for how, found in times.items():
        what = f"websocket round trip on loopback, one client, `{NETWORK}`{how}"
        yield ratio(what, 2.5, found[WARM_UP:], unit[WARM_UP:], "bare forward pass")


def ask(client: Client, text: str) -> None:
    """One round trip."""
    client.send(text)
    client.receive()
