"""A visitor's own network: dropped, shown, kept by the browser, and sent again."""

import base64
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import httpx2
import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import Server, Visit, free_port, listen

DROP = """([content, name]) => {
  const bytes = Uint8Array.from(atob(content), (sign) => sign.charCodeAt(0));
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File([bytes], name));
  const options = { bubbles: true, cancelable: true, composed: true, dataTransfer };
  for (const kind of ["dragenter", "dragover", "drop"])
    document.body.dispatchEvent(new DragEvent(kind, options));
}"""
STATE = "(key) => document.querySelector('scene-panel').context?.store.get(key)"
REFUSED = re.compile("Failed to load resource: .* (404|422)")
CUT = re.compile("WebSocket|Failed to load resource: net::|ERR_CONNECTION_REFUSED")


def network(seed: int = 0) -> bytes:
    """Two convolutions with pooling and a head of three classes, which a Softmax ends, in ONNX."""
    random = np.random.default_rng(seed)
    shapes = {
        "first": (80, 3, 5, 5),
        "second": (12, 80, 3, 3),
        "head": (3, 12),
    }
    weights = [
        numpy_helper.from_array(random.normal(0, 0.1, shape).astype(np.float32), name)
        for name, shape in shapes.items()
    ]
    nodes = [
        helper.make_node("Conv", ["picture", "first"], ["a"], pads=[2, 2, 2, 2]),
        helper.make_node("Relu", ["a"], ["b"]),
        helper.make_node("MaxPool", ["b"], ["c"], kernel_shape=[2, 2], strides=[2, 2]),
        helper.make_node("Conv", ["c", "second"], ["d"], pads=[1, 1, 1, 1]),
        helper.make_node("Relu", ["d"], ["e"]),
        helper.make_node("GlobalAveragePool", ["e"], ["f"]),
        helper.make_node("Flatten", ["f"], ["g"]),
        helper.make_node("Gemm", ["g", "head"], ["logits"], transB=1),
        helper.make_node("Softmax", ["logits"], ["answer"]),
    ]
    shaped = helper.make_tensor_value_info
    graph = helper.make_graph(
        nodes,
        "small",
        [shaped("picture", TensorProto.FLOAT, [1, 3, 64, 64])],
        [shaped("answer", TensorProto.FLOAT, [1, 3])],
        weights,
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    onnx.checker.check_model(model)
    content: bytes = model.SerializeToString()
    return content


@pytest.fixture(scope="module")
def forgetful() -> Iterator[Server]:
    """A server that tests may stop, and that then has no visitor's network any more."""
    server = Server(free_port(), settings={"SHIFTSCOPE_SWEEPS_PER_MINUTE": "0"})
    server.start()
    yield server
    server.stop()


@pytest.fixture
def visit(forgetful: Server, browser: Browser) -> Iterator[Visit]:
    """A visitor of that server, in a window of its own, which keeps files."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    visit = Visit(context.new_page(), forgetful)
    visit.open()
    yield visit
    # What the server refuses, and a server that is away, are logged by Chromium itself.
    assert [
        each for each in visit.messages if not REFUSED.search(each) and not CUT.search(each)
    ] == []
    context.close()


def state(page: Page, key: str) -> Any:
    """A value of the page's store."""
    return page.evaluate(STATE, key)


def drop(page: Page, content: bytes, name: str) -> None:
    """Drops a file on the page."""
    page.evaluate(DROP, [base64.b64encode(content).decode(), name])


def bring(visit: Visit, name: str = "mine.onnx") -> str:
    """Drops the network and waits for its first picture; gives its id."""
    drop(visit.page, network(), name)
    expect(visit.page.locator("own-news")).to_contain_text("is live", timeout=30_000)
    return shown(visit)


def shown(visit: Visit, former: str = "") -> str:
    """The id of the first network, once its frame is drawn and it is not the former one."""
    visit.page.wait_for_function(
        f"(former) => {{ const model = ({STATE})('model');"
        f" return model && model.id !== former && ({STATE})('frame')?.model === model.id; }}",
        arg=former,
        timeout=30_000,
    )
    visit.settle()
    return str(state(visit.page, "model")["id"])


def test_a_dropped_network_has_the_whole_instrument(visit: Visit, forgetful: Server) -> None:
    page = visit.page
    model = bring(visit)
    assert re.fullmatch(r"own-[0-9a-f]{16}", model)
    expect(page.locator("model-picker").first).to_contain_text("mine")
    # 64 of 80 slices are drawn, under their own numbers, with the server's counts.
    expect(page.locator("active-cells-panel")).to_contain_text("64 of 80 slices")
    page.mouse.move(*visit.pixel(13, 13))
    page.mouse.down()
    page.mouse.move(*visit.pixel(33, 43), steps=5)
    page.mouse.up()
    assert visit.place() == "Face at row 23, col 33"
    visit.settle()
    layers = [layer for layer in state(page, "model")["layers"] if layer["role"] == "volume"]
    names = ",".join(layer["name"] for layer in layers)
    answer = forgetful.activations(model, [{"object": "face", "row": 23, "col": 33}], names)
    # Of 64 slices the twelve with most active cells are listed, the others on request.
    few = visit.counts()
    assert len(few) == 12 + 12
    page.locator("active-cells-panel").get_by_role("button", name="All 64 slices").click()
    counts = visit.counts()
    assert len(counts) == 64 + 12
    assert few.items() <= counts.items()
    first = layers[0]["name"]
    listed = sorted(count for key, count in few.items() if key.startswith(f"{first}/"))
    everywhere = sorted(count for key, count in counts.items() if key.startswith(f"{first}/"))
    assert listed == everywhere[-12:]
    for layer in answer["layers"]:
        for channel, active in enumerate(layer["active"]):
            key = f"{layer['name']}/{channel}"
            assert key not in counts or counts[key] == active, key
    tile = page.locator("slices-panel [data-volume] .tile").last
    tile.scroll_into_view_if_needed()
    tile.click(position={"x": 20, "y": 20})
    expect(page.locator("microscope-panel [role=dialog]")).to_be_visible()
    expect(page.locator("microscope-panel")).to_contain_text("conv2")
    page.keyboard.press("Escape")
    # No rule judges its answers: neither right nor wrong, and a sweep asks for the same answer.
    expect(page.locator("outputs-panel .measured")).to_have_text("")
    expect(page.locator("outputs-panel [data-output]")).to_have_count(3)
    page.get_by_role("tab", name="Sweep").click()
    expect(page.locator("sweep-tab")).to_contain_text("the same answer as where the object is now")
    page.locator("sweep-tab").get_by_role("button", name="Sweep face").click()
    expect(page.locator("sweep-tab [data-headline]")).to_be_visible(timeout=60_000)


def test_the_reader_tells_what_it_decided_and_covers_no_figure(
    visit: Visit, forgetful: Server, browser: Browser
) -> None:
    bring(visit)
    said = "The Softmax at the end is left out"
    expect(visit.page.locator("own-news")).to_contain_text(said)
    expect(visit.page.locator("card-panel")).to_contain_text(said)
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale="zh-CN")
    page = context.new_page()
    page.goto(forgetful.url + "/#net=ludic")
    page.wait_for_function(f"() => ({STATE})('frame')")
    drop(page, network(), "mine.onnx")
    expect(page.locator("own-news")).to_contain_text("末尾的 Softmax 已略去", timeout=30_000)
    top = page.locator("own-news .news").bounding_box()
    for covered in (page.locator("figure-panel").first, page.locator("scene-panel canvas").first):
        box = covered.bounding_box()
        assert top
        assert box
        assert box["y"] + box["height"] <= top["y"]
    assert top["y"] + top["height"] <= page.locator("lab-panel [role=tablist]").bounding_box()["y"]
    context.close()


