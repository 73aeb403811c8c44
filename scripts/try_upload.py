"""Sends a large network, and uses it as the page does: python scripts/try_upload.py URL SECONDS.

The network is a ResNet-18 for 224 px with random weights, 45 MB. It asks for a card, a frame, a
sweep and a cell, each over a connection of its own, then drags for SECONDS over a live connection.
Whenever a server lacks the network, it is sent again; a connection that is lost is opened again.
Prints what it saw, as JSON; with --file alone, the network in base64. Needs the packages of the app
and no others: the image has them.
"""

import asyncio
import base64
import http.client
import json
import sys
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import numpy as np
import onnx
from onnx import TensorProto, helper
from websockets.asyncio.client import connect
from websockets.exceptions import WebSocketException

TIMEOUT = 120
"""s for an answer."""
RETRY = 0.25
"""s until a lost connection is opened again, as in the page."""
SIDE, CLASSES = 224, 100
STAGES = ((64, 64), (64, 64), (64, 128), (128, 128), (128, 256), (256, 256), (256, 512), (512, 512))
"""Slices before and after each block."""
GONE = "network_gone"


class Failed(Exception):
    """An answer is not what it should be; the text says what was seen."""


class Graph:
    """The nodes and the weights of a file, as they grow."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.weights: list[TensorProto] = []
        self.random = np.random.default_rng(0)

    def add(self, kind: str, *inputs: str, **attributes: Any) -> str:
        """A node; the name of its output."""
        name = f"v{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, list(inputs), [name], **attributes))
        return name

    def weight(self, *shape: int) -> str:
        """Random weights, as large as keeps the values' size; their name."""
        name = f"w{len(self.weights)}"
        values = self.random.standard_normal(shape, np.float32) * np.sqrt(2 / np.prod(shape[1:]))
        self.weights.append(onnx.numpy_helper.from_array(values.astype(np.float32), name))
        return name

    def conv(self, x: str, before: int, after: int, size: int, stride: int) -> str:
        """A convolution; the name of its output."""
        options = {"strides": [stride] * 2, "pads": [size // 2] * 4}
        return self.add("Conv", x, self.weight(after, before, size, size), **options)


def resnet18() -> bytes:
    """ResNet-18 (He, Zhang, Ren & Sun 2016) as an ONNX file, without normalisations."""
    graph = Graph()
    x = graph.add("Relu", graph.conv("picture", 3, 64, 7, 2))
    x = graph.add("MaxPool", x, kernel_shape=[3, 3], strides=[2, 2], pads=[1] * 4)
    for before, after in STAGES:
        stride = 1 if before == after else 2
        y = graph.add("Relu", graph.conv(x, before, after, 3, stride))
        way = x if stride == 1 else graph.conv(x, before, after, 1, 2)
        x = graph.add("Relu", graph.add("Add", graph.conv(y, after, after, 3, 1), way))
    x = graph.add("Flatten", graph.add("GlobalAveragePool", x))
    x = graph.add("Gemm", x, graph.weight(CLASSES, STAGES[-1][1]), transB=1)
    picture = helper.make_tensor_value_info("picture", TensorProto.FLOAT, (1, 3, SIDE, SIDE))
    output = helper.make_tensor_value_info(x, TensorProto.FLOAT, (1, CLASSES))
    made = helper.make_graph(graph.nodes, "resnet18", [picture], [output], graph.weights)
    opsets = [helper.make_opsetid("", 17)]
    return bytes(helper.make_model(made, opset_imports=opsets, ir_version=8).SerializeToString())


@dataclass
class Visitor:
    """Who sends the network and uses it.

    Args:
        sent: how often it was sent.
        slowest: s that an upload took at most.
        gap: s between two frames at most.
    """

    url: str
    file: bytes
    name: str = ""
    sent: int = 0
    slowest: float = 0.0
    frames: int = 0
    connections: int = 0
    gap: float = 0.0

    def ask(self, path: str, body: object = None) -> bytes:
        """The body of an answer of status 200; the network is sent again where it is gone."""
        for _ in range(4):
            content = None if body is None else json.dumps(body).encode()
            status, found = self.answer(path, content, "application/json")
            if status == 200:
                return found
            if GONE not in found.decode(errors="replace"):
                break
            self.send()
        raise Failed(f"{path}: {status} {found[:300]!r}")

    def answer(self, path: str, content: bytes | None, kind: str) -> tuple[int, bytes]:
        """Status and body of an answer, over a connection of its own."""
        parts = urlsplit(self.url)
        client = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=TIMEOUT)
        try:
            method = "GET" if content is None else "POST"
            client.request(method, f"{parts.path}{path}", content, {"content-type": kind})
            found = client.getresponse()
            return found.status, found.read()
        except (OSError, http.client.HTTPException) as error:
            raise Failed(f"{path}: {error!r}") from None
        finally:
            client.close()

    def send(self) -> None:
        """Sends the file, as a browser does; raises Failed where it is not taken."""
        begun = time.monotonic()
        disposition = 'Content-Disposition: form-data; name="file"; filename="resnet18.onnx"'
        head = f"--edge\r\n{disposition}\r\n\r\n".encode()
        body = head + self.file + b"\r\n--edge--\r\n"
        status, found = self.answer("/api/models", body, "multipart/form-data; boundary=edge")
        if status != 201:
            raise Failed(f"the upload: {status} {found[:300]!r}")
        self.name, self.sent = json.loads(found)["id"], self.sent + 1
        self.slowest = max(self.slowest, time.monotonic() - begun)

    def use(self) -> int:
        """Asks for a card, a frame, a sweep and a cell; how many requests these were."""
        path = f"/api/models/{self.name}"
        card = json.loads(self.ask(path))
        volume = next(layer for layer in card["layers"] if layer["role"] == "volume")["name"]
        now, cell = {"scene": scene(0)}, {"layer": volume, "channel": 0, "row": 5, "col": 5}
        self.ask("/api/frame", {"seq": 1, "model": self.name} | now)
        self.ask(f"{path}/sensitivity", now | {"output": card["outputs"][0], "step": 64})
        self.ask(f"{path}/cell", now | cell)
        return 4

    async def drag(self, seconds: float) -> None:
        """Drags over a live connection, and opens another when one is lost."""
        end = last = time.monotonic()
        end += seconds
        while time.monotonic() < end:
            try:
                address = f"{self.url.replace('http', 'ws', 1)}/api/live"
                async with connect(address, max_size=None, open_timeout=10) as live:
                    self.connections += 1
                    while time.monotonic() < end:
                        message = {"seq": self.frames, "model": self.name}
                        await live.send(json.dumps(message | {"scene": scene(self.frames)}))
                        answer = await asyncio.wait_for(live.recv(), TIMEOUT)
                        if isinstance(answer, str):
                            if GONE not in answer:
                                raise Failed(f"a live frame: {answer[:300]}")
                            await asyncio.to_thread(self.send)
                            continue
                        now, self.frames = time.monotonic(), self.frames + 1
                        self.gap, last = max(self.gap, now - last), now
            except (OSError, WebSocketException, TimeoutError):
                await asyncio.sleep(RETRY)


def scene(number: int) -> dict[str, object]:
    """A face, dragged slowly."""
    placed = {"object": "face", "row": number * 5 % 150, "col": number * 3 % 150, "scale": 3}
    return {"objects": [placed]}


def visit(url: str, seconds: float) -> dict[str, object]:
    """What a visitor with a large network saw."""
    visitor = Visitor(url, resnet18())
    visitor.send()
    asked = visitor.use()
    asyncio.run(visitor.drag(seconds))
    return {
        "bytes": len(visitor.file),
        "sent": visitor.sent,
        "slowest": visitor.slowest,
        "asked": asked,
        "frames": visitor.frames,
        "connections": visitor.connections,
        "gap": visitor.gap,
    }


if __name__ == "__main__":
    if sys.argv[1:] == ["--file"]:
        print(base64.b64encode(resnet18()).decode())
        sys.exit()
    url, seconds = sys.argv[1:]
    try:
        print(json.dumps(visit(url.rstrip("/"), float(seconds))))
    except Failed as failed:
        sys.exit(str(failed))
