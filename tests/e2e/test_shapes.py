"""Networks of one to eight volumes, grey or in colour, 16 to 224 px: every view and every tab."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import Server, Visit, free_port
from tests.e2e.laboratory import STORE, finished
from tests.e2e.test_flat import NO_WEBGL
from tests.network.shaped import SHAPED, write_all

BROKEN = re.compile(r"NaN|undefined|Infinity|\[object|\bnull\b")
TABS = ("compare", "pooling", "sweep", "blind", "consistency", "evidence", "train")


@pytest.fixture(scope="module")
def shapes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of those networks alone."""
    folder = write_all(tmp_path_factory.mktemp("models"))
    settings = {"SHIFTSCOPE_MODELS": str(folder), "SHIFTSCOPE_SWEEPS_PER_MINUTE": "0"}
    server = Server(free_port(), settings=settings)
    server.start()
    yield server
    server.stop()


def opened(server: Server, browser: Browser, fragment: str, script: str = "") -> Visit:
    """A visit of a link, with the first frame drawn."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    if script:
        context.add_init_script(script)
    visit = Visit(context.new_page(), server, path=f"#{fragment}")
    visit.open()
    visit.settle()
    return visit


def goes_to(page: Page, fragment: str) -> None:
    """Follows another link in the same page."""
    page.evaluate("(fragment) => { location.hash = fragment; }", fragment)


def checked(visit: Visit) -> None:
    """Asserts that the page says nothing broken, and logged nothing."""
    text = visit.page.locator("body").inner_text()
    assert not BROKEN.search(text), BROKEN.findall(text)
    assert visit.messages == []


def stays_inside(page: Page) -> None:
    """Asserts that the figure's headings overlap neither one another nor the figure's edges."""
    figure, headings = page.evaluate(
        """() => {
          const root = document.querySelector('figure-panel').renderRoot;
          const box = (element) => {
            const { left, right, top, bottom } = element.getBoundingClientRect();
            return { left, right, top, bottom };
          };
          const headings = [...root.querySelectorAll('.heading')];
          return [box(root.querySelector('canvas')), headings.map(box)];
        }"""
    )
    for number, one in enumerate(headings):
        assert one["left"] >= figure["left"] - 1
        assert one["right"] <= figure["right"] + 1
        assert one["bottom"] <= figure["bottom"] + 1
        for other in headings[:number]:
            assert (
                one["right"] <= other["left"] + 1
                or other["right"] <= one["left"] + 1
                or one["bottom"] <= other["top"] + 1
                or other["bottom"] <= one["top"] + 1
            )


@pytest.mark.parametrize("name", SHAPED)
def test_a_network_of_another_shape_is_drawn_in_every_view_and_tab(
    shapes: Server, browser: Browser, name: str
) -> None:
    spec = SHAPED[name]
    count = len(spec.stages())
    _, rows, cols = spec.input_shape
    visit = opened(shapes, browser, f"model={name}&objects=face.1.2&lang=en")
    page = visit.page
    expect(page.locator("scene-panel h2")).to_have_text(
        f"Scene, {rows} × {cols} px", ignore_case=True
    )
    drawn = page.evaluate(
        "document.querySelector('figure-panel').stage.layout.volumes.map((b) => b.layer.stage)"
    )
    assert drawn == [None, *range(1, count + 1)]
    assert len({key.split("/")[0] for key in visit.counts()}) == count
    headings = page.locator("figure-panel .heading")
    assert headings.count() == 1 + len([x for x in spec.layers if x.role and x.role != "output"])
    board = page.locator("scene-panel .board > canvas").bounding_box()
    assert board
    assert board["width"] / board["height"] == pytest.approx(cols / rows, rel=0.05)
    placed = [{"object": "face", "row": 1, "col": 2}]
    answer = shapes.activations(name, placed, ",".join(spec.stages()))
    counts = [active for layer in answer["layers"] for active in layer["active"]]
    assert list(visit.counts().values()) == counts
    for camera in ("flow", "front", "side"):
        goes_to(page, f"model={name}&objects=face.1.2&camera={camera}&spread=0.9&lang=en")
        visit.settle()
        stays_inside(page)
    first = next(iter(spec.stages()))
    for tab in TABS:
        goes_to(
            page,
            f"model={name}&objects=face.3.4&a=face.1.2&lab={tab}&cell=1.{first}.1.2.3"
            f"&slice=1.{first}.1&lang=en",
        )
        page.wait_for_function(f"(tab) => {STORE}.get('lab') === tab", arg=tab)
        expect(page.locator("microscope-panel [data-cell]")).to_be_visible()
        if tab == "compare":
            expect(page.locator("compare-tab [data-fresh=true]").first).to_be_visible()
        visit.settle()
        stays_inside(page)
        checked(visit)
    page.context.close()


@pytest.mark.parametrize("name", SHAPED)
def test_a_network_of_another_shape_is_drawn_flat(
    shapes: Server, browser: Browser, name: str
) -> None:
    visit = opened(shapes, browser, f"model={name}&objects=face.1.2&lang=en", NO_WEBGL)
    volumes = visit.page.evaluate(
        "document.querySelector('figure-panel').renderRoot.querySelector('flat-figure').layout"
        ".volumes.map(({ layer, width, height }) => [layer.stage, width / height])"
    )
    spec = SHAPED[name]
    _, rows, cols = spec.input_shape
    assert [stage for stage, _ in volumes] == [None, *range(1, len(spec.stages()) + 1)]
    assert volumes[0][1] == pytest.approx(cols / rows, rel=0.05)
    checked(visit)
    visit.page.context.close()


def test_a_sweep_on_a_canvas_that_is_not_square(shapes: Server, browser: Browser) -> None:
    name = "three-volumes-48-by-32"
    visit = opened(shapes, browser, f"model={name}&objects=face.1.2&lab=sweep&answer=face")
    page = visit.page
    page.get_by_role("button", name=re.compile("^Sweep")).click()
    (sweep,) = finished(visit, "sweeps", 1)
    assert (len(sweep["start"]["rows"]), len(sweep["start"]["cols"])) == (14, 6)
    visit.settle()
    checked(visit)
    page.context.close()
