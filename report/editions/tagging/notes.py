"""Notes and the entries of the contents, and what refers to them."""

from __future__ import annotations

from report.editions.tagging.reading import Reading
from report.editions.tagging.roles import classes


def join(reading: Reading) -> None:
    """Let calls and notes name each other, and each line of the contents what it lists."""
    for tag in reading.root.all():
        if tag.role == "FENote":
            tag.attributes["FENote"] = {"NoteType": "/Footnote"}
        elif tag.role == "Link" and tag.element.get("href", "").startswith("#"):
            name = tag.element.get("href")[1:]
            target = reading.standing(name)
            item = tag.nearest("TOCI")
            if target and item:
                item.leads.append(target)
            elif item:
                item.beyond.append(name)
            elif target and "notecall" in classes(tag.element):
                note = target.nearest("FENote")
                if note:
                    tag.leads.append(note)
                    note.leads.append(tag)
