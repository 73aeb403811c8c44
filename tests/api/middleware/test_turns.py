"""Requests begin one by one, and clients take turns."""

import asyncio

from app.api.middleware.turns import Turns

PASSES = 3
"""Passes over the event loop between a request's beginning and its end."""


def begun(*clients, cancelled=()):
    """The order in which requests begin, and the most that begin in one pass."""
    order, most = [], 0

    async def run():
        nonlocal most
        number = 0

        async def app(scope, _receive, _send):
            order.append((number, scope["client"][0]))
            for _ in range(PASSES):
                await asyncio.sleep(0)

        turns = Turns(app)
        tasks = [
            asyncio.create_task(turns({"type": "http", "client": (client, 1)}, None, None))
            for client in clients
        ]
        while not all(task.done() for task in tasks):
            number += 1
            if number == 2:
                for at in cancelled:
                    tasks[at].cancel()
            await asyncio.sleep(0)
        counts = [sum(at == one for at, _ in order) for one in range(number + 1)]
        most = max(counts)

    asyncio.run(run())
    return [client for _, client in order], most


def test_one_request_begins_in_each_pass():
    clients, most = begun(*["1.1.1.1"] * 50)
    assert len(clients) == 50
    assert most == 1


def test_a_client_with_one_request_waits_for_one_of_another_that_has_many():
    clients, _ = begun(*["1.1.1.1"] * 50, "2.2.2.2")
    assert clients.index("2.2.2.2") <= 2


def test_a_request_that_is_cancelled_takes_no_turn():
    clients, _ = begun(*["1.1.1.1"] * 20, "2.2.2.2", cancelled=range(10, 20))
    assert len(clients) == 11
    assert "2.2.2.2" in clients
