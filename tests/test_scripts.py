"""The set-up scripts: the Python they choose, the packages, and one-line errors."""

import hashlib
import os
import re
import runpy
import shutil
import subprocess
import sys
import tomllib
import zipfile
from importlib.metadata import version as installed

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

from app.main import create_app
from app.runtime.settings import ROOT, Settings

TOOLS = ("sh", "dirname", "cat", "env", "grep", "df", "awk")


@pytest.fixture
def bare(tmp_path):
    """A PATH with nothing but basic tools, for a user who is not root."""
    for tool in TOOLS:
        (tmp_path / tool).symlink_to(shutil.which(tool))
    stub(tmp_path / "id", "echo 1000")
    return tmp_path


def stub(path, text):
    # A link to the tool of the system would be followed, and the tool itself overwritten.
    path.unlink(missing_ok=True)
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)


def run(script, *arguments, path, cwd=ROOT, **variables):
    clean = {key: value for key, value in os.environ.items() if key not in {"CHROMIUM", "PYTHON"}}
    return subprocess.run(
        [ROOT / "scripts" / script, *arguments],
        env=clean | {"PATH": str(path)} | variables,
        capture_output=True,
        text=True,
        timeout=60,
        cwd=cwd,
    )


def error_line(script, *arguments, path, **variables):
    """The last line of a script that fails."""
    ended = run(script, *arguments, path=path, **variables)
    assert ended.returncode == 1, ended
    assert ended.stdout == ""
    return ended.stderr.strip().splitlines()[-1]


def test_no_chromium_and_no_way_to_install_one(bare, tmp_path):
    # No server listens on this port, and the cache is empty.
    nowhere = {
        "PLAYWRIGHT_DOWNLOAD_HOST": "http://127.0.0.1:9",
        "PLAYWRIGHT_BROWSERS_PATH": str(tmp_path / "browsers"),
    }
    line = error_line("chromium", path=bare, **nowhere)
    assert line == "The end-to-end tests need Chromium: install it, or set CHROMIUM to its path"


def test_a_chromium_that_does_not_start(bare):
    stub(bare / "broken", "exit 1")
    line = error_line("chromium", path=bare, CHROMIUM=str(bare / "broken"))
    assert line == f"CHROMIUM={bare / 'broken'} does not start"


def test_no_disk_space_for_the_packages(bare):
    stub(bare / "df", "echo head; echo /dev/disk 9 8 1048576 99% /")
    line = error_line("install", "python-that-is-not-run", "app", path=bare)
    assert line == "Shiftscope needs 3 GB of disk space here to install; 1.0 GB are free"


LINUX, MACOS = "echo Linux", "echo Darwin"
GENERAL = "needs 5 GB more, for CUDA, which Shiftscope does not use"


@pytest.mark.parametrize(
    ("system", "index", "told"),
    [
        (LINUX, "https://torch.example", f"torch.example did not give torch==2.13.0: .*{GENERAL}"),
        (LINUX, "pip", GENERAL),
        (MACOS, "https://torch.example", "taking torch from pip's configured index"),
    ],
)
def test_what_torch_of_the_general_index_brings_is_told_first(bare, system, index, told):
    stub(bare / "uname", system)
    stub(bare / "df", "echo head; echo /dev/disk 99 88 11534336 99% /")
    stub(bare / "python", 'case "$*" in *" --index-url "*|-c*) exit 1 ;; *) echo "ran: $*" ;; esac')
    ended = run("install", "python", "app", path=bare, TORCH_INDEX=index)
    assert ended.returncode == 0, ended
    assert re.search(told, ended.stderr)
    assert "ran: -m pip install --constraint requirements.lock --group app\n" in ended.stdout


def test_torch_of_the_general_index_needs_more_space(bare):
    stub(bare / "uname", LINUX)
    stub(bare / "df", "echo head; echo /dev/disk 99 88 8388608 99% /")
    stub(bare / "python", "exit 1")
    line = error_line("install", "python", "app", path=bare)
    assert line == "Shiftscope needs 11 GB of disk space here to install; 8.0 GB are free"


def test_torch_that_breaks_off_is_not_replaced_by_the_general_one(bare):
    stub(bare / "df", "echo head; echo /dev/disk 99 88 99999999 99% /")
    stub(bare / "python", 'case "$*" in *urlopen*) ;; *) exit 1 ;; esac')
    line = error_line("install", "python", "app", path=bare)
    assert line == "Start the same command again: it goes on with what is already there."


