"""The journal: a training's files in a folder, which all processes of a server share.

`training-ID.ndjson` holds its events, one a line. `training-ID.command` is what was asked of it,
and `training-ID.watched` is touched while somebody watches. So any process can show, pause and stop
a training that another one has begun, and a training ends by itself when nobody is left.
`training-ID.heartbeat` is touched by the process that schedules it; when that is killed, it grows
old.
"""

import json
import math
import os
import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Literal

from app.live_training.events import Event

ID = re.compile(r"[0-9a-f]{16}")
Command = Literal["go on", "pause", "stop"]
LAST = ("done", "ended", "error")
"""Types of the last line."""
LONGEST = 1 << 16
"""Bytes that are read from a journal at a time, for each that watches; no line is as long."""


class Journal:
    """The files of one training.

    Args:
        clock: s since the epoch, as files have them.

    Raises:
        ValueError: `training` is no id.
    """

    def __init__(self, folder: Path, training: str, clock: Callable[[], float] = time.time) -> None:
        if not ID.fullmatch(training):
            raise ValueError(f"expected 16 hex digits; got {training!r}")
        self.events = folder / f"training-{training}.ndjson"
        self._command = folder / f"training-{training}.command"
        self._watched = folder / f"training-{training}.watched"
        self._heartbeat = folder / f"training-{training}.heartbeat"
        self.clock = clock

    @property
    def exists(self) -> bool:
        """Whether the training has begun."""
        return self.events.exists()

    def append(self, event: Event) -> None:
        """Adds a line."""
        with self.events.open("ab") as file:
            file.write(event.model_dump_json().encode() + b"\n")

    def read(self, offset: int = 0) -> tuple[list[bytes], int]:
        """The whole lines from a byte on, and where the next ones begin."""
        with self.events.open("rb") as file:
            file.seek(offset)
            content = file.read(LONGEST)
        whole = content[: content.rfind(b"\n") + 1]
        return whole.splitlines(keepends=True), offset + len(whole)

    @property
    def newest(self) -> bytes | None:
        """The line that was written last; None without one."""
        line: bytes | None = None
        more, offset = self.read()
        while more:
            line = more[-1]
            more, offset = self.read(offset)
        return line

    @property
    def ended(self) -> bool:
        """Whether its last line is there."""
        newest = self.newest
        return newest is not None and is_last(newest)

    def ask(self, command: Command) -> None:
        """Asks the training to pause, to go on or to stop; a stop cannot be taken back."""
        if self.asked == "stop":
            return
        # Renamed into place: whoever reads meanwhile finds the former command or this one.
        draft = self._command.with_suffix(f".{os.getpid()}")
        draft.write_text(command)
        draft.replace(self._command)

    @property
    def asked(self) -> str:
        """What was asked last."""
        try:
            return self._command.read_text()
        except FileNotFoundError:
            return "go on"

    @property
    def was_paused(self) -> bool:
        """Whether it was ever asked to pause."""
        return self._command.exists()

    def watch(self) -> None:
        """Notes that somebody watches now."""
        self._watched.touch()

    @property
    def unwatched(self) -> float:
        """For how long nobody has watched, s."""
        return self._age(self._watched)

    def heartbeat(self) -> None:
        """Notes that the process that schedules the training is there."""
        self._heartbeat.touch()

    @property
    def silent(self) -> float:
        """For how long that process has been silent, s."""
        return self._age(self._heartbeat)

    def _age(self, path: Path) -> float:
        try:
            return max(self.clock() - path.stat().st_mtime, 0.0)
        except FileNotFoundError:
            return math.inf

    @property
    def idle(self) -> float:
        """For how long nobody has written or noted anything, s."""
        return min(map(self._age, (self.events, self._command, self._watched, self._heartbeat)))

    def remove(self) -> None:
        """Removes the files."""
        for path in (self.events, self._command, self._watched, self._heartbeat):
            path.unlink(missing_ok=True)


def is_last(line: bytes) -> bool:
    """Whether a line is a training's last one."""
    return json.loads(line)["type"] in LAST
