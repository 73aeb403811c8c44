"""The page on paper: one sheet with question, scene, figures, answers, numbers and link."""

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import Server, Visit, Windows, percent
from tests.scene.files import file, photo

BOTH = """() => {
    const { scene, frame, twinFrame } = document.querySelector('figure-panel').context.store.state;
    return frame?.scene === scene && twinFrame?.scene === scene;
}"""
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


@contextmanager
def on_paper(page: Page) -> Iterator[Locator]:
    """The page as it is printed."""
    page.evaluate("() => dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    yield page.locator("hand-out")
    page.emulate_media(media="screen")
    page.evaluate("() => dispatchEvent(new Event('afterprint'))")


def picture(part: Locator) -> Image.Image:
    """What a part of the page looks like."""
    return Image.open(io.BytesIO(part.screenshot())).convert("RGB")


def sheets(page: Page, paper: str) -> int:
    """How many sheets are printed."""
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(format=paper)))


@pytest.mark.parametrize(
    ("path", "options"),
    [
        ("", {}),
        ("#screen=play", {}),
        ("#screen=play&twin=digits-max-fc-corner&objects=digit-3-4.30.30", PHONE),
        ("#lang=zh-Hans&screen=play&twin=digits-max-fc-corner&lab=sweep", {}),
    ],
)
def test_every_view_is_one_sheet_of_a4_and_of_letter(
    server: Server, windows: Windows, path: str, options: dict[str, Any]
) -> None:
    with windows.visit(server, path, **options) as visit:
        before = visit.page.locator("figure-panel").first.bounding_box()
        assert {paper: sheets(visit.page, paper) for paper in ("A4", "Letter")} == {
            "A4": 1,
            "Letter": 1,
        }
        # The page is as before.
        expect(visit.page.locator("hand-out h1")).to_have_count(0)
        visit.settle()
        assert visit.page.locator("figure-panel").first.bounding_box() == before


def test_answers_and_numbers_are_the_servers(server: Server, windows: Windows) -> None:
    objects = [{"object": "digit-3-4", "row": 30, "col": 30}]
    path = (
        "#screen=play&model=digits-max-fc-everywhere&twin=digits-max-fc-corner"
        "&objects=digit-3-4.30.30"
    )
    with windows.visit(server, path) as visit:
        visit.page.wait_for_function(BOTH)
        check_numbers(server, visit.page, objects)


def check_numbers(server: Server, page: Page, objects: list[dict[str, Any]]) -> None:
    """A handout of two networks has the server's numbers."""
    with on_paper(page) as sheet:
        expect(sheet.locator("h1")).to_have_text("Does a neural network care where the 3 is?")
        expect(sheet.locator(".scene figcaption")).to_contain_text("3 at row 30, col 30")
        for side, model in (
            ("model", "digits-max-fc-everywhere"),
            ("twin", "digits-max-fc-corner"),
        ):
            answer = server.activations(model, objects, "pool1,pool2")
            part = sheet.locator(f'section[data-side="{side}"]')
            best = max(answer["outputs"], key=lambda output: output["score"])
            expect(part.locator(".prediction")).to_have_text(best["name"])
            expect(part.locator(".sure")).to_contain_text(f"{percent(best['score'])} sure")
            active = [
                sum(sum(value > 0 for row in plane for value in row) for plane in layer["values"])
                for layer in answer["layers"]
            ]
            counts = [
                int(re.search(r": (\d+) of", text)[1])  # type: ignore[index]
                for text in part.locator("li").all_inner_texts()
            ]
            assert counts == active
        expect(sheet.locator('[data-side="twin"] .expected')).to_have_text("should be 3")


def test_the_code_opens_the_view(visit: Visit) -> None:
    with on_paper(visit.page) as sheet:
        link = sheet.locator("p.link").inner_text()
        code = zxingcpp.read_barcodes(picture(sheet.locator(".code")))
    assert [each.text for each in code] == [link]
    assert link.startswith(f"{visit.server.url}/#")


def test_a_link_that_no_phone_reads_is_named(visit: Visit) -> None:
    visit.page.locator("drawing-panel input[type=file]").set_input_files(
        {"name": "photo.png", "mimeType": "image/png", "buffer": file(photo(300, 400), "png")}
    )
    visit.page.wait_for_function("() => location.hash.length > 3000")
    with on_paper(visit.page) as sheet:
        expect(sheet.locator("footer")).to_contain_text("too long for a QR code")
        expect(sheet.locator(".code")).to_have_count(0)
    assert sheets(visit.page, "Letter") >= 1


def test_two_figures_fill_the_width(server: Server, windows: Windows) -> None:
    path = "#screen=play&twin=digits-max-fc-corner&objects=digit-3-4.30.30"
    with windows.visit(server, path) as visit:
        for width, height in ((853, 480), (1440, 900)):
            visit.page.set_viewport_size({"width": width, "height": height})
            visit.settle()
            with on_paper(visit.page) as sheet:
                check_width(sheet)


def check_width(sheet: Locator) -> None:
    """Two figures stand side by side on the whole sheet."""
    first, second = (each.bounding_box() for each in sheet.locator(".volumes canvas").all())
    whole = sheet.bounding_box()
    assert first
    assert second
    assert whole
    assert first["y"] == second["y"]
    assert min(first["width"], second["width"]) > 0.45 * whole["width"]
    # Squares in which places can be marked.
    expect(sheet.locator(".board .grid")).to_be_attached()


def test_the_figure_is_drawn_on_white(visit: Visit) -> None:
    with on_paper(visit.page) as sheet:
        shown = picture(sheet.locator(".volumes canvas"))
    pixels = np.asarray(shown)
    assert (pixels.min(axis=2) > 240).mean() > 0.5
    # Frames of volumes, labels and links are on it.
    assert (pixels.max(axis=2) < 120).sum() > 1000


def test_the_share_panel_prints(visit: Visit) -> None:
    visit.page.evaluate("() => { window.print = () => { window.printed = true; }; }")
    visit.open_menu()
    visit.page.get_by_role("button", name="Share", exact=True).click()
    visit.page.get_by_role("button", name="Print…").click()
    assert visit.page.evaluate("() => window.printed")