def test_packages_that_cannot_be_installed(bare):
    stub(bare / "python", 'case "$*" in -c*) ;; *) exit 1 ;; esac')
    line = error_line("install", "python", "app", path=bare)
    assert line == "Start the same command again: it goes on with what is already there."


@pytest.fixture
def audit(bare, tmp_path):
    """Runs scripts/audit with a pip-audit and an npm that say what they are told to."""

    def audited(pip_audit, npm, **variables):
        place = tmp_path / "checkout"
        (place / "scripts").mkdir(parents=True)
        (place / "build/audit/bin").mkdir(parents=True)
        shutil.copy(ROOT / "scripts" / "audit", place / "scripts")
        stub(place / "build/audit/bin/pip-audit", pip_audit)
        stub(bare / "npm", npm)
        clean = {key: value for key, value in os.environ.items() if key not in {"CI", "AUDIT"}}
        ended = subprocess.run(
            [place / "scripts" / "audit"],
            env=clean | {"PATH": str(bare)} | variables,
            capture_output=True,
            text=True,
            timeout=60,
        )
        return ended.returncode, ended.stdout.splitlines(), ended.stderr.splitlines()

    return audited


SOUND, SILENT = "exit 0", "echo no answer; exit 2"


def test_sound_packages(audit):
    status, said, errors = audit(SOUND, SOUND)
    assert (status, len(said), errors) == (0, 2, [])


@pytest.mark.parametrize(
    ("variables", "expected"), [({}, 0), ({"CI": "1"}, 1), ({"CI": "1", "AUDIT": "optional"}, 0)]
)
def test_packages_that_were_not_audited_are_named_in_the_last_line(audit, variables, expected):
    status, _, errors = audit(SOUND, SILENT, **variables)
    assert status == expected
    assert errors == ["SKIPPED, not audited: npm packages: the list of advisories does not answer"]


def test_a_package_with_a_known_hole(audit):
    status, _, errors = audit("echo Found 1 known vulnerability; exit 1", SILENT)
    assert status == 1
    assert errors[0] == "Found 1 known vulnerability"


def docker_line(bare):
    """The reason why nothing can be tried."""
    (bare / "python3").symlink_to(sys.executable)
    ended = run("try-docker", path=bare)
    assert (ended.returncode, ended.stdout) == (2, "")
    (line,) = ended.stderr.splitlines()
    return line.removeprefix("scripts/try-docker: ")


def test_docker_cannot_be_tried(bare):
    assert docker_line(bare) == "docker is not on the PATH: install Docker"


def test_no_docker_engine_answers(bare):
    stub(bare / "docker", "exit 1")
    assert docker_line(bare) == "no Docker engine answers: start it, or set DOCKER_HOST"


def test_no_docker_compose(bare):
    stub(bare / "docker", '[ "$1" = info ]')
    expected = "neither `docker compose` nor `docker-compose` is here: install Docker Compose"
    assert docker_line(bare) == expected


def test_the_image_is_asked_for_every_route_with_every_example():
    try_api = runpy.run_path(str(ROOT / "scripts" / "try_api.py"))
    document = create_app(Settings()).openapi()
    values = {"model": ["a", "b"], "layer": ["c"], "object": ["d"], "experiment": ["e"]}
    values["training"] = ["b"]
    asked = list(try_api["requests"](document, values))
    assert len(asked) > len(document["paths"])
    for path in document["paths"]:
        pattern = re.sub(r"{\w+}", "[a-e]", path)
        found = [choices for choices in asked if re.fullmatch(pattern + r"(\?.*)?", choices[0][0])]
        assert found or path == "/metrics", path
        assert all(len(choices) == (2 if "{model}" in path else 1) for choices in found)


@pytest.mark.slow
def test_everything_that_the_image_is_asked_is_answered():
    script = ROOT / "scripts" / "try_api.py"
    ended = subprocess.run([sys.executable, script], capture_output=True, text=True, cwd=ROOT)
    assert ended.returncode == 0, ended


def python_stub(path, version, implementation="cpython"):
    """A fake Python that reports another version."""
    lie = f"import sys; sys.version_info = {version}; "
    lie += f'sys.implementation.name = "{implementation}"; exec(sys.argv[2])'
    stub(path, f"exec {sys.executable} -c '{lie}' \"$@\"")


