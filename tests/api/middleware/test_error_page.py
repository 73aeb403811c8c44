"""A person who opens an address in a browser gets a page; a program gets JSON."""

import pytest
from fastapi.testclient import TestClient

from app.main import create_app
from app.runtime.settings import Settings
from tests.api.conftest import problem

BROWSER = {"accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}


@pytest.fixture(scope="module")
def below(lone, tmp_path_factory):
    """An app below a path prefix, without a front end."""
    settings = Settings(models=lone, static=tmp_path_factory.mktemp("none"), root_path="/lab")
    with TestClient(create_app(settings), root_path="/lab") as client:
        yield client


@pytest.mark.parametrize(
    ("path", "status", "heading"),
    [
        ("/somewhere", 404, "There is no page at this address"),
        ("/api/models/nobody", 404, "There is no page at this address"),
        ("/api/render", 405, "This address cannot be opened like this"),
        ("/api/live", 426, "This address cannot be opened like this"),
    ],
)
def test_a_browser_gets_a_page_with_a_way_on(client, path, status, heading):
    answer = client.get(path, headers=BROWSER)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert f"<h1>{heading}</h1>" in answer.text
    assert 'href="/"' in answer.text
    assert {"Accept", "Accept-Language"} <= set(answer.headers["vary"].split(", "))
    assert len(answer.headers["x-request-id"]) == 32
    head = client.head(path, headers=BROWSER)
    assert (head.status_code, head.text) == (status, "")
    plain = client.get(path)
    assert plain.headers["content-type"] == "application/json"
    assert plain.json()["error"]["message"].replace("'", "&#x27;") in answer.text


def test_the_page_is_in_the_browser_s_first_language(client):
    for languages, tag in (("zh-CN,en", "zh-Hans"), ("de,zh;q=0.5", "en"), ("", "en")):
        headers = BROWSER | {"accept-language": languages}
        answer = client.get("/somewhere", headers=headers)
        assert answer.headers["content-language"] == tag
        assert f'<html lang="{tag}">' in answer.text


def test_links_and_style_lie_below_the_path_prefix(below):
    answer = below.get("/lab/somewhere", headers=BROWSER)
    assert 'href="/lab/"' in answer.text
    assert 'href="/lab/error.css"' in answer.text
    assert below.get("/lab/error.css").headers["content-type"].startswith("text/css")
    missing = below.get("/lab/", headers=BROWSER)
    assert missing.status_code == 503
    assert "make run" in missing.text


def test_what_was_sent_is_escaped(client):
    answer = client.get("/<script>alert(1)</script>", headers=BROWSER)
    assert "<script>" not in answer.text
    assert "&lt;script&gt;" in answer.text


def test_a_long_error_is_a_page_too(client):
    """Compressed, as JSON of more than 500 bytes is."""
    path = "/api/models/ludic/kernels/" + "x" * 60
    answer = client.get(path, headers=BROWSER | {"accept-encoding": "gzip"})
    assert "<h1>" in answer.text


def test_a_sound_page_and_a_program_s_error_stay_as_they_are(client):
    assert client.get("/healthz", headers=BROWSER).json() == {"status": "alive"}
    answer = client.post("/api/render", headers=BROWSER, content=b"{")
    problem(answer, 415, "unsupported_media_type", "content-type")
    problem(client.get("/somewhere"), 404, "not_found")
