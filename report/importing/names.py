"""What a page of HTML calls things: the names that links lead to, and what its head says."""

from __future__ import annotations

import re
from collections.abc import Mapping

from lxml import etree

from report.importing.archive import attribute, local


def anchor(name: str) -> str:
    """A name for a heading that links lead to, made from the page and the id that it had."""
    page, _, inner = name.partition("#")
    made = re.sub(r"[^\w-]+", "-", f"{page.rsplit('.', 1)[0]}-{inner}".strip("-").lower()).strip(
        "-"
    )
    return made or "here"


def head_of(root: etree._Element) -> Mapping[str, str]:
    """What the head of a page says: title, author, date, language, description."""
    said: dict[str, str] = {"language": root.get("lang") or attribute(root, "lang")}
    for element in root.iter():
        name = local(element)
        if name == "title" and "title" not in said:
            said["title"] = " ".join((element.text or "").split())
        elif name == "meta":
            key = (element.get("name") or element.get("property") or "").lower()
            key = {"author": "author", "article:author": "author", "dc.creator": "author",
                   "dcterms.creator": "author", "description": "description",
                   "og:description": "description", "article:published_time": "date",
                   "date": "date", "dc.date": "date", "dcterms.date": "date",
                   "og:site_name": "publisher", "keywords": "keywords",
                   "og:title": "og"}.get(key, "")
            if key and element.get("content"):
                said.setdefault(key, " ".join((element.get("content") or "").split()))
        elif name == "time" and element.get("datetime"):
            said.setdefault("time", element.get("datetime") or "")
    return said
