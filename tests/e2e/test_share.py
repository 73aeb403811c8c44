"""Sharing and saving: link, pictures, films, activations, code."""

import base64
import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import httpx2
import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Browser, expect
from safetensors.numpy import load

from tests.e2e.conftest import Visit
from tests.e2e.laboratory import STORE, rgb, saved, show
from tests.scene.files import file

SMALL = {"width": 840, "height": 600}
"""A small page, which is filmed faster without a graphics card."""

SOME = 3
"""A lower bound for the frames of a film of some seconds, even on a slow machine."""


def share(visit: Visit) -> None:
    """Opens the panel."""
    visit.settle()
    visit.open_menu()
    visit.page.get_by_role("button", name="Share", exact=True).click()
    expect(visit.page.get_by_role("dialog", name="Share")).to_be_visible()


def unfolded(visit: Visit) -> None:
    """Opens the panel with the sections that are closed at first."""
    share(visit)
    for name in ("Activations", "Code"):
        visit.page.locator("share-panel summary").filter(has_text=name).click()


def beside(visit: Visit) -> None:
    """Opens the twin without pooling."""
    visit.page.get_by_role("button", name="Without pooling").click()
    visit.page.wait_for_function("() => document.querySelectorAll('figure-panel[data-seq]')[1]")
    visit.settle()


def figure(visit: Visit, scale: int) -> np.ndarray:
    """The figure, saved at a scale, without its caption."""
    visit.page.locator("share-picture select").select_option(str(scale))
    name, png = saved(visit.page, "Save PNG")
    assert name.endswith(f"-{scale}x.png")
    return rgb(png)


def test_the_panel_is_reached_left_and_closed_by_keys(visit: Visit) -> None:
    page = visit.page
    button = page.get_by_role("button", name="Share", exact=True)
    button.focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="Share")
    expect(dialog).to_be_visible()
    for _ in range(30):
        page.keyboard.press("Tab")
        inside = page.evaluate("document.activeElement?.localName")
        assert inside in ("share-panel", "body"), "the focus stays within the dialog"
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(button).to_be_focused()


def test_letters_typed_in_the_panel_do_nothing_behind_it(visit: Visit) -> None:
    share(visit)
    visit.page.keyboard.press("p")
    assert visit.page.evaluate(f"{STORE}.get('pinned')") is None


def test_copying_the_link_is_announced(visit: Visit) -> None:
    page = visit.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    show(visit, "ludic", ("face", 30, 4))
    share(visit)
    page.get_by_role("button", name="Copy link").click()
    expect(page.locator("share-link [role=status]")).to_have_text("The link is on the clipboard.")
    link = page.evaluate("navigator.clipboard.readText()")
    assert "objects=face.30.4" in link
    expect(page.get_by_label("Link to this view")).to_have_value(link)
    page.wait_for_function("(link) => location.href === link", arg=link)


def test_a_device_with_a_dialog_of_its_own_is_given_the_link(visit: Visit) -> None:
    page = visit.page
    share(visit)
    expect(page.get_by_role("button", name="Send link")).to_have_count(0)
    page.keyboard.press("Escape")
    page.evaluate(
        """() => {
          navigator.canShare = () => true;
          navigator.share = async (data) => { window.sent = data; };
        }"""
    )
    show(visit, "ludic", ("face", 30, 4))
    share(visit)
    page.get_by_role("button", name="Send link").click()
    assert "objects=face.30.4" in page.evaluate("() => window.sent.url")


def test_a_link_that_cannot_be_copied_is_selected(visit: Visit) -> None:
    page = visit.page
    page.evaluate(
        """() => {
          navigator.clipboard.writeText = () => Promise.reject(new Error('refused'));
          document.execCommand = () => false;
        }"""
    )
    share(visit)
    page.get_by_role("button", name="Copy link").click()
    expect(page.locator("share-link [role=status]")).to_contain_text("copy it by hand")
    field = page.get_by_label("Link to this view")
    expect(field).to_be_focused()
    chosen = field.evaluate(
        "(input) => input.value.slice(input.selectionStart, input.selectionEnd)"
    )
    assert chosen.startswith(visit.server.url)
    expect(field).to_have_value(chosen)


