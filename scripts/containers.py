"""Containers and compose projects of a Docker engine, for scripts/try-docker."""

import shutil
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
IMAGE = "shiftscope"
PROJECT = "shiftscope-try"
"""The name of the compose project, so that another one of this checkout is left alone."""


class Failed(Exception):
    """A check does not hold; the text says what was seen."""


def run(*command: str, script: str | None = None, timeout: float = 600) -> str:
    """The output of a command, which reads a script of scripts/ if one is named.

    Raises:
        Failed: the command fails.
    """
    ended = subprocess.run(
        command,
        input=(ROOT / "scripts" / script).read_text("utf-8") if script else None,
        capture_output=True,
        text=True,
        timeout=timeout,
        cwd=ROOT,
    )
    if ended.returncode:
        said = (ended.stderr.strip() or ended.stdout.strip()).splitlines()[-3:]
        raise Failed(f"{' '.join(command[:4])} ... ends with {ended.returncode}: {' '.join(said)}")
    return ended.stdout.strip()


@cache
def compose_command() -> list[str]:
    """Docker's plugin, else the program of its own, else nothing."""
    plugin = subprocess.run(["docker", "compose", "version"], capture_output=True)
    if plugin.returncode:
        return ["docker-compose"] if shutil.which("docker-compose") else []
    return ["docker", "compose"]


def compose(*arguments: str) -> str:
    """Runs a command of compose in this project."""
    return run(*compose_command(), "-p", PROJECT, *arguments)


def inspect(thing: str, form: str) -> str:
    """A property of an image or container."""
    return run("docker", "inspect", "--format", form, thing)


def client(script: str, *arguments: str, network: str) -> str:
    """The output of a script that runs in a container of the image, with the packages there."""
    options = ["--rm", "-i", "--network", network, "--ulimit", "nofile=4096"]
    return run("docker", "run", *options, IMAGE, "python", "-", *arguments, script=script)


def wait_for(url: str, seconds: float) -> float:
    """Seconds until a page is answered with 200."""
    begun, said = time.monotonic(), ""
    while (passed := time.monotonic() - begun) < seconds:
        try:
            with urllib.request.urlopen(url, timeout=2) as answer:
                answer.read()
            return passed
        except urllib.error.HTTPError as error:
            said = f"status {error.code}"
        except OSError as error:
            said = str(error)
        time.sleep(0.1)
    raise Failed(f"{url} is not answered within {seconds:.0f} s: {said}")


def wait_until_healthy(container: str, seconds: float) -> None:
    """Waits until the health check of a container has succeeded."""
    deadline = time.monotonic() + seconds
    while (health := inspect(container, "{{.State.Health.Status}}")) != "healthy":
        if time.monotonic() > deadline:
            raise Failed(f"its health is {health!r}")
        time.sleep(0.5)


def check(name: str, what: Callable[[], str]) -> bool:
    """Runs a check and prints its line."""
    begun = time.monotonic()
    try:
        said, holds = what(), True
    except Failed as failed:
        said, holds = str(failed), False
    except subprocess.TimeoutExpired as late:
        said, holds = f"no end within {late.timeout:.0f} s", False
    passed = time.monotonic() - begun
    print(f"{'ok  ' if holds else 'FAIL'}  {name}: {said} ({passed:.0f} s)", flush=True)
    return holds


def apps() -> list[str]:
    """The ids of the running apps of the compose project."""
    return compose("ps", "-q", "app").split()


def logs(container: str) -> str:
    """What a container has logged."""
    ended = subprocess.run(["docker", "logs", container], capture_output=True, text=True)
    return ended.stdout + ended.stderr
