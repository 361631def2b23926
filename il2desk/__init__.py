"""Candidacy, dosing and paper for high-dose interleukin-2 in metastatic melanoma, without a network."""

__version__ = "0.1.0"
