"""The page: its loading, and the time from a pointer's move to painted pixels."""

from collections.abc import Iterator
from statistics import median

from playwright.sync_api import Browser, FilePayload

from benchmarks import large_network
from benchmarks.browser import Visit, visit
from benchmarks.result import Result, p95
from benchmarks.server import serving
from tests.e2e.conftest import chromium

VISITS = 7
MOVES = 150
SECONDS = 6.0
OWN_MOVES = 60


def measure() -> Iterator[Result]:
    """Loading, dragging with each of two networks, and idling."""
    with serving() as server, chromium() as browser:
        address = f"http://127.0.0.1:{server.port}/"
        yield from loading(browser, address)
        # The first screen shows one pair of networks; any network is dragged in on the whole page.
        page = visit(browser, f"{address}#screen=play")
        yield from dragging(page, "figure-everywhere", 40, 80)
        yield from dragging(page, "figure-nopool", 80, None)
        yield from dragging(page, "digits-max-fc-everywhere", 40, 80, "digits-max-fc-corner")
        yield own_network(page)
        renders = page.renders(5)
        yield Result("renders/s when nothing changes", "0", f"{renders / 5:g}", "", "", not renders)


def loading(browser: Browser, address: str) -> Iterator[Result]:
    """Loading, each time with an empty cache."""
    times, sizes = [], []
    for _ in range(VISITS):
        page = visit(browser, address)
        times.append(page.first)
        sizes.append(page.bytes)
        page.page.context.close()
    size = median(sizes)
    yield Result(
        "page: bytes transferred, compressed, until first activations",
        "≤ 350 kB",
        f"{size / 1000:.0f} kB",
        "",
        "the first frame counts without compression",
        size <= 350_000,
    )
    yield Result(
        "navigation to first activations on loopback",
        "≤ 1.5 s",
        f"{median(times) / 1000:.2f} s",
        f"{p95(times) / 1000:.2f} s",
        "",
        median(times) <= 1500,
    )


def own_network(page: Visit) -> Result:
    """Single moves of a large object in front of a large network that the visitor brings."""
    page.choose("figure-everywhere")
    content = large_network.file()
    file: FilePayload = {
        "name": "resnet18.onnx",
        "mimeType": "application/octet-stream",
        "buffer": content,
    }
    cells = page.bring(file)
    ages = page.latencies(OWN_MOVES)
    return Result(
        f"pointer move to painted pixels, `{large_network.NAME}`, brought by the visitor, "
        f"{cells:,} cells",
        "median ≤ 250 ms",
        f"{median(ages):.0f} ms",
        f"{p95(ages):.0f} ms",
        f"file of {len(content) / 1e6:.0f} MB, a face over three eighths of the canvas",
        median(ages) <= 250,
    )


def dragging(
    page: Visit, model: str, most: float, late: float | None, twin: str | None = None
) -> Iterator[Result]:
    """Single moves, then a continuous drag, with one network or two."""
    cells = page.choose(model, twin)
    ages = page.latencies(MOVES)
    beside = f" beside `{twin}`" if twin else ""
    shown = f"`{model}`{beside}, {cells:,} cells"
    yield Result(
        f"pointer move to painted pixels, {shown}",
        f"median ≤ {most:g} ms" + (f", p95 ≤ {late:g} ms" if late else ""),
        f"{median(ages):.1f} ms",
        f"{p95(ages):.1f} ms",
        "headless Chromium, WebGL in software, 1440 × 900 px",
        median(ages) <= most and (late is None or p95(ages) <= late),
    )
    rate, ages = page.drag(SECONDS)
    wanted = 25 if late else None
    yield Result(
        f"updates/s during a continuous drag, {shown}",
        f"≥ {wanted}" if wanted else "",
        f"{rate:.1f}",
        f"age of a picture {p95(ages):.0f} ms",
        f"median age {median(ages):.0f} ms, with 60 pointer moves a second",
        rate >= wanted if wanted else None,
    )
