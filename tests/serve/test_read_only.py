"""On a file system that cannot be written but for a small room, as in the compose file."""

import subprocess
import sys
import time

import httpx2
import pytest
from websockets.sync.client import connect

from tests.api.conftest import problem, scene_message, seq_of
from tests.scene.files import file, photo
from tests.serve.conftest import ROOT, free_port

READ_ONLY = """
set -eu
room=$1
for path in / "$0"; do
    mount -o remount,bind,ro "$(findmnt --noheadings --output TARGET --target "$path")"
done
mount -t tmpfs -o "size=$2" tmpfs "$room"
! touch "$0/written" 2>&-
export TMPDIR="$room"
shift 2
exec "$@"
"""


@pytest.fixture
def under(tmp_path):
    """A command that starts another on a read-only file system, with a room of `size` to write."""

    def command(size):
        namespace = ["unshare", "--map-root-user", "--mount"]
        return [*namespace, "sh", "-c", READ_ONLY, ROOT, tmp_path, size]

    tried = subprocess.run([*command("64m"), "true"], capture_output=True, text=True)
    if tried.returncode != 0:
        pytest.skip(f"no namespace for mounts here: {tried.stderr.strip()}")
    return command


def picture():
    """A file that is more than a form keeps in memory."""
    content = file(photo(1000, 1000), "PNG", compress_level=0)
    assert len(content) > 2**20
    return {"picture": content}


@pytest.mark.parametrize("workers", [1, 2])
def test_everything_works(start, under, workers):
    process = start(under("64m"), workers=workers)
    process.wait_until_ready()
    assert httpx2.get(f"{process.url}/").status_code == 200
    answer = httpx2.post(f"{process.url}/api/pictures", files=picture(), timeout=60)
    assert answer.status_code == 200, answer.text
    with connect(process.live) as live:
        live.send(scene_message(3))
        assert seq_of(live.recv(20)) == 3
    assert "shiftscope_frames_total" in httpx2.get(f"{process.url}/metrics").text
    status, _, written = process.end()
    assert status == 0
    assert "WARNING" not in written, written


def test_a_full_disk_is_reported_in_one_line(start, under):
    process = start(under("64k"))
    process.wait_until_ready()
    answer = httpx2.post(f"{process.url}/api/pictures", files=picture(), timeout=60)
    message = problem(answer, 503, "no_space")
    assert message == "expected room on the server's disk; got none, try again later"
    assert answer.headers["retry-after"] == "60"
    assert httpx2.get(f"{process.url}/readyz").status_code == 200
    _, _, written = process.end()
    assert "no disk space in" in written
    assert "make room, or set TMPDIR" in written
    assert "Traceback" not in written


FILL = """
import sys, time, urllib.request
while True:
    try:
        urllib.request.urlopen(sys.argv[1] + "/readyz").close()
        break
    except OSError:
        time.sleep(0.1)
with open(sys.argv[2] + "/filler", "wb", buffering=0) as filler:
    while True:
        filler.write(bytes(1 << 12))
"""


def test_workers_go_on_with_a_full_disk_and_count_on(start, under):
    """Their shared metrics lie on that disk: a page of them that was not there would end them."""
    port = free_port()
    # The disk is full as soon as the server is ready.
    fill = f'"{sys.executable}" -c "$0" http://127.0.0.1:{port} "$TMPDIR" 2>&- & exec "$@"'
    process = start([*under("64m"), "sh", "-c", fill, FILL], workers=2, port=port)
    process.wait_until_ready()
    deadline = time.monotonic() + 20
    answer = httpx2.post(f"{process.url}/api/pictures", files=picture(), timeout=60)
    while answer.status_code == 200:
        assert time.monotonic() < deadline
        answer = httpx2.post(f"{process.url}/api/pictures", files=picture(), timeout=60)
    problem(answer, 503, "no_space")
    paths = ("/", "/readyz", "/api/models", "/api/objects", "/api/nothing", "/openapi.json")
    for path in paths * 10:
        # A connection each: either worker may take it.
        httpx2.get(process.url + path)
    for _ in range(20):
        answer = httpx2.post(f"{process.url}/api/pictures", files=picture(), timeout=60)
        problem(answer, 503, "no_space")
    assert 'route="/api/objects"' in httpx2.get(f"{process.url}/metrics").text
    status, _, written = process.end()
    assert status == 0, written
    assert "has ended" not in written
