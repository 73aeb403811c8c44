"""The folder in which several processes share the networks of visitors.

It has the form of `models/`: a card beside a file of weights. Files are named by the network's id,
which is a hash, so that two processes that write one network write the same.
"""

import contextlib
import logging
import os
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from torch import Tensor

from app.errors import BrokenNetwork
from app.network.card import Card
from app.network.library import Entry, read_one, write

log = logging.getLogger("shiftscope")

ID = re.compile(r"own-[0-9a-f]{16}")
"""Ids of visitors' networks, and so the names of files. Those of the library begin otherwise."""
TOUCH_SECONDS = 30.0
"""A use is noted in the folder at most this often."""


class SharedFolder:
    """Visitors' networks in a folder, the most recently used ones, within bounds.

    Args:
        count: networks, at most.
        total: bytes of all files, at most.
        seconds: without use, after which a network is removed.
        clock: s since the epoch, as files have them.
    """

    def __init__(
        self,
        folder: Path,
        count: int,
        total: int,
        seconds: float,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.folder = folder
        self.count = count
        self.total = total
        self.seconds = seconds
        self.clock = clock
        self._touched: dict[str, float] = {}

    def card(self, name: str) -> Path:
        """Where the card of a network lies."""
        return self.folder / f"{name}.json"

    def has(self, name: str) -> bool:
        """Whether the folder has a network, which counts as a use."""
        now = self.clock()
        if now - self._touched.get(name, 0.0) < TOUCH_SECONDS:
            return self.card(name).exists()
        try:
            os.utime(self.card(name), (now, now))
        except OSError:
            self._touched.pop(name, None)
            return False
        self._touched[name] = now
        return True

    def read(self, name: str) -> Entry | None:
        """The network called `name`, checked as those of the library are; None without one."""
        if not ID.fullmatch(name) or not self.has(name):
            return None
        try:
            # The file of weights is made again when it is asked for.
            return replace(read_one(self.card(name)), file=None)
        except BrokenNetwork as error:
            log.warning("a visitor's network cannot be read: %s", error.message)
            self.remove(name)
            return None

    def write(self, card: Card, weights: Mapping[str, Tensor]) -> bool:
        """Writes a network; False if the folder cannot be written, which is logged."""
        try:
            write(self.folder, card, weights)
        except OSError as error:
            log.error(
                "the folder of visitors' networks cannot be written, %s: other workers will not "
                "have the network %s",
                error.strerror,
                card.id,
            )
            return False
        self.prune()
        return True

    def remove(self, name: str) -> bool:
        """Removes a network; whether there was one."""
        if not ID.fullmatch(name):
            return False
        self._touched.pop(name, None)
        had = self.card(name).exists()
        for path in (self.card(name), self.card(name).with_suffix(".safetensors")):
            with contextlib.suppress(OSError):
                path.unlink(missing_ok=True)
        return had

    def prune(self) -> None:
        """Removes what is too old or too much, the least recently used first."""
        now = self.clock()
        found = []
        for path in self.folder.glob("own-*.json"):
            # Another process may remove it meanwhile.
            with contextlib.suppress(OSError):
                weights = path.with_suffix(".safetensors").stat().st_size
                noted = path.stat()
                found.append((noted.st_mtime, noted.st_size + weights, path.stem))
        count = total = 0
        for used, size, name in sorted(found, reverse=True):
            count, total = count + 1, total + size
            # The newest stays, however large it is: it has just been brought.
            beyond = count > self.count or (total > self.total and count > 1)
            if beyond or now - used > self.seconds:
                self.remove(name)
                count, total = count - 1, total - size
        names = {name for _, _, name in found}
        self._touched = {name: at for name, at in self._touched.items() if name in names}
