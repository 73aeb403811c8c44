import json
import re
import threading
import time

import numpy as np
import pytest
from fastapi.testclient import TestClient
from safetensors.numpy import load

from app.api.live import frames
from app.api.middleware.body_limit import FORM_OVERHEAD, FORM_TEXT
from app.api.routes import own_networks
from app.main import create_app
from app.runtime.settings import Settings
from tests.api.conftest import face, problem, scene_message, seq_of
from tests.network.examples import small_spec
from tests.own.examples import card_text, onnx_raw, weights_raw

PATH = "/api/models"
GONE = "own-0123456789abcdef"


def app_of(lone, **settings):
    return create_app(Settings(models=lone, own_per_minute=0, **settings))


@pytest.fixture(scope="module")
def visitor(lone):
    with TestClient(app_of(lone), raise_server_exceptions=False) as client:
        yield client


def send(client, raw=None, options=None, card=None, **more):
    data = {} if options is None else {"options": json.dumps(options)}
    data |= {} if card is None else {"card": card}
    raw = onnx_raw() if raw is None else raw
    return client.post(PATH, files={"file": ("network", raw)}, data=data, **more)


@pytest.fixture(scope="module")
def card(visitor):
    answer = send(visitor, options={"title": "Mine", "classes": ["a", "b", "c"]})
    assert answer.status_code == 201, answer.text
    return answer.json()


def scene(row=2, col=3):
    return {"objects": [{"object": "digit-3-1", "row": row, "col": col}]}


def test_a_network_that_is_sent_is_answered_with_its_card(visitor, card):
    assert card["id"].startswith("own-")
    assert (card["title"], card["family"], card["metrics"]) == ("Mine", "own", None)
    assert card["outputs"] == ["a", "b", "c"]
    assert card["origin"]["format"] == "onnx"
    assert card["input"]["range"] == [0, 1]
    assert visitor.get(f"{PATH}/{card['id']}").json() == card
    # Equal bytes are the same network.
    again = send(visitor, options={"classes": ["a", "b", "c"], "title": "Mine"})
    assert (again.status_code, again.json()) == (201, card)


def test_it_is_listed_to_nobody(visitor, card):
    listed = visitor.get(PATH).text + visitor.get("/readyz").text
    assert card["id"] not in listed
    assert card["id"] not in visitor.get(f"{PATH}/none").text


@pytest.mark.parametrize("name", ["own-XYZ", "own-", "own-0123456789abcdeg", f"{GONE}0"])
def test_an_id_that_no_network_can_have_is_unknown_not_gone(visitor, name):
    for answer in (
        visitor.get(f"{PATH}/{name}"),
        visitor.post(f"{PATH}/{name}/activations", json={"scene": scene()}),
        visitor.post("/api/render", json={"scene": scene(), "model": name}),
        visitor.post("/api/frame", json=json.loads(scene_message(1, scene(), name))),
    ):
        message = problem(answer, 404, "unknown_model", "model")
        assert re.fullmatch(f"expected one of .*; got '{name}'", message)
    with visitor.websocket_connect("/api/live") as live:
        live.send_text(scene_message(6, scene(), name))
        assert live.receive_json()["error"]["code"] == "unknown_model"


CALLS = {
    "activations": {"scene": scene()},
    "cell": {"scene": scene(), "layer": "maxpool1", "channel": 1, "row": 2, "col": 3},
    "path": {"scene": scene()},
    "compare": {"a": scene(), "b": scene(4, 4)},
    "equivariance": {"scene": scene(), "shift": {"row": 2, "col": 2}},
    "sensitivity": {"scene": scene(), "output": "b", "step": 8},
    "excitation": {"layer": "maxpool1", "channel": 0, "step": 8},
}


@pytest.mark.parametrize("call", CALLS)
def test_every_call_takes_it(visitor, card, call):
    answer = visitor.post(f"{PATH}/{card['id']}/{call}", json=CALLS[call])
    assert answer.status_code == 200, answer.text
    assert answer.json().get("model", answer.json().get("meta", {}).get("model")) == card["id"]
    gone = visitor.post(f"{PATH}/{GONE}/{call}", json=CALLS[call])
    assert GONE in problem(gone, 404, "network_gone", "model")


def test_pictures_are_of_its_canvas(visitor, card):
    answer = visitor.post("/api/render", json={"scene": scene(), "model": card["id"]})
    assert answer.status_code == 200
    assert answer.content[16:24] == (20).to_bytes(4, "big") * 2
    gone = visitor.post("/api/render", json={"scene": scene(), "model": GONE})
    problem(gone, 404, "network_gone", "model")
    picture = {"picture": "iVBORw0KGgo", "model": GONE}
    problem(visitor.post("/api/pictures", json=picture), 404, "network_gone", "model")


