"""Every view of the page, with the actions that lead to it; a new view is one more line."""

from collections.abc import Callable
from contextlib import suppress

from playwright.sync_api import TimeoutError as PlaywrightTimeoutError

from tests.e2e.conftest import Visit
from tests.e2e.laboratory import LONG, STORE, TABS, show, unfold

ODD = "digits-max-fc-corner"
"""A network that is blind outside the corner."""


def first(visit: Visit) -> None:
    """The first view."""


def side_by_side(visit: Visit) -> None:
    """Two networks on one scene."""
    visit.page.evaluate(
        "() => { const { store, cards } = document.querySelector('scene-panel').context;"
        " store.set('twin', cards.find(({ id }) => id === 'ludic-nopool')); }"
    )
    visit.settle()


def digits(visit: Visit) -> None:
    """A network with a trained region, and a digit outside it."""
    show(visit, ODD, ("digit-3-1", 20, 30))


def nothing(visit: Visit) -> None:
    """An empty canvas."""
    visit.page.get_by_role("button", name="Clear").click()
    visit.settle()


def tab(name: str) -> Callable[[Visit], None]:
    """A tab of the laboratory before any work."""

    def open_tab(visit: Visit) -> None:
        digits(visit)
        visit.page.get_by_role("tab", name=name).click()

    return open_tab


def compare(visit: Visit) -> None:
    """A comparison of A and B."""
    show(visit, ODD, ("digit-3-1", 4, 4))
    visit.page.keyboard.press("p")
    digits(visit)
    visit.page.wait_for_function(f"() => {STORE}.get('comparison') !== null")
    visit.page.locator("compare-tab details").first.wait_for()
    unfold(visit)


def pooling(visit: Visit) -> None:
    """A network and its twin without pooling, one pixel on."""
    tab("Pooling")(visit)
    visit.page.get_by_role("button", name="Nudge by 1 px").click()
    unfold(visit)
    visit.page.wait_for_function(f"() => {STORE}.get('twinFrame') !== null")


def opening(visit: Visit) -> None:
    """The first screen with its tiles, and what a sweep and an exchange of heads said."""
    visit.page.goto(f"{visit.server.url}/#screen=opening")
    visit.page.wait_for_function(f"() => {STORE}.get('twinFrame') !== null")
    visit.page.keyboard.press("Escape")
    visit.page.get_by_role("button", name="Show all places").click()
    visit.page.wait_for_function(f"() => {STORE}.get('tiles').size > 100", timeout=LONG)
    visit.page.wait_for_timeout(3_000)


def swept(visit: Visit) -> None:
    """A finished sweep, with its map over the canvas."""
    tab("Sweep")(visit)
    unfold(visit)
    visit.page.locator("sweep-tab").get_by_label("step").select_option("4 px")
    visit.page.locator("sweep-tab").get_by_role("button", name="Sweep 3").click()
    finish(visit, "sweeps")


def blind(visit: Visit) -> None:
    """The transplants' maps."""
    tab("Who went blind")(visit)
    visit.page.get_by_role("button", name="Sweep this 3").click()
    finish(visit, "transplantSweeps")
    unfold(visit)


def finish(visit: Visit, key: str) -> None:
    """Waits for every sweep."""
    visit.page.wait_for_function(
        f"() => {{ const all = {STORE}.get('{key}');"
        " return all.length && all.every(({ status }) => status === 'done'); }",
        timeout=LONG,
    )


def trained(visit: Visit) -> None:
    """A training that came to its end."""
    tab("Train")(visit)
    visit.page.evaluate(
        f"() => {{ const form = {STORE}.get('trainingForm');"
        f" {STORE}.set('trainingForm', {{ ...form, steps: 20, batch: 16 }}); }}"
    )
    visit.page.locator("training-run [data-train]").click()
    visit.page.wait_for_function(f"() => {STORE}.get('training').status === 'done'", timeout=LONG)
    visit.page.locator("training-run .kernels").wait_for()


def measured(visit: Visit) -> None:
    """Consistency and equivariance, measured."""
    tab("Consistency")(visit)
    unfold(visit)
    for key, button in (("consistency", "first"), ("equivariance", "last")):
        panel = visit.page.locator("consistency-tab")
        getattr(panel.get_by_role("button", name="Measure"), button).click()
        visit.page.wait_for_function(f"() => {STORE}.get('{key}').results.length", timeout=LONG)


def microscope(layer: str, place: str) -> Callable[[Visit], None]:
    """The microscope on a cell, or on a unit of the head."""

    def look(visit: Visit) -> None:
        show(visit, "figure-everywhere", ("face", 3, 3))
        visit.page.evaluate(
            f"""() => {STORE}.set('pinnedCell', {{ side: 'model', layer: '{layer}', {place} }})"""
        )
        visit.page.wait_for_function(
            f"() => {STORE}.get('explained')?.response?.layer === '{layer}'"
        )

    return look


CELL = "channel: 0, row: 3, col: 3"


def chosen_slice(visit: Visit) -> None:
    """A slice, its kernels, and its strongest cell."""
    visit.page.locator("slices-panel [data-volume=pool2] [data-channel='0']").press("Enter")
    visit.page.wait_for_function(f"() => {STORE}.get('kernels') !== null")


