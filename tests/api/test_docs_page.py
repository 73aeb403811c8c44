"""docs/api.md is correct: its clients run, and its lists are complete."""

import io
import json
import re
import shlex
from pathlib import Path

import pytest
from PIL import Image
from safetensors.numpy import load

from app.api.errors import STATUS
from app.live_training.config import TrainingConfig
from app.runtime.settings import ROOT, Settings
from tests.api.conftest import scene_message
from tests.api.serving import serving
from tests.own.examples import onnx_raw
from tests.scene.files import file, photo

REFERENCE = (ROOT / "docs" / "api.md").read_text("utf-8")
SERVER = "127.0.0.1:8000"


def blocks(language):
    """The code examples in a language."""
    return re.findall(rf"^```{language}\n(.*?)^```", REFERENCE, re.M | re.S)


def table(heading):
    """The rows of the first table after a heading, each a list of cells."""
    part = REFERENCE.partition(f"{heading}\n")[2]
    rows = re.search(r"^\|(?:---\|)+\n((?:\|.*\n)+)", part, re.M)[1]
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in rows.splitlines()]


def test_the_python_client_prints_what_the_docs_say(capsys):
    (client,) = blocks("python")
    with serving() as (_, address):
        exec(client.replace(f"ws://{SERVER}/api/live", address), {})
    shape, rest = capsys.readouterr().out.split(") ")
    assert shape == "(11, 16, 16"
    assert rest.startswith("1 [")


def test_the_curl_commands_work(client, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "photo.jpg").write_bytes(file(photo(90, 160), "JPEG"))
    (tmp_path / "network.onnx").write_bytes(onnx_raw())
    # A command may continue on the next line, also inside quotes.
    commands = re.split(r"\n(?=curl )", "".join(blocks("sh")).replace("\\\n", " "))
    for line in commands:
        words = shlex.split(line)
        address = next(word for word in words if SERVER in word).partition(SERVER)[2]
        if address == "/api/trainings":
            # It needs processes: `test_trainings.py` sends such a request.
            TrainingConfig.model_validate_json(words[words.index("-d") + 1])
        elif "-d" in words:
            scene = json.loads(words[words.index("-d") + 1])
            assert client.post(address, json=scene).status_code == 200, line
        elif "-F" in words:
            fields = dict(
                words[at + 1].split("=", 1) for at, word in enumerate(words) if word == "-F"
            )
            (name,) = (name for name, value in fields.items() if value.startswith("@"))
            files = {name: Path(fields.pop(name).removeprefix("@")).read_bytes()}
            assert client.post(address, files=files, data=fields).is_success, line
        else:
            assert client.get(address).status_code == 200, line


def test_the_scenes_in_json_are_scenes(client):
    scenes = [json.loads(block) for block in blocks("json") if '"objects": [' in block]
    assert len(scenes) == 3
    for scene in scenes:
        answer = client.post("/api/render", json={"scene": scene})
        assert answer.status_code == 200
        assert Image.open(io.BytesIO(answer.content)).getbbox() is not None


def test_every_route_is_listed(client):
    listed = {row[0].strip("`") for row in table("## Routes")}
    document = client.get("/openapi.json").json()["paths"]
    served = {f"{method.upper()} {path}" for path in document for method in document[path]}
    assert listed == served | {"WS /api/live"}


def test_every_status_that_openapi_documents_is_listed(client):
    listed = {row[0] for row in table("## Errors")}
    paths = client.get("/openapi.json").json()["paths"].values()
    documented = {
        status
        for methods in paths
        for operation in methods.values()
        for status in operation["responses"]
        if status >= "400"
    }
    assert documented <= listed


def test_every_error_is_listed_with_its_status():
    """And no other: nginx's codes are the app's."""
    listed = {}
    for statuses, codes, *_ in table("## Errors"):
        for code in codes.replace("`", "").split(", "):
            listed[code] = listed.get(code, set()) | {int(one) for one in statuses.split(", ")}
    served = {"internal": {500}, "not_ready": {503}, "malformed_form": {400}}
    for kind in STATUS:
        for made in (kind, *every_subclass(kind)):
            first = next(found for base, found in STATUS.items() if issubclass(made, base))
            served[made.code] = served.get(made.code, set()) | {first}
    served["method_not_allowed"] = {405}
    assert listed.keys() == served.keys()
    for code, statuses in served.items():
        # A name in the path that does not exist is 404.
        assert statuses <= listed[code] | ({422} if 404 in listed[code] else set()), code


def every_subclass(kind):
    """The subclasses of a class, and theirs."""
    for below in kind.__subclasses__():
        yield below
        yield from every_subclass(below)


@pytest.mark.parametrize("model", ["ludic", "figure-everywhere"])
def test_a_frame_holds_the_tensors_that_are_listed(client, model):
    with client.websocket_connect("/api/live") as live:
        live.send_text(scene_message(3, model=model))
        frame = load(live.receive_bytes())
    layers = client.get(f"/api/models/{model}").json()["layers"]
    expected = {}
    for layer in layers:
        if layer["role"] and len(layer["shape"]) == 3:
            expected[layer["name"]] = ("uint8", tuple(layer["shape"]))
            expected[f"active.{layer['name']}"] = ("int32", (layer["shape"][0],))
        elif layer["role"]:
            expected[layer["name"]] = ("float32", tuple(layer["shape"]))
    links = len(frame["links.cells"])
    assert 0 < links <= 12
    expected |= {
        "scores": ("float32", tuple(layers[-1]["shape"])),
        "links.cells": ("int32", (links, 3)),
        "links.contributions": ("float32", (links,)),
        "links.units": ("int32", (links,)),
    }
    assert {name: (str(t.dtype), t.shape) for name, t in frame.items()} == expected
    listed = {row[0].strip("`") for row in table("## The live channel")}
    special = {name for name in expected if name == "scores" or name.startswith("links.")}
    assert special | {"active.NAME"} < listed


def test_the_limits_are_the_defaults():
    limits = {row[2].split("`")[1]: row[1] for row in table("## Limits") if row[2]}
    settings = Settings()
    assert limits == {
        "SHIFTSCOPE_BODY_LIMIT": f"{settings.body_limit >> 20} MiB",
        "SHIFTSCOPE_PICTURE_LIMIT": f"{settings.picture_limit // 1_000_000} MB",
        "SHIFTSCOPE_MESSAGE_LIMIT": f"{settings.message_limit >> 10} KiB",
        "SHIFTSCOPE_SWEEP_LIMIT": str(settings.sweep_limit),
        "SHIFTSCOPE_THREADS": str(settings.threads),
    }