def test_etags_are_answered_with_304_and_no_cache_keeps_it(visitor, card):
    for path in ("", "/weights", "/kernels/conv1"):
        first = visitor.get(f"{PATH}/{card['id']}{path}")
        assert first.status_code == 200
        assert "no-cache" in first.headers["cache-control"]
        known = {"if-none-match": first.headers["etag"]}
        again = visitor.get(f"{PATH}/{card['id']}{path}", headers=known)
        assert (again.status_code, again.content) == (304, b"")
    assert "private" in visitor.get(f"{PATH}/{card['id']}").headers["cache-control"]
    weights = visitor.get(f"{PATH}/{card['id']}/weights")
    assert weights.headers["etag"] == f'"{card["sha256"]}"'
    assert sum(tensor.size for tensor in load(weights.content).values()) == card["parameters"]


def test_frames_come_over_the_live_channel_and_over_plain_requests(visitor, card):
    message = scene_message(5, scene(), card["id"])
    with visitor.websocket_connect("/api/live") as live:
        live.send_text(message)
        frame = live.receive_bytes()
        live.send_text(scene_message(6, scene(), GONE))
        error = json.loads(live.receive_text())
        live.send_text(scene_message(7))
        assert seq_of(live.receive_bytes()) == 7
    assert seq_of(frame) == 5
    assert (error["seq"], error["error"]["code"]) == (6, "network_gone")
    assert GONE in error["error"]["message"]
    headers = {"content-type": "application/json", "accept-encoding": "identity"}
    plain = visitor.post("/api/frame", content=message, headers=headers)
    assert plain.content == frame
    gone = visitor.post("/api/frame", json=json.loads(scene_message(1, scene(), GONE)))
    problem(gone, 404, "network_gone", "model")


def test_visitors_networks_share_one_label_in_metrics(visitor, card):
    text = visitor.get("/metrics").text
    assert 'model="own"' in text
    assert card["id"] not in text


def test_a_network_that_is_removed_is_gone(visitor):
    name = send(visitor, onnx_raw(seed=5)).json()["id"]
    assert visitor.get(f"{PATH}/{name}").status_code == 200
    answer = visitor.delete(f"{PATH}/{name}")
    assert (answer.status_code, answer.content) == (204, b"")
    problem(visitor.get(f"{PATH}/{name}"), 404, "network_gone", "model")
    problem(visitor.delete(f"{PATH}/{name}"), 404, "network_gone", "model")
    # Sent again, it is there again.
    assert send(visitor, onnx_raw(seed=5)).json()["id"] == name
    assert visitor.get(f"{PATH}/{name}").status_code == 200


def test_only_networks_of_visitors_can_be_removed(visitor):
    for name in ("ludic", "own-1"):
        problem(visitor.delete(f"{PATH}/{name}"), 404, "unknown_model", "model")
    assert visitor.get(f"{PATH}/ludic").status_code == 200


@pytest.mark.parametrize(
    ("options", "status", "code", "where"),
    [
        ('{"classes": ["a"]}', 422, "invalid_input", "options.classes"),
        ('{"clases": ["a"]}', 422, "invalid_input", "options.clases"),
        ('{"title": 1}', 422, "invalid_input", "options.title"),
        ('{"input": {"mean": [1, "x"]}}', 422, "invalid_input", "options.input.mean.1"),
        ('{"input": {"invert": "yes"}}', 422, "invalid_input", "options.input.invert"),
        ('{"title": "a", "title": "b"}', 422, "invalid_input", "options.title"),
        ('{"input": {"mean": 1, "mean": 2}}', 422, "invalid_input", "options.input.mean"),
        ('{"reduce": "max"}', 422, "invalid_input", "options.reduce"),
        ('{"input": {"range": [0, 1e999]}}', 422, "invalid_input", "options.input.range.1"),
        ('{"volumes": ["nothing"]}', 422, "unknown_layer", "options.volumes.0"),
        ('{"reduce": "sum"}', 422, "invalid_input", "options.reduce"),
        ("{", 400, "malformed_json", "options"),
        ("[" * 3000, 400, "malformed_json", "options"),
        ("[]", 422, "invalid_input", "options"),
    ],
)
def test_the_error_names_the_option_that_does_not_fit(visitor, options, status, code, where):
    answer = visitor.post(PATH, files={"file": ("network", onnx_raw())}, data={"options": options})
    message = problem(answer, status, code, where)
    assert re.match("expected .*(; |, )got ", message)


