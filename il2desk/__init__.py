"""Candidacy, dosing and paper for high-dose interleukin-2 in metastatic melanoma, without a network."""

import os

__version__ = "0.1.0"

os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # what else is installed has no say in how a case is read
