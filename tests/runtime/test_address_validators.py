"""Validators for addresses: what they accept, normalise and reject."""

import pytest

from app.runtime.address_validators import ancestors, origins, proxies


@pytest.mark.parametrize(
    ("value", "normalised"),
    [
        ("HTTPS://A.example:443", "https://a.example"),
        ("http://a.example:80", "http://a.example"),
        ("https://a.example:80", "https://a.example:80"),
        ("http://a.example:443", "http://a.example:443"),
        ("http://a.example:8080", "http://a.example:8080"),
        ("http://[::1]:80", "http://[::1]"),
        ("https://a:65535", "https://a:65535"),
        ("*", "*"),
        ("null", "null"),
    ],
)
def test_an_origin_is_normalised_as_browsers_send_it(value, normalised):
    assert origins((value,)) == (normalised,)


@pytest.mark.parametrize(
    "value", ["https://a.example/", "https://a:65536", "http://[::g]", "a.example", "https://-a"]
)
def test_anything_else_is_no_origin(value):
    with pytest.raises(ValueError, match="expected origins such as") as raised:
        origins(("https://a.example", value))
    assert str(raised.value).endswith(f"got {value!r}")


@pytest.mark.parametrize("values", [(), ("*",), ("10.0.0.0/8", "::1"), ("192.0.2.1", "fd00::/8")])
def test_proxies_are_addresses_and_networks_or_a_star(values):
    assert proxies(values) == values


@pytest.mark.parametrize("value", ["*", "proxy", "10.0.0.1/8", "10.0.0", ""])
def test_anything_else_is_no_proxy(value):
    with pytest.raises(ValueError, match="expected addresses or networks") as raised:
        proxies(("10.0.0.0/8", value))
    assert str(raised.value).endswith(f"got {value!r}")


@pytest.mark.parametrize(
    "values",
    [
        ("'none'",),
        ("'self'", "https://a.example:81"),
        ("https:",),
        ("*",),
        ("https://*.a.example",),
    ],
)
def test_frame_ancestors_are_sources_of_a_policy(values):
    assert ancestors(values) == values


@pytest.mark.parametrize("value", ["self", "a.example", "https://a;b", "https://a/b", "'self' *"])
def test_anything_else_is_no_frame_ancestor(value):
    with pytest.raises(ValueError, match="expected 'self', 'none' or origins; got"):
        ancestors((value,))


def test_none_stands_alone():
    with pytest.raises(ValueError, match="expected 'none' alone"):
        ancestors(("'none'", "'self'"))