def test_a_form_must_hold_a_file_and_known_fields(visitor):
    file = ("network", onnx_raw())
    problem(visitor.post(PATH, json={}), 415, "unsupported_media_type", "content-type")
    problem(visitor.post(PATH), 415, "unsupported_media_type", "content-type")
    problem(visitor.post(PATH, files={"other": file}), 422, "invalid_input", "other")
    problem(visitor.post(PATH, files={"options": file}), 422, "invalid_input", "options")
    both = visitor.post(PATH, files=[("file", file), ("file", file)])
    problem(both, 422, "invalid_input", "file")
    text = visitor.post(PATH, files={"card": (None, "{}")})
    problem(text, 422, "invalid_input", "file")
    headers = {"content-type": "multipart/form-data; boundary=x"}
    broken = visitor.post(PATH, content=b"--y\r\n\r\n", headers=headers)
    problem(broken, 400, "malformed_form")


def test_other_files_are_told_what_they_are(visitor):
    message = problem(send(visitor, b"PK\x03\x04" + bytes(30)), 422, "not_onnx")
    assert "zip" in message


def test_a_spec_with_weights_is_taken(visitor):
    answer = send(visitor, weights_raw(), card=card_text())
    assert answer.status_code == 201
    assert answer.json()["outputs"] == ["output 0", "output 1"]
    problem(send(visitor, onnx_raw(), card=card_text()), 422, "refused_file", "file")
    problem(send(visitor, weights_raw(), card="{}"), 422, "refused_file", "card.input_shape")


