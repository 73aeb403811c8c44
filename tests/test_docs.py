"""The links, paths and commands of docs/ and the README work."""

import json
import re
import shlex
import subprocess
import sys
from runpy import run_path

import pytest
from fastapi.testclient import TestClient

from app.main import create_app
from app.runtime.settings import ROOT

PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
PATH = re.compile(
    r"`((?:app|benchmarks|deploy|docs|scripts|static|tests)/[a-z0-9_./-]*|[a-z0-9_-]+\.(?:js|py))`"
)
LINK = re.compile(r"\]\(([^)\s]+)\)|^\[[^\]]+\]: (\S+)$", re.MULTILINE)


def name(path):
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_link_to_a_file_leads_to_one(page):
    text = re.sub(r"```.*?```", "", page.read_text("utf-8"), flags=re.DOTALL)
    targets = [inline or reference for inline, reference in LINK.findall(text)]
    files = [target.partition("#")[0] for target in targets if "://" not in target]
    dead = [file for file in files if file and not (page.parent / file).exists()]
    assert dead == []


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_path_in_the_text_leads_to_a_file(page):
    """A path from the root, or the bare name of a source file somewhere in the tree."""
    sources = [ROOT / room for room in ("app", "benchmarks", "static", "tests")]
    bare = {file.name for room in sources for file in room.rglob("*.[jp][sy]")}
    bare |= {file.name for file in ROOT.glob("*.js")}
    paths = PATH.findall(page.read_text("utf-8"))
    assert [path for path in paths if path not in bare and not (ROOT / path).exists()] == []


def test_the_drawing_of_the_rooms_equals_the_imports():
    drawn = subprocess.run(
        [sys.executable, ROOT / "scripts" / "draw-import-graph", "--check"],
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (drawn.returncode, drawn.stderr) == (0, "")


def test_the_drawing_sees_every_way_to_import(tmp_path, monkeypatch):
    script = run_path(str(ROOT / "scripts" / "draw-import-graph"))
    imports, room = script["browser_imports"], script["browser_room"]
    monkeypatch.setitem(imports.__globals__, "ROOT", tmp_path)
    for name in ("charts", "lab", "panels", "tour", "url"):
        (tmp_path / "static" / name).mkdir(parents=True)
        (tmp_path / "static" / name / "part.js").touch()
    (tmp_path / "build").mkdir()
    (tmp_path / "build" / "part.js").touch()
    file = tmp_path / "static" / "charts" / "part.js"
    file.write_text(
        """
        import "../lab/part.js";
        void import(`../url/part.js`);
        import.meta.glob(["./*.js", '../panels/*.js'], { eager: true });
        import.meta.glob("../../build/*.js");
        // import "../tour/part.js";
        """
    )
    assert [room(path) for path in imports(file)] == ["lab", "url", "charts", "panels"]


def test_the_animation_of_the_readme_is_small():
    assert (ROOT / "docs" / "images" / "opening.webp").stat().st_size <= 1_500_000


def test_the_readme_s_call_gives_the_quoted_response():
    block = re.search(r"```sh\n(curl .*?)\n```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)
    words = shlex.split(block[1].replace("\\\n", " "))
    url = next(word for word in words if word.startswith("http://127.0.0.1:8000"))
    scene = json.loads(words[words.index("-d") + 1])
    with TestClient(create_app()) as client:
        answer = client.post(url.removeprefix("http://127.0.0.1:8000"), json=scene).json()
    best = max(answer["outputs"], key=lambda output: output["score"])
    assert best["name"] == "face"
    assert answer["layers"][0]["active"][0] == 1


def test_the_readme_installs_the_locked_torch():
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    (locked,) = re.findall(r"^torch==\S+", lock, re.MULTILINE)
    assert f" {locked}\n" in (ROOT / "README.md").read_text("utf-8")
