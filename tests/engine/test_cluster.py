"""Long work on a Ray cluster: equal to the last bit, whatever dies, and never in others' way.

The tests share a cluster of two nodes, in order: the last one ends its head.
"""

import asyncio
import json
import os
import subprocess
import sys
import time
from contextlib import aclosing

import pytest
from fastapi.testclient import TestClient

from app.engine.cluster import Cluster
from app.engine.engine import OnCluster, Remote
from app.errors import ClusterGone
from app.experiments.__main__ import main
from app.experiments.divided_measure import FUNCTION, asked
from app.experiments.registry import MEASURES
from app.main import create_app
from app.network.library import read_one
from app.runtime.settings import ROOT, Settings
from tests.api.conftest import face, problem, scene_message, seq_of
from tests.api.serving import until

# Processes that load torch take long to begin on a busy machine.
pytestmark = pytest.mark.timeout(600)

DIGIT = {"scene": {"objects": [{"object": "digit-3-1", "row": 22, "col": 22}]}, "step": 3}
CASES = [
    ("sensitivity", "ludic", {"scene": face(), "step": 4}),
    ("sensitivity", "digits-blur-gap", DIGIT),
    ("excitation", "ludic", {"layer": "pool2", "channel": 0, "step": 12}),
    ("consistency", "digits-max-fc-corner", {"pairs": 32, "protocol": "cyclic"}),
]


def entry_of(name):
    return read_one(ROOT / "models" / f"{name}.json")


async def lines_of(cluster, measure, entry, settings, do=None):
    """The lines of a measure on the cluster; `do` is called after the tenth chunk."""
    config = measure.config.model_validate(settings)
    division = measure.steps.begin(entry, config, 4096)

    def arguments(first, last):
        return asked(measure, config, 4096, first, last).model_dump_json().encode()

    parts = OnCluster(cluster).parts(division, Remote(entry, FUNCTION, arguments))
    found, chunks = [], 0
    try:
        for line in division.lines(parts):
            if line is not None:
                found.append(line)
                chunks += 1
                if chunks == 10 and do:
                    await asyncio.to_thread(do)
            await parts.wait()
    finally:
        await parts.close()
    return found


@pytest.fixture(scope="module")
def on_cluster(nodes):
    """Runs a coroutine with a link to the cluster, which all tests share."""
    cluster = Cluster(nodes.address)
    with asyncio.Runner() as runner:
        try:
            yield lambda work: runner.run(work(cluster))
        finally:
            runner.run(cluster.close())


def test_measures_are_equal_to_the_last_bit(on_cluster):
    async def work(cluster):
        for name, model, settings in CASES:
            measure, entry = MEASURES[name], entry_of(model)
            found = measure.steps.collect(await lines_of(cluster, measure, entry, settings))
            assert found == measure.run(entry, measure.config.model_validate(settings))
        assert cluster.cores == 2
        assert cluster.pending == 0

    on_cluster(work)


def test_a_node_that_dies_does_no_harm(nodes, on_cluster):
    measure, entry = MEASURES["sensitivity"], entry_of("digits-blur-gap")
    wanted = measure.run(entry, measure.config.model_validate(DIGIT))

    async def work(cluster):
        found = await lines_of(cluster, measure, entry, DIGIT, lambda: nodes.do("kill a node"))
        assert measure.steps.collect(found) == wanted

    on_cluster(work)


def test_work_that_is_given_up_ends_on_the_nodes(on_cluster):
    measure, entry = MEASURES["sensitivity"], entry_of("digits-blur-gap")

    def give_up():
        raise TimeoutError

    async def work(cluster):
        with pytest.raises(TimeoutError):
            await lines_of(cluster, measure, entry, DIGIT, give_up)
        async with asyncio.timeout(60):
            while cluster.pending:
                await asyncio.sleep(0.02)
        # The nodes are free for others.
        assert await cluster.call(f"{__name__}:doubled", [], b"21") == b"42"

    on_cluster(work)


