"""The script that runs nginx in the compose file, with stand-ins for nginx and the look-up."""

import os
import subprocess
import time

import pytest

from tests.serve.conftest import ROOT


def stub(path, text):
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)


def until(holds):
    deadline = time.monotonic() + 20
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.02)


@pytest.mark.parametrize("lookup", ["getent", "nslookup"])
def test_nginx_reloads_when_the_addresses_change_and_only_then(tmp_path, lookup):
    names, calls, looked = (tmp_path / name for name in ("names", "calls", "looked"))
    names.write_text("10.0.0.2 app\n10.0.0.3\n")
    calls.touch()
    # Alpine's getent may not know what is asked.
    stub(tmp_path / "getent", "exit 1")
    stub(tmp_path / lookup, f'echo >>{looked}; [ "$*" = "${{*%app}}app" ] && cat {names}')
    stub(tmp_path / "sleep", "exec /bin/sleep 0.05")
    log = f'echo "$*" >>{calls}'
    stub(tmp_path / "nginx", f'{log}; case "$*" in *reload) ;; *) read -r end ;; esac')
    nginx = subprocess.Popen(
        ["sh", ROOT / "deploy" / "follow-app.sh"],
        env=os.environ | {"PATH": f"{tmp_path}:{os.environ['PATH']}"},
        stdin=subprocess.PIPE,
        start_new_session=True,
    )

    def look(times=3):
        seen = len(looked.read_text())
        until(lambda: len(looked.read_text()) >= seen + times)

    def reloads():
        return calls.read_text().splitlines().count("-e stderr -s reload")

    try:
        until(lambda: looked.exists() and "daemon off;" in calls.read_text())
        look()
        # The order of the answer means nothing, and no answer says nothing.
        names.write_text("10.0.0.3 app\n10.0.0.2\n")
        look()
        names.write_text("")
        look()
        assert reloads() == 0
        names.write_text("10.0.0.2 app\n10.0.0.4\n")
        until(lambda: reloads() == 1)
        look()
        assert reloads() == 1
    finally:
        os.killpg(nginx.pid, 9)
        nginx.communicate()
