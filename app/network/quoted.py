"""Names of a file, in messages and on cards."""

QUOTED = 100
"""Characters of a name, at most."""


def quoted(name: str, most: int = QUOTED) -> str:
    """The first `most` characters of a name that can be shown: no line breaks, no control codes."""
    # A name can be as long as a file: only its beginning is looked at.
    return "".join(sign for sign in name[: 4 * most] if sign.isprintable())[:most]
