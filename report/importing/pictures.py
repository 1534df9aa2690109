"""Pictures that come with a text: checked, and made PNG where Octavo could not use them."""

from __future__ import annotations

import base64
import binascii
import io
import re
import tempfile
import warnings
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, unquote_to_bytes

from report.errors import Faults
from report.images import LARGEST_AREA, LARGEST_FILE, check
from report.importing.archive import climbs

_MOST = 2000
_FORMATS = {"PNG": ".png", "JPEG": ".jpg"}
_DATA = re.compile(r"data:image/[\w+.-]+(;base64)?,(.*)", re.DOTALL)


class Pictures:
    """The pictures of a report to be, by the path that each gets in it."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self._known: dict[tuple[str, str], str] = {}

    def keeper(self, read: Callable[[str], bytes], home: str = "") -> Callable[[str], str]:
        """A function that keeps the picture of an address and gives its path; nothing if it cannot.

        `read` brings the bytes of a path inside the text's own folder or archive, `home` names
        that place.
        """

        def keep(address: str) -> str:
            key = (home, address)
            if key not in self._known:
                self._known[key] = self._keep(address, read)
            return self._known[key]

        return keep

    def _keep(self, address: str, read: Callable[[str], bytes]) -> str:
        if match := _DATA.match(address):
            try:
                data = base64.b64decode(match[2]) if match[1] else unquote_to_bytes(match[2])
            except (binascii.Error, ValueError):
                return ""
            return self._usable(data, "picture")
        path = unquote(address.split("?")[0].split("#")[0])
        if not path or re.match(r"\w+:|//", path) or len(self.files) >= _MOST:
            return ""
        return self._usable(read(path), PurePosixPath(path).stem)

    def _usable(self, data: bytes, stem: str) -> str:
        """The path of a picture that Octavo can use, or nothing."""
        if not data or len(data) > LARGEST_FILE:
            return ""
        ending = ".svg" if b"<svg" in data[:2000] else ""
        if not ending:
            data, ending = _made_usable(data)
        if not ending or not _is_sound(data, ending):
            return ""
        stem = re.sub(r"[^a-z0-9]+", "-", stem.lower()).strip("-")[:60] or "picture"
        name, count = f"images/{stem}{ending}", 1
        while name in self.files and self.files[name] != data:
            count += 1
            name = f"images/{stem}-{count}{ending}"
        self.files[name] = data
        return name


def from_folder(folder: Path) -> Callable[[str], bytes]:
    """A reader of files beside a text, none of them outside its folder."""
    home = folder.resolve()

    def read(path: str) -> bytes:
        file = (home / path).resolve()
        inside = not climbs(path) and file.is_relative_to(home) and file.is_file()
        return file.read_bytes() if inside and file.stat().st_size <= LARGEST_FILE else b""

    return read


def _made_usable(data: bytes) -> tuple[bytes, str]:
    """A picture as PNG or JPEG, and the ending of its name; nothing if it is none."""
    from PIL import Image, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data)) as image:
                if image.width * image.height > LARGEST_AREA:
                    return b"", ""
                if image.format in _FORMATS:
                    return data, _FORMATS[image.format]
                out = io.BytesIO()
                image.convert("RGBA" if "A" in image.mode or "transparency" in image.info
                              else "RGB").save(out, "PNG")
                return out.getvalue(), ".png"
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError):
        return b"", ""


def _is_sound(data: bytes, ending: str) -> bool:
    """Whether a build would take the picture."""
    with tempfile.TemporaryDirectory() as place:
        file = Path(place) / f"picture{ending}"
        file.write_bytes(data)
        return check(file, Faults())