def test_a_file_that_is_too_large_is_refused_as_it_arrives(lone):
    with TestClient(app_of(lone, own_file_limit=2000)) as client:
        limit = 2000 + FORM_TEXT + FORM_OVERHEAD
        problem(send(client, bytes(limit + 1)), 413, "body_too_large", "body")

        def parts():
            yield b'--x\r\nContent-Disposition: form-data; name="file"; filename="n"\r\n\r\n'
            for _ in range(limit // 50_000 + 2):
                yield bytes(50_000)

        headers = {"content-type": "multipart/form-data; boundary=x"}
        streamed = client.post(PATH, content=parts(), headers=headers)
        problem(streamed, 413, "body_too_large", "body")
        assert "2000 bytes" in problem(send(client, bytes(2001)), 413, "body_too_large", "file")
        # Other routes keep their own limit.
        large = client.post("/api/render", content=b"x" * (1 << 21))
        problem(large, 413, "body_too_large", "body")


def test_a_file_that_is_slow_to_read_is_refused_and_holds_no_thread(visitor, monkeypatch):
    monkeypatch.setattr(own_networks, "READ_SECONDS", 0.0)
    for seed in range(3):
        answer = send(visitor, onnx_raw(seed=60 + seed))
        assert "read within 0 s" in problem(answer, 422, "refused_file", "file")
    monkeypatch.undo()
    begun = time.perf_counter()
    assert send(visitor, onnx_raw(seed=60)).status_code == 201
    assert time.perf_counter() - begun < 10


@pytest.mark.parametrize(
    ("settings", "said"),
    [({"own_products": 1000}, "1,000 products"), ({"own_memory": 1 << 20}, "")],
)
def test_networks_that_take_too_much_are_refused(lone, settings, said):
    spec = small_spec((1, 256, 256), ("conv", {"channels": 8, "kernel": 3}))
    with TestClient(app_of(lone, **settings)) as client:
        answer = send(client, weights_raw(spec), card=card_text(spec))
        assert said in problem(answer, 422, "network_too_large", "file")


def test_visitors_may_be_forbidden_to_bring_networks(lone):
    with TestClient(app_of(lone, own_networks=False)) as client:
        assert "ask who runs it" in problem(send(client), 403, "no_own_networks")
        problem(client.delete(f"{PATH}/{GONE}"), 403, "no_own_networks")
        problem(client.get(f"{PATH}/{GONE}"), 404, "network_gone", "model")
        assert client.get("/api/limits").json()["own"]["allowed"] is False


def test_networks_have_a_rate_limit_of_their_own(lone):
    app = create_app(Settings(models=lone, own_per_minute=2))
    with TestClient(app) as client:
        assert [send(client).status_code for _ in range(3)] == [201, 201, 429]
        assert client.post("/api/render", json={"scene": face()}).status_code == 200


def test_the_token_is_needed(lone):
    with TestClient(app_of(lone, token="a-long-enough-token")) as client:
        assert send(client).status_code == 401
        assert client.delete(f"{PATH}/{GONE}").status_code == 401
        headers = {"authorization": "Bearer a-long-enough-token"}
        assert send(client, headers=headers).status_code == 201


def test_two_servers_share_a_folder(lone, tmp_path):
    shared = app_of(lone, own_networks_folder=tmp_path), app_of(lone, own_networks_folder=tmp_path)
    with TestClient(shared[0]) as one, TestClient(shared[1]) as other:
        card = send(one).json()
        assert other.get(f"{PATH}/{card['id']}").json() == card
        message = json.loads(scene_message(1, scene(), card["id"]))
        frames_ = [client.post("/api/frame", json=message).content for client in (one, other)]
        assert frames_[0] == frames_[1]
        assert other.delete(f"{PATH}/{card['id']}").status_code == 204
        problem(one.get(f"{PATH}/{card['id']}"), 404, "network_gone", "model")
        assert list(tmp_path.iterdir()) == []


def test_a_slow_network_leaves_the_event_loop_to_others(visitor, monkeypatch):
    spec = small_spec(
        (3, 128, 128), *[("conv", {"channels": 32, "kernel": 3}), ("relu", {})] * 3, ("gap", {})
    )
    slow = send(visitor, weights_raw(spec), card=card_text(spec)).json()["id"]
    threads, compute = [], frames.live_frame

    def recorded(request):
        threads.append(threading.current_thread().name)
        return compute(request)

    monkeypatch.setattr(frames, "live_frame", recorded)
    with visitor.websocket_connect("/api/live") as live:
        live.send_text(scene_message(1, model=slow))
        live.receive_bytes()
    assert threads
    assert all(name.startswith("compute") for name in threads)


def test_at_most_64_slices_are_sent_with_their_numbers(visitor):
    spec = small_spec((1, 16, 16), ("conv", {"channels": 100, "kernel": 3}), ("relu", {}))
    card = send(visitor, weights_raw(spec), card=card_text(spec)).json()
    assert [layer["name"] for layer in card["layers"] if layer["role"] == "volume"] == ["relu1"]
    message = json.loads(scene_message(1, scene(-2, -2), card["id"]))
    sent = load(visitor.post("/api/frame", json=message).content)
    whole = load(
        visitor.post(
            f"{PATH}/{card['id']}/activations?format=safetensors", json={"scene": scene(-2, -2)}
        ).content
    )["relu1"]
    assert whole.shape == (100, 16, 16)
    strongest = np.argsort(-whole.sum((1, 2), dtype=np.float64), kind="stable")[:64]
    assert sent["slices.relu1"].tolist() == sorted(strongest.tolist())
    assert sent["relu1"].shape == (64, 16, 16)
    active = (whole > 0).sum((1, 2))[sent["slices.relu1"]]
    assert sent["active.relu1"].tolist() == active.tolist()
    assert "slices.input" not in sent


def test_answers_of_too_many_numbers_are_refused(visitor):
    spec = small_spec((1, 512, 512), ("conv", {"channels": 16, "kernel": 1}), ("gap", {}))
    card = send(visitor, weights_raw(spec), card=card_text(spec)).json()
    path = f"{PATH}/{card['id']}/activations"
    message = problem(visitor.post(path, json={"scene": scene()}), 422, "invalid_input", "layers")
    assert "name fewer" in message
    fewer = visitor.post(f"{path}?layers=gap1", json={"scene": scene()})
    assert fewer.status_code == 200
    whole = visitor.post(f"{path}?format=safetensors", json={"scene": scene()})
    assert load(whole.content)["conv0"].shape == (16, 512, 512)


def test_others_frames_pass_while_a_network_arrives(visitor):
    """Networks arrive one after the other; frames of a small network wait for none of them."""
    spec = small_spec(
        (3, 96, 96), *[("conv", {"channels": 32, "kernel": 3}), ("relu", {})] * 2, ("gap", {})
    )
    raws = [weights_raw(spec, seed) for seed in range(3)]
    done = threading.Event()

    def bring():
        for raw in raws:
            assert send(visitor, raw, card=card_text(spec)).status_code == 201
        done.set()

    thread = threading.Thread(target=bring)
    longest, count = 0.0, 0
    with visitor.websocket_connect("/api/live") as live:
        thread.start()
        while not done.is_set():
            begun = time.perf_counter()
            live.send_text(scene_message(count))
            assert seq_of(live.receive_bytes()) == count
            longest, count = max(longest, time.perf_counter() - begun), count + 1
    thread.join()
    assert count > 3
    assert longest < 1
