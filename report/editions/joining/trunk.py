"""The tags of all units as one tree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pydyf

from report.editions.joining.numbers import Numbered
from report.editions.joining.parts import Tree
from report.editions.objects import encoded

_PDF_2 = "http://iso.org/pdf2/ssn"


@dataclass(frozen=True)
class Trunk:
    """What all tags hang on: the root of the tree, its one document, and in PDF 2.0 the
    namespace."""

    root: pydyf.Dictionary
    document: pydyf.Dictionary
    namespace: pydyf.Dictionary | None

    @property
    def numbers(self) -> tuple[int, int, int]:
        return (self.root.number, self.document.number,
                self.namespace.number if self.namespace else 0)


def planted(pdf: pydyf.PDF, is_2: bool) -> Trunk:
    """A tree that holds nothing yet."""
    root = pydyf.Dictionary({"Type": "/StructTreeRoot"})
    document = pydyf.Dictionary({"Type": "/StructElem", "S": "/Document"})
    pdf.add_object(root)
    pdf.add_object(document)
    root["K"] = pydyf.Array([document.reference])
    document["P"] = root.reference
    namespace = None
    if is_2:
        namespace = pydyf.Dictionary({"Type": "/Namespace", "NS": pydyf.String(_PDF_2)})
        pdf.add_object(namespace)
        root["Namespaces"] = pydyf.Array([namespace.reference])
        document["NS"] = namespace.reference
    pdf.catalog["StructTreeRoot"] = root.reference
    return Trunk(root, document, namespace)


def grown(
    pdf: pydyf.PDF, trunk: Trunk, units: Sequence[tuple[Numbered, Tree]],
    standing: Mapping[str, int], files: Mapping[str, bytes],
) -> None:
    """Let the tags of all units hang on the trunk.

    `standing` gives the tag that an id of the report leads to, for tags that refer to other
    units; `files` the attached one that a picture is drawn from.
    """
    trunk.document["K"] = pydyf.Array(
        unit.reference(kid) for unit, tree in units for kid in tree.kids)
    _lead_back(pdf, trunk, units)
    _name(pdf, trunk, units)
    for unit, tree in units:
        for tag, names in tree.leads:
            led = [b"%d 0 R" % standing[name] for name in names if name in standing]
            if led:
                unit.say(tag, b"/Ref [%s]" % b" ".join(led))
        for tag, picture in tree.pictures:
            if picture in files:
                unit.say(tag, b"/AF [%s]" % files[picture])


def _lead_back(
    pdf: pydyf.PDF, trunk: Trunk, units: Sequence[tuple[Numbered, Tree]]
) -> None:
    """The parent tree: from each page's content and from each annotation to its tag. Pages are
    numbered first, through all units."""
    numbers: list[bytes] = []
    count = 0
    for unit, tree in units:
        for page, owners in zip(unit.part.pages, tree.owners, strict=True):
            numbers.append(b"%d [%s]" % (count, b" ".join(map(unit.reference, owners))))
            unit.say(page, b"/StructParents %d" % count)
            count += 1
    for unit, tree in units:
        for annotation, tag in tree.links:
            numbers.append(b"%d %s" % (count, unit.reference(tag)))
            unit.say(annotation, b"/StructParent %d" % count)
            count += 1
    found = pydyf.Dictionary({"Nums": pydyf.Array(numbers)})
    pdf.add_object(found)
    trunk.root["ParentTree"] = found.reference
    trunk.root["ParentTreeNextKey"] = count


def _name(pdf: pydyf.PDF, trunk: Trunk, units: Sequence[tuple[Numbered, Tree]]) -> None:
    """The tree of names, which lead to the tags that bear them."""
    names = {name: unit.reference(tag) for unit, tree in units for name, tag in tree.names}
    found = pydyf.Dictionary({"Names": pydyf.Array(
        each for name in sorted(names, key=encoded)
        for each in (pydyf.String(name), names[name]))})
    pdf.add_object(found)
    trunk.root["IDTree"] = found.reference
