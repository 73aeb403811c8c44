"""What may import what: one direction, from the scene to the wire."""

import ast
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FILES = sorted((ROOT / "app").rglob("*.py"))
FRAMEWORKS = {"fastapi", "starlette", "uvicorn", "websockets"}
UNPICKLERS = {"pickle", "_pickle", "cPickle", "dill", "cloudpickle", "joblib", "shelve", "marshal"}


def module_of(path):
    """The dotted name of a file."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {module_of(path): path for path in FILES}


@cache
def tree_of(path):
    return ast.parse(path.read_text("utf-8"), str(path))


def imports_of(module):
    """Every name that the module imports; for `from a import b` both `a` and `a.b`."""
    found = set()
    for node in ast.walk(tree_of(MODULES[module])):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module} imports relatively"
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


@cache
def reach_of(module):
    """All that is imported by the module, by what it imports of app, and so on."""
    found, waiting = set(), [module]
    while waiting:
        new = imports_of(waiting.pop()) - found
        found |= new
        waiting += [name for name in new if name in MODULES]
    return frozenset(found)


def within(name, packages):
    """Whether a dotted name is one of the packages, or inside one."""
    return any(name == package or name.startswith(f"{package}.") for package in packages)


@pytest.mark.parametrize(
    ("room", "forbidden"),
    [
        (
            "app.scene",
            {"app.network", "app.training", "app.api", "app.frame", "torch", *FRAMEWORKS},
        ),
        ("app.network", {"app.scene", "app.training", "app.api", "app.frame", *FRAMEWORKS}),
        (
            "app.experiments",
            {"app.api", "app.runtime", *FRAMEWORKS},
        ),
        ("app.frame", {"app.scene", "app.training", "app.api", *FRAMEWORKS}),
        ("app.training", {"app.api", *FRAMEWORKS}),
        ("app.errors", {"app.api", "torch", "numpy", *FRAMEWORKS}),
    ],
)
def test_a_room_knows_nothing_of_what_comes_after_it(room, forbidden):
    rooms = [module for module in MODULES if within(module, {room})]
    assert rooms
    trespasses = {
        module: sorted(name for name in reach_of(module) if within(name, forbidden))
        for module in rooms
    }
    assert {module: names for module, names in trespasses.items() if names} == {}


def test_serving_needs_nothing_that_only_training_needs():
    """Experiments that train may import it; no route may import those."""
    served = {"app.main", *(m for m in MODULES if m.startswith("app.api."))}
    assert {m for m in served if any(within(n, {"app.training"}) for n in reach_of(m))} == set()


def test_the_scene_loads_without_torch():
    code = "import sys, app.scene.raster; sys.exit('torch' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)


@pytest.mark.parametrize("path", FILES, ids=module_of)
def test_nothing_unpickles(path):
    for name in imports_of(module_of(path)):
        assert not within(name, UNPICKLERS), name
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            assert called not in {"torch.load", "torch.jit.load", "torch.hub.load"}
            assert not any(keyword.arg == "allow_pickle" for keyword in node.keywords)
        if isinstance(node, ast.ImportFrom):
            loads = node.module.startswith("torch") and "load" in {a.name for a in node.names}
            assert not loads or node.module.startswith("safetensors")


@pytest.mark.parametrize("path", FILES, ids=module_of)
def test_every_file_says_what_it_is(path):
    assert (ast.get_docstring(tree_of(path)) or "").strip(), f"{path} has no docstring"


@pytest.mark.parametrize("path", FILES, ids=module_of)
def test_shapes_are_checked_because_annotations_are_no_strings(path):
    """`from __future__ import annotations` would hide shapes from the import hook."""
    assert "__future__.annotations" not in imports_of(module_of(path))
