"""Reading by turns: nobody's bytes hold up another's."""

import asyncio
from itertools import pairwise

from app.runtime.fair_queue import Caller
from app.serve import reading
from app.serve.reading import Reading


def test_clients_take_turns_and_the_loop_is_free_in_between(monkeypatch):
    """With no budget at all, each turn of the loop reads from one."""
    monkeypatch.setattr(reading, "BUDGET", 0.0)
    order = []

    async def read():
        queue = Reading(asyncio.get_running_loop())

        def source(client, connection, left):
            def some():
                order.append(f"{client}{connection}")
                if left.pop() and left:
                    queue.add(Caller(client, connection), some)

            return some

        for connection in range(3):
            queue.add(Caller("many", connection), source("many", connection, [1, 1]))
        queue.add(Caller("one", 0), source("one", 0, [1, 1]))
        for _ in range(50):
            order.append("loop")
            await asyncio.sleep(0)

    asyncio.run(read())
    read = [one for one in order if one != "loop"]
    assert read == ["many0", "one0", "many1", "one0", "many2", "many0", "many1", "many2"]
    # In between there was always a turn for others.
    for first, second in pairwise(order):
        assert "loop" in (first, second)


def test_who_adds_itself_again_and_is_done_leaves_nothing_behind():
    """Within one turn of the loop: the next finds nobody, and is not even called."""
    failed, left = [], [1, 2, 3]

    async def read():
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(lambda _loop, context: failed.append(context))
        queue = Reading(loop)

        def some():
            if left.pop() > 1:
                queue.add(Caller("a"), some)

        queue.add(Caller("a"), some)
        for _ in range(5):
            await asyncio.sleep(0)
        # One that fails takes no other with it.
        queue.add(Caller("a"), lambda: 1 / 0)
        queue.add(Caller("b"), lambda: left.append("read"))
        for _ in range(5):
            await asyncio.sleep(0)

    asyncio.run(read())
    assert left == ["read"]
    assert [str(context["exception"]) for context in failed] == ["division by zero"]


def test_what_is_quick_is_read_in_one_turn(monkeypatch):
    monkeypatch.setattr(reading, "BUDGET", 60.0)
    order = []

    async def read():
        queue = Reading(asyncio.get_running_loop())
        for number in range(100):
            queue.add(Caller("a", number), lambda number=number: order.append(number))
        await asyncio.sleep(0)
        assert order == list(range(100))
        # And whoever comes later has a turn as well.
        queue.add(Caller("b"), lambda: order.append("b"))
        await asyncio.sleep(0)
        assert order[-1] == "b"

    asyncio.run(read())
