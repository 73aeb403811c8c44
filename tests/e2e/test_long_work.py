"""Long work shows its progress and can be cancelled."""

import base64
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Route, expect

from tests.e2e.conftest import Visit
from tests.e2e.laboratory import STORE, unfold
from tests.e2e.views import tab

CROSS = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAMAAAADCAIAAADZSiLoAAAAGElEQVR42mNgYGD4z8DAwMDACKGgAMIBADL/Av+JEcX1"
    "AAAAAElFTkSuQmCC"
)


def stall(visit: Visit, path: str) -> None:
    """Keeps requests waiting, as a busy server does."""

    def hold(route: Route) -> None:
        """Leaves the request pending."""

    visit.page.route(path, hold)


def consistency(visit: Visit) -> Locator:
    """Measures over random shifts."""
    tab("Consistency")(visit)
    unfold(visit)
    form = visit.page.locator("consistency-tab [data-form=consistency]")
    form.get_by_role("button", name="Measure").click()
    return form


def equivariance(visit: Visit) -> Locator:
    """Measures one shift, layer by layer."""
    tab("Consistency")(visit)
    unfold(visit)
    form = visit.page.locator("consistency-tab [data-form=equivariance]")
    form.get_by_role("button", name="Measure").click()
    return form


def upload(visit: Visit) -> Locator:
    """Sends a picture."""
    panel = visit.page.locator("drawing-panel")
    panel.locator("input[type=file]").set_input_files(
        {"name": "cross.png", "mimeType": "image/png", "buffer": CROSS}
    )
    return panel


@pytest.mark.parametrize(
    ("path", "begin"),
    [
        ("**/consistency", consistency),
        ("**/equivariance", equivariance),
        ("**/api/pictures", upload),
    ],
)
def test_long_work_shows_progress_and_can_be_cancelled(
    visit: Visit, path: str, begin: Callable[[Visit], Locator]
) -> None:
    page = visit.page
    stall(visit, path)
    ended: list[str] = []
    page.on("requestfailed", lambda request: ended.append(request.url))
    place = begin(visit)
    expect(place.get_by_role("progressbar")).to_be_visible()
    before = page.evaluate(f"() => JSON.stringify({STORE}.get('scene'))")
    place.get_by_role("button", name="Cancel").click()
    expect(place.get_by_role("progressbar")).to_have_count(0)
    page.wait_for_timeout(100)
    assert any(url.endswith(path.removeprefix("**")) for url in ended), "the request is ended too"
    assert page.evaluate(f"() => JSON.stringify({STORE}.get('scene'))") == before
    assert page.evaluate(f"() => {STORE}.get('notice')") is None
    page.unroute(path)
    begin(visit) if begin is upload else place.get_by_role("button", name="Measure").click()
    if begin is upload:
        page.wait_for_function(f"() => {STORE}.get('scene').objects.length === 2")
    else:
        unfold(visit)
        kind = path.removeprefix("**/").capitalize()
        table = page.locator("consistency-tab").get_by_label(kind, exact=True).locator("table")
        expect(table).to_be_visible(timeout=60_000)