def drawn(visit: Visit) -> None:
    """A picture of the visitor's own, and the pen in hand."""
    visit.page.get_by_role("button", name="Pen").click()
    visit.page.mouse.move(*visit.pixel(30, 30))
    visit.page.mouse.down()
    visit.page.mouse.move(*visit.pixel(40, 50), steps=4)
    visit.page.mouse.up()
    visit.settle()


def failed_import(visit: Visit) -> None:
    """A picture that could not be read."""
    visit.page.locator("drawing-panel input[type=file]").set_input_files(
        {"name": "x.png", "mimeType": "image/png", "buffer": b"nothing of the kind"}
    )
    visit.page.locator("notice-bar [role=alert] p").wait_for()
    visit.messages.clear()


def tour(step: int, *, act: bool = False) -> Callable[[Visit], None]:
    """A step of the tour, before its task or after."""

    def open_step(visit: Visit) -> None:
        visit.page.locator("tour-switch button").click()
        visit.page.locator("tour-panel .dot").nth(step - 1).click()
        if act:
            visit.page.locator("tour-panel [data-action]").click()
            visit.page.locator("tour-panel .task.done").wait_for(timeout=LONG)

    return open_step


def share(visit: Visit) -> None:
    """The panel for sharing and saving."""
    visit.page.get_by_role("button", name="Share").click()
    visit.page.locator("share-panel dialog[open]").wait_for()


def networks(visit: Visit) -> None:
    """The list of networks, with the choices under *Advanced*."""
    digits(visit)
    visit.page.locator("model-picker:not([side]) .current").click()
    visit.page.locator("model-picker:not([side]) summary").click()
    visit.page.locator("network-axes input").first.wait_for()


def keys(visit: Visit) -> None:
    """The list of keys."""
    visit.page.keyboard.press("?")
    visit.page.locator("shortcut-help dialog[open]").wait_for()


def chinese(visit: Visit) -> None:
    """The page in Chinese, with the laboratory open."""
    digits(visit)
    visit.open_menu()
    visit.page.locator("language-switch select").select_option("zh-Hans")
    visit.page.wait_for_function("() => document.documentElement.lang === 'zh-Hans'")
    visit.page.locator("lab-panel [role=tab]").first.click()


def own_classes(visit: Visit) -> None:
    """The form of a training, with classes of the visitor's own, and a region that is too small."""
    visit.page.evaluate(
        f"() => {{ const form = {STORE}.get('trainingForm'); {STORE}.set('lab', 'train');"
        f" {STORE}.set('trainingForm', {{ ...form, data: 'own', painted: new Set([0, 1]) }}); }}"
    )
    form = visit.page.locator("training-view")
    form.locator("summary").first.click()
    form.get_by_role("button", name="Add a class").click()
    form.locator("own-classes select").select_option("house")
    form.locator("own-classes .picture").wait_for()


def own_network(step: str) -> Callable[[Visit], None]:
    """A step of the dialog in which a network is brought."""

    def show_step(visit: Visit) -> None:
        more = {
            "choose": "",
            "send": "file: 'mine.onnx', sent: 4e6, total: 9e6",
            "refused": "file: 'a.pt', error: { code: 'not_onnx',"
            " message: 'expected ONNX\\nimport a' }",
            "missing": "missing: { id: 'own-0', title: 'Theirs', options: {} }",
            "settings": "",
        }[step]
        visit.page.evaluate(
            f"() => {STORE}.set('bringing', {{ side: 'model', step: '{step}', {more} }})"
        )
        visit.page.locator("own-panel dialog[open]").wait_for()

    return show_step


VIEWS: dict[str, Callable[[Visit], None]] = {
    "first": first,
    "opening": opening,
    "side by side": side_by_side,
    "digits": digits,
    "empty": nothing,
    **{f"{name}, before": tab(name) for name in TABS},
    "Compare, done": compare,
    "Pooling, done": pooling,
    "Sweep, done": swept,
    "Who went blind, done": blind,
    "Consistency, done": measured,
    "Train, own classes": own_classes,
    "Train, done": trained,
    "microscope: input": microscope("input", CELL),
    "microscope: convolution": microscope("conv1", CELL),
    "microscope: ReLU": microscope("relu1", CELL),
    "microscope: pooling": microscope("pool2", CELL),
    "microscope: fully connected": microscope("relu3", "unit: 3"),
    "microscope: output": microscope("fc2", "unit: 0"),
    "a chosen slice": chosen_slice,
    "own pictures": drawn,
    "a notice": failed_import,
    "tour, begun": tour(1),
    "tour, a step done": tour(2, act=True),
    "tour, its end": tour(10),
    "share": share,
    "networks": networks,
    **{
        f"own network: {step}": own_network(step)
        for step in ("choose", "send", "refused", "missing", "settings")
    },
    "keys": keys,
    "Chinese": chinese,
}


def go(visit: Visit, view: str) -> None:
    """Opens a view and waits until it has settled."""
    VIEWS[view](visit)
    with suppress(PlaywrightTimeoutError):
        visit.page.wait_for_load_state("networkidle", timeout=1_000)
    visit.settle()
