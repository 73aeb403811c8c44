"""The live channel survives and answers 10,000 malformed messages."""

import asyncio
import contextlib
import json
import random

import pytest
from websockets.asyncio.client import connect
from websockets.frames import Frame, Opcode
from websockets.sync.client import connect as sync_connect

from tests.api.conftest import assert_shape, scene_message, seq_of
from tests.serve.conftest import starting
from tests.serve.raw_client import UPGRADE

MESSAGES = 10_000
BATCH = 100
LAST = 2**53 - 1
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
    """One message, damaged in one of several ways; a few stay valid by chance."""
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


MORE = [pytest.param(seed, marks=pytest.mark.slow) for seed in range(2, 12)]


@pytest.fixture(scope="module")
def process(lone):
    """A server in its own process, which must neither crash nor log an error."""
    with starting(lone) as launch:
        process = launch(log_level="warning")
        process.wait_until_ready()
        yield process
        status, _, written = process.end()
        assert status == 0
        assert "Traceback" not in written
        assert "the server failed" not in written


@pytest.mark.parametrize("seed", [1, *MORE])
def test_ten_thousand_bad_messages(process, seed):
    """Each response has the error shape, or is a frame if the message was valid by chance."""
    dice = random.Random(seed)
    errors = 0

    async def talk() -> None:
        nonlocal errors
        async with connect(process.live, max_size=None) as live:
            for begin in range(0, MESSAGES, BATCH):
                for _ in range(BATCH):
                    message = damaged(dice)
                    if isinstance(message, str):
                        message = message.encode("utf-8", "replace").decode()
                    await live.send(message)
                # The next valid scene is answered, whatever came before it.
                await live.send(scene_message(LAST - begin))
                answer: str | bytes = ""
                while isinstance(answer, str) or seq_of(answer) != LAST - begin:
                    answer = await asyncio.wait_for(live.recv(), 20)
                    if isinstance(answer, str):
                        body = json.loads(answer)
                        assert_shape(body)
                        assert body["error"]["code"] != "internal"
                        errors += 1

    asyncio.run(talk())
    assert errors > 0.9 * MESSAGES


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
        return b"\x89\xfe" + (126).to_bytes(2) + bytes(4 + 126)
    whole = Frame(Opcode.TEXT, GOOD.encode()).serialize(mask=True)
    return whole[: dice.randrange(1, len(whole))]


def test_broken_frames_end_one_connection_and_no_other(process):
    """Below the level of messages; another client is served all the while."""
    dice = random.Random(2)
    with sync_connect(process.live) as good:
        for number in range(RAW):
            with process.connect() as bad:
                bad.send(UPGRADE)
                assert bad.recv(1 << 12).startswith(b"HTTP/1.1 101 ")
                bad.sendall(raw(dice))
                bad.settimeout(dice.choice((0.001, 0.05)))
                with contextlib.suppress(OSError):
                    while bad.recv(1 << 16):
                        pass
            if number % 20 == 0:
                good.send(scene_message(number))
                assert seq_of(good.recv(20)) == number