def test_the_browser_keeps_the_file_and_sends_it_again(visit: Visit, forgetful: Server) -> None:
    page = visit.page
    model = bring(visit)
    page.mouse.move(*visit.pixel(13, 13))
    page.mouse.down()
    page.mouse.move(*visit.pixel(23, 23), steps=5)
    page.mouse.up()
    page.wait_for_function("() => location.hash.includes('face.13.13')")
    page.reload()
    assert shown(visit) == model
    assert visit.place() == "Face at row 13, col 13"
    before = visit.scores()
    forgetful.stop()
    expect(page.locator("connection-status")).to_have_text(re.compile("trying again|Connecting"))
    forgetful.start()
    expect(page.locator("connection-status")).to_have_text(re.compile("Live"), timeout=30_000)
    page.mouse.move(*visit.pixel(23, 23))
    page.mouse.down()
    page.mouse.move(*visit.pixel(33, 33), steps=5)
    page.mouse.up()
    page.mouse.move(*visit.pixel(33, 33))
    page.mouse.down()
    page.mouse.move(*visit.pixel(23, 23), steps=5)
    page.mouse.up()
    page.wait_for_function(f"() => ({STATE})('link').message === null", timeout=30_000)
    assert shown(visit) == model
    assert visit.scores() == before
    # After another start, the first request is a plain one.
    forgetful.stop()
    forgetful.start()
    page.reload()
    assert shown(visit) == model


