"""SIGTERM and SIGINT: pending work is finished, clients are told to retry, the exit status is 0."""

import asyncio
import contextlib
import json
import os
import re
import signal
import sys
from pathlib import Path

import httpx2
import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect as sync_connect

from tests.api.conftest import assert_shape, scene_message, seq_of
from tests.api.serving import until


async def all_of(live) -> tuple[list[int], int, str]:
    """The remaining frames, and the close code and reason."""
    frames = []
    try:
        while True:
            frames.append(seq_of(await asyncio.wait_for(live.recv(), 20)))
    except ConnectionClosed as closed:
        return frames, closed.rcvd.code, closed.rcvd.reason


@pytest.mark.parametrize("workers", [1, 2])
def test_pending_scenes_are_answered_and_clients_asked_to_reconnect(start, workers):
    process = start(workers=workers)
    process.wait_until_ready()

    async def talk():
        async with connect(process.live) as idle:
            busy = [await connect(process.live) for _ in range(20)]
            for live in busy:
                await live.send(scene_message(1))
                assert seq_of(await asyncio.wait_for(live.recv(), 20)) == 1
            # Their scenes have come in when this is answered; most frames have not gone out.
            await asyncio.gather(*(live.send(scene_message(2)) for live in busy))
            await asyncio.sleep(0.02)
            ending = asyncio.get_running_loop().run_in_executor(None, process.end)
            endings = await asyncio.gather(*(all_of(live) for live in [idle, *busy]))
            return await ending, endings

    (status, seconds, written), (idle, *busy) = asyncio.run(talk())
    assert status == 0, written
    assert seconds < 5
    assert "Traceback" not in written
    assert idle == ([], 1012, "the server restarts: connect again")
    assert [frames for frames, _, _ in busy] == [[2]] * 20
    assert {code for _, code, _ in busy} == {1012}


def test_an_incomplete_request_gets_a_retry_after(start):
    process = start(log="json")
    process.wait_until_told()
    assert httpx2.get(f"{process.url}/api/models").status_code == 200
    with process.connect() as half:
        half.send(b"POST /api/render HTTP/1.1\r\nhost: x\r\ncontent-length: 9\r\n\r\n{")
        # It is under way when this is answered.
        assert httpx2.get(f"{process.url}/healthz").status_code == 200
        status, seconds, written = process.end()
        answer = b"".join(iter(lambda: half.recv(1 << 16), b"")).decode()
    assert status == 0
    assert seconds < 5
    head, _, body = answer.partition("\r\n\r\n")
    assert head.startswith("HTTP/1.1 503 ")
    assert {"retry-after: 5", "connection: close"} < set(head.lower().split("\r\n"))
    assert_shape(json.loads(body))
    lines = [json.loads(line) for line in written.splitlines()]
    assert {line["level"] for line in lines} == {"info"}
    told = [(line["path"], line["status"]) for line in lines if "path" in line]
    assert told == [("/api/models", 200), ("/api/render", 503)]


BUSY = """
import sys, threading, torch
from app.serve import run

def multiply():
    while True:
        torch.ones(1500, 1500) @ torch.ones(1500, 1500)

threading.Thread(target=multiply, daemon=True).start()
sys.exit(run.main())
"""
"""A server with a job inside torch that never ends."""


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_server_with_a_job_inside_torch_ends_in_order(start, number):
    process = start(under=[sys.executable, "-c", BUSY])
    process.wait_until_told()
    status, seconds, written = process.end(number)
    assert status == 0, written
    assert seconds < 5
    # No traceback, and nothing of an abort.
    assert all(" INFO " in line for line in written.splitlines())


def test_ctrl_c_ends_the_workers_too(start):
    """A terminal sends SIGINT to every process."""
    process = start(workers=2)
    process.wait_until_told()
    for worker in workers_of(process):
        os.kill(worker, signal.SIGINT)
    status, seconds, written = process.end(signal.SIGINT)
    assert (status, seconds < 5) == (0, True)
    assert "Traceback" not in written