@pytest.mark.timeout(300)
def test_the_picture_is_what_the_page_shows_at_every_scale(visit: Visit) -> None:
    page = visit.page
    panel = page.locator("figure-panel").first
    visit.settle()
    seen = rgb(panel.screenshot())
    labels = panel.evaluate(
        """(panel) => {
          const own = panel.getBoundingClientRect();
          return [...panel.shadowRoot.querySelectorAll('.caption, .labels > *, .heading > *')]
            .map((label) => label.getBoundingClientRect())
            .filter(({ width, height }) => width > 3 && height > 3)
            .map((box) => [box.top - own.top, box.left - own.left, box.bottom - own.top,
              box.right - own.left]);
        }"""
    )
    share(visit)
    ones = figure(visit, 1)
    height, width = seen.shape[:2]
    width = min(width, ones.shape[1])
    assert ones.shape[1] in (seen.shape[1], seen.shape[1] - 1)
    height -= 1
    assert 30 < ones.shape[0] - height < 120, "a caption below"
    shown, drawn = seen[:height, :width], ones[:height, :width]
    away = np.abs(shown - drawn).mean()
    assert away < 1
    for axis in (0, 1):
        assert away < np.abs(np.roll(shown, 2, axis) - drawn).mean() / 2, "in its place"
    assert len(labels) > 15
    moved = {
        (down, right): np.roll(drawn.max(axis=2), (down, right), (0, 1))
        for down in range(-3, 4)
        for right in range(-3, 4)
    }
    for top, left, bottom, right in labels:
        rows = slice(max(int(top), 0), int(bottom) + 1)
        cols = slice(max(int(left), 0), int(right) + 1)
        a = shown[rows, cols].max(axis=2).ravel()
        alike = {by: np.corrcoef(a, image[rows, cols].ravel())[0, 1] for by, image in moved.items()}
        # A canvas may place letters on whole px, where the page uses fractions.
        best = max(alike, key=lambda by: alike[by])
        assert max(map(abs, best)) <= 1, (top, left)
        assert alike[best] > 0.75, (top, left)

    for scale in (2, 3, 4):
        large = figure(visit, scale)
        assert large.shape == (ones.shape[0] * scale, ones.shape[1] * scale, 3)
        rows, cols = ones.shape[:2]
        shrunk = large.reshape(rows, scale, cols, scale, 3).mean(axis=(1, 3))
        away = np.abs(shrunk - ones).mean()
        # Software draws edges unsmoothed; shrinking smooths them.
        assert away < 2, scale
        for axis in (0, 1):
            assert away < np.abs(np.roll(shrunk, 2, axis) - ones).mean() / 2, "in its place"
        stretched = Image.fromarray(ones.astype(np.uint8)).resize(
            (cols * scale, rows * scale), Image.Resampling.LANCZOS
        )
        finer = np.abs(np.diff(large, axis=1)).max(axis=2) > 100
        coarser = np.abs(np.diff(np.asarray(stretched).astype(float), axis=1)).max(axis=2) > 100
        assert finer.sum() > 2 * coarser.sum(), "drawn anew, not stretched"
    # The page has not changed.
    page.keyboard.press("Escape")
    visit.settle()
    assert np.abs(rgb(panel.screenshot()) - seen).mean() < 0.01


def test_two_figures_make_one_picture(visit: Visit) -> None:
    beside(visit)
    boxes = [panel.bounding_box() for panel in visit.page.locator("figure-panel").all()]
    seen = [rgb(panel.screenshot()) for panel in visit.page.locator("figure-panel").all()]
    share(visit)
    both = figure(visit, 1)
    first, second = boxes
    assert first
    assert second
    abreast = abs(first["y"] - second["y"]) < 1
    at = [(0, 0), (0, int(first["width"])) if abreast else (int(first["height"]), 0)]
    for (row, col), shown in zip(at, seen, strict=True):
        height, width = shown.shape[0] - 8, shown.shape[1] - 2
        away = {
            by: np.abs(
                both[row + 4 + by : row + 4 + by + height, col : col + width]
                - shown[4 : 4 + height, :width]
            ).mean()
            for by in range(-3, 4)
        }
        # On the page, figures may begin at fractions of px and are stretched to whole ones.
        nearest = min(away, key=lambda by: away[by])
        assert abs(nearest) <= 1
        assert away[nearest] < min(away[-3], away[3]) / 2


