"""Asks everything of a running server: python scripts/try_api.py [URL].

That is: each route for each of its examples, the live channel for a frame of each network, and the
page for its files. The server's own OpenAPI document lists the routes and their examples, so a new
route is asked too. Without a URL, it starts the app for that. Needs the packages of the app and no
others: the image has them.
"""

import asyncio
import json
import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from itertools import product

from websockets.asyncio.client import connect

SCENE = {"objects": [{"object": "face", "row": 4, "col": 40}]}
TIMEOUT = 60
"""s for a response."""


class Failed(Exception):
    """A response is not what it should be; the text names it."""


def ask(url: str, body: object = None) -> bytes:
    """The body of a response of status 200 that is not empty."""
    content = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, content, {"content-type": "application/json"})
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT) as answer:
            found = answer.read()
    except urllib.error.HTTPError as error:
        raise Failed(f"{request.get_method()} {url}: {error.code} {error.read(300)!r}") from None
    except OSError as error:
        raise Failed(f"{request.get_method()} {url}: {error}") from None
    if not found:
        raise Failed(f"{request.get_method()} {url}: an empty response")
    return found


def examples(schema: dict, document: dict) -> list[object]:
    """The examples of a schema, or of the schemas that it refers to."""
    if "$ref" in schema:
        return examples(document["components"]["schemas"][schema["$ref"].split("/")[-1]], document)
    parts = schema.get("anyOf", []) + schema.get("oneOf", [])
    return schema.get("examples") or [
        example for part in parts for example in examples(part, document)
    ]


def requests(document: dict, values: dict[str, list[str]]) -> Iterator[list[tuple[str, object]]]:
    """Address and body for each example of each route, in each form of its response.

    Each comes once for every value of the parameters in the path: one of them must be answered,
    because not every network can be measured in every way.

    Args:
        values: those of parameters in paths, by name.

    Raises:
        Failed: a parameter has no value here, or a body no example.
    """
    for path, operations in document["paths"].items():
        if path == "/metrics":  # a proxy may keep it for the operator
            continue
        names = re.findall(r"{(\w+)}", path)
        if missing := set(names) - values.keys():
            raise Failed(f"{path}: scripts/try_api.py has no values for {missing}")
        filled = [
            path.format(**dict(zip(names, chosen, strict=True)))
            for chosen in product(*(values[name] for name in names))
        ]
        for method, operation in operations.items():
            content = operation.get("requestBody", {}).get("content", {})
            form = method == "post" and "application/json" not in content
            if method in ("delete", "patch") or form:
                # Nothing is taken away or changed, and forms need a file.
                continue
            forms = [""]
            for parameter in operation.get("parameters", []):
                for value in parameter["schema"].get("enum", []):
                    forms.append(f"?{parameter['name']}={value}")
            bodies: list[object] = [None]
            if method == "post":
                bodies = examples(content["application/json"]["schema"], document)
                if not bodies:
                    raise Failed(f"{path}: its body has no example")
            for form, body in product(forms, bodies):
                yield [(address + form, body) for address in filled]


def ask_one(url: str, choices: list[tuple[str, object]]) -> None:
    """Asks until something is answered.

    Raises:
        Failed: nothing was; what the first said.
    """
    first = None
    for address, body in choices:
        try:
            ask(url + address, body)
            return
        except Failed as failed:
            first = first or failed
            if "not_measurable" not in str(failed):
                break
    raise first or Failed(f"{url}: nothing to ask")


async def frames(url: str, models: list[str]) -> None:
    """Asks the live channel for one frame of each network."""
    async with connect(f"{url.replace('http', 'ws', 1)}/api/live", max_size=None) as live:
        for seq, model in enumerate(models):
            await live.send(json.dumps({"seq": seq, "model": model, "scene": SCENE}))
            answer = await asyncio.wait_for(live.recv(), TIMEOUT)
            if not isinstance(answer, bytes):
                raise Failed(f"live frame of {model}: {answer}")


def wait_until_ready(url: str) -> None:
    """Waits until every network can be asked.

    Raises:
        Failed: not within a minute.
    """
    deadline = time.monotonic() + TIMEOUT
    while True:
        try:
            ask(f"{url}/readyz")
            return
        except Failed:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)


def try_api(url: str) -> str:
    """Asks everything; says how much that was.

    Raises:
        Failed: some response is not what it should be.
    """
    wait_until_ready(url)
    page = ask(f"{url}/").decode()
    files = re.findall(r'(?:src|href)="(?:\./)?((?:assets/|embed/)[^"]+)"', page)
    if not files:
        raise Failed(f"{url}/: not the page: {page[:200]!r}")
    for file in files:
        ask(f"{url}/{file}")
    models = [card["id"] for card in json.loads(ask(f"{url}/api/models"))["models"]]
    # Examples are made for the hand-made network.
    models.sort(key=lambda model: model != "ludic")
    experiments = json.loads(ask(f"{url}/api/experiments"))["experiments"]
    short = {"region": [[0, 0, 28, 28]], "steps": 10, "batch": 8}
    started, *_ = ask(f"{url}/api/trainings", short).splitlines()
    values = {
        "training": [json.loads(started)["training"]],
        "model": models,
        "layer": ["conv1"],
        "object": ["face"],
        "experiment": [experiments[0]["name"]],
    }
    count = 0
    for choices in requests(json.loads(ask(f"{url}/openapi.json")), values):
        ask_one(url, choices)
        count += 1
    asyncio.run(frames(url, models))
    return (
        f"{count} requests, live frames of {len(models)} networks, {len(files)} files of the page"
    )


@contextmanager
def started() -> Iterator[str]:
    """Runs the app on a free port; yields its URL."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    settings = {"SHIFTSCOPE_PORT": port, "SHIFTSCOPE_LOG_LEVEL": "warning"}
    app = subprocess.Popen([sys.executable, "-m", "app"], env={**os.environ, **settings})
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        app.terminate()
        app.wait()


if __name__ == "__main__":
    try:
        with nullcontext(sys.argv[1].rstrip("/")) if len(sys.argv) > 1 else started() as url:
            print(try_api(url))
    except Failed as failed:
        sys.exit(str(failed))
