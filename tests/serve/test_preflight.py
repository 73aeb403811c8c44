"""Preflight checks: what each accepts, warns of, and refuses."""

import errno
import logging
import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from app.errors import BadSetting
from app.runtime.metrics import MULTIPROC_VARIABLE
from app.runtime.settings import Settings
from app.serve import preflight


def test_no_front_end_in_the_usual_folder(monkeypatch, tmp_path, caplog):
    monkeypatch.setattr(Settings.model_fields["static"], "default", tmp_path / "static")
    with caplog.at_level(logging.WARNING, "shiftscope"):
        preflight.check_front_end(tmp_path / "static")
    assert "`make run` builds it" in caplog.text


def test_no_disk_space_for_the_workers_metrics(monkeypatch):
    def full(**_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(tempfile, "mkdtemp", full)
    with (
        pytest.raises(BadSetting, match="No space left on device"),
        preflight.shared_metrics(workers=2),
    ):
        pass


def test_workers_share_a_folder_of_networks_that_ends_with_them(monkeypatch):
    monkeypatch.delenv("SHIFTSCOPE_OWN_NETWORKS_FOLDER", raising=False)
    with preflight.shared_networks(Settings(workers=2)):
        folder = Settings().own_networks_folder
        assert folder.is_dir()
        assert folder.stat().st_mode & 0o077 == 0
    assert not folder.exists()
    with preflight.shared_networks(Settings(workers=1)):
        # Trainings are processes, too.
        assert Settings().own_networks_folder.is_dir()
    for alone in (Settings(workers=1, trainings=0), Settings(workers=2, own_networks=False)):
        with preflight.shared_networks(alone):
            assert Settings().own_networks_folder is None


def test_a_folder_of_networks_that_is_set_is_made_and_kept(tmp_path):
    settings = Settings(own_networks_folder=tmp_path / "own")
    with preflight.shared_networks(settings):
        assert (tmp_path / "own").is_dir()
    assert (tmp_path / "own").is_dir()
    (tmp_path / "file").write_text("")
    beyond = Settings(own_networks_folder=tmp_path / "file" / "own")
    with (
        pytest.raises(BadSetting, match=r"SHIFTSCOPE_OWN_NETWORKS_FOLDER: .* Not a directory"),
        preflight.shared_networks(beyond),
    ):
        pass


def test_a_folder_of_networks_that_cannot_be_written_stops_the_start(monkeypatch, tmp_path):
    def forbidden(**_):
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(tempfile, "TemporaryFile", forbidden)
    with (
        pytest.raises(BadSetting, match=r"OWN_NETWORKS_FOLDER: .* Permission denied"),
        preflight.shared_networks(Settings(own_networks_folder=tmp_path)),
    ):
        pass


def test_fewer_open_files_than_connections(monkeypatch, caplog):
    monkeypatch.setattr(resource, "getrlimit", lambda _: (256, 512))
    monkeypatch.setattr(resource, "setrlimit", lambda *_: None)
    with caplog.at_level(logging.WARNING, "shiftscope"):
        preflight.check_open_files(1000)
    assert "512 open files are allowed, 1000 connections need 1128" in caplog.text
    caplog.clear()
    preflight.check_open_files(300)
    assert caplog.text == ""


def test_a_folder_needs_a_network(tmp_path):
    with pytest.raises(BadSetting, match="holds no networks"):
        preflight.check_models(tmp_path)
    (tmp_path / "one.json").touch()
    preflight.check_models(tmp_path)


def test_a_folder_that_is_set_needs_a_front_end(tmp_path, caplog):
    with pytest.raises(BadSetting, match=r"SHIFTSCOPE_STATIC: .* holds no front end"):
        preflight.check_front_end(tmp_path)
    (tmp_path / "index.html").touch()
    preflight.check_front_end(tmp_path)
    assert caplog.text == ""


def test_the_limit_on_open_files_is_raised_as_far_as_allowed(monkeypatch):
    found = []
    monkeypatch.setattr(resource, "setrlimit", lambda kind, limits: found.append((kind, limits)))
    for limits in ((256, 512), (512, 512), (resource.RLIM_INFINITY, resource.RLIM_INFINITY)):
        monkeypatch.setattr(resource, "getrlimit", lambda _, limits=limits: limits)
        preflight.check_open_files(1)
    assert found == [(resource.RLIMIT_NOFILE, (512, 512))]


def test_several_workers_share_a_folder_while_they_run(monkeypatch):
    monkeypatch.setenv(MULTIPROC_VARIABLE, "/nope")
    with preflight.shared_metrics(1):
        assert os.environ[MULTIPROC_VARIABLE] == "/nope"
    with preflight.shared_metrics(2):
        folder = Path(os.environ[MULTIPROC_VARIABLE])
        (folder / "counter.db").touch()
    assert not folder.exists()


ON_WINDOWS = """
import sys
import app.runtime.metrics, app.runtime.settings  # with all that they load of this system
sys.modules["resource"] = None
sys.platform = "win32"
from app.serve.preflight import check_open_files
check_open_files(1024)
"""


def test_windows_has_no_limits_of_open_files_to_check():
    ended = subprocess.run([sys.executable, "-c", ON_WINDOWS], capture_output=True, text=True)
    assert ended.returncode == 0, ended.stderr
