import re
import subprocess
import sys

from app.settings import ROOT


def test_the_live_benchmark_prints_ratios_for_every_network():
    told = subprocess.run(
        [sys.executable, "-W", "error", "-m", "benchmarks.live", "--runs", "3"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=100,
    )
    assert told.returncode == 0, told.stderr
    assert told.stderr == ""
    for name in (path.stem for path in (ROOT / "models").glob("*.json")):
        table = told.stdout.partition(f"{name}: bare forward pass")[2]
        assert re.search(r"a frame has \d{5,6} bytes", table.splitlines()[0])
        for line, kind in zip(table.splitlines()[1:4], ("bare", "frame", "trip"), strict=True):
            assert re.match(rf"  {kind} +median +[\d.]+ × +p95 +[\d.]+ × ", line), line
