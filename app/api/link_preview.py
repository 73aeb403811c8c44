"""The picture that other sites show beside a link to the page (Open Graph)."""

from html import escape

FILE = "preview.png"
"""Name of the picture in the front end's folder, 1200 by 630 px."""


def with_absolute_picture(page: str, base_url: str) -> str:
    """A page whose `og:image` has an absolute URL, without which most sites show no picture.

    The base URL comes from the settings: a request's Host header is the client's word.

    Args:
        page: HTML in which `./preview.png` is the content of `meta` elements.
        base_url: the page's URL as visitors reach it, ending in a slash.
    """
    return page.replace(f'content="./{FILE}"', f'content="{escape(base_url)}{FILE}"')
