"""Responses with an ETag: whole ones, and 304 for a client that has the content."""

import pytest
from fastapi import Request

from app.api.etag import etag_response

CONTENT = b"content"


def answered(known=None, name=None):
    headers = [] if known is None else [(b"if-none-match", known.encode())]
    request = Request({"type": "http", "headers": headers})
    return etag_response(request, CONTENT, "image/png", "abc", name)


@pytest.mark.parametrize("known", ['"abc"', 'W/"abc"', '"x", "abc"', ' "x" ,W/"abc"'])
def test_a_client_that_has_the_tag_gets_no_content(known):
    answer = answered(known)
    assert (answer.status_code, answer.body) == (304, b"")
    assert answer.headers["etag"] == '"abc"'
    assert answer.headers["cache-control"] == "no-cache"
    assert "content-type" not in answer.headers


@pytest.mark.parametrize("known", [None, "", "abc", '"ab"', '"abcd"', '"x", "y"'])
def test_any_other_client_gets_the_content(known):
    answer = answered(known)
    assert (answer.status_code, answer.body) == (200, CONTENT)
    assert answer.headers["etag"] == '"abc"'
    assert answer.headers["cache-control"] == "no-cache"
    assert answer.headers["content-type"] == "image/png"


def test_only_a_response_with_a_name_is_saved_as_a_file():
    assert answered(name="a.bin").headers["content-disposition"] == 'attachment; filename="a.bin"'
    assert "content-disposition" not in answered().headers
