"""Worker pool: callers take turns, and closing does not wait for ever."""

import asyncio
import threading

import pytest

from app.runtime.fair_queue import Caller, caller
from app.runtime.worker_pool import WorkerPool


def test_a_client_with_many_jobs_delays_others_by_one(monkeypatch):
    """Within a client's turns, its connections take turns."""
    order, go_on = [], threading.Event()

    async def ask(pool, who, name):
        caller.set(who)
        await pool.run(order.append, name)

    async def all_of_them():
        pool = WorkerPool(1)
        first = asyncio.create_task(pool.run(go_on.wait))
        await asyncio.sleep(0)
        callers = [
            *((Caller("many"), f"sweep {n}") for n in range(4)),
            *((Caller("many", n), f"live {n}") for n in range(2)),
            (Caller("one"), "one"),
        ]
        tasks = [asyncio.create_task(ask(pool, *what)) for what in callers]
        await asyncio.sleep(0)
        go_on.set()
        await asyncio.gather(first, *tasks)
        pool.close()

    asyncio.run(all_of_them())
    assert order == ["sweep 0", "one", "live 0", "live 1", "sweep 1", "sweep 2", "sweep 3"]


def test_closing_does_not_wait_for_an_endless_job():
    begun, go_on = threading.Event(), threading.Event()

    def last():
        begun.set()
        go_on.wait()

    async def leave():
        pool = WorkerPool(1)
        under_way = asyncio.create_task(pool.run(last))
        waiting = asyncio.create_task(pool.run(print))
        await asyncio.to_thread(begun.wait)
        pool.close()
        assert not go_on.is_set()
        with pytest.raises(asyncio.CancelledError):
            await waiting
        with pytest.raises(RuntimeError, match="the worker pool is closed"):
            await pool.run(print)
        go_on.set()
        await under_way

    asyncio.run(leave())
