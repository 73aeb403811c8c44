"""The live channel under 10,000 messages that no good client sends: it lives, and answers."""

import asyncio
import json
import random

import pytest
from fastapi.testclient import TestClient
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed
from websockets.frames import Frame, Opcode

from app.main import create_app
from app.settings import Settings
from tests.api.conftest import assert_shape, scene_message, seq_of
from tests.api.serving import serving

MESSAGES = 10_000
RAW = 400
GOOD = scene_message(1)
ODD = (
    "",
    " ",
    "{",
    "}",
    "[",
    "null",
    "true",
    "0",
    '"',
    "NaN",
    "-",
    "1e999",
    "\x00",
    "\ufeff{}",
    "[[[",
    '{"seq": 1',
    '{"seq": null}',
    '{"a": {"a": {"a": 1}}}',
    "é" * 40,
    "\U0001f600" * 40,
    "\\ud800",
)
VALUES = (
    None,
    True,
    -1,
    0,
    1.5,
    2**53,
    10**40,
    -(10**40),
    "",
    "1",
    "x" * 300,
    [],
    {},
    [[]],
    {"seq": 1},
    "../ludic",
    "ludic\x00",
    float("nan"),
    float("inf"),
    ["face"],
    "\ud800",
)


def damaged(dice: random.Random) -> str | bytes:
    """One message, made bad in one of several ways; a few stay good by chance."""
    way = dice.randrange(8)
    if way == 0:
        return dice.choice(ODD)
    if way == 1:
        return dice.randbytes(dice.randrange(200))
    if way == 2:
        return GOOD[: dice.randrange(len(GOOD))]
    if way == 3:
        letters = list(GOOD)
        for _ in range(dice.randrange(1, 6)):
            letters[dice.randrange(len(letters))] = chr(dice.randrange(1, 0x2FF))
        return "".join(letters)
    if way == 4:
        return " " * (1 << 16) + GOOD if dice.random() < 0.05 else "[" * dice.randrange(3000)
    if way == 5:
        cut = sorted(dice.randrange(len(GOOD)) for _ in "ab")
        return GOOD[: cut[1]] + GOOD[cut[0] :]
    document = json.loads(GOOD)
    place = dice.choice((document, document["scene"], document["scene"]["objects"][0]))
    if way == 6:
        place[dice.choice([*place, "more"])] = dice.choice(VALUES)
    else:
        place.pop(dice.choice(list(place)))
    return json.dumps(document)


@pytest.mark.parametrize(
    "seed", [1, *(pytest.param(s, marks=pytest.mark.slow) for s in range(2, 12))]
)
def test_ten_thousand_bad_messages(lone, seed):
    """Every one is answered in the one shape, or with a frame where it was good by chance."""
    dice = random.Random(seed)
    answered = {"error": 0, "frame": 0}
    with (
        TestClient(create_app(Settings(models=lone))) as client,
        client.websocket_connect("/api/live") as live,
    ):
        for _ in range(MESSAGES):
            message = damaged(dice)
            kind = "bytes" if isinstance(message, bytes) else "text"
            live.send({"type": "websocket.receive", kind: message})
            answer = live.receive()
            if answer.get("bytes") is not None:
                answered["frame"] += 1
                continue
            body = json.loads(answer["text"])
            assert_shape(body)
            assert body["error"]["code"] != "internal", message
            answered["error"] += 1
        live.send_text(scene_message(7))
        assert seq_of(live.receive_bytes()) == 7
    assert answered["error"] > 0.9 * MESSAGES
    assert answered["frame"] > 0


def raw(dice: random.Random) -> bytes:
    """Bytes where a WebSocket frame should be: broken, unmasked, out of order, oversized, cut."""
    mask = dice.random() < 0.8
    way = dice.randrange(7)
    if way == 0:
        return dice.randbytes(dice.randrange(1, 60))
    if way == 1:
        return Frame(Opcode.CONT, b"out of order").serialize(mask=mask)
    if way == 2:
        return bytes([0x81, 0xFF]) + (1 << 62).to_bytes(8) + b"mask"
    if way == 3:
        return Frame(Opcode.TEXT, b"\xff\xfe").serialize(mask=mask)
    if way == 4:
        begun = Frame(Opcode.TEXT, b"{", fin=False).serialize(mask=True)
        return begun + Frame(Opcode.TEXT, b"}").serialize(mask=True)
    if way == 5:
        return Frame(Opcode.PING, bytes(126)).serialize(mask=True)
    whole = Frame(Opcode.TEXT, GOOD.encode()).serialize(mask=True)
    return whole[: dice.randrange(1, len(whole))]


def test_broken_frames_end_one_connection_and_no_other():
    """Over a real socket, below messages: the good neighbour is answered all the while."""
    dice = random.Random(2)

    async def one(address: str) -> None:
        live = await connect(address, max_size=None)
        live.transport.write(raw(dice))
        try:
            async with asyncio.timeout(dice.choice((0.01, 0.2))):
                while True:
                    await live.recv()
        except (ConnectionClosed, TimeoutError):
            live.transport.abort()
        await live.wait_closed()

    async def all_of_them(address: str) -> None:
        async with connect(address, max_size=None) as good:
            for begin in range(0, RAW, 20):
                await asyncio.gather(*(one(address) for _ in range(20)))
                await good.send(scene_message(begin))
                assert seq_of(await asyncio.wait_for(good.recv(), 20)) == begin

    with serving() as (_, address):
        asyncio.run(all_of_them(address))
