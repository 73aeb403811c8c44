"""A lone active cell is seen from afar, and its halo changes no cell."""

import io

import numpy as np
from PIL import Image

from tests.e2e.conftest import Visit

CELLS = """() => {
  const { stage } = document.querySelector('figure-panel');
  const box = stage.canvas.getBoundingClientRect();
  return stage.layout.volumes.filter(({ layer }) => layer.role === 'volume').flatMap((volume) => {
    const { layer, x, gap, height, width } = volume;
    const [channels, rows, cols] = layer.shape;
    const { bytes } = stage.frame.volumes.get(layer.name);
    const found = [];
    for (let i = 0; i < bytes.length; i++) {
      if (!bytes[i]) continue;
      const channel = Math.floor(i / (rows * cols));
      const [row, col] = [Math.floor(i / cols) % rows, i % cols];
      const at = stage.project([x + gap * channel,
        (0.5 - (row + 0.5) / rows) * height, ((col + 0.5) / cols - 0.5) * width]);
      found.push({ layer: layer.name, x: box.left + at.x, y: box.top + at.y,
        colour: layer.colors[channel], byte: bytes[i] });
    }
    return found;
  });
}"""
HALOS = """(shown) => {
  const { stage } = document.querySelector('figure-panel');
  for (const { halos } of stage.sheets) if (halos) halos.mesh.visible = shown;
  for (const { mesh } of Object.values(stage.links)) mesh.visible = false;
  for (const { edges } of stage.sheets) edges.visible = false;
  for (const element of document.querySelector('figure-panel').renderRoot
    .querySelectorAll('.labels')) element.hidden = true;
  stage.renderer.render(stage.world, stage.camera);
}"""


def picture(visit: Visit) -> np.ndarray:
    """The figure's window, as numbers."""
    image = Image.open(io.BytesIO(visit.page.screenshot())).convert("RGB")
    return np.asarray(image).astype(int)


def bright(line: np.ndarray, middle: int, background: np.ndarray) -> int:
    """Length of the run of pixels around `middle` that are clearly brighter than the background."""
    lit = (line - background).max(axis=1) > 50
    start = end = middle
    while lit[start - 1]:
        start -= 1
    while lit[end + 1]:
        end += 1
    return end - start + 1 if lit[middle] else 0


def test_each_lone_active_cell_is_six_pixels_wide_and_keeps_its_colour(visit: Visit) -> None:
    page = visit.page
    page.set_viewport_size({"width": 1440, "height": 900})
    visit.settle()
    cells = page.evaluate(CELLS)
    assert len(cells) >= 7
    page.evaluate(HALOS, True)
    glowing = picture(visit)
    page.evaluate(HALOS, False)
    plain = picture(visit)
    page.evaluate("() => document.querySelector('figure-panel').stage.invalidate()")
    for cell in cells:
        x, y = round(cell["x"]), round(cell["y"])
        background = np.median(plain[y - 30 : y + 30, x - 30 : x + 30], axis=(0, 1))
        across = bright(glowing[y], x, background)
        down = bright(glowing[:, x], y, background)
        assert min(across, down) >= 6, cell
    # The cell nearest to the input is behind no halo of another sheet but those in front of it:
    # its own halo adds nothing to it.
    first = min(cells, key=lambda cell: (cell["layer"], cell["x"]))
    x, y = round(first["x"]), round(first["y"])
    np.testing.assert_allclose(glowing[y, x], plain[y, x], atol=8)
    wanted = [int(first["colour"][i : i + 2], 16) for i in (1, 3, 5)]
    assert abs(plain[y, x] - wanted).max() < 60
    around = (glowing - plain)[y - 12 : y + 13, x - 12 : x + 13]
    assert 40 < around.max() < 180, "its halo is there, and dimmer than the cell"


def test_slices_that_overlap_keep_their_layers_colour_and_show_what_is_stronger(
    visit: Visit,
) -> None:
    """In networks whose slices are all active, volumes are not white."""
    page = visit.page
    page.set_viewport_size({"width": 1440, "height": 900})
    page.evaluate(
        "location.hash = 'screen=play&model=digits-max-fc-everywhere&objects=digit-3-1.8.8'"
    )
    page.wait_for_function(
        "() => document.querySelector('figure-panel').stage.card.id === 'digits-max-fc-everywhere'"
    )
    visit.settle()
    cells = page.evaluate(CELLS)
    page.evaluate("""() => {
      const [input] = document.querySelector('figure-panel').stage.sheets;
      input.cells.visible = false;
    }""")
    page.evaluate(HALOS, False)
    shown = picture(visit)
    for layer, ink in (("pool1", "#3ddc84"), ("pool2", "#ffc83d")):
        wanted = np.array([int(ink[i : i + 2], 16) for i in (1, 3, 5)]) / 255
        own = [cell for cell in cells if cell["layer"] == layer]
        colours = np.array([shown[round(cell["y"]), round(cell["x"])] for cell in own])
        lit = colours[colours.max(axis=1) > 110]
        assert len(lit) > 40, layer
        hues = lit / lit.max(axis=1, keepdims=True)
        assert abs(np.median(hues, axis=0) - wanted / wanted.max()).max() < 0.12, layer
        brightness = colours.max(axis=1)
        strong = np.array([cell["byte"] > 120 for cell in own])
        weak = np.array([cell["byte"] < 30 for cell in own])
        assert brightness[strong].mean() > 1.3 * brightness[weak].mean(), layer
