import asyncio

import pytest

from app.api.live import micro_batch
from app.api.live.micro_batch import MAX_SCENES, MicroBatcher
from app.errors import UnknownObject
from app.frame import encode
from app.inference import FrameRequest, live_frame, live_frames
from app.network.library import read_one
from app.runtime.fair_queue import Caller, caller
from app.runtime.settings import Settings
from app.scene.scene import Scene


@pytest.fixture(scope="module")
def entries():
    return [read_one(Settings().models / f"{name}.json") for name in ("ludic", "figure-everywhere")]


def asked(entry, seq, name="face"):
    placed = [{"object": name, "row": seq, "col": 2 * seq}]
    return FrameRequest(entry, Scene.model_validate({"objects": placed}), seq)


def answered(scenes):
    """The frames or errors for scenes that are requested at once."""

    async def ask():
        table = MicroBatcher()
        waiting = (table.frame(scene) for scene in scenes)
        return await asyncio.gather(*waiting, return_exceptions=True)

    return asyncio.run(ask())


@pytest.fixture
def sizes(monkeypatch):
    """The number of scenes in each batch."""
    found = []

    def count(scenes):
        found.append(len(scenes))
        return live_frames(scenes)

    monkeypatch.setattr(micro_batch, "live_frames", count)
    return found


def test_scenes_of_one_batch_get_the_frames_that_each_gets_alone(entries, sizes):
    scenes = [asked(entries[seq % 2], seq) for seq in range(8)]
    assert answered(scenes) == [live_frame(scene) for scene in scenes]
    assert sizes == [8]


def test_a_failing_scene_does_not_affect_the_others(entries, sizes):
    good, bad = asked(entries[0], 1), asked(entries[0], 2, "nobody")
    frame, error, other = answered([good, bad, asked(entries[1], 3)])
    assert frame == live_frame(good)
    assert isinstance(error, UnknownObject)
    assert other == live_frame(asked(entries[1], 3))
    assert sizes == [3]


def test_an_internal_error_affects_only_its_scene(entries, monkeypatch):
    def fail(contents, ranges):
        if any(content.seq == 2 for content in contents):
            raise RuntimeError("broken")
        return encode(contents, ranges)

    monkeypatch.setattr("app.inference.encode", fail)
    scenes = [asked(entries[1], seq) for seq in range(4)]
    found = answered(scenes)
    assert isinstance(found[2], RuntimeError)
    assert [found[n] for n in (0, 1, 3)] == [live_frame(scenes[n]) for n in (0, 1, 3)]


def test_a_batch_is_limited_in_scenes_and_in_work(entries, sizes, monkeypatch):
    scenes = [asked(entries[0], seq) for seq in range(MAX_SCENES + 3)]
    answered(scenes)
    assert sizes == [MAX_SCENES, 3]
    sizes.clear()
    monkeypatch.setattr(micro_batch, "MAX_OPERATIONS", 2 * entries[0].network.operations)
    answered(scenes[:5])
    assert sizes == [2, 2, 1]
    sizes.clear()
    monkeypatch.setattr(micro_batch, "MAX_OPERATIONS", 1)
    answered(scenes[:3])
    assert sizes == [1, 1, 1]


def test_a_client_with_many_connections_gets_one_turn_per_batch(entries, monkeypatch):
    order = []

    def note(scenes):
        order.extend(scene.seq for scene in scenes)
        return live_frames(scenes)

    monkeypatch.setattr(micro_batch, "live_frames", note)

    async def ask():
        table, tasks = MicroBatcher(), []
        for seq in range(4 * MAX_SCENES):
            whose = Caller("many", seq) if seq else Caller("other", seq)
            # The other comes last.
            tasks.append((whose, asked(entries[0], seq)))
        for whose, scene in [*tasks[1:], tasks[0]]:
            caller.set(whose)
            task = asyncio.create_task(table.frame(scene))
            order.append(task)
        waiting, order[:] = list(order), []
        await asyncio.gather(*waiting)

    asyncio.run(ask())
    assert sorted(order) == list(range(4 * MAX_SCENES))
    assert order.index(0) == 1


def test_a_client_that_disconnects_is_not_answered(entries, sizes):
    async def leave():
        table = MicroBatcher()
        tasks = [asyncio.create_task(table.frame(asked(entries[0], seq))) for seq in range(4)]
        await asyncio.sleep(0)
        tasks[1].cancel()
        return await asyncio.gather(*tasks, return_exceptions=True)

    found = asyncio.run(leave())
    assert isinstance(found[1], asyncio.CancelledError)
    assert [found[n] for n in (0, 2, 3)] == [live_frame(asked(entries[0], n)) for n in (0, 2, 3)]
    assert sizes == [3]
