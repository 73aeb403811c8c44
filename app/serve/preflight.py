"""Preflight checks: each reports in one line what is wrong and what to do."""

import contextlib
import logging
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from app.errors import BadSetting
from app.runtime.metrics import MULTIPROC_VARIABLE, allocate
from app.runtime.settings import Settings, variable

# Windows has neither this module nor such limits.
if sys.platform != "win32":
    import resource

log = logging.getLogger("shiftscope")

SPARE = 128
"""Open files in addition to connections: the program itself, its log, its networks."""


def check_models(folder: Path) -> None:
    """Raises BadSetting if the folder holds no network."""
    if not any(folder.glob("*.json")):
        raise BadSetting(f"SHIFTSCOPE_MODELS: {folder} holds no networks: `make models` makes them")


def check_front_end(folder: Path) -> None:
    """Warns if the front end is not built: the API works without it.

    Raises:
        BadSetting: it is not in the folder that is set in place of the usual one.
    """
    if (folder / "index.html").is_file():
        return
    if folder != Settings.model_fields["static"].default:
        raise BadSetting(
            f"SHIFTSCOPE_STATIC: {folder} holds no front end: leave it unset, or name the folder "
            "that `npm run build` made"
        )
    log.warning("the front end is not built, the API is served alone: `make run` builds it")


def check_open_files(connections: int) -> None:
    """Raises the limit on open files as far as allowed, and warns if that is not enough.

    Args:
        connections: live connections and jobs that the settings allow.
    """
    if sys.platform == "win32":
        return
    wanted = connections + SPARE
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft == resource.RLIM_INFINITY:
        return
    if soft != hard:
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    if hard != resource.RLIM_INFINITY and hard < wanted:
        log.warning(
            "%d open files are allowed, %d connections need %d: raise `ulimit -n`, or lower "
            "SHIFTSCOPE_LIVE",
            hard,
            connections,
            wanted,
        )


@contextlib.contextmanager
def shared_networks(settings: Settings) -> Iterator[None]:
    """A folder in which processes share visitors' networks: a temporary one if none is set.

    Processes are several workers, and those that train.

    Raises:
        BadSetting: the folder cannot be created or written.
    """
    set_folder = settings.own_networks_folder
    alone = settings.workers == 1 and not settings.trainings
    if not settings.own_networks or (set_folder is None and alone):
        yield
        return
    name = variable("own_networks_folder")
    with contextlib.ExitStack() as ending:
        try:
            if set_folder is None:
                folder = tempfile.mkdtemp(prefix="shiftscope-networks-")
                ending.callback(shutil.rmtree, folder, ignore_errors=True)
                # The workers read their settings from the environment.
                os.environ[name] = folder
                ending.callback(os.environ.pop, name, None)
            else:
                set_folder.mkdir(parents=True, exist_ok=True)
                # A volume of a container is often root's.
                tempfile.TemporaryFile(dir=set_folder).close()
        except OSError as error:
            where = "TMPDIR" if set_folder is None else name
            raise BadSetting(
                f"{where}: visitors' networks cannot be kept there: {error.strerror}"
            ) from None
        yield


@contextlib.contextmanager
def shared_metrics(workers: int) -> Iterator[None]:
    """A temporary folder in which several workers share their metrics, with all its room.

    Raises:
        BadSetting: the folder cannot be created, or the disk is full.
    """
    if workers == 1:
        yield
        return
    with contextlib.ExitStack() as ending:
        try:
            folder = tempfile.mkdtemp(prefix="shiftscope-")
            ending.callback(shutil.rmtree, folder, ignore_errors=True)
            os.environ[MULTIPROC_VARIABLE] = folder
            allocate(workers)
        except OSError as error:
            raise BadSetting(
                f"TMPDIR: {tempfile.gettempdir()} cannot hold the metrics of several workers: "
                f"{error.strerror}"
            ) from None
        yield