NO_PYTHON = (
    "Shiftscope needs CPython 3.11 to 3.14 with venv (on Debian python3-venv): "
    "install it, or name it with PYTHON=..."
)
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


@pytest.mark.parametrize("minor", [10, 11, 12, 13, 14, 15])
def test_the_versions_of_python_are_those_of_the_project(bare, minor):
    python_stub(bare / "python3", (3, minor, 2))
    ended = run("find-python", path=bare)
    if SpecifierSet(PROJECT["project"]["requires-python"]).contains(f"3.{minor}.2"):
        assert ended.stdout == "python3\n"
    else:
        assert (ended.returncode, ended.stdout, ended.stderr.strip()) == (1, "", NO_PYTHON)


def test_the_newest_python_that_runs_is_chosen(bare):
    stub(bare / "python3.14", "exit 127")
    python_stub(bare / "python3.13", (3, 13, 1))
    python_stub(bare / "python3.12", (3, 12, 1))
    python_stub(bare / "python3", (3, 11, 2))
    assert run("find-python", path=bare).stdout == "python3.13\n"
    assert run("find-python", path=bare, PYTHON="python3.12").stdout == "python3.12\n"


def test_no_suitable_python(bare):
    assert error_line("find-python", path=bare) == NO_PYTHON
    python_stub(bare / "python3.13", (3, 13, 1))
    python_stub(bare / "pypy", (3, 11, 2), "pypy")
    assert error_line("find-python", path=bare, PYTHON="pypy") == NO_PYTHON
    # Debian's, without python3-venv.
    stub(bare / "python3.13", f"exec {sys.executable} -c 'import nothing_that_exists'")
    assert error_line("find-python", path=bare) == NO_PYTHON


def test_every_package_of_every_group_is_locked_with_hashes():
    text = (ROOT / "requirements.lock").read_text("utf-8")
    entries = re.findall(
        r"^([^\s#].*?)((?: \\\n    --hash=sha256:[0-9a-f]{64})*)\n", text, re.MULTILINE
    )
    locked = {}
    for line, hashes in entries:
        assert hashes, line
        requirement = Requirement(line)
        (pin,) = requirement.specifier
        assert pin.operator == "=="
        locked[requirement.name] = pin.version
    for group in PROJECT["dependency-groups"].values():
        for wanted in map(Requirement, group):
            assert locked[wanted.name.lower()] in wanted.specifier
    # Each machine has its own package index.
    assert "://" not in text


@pytest.mark.parametrize("sound", [True, False])
def test_a_package_with_another_hash_is_not_installed(tmp_path, sound):
    (tmp_path / "pyproject.toml").write_text('[dependency-groups]\ntools = ["hammer"]\n')
    wheel = tmp_path / "hammer-1.0-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        info = "hammer-1.0.dist-info"
        archive.writestr(f"{info}/METADATA", "Metadata-Version: 2.1\nName: hammer\nVersion: 1.0\n")
        archive.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nTag: py3-none-any\n")
        archive.writestr(f"{info}/RECORD", "")
    digest = hashlib.sha256(wheel.read_bytes() if sound else b"another").hexdigest()
    lock = f"hammer==1.0 --hash=sha256:{digest}\npip=={installed('pip')}\ntorch==2.13.0\n"
    (tmp_path / "requirements.lock").write_text(lock)
    offline = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(tmp_path), "PIP_DRY_RUN": "1"}
    ended = run(
        "install", sys.executable, "tools", path=os.environ["PATH"], cwd=tmp_path, **offline
    )
    if sound:
        assert "Would install hammer-1.0" in ended.stdout, ended
    else:
        assert ended.returncode == 1
        assert "DO NOT MATCH THE HASHES" in ended.stderr


def test_other_browsers_that_cannot_be_had_are_named_and_fail_nothing(bare, tmp_path):
    nowhere = {
        "PLAYWRIGHT_DOWNLOAD_HOST": "http://127.0.0.1:9",
        "PLAYWRIGHT_BROWSERS_PATH": str(tmp_path / "browsers"),
    }
    ended = run("browsers", path=bare, **nowhere)
    assert (ended.returncode, ended.stdout) == (0, "")
    for browser in ("firefox", "webkit"):
        line = f"Playwright's {browser} could not be downloaded: its tests will be skipped"
        assert line in ended.stderr
