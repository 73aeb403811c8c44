"""Imports between rooms go in one direction, from the scene to the network interface."""

import ast
import graphlib
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FILES = sorted((ROOT / "app").rglob("*.py"))
BENCHMARKS = sorted((ROOT / "benchmarks").glob("*.py"))
FRAMEWORKS = {"fastapi", "starlette", "uvicorn", "websockets"}
HEAVY = {"torch", "numpy", "PIL"}

DOMAIN = {"app.errors", "app.scene", "app.network"}
ROOMS: dict[str, set[str]] = {
    "app": set(),
    # The domain.
    "app.errors": set(),
    "app.scene": {"app.errors"},
    "app.network": {"app.errors"},
    # Where long work is done: here, or on a cluster.
    "app.engine": DOMAIN - {"app.scene"} | {"app", "app.runtime"},
    "app.training": DOMAIN | {"app.own", "app.engine"},
    "app.frame": {"app.network"},
    "app.mosaic": {"app.network"},
    "app.inference": DOMAIN | {"app.frame"},
    # What a process runs on.
    "app.runtime": {"app.errors"},
    # Networks from files.
    "app.own": DOMAIN | {"app.inference", "app.runtime"},
    # Trainings that visitors start, each in a process of its own.
    "app.live_training": DOMAIN | {"app.training", "app.own", "app.runtime"},
    # Measures and experiments; one of these trains as visitors do, by the same code.
    "app.experiments": DOMAIN | {"app.inference", "app.live_training", "app.engine"},
    # HTTP.
    "app.api": DOMAIN | {"app.own", "app.engine", "app.runtime"},
    "app.api.middleware": {"app.errors", "app.runtime", "app.api"},
    "app.api.live": DOMAIN
    | {"app.inference", "app.own", "app.runtime", "app.api", "app.api.middleware"},
    "app.api.routes": DOMAIN
    | {"app.inference", "app.mosaic", "app.experiments", "app.own", "app.runtime", "app.api"}
    | {"app.engine", "app.live_training"},
    "app.main": {"app"}
    | DOMAIN
    | {"app.inference", "app.own", "app.engine", "app.live_training", "app.runtime", "app.api"}
    | {"app.api.middleware", "app.api.live", "app.api.routes"},
    # Processes.
    "app.serve": {"app.errors", "app.runtime"},
    "app.__main__": {"app.own", "app.serve"},
    "benchmarks": DOMAIN
    | {"app.frame", "app.inference", "app.experiments", "app.own", "app.runtime", "app.api.live"}
    | {"app.training", "app.live_training"},
}
"""Which rooms each room may import. A room is a folder of the deepest name that is in the table, or
a file that lies loose in `app/`."""

WITHIN_ROOMS = {
    "app.scene.objects",
    "app.network.layers",
    "app.network.onnx_file",
    "app.network.onnx_file.operators",
}
"""Folders that are part of the room around them."""

FORBIDDEN: dict[str, set[str]] = {
    "app.errors": HEAVY | FRAMEWORKS,
    "app.scene": {"torch"} | FRAMEWORKS,
    "app.network": {"PIL"} | FRAMEWORKS,
    "app.training": FRAMEWORKS,
    "app.frame": {"PIL"} | FRAMEWORKS,
    "app.mosaic": {"PIL"} | FRAMEWORKS,
    "app.inference": FRAMEWORKS,
    "app.experiments": FRAMEWORKS,
    "app.engine": FRAMEWORKS,
    "app.own": FRAMEWORKS,
    "app.live_training": FRAMEWORKS,
    "app.runtime": FRAMEWORKS,
    "app.serve": HEAVY | FRAMEWORKS - {"uvicorn"},
}
"""Packages that a room must not reach, not even through other rooms."""

UNPICKLERS = {"pickle", "_pickle", "cPickle", "dill", "cloudpickle", "joblib", "shelve", "marshal"}


