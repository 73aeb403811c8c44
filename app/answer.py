"""The answer: where a scene meets a network. Plain functions, for whichever edge asks."""

from app.frame import encode
from app.network.library import Entry
from app.network.path import path, strongest
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


def live_frame(entry: Entry, scene: Scene, seq: int) -> bytes:
    """The frame of a scene, with the links to its strongest output; raises as `look`."""
    _, height, width = entry.card.input_shape
    canvas = paint(scene, height, width)
    seen = shown(entry.partial, scaled(canvas), boxes(scene, height, width))
    links = strongest(entry.network, path(entry.network, seen, int(seen.scores.argmax())))
    return encode(seen, links, entry.ranges, seq, canvas)
