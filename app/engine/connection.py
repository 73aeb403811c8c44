"""The connection to a Ray cluster, for the processes that have one: how Ray is to behave."""

import os
from typing import Any

LOST_SECONDS = 10
"""How long a cluster may not answer until it counts as lost."""

QUIET = {
    # No statistics go to Ray's makers.
    "RAY_USAGE_STATS_ENABLED": "0",
    # A process whose cluster is gone ends, rather than wait for a minute.
    "RAY_gcs_rpc_server_reconnect_timeout_s": str(LOST_SECONDS),
    # Only who has the cluster's token may talk to it.
    "RAY_AUTH_MODE": "token",
}


def connect(address: str) -> Any:
    """Joins a cluster; returns the module `ray`.

    Args:
        address: as `ray.init` takes it: `auto`, or `HOST:6379`.

    Raises:
        Exception: of many kinds: there is no such cluster, or it refuses the token.
    """
    for name, value in QUIET.items():
        os.environ.setdefault(name, value)
    import ray

    ray.init(address, log_to_driver=False, logging_level="error")
    return ray
