"""Threads that compute: turns of callers, and an end that does not wait for ever."""

import asyncio
import threading

import pytest

from app.runtime.fair_queue import Caller, caller
from app.runtime.worker_pool import Compute


def test_who_has_many_jobs_makes_others_wait_for_one(monkeypatch):
    """And in the turn of one client, its parts take turns."""
    order, go_on = [], threading.Event()

    async def ask(compute, who, name):
        caller.set(who)
        await compute.run(order.append, name)

    async def all_of_them():
        compute = Compute(1)
        first = asyncio.create_task(compute.run(go_on.wait))
        await asyncio.sleep(0)
        callers = [
            *((Caller("many"), f"sweep {n}") for n in range(4)),
            *((Caller("many", n), f"live {n}") for n in range(2)),
            (Caller("one"), "one"),
        ]
        tasks = [asyncio.create_task(ask(compute, *what)) for what in callers]
        await asyncio.sleep(0)
        go_on.set()
        await asyncio.gather(first, *tasks)
        compute.close()

    asyncio.run(all_of_them())
    assert order == ["sweep 0", "one", "live 0", "live 1", "sweep 1", "sweep 2", "sweep 3"]


def test_a_job_that_does_not_end_is_not_waited_for():
    begun, go_on = threading.Event(), threading.Event()

    def last():
        begun.set()
        go_on.wait()

    async def leave():
        compute = Compute(1)
        under_way = asyncio.create_task(compute.run(last))
        waiting = asyncio.create_task(compute.run(print))
        await asyncio.to_thread(begun.wait)
        compute.close()
        assert not go_on.is_set()
        with pytest.raises(asyncio.CancelledError):
            await waiting
        with pytest.raises(RuntimeError, match="they have ended"):
            await compute.run(print)
        go_on.set()
        await under_way

    asyncio.run(leave())