def test_saved_activations_equal_those_of_the_api(visit: Visit) -> None:
    page = visit.page
    objects = show(visit, "ludic", ("face", 11, 7), ("arm", 40, 30))
    beside(visit)
    unfolded(visit)
    cards = {
        card["id"]: card for card in httpx2.get(f"{visit.server.url}/api/models").json()["models"]
    }
    for side, model in (("model", "ludic"), ("twin", "ludic-nopool")):
        row = page.locator(f"share-activations [data-side={side}]")
        for choice in ("figure", "all"):
            page.locator("share-activations select").select_option(choice)
            layers = [
                layer["name"]
                for layer in cards[model]["layers"]
                if choice == "all" or (layer["role"] and len(layer["shape"]) == 3)
            ]
            wanted = load(
                httpx2.post(
                    f"{visit.server.url}/api/models/{model}/activations",
                    params={"format": "safetensors", "layers": ",".join(layers)},
                    json={"scene": {"objects": objects}},
                ).content
            )
            assert set(wanted) == {*layers, "scores", "logits"}
            for form in ("npz", "safetensors"):
                with page.expect_download() as download:
                    row.get_by_text(form, exact=True).click()
                content = Path(download.value.path()).read_bytes()
                assert download.value.suggested_filename.endswith(f".{form}")
                assert model in download.value.suggested_filename
                found = dict(np.load(io.BytesIO(content))) if form == "npz" else load(content)
                assert set(found) == set(wanted)
                for name, values in wanted.items():
                    np.testing.assert_array_equal(found[name], values)


def test_a_refusal_by_the_server_is_shown(visit: Visit) -> None:
    page = visit.page
    unfolded(visit)
    page.evaluate(
        f"""() => {STORE}.set('scene', {{ objects: [{{ object: 'unicorn', row: 0, col: 0 }}] }})"""
    )
    page.locator("share-activations").get_by_text("npz", exact=True).click()
    expect(page.locator("share-activations [role=alert]")).to_contain_text("unicorn")
    visit.messages.clear()


def quoted(visit: Visit, name: str) -> str:
    """The text of a field of code."""
    return visit.page.locator(f"share-code [data-code={name}]").input_value()


def runs_as_shown(visit: Visit, folder: Path) -> None:
    """Runs the page's code, and compares its output with the numbers on the page."""
    counts, scores = visit.counts(), visit.scores()
    model = visit.page.evaluate(f"{STORE}.get('model').id")
    share(visit)
    lines = quoted(visit, "curl")
    subprocess.run(["bash", "-euc", f"cd '{folder}'\n{lines}"], check=True, timeout=60)
    answer = json.loads((folder / f"{model}.json").read_text())
    active = {layer["name"]: layer["active"] for layer in answer["layers"]}
    for place, count in counts.items():
        layer, _, channel = place.rpartition("/")
        assert active[layer][int(channel)] == count
    shares = {output["name"]: output["score"] for output in answer["outputs"]}
    assert shares == pytest.approx(scores, abs=0.00051)

    program = folder / "lines.py"
    program.write_text(quoted(visit, "python"))
    output = subprocess.run(
        [sys.executable, program], check=True, timeout=60, capture_output=True, text=True
    ).stdout.splitlines()
    for layer, numbers in active.items():
        assert f"{model} {layer} {numbers}" in output
    said = dict(line.removeprefix(f"{model} ").rsplit(" ", 1) for line in output if "[" not in line)
    for name, share_ in shares.items():
        assert float(said[name]) == pytest.approx(share_, rel=1e-6)


def test_the_code_reproduces_what_the_page_shows(visit: Visit, tmp_path: Path) -> None:
    show(visit, "ludic", ("face", 11, 7), ("house", -3, 40))
    runs_as_shown(visit, tmp_path)


def test_the_code_for_two_networks_requests_both(visit: Visit, tmp_path: Path) -> None:
    beside(visit)
    cells = visit.page.locator("outputs-panel [data-twin-output]").all()
    scores = {cell.get_attribute("data-twin-output"): float(cell.inner_text()) for cell in cells}
    share(visit)
    script = f"cd '{tmp_path}'\n{quoted(visit, 'curl')}"
    subprocess.run(["bash", "-euc", script], check=True, timeout=60)
    answers = [
        json.loads((tmp_path / f"{name}.json").read_text()) for name in ("ludic", "ludic-nopool")
    ]
    assert {x["name"]: x["score"] for x in answers[1]["outputs"]} == pytest.approx(
        scores, abs=0.00051
    )
    assert {len(layer["shape"]) for answer in answers for layer in answer["layers"]} == {3}


def test_the_code_holds_pictures_of_any_length(visit: Visit, tmp_path: Path) -> None:
    noise = np.random.default_rng(5).integers(0, 256, (64, 64, 3), dtype=np.uint8)
    png = base64.b64encode(file(Image.fromarray(noise), "PNG")).decode()
    assert len(png) > 15_000
    visit.page.evaluate(
        f"""(png) => {STORE}.set('scene', {{
          objects: [1, 2, 3, 4].map((n) => (
            {{ object: `picture-${{n}}`, row: 9 * n - 20, col: 5 }})),
          pictures: Object.fromEntries([1, 2, 3, 4].map((n) => [`picture-${{n}}`, png])),
        }})""",
        png,
    )
    visit.settle()
    runs_as_shown(visit, tmp_path)
    assert "<<'SCENE'" in quoted(visit, "curl")


