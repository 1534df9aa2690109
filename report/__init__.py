"""Octavo: one text becomes a web report, a print PDF and an EPUB."""

__version__ = "0.1.0"
