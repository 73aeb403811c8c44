import subprocess
import sys
from xml.etree import ElementTree

from websockets.protocol import State
from websockets.server import ServerProtocol

from app.runtime.settings import ROOT
from benchmarks.bare_forward import frame
from benchmarks.client import masked, message
from benchmarks.cost_growth import Law, throw_away
from benchmarks.load_generator import whole
from benchmarks.plot import slope, svg
from benchmarks.result import p95, ratio


def test_figures_are_ratios_of_medians_beside_their_targets():
    row = ratio("a", 2.0, [0.3, 0.2, 9.0], [0.1, 0.1, 0.4], "b")
    assert (row.median, row.p95, row.met) == ("3.00 × (300 ms)", "90.00 ×", False)
    assert (row.wanted, row.reference) == ("≤ 2 ×", "b: 100 ms")
    assert ratio("a", 3.5, [0.3], [0.1], "b").met
    assert ratio("a", None, [0.3], [0.1], "b").met is None
    assert p95([float(value) for value in range(1, 101)]) == 95


def test_the_lean_client_speaks_the_protocol():
    """A server's parser reads the client's messages, and the client parses a server's."""
    server = ServerProtocol(state=State.OPEN)
    for size in (0, 5, 125, 126, 70_000):
        if size <= 65_535:
            server.receive_data(masked(b"x" * size))
            assert server.events_received()[-1].data == b"x" * size
        server.send_binary(b"y" * size)
        sent = bytearray(b"".join(server.data_to_send()))
        head, length = whole(sent)
        assert sent[head:] == b"y" * size == bytes(length * b"y")
        assert whole(sent[:-1]) is None


def test_the_plot_shows_all_laws():
    law = Law("Title", "size", "ms", [32, 64, 256], {"a": [1.0, 4.0, 64.0], "b": [1, 1, 1]}, "x", 2)
    root = ElementTree.fromstring(svg([law, law, law]))
    lines = root.findall(".//{*}polyline")
    # Each law has two lines, and the expected one.
    assert len(lines) == 9
    assert sum(len(line.attrib["points"].split()) == 3 for line in lines) == 6
    assert slope(law.sizes, law.lines["a"]) == [2.0, 2.0]


def test_throw_away_networks_have_the_requested_size():
    made = throw_away(48, 12)
    assert made.card.input_shape == (3, 48, 48)
    assert [layer.shape[0] for layer in made.card.layers if layer.kind == "conv"] == [12, 24]
    assert frame(made, message(made.card.id, 1, 3))


def test_an_unknown_figure_is_rejected():
    told = subprocess.run(
        [sys.executable, "-m", "benchmarks", "frame", "speed"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=100,
    )
    assert told.returncode == 2
    assert (
        "expected of frame, trip, crowd, flood, page, sweep, large, training, start, memory, "
        "laws; got speed" in told.stderr
    )
