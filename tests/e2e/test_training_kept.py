"""After a training: its network is kept, comes back, is taken away, and has a counterpart."""

import json
from pathlib import Path

import onnx
import pytest
from playwright.sync_api import expect
from safetensors.numpy import load_file

from tests.e2e.conftest import STARTED, Server, Windows
from tests.e2e.laboratory import LONG, STORE


@pytest.fixture
def trained(server: Server, windows: Windows):
    """A visit at the end of a short training in the corner."""
    with windows.visit(server, "#screen=play&lab=train") as visit:
        button = visit.page.locator("training-run [data-train]")
        button.wait_for()
        visit.page.evaluate(
            f"() => {{ const form = {STORE}.get('trainingForm');"
            f" {STORE}.set('trainingForm', {{ ...form, steps: 20, batch: 16 }}); }}"
        )
        button.click()
        visit.page.locator("training-after [data-kept]").wait_for(timeout=LONG)
        yield visit


def test_a_trained_network_outlasts_the_server_s_memory_and_is_saved(trained):
    page = trained.page
    model = page.evaluate(f"{STORE}.get('model').id")
    before = page.evaluate(f"(({{ home, away }}) => ({{ home, away }}))({STORE}.get('model'))")
    listed = page.evaluate(f"{STORE}.get('own').map(({{ id }}) => id)")
    assert listed == [model]
    files = {}
    for kind in ("weights", "card", "onnx"):
        with page.expect_download() as saved:
            page.locator(f"training-after [data-file={kind}]").click()
        files[kind] = Path(saved.value.path())
        assert saved.value.suggested_filename.startswith(model)
    assert json.loads(files["card"].read_text())["id"] == model
    assert "conv1.weight" in load_file(files["weights"])
    onnx.checker.check_model(onnx.load(files["onnx"]))
    path = f"/api/models/{model}"
    assert page.evaluate("(path) => fetch(path, { method: 'DELETE' }).then((r) => r.status)", path)
    # The page's tab is opened again, and finds its network in the link.
    page.reload()
    page.wait_for_function(STARTED)
    page.wait_for_function(f"(id) => {STORE}.get('model').id === id", arg=model)
    card = page.evaluate("(path) => fetch(path).then((response) => response.json())", path)
    assert {name: card[name] for name in before} == before
    assert card["origin"]["said"]
    expect(page.locator("card-panel")).to_contain_text("where painted")
    trained.messages.clear()


def test_a_new_head_on_the_same_layers_stands_beside_the_training(trained):
    page = trained.page
    first = page.evaluate(f"{STORE}.get('model').id")
    page.locator("training-after button[data-counter=head]").click()
    said = page.locator("painted-pair .said[data-counter=head]")
    expect(said).to_be_visible(timeout=LONG)
    assert page.evaluate(f"{STORE}.get('twin').convolutions") == first
    outside = page.evaluate(f"{STORE}.get('training').final.outside")
    text = said.inner_text()
    assert f"the first network is right at {round(100 * outside)}%" in text
    expect(page.locator("painted-pair .pair section")).to_have_count(2)
    # The same pair stands in *Who went blind*.
    page.get_by_role("tab", name="Who went blind").click()
    expect(page.locator("head-transplants-tab painted-pair .said")).to_have_text(text)
