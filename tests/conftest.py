"""Set-up shared by every test."""

from jaxtyping import install_import_hook

# Before anything imports app: every call in it then checks its types and array shapes.
install_import_hook("app", "beartype.beartype")