def module_of(path):
    """The dotted name of a file."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {module_of(path): path for path in (*FILES, *BENCHMARKS)}


@cache
def tree_of(path):
    return ast.parse(path.read_text("utf-8"), str(path))


def statements_of(tree, module):
    """The imports of a syntax tree, in pairs: a module, and the names that are taken from it.

    A call of `import_module` with a literal is an import too.
    """
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, ()) for alias in node.names)
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module} imports relatively"
            yield node.module, tuple(alias.name for alias in node.names)
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("import_module"):
            match node.args:
                case [ast.Constant(value=str(name)), *_]:
                    assert not name.startswith("."), f"{module} imports relatively"
                    yield name, ()


def imports_of(module):
    """Every name that the module imports; for `from a import b` both `a` and `a.b`."""
    return {
        name
        for base, names in statements_of(tree_of(MODULES[module]), module)
        for name in (base, *(f"{base}.{name}" for name in names))
    }


def direct_imports_of(module):
    """The modules that import statements name; a package only where they name no module of it."""
    found = set()
    for base, names in statements_of(tree_of(MODULES[module]), module):
        full = {f"{base}.{name}" for name in names} or {base}
        found |= {name if name in MODULES else base for name in full}
    return found


@cache
def reach_of(module):
    """All that importing a module imports: what it names, their packages, what those name."""
    found, waiting = set(), [module]
    while waiting:
        new = {name for named in imports_of(waiting.pop()) for name in chain_of(named)} - found
        found |= new
        waiting += [name for name in new if name in MODULES]
    return frozenset(found)


def chain_of(name):
    """A dotted name and the packages that it lies in."""
    parts = name.split(".")
    return {".".join(parts[:end]) for end in range(1, len(parts) + 1)}


def room_of(module):
    """The deepest room of a module; for a module in no room, its folder or file in `app/`."""
    rooms = chain_of(module) & set(ROOMS) - {"app"}
    return max(rooms, key=len) if rooms else ".".join(module.split(".")[:2])


@cache
def before(room):
    """The rooms that a room may import, those that they may import, and so on."""
    return ROOMS[room].union(*(before(other) for other in ROOMS[room]))


def within(name, packages):
    """Whether a dotted name is one of the packages, or inside one."""
    return any(name == package or name.startswith(f"{package}.") for package in packages)


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("import app.api, numpy as np", [("app.api", ()), ("numpy", ())]),
        ("from app import api, main", [("app", ("api", "main"))]),
        ("import importlib\nimportlib.import_module('app.api')", [("app.api", ())]),
        ("x = [import_module('app.api').y]", [("app.api", ())]),
        ("import_module(f'{__name__}.{name}')", []),
    ],
)
def test_every_form_of_import_is_seen(code, expected):
    found = [pair for pair in statements_of(ast.parse(code), "x") if pair[0] != "importlib"]
    assert found == expected


def test_a_module_that_is_imported_by_its_name_counts_for_its_room(monkeypatch, tmp_path):
    path = tmp_path / "sneaks.py"
    path.write_text('import importlib\nimportlib.import_module("app.api.errors")\n')
    monkeypatch.setitem(MODULES, "app.runtime.sneaks", path)
    with pytest.raises(AssertionError, match=r"app\.api\.errors"):
        test_a_room_imports_only_the_rooms_of_its_row("app.runtime")


def test_every_file_is_in_a_room_of_the_table():
    assert {module: room_of(module) for module in MODULES if room_of(module) not in ROOMS} == {}
    assert set(ROOMS) - {room_of(module) for module in MODULES} == set()
    assert {name for names in ROOMS.values() for name in names} <= set(ROOMS)
    folders = {module for module, path in MODULES.items() if path.name == "__init__.py"}
    assert folders - set(ROOMS) == WITHIN_ROOMS


def test_rooms_import_each_other_in_one_direction():
    order = list(graphlib.TopologicalSorter(ROOMS).static_order())
    assert len(order) == len(ROOMS)


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_imports_only_the_rooms_of_its_row(room):
    """Enclosing packages are imported too, but the importer does not choose them."""
    trespasses = {
        module: sorted(
            name
            for name in direct_imports_of(module)
            if name in MODULES and room_of(name) not in {room, *ROOMS[room]}
        )
        for module in MODULES
        if room_of(module) == room
    }
    assert {module: names for module, names in trespasses.items() if names} == {}


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_reaches_only_rooms_before_it(room):
    allowed = before(room)
    reached = {
        room_of(name)
        for module in MODULES
        if room_of(module) == room
        for name in reach_of(module)
        if name in MODULES
    }
    assert reached - {"app", room} <= allowed


@pytest.mark.parametrize(("room", "forbidden"), FORBIDDEN.items())
def test_a_room_reaches_no_package_that_it_must_not_need(room, forbidden):
    modules = [module for module in MODULES if room_of(module) == room]
    assert modules
    trespasses = {
        module: sorted(name for name in reach_of(module) if within(name, forbidden))
        for module in modules
    }
    assert {module: names for module, names in trespasses.items() if names} == {}


def test_serving_loads_nothing_that_only_making_networks_needs():
    code = "import sys, app.main; print(*sys.modules)"
    command = [sys.executable, "-c", code]
    loaded = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    makers = {"app.training.train", "app.training.make", "app.training.make_digit_sheet"}
    assert {"mlxtend", *makers} & set(loaded.split()) == set()


def test_the_scene_loads_without_torch():
    code = "import sys, app.scene.raster; sys.exit('torch' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)


def test_the_supervisor_loads_without_what_only_workers_need():
    code = "import sys, app.serve.run; print(*sys.modules)"
    command = [sys.executable, "-c", code]
    loaded = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    assert HEAVY & set(loaded.split()) == set()


@pytest.mark.parametrize("path", FILES, ids=module_of)
def test_only_public_names_of_uvicorn_are_used(path):
    """Private names may change with any release.

    The protocol extends uvicorn's own; the lock pins it, and `tests/serve` tries all that it does.
    """
    if module_of(path) == "app.serve.http_protocol":
        return
    for name in imports_of(module_of(path)):
        parts = name.split(".")
        if parts[0] == "uvicorn":
            assert not any(part.startswith("_") or part.endswith("_impl") for part in parts), name


@pytest.mark.parametrize("path", FILES, ids=module_of)
def test_nothing_unpickles(path):
    for name in imports_of(module_of(path)):
        assert not within(name, UNPICKLERS), name
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            # One file of weights, whose hash was checked, and tensors alone of it.
            once = module_of(path) == "app.training.make_faces" and any(
                keyword.arg == "weights_only" and ast.unparse(keyword.value) == "True"
                for keyword in node.keywords
            )
            refused = {"torch.jit.load", "torch.hub.load"} | ({"torch.load"} if not once else set())
            assert called not in refused
            assert not any(keyword.arg == "allow_pickle" for keyword in node.keywords)
        if isinstance(node, ast.ImportFrom):
            loads = node.module.startswith("torch") and "load" in {a.name for a in node.names}
            assert not loads or node.module.startswith("safetensors")


@pytest.mark.parametrize("path", FILES, ids=module_of)
def test_every_file_has_a_docstring(path):
    assert (ast.get_docstring(tree_of(path)) or "").strip(), f"{path} has no docstring"


@pytest.mark.parametrize("path", FILES, ids=module_of)
def test_annotations_are_not_strings_so_shapes_are_checked(path):
    """`from __future__ import annotations` would hide shapes from the import hook."""
    assert "__future__.annotations" not in imports_of(module_of(path))
