"""The manifests for Kubernetes: valid for its API, and true of this app."""

import re

import kubernetes_validate
import pytest
import yaml
from fastapi.testclient import TestClient

from app.main import create_app
from app.runtime.metrics import exposition
from app.runtime.settings import ROOT, Settings, variable
from app.serve.supervisor import STOP_TIMEOUT

FOLDER = ROOT / "deploy" / "kubernetes"
VERSIONS = ("1.34", "1.37")
"""Of Kubernetes, the oldest and the newest that the manifests are for."""
NO_OBJECTS = {"kustomization.yaml", "prometheus-adapter.yaml"}
UNITS = {"": 1, "m": 1e-3, "Mi": 2**20, "Gi": 2**30}


def read(name):
    return yaml.safe_load((FOLDER / name).read_text("utf-8"))


FILES = sorted(str(path.relative_to(FOLDER)) for path in FOLDER.rglob("*.yaml"))
OBJECTS = {name: read(name) for name in FILES if name.split("/")[-1] not in NO_OBJECTS}
RAY = OBJECTS["ray/cluster.yaml"]["spec"]
GROUPS = [RAY["headGroupSpec"], *RAY["workerGroupSpecs"]]
APP = OBJECTS["deployment.yaml"]["spec"]["template"]
PODS = {"app": APP} | {f"ray-{i}": group["template"] for i, group in enumerate(GROUPS)}
(CONTAINER,) = APP["spec"]["containers"]


def amount(quantity):
    """A quantity of Kubernetes as a number."""
    number, unit = re.fullmatch(r"([0-9.]+)(\D*)", str(quantity)).groups()
    return float(number) * UNITS[unit]


@pytest.mark.parametrize("version", VERSIONS)
def test_objects_fit_the_api_s_schemas(version):
    """Strictly: a field that the API does not know is an error. RayCluster is none of its own."""
    for name, made in OBJECTS.items():
        if made["kind"] != "RayCluster":
            assert kubernetes_validate.validate(made, version, strict=True) == version, name
    for name, template in PODS.items():
        pod = {"apiVersion": "v1", "kind": "Pod", **template, "metadata": {"name": name}}
        kubernetes_validate.validate(pod, version, strict=True)
    misspelt = OBJECTS["service.yaml"] | {"specs": {}}
    with pytest.raises(kubernetes_validate.ValidationError):
        kubernetes_validate.validate(misspelt, version, strict=True)


def test_every_file_is_applied_and_holds_one_object():
    for folder in ("", "ray/"):
        applied = {folder + name for name in read(f"{folder}kustomization.yaml")["resources"]}
        assert applied == {n for n in OBJECTS if n.startswith("ray/") == bool(folder)}
    assert all(isinstance(made, dict) for made in OBJECTS.values())