def test_the_code_can_be_copied(visit: Visit) -> None:
    page = visit.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    unfolded(visit)
    for name in ("curl", "Python"):
        page.get_by_role("button", name=f"Copy the {name} lines").click()
        expect(page.locator("share-code [role=status]")).to_contain_text("on the clipboard")
        page.wait_for_function(
            "async (text) => (await navigator.clipboard.readText()) === text",
            arg=quoted(visit, name.lower()),
        )


SAMPLED = """async (video, times) => {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [video.videoWidth, video.videoHeight];
  const brush = canvas.getContext('2d', { willReadFrequently: true });
  video.pause();
  /** The middle of what is bright in a part, px from its left; null if nothing is. */
  const middle = (x, y, width, height) => {
    const { data } = brush.getImageData(x, y, width, height);
    let [sum, at] = [0, 0];
    for (let i = 0; i < data.length; i += 4) {
      if (data[i] < 100) continue;
      sum += 1;
      at += (i / 4) % width;
    }
    return sum ? at / sum : null;
  };
  const wide = canvas.width > canvas.height;
  const scene = wide ? [24, 96] : [24, 24];
  const volumes = wide ? [360, 0, 920, 720] : [0, 360, 1080, 720];
  const seen = [];
  let first = null;
  for (let i = 0; i < times; i++) {
    const sought = new Promise((resolve) => { video.onseeked = resolve; });
    video.currentTime = ((i + 0.5) / times) * video.duration;
    await sought;
    brush.drawImage(video, 0, 0);
    seen.push(middle(...scene, 312, 312));
    // The active cells are brighter than the planes of the volumes.
    if (i === 0) first = middle(...volumes);
  }
  return { seen, first, width: canvas.width, height: canvas.height, duration: video.duration };
}"""


H264 = """async () => typeof VideoEncoder !== 'undefined' && (await VideoEncoder.isConfigSupported(
  { codec: 'avc1.42001f', width: 640, height: 480 })).supported"""


def filmed(visit: Visit) -> dict[str, Any]:
    """The recorded film, sampled at sixteen times: an MP4 where the browser encodes H.264."""
    video = visit.page.locator("share-film video")
    expect(video).to_be_visible(timeout=60_000)
    name, content = saved(visit.page, "Save film")
    if visit.page.evaluate(H264):
        assert name.endswith(".mp4")
        assert content[4:8] == b"ftyp"
    else:
        assert name.endswith(".webm")
        assert content[:4] == b"\x1a\x45\xdf\xa3"
        assert b"webm" in content[:64]
    video.evaluate(
        "(video) => video.readyState || new Promise((ok) => video.onloadedmetadata = ok)"
    )
    sampled: dict[str, Any] = video.evaluate(SAMPLED, 16)
    return sampled


def pull(visit: Visit) -> None:
    """Drags the face from left to right for seconds: slow machines film few frames each."""
    visit.page.mouse.move(*visit.pixel(13, 13))
    visit.page.mouse.down()
    for col in range(16, 50, 3):
        visit.page.mouse.move(*visit.pixel(13, col))
        visit.page.wait_for_timeout(300)
    visit.page.mouse.up()


@pytest.mark.parametrize("encoder", ["VideoEncoder", "MediaRecorder"])
def test_the_last_drag_becomes_a_film(visit: Visit, encoder: str) -> None:
    page = visit.page
    if encoder == "MediaRecorder":
        page.evaluate("() => { delete window.VideoEncoder; }")
    page.set_viewport_size(SMALL)
    share(visit)
    expect(page.get_by_role("button", name="Film the last drag")).to_be_disabled()
    page.keyboard.press("Escape")
    pull(visit)
    where = visit.place()
    share(visit)
    check_film(visit, "wide", (1280, 720))
    if encoder == "VideoEncoder":
        check_film(visit, "square", (1080, 1080))
    page.keyboard.press("Escape")
    assert visit.place() == where, "the scene is as it was"