def test_other_settings_make_another_network_in_the_same_scene(visit: Visit) -> None:
    page = visit.page
    model = bring(visit)
    before = visit.scores()
    page.locator("own-news").get_by_role("button", name="Change").click()
    dialog = page.get_by_role("dialog", name="Settings of this network")
    dialog.get_by_label("Mean, subtracted").fill("0.5, 0.5")
    dialog.get_by_role("button", name="Apply").click()
    expect(dialog.get_by_role("alert")).to_contain_text("none, 1 or 3")
    dialog.get_by_label("Mean, subtracted").fill("0.5, 0.5, 0.5")
    names = dialog.get_by_label("Names of the classes, one a line")
    names.fill("cat\ndog\n" + "x" * 300)
    dialog.get_by_role("button", name="Apply").click()
    # What the server refuses is said in the form, which keeps what was typed.
    expect(dialog.get_by_role("alert")).to_contain_text("300 characters", timeout=20_000)
    expect(dialog.get_by_label("Mean, subtracted")).to_have_value("0.5, 0.5, 0.5")
    names.fill("cat\ndog\nbird")
    dialog.get_by_label("Title").fill("mine, centred")
    dialog.get_by_label("maxpool1").check()
    dialog.get_by_role("button", name="Apply").click()
    other = shown(visit, former=model)
    assert set(visit.scores()) == {"cat", "dog", "bird"}
    assert list(visit.scores().values()) != list(before.values())
    assert visit.place() == "Face at row 3, col 3"
    shown_volumes = [
        each["name"] for each in state(page, "model")["layers"] if each["role"] == "volume"
    ]
    assert "maxpool1" in shown_volumes
    # One of both is listed, with its settings. Once it is removed, nobody is asked for its file.
    assert [each["id"] for each in state(page, "own") if each["listed"]] == [other]
    page.locator("model-picker:not([side]) .current").click()
    listed = page.locator("model-picker:not([side]) .own")
    expect(listed).to_contain_text("minus 0.5, classes cat, dog and bird")
    page.get_by_role("button", name="Remove mine, centred").click()
    expect(listed).to_have_count(0)
    assert state(page, "own") == []
    assert shown(visit) == "ludic"
    assert state(page, "bringing") is None
    page.locator("model-picker:not([side]) .removed").get_by_role("button", name="Undo").click()
    assert shown(visit, former="ludic") == other
    expect(listed).to_have_count(1)


def test_the_settings_fit_on_a_phone_and_escape_closes_them(visit: Visit) -> None:
    page = visit.page
    bring(visit)
    page.set_viewport_size({"width": 390, "height": 844})
    page.locator("own-news").get_by_role("button", name="Change").click()
    dialog = page.get_by_role("dialog", name="Settings of this network")
    for field in dialog.locator("fieldset, fieldset *:visible:not(.file)").all():
        box, frame = field.bounding_box(), dialog.bounding_box()
        assert box
        assert frame
        assert box["x"] + box["width"] <= frame["x"] + frame["width"], field.inner_text()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    # The dialog tells of its closing a moment later.
    page.wait_for_function(f"() => ({STATE})('bringing') === null")


