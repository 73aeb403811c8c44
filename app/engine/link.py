"""The link between a server and its gateway to the cluster: a process, and messages both ways."""

import asyncio
import itertools
import logging
import sys
from collections import OrderedDict
from collections.abc import AsyncGenerator
from typing import Any

from app.engine import parcel
from app.engine.message import Message, read
from app.errors import ClusterGone
from app.network.library import Entry
from app.runtime.settings import ROOT

START_SECONDS = 60.0
"""How long a gateway may take to join the cluster."""
AGAIN_SECONDS = 5
"""After a cluster was not there, until a client, and this server, should try again."""
CLOSE_SECONDS = 2.0
"""How long a gateway may take to end."""
MEMORY = 1 << 30
"""Bytes of networks that are kept in the cluster for this server, at most."""

log = logging.getLogger("shiftscope")


class Link:
    """The messages to and from one gateway process.

    Attributes:
        replies: by the number of a call, its replies that nobody has taken yet; None for the end.
        cores: of the cluster.
    """

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process
        self.cores = 0
        self.replies: dict[int, asyncio.Queue[Message | None]] = {}
        self._numbers = itertools.count()
        self._kept: OrderedDict[str, int] = OrderedDict()
        self._sending = asyncio.Lock()
        self._listening: asyncio.Task[None] | None = None
        self._ended = False

    @property
    def open(self) -> bool:
        """Whether the gateway answers."""
        return self._listening is not None and not self._ended

    async def ready(self) -> bool:
        """Waits for the gateway's first message; whether there was one."""
        assert self.process.stdout is not None
        first = await read(self.process.stdout)
        if first is None or first.head["is"] == "absent":
            log.warning("no cluster: %s", first.body.decode() if first else "the gateway ended")
            return False
        self.cores = first.head["cores"]
        self._listening = asyncio.create_task(self._listen(self.process.stdout))
        return True

    async def _listen(self, stream: asyncio.StreamReader) -> None:
        """Gives each reply to its call, until the gateway ends."""
        while (message := await read(stream)) is not None:
            self.cores = message.head["cores"]
            number = message.head["id"]
            self.replies[number].put_nowait(message)
            if message.head["is"] == "failed" or message.head["last"]:
                del self.replies[number]
        self._ended = True
        for queue in self.replies.values():
            queue.put_nowait(None)
        self.replies.clear()
        # Reaps the process.
        await self.process.wait()

    async def keep(self, entry: Entry) -> str:
        """Sees to it that the cluster has a network; returns its key."""
        key = await asyncio.to_thread(parcel.key_of, entry)
        if key in self._kept:
            self._kept.move_to_end(key)
            return key
        content = (await asyncio.to_thread(parcel.pack, entry)).content
        if key not in self._kept:
            self._kept[key] = len(content)
            await self.send({"do": "keep", "network": key}, content)
        while len(self._kept) > 1 and sum(self._kept.values()) > MEMORY:
            oldest, _ = self._kept.popitem(last=False)
            await self.send({"do": "drop", "network": oldest})
        return key

    async def ask(self, head: dict[str, Any], arguments: bytes) -> AsyncGenerator[bytes]:
        """The results of a call; raises what `Cluster.call` does."""
        number = next(self._numbers)
        queue = self.replies[number] = asyncio.Queue()
        try:
            await self.send(head | {"id": number}, arguments)
            while True:
                message = await queue.get()
                if message is None:
                    raise gone()
                told, body = message
                if told["is"] == "failed":
                    if told["why"] == "task":
                        raise RuntimeError(body.decode())
                    log.warning("the cluster did not do its work: %s", body.decode())
                    raise gone()
                if not (told["last"] and head["steps"]):
                    yield body
                if told["last"]:
                    return
        finally:
            if number in self.replies and self.open:
                # The call's last reply comes all the same, and takes it off the list.
                await self.send({"do": "cancel", "id": number})

    async def send(self, head: dict[str, Any], body: bytes = b"") -> None:
        """Sends a message; raises ClusterGone where the gateway has ended."""
        stream = self.process.stdin
        assert stream is not None
        try:
            async with self._sending:
                stream.write(Message(head, body).encoded())
                await stream.drain()
        except ConnectionError:
            raise gone() from None

    async def close(self) -> None:
        """Ends the gateway: it does so at the end of its input."""
        if self.process.stdin is not None:
            self.process.stdin.close()
        try:
            async with asyncio.timeout(CLOSE_SECONDS):
                await self.process.wait()
        except TimeoutError:
            self.process.kill()
            await self.process.wait()
        if self._listening is not None:
            await self._listening


async def linked(address: str) -> Link:
    """Starts a gateway; raises ClusterGone where it does not reach the cluster."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "app.engine.gateway", address),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        # Ray tells at length of nodes that come and go.
        stderr=asyncio.subprocess.DEVNULL,
        cwd=ROOT,
    )
    link = Link(process)
    try:
        async with asyncio.timeout(START_SECONDS):
            if await link.ready():
                return link
    except TimeoutError:
        log.warning("the cluster at %s takes too long to join", address)
    except BaseException:
        await link.close()
        raise
    await link.close()
    raise gone()


def gone() -> ClusterGone:
    """The error of a cluster that does not answer."""
    return ClusterGone(
        "expected the cluster that does long work; it does not answer: try again in "
        f"{AGAIN_SECONDS} s",
        retry_after=AGAIN_SECONDS,
    )
