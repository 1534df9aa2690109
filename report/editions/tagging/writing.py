"""A structure tree as objects of a PDF."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pydyf

from report.editions.objects import encoded
from report.editions.tagging.reading import Reading
from report.editions.tagging.tree import Tag

_PDF_2 = "http://iso.org/pdf2/ssn"
# What PDF 2.0 has left out stands in the namespace of 1.7, which is that of tags without one.
_ONLY_1_7 = ("TOC", "TOCI", "Index", "Reference", "BlockQuote", "Quote", "Code")
# What PDF 1.7 has not learnt yet.
_AS_IN_1_7: Mapping[str, str] = {
    "FENote": "Note", "Title": "H1", "Aside": "Div", "Em": "Span", "Strong": "Span"}


def write(
    reading: Reading, pdf: pydyf.PDF, is_2: bool, unused: list[pydyf.Dictionary]
) -> dict[Tag, bytes]:
    """Write the tree, and the ways into it by content and by name; the reference of each tag.

    `unused` are objects of the PDF that are taken before others are made.
    """
    root = pydyf.Dictionary({"Type": "/StructTreeRoot"})
    pdf.add_object(root)
    pdf.catalog["StructTreeRoot"] = root.reference
    pdf.catalog["MarkInfo"] = pydyf.Dictionary({"Marked": "true"})
    pdf.catalog["ViewerPreferences"] = pydyf.Dictionary({"DisplayDocTitle": "true"})
    namespace = b""
    if is_2:
        said = pydyf.Dictionary({"Type": "/Namespace", "NS": pydyf.String(_PDF_2)})
        pdf.add_object(said)
        namespace = said.reference
        root["Namespaces"] = pydyf.Array([namespace])
    elements = {}
    for tag in reading.root.all():
        elements[tag] = element = unused.pop() if unused else pydyf.Dictionary()
        element["Type"] = "/StructElem"
        if element.number is None:
            pdf.add_object(element)
    references = {tag: element.reference for tag, element in elements.items()}
    for tag, element in elements.items():
        element["P"] = references.get(tag.above, root.reference) if tag.above else root.reference
        element["S"] = f"/{tag.role if is_2 else _AS_IN_1_7.get(tag.role, tag.role)}"
        if is_2 and tag.role not in _ONLY_1_7:
            element["NS"] = namespace
        _describe(tag, element, references, is_2)
        _fill(tag, element, references, pdf)
    root["K"] = pydyf.Array([references[reading.root]])
    _lead_back(reading, references, root, pdf)
    _name(references, root, pdf)
    return references


def _describe(
    tag: Tag, element: pydyf.Dictionary, references: Mapping[Tag, bytes], is_2: bool
) -> None:
    """Write what is said of a tag."""
    said = {"ID": tag.name, "Alt": tag.alt, "Lang": tag.language, "E": tag.expansion}
    for key, words in said.items():
        if words:
            element[key] = pydyf.String(words)
    attributes = [pydyf.Dictionary({"O": f"/{owner}", **_known(given, is_2)})
                  for owner, given in tag.attributes.items()
                  if given and (is_2 or owner != "FENote")]
    if attributes:
        element["A"] = attributes[0] if len(attributes) == 1 else pydyf.Array(attributes)
    leads = [references[each] for each in tag.leads if each in references]
    if leads and is_2:
        element["Ref"] = pydyf.Array(leads)


def _known(given: Mapping[str, Any], is_2: bool) -> Mapping[str, Any]:
    """Attributes as the version of PDF knows them: 1.7 has no lists of terms."""
    if not is_2 and given.get("ListNumbering") == "/Description":
        return {**given, "ListNumbering": "/None"}
    return given


def _fill(
    tag: Tag, element: pydyf.Dictionary, references: Mapping[Tag, bytes], pdf: pydyf.PDF
) -> None:
    """Write what a tag holds; content on the tag's own page, the first, goes by its number."""
    pages = [kid[0] for kid in tag.kids if not isinstance(kid, Tag)]
    own = pages[0] if pages else tag.links[0][0] if tag.links else None
    if own is not None:
        element["Pg"] = pdf.page_references[own]
    kids: list[Any] = []
    for kid in tag.kids:
        if isinstance(kid, Tag):
            kids.append(references[kid])
        elif kid[0] == own:
            kids.append(kid[1])
        else:
            kids.append(pydyf.Dictionary({
                "Type": "/MCR", "Pg": pdf.page_references[kid[0]], "MCID": kid[1]}))
    kids += [pydyf.Dictionary({"Type": "/OBJR", "Obj": annotation.reference,
                               "Pg": pdf.page_references[page]}) for page, annotation in tag.links]
    if kids:
        element["K"] = pydyf.Array(kids)


def _lead_back(
    reading: Reading, references: Mapping[Tag, bytes], root: pydyf.Dictionary, pdf: pydyf.PDF
) -> None:
    """The parent tree: from each page's content and from each annotation to its tag."""
    numbers = pydyf.Array()
    for page, owners in enumerate(reading.owners):
        numbers += [page, pydyf.Array([references[tag] for tag in owners])]
    following = len(reading.owners)
    for tag in references:
        for _, annotation in tag.links:
            annotation["StructParent"] = following
            numbers += [following, references[tag]]
            following += 1
    tree = pydyf.Dictionary({"Nums": numbers})
    pdf.add_object(tree)
    root["ParentTree"] = tree.reference
    root["ParentTreeNextKey"] = following


def _name(references: Mapping[Tag, bytes], root: pydyf.Dictionary, pdf: pydyf.PDF) -> None:
    """The tree of names, which lead to the tags that bear them."""
    names = {tag.name: reference for tag, reference in references.items() if tag.name}
    written = sorted((encoded(name), name) for name in names)
    tree = pydyf.Dictionary({"Names": pydyf.Array(
        each for _, name in written for each in (pydyf.String(name), names[name]))})
    pdf.add_object(tree)
    root["IDTree"] = tree.reference
