"""Inference: from a scene to what a network computes for it. Plain functions without HTTP.

There are two paths, on purpose. `trace_scene`, for REST and the experiments, computes every layer
of the whole picture: explanations need layers that no figure shows, and the numbers depend on the
request alone. `live_frames`, for the live channel, computes only what a figure shows and takes from
the patch cache what earlier pictures left there: most of a drag is found there, and a frame takes a
fraction of the time. Tests hold both together: they agree to the last bit, and on a torus to the
last digits.
"""

from collections.abc import Sequence
from typing import NamedTuple

from app.frame import Content, encode
from app.network.head_path import Links, path, strongest
from app.network.library import Entry
from app.network.trace import Trace, trace
from app.scene.raster import Raster, centred, raster
from app.scene.scene import Scene
from app.scene.truth import truth_on_canvas
from app.scene.visibility import Pixels


def raster_of(entry: Entry, scene: Scene, where: str = "scene") -> Raster:
    """The scene on the network's own canvas, in the format that the network wants.

    Args:
        where: the scene's dotted path in the request, for errors.

    Raises:
        UnknownObject: the scene names an object that neither the palette nor the scene holds, or a
            background that it does not hold.
        InvalidInput: one of its pictures cannot be decoded.
    """
    return raster(scene, entry.card.input_shape, where, entry.card.input.apply)


def trace_scene(entry: Entry, scene: Scene, where: str = "scene") -> Trace:
    """The trace of a scene on the network's own canvas, with every layer.

    Takes and raises what `raster_of` does.
    """
    return trace(entry.network, raster_of(entry, scene, where).picture)


def trace_picture(entry: Entry, picture: Pixels) -> Trace:
    """The trace of one picture in the middle of the network's canvas, on black."""
    canvas = centred(picture, entry.card.input_shape)
    return trace(entry.network, entry.card.input.apply(canvas))


class FrameRequest(NamedTuple):
    """A scene for a network, and its sequence number."""

    entry: Entry
    scene: Scene
    seq: int


def live_frame(request: FrameRequest) -> bytes:
    """The frame of a scene, with the links to its strongest output; raises as `trace_scene`."""
    (frame,) = live_frames([request])
    if isinstance(frame, Exception):
        raise frame
    return frame


def live_frames(requests: Sequence[FrameRequest]) -> list[bytes | Exception]:
    """For each request its frame, or the exception that `live_frame` would raise.

    Each frame is to the last bit the one that its request would get alone. All requests pass one
    step before the first passes the next, so that the step's code stays in the processor's caches:
    for many requests that saves a quarter of the time.
    """
    results: list[bytes | Exception] = [b""] * len(requests)
    groups: dict[str, list[tuple[int, Raster]]] = {}
    for number, (entry, scene, _) in enumerate(requests):
        try:
            painted = raster_of(entry, scene)
        except Exception as error:
            results[number] = error
        else:
            groups.setdefault(entry.card.id, []).append((number, painted))
    for group in groups.values():
        found = _frames([(requests[number], painted) for number, painted in group])
        for (number, _), result in zip(group, found, strict=True):
            results[number] = result
    return results


def _frames(works: Sequence[tuple[FrameRequest, Raster]]) -> list[bytes | Exception]:
    """The frame of each raster, or why there is none; all requests are for one network."""
    entry = works[0][0].entry
    try:
        traces = [entry.backgrounds.trace(painted) for _, painted in works]
        contents = [
            Content(
                trace,
                links_of(entry, trace),
                request.seq,
                entry.card.input.ordered(painted.pixels),
                truth_on_canvas(request.scene, entry.card.labels, *entry.card.input_shape[1:]),
            )
            for (request, painted), trace in zip(works, traces, strict=True)
        ]
        return [*encode(contents, entry.ranges)]
    except Exception as error:
        if len(works) == 1:
            return [error]
        # One request that fails must not take the others with it.
        return [result for work in works for result in _frames([work])]


def links_of(entry: Entry, trace: Trace) -> Links:
    """The links that contribute most to the strongest output."""
    return strongest(entry.network, path(entry.network, trace, int(trace.scores.argmax())))