def test_a_file_of_pytorch_is_refused_with_the_lines_that_export_it(visit: Visit) -> None:
    page = visit.page
    drop(page, b"PK\x03\x04" + b"archive/data.pkl" * 20, "weights.pt")
    dialog = page.get_by_role("dialog", name="weights.pt was not taken")
    expect(dialog.get_by_role("alert")).to_contain_text("expected an ONNX file", timeout=20_000)
    lines = dialog.get_by_label("Lines of code").input_value()
    assert lines.startswith("import torch")
    assert "torch.onnx.export(" in lines
    dialog.get_by_role("button", name="Close").click()
    expect(dialog).to_be_hidden()
    assert state(page, "model")["id"] == "ludic"


def test_weights_go_with_the_card_that_the_page_gives(visit: Visit, forgetful: Server) -> None:
    page = visit.page
    before = visit.scores()
    links = {
        name: httpx2.get(f"{forgetful.url}/api/models/ludic{end}").content
        for name, end in (("ludic.json", ""), ("ludic.safetensors", "/weights"))
    }
    drop(page, links["ludic.safetensors"], "ludic.safetensors")
    dialog = page.get_by_role("dialog", name="ludic.safetensors was not taken")
    expect(dialog.get_by_role("alert")).to_contain_text("choose them together with the JSON")
    dialog.locator("input.file").set_input_files(
        [{"name": name, "mimeType": "", "buffer": content} for name, content in links.items()]
    )
    expect(page.locator("own-news")).to_contain_text("is live", timeout=30_000)
    model = shown(visit)
    assert model.startswith("own-")
    assert visit.scores() == before
    forgetful.stop()
    forgetful.start()
    page.reload()
    assert shown(visit) == model
    assert visit.scores() == before


def test_a_link_asks_whoever_lacks_the_file(
    visit: Visit, forgetful: Server, browser: Browser
) -> None:
    model = bring(visit)
    visit.page.wait_for_function("() => location.hash.includes('own=')")
    link = visit.page.url
    # An open page would send the file again as soon as the server is back.
    visit.page.close()
    forgetful.stop()
    forgetful.start()
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    listen(page, [])
    page.goto(link)
    dialog = page.get_by_role("dialog", name="A network is missing")
    expect(dialog).to_contain_text("mine", timeout=20_000)
    expect(dialog).to_contain_text(model)
    drop(page, network(), "renamed.onnx")
    expect(dialog).to_be_hidden(timeout=30_000)
    page.wait_for_function(f"(id) => ({STATE})('frame')?.model === id", arg=model, timeout=30_000)
    context.close()


def test_a_link_with_two_networks_asks_for_both_and_takes_no_other_file(
    visit: Visit, forgetful: Server
) -> None:
    page = visit.page
    settings = '{"title":"first"}', '{"title":"second","input":{"mean":[0.5]}}'
    ids = []
    for seed, options in enumerate(settings, start=1):
        answer = httpx2.post(
            f"{forgetful.url}/api/models",
            files={"file": network(seed)},
            data={"options": options},
        )
        ids.append(answer.json()["id"])
        httpx2.delete(f"{forgetful.url}/api/models/{ids[-1]}")
    own = [quote(options) for options in settings]
    link = f"#model={ids[0]}&twin={ids[1]}&own={own[0]}&own-twin={own[1]}"
    page.evaluate("(link) => { location.hash = link; }", link)
    dialog = page.get_by_role("dialog", name="A network is missing")
    expect(dialog).to_contain_text("first", timeout=20_000)
    drop(page, network(2), "wrong.onnx")
    other = page.get_by_role("dialog", name="Another network")
    expect(other).to_contain_text("wrong.onnx", timeout=30_000)
    assert state(page, "model")["id"] == "ludic"
    assert all(each in page.url for each in ids)
    drop(page, network(1), "right.onnx")
    expect(dialog).to_contain_text("second", timeout=30_000)
    drop(page, network(2), "right.onnx")
    expect(dialog).to_be_hidden(timeout=30_000)
    assert shown(visit, former="ludic") == ids[0]
    page.wait_for_function(f"(id) => ({STATE})('twin')?.id === id", arg=ids[1], timeout=30_000)
