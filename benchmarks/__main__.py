"""Measures all figures, prints them, and writes docs/benchmarks.md: `python -m benchmarks`."""

import argparse
import json
import os
import platform
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

import torch

from app.runtime.settings import ROOT
from benchmarks import (
    cost_growth,
    crowd,
    flood,
    frame,
    large_network,
    memory,
    page_speed,
    plot,
    round_trip,
    startup,
    sweep,
    training,
)
from benchmarks.cost_growth import Law
from benchmarks.result import Result

DOCS = ROOT / "docs"
KEPT = ROOT / "build" / "benchmarks"
FIGURES: dict[str, Callable[[], Iterator[Result]]] = {
    "frame": frame.measure,
    "trip": round_trip.measure,
    "crowd": crowd.measure,
    "flood": flood.measure,
    "page": page_speed.measure,
    "sweep": sweep.measure,
    "large": large_network.measure,
    "training": training.measure,
    "start": startup.measure,
    "memory": memory.measure,
}
VERDICTS = {True: "met", False: "not met", None: ""}


def machine() -> str:
    """A description of the machine."""
    info = Path("/proc/cpuinfo").read_text()
    names = {line.partition(":")[2].strip() for line in info.splitlines() if "model name" in line}
    cpu = ", ".join(sorted(names)) or platform.machine()
    busy = os.getloadavg()[1]
    return (
        f"{os.cpu_count()} cores of {cpu}, {platform.system()}, Python "
        f"{platform.python_version()}, torch {torch.__version__} with one thread; load of "
        f"other tasks {busy:.0f} at the start; the two sides of a comparison run by turns"
    )


def table(figures: list[Result]) -> str:
    """The figures as a Markdown table."""
    lines = [
        "| figure | to reach | median | p95 | | reference and conditions |",
        "|---|---|---|---|---|---|",
    ]
    lines += [
        f"| {f.what} | {f.wanted} | {f.median} | {f.p95} | {VERDICTS[f.met]} | {f.reference} |"
        for f in figures
    ]
    return "\n".join(lines)


def number(value: float) -> str:
    """A number with three significant digits, or as a whole number if it has more."""
    return f"{value:.3g}" if value < 100 else f"{value:,.0f}"


def chapter(law: Law) -> str:
    """The section of a law: its numbers, and the exponents of their growth."""
    lines = [f"### {law.title}", "", f"Expected: {law.expected}", ""]
    lines += [f"| {law.across} | " + " | ".join(f"{size:,}" for size in law.sizes) + " |"]
    lines += ["|---" * (len(law.sizes) + 1) + "|"]
    for name, line in law.lines.items():
        unit = law.up and f", {law.up}"
        lines.append(f"| {name}{unit} | " + " | ".join(map(number, line)) + " |")
        powers = plot.slope(law.sizes, line)
        lines.append(f"| exponent of growth | | {' | '.join(f'{p:.1f}' for p in powers)} |")
    return "\n".join(lines)


def keep(name: str, results: Sequence[Result | Law], where: str) -> None:
    """Stores results, so that the docs can be written once all are measured."""
    KEPT.mkdir(parents=True, exist_ok=True)
    record = {
        "where": where,
        "when": time.strftime("%Y-%m-%d"),
        "results": [asdict(result) for result in results],
    }
    (KEPT / f"{name}.json").write_text(json.dumps(record, indent=1), "utf-8")


def write() -> None:
    """Writes docs/benchmarks.md and its plot, once every figure has been measured."""
    records = {}
    for name in (*FIGURES, "laws"):
        path = KEPT / f"{name}.json"
        if not path.is_file():
            return print(f"docs/benchmarks.md waits for {name}")
        records[name] = json.loads(path.read_text("utf-8"))
    figures = [Result(**row) for name in FIGURES for row in records[name]["results"]]
    found = [Law(**law) for law in records["laws"]["results"]]
    (DOCS / "images" / "laws.svg").write_text(plot.svg(found), "utf-8")
    text = f"""# Benchmarks

Written by `make bench` on {max(record["when"] for record in records.values())}.

Measured on {records["frame"]["where"]}.

A ratio (×) is that of two medians; a p95 is divided by the reference's median.
[performance.md](performance.md) lists what was tried, and with what effect.

{table(figures)}

## How costs grow

![How costs grow with the canvas, the channels, the users and the sweep](images/laws.svg)

Both axes are logarithmic. The dashed line is the expected power law of the blue one.

{(chr(10) * 2).join(chapter(law) for law in found)}
"""
    (DOCS / "benchmarks.md").write_text(text, "utf-8")
    return None


def main(names: list[str]) -> None:
    """Measures the named figures, or all, and writes the docs."""
    torch.set_num_threads(1)
    for name in names or [*FIGURES, "laws"]:
        where = machine()
        found: list[Result] = []
        for figure in FIGURES[name]() if name in FIGURES else ():
            found.append(figure)
            times = f"{figure.median}   p95 {figure.p95}" if figure.p95 else figure.median
            print(f"{figure.what}: {times}   {figure.wanted} {VERDICTS[figure.met]}")
            print(f"  {figure.reference}", flush=True)
        laws_found = list(cost_growth.measure()) if name == "laws" else []
        for law in laws_found:
            print(chapter(law))
        keep(name, found or laws_found, where)
    write()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    known = [*FIGURES, "laws"]
    parser.add_argument("figures", nargs="*", metavar="figure", help=f"of {', '.join(known)}")
    given = parser.parse_args().figures
    if unknown := set(given) - set(known):
        parser.error(f"expected of {', '.join(known)}; got {', '.join(sorted(unknown))}")
    main(given)
