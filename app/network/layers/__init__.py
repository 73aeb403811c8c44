"""The kinds of layer: one file for each, with a subclass of `Layer` called `LAYER`."""

import importlib
import pkgutil
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import Field

from app.network.layers.layer import Layer

ABSTRACT = {"layer", "pointwise", "pooling"}
"""Files of classes that kinds share."""


def _collect() -> dict[str, Any]:
    """The kind of each file in this folder, by name.

    Raises:
        ValueError: two kinds share a name, or one does not say its `pooling_name`.
    """
    found: dict[str, Any] = {}
    for module in sorted(info.name for info in pkgutil.iter_modules(__path__)):
        if module in ABSTRACT:
            continue
        kind = importlib.import_module(f"{__name__}.{module}").LAYER
        name = kind.model_fields["kind"].default
        if name in found:
            raise ValueError(f"two layer kinds are called {name!r}")
        if not hasattr(kind, "pooling_name"):
            raise ValueError(
                f"layer kind {name!r}: expected a `pooling_name`, what people call it where it "
                "pools, None where it does not pool; got none"
            )
        found[name] = kind
    return found


KINDS = _collect()
if TYPE_CHECKING:
    # A type checker cannot follow a union that is made at run time.
    AnyLayer = Layer
else:
    AnyLayer = Annotated[reduce(or_, KINDS.values()), Field(discriminator="kind")]