def test_a_worker_that_ignores_sigterm_is_killed(start):
    process = start(workers=2)
    process.wait_until_told()
    deaf, _ = workers_of(process)
    os.kill(deaf, signal.SIGSTOP)
    status, seconds, written = process.end()
    assert status == 0
    assert seconds < 5
    assert f"worker {deaf} has not stopped: it is killed" in written
    assert command_of(deaf) == b""


def held(process) -> float:
    """Live connections, as all workers together count them."""
    text = httpx2.get(f"{process.url}/metrics").text
    return float(re.search(r"^shiftscope_live_connections (\S+)$", text, re.M)[1])


def workers_of(process) -> list[int]:
    """Their process ids."""
    told = Path(f"/proc/{process.running.pid}/task/{process.running.pid}/children").read_text()
    return [pid for pid in map(int, told.split()) if b"spawn_main" in command_of(pid)]


def command_of(pid: int) -> bytes:
    """Its command line; of one that is gone nothing."""
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    return b""


def test_workers_end_with_a_parent_that_is_killed(start):
    """The port is then free for the next start."""
    process = start(workers=2)
    process.wait_until_told()
    orphans = workers_of(process)
    assert len(orphans) == 2
    with sync_connect(process.live) as live:
        process.running.kill()
        process.running.wait()
        with pytest.raises(ConnectionClosed):
            live.recv(20)
        assert (live.close_code, live.close_reason) == (1012, "the server restarts: connect again")
    until(lambda: not any(b"spawn_main" in command_of(pid) for pid in orphans))
    again = start(port=process.port)
    again.wait_until_ready()
    assert again.end()[0] == 0


def test_metrics_sum_over_workers_and_a_killed_worker_is_replaced(start):
    process = start(workers=2)
    process.wait_until_told()
    for _ in range(20):
        # A connection each: either worker may take it.
        assert httpx2.get(f"{process.url}/api/models/ludic").status_code == 200
    text = httpx2.get(f"{process.url}/metrics").text
    counted = [line for line in text.splitlines() if 'route="/api/models/{model}"' in line]
    (total,) = [line for line in counted if line.startswith("shiftscope_requests_total")]
    assert float(total.split()[-1]) == 20
    victim, other = workers_of(process)
    with contextlib.ExitStack() as lives:
        for _ in range(20):
            lives.enter_context(sync_connect(process.live))
        assert held(process) == 20
        os.kill(victim, signal.SIGKILL)
        until(lambda: victim not in workers_of(process) and len(workers_of(process)) == 2)
        # The chance that either held all is one in half a million.
        assert 0 < held(process) < 20
        (new,) = set(workers_of(process)) - {other}
    status, _, written = process.end()
    assert status == 0
    assert "serving on" not in written
    (line,) = [line for line in written.splitlines() if " WARNING " in line]
    ended = f"worker {victim} has ended (SIGKILL): worker {new} starts in its place"
    assert line.endswith(ended)


def test_whoever_watches_a_training_is_told_and_its_process_ends(start):
    process = start()
    process.wait_until_ready()
    config = {"region": [[0, 0, 28, 28]], "steps": 5000}
    lines, trainers = [], []
    with httpx2.stream("POST", f"{process.url}/api/trainings", json=config, timeout=60) as stream:
        for line in stream.iter_lines():
            lines.append(json.loads(line))
            if lines[-1]["type"] == "progress" and not trainers:
                tasks = Path(f"/proc/{process.running.pid}/task").iterdir()
                children = " ".join((task / "children").read_text() for task in tasks)
                trainers = [
                    pid for pid in map(int, children.split()) if b"live_training" in command_of(pid)
                ]
                process.running.send_signal(signal.SIGTERM)
    assert lines[-1]["type"] == "error"
    assert lines[-1]["error"]["code"] == "restarting"
    assert len(trainers) == 1
    process.running.communicate(timeout=10)
    assert process.running.returncode == 0
    until(lambda: b"live_training" not in command_of(trainers[0]), 5)
