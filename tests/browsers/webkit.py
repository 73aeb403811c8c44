"""WebKitGTK, the WebKit of Linux distributions, driven by WebDriver in its small browser."""

import base64
import json
import subprocess
import time
from pathlib import Path
from typing import Any

import httpx2

from tests.browsers.display import Display
from tests.browsers.window import FIND, Window
from tests.e2e.conftest import free_port


class WebKit(Window):
    """A window of WebKitGTK."""

    def __init__(self, driver: str, browser: str, *, webgl: bool) -> None:
        port = free_port()
        self.display = Display()
        self.process = subprocess.Popen(
            [driver, f"--port={port}"],
            env=self.display.environment(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self.client = httpx2.Client(base_url=f"http://127.0.0.1:{port}", timeout=90)
        arguments = ["--automation", *([] if webgl else ["--enable-webgl=false"])]
        options = {"webkitgtk:browserOptions": {"binary": browser, "args": arguments}}
        try:
            self._wait()
            made = self.send("POST", "/session", {"capabilities": {"alwaysMatch": options}})
        except Exception:
            self._end()
            raise
        self.session = f"/session/{made['sessionId']}"
        self.name = f"WebKitGTK {made['capabilities']['browserVersion']}"
        self.send("POST", f"{self.session}/timeouts", {"script": 60_000})

    def _wait(self) -> None:
        deadline = time.monotonic() + 20
        while True:
            try:
                self.client.get("/status")
            except httpx2.TransportError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.1)
            else:
                return

    def send(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        """Sends a command and returns its value; raises RuntimeError if it fails."""
        answer = self.client.request(method, path, json=body)
        value = answer.json()["value"]
        if answer.status_code != 200:
            raise RuntimeError(f"{path}: {value['error']}: {value['message']}")
        return value

    def command(self, name: str, **body: Any) -> Any:
        """A command for the window."""
        return self.send("POST", f"{self.session}/{name}", body)

    def goto(self, url: str) -> None:
        self.command("url", url="about:blank")
        self.command("url", url=url)

    def run(self, body: str) -> Any:
        script = f"""const done = arguments[0];
        (async () => {{ {body} }})().then(
          (value) => done(JSON.stringify({{ value: value ?? null }})),
          (error) => done(JSON.stringify({{ error: String(error) }})),
        )"""
        answer = json.loads(self.command("execute/async", script=script, args=[]))
        if "error" in answer:
            raise RuntimeError(answer["error"])
        return answer["value"]

    def act(self, source: dict[str, Any]) -> None:
        self.command("actions", actions=[source])

    def attach(self, selector: str, path: Path) -> None:
        script = f"{FIND} return all(arguments[0])[0]"
        (element,) = self.command("execute/sync", script=script, args=[selector]).values()
        self.command(f"element/{element}/value", text=str(path))

    def resize(self, width: int, height: int) -> None:
        # The window's frame and bars take some of its size, and it has a smallest width.
        frame = [0, 0]
        for _ in range(3):
            self.command("window/rect", x=0, y=0, width=width + frame[0], height=height + frame[1])
            time.sleep(0.3)
            outer = self.send("GET", f"{self.session}/window/rect")
            inner = self.run("return [innerWidth, innerHeight]")
            if inner == [width, height]:
                return
            frame = [outer["width"] - inner[0], outer["height"] - inner[1]]

    def screenshot(self) -> bytes:
        return base64.b64decode(self.send("GET", f"{self.session}/screenshot"))

    def close(self) -> None:
        self.client.request("DELETE", self.session)
        self._end()

    def _end(self) -> None:
        self.client.close()
        self.process.terminate()
        self.process.wait()
        self.display.close()
