"""Write: the Pages of an edition become a file, one module an edition.

Each module has an `EDITION`, the settings that composing needs, and `write`.
"""
