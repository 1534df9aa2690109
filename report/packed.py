"""Frozen types of the model as bytes, and back; nothing else can be made of such bytes."""

from __future__ import annotations

import datetime
import functools
import importlib
import io
import pickle
from dataclasses import is_dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

from report.errors import Place

_MODULES = tuple(f"report.model.{name}" for name in (
    "back", "blocks", "inline", "kept", "ledger", "made", "numbered", "prose", "said", "written"))
Thing = TypeVar("Thing")


def packed(thing: object) -> bytes:
    return pickle.dumps(thing, protocol=5)


def unpacked(data: bytes, wanted: type[Thing]) -> Thing | None:
    """What was packed; nothing if it is not of the type wanted, or holds what no model has."""
    try:
        thing = _Unpacking(io.BytesIO(data)).load()
    except Exception:  # pickle may fail in any way
        return None
    return thing if isinstance(thing, wanted) else None


class _Unpacking(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        try:
            return _types()[module, name]
        except KeyError:
            raise pickle.UnpicklingError(f"{module}.{name} is no type of the model") from None


@functools.cache
def _types() -> dict[tuple[str, str], type]:
    types: list[type] = [Place, type(Path()), datetime.date, Decimal]
    for module in _MODULES:
        types += (each for each in vars(importlib.import_module(module)).values()
                  if isinstance(each, type) and is_dataclass(each))
    return {(each.__module__, each.__name__): each for each in types}
