"""A training that a client watches in the background."""

import json
import threading

from fastapi.testclient import TestClient


def begun(client: TestClient, config: dict) -> tuple[str, list[dict], threading.Thread]:
    """Starts a training in the background; gives its id once it is known, and its lines so far."""
    lines, known = [], threading.Event()

    def watch():
        with client.stream("POST", "/api/trainings", json=config) as response:
            for line in response.iter_lines():
                lines.append(json.loads(line))
                known.set()

    thread = threading.Thread(target=watch)
    thread.start()
    assert known.wait(30)
    return lines[0]["training"], lines, thread
