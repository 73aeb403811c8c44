import asyncio

import pytest

from app.runtime.fair_lock import FairLock
from app.runtime.fair_queue import Caller, caller


def test_clients_take_turns_and_one_holds_it_at_a_time():
    async def act():
        lock, order, inside = FairLock(), [], 0

        async def use(client, number):
            nonlocal inside
            caller.set(Caller(client))
            async with lock.held():
                inside += 1
                assert inside == 1
                await asyncio.sleep(0)
                order.append((client, number))
                inside -= 1

        many = [("many", number) for number in range(4)]
        await asyncio.gather(*(use(*one) for one in [*many, ("few", 0)]))
        return order

    order = asyncio.run(act())
    assert order.index(("few", 0)) == 2
    assert len(order) == 5


@pytest.mark.parametrize("passes", [0, 1, 2])
def test_one_that_leaves_does_not_keep_the_lock(passes):
    async def act():
        lock = FairLock()
        release = asyncio.Event()

        async def first():
            async with lock.held():
                await release.wait()

        async def later(done):
            async with lock.held():
                done.append(1)

        done = []
        holder = asyncio.create_task(first())
        await asyncio.sleep(0)
        leaving = asyncio.create_task(later([]))
        waiting = asyncio.create_task(later(done))
        await asyncio.sleep(0)
        release.set()
        for _ in range(passes):
            await asyncio.sleep(0)
        leaving.cancel()
        await asyncio.wait_for(asyncio.gather(holder, waiting), 5)
        async with asyncio.timeout(5), lock.held():
            return done

    assert asyncio.run(act()) == [1]


def test_an_error_inside_frees_it():
    async def act():
        lock = FairLock()
        with pytest.raises(ValueError, match="wrong"):
            async with lock.held():
                raise ValueError("wrong")
        async with asyncio.timeout(5), lock.held():
            return True

    assert asyncio.run(act())
