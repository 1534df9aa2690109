"""Lengths as the engine and as PDF have them, beside millimetres."""

MILLIMETRES = 25.4 / 96  # in a CSS pixel
POINTS = 72 / 25.4  # in a millimetre
