"""Each browser without WebGL: the page says so, and draws the volumes flat."""

from collections.abc import Callable

from tests.browsers.conftest import Get, Visit
from tests.e2e.conftest import Server


def test_without_webgl(
    opened: Get, server: Server, record_property: Callable[[str, object], None]
) -> None:
    window = opened(False)
    record_property("browser", window.name)
    visit = Visit(window, server)
    visit.open("#screen=play&objects=face.3.3")
    window.wait("find('p', 'This browser has no WebGL 2, so the volumes are drawn flat.') !== null")
    window.drag(*window.pixels((13, 13), (30, 30), (43, 40)))
    assert visit.scene()["objects"][0]["row"] == 33
    visit.answered()
    assert window.run("return window.said;") == []
