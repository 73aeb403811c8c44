"""The palette: every sprite in `app/scene/objects/`, by name."""

import importlib
import pkgutil
from types import MappingProxyType
from typing import get_args

from app.errors import UnknownObject
from app.scene import objects
from app.scene.sprite import Kind, Sprite


def _collect() -> MappingProxyType[str, Sprite]:
    """Imports each file of `objects/`; raises ValueError when two drawings share a name."""
    found: dict[str, Sprite] = {}
    for module in sorted(info.name for info in pkgutil.iter_modules(objects.__path__)):
        for drawing in importlib.import_module(f"{objects.__name__}.{module}").SPRITES:
            if drawing.name in found:
                raise ValueError(f"two drawings are called {drawing.name!r}")
            found[drawing.name] = drawing
    # The order on screen: the human figure first; within a kind, drawings with more parts first.
    kinds = get_args(Kind)
    order = sorted(found, key=lambda n: (kinds.index(found[n].kind), -len(found[n].parts), n))
    return MappingProxyType({name: found[name] for name in order})


PALETTE = _collect()


def find(name: str, where: str = "object") -> Sprite:
    """The drawing called `name`.

    Raises:
        UnknownObject: no drawing has that name; `where` is the field that holds the name.
    """
    try:
        return PALETTE[name]
    except KeyError:
        known = ", ".join(PALETTE)
        raise UnknownObject(f"expected one of {known}; got {name!r}", where) from None
