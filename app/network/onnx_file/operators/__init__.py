"""The operators that are taken: one file for each or for a family, with a table `OPERATORS`."""

import importlib
import pkgutil
from collections.abc import Callable

from app.network.onnx_file.node import Node
from app.network.onnx_file.value import Tensor

Operator = Callable[[Node], Tensor]
"""What a node becomes: new layers, a constant, or another view of a layer's output."""


def _collect() -> dict[str, Operator]:
    """The operators of each file in this folder, by ONNX's names.

    Raises:
        ValueError: two files take the same operator.
    """
    found: dict[str, Operator] = {}
    for module in sorted(info.name for info in pkgutil.iter_modules(__path__)):
        for name, operator in importlib.import_module(f"{__name__}.{module}").OPERATORS.items():
            if name in found:
                raise ValueError(f"two files take the operator {name!r}")
            found[name] = operator
    return found


OPERATORS = _collect()
