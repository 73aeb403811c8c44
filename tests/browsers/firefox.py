"""A Firefox of the system, by the protocol that it speaks itself: WebDriver BiDi."""

import base64
import json
import re
import shutil
import subprocess
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from websockets.sync.client import connect

from tests.browsers.display import Display
from tests.browsers.window import FIND, Window


class Firefox(Window):
    """A window of Firefox."""

    def __init__(self, path: str, *, webgl: bool) -> None:
        self.stack = ExitStack()
        self.profile = tempfile.mkdtemp(prefix="firefox-")
        preference = f'user_pref("webgl.disabled", {json.dumps(not webgl)});'
        (Path(self.profile) / "user.js").write_text(preference, "utf-8")
        # Without a display it has no WebGL, not even headless.
        self.display = Display()
        port = ["--profile", self.profile, "--remote-debugging-port", "0"]
        self.process = subprocess.Popen(
            [path, "--headless", "--no-remote", *port],
            env=self.display.environment(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        try:
            self.socket = self.stack.enter_context(
                connect(self._address(), max_size=None, compression=None)
            )
            self.count = 0
            session = self.send("session.new", capabilities={})
            self.context = self.send("browsingContext.getTree")["contexts"][0]["context"]
        except Exception:
            self._end()
            raise
        self.name = f"Firefox {session['capabilities']['browserVersion']}"

    def _address(self) -> str:
        assert self.process.stderr
        for line in self.process.stderr:
            if found := re.search(r"WebDriver BiDi listening on (ws://\S+)", line):
                return f"{found[1]}/session"
        raise RuntimeError("Firefox does not start")

    def send(self, method: str, **params: Any) -> Any:
        """Sends a command and returns its result; raises RuntimeError if it fails."""
        self.count += 1
        self.socket.send(json.dumps({"id": self.count, "method": method, "params": params}))
        while (answer := json.loads(self.socket.recv(timeout=90))).get("id") != self.count:
            pass
        if answer["type"] == "error":
            raise RuntimeError(f"{method}: {answer['error']}: {answer['message']}")
        return answer["result"]

    def _evaluate(self, expression: str) -> Any:
        answer = self.send(
            "script.evaluate",
            expression=expression,
            target={"context": self.context},
            awaitPromise=True,
        )
        if answer["type"] == "exception":
            raise RuntimeError(answer["exceptionDetails"]["text"])
        return answer["result"]

    def goto(self, url: str) -> None:
        for each in ("about:blank", url):
            self.send("browsingContext.navigate", context=self.context, url=each, wait="complete")

    def run(self, body: str) -> Any:
        value = self._evaluate(
            f"(async () => {{ {body} }})().then((value) => JSON.stringify(value ?? null))"
        )
        return json.loads(value["value"])

    def act(self, source: dict[str, Any]) -> None:
        self.send("input.performActions", context=self.context, actions=[source])

    def attach(self, selector: str, path: Path) -> None:
        node = self._evaluate(f"(() => {{ {FIND} return all({json.dumps(selector)})[0]; }})()")
        element = {"sharedId": node["sharedId"]}
        self.send("input.setFiles", context=self.context, element=element, files=[str(path)])

    def resize(self, width: int, height: int) -> None:
        size = {"width": width, "height": height}
        self.send("browsingContext.setViewport", context=self.context, viewport=size)

    def screenshot(self) -> bytes:
        taken = self.send("browsingContext.captureScreenshot", context=self.context)
        return base64.b64decode(taken["data"])

    def close(self) -> None:
        self.send("browser.close")
        self._end()

    def _end(self) -> None:
        self.stack.close()
        try:
            self.process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        if self.process.stderr:
            self.process.stderr.close()
        self.display.close()
        shutil.rmtree(self.profile, ignore_errors=True)