def check_film(visit: Visit, form: str, size: tuple[int, int]) -> None:
    """The film of a pull shows it, in its form."""
    page = visit.page
    page.locator("share-film select").select_option(form)
    page.get_by_role("button", name="Film the last drag").click()
    expect(page.get_by_label("Progress of the film")).to_be_visible()
    played = filmed(visit)
    assert (played["width"], played["height"]) == size
    assert 1 < played["duration"] < 21
    assert played["seen"][0] is not None, "the first frame shows the scene"
    assert played["first"] is not None, "and the figure"
    seen = played["seen"]
    assert len({round(x, 1) for x in seen}) > SOME
    assert min(np.diff(seen)) > -1, "the face goes from left to right"
    assert seen[-1] - seen[0] > 80


def test_a_short_drag_becomes_a_film_that_players_count(visit: Visit) -> None:
    page = visit.page
    page.set_viewport_size(SMALL)
    page.mouse.move(*visit.pixel(13, 13))
    page.mouse.down()
    page.mouse.move(*visit.pixel(13, 30), steps=3)
    page.mouse.up()
    share(visit)
    page.get_by_role("button", name="Film the last drag").click()
    played = filmed(visit)
    assert 1.9 < played["duration"] < 3, "players show less than a second as 0:00"
    assert played["seen"][-1] - played["seen"][0] > 10


def test_a_recording_shows_what_the_user_does(visit: Visit) -> None:
    page = visit.page
    page.set_viewport_size(SMALL)
    share(visit)
    page.get_by_role("button", name="Film from now on").click()
    expect(page.get_by_role("dialog", name="Share")).to_be_hidden()
    bar = page.get_by_role("group", name="Filming")
    expect(bar.get_by_role("button", name="Stop")).to_be_focused()
    pull(visit)
    bar.get_by_role("button", name="Stop").click()
    played = filmed(visit)
    seen = played["seen"]
    assert len({round(x, 1) for x in seen}) > SOME
    assert seen[-1] - seen[0] > 80


def test_a_film_that_is_cancelled_is_not_kept(visit: Visit) -> None:
    page = visit.page
    page.set_viewport_size(SMALL)
    share(visit)
    page.get_by_role("button", name="Film from now on").click()
    bar = page.get_by_role("group", name="Filming")
    bar.get_by_role("button", name="Cancel").click()
    expect(bar).to_be_hidden()
    pull(visit)
    where = visit.place()
    share(visit)
    page.get_by_role("button", name="Film the last drag").click()
    page.locator("share-film").get_by_role("button", name="Cancel").click()
    expect(page.get_by_role("button", name="Film the last drag")).to_be_enabled()
    expect(page.locator("share-film video")).to_have_count(0)
    page.keyboard.press("Escape")
    assert visit.place() == where


def test_a_link_to_the_page_has_a_preview(visit: Visit) -> None:
    """Other sites show it: a title, a text, and a picture that the page itself does not load."""
    metas = dict(
        visit.page.eval_on_selector_all(
            "meta[property], meta[name]",
            "(all) => all.map((one) => [one.getAttribute('property') ?? one.name, one.content])",
        )
    )
    assert metas["og:title"].endswith("?")
    assert metas["og:description"]
    assert metas["twitter:card"] == "summary_large_image"
    assert not [url for url in visit.requests if "preview" in url]
    url = urljoin(f"{visit.server.url}/", metas["og:image"])
    picture = Image.open(io.BytesIO(httpx2.get(url).raise_for_status().content))
    assert picture.size == (int(metas["og:image:width"]), int(metas["og:image:height"]))


def test_a_browser_that_cannot_film_says_so(visit: Visit) -> None:
    visit.page.evaluate("() => { delete window.MediaRecorder; delete window.VideoEncoder; }")
    share(visit)
    expect(visit.page.locator("share-film")).to_contain_text("cannot record a film")
    expect(visit.page.get_by_role("button", name="Film from now on")).to_have_count(0)


def test_without_a_3d_figure_the_panel_says_what_it_cannot_save(
    server: Any, browser: Browser
) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.add_init_script(
        "HTMLCanvasElement.prototype.getContext = ((own) => function (kind, ...rest)"
        " { return kind.startsWith('webgl') ? null : own.call(this, kind, ...rest); })"
        "(HTMLCanvasElement.prototype.getContext)"
    )
    page.goto(f"{server.url}/#screen=play")
    page.get_by_role("button", name="Share", exact=True).click()
    expect(page.locator("share-picture")).to_contain_text("no 3D figure")
    expect(page.locator("share-film")).to_contain_text("no 3D figure")
    page.locator("share-activations summary").click()
    expect(page.get_by_role("button", name="npz")).to_be_visible()
    context.close()
