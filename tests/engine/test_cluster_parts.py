"""Parts that arrive from elsewhere: in order, a few tasks at a time, and given up when asked."""

import asyncio

import numpy as np
import pytest

from app.engine.cluster_parts import PER_CORE, ClusterParts
from app.engine.division import Division, decode, encode
from app.engine.engine import Engine, Here, HereParts, OnCluster, engine

COUNT = 200


def part(number):
    return np.full((2, 3), number, np.float32)


class Nodes:
    """Computes parts when told, in any order."""

    def __init__(self):
        self.running = {}
        self.most = 0
        self.computed = []

    async def compute(self, first, last):
        ended = self.running[first] = asyncio.get_running_loop().create_future()
        self.most = max(self.most, len(self.running))
        try:
            await ended
        finally:
            del self.running[first]
        self.computed += range(first, last)
        return encode([part(number) for number in range(first, last)])

    def end(self, first):
        self.running[first].set_result(None)


def taken(parts):
    """The numbers of the parts that can be taken now."""
    found = []
    while (one := next(parts, None)) is not None:
        found.append(int(one[0, 0]))
    return found


def test_parts_are_taken_in_order_whichever_ends_first():
    async def run():
        nodes, found = Nodes(), []
        parts = ClusterParts(COUNT, nodes.compute, lambda: 2)
        while len(found) < COUNT:
            waiting = asyncio.create_task(parts.wait())
            await asyncio.sleep(0)
            await asyncio.sleep(0)
            if nodes.running:
                nodes.end(max(nodes.running))
            await waiting
            found += taken(parts)
        with pytest.raises(StopIteration):
            next(parts)
        assert found == list(range(COUNT))
        assert sorted(nodes.computed) == found
        assert nodes.computed != found
        assert nodes.most <= 2 * PER_CORE

    asyncio.run(run())


def test_a_client_that_takes_nothing_stops_the_work():
    async def run():
        nodes = Nodes()
        parts = ClusterParts(COUNT, nodes.compute, lambda: 1)
        for _ in range(20):
            waiting = asyncio.create_task(parts.wait())
            await asyncio.sleep(0)
            await asyncio.sleep(0)
            for first in [*nodes.running]:
                nodes.end(first)
            await waiting
        assert len(nodes.computed) < COUNT
        await parts.close()

    asyncio.run(run())


def test_what_is_in_progress_is_cancelled_at_the_end():
    async def run():
        nodes = Nodes()
        parts = ClusterParts(COUNT, nodes.compute, lambda: 3)
        waiting = asyncio.create_task(parts.wait())
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        assert len(nodes.running) == 3 * PER_CORE
        nodes.end(0)
        await waiting
        await parts.close()
        assert nodes.running == {}

    asyncio.run(run())


def test_an_error_is_raised_to_whoever_waits():
    async def fail(first, last):
        raise RuntimeError("broken")

    async def run():
        parts = ClusterParts(COUNT, fail, lambda: 1)
        with pytest.raises(RuntimeError, match="broken"):
            await parts.wait()
        await parts.close()

    asyncio.run(run())


def test_parts_travel_without_a_change():
    some = [np.array([[0.1, np.nan]]), np.zeros((0, 3), np.float32), np.arange(5)]
    found = decode(encode(some))
    for sent, came in zip(some, found, strict=True):
        assert sent.dtype == came.dtype
        assert np.array_equal(sent, came, equal_nan=sent.dtype.kind == "f")
        came[...] = 0


def test_a_server_without_a_cluster_computes_by_itself():
    def lines(parts):
        for one in parts:
            yield None if one is None else int(one[0, 0])

    def steps(number):
        yield None
        yield part(number)

    division = Division(3, steps, lines)
    assert list(division.computed()) == [0, 1, 2]
    here = engine("")
    assert isinstance(here, Engine)
    assert isinstance(here, Here)
    found = lines(HereParts(division.parts()))
    assert [line for line in found if line is not None] == [0, 1, 2]
    assert isinstance(engine("auto"), OnCluster)
