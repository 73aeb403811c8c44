"""The answer: where a scene meets a network. Plain functions, for whichever edge asks."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from jaxtyping import UInt8

from app.frame import Content, encode
from app.network.incremental import Box
from app.network.library import Entry
from app.network.path import Links, path, strongest
from app.network.trace import Trace, shown, trace
from app.scene.picture import Pixels
from app.scene.raster import boxes, centred, paint, raster, scaled
from app.scene.scene import Scene


def look(entry: Entry, scene: Scene, where: str = "scene") -> Trace:
    """The network's trace of a scene on its own canvas.

    Args:
        where: the scene came, for errors; a dotted path.

    Raises:
        UnknownObject: the scene names an object that neither the palette nor itself holds.
        InvalidInput: a picture that it names cannot be decoded.
    """
    _, height, width = entry.card.input_shape
    return trace(entry.network, raster(scene, height, width, where))


def look_at(entry: Entry, picture: Pixels) -> Trace:
    """The network's trace of one picture, in the middle of its canvas, on black."""
    _, height, width = entry.card.input_shape
    return trace(entry.network, scaled(centred(picture, height, width)))


class Asked(NamedTuple):
    """A scene for a network, and its number."""

    entry: Entry
    scene: Scene
    seq: int


def live_frame(asked: Asked) -> bytes:
    """The frame of a scene, with the links to its strongest output; raises as `look`."""
    (frame,) = live_frames([asked])
    if isinstance(frame, Exception):
        raise frame
    return frame


def live_frames(asked: Sequence[Asked]) -> list[bytes | Exception]:
    """The frame of each scene, or what `live_frame` raises for it.

    To the last bit those that each would get alone. All take one kind of work before the next, so
    that its code stays in the processor's caches: where there are many, that saves a quarter.
    """
    works = [Work(one) for one in asked]
    for work in works:
        work.paint()
    groups: dict[str, list[Work]] = {}
    for work in works:
        if work.failure is None:
            groups.setdefault(work.asked.entry.card.id, []).append(work)
    for group in groups.values():
        answer(group)
    return [work.failure or work.frame for work in works]


class Work:
    """A scene on its way to its frame."""

    canvas: UInt8[np.ndarray, "row col 3"]
    boxes: list[Box]
    trace: Trace
    frame: bytes

    def __init__(self, asked: Asked) -> None:
        self.asked = asked
        self.failure: Exception | None = None

    def paint(self) -> None:
        """The scene as pixels, or why there are none."""
        _, height, width = self.asked.entry.card.input_shape
        try:
            self.canvas = paint(self.asked.scene, height, width)
            self.boxes = boxes(self.asked.scene, height, width)
        except Exception as error:
            self.failure = error


def answer(works: Sequence[Work]) -> None:
    """Gives each its frame, or why there is none; all are for one network."""
    entry = works[0].asked.entry
    try:
        for work in works:
            picture = scaled(work.canvas)
            work.trace = shown(entry.patches, picture, work.canvas, work.boxes)
        contents = [
            Content(work.trace, links_of(work), work.asked.seq, work.canvas) for work in works
        ]
        for work, frame in zip(works, encode(contents, entry.ranges), strict=True):
            work.frame = frame
    except Exception as error:
        if len(works) == 1:
            works[0].failure = error
            return
        # One that fails must not take the others with it.
        for work in works:
            answer([work])


def links_of(work: Work) -> Links:
    """What gives most to its strongest output."""
    network, output = work.asked.entry.network, int(work.trace.scores.argmax())
    return strongest(network, path(network, work.trace, output))
