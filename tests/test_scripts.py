"""What the set-up says where something is missing: one line, with what to do."""

import os
import shutil
import subprocess

import pytest

from app.runtime.settings import ROOT

TOOLS = ("sh", "dirname", "cat", "env", "grep", "df", "awk")


@pytest.fixture
def bare(tmp_path):
    """A PATH on which nothing is but the shell's own tools, as somebody who is not root."""
    for tool in TOOLS:
        (tmp_path / tool).symlink_to(shutil.which(tool))
    stub(tmp_path / "id", "echo 1000")
    return tmp_path


def stub(path, text):
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)


def told(script, *arguments, path, **variables):
    """The last line of a script that fails."""
    clean = {name: value for name, value in os.environ.items() if name != "CHROMIUM"}
    ended = subprocess.run(
        [ROOT / "scripts" / script, *arguments],
        env=clean | {"PATH": str(path)} | variables,
        capture_output=True,
        text=True,
        timeout=60,
        cwd=ROOT,
    )
    assert ended.returncode == 1, ended
    assert ended.stdout == ""
    return ended.stderr.strip().splitlines()[-1]


def test_no_chromium_and_none_to_be_had(bare, tmp_path):
    # Nobody answers on this port, and nothing was downloaded before.
    nowhere = {
        "PLAYWRIGHT_DOWNLOAD_HOST": "http://127.0.0.1:9",
        "PLAYWRIGHT_BROWSERS_PATH": str(tmp_path / "browsers"),
    }
    line = told("chromium", path=bare, **nowhere)
    assert line == "The end-to-end tests need Chromium: install it, or set CHROMIUM to its path"


def test_a_chromium_that_does_not_start(bare):
    stub(bare / "broken", "exit 1")
    line = told("chromium", path=bare, CHROMIUM=str(bare / "broken"))
    assert line == f"CHROMIUM={bare / 'broken'} does not start"


def test_no_room_for_the_packages(bare):
    (bare / "df").unlink()
    stub(bare / "df", "echo head; echo /dev/disk 9 8 1048576 99% /")
    line = told("install", "python-that-is-not-run", path=bare)
    assert line == "Shiftscope needs 3 GB of disk space here to install; 1.0 GB are free"
