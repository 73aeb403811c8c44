"""On a file system that cannot be written, as in the compose file: all but a small room for files."""

import subprocess

import httpx2
import pytest
from websockets.sync.client import connect

from tests.api.conftest import scene_message, seq_of
from tests.scene.files import file, photo
from tests.serve.conftest import ROOT

READ_ONLY = """
set -eu
room=$1
shift
for path in / "$0"; do
    mount -o remount,bind,ro "$(findmnt --noheadings --output TARGET --target "$path")"
done
mount -t tmpfs -o size=64m tmpfs "$room"
! touch "$0/written" 2>&-
export TMPDIR="$room"
exec "$@"
"""


def under(room):
    """The command that starts another on a read-only file system, in a namespace of its own."""
    return ["unshare", "--map-root-user", "--mount", "sh", "-c", READ_ONLY, ROOT, room]


@pytest.mark.parametrize("workers", [1, 2])
def test_everything_works(start, tmp_path, workers):
    tried = subprocess.run([*under(tmp_path), "true"], capture_output=True, text=True)
    if tried.returncode != 0:
        pytest.skip(f"no namespace for mounts here: {tried.stderr.strip()}")
    process = start(under(tmp_path), workers=workers)
    process.wait_until_ready()
    assert httpx2.get(f"{process.url}/").status_code == 200
    # More than a form keeps in memory.
    picture = file(photo(1000, 1000), "PNG", compress_level=0)
    assert len(picture) > 2**20
    answer = httpx2.post(f"{process.url}/api/pictures", files={"picture": picture}, timeout=60)
    assert answer.status_code == 200, answer.text
    with connect(process.live) as live:
        live.send(scene_message(3))
        assert seq_of(live.recv(20)) == 3
    assert "shiftscope_frames_total" in httpx2.get(f"{process.url}/metrics").text
    status, _, written = process.end()
    assert status == 0
    assert "WARNING" not in written, written