def doubled(_entries, arguments):
    return str(2 * int(arguments)).encode()


def counted(_entries, arguments):
    for number in range(int(arguments)):
        yield f"{number}".encode()


def slow(_entries, _arguments):
    time.sleep(60)
    return b""


def broken(_entries, _arguments):
    raise ValueError("not today")


def test_a_function_may_yield_its_results_one_by_one_or_fail(on_cluster):
    async def work(cluster):
        async with aclosing(cluster.results(f"{__name__}:counted", [], b"5")) as results:
            assert [int(result) async for result in results] == [0, 1, 2, 3, 4]
        with pytest.raises(RuntimeError, match="not today"):
            await cluster.call(f"{__name__}:broken", [], b"")

    on_cluster(work)


def test_a_batch_of_the_command_line_is_equal(nodes, tmp_path):
    """An experiment that trains for each padding and seed, with and without the cluster."""
    changes = {"seeds": [0, 1], "training": 20, "validation": 10, "test": 10, "batch": 10}
    config = json.dumps({**changes, "epochs": 1, "paddings": ["valid", "zero"]})
    command = ["red-green", "--threads", "1", "--config", config]
    records = [tmp_path / "here", tmp_path / "there"]
    assert main([*command, "--records", str(records[0])]) in (0, 1)
    subprocess.run(
        [sys.executable, "-m", "app.experiments", *command, "--records", str(records[1])],
        env={**os.environ, "SHIFTSCOPE_RAY": nodes.address},
        cwd=ROOT,
        check=False,
        capture_output=True,
    )
    found = [(folder / "red-green.json").read_bytes() for folder in records]
    assert found[0] == found[1]


def test_the_cluster_wants_its_token(nodes, monkeypatch):
    monkeypatch.setenv("RAY_AUTH_TOKEN", "another-token-that-nobody-gave-out")

    async def work():
        cluster = Cluster(nodes.address)
        with pytest.raises(ClusterGone):
            await cluster.join()
        await cluster.close()

    asyncio.run(work())


def test_a_gateway_that_ends_is_started_anew(on_cluster):
    async def work(cluster):
        waiting = asyncio.create_task(cluster.call(f"{__name__}:slow", [], b""))
        async with asyncio.timeout(60):
            while not cluster.pending:
                await asyncio.sleep(0.02)
        cluster.link.process.kill()
        with pytest.raises(ClusterGone):
            await waiting
        assert await cluster.call(f"{__name__}:doubled", [], b"4") == b"8"

    on_cluster(work)


def test_without_the_cluster_long_work_gets_503_and_live_frames_go_on(nodes, lone):
    path, body = "/api/models/ludic/sensitivity", {"scene": face(), "step": 8}
    settings = Settings(ray=nodes.address, models=lone)
    with TestClient(create_app(settings), raise_server_exceptions=False) as client:
        served = client.post(path, json=body)
        assert served.status_code == 200
        with TestClient(create_app(Settings(models=lone))) as other:
            assert served.content == other.post(path, json=body).content
        lines = client.post(f"{path}?format=ndjson", json=body).text.splitlines()
        assert [json.loads(line)["type"] for line in (lines[0], lines[-1])] == ["start", "end"]
        nodes.do("kill the head")
        # What the nodes have begun may still be finished.
        while (gone := client.post(path, json=body)).status_code == 200:
            assert gone.content == served.content
        link = client.app.state.engine.cluster.link
        until(lambda: not link.open)
        for answer in (gone, client.post(f"{path}?format=ndjson", json=body)):
            problem(answer, 503, "cluster_gone")
            assert int(answer.headers["retry-after"]) > 0
        with client.websocket_connect("/api/live") as live:
            live.send_text(scene_message(7))
            assert seq_of(live.receive_bytes()) == 7


def test_serving_without_a_cluster_never_imports_ray():
    code = "import sys, app.main, app.experiments.__main__; sys.exit('ray' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)
