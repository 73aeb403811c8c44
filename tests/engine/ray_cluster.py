"""A Ray cluster of several nodes on this machine, in a process of its own, for tests.

Neither Ray's threads nor its warnings are in the process of the tests, and nothing is left behind:
every process of the cluster is found by a mark in its environment or by its files, and ended.
"""

import os
import shutil
import signal
import subprocess
import sys
import uuid
from pathlib import Path

from app.runtime.settings import ROOT

MARK = "CLUSTER_OF_TESTS"
TOKEN = "a-token-of-the-tests-and-of-nobody-else"
STORE = 80 << 20
"""Bytes of a node's object store: containers may have little shared memory."""


def environment(token: str = TOKEN) -> dict[str, str]:
    """What processes of a cluster, and those that talk to it, need."""
    return {"RAY_AUTH_MODE": "token", "RAY_AUTH_TOKEN": token, "RAY_USAGE_STATS_ENABLED": "0"}


class RayCluster:
    """A head with one core, and nodes of one core each."""

    def __init__(self, nodes: int = 1, head_cores: int = 1) -> None:
        self.mark = uuid.uuid4().hex
        self.process = subprocess.Popen(
            [sys.executable, "-W", "ignore", "-m", __name__, str(nodes), str(head_cores)],
            env={**os.environ, **environment(), MARK: self.mark, "PYTHONPATH": str(ROOT)},
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        try:
            self.address, self.session = self.answer(), self.answer()
        except BaseException:
            self.end()
            raise

    def answer(self) -> str:
        """The next line of the process."""
        line = self.process.stdout.readline().strip()
        if not line:
            raise RuntimeError("the cluster did not start")
        return line

    def do(self, what: str) -> str:
        """Has the process do something; returns once it is done."""
        self.process.stdin.write(f"{what}\n")
        self.process.stdin.flush()
        return self.answer()

    def end(self) -> None:
        """Ends all processes of the cluster, and removes its files."""
        self.process.kill()
        self.process.wait()
        self.process.stdin.close()
        self.process.stdout.close()
        session = getattr(self, "session", None)
        while found := processes(self.mark, session):
            for pid in found:
                try:
                    os.kill(pid, signal.SIGKILL)
                except ProcessLookupError:
                    continue
        if session is not None:
            shutil.rmtree(session, ignore_errors=True)


def processes(mark: str, session: str | None) -> list[int]:
    """The processes with the mark in their environment, or with an open file of the session.

    Ray writes the titles of some processes over their environment.
    """
    wanted, found = f"{MARK}={mark}".encode(), []
    for path in Path("/proc").glob("[0-9]*"):
        try:
            marked = wanted in (path / "environ").read_bytes().split(b"\0")
            if marked or (session and holds(path, session)):
                found.append(int(path.name))
        except OSError:
            continue
    return found


def holds(process: Path, folder: str) -> bool:
    """Whether a process has an open file in a folder."""
    return any(os.readlink(file).startswith(folder) for file in (process / "fd").iterdir())


def main(nodes: int, head_cores: int) -> None:
    """Starts the cluster and says its address and folder; then does what each line names."""
    from ray.cluster_utils import Cluster

    small = {
        "object_store_memory": STORE,
        "include_dashboard": False,
        "no_monitor": True,
        "include_log_monitor": False,
    }
    cluster = Cluster(initialize_head=True, head_node_args={"num_cpus": head_cores, **small})
    for _ in range(nodes):
        cluster.add_node(num_cpus=1, **small)
    print(cluster.address, cluster.head_node.get_session_dir_path(), sep="\n", flush=True)
    for line in sys.stdin:
        if line.strip() == "kill a node":
            cluster.remove_node(next(iter(cluster.worker_nodes)), allow_graceful=False)
        elif line.strip() == "add a node":
            cluster.add_node(num_cpus=1, **small)
        elif line.strip() == "kill the head":
            cluster.head_node.kill_gcs_server()
        print("done", flush=True)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
