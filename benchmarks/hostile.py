"""Hostile files against a running server: `python -m benchmarks.hostile` (10,000 files).

Two addresses send networks' files that are mutated, cut short, inflated or extreme, and requests
that are no whole form, while a third one drags on a small network. It prints what was answered, and
fails if one of these does not hold:

- the server runs on, and takes a network within 10 s afterwards;
- each answer is a card or an error in the one shape, and none has the status 500;
- memory stays within its bound and 200 MB: visitors' networks, and four times the largest file;
- whoever drags never waits longer than 2 s for a frame;
- the log has neither an error nor a traceback.

Rate limits are off. `python -m benchmarks.hostile --drag PORT` is the one who drags.
"""

import argparse
import contextlib
import http.client
import json
import random
import re
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.client import Client, message
from benchmarks.hostile_files import EXTREME, changed, deep, lenet, resnet
from benchmarks.result import duration
from benchmarks.round_trip import ask
from benchmarks.server import Server, serving

FILES = 10_000
SENDERS = ("127.0.0.1", "127.0.0.3")
DRAGGER = "127.0.0.2"
MODEL = "ludic"
MEMORY, FILE = 200_000_000, 60_000_000
"""Bytes of visitors' networks, and of a file, in the settings."""
BEYOND = 200_000_000
"""Bytes of memory beyond the bound, at most."""
GAP = 2.0
"""s that one who drags waits for a frame, at most."""
LATER = 10.0
"""s that a network takes afterwards, at most."""
TIMEOUT = 120
MUTATED = 2500
"""Mutated files for each round of the extreme ones and the odd requests; there is one at least."""
BOUNDARY = "edge"
FORM = f"multipart/form-data; boundary={BOUNDARY}"
PART = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="f"\r\n\r\n'
END = f"\r\n--{BOUNDARY}--\r\n"
HEAD = "POST /api/models HTTP/1.1\r\nHost: x\r\n"
TYPE = f"Content-Type: {FORM}\r\n"
OPTIONS = f'\r\n--{BOUNDARY}\r\nContent-Disposition: form-data; name="options"\r\n\r\n'

ODD: dict[str, tuple[str, bytes]] = {
    "gzip": (TYPE + "Content-Encoding: gzip\r\nContent-Length: 4\r\n", b"\x1f\x8b00"),
    "chunks without an end": (
        TYPE + "Transfer-Encoding: chunked\r\n",
        f"{len(PART):x}\r\n{PART}\r\n".encode() + b"4\r\nabcd\r\n" * 1000,
    ),
    "chunks of a wrong size": (
        TYPE + "Transfer-Encoding: chunked\r\n", b"zz\r\nabc\r\n",
    ),
    "no boundary": ("Content-Type: multipart/form-data\r\nContent-Length: 4\r\n", b"abcd"),
    "another boundary": (TYPE + "Content-Length: 10\r\n", b"--x\r\n\r\nabc"),
    "no form": ("Content-Type: application/json\r\nContent-Length: 2\r\n", b"{}"),
    "many parts": (TYPE, PART.encode() * 500),
    "parts without names": (TYPE, f"--{BOUNDARY}\r\n\r\na{END}".encode()),
    "a long head of a part": (
        TYPE, PART.encode()[:-2] + b"x: " + b"y" * 2_000_000 + END.encode(),
    ),
    "deep options": (
        TYPE,
        f"{PART}x{OPTIONS}{'[' * 100_000}{END}".encode(),
    ),
    "a length beyond the limit": (TYPE + "Content-Length: 9999999999\r\n", b"a"),
    "half of a body": (TYPE + "Content-Length: 40000000\r\n", PART.encode() * 2000),
}  # fmt: skip
"""Heads and bodies of requests that hold no network; one without a length gets it."""


@dataclass
class Attack:
    """What senders have seen.

    Args:
        answers: how many of each kind: 201, or an error's code.
        wrong: answers that are none that the API describes.
    """

    port: int
    files: int
    seeds: list[bytes]
    answers: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    slowest: tuple[float, str] = (0.0, "")

    def send_all(self, number: int) -> None:
        """Sends this sender's share of the files, one after the other."""
        rng, source = random.Random(number), SENDERS[number]
        for name in plan(self.files)[number :: len(SENDERS)]:
            begun = time.perf_counter()
            if name in ODD:
                status, body = odd(self.port, source, *ODD[name])
            else:
                make = EXTREME.get(name, lambda: changed(rng.choice(self.seeds), rng))
                status, body = send(self.port, source, make())
            self.note(name, status, body)
            self.slowest = max(self.slowest, (time.perf_counter() - begun, name))

    def note(self, name: str, status: int, body: bytes) -> None:
        """Counts an answer; status 0 is none, which only requests without an end get."""
        if status == 0:
            self.answers["none"] += 1
            if name not in ODD:
                self.wrong.append(f"{name}: no answer")
            return
        try:
            found = json.loads(body)
            code = "201" if status == 201 else found["error"]["code"]
            fits = found["id"].startswith("own-") if status == 201 else explains(found["error"])
        except (ValueError, KeyError, TypeError):
            code, fits = f"status {status}", False
        self.answers[code] += 1
        if not fits or (status >= 500 and code != "busy"):
            self.wrong.append(f"{name}: {status} {body[:200]!r}")


