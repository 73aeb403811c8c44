"""Two replicas behind nginx: any of them answers any request."""

import httpx2

from tests.serve.conftest import free_port
from tests.serve.nginx import fronting, needed
from tests.serve.test_own_networks import SCENE, file, sent

pytestmark = needed


def test_a_network_reaches_every_replica_without_a_common_folder(start, tmp_path):
    """The page sends it again as often as a replica lacks it. In strict turns that never ended."""
    ports = free_port(), free_port()
    settings = {"root_path": "/shiftscope", "own_per_minute": 0, "trainings": 0}
    apps = [start(port=port, **settings) for port in ports]
    for app in apps:
        app.wait_until_ready()
    raw = file()
    with fronting(tmp_path, *ports) as host:
        base = f"http://{host}/shiftscope"
        path = f"/api/models/{sent(base, raw).json()['id']}"
        answers = []
        while not all(httpx2.get(f"{app.url}{path}").status_code == 200 for app in apps):
            asked = {"scene": SCENE, "output": "0", "step": 4}
            answer = httpx2.post(f"{base}{path}/sensitivity", json=asked, timeout=60)
            if answer.status_code == 404:
                assert answer.json()["error"]["code"] == "network_gone"
                assert sent(base, raw).status_code == 201
            answers.append(answer)
            assert len(answers) < 200
        assert answers[0].status_code in (200, 404)
        # Both know the networks of everybody, too.
        pages = {httpx2.get(f"{base}/api/models").text for _ in range(6)}
        assert len(pages) == 1
