"""Uploaded pictures: base64 or a form, and the limit in bytes."""

import base64

import pytest
from pydantic import TypeAdapter, ValidationError
from starlette.routing import Match

from app.api import upload
from app.api.upload import CROSS, File, Multipart, content_of, form_too, limited
from app.errors import BodyTooLarge, InvalidInput
from app.scene.user_picture import fit

PNG = base64.b64decode(CROSS)


def route_match(kind):
    """How a `Multipart` route matches a request of this content type."""

    async def endpoint():
        """Never runs."""

    headers = [] if kind is None else [(b"content-type", kind.encode())]
    scope = {"type": "http", "method": "POST", "path": "/a", "headers": headers}
    return Multipart("/a", endpoint, methods=["POST"]).matches(scope)[0]


@pytest.mark.parametrize("kind", ["multipart/form-data; boundary=x", "Multipart/Form-Data"])
def test_a_multipart_route_matches_forms(kind):
    assert route_match(kind) is Match.FULL


@pytest.mark.parametrize("kind", [None, "", "application/json", "multipart/form-data-2"])
def test_a_multipart_route_matches_nothing_else(kind):
    assert route_match(kind) is Match.NONE


def test_the_example_is_a_red_cross():
    red, black = [255, 0, 0, 255], [0, 0, 0, 255]
    expected = [[black, red, black], [red, red, red], [black, red, black]]
    assert fit(content_of(CROSS, len(PNG)), 9, 9).tolist() == expected


def test_text_and_file_have_the_same_content():
    assert content_of(CROSS, 1000) == limited(PNG, 1000) == PNG


def test_a_picture_may_have_as_many_bytes_as_the_limit():
    for padded in (PNG, PNG + b"x", PNG + b"xx"):
        size, text = len(padded), base64.b64encode(padded).decode()
        assert limited(padded, size) == content_of(text, size) == padded
    size = len(PNG)
    for take, content in ((limited, PNG), (content_of, CROSS)):
        with pytest.raises(BodyTooLarge, match=f"at most {size - 1} bytes; got {size}") as raised:
            take(content, size - 1)
        assert raised.value.where == "picture"


def test_lines_do_not_count():
    text = base64.encodebytes(bytes(300)).decode()
    assert content_of(text.replace("\n", "\r\n"), 300) == bytes(300)


def test_text_that_is_too_long_is_not_decoded(monkeypatch):
    monkeypatch.setattr(upload, "from_base64", lambda *_: pytest.fail("it was decoded"))
    with pytest.raises(BodyTooLarge, match="at most 30 bytes; got 33"):
        content_of("A" * 44, 30)


def test_invalid_text_is_located_in_its_field():
    with pytest.raises(InvalidInput, match="expected base64") as raised:
        content_of("!", 1000)
    assert raised.value.where == "picture"


def test_text_in_a_field_for_a_file_is_rejected():
    with pytest.raises(ValidationError, match="expected a file in this field of the form"):
        TypeAdapter(File).validate_python("picture.png")


def test_the_schema_of_a_form_requires_only_the_picture():
    schema = form_too(layers={"type": "string"})
    (found,) = (kind["schema"] for kind in schema["requestBody"]["content"].values())
    assert list(found["properties"]) == ["picture", "layers"]
    assert found["required"] == ["picture"]