def plan(files: int) -> list[str]:
    """What is sent, by name, in an order that is always the same."""
    named = [*EXTREME, *ODD] * max(1, files // MUTATED)
    found = named + ["mutated"] * (files - len(named))
    random.Random(0).shuffle(found)
    return found


def explains(error: dict[str, object]) -> bool:
    """Whether an error has the one shape, and a message of some words and bounded length."""
    said = str(error["message"])
    return set(error) == {"code", "message", "where"} and " " in said and len(said) < 3000


def send(port: int, source: str, file: bytes) -> tuple[int, bytes]:
    """Sends a file as a browser does; the status and the body of the answer."""
    client = http.client.HTTPConnection("127.0.0.1", port, TIMEOUT, (source, 0))
    try:
        client.request(
            "POST", "/api/models", PART.encode() + file + END.encode(), {"content-type": FORM}
        )
        answer = client.getresponse()
        return answer.status, answer.read()
    except (OSError, http.client.HTTPException):
        return 0, b""
    finally:
        client.close()


def odd(port: int, source: str, head: str, body: bytes) -> tuple[int, bytes]:
    """Sends a request in raw bytes, and leaves after 1 s without an answer."""
    if "Length" not in head and "Transfer" not in head:
        head += f"Content-Length: {len(body)}\r\n"
    try:
        raw = socket.create_connection(("127.0.0.1", port), TIMEOUT, (source, 0))
    except OSError:
        return 0, b""
    with raw:
        with contextlib.suppress(OSError):  # answered before all of it had come
            raw.sendall(f"{HEAD}{head}\r\n".encode() + body)
        raw.settimeout(1)
        try:
            answer = http.client.HTTPResponse(raw)
            answer.begin()
            return answer.status, answer.read()
        except (OSError, http.client.HTTPException):
            return 0, b""


def drag(port: int) -> None:
    """Drags until standard input ends; prints the number of frames and the longest wait, s.

    A connection that is lost counts as a wait without end.
    """
    over = threading.Event()

    def wait() -> None:
        sys.stdin.read()
        over.set()

    threading.Thread(target=wait, daemon=True).start()
    client, count, longest = Client(port, source=DRAGGER), 0, 0.0
    while not over.is_set():
        begun = time.perf_counter()
        try:
            ask(client, message(MODEL, count, count % 40))
        except ConnectionError:
            longest = sys.float_info.max
            break
        longest, count = max(longest, time.perf_counter() - begun), count + 1
        time.sleep(1 / 60)
    print(json.dumps([count, longest]))


def memory_of(server: Server, name: str) -> int:
    """Bytes of memory by their name in /proc: VmRSS now, VmHWM at most so far."""
    status = Path(f"/proc/{server.process.pid}/status").read_text()
    return int(status.partition(f"{name}:")[2].split()[0]) * 1024


def attack(files: int, models: Path | None) -> bool:
    """Sends the files and prints what followed; returns whether all bounds hold."""
    settings: dict[str, object] = {
        "own_per_minute": 0,
        "own_memory": MEMORY,
        "own_file_limit": FILE,
    }
    if models is not None:
        settings["models"] = models
    with tempfile.TemporaryFile() as log, serving(log, **settings) as server:
        seeds = [lenet(), resnet(), deep()]
        for seed in seeds:
            send(server.port, DRAGGER, seed)
        before = memory_of(server, "VmRSS")
        command = [sys.executable, "-m", "benchmarks.hostile", "--drag", str(server.port)]
        with subprocess.Popen(
            command, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        ) as dragger:
            found, begun = Attack(server.port, files, seeds), time.perf_counter()
            senders = [
                threading.Thread(target=found.send_all, args=(n,)) for n in range(len(SENDERS))
            ]
            for sender in senders:
                sender.start()
            for sender in senders:
                sender.join()
            passed = time.perf_counter() - begun
            frames, gap = json.loads(dragger.communicate("")[0])
        if (ended := server.process.poll()) is not None:
            print(f"the server ended with status {ended}")
            return False
        begun = time.perf_counter()
        status, _ = send(server.port, DRAGGER, lenet())
        later = time.perf_counter() - begun
        peak = memory_of(server, "VmHWM")
        client = http.client.HTTPConnection("127.0.0.1", server.port)
        client.request("GET", "/metrics")
        metrics = client.getresponse().read().decode()
        log.seek(0)
        said = log.read().decode()
    beyond = peak - before - MEMORY - 4 * FILE
    slowest, name = found.slowest
    print(
        f"{files} files in {passed:.0f} s: "
        + ", ".join(f"{n} {c}" for n, c in found.answers.most_common())
    )
    print(f"slowest answer: {duration(slowest)}, {name}")
    print(f"wrong answers: {len(found.wrong)}", *found.wrong[:10], sep="\n  ")
    print(f"frames of one who drags: {frames}, longest wait {duration(gap)}")
    print(
        f"memory: {before >> 20} MiB before, {peak >> 20} MiB at most, "
        f"{beyond / 1e6:+.0f} MB from its bound"
    )
    print(f"a network afterwards: status {status} after {duration(later)}")
    logged = [line for line in said.splitlines() if re.search("ERROR|Traceback|error", line)]
    print(f"errors in the log: {len(logged)}", *logged[:5], sep="\n  ")
    served = status == 201 and later <= LATER and "shiftscope" in metrics
    return served and not (found.wrong or logged) and gap <= GAP and beyond <= BEYOND and frames > 0


def main(arguments: Sequence[str]) -> int:
    """The command; returns the exit status."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--files", type=int, default=FILES)
    parser.add_argument("--models", type=Path, help="folder of the networks")
    parser.add_argument("--drag", type=int, help=argparse.SUPPRESS)
    given = parser.parse_args(arguments)
    if given.drag is not None:
        drag(given.drag)
        return 0
    return 0 if attack(given.files, given.models) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