@pytest.mark.parametrize("pod", PODS)
def test_pods_have_no_more_rights_than_they_need(pod):
    spec = PODS[pod]["spec"]
    # Ray's head asks Kubernetes for workers.
    assert spec["automountServiceAccountToken"] is (pod == "ray-0")
    assert spec["securityContext"]["runAsNonRoot"] is True
    assert spec["securityContext"]["runAsUser"] == 1000
    assert spec["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
    for container in spec["containers"]:
        assert container["securityContext"] == {
            "allowPrivilegeEscalation": False,
            "readOnlyRootFilesystem": True,
            "capabilities": {"drop": ["ALL"]},
        }
        for resource in ("cpu", "memory"):
            asked, most = (
                container["resources"][kind][resource] for kind in ("requests", "limits")
            )
            assert 0 < amount(asked) <= amount(most)
        mounted = {mount["name"] for mount in container["volumeMounts"]}
        assert mounted == {volume["name"] for volume in spec["volumes"]}


def test_the_user_is_that_of_the_image():
    assert "useradd --system --uid 1000" in (ROOT / "Dockerfile").read_text("utf-8")


def test_settings_exist_and_are_valid(monkeypatch):
    known = {variable(field) for field in Settings.model_fields}
    given = OBJECTS["settings.yaml"]["data"]
    single = {one["name"] for one in CONTAINER["env"]}
    named = set(re.findall(r"SHIFTSCOPE_[A-Z_]+", "".join(map(str, (given, CONTAINER)))))
    assert set(given) | single == named <= known
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    settings = Settings()
    assert str(settings.own_networks_folder) in {m["mountPath"] for m in CONTAINER["volumeMounts"]}
    # What comments say of settings holds for settings that there are.
    text = "".join((FOLDER / name).read_text("utf-8") for name in FILES)
    assert set(re.findall(r"SHIFTSCOPE_[A-Z]+(?:_[A-Z]+)*", text)) <= known


def test_ports_and_paths_are_those_of_the_app(tmp_path):
    (port,) = CONTAINER["ports"]
    assert port["containerPort"] == Settings.model_fields["port"].default == 8000
    notes = APP["metadata"]["annotations"]
    assert notes["prometheus.io/port"] == str(port["containerPort"])
    assert OBJECTS["service.yaml"]["spec"]["ports"][0]["targetPort"] == port["name"]
    policy = OBJECTS["network-policy.yaml"]["spec"]["ingress"][0]
    assert policy["ports"] == [{"port": port["name"]}]
    probes = [CONTAINER[f"{kind}Probe"]["httpGet"] for kind in ("startup", "readiness", "liveness")]
    assert {probe["port"] for probe in probes} == {port["name"]}
    paths = {*(probe["path"] for probe in probes), notes["prometheus.io/path"]}
    for name in ("ludic.json", "ludic.safetensors"):
        (tmp_path / name).symlink_to(ROOT / "models" / name)
    with TestClient(create_app(Settings(models=tmp_path))) as client:
        assert {client.get(path).status_code for path in paths} == {200}
    # Visitors do not get the metrics.
    ways = OBJECTS["ingress.yaml"]["spec"]["rules"][0]["http"]["paths"]
    ends = {way["path"]: way["backend"]["service"]["name"] for way in ways}
    assert ends == {"/metrics": "nobody", "/": "shiftscope"}
    assert "selector" not in OBJECTS["nobody.yaml"]["spec"]


def test_labels_select_the_app():
    labels = APP["metadata"]["labels"]
    spec = OBJECTS["deployment.yaml"]["spec"]
    selectors = [
        spec["selector"]["matchLabels"],
        OBJECTS["service.yaml"]["spec"]["selector"],
        OBJECTS["network-policy.yaml"]["spec"]["podSelector"]["matchLabels"],
        OBJECTS["disruption-budget.yaml"]["spec"]["selector"]["matchLabels"],
        *(one["labelSelector"]["matchLabels"] for one in APP["spec"]["topologySpreadConstraints"]),
    ]
    assert selectors == [labels] * len(selectors)
    target = OBJECTS["autoscaler.yaml"]["spec"]["scaleTargetRef"]
    assert target["name"] == OBJECTS["deployment.yaml"]["metadata"]["name"]


def test_an_update_ends_no_replica_before_another_is_ready_nor_in_the_middle_of_its_work():
    spec = OBJECTS["deployment.yaml"]["spec"]
    assert spec["strategy"]["rollingUpdate"]["maxUnavailable"] == 0
    assert "replicas" not in spec, "the autoscaler's would be undone by each apply"
    pause = CONTAINER["lifecycle"]["preStop"]["sleep"]["seconds"]
    assert APP["spec"]["terminationGracePeriodSeconds"] >= pause + STOP_TIMEOUT + 5


def test_limits_are_those_of_the_compose_file():
    """docs/operators.md derives them."""
    app = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))["services"]["app"]
    limits = CONTAINER["resources"]["limits"]
    assert amount(limits["memory"]) == int(app["mem_limit"].removesuffix("g")) * 2**30
    assert amount(limits["cpu"]) == app["cpus"]


def test_timeouts_and_sizes_of_the_ingress_are_those_of_nginx():
    notes = OBJECTS["ingress.yaml"]["metadata"]["annotations"]
    nginx = (ROOT / "deploy" / "nginx.conf").read_text("utf-8")
    general = nginx[nginx.index("location /shiftscope/ {") :]
    for directive in ("proxy_read_timeout", "proxy_send_timeout", "proxy_connect_timeout"):
        name = directive.replace("_", "-")
        (value,) = re.findall(rf"{directive} (\w+);", general)
        assert notes[f"nginx.org/{name}"] == value
        assert notes[f"nginx.ingress.kubernetes.io/{name}"] == value.removesuffix("s")
    assert f"client_max_body_size {notes['nginx.org/client-max-body-size']};" in nginx
    assert f"rate={notes['nginx.org/limit-req-rate']};" in nginx
    assert f"    {notes['nginx.org/lb-method']};" in nginx


def test_the_autoscaler_s_metrics_are_the_app_s():
    metrics = OBJECTS["autoscaler.yaml"]["spec"]["metrics"]
    named = {one["pods"]["metric"]["name"] for one in metrics if one["type"] == "Pods"}
    rules = read("prometheus-adapter.yaml")["rules"]["custom"]
    assert named == {rule["seriesQuery"].split("{")[0] for rule in rules}
    exported = exposition().decode()
    assert all(f"# TYPE {name} gauge" in exported for name in named)
    # New replicas come before the old ones refuse connections.
    (live,) = (
        float(one["pods"]["target"]["averageValue"])
        for one in metrics
        if one["type"] == "Pods" and one["pods"]["metric"]["name"].endswith("live_connections")
    )
    assert live <= Settings.model_fields["live"].default / 2


def test_ray_has_a_token_and_is_reached_by_the_app_alone():
    assert RAY["authOptions"] == {"mode": "token", "secretName": "shiftscope-ray"}
    assert RAY["enableInTreeAutoscaling"] is True
    assert RAY["headGroupSpec"]["rayStartParams"]["num-cpus"] == "0"
    names = [group["groupName"] for group in RAY["workerGroupSpecs"]]
    assert len(set(names)) == len(names)
    for group in RAY["workerGroupSpecs"]:
        assert group["minReplicas"] <= group["replicas"] <= group["maxReplicas"]
    policy = OBJECTS["ray/network-policy.yaml"]["spec"]
    assert policy["podSelector"]["matchLabels"] == {
        "ray.io/cluster": OBJECTS["ray/cluster.yaml"]["metadata"]["name"]
    }
    assert all(policy["ingress"][0]["from"])
