"""Candidacy, dosing and paper for high-dose interleukin-2 in metastatic melanoma, without a network."""

import os
import sys
from types import ModuleType

__version__ = "0.1.0"


class _NoPlugins(ModuleType):
    """In the place of pydantic's own search, which imports Python's mail parser before it sees that it must not."""

    def __init__(self) -> None:
        super().__init__("pydantic.plugin._loader", self.__doc__)

    def get_plugins(self) -> tuple[object, ...]:
        return ()


os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # what else is installed has no say in how a case is read
sys.modules.setdefault("pydantic.plugin._loader", _NoPlugins())
