"""The gateway: a process between a server and a cluster, `python -m app.engine.gateway ADDRESS`.

A process that is part of a cluster ends when the cluster is lost, has Ray's threads in it, and
unpickles what nodes send. A server must not: so its gateway does. Messages come by standard input
and go by standard output, see `message.py`:

- `keep` and `drop`, with the key of a `network`: its parcel is put into the cluster, once.
- `call`, with an `id`, a `function`, `networks` and arguments: a task of the cluster; `steps` for a
  function that yields. The reply is `result`, the last one with `last`, or `failed` and why.
- `cancel`, with the `id` of a call.

The first message to the server is `ready`, or `absent` and why; then the gateway ends, too.
"""

import asyncio
import os
import sys
from typing import Any

from app.engine import node
from app.engine.connection import LOST_SECONDS, connect
from app.engine.message import Message, read

PROBE_SECONDS = 1.0
"""Between two looks whether the cluster is there."""
PROBES = 3
"""Looks in vain after which the cluster is lost."""
TRIES = 8
"""How often a task is done again whose node dies."""


class Gateway:
    """The calls in progress and the networks in the cluster.

    Args:
        ray: the connected module.
        output: where messages go.
    """

    def __init__(self, ray: Any, output: asyncio.StreamWriter) -> None:
        self.ray = ray
        self.output = output
        self.version = node.versions()
        options = {"num_cpus": 1, "max_retries": TRIES}
        self.perform = ray.remote(**options)(node.perform)
        self.perform_in_steps = ray.remote(**options)(node.perform_in_steps)
        self.networks: dict[str, Any] = {}
        self.calls: dict[int, asyncio.Task[None]] = {}
        self.cores = self.counted()

    def counted(self) -> int:
        """The cores of all nodes that are there."""
        return int(self.ray.cluster_resources().get("CPU", 0))

    async def serve(self, messages: asyncio.StreamReader) -> None:
        """Does what messages ask for, until there are no more."""
        await self.say({"is": "ready"})
        while (message := await read(messages)) is not None:
            head, body = message
            if head["do"] == "keep":
                self.networks[head["network"]] = self.ray.put(body)
            elif head["do"] == "drop":
                del self.networks[head["network"]]
            elif head["do"] == "call":
                self.calls[head["id"]] = asyncio.create_task(self.call(head, body))
            elif head["id"] in self.calls:
                self.calls[head["id"]].cancel()

    async def call(self, head: dict[str, Any], arguments: bytes) -> None:
        """One call, from its task to its last reply."""
        reply: dict[str, Any] = {"id": head["id"]}
        try:
            networks = [(key, self.networks[key]) for key in head["networks"]]
            given = self.version, head["function"], networks, arguments
            if head["steps"]:
                await self._in_steps(reply, given)
            else:
                await self._at_once(reply, given)
        except asyncio.CancelledError:
            await self.say(reply | {"is": "failed", "why": "cancelled"})
        except Exception as error:
            await self.say(reply | {"is": "failed", "why": self.why(error)}, str(error).encode())
        finally:
            del self.calls[head["id"]]

    async def _at_once(self, reply: dict[str, Any], given: tuple[Any, ...]) -> None:
        reference = self.perform.remote(*given)
        try:
            await self.say(reply | {"is": "result", "last": True}, await reference)
        except asyncio.CancelledError:
            self.ray.cancel(reference)
            raise

    async def _in_steps(self, reply: dict[str, Any], given: tuple[Any, ...]) -> None:
        results = self.perform_in_steps.remote(*given)
        try:
            async for reference in results:
                await self.say(reply | {"is": "result", "last": False}, await reference)
        except asyncio.CancelledError:
            self.ray.cancel(results)
            raise
        await self.say(reply | {"is": "result", "last": True})

    def why(self, error: Exception) -> str:
        """Whose fault it is: `task` where the function failed, else the cluster's, `lost`."""
        cause = getattr(error, "cause", None)
        if isinstance(cause, node.OtherVersion):
            return "lost"
        return "task" if isinstance(error, self.ray.exceptions.RayTaskError) else "lost"

    async def say(self, head: dict[str, Any], body: bytes = b"") -> None:
        """Sends a message; each says how many cores there are."""
        self.output.write(Message(head | {"cores": self.cores}, body).encoded())
        await self.output.drain()

    async def watch(self, host: str, port: int) -> None:
        """Returns once the cluster's head, or all of its cores, are not there any more."""
        vain = 0
        while vain < PROBES:
            await asyncio.sleep(PROBE_SECONDS)
            if await answers(host, port):
                self.cores = await asyncio.to_thread(self.counted)
                vain = 0 if self.cores or not self.calls else vain + 1
            else:
                vain += 1


async def answers(host: str, port: int) -> bool:
    """Whether something listens there."""
    try:
        async with asyncio.timeout(LOST_SECONDS / PROBES):
            _, writer = await asyncio.open_connection(host, port)
    except OSError:
        return False
    writer.close()
    return True


async def main(address: str) -> int:
    """Serves one server; returns the exit status, 1 where there is no cluster."""
    loop = asyncio.get_running_loop()
    # Whatever else writes to standard output must not mix with messages.
    own = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    messages = asyncio.StreamReader()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(messages), sys.stdin)
    transport, protocol = await loop.connect_write_pipe(asyncio.streams.FlowControlMixin, own)
    output = asyncio.StreamWriter(transport, protocol, None, loop)
    host, _, port = address.rpartition(":")
    try:
        if port.isdigit() and not await answers(host, int(port)):
            raise ConnectionError("nothing answers there")
        ray = connect(address)
    except Exception as error:
        output.write(Message({"is": "absent"}, str(error).encode()).encoded())
        await output.drain()
        return 1
    gateway = Gateway(ray, output)
    host, _, port = ray.get_runtime_context().gcs_address.rpartition(":")
    serving = asyncio.create_task(gateway.serve(messages))
    watching = asyncio.create_task(gateway.watch(host, int(port)))
    await asyncio.wait([serving, watching], return_when=asyncio.FIRST_COMPLETED)
    # What is left of the calls ends with this process. Ray's own farewell would wait for a cluster
    # that may be gone.
    os._exit(0)


if __name__ == "__main__":
    sys.exit(asyncio.run(main(sys.argv[1])))
