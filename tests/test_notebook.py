"""The cells of docs/notebook.md run in a real kernel, against a real server."""

import html
import json
import re
import shlex
import sys

import httpx2
import ipykernel.kernelspec
import nbformat
import pytest
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient

from app.runtime.settings import ROOT
from tests.serve.conftest import starting

PAGE = (ROOT / "docs" / "notebook.md").read_text("utf-8")
CELLS = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
SERVER = "http://127.0.0.1:8000"

FORGET = 'assert requests.delete(f"{SERVER}/api/models/{network}").status_code == 204'

BY_THE_MODULE = """
import numpy as np
from PIL import Image

png = requests.get(f"{SERVER}/api/objects/digit-3-1.png").content
red, green, blue, alpha = np.moveaxis(np.asarray(Image.open(io.BytesIO(png))), -1, 0)
assert (red == green).all() and (green == blue).all()
height, width = alpha.shape
canvases = np.zeros((33 - height, 33 - width, 1, 32, 32), np.float32)
for row in range(33 - height):
    for col in range(33 - width):
        canvases[row, col, 0, row : row + height, col : col + width] = np.where(alpha, red, 0) / 255
pixels = torch.from_numpy(canvases.reshape(-1, 1, 32, 32))
with torch.no_grad():
    chances = model((pixels - 0.1307) / 0.3081).softmax(1)
computed = {
    "accuracy": (chances.argmax(1) == 3).double().mean().item(),
    "score": chances[:, 3].reshape(canvases.shape[:2]).tolist(),
}
print(json.dumps([computed, sweep]))
"""

REFUSED = """
model = torch.nn.Sequential(torch.nn.Flatten(), torch.nn.Linear(64, 10), torch.nn.Softplus())
file = io.BytesIO()
torch.onnx.export(model.eval(), torch.zeros(1, 1, 8, 8), file, dynamo=False)
send()
"""


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """A server that lets notebooks show its page, by the setting that docs/notebook.md gives."""
    (line,) = re.findall(r"^SHIFTSCOPE_\S+=.* make run$", PAGE, re.MULTILINE)
    assignment, *_ = shlex.split(line)
    name, _, value = assignment.partition("=")
    folder = tmp_path_factory.mktemp("models")
    for file in ("ludic.json", "ludic.safetensors"):
        (folder / file).symlink_to(ROOT / "models" / file)
    with starting(folder) as launch:
        process = launch(**{name.removeprefix("SHIFTSCOPE_").lower(): value})
        process.wait_until_ready()
        yield process.url


@pytest.fixture(scope="module")
def cells(server, tmp_path_factory):
    """The cells of docs/notebook.md and those above, run in a kernel of this interpreter."""
    assert PAGE.count(SERVER) == 1
    module, send, show, ask = (cell.replace(SERVER, server) for cell in CELLS)
    sources = {
        "module": module,
        "send": send,
        "show": show,
        "ask": ask,
        "check": BY_THE_MODULE,
        "forget": FORGET,
        "ask again": ask,
        "id": "print(network)",
        "refused": REFUSED,
    }
    new_cell = nbformat.v4.new_code_cell
    run = {name: new_cell(source) for name, source in sources.items()}
    run["refused"].metadata.tags = ["raises-exception"]
    folder = tmp_path_factory.mktemp("kernels")
    ipykernel.kernelspec.write_kernel_spec(folder / "kernels" / "shown")
    specs = KernelSpecManager(kernel_dirs=[str(folder / "kernels")])
    assert specs.get_kernel_spec("shown").argv[0] == sys.executable
    with pytest.MonkeyPatch.context() as patch:
        for name in ("JUPYTER_RUNTIME_DIR", "IPYTHONDIR"):
            patch.setenv(name, str(folder / name.lower()))
        kernel = AsyncKernelManager(kernel_name="shown", kernel_spec_manager=specs)
        notebook = nbformat.v4.new_notebook(cells=list(run.values()))
        # A kernel whose manager was given is otherwise left running.
        NotebookClient(notebook, km=kernel, timeout=100).execute(cleanup_kc=True)
    return run


def printed(cell):
    """What a cell printed."""
    return "".join(out.text for out in cell.outputs if out.get("name") == "stdout").strip()


def test_a_module_is_sent(cells, server):
    network = printed(cells["send"])
    assert re.fullmatch(r"own-[0-9a-f]{16}", network)
    card = httpx2.get(f"{server}/api/models/{network}").json()
    assert (card["id"], card["title"], card["input_shape"]) == (network, "Mine", [1, 32, 32])


def test_the_frame_has_the_page_of_the_network(cells, server):
    (output,) = cells["show"].outputs
    (address,) = re.findall(r'<iframe[^>]*\ssrc="([^"]+)"', output.data["text/html"])
    page, _, view = html.unescape(address).partition("#")
    assert page == f"{server}/"
    assert f"model={printed(cells['send'])}" in view.split("&")
    assert httpx2.get(page).status_code == 200


def test_a_notebook_on_the_same_machine_may_show_the_page(server):
    policy = httpx2.get(f"{server}/").headers["content-security-policy"]
    (allowed,) = re.findall(r"frame-ancestors ([^;]+)", policy)
    assert {"http://localhost:*", "http://127.0.0.1:*"} < set(allowed.split())


def test_the_measure_is_that_of_the_module(cells):
    computed, measured = json.loads(printed(cells["check"]))
    assert measured["output"] == "3"
    assert measured["accuracy"] == computed["accuracy"]
    assert measured["score"] == [pytest.approx(row, abs=1e-6) for row in computed["score"]]
    assert len({round(score, 3) for row in measured["score"] for score in row}) > 10
    assert printed(cells["ask"]) == f"right at {computed['accuracy']:.1%} of 169 places"


def test_a_forgotten_network_is_sent_again_and_keeps_its_id(cells):
    assert printed(cells["ask again"]) == printed(cells["ask"])
    assert printed(cells["id"]) == printed(cells["send"])


def test_a_refusal_is_the_server_s_sentence(cells):
    (error,) = (out for out in cells["refused"].outputs if out.output_type == "error")
    assert error.ename == "ValueError"
    assert "Softplus" in error.evalue
