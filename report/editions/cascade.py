"""Cascade: the styles of a document's elements, computed once for all that are styled alike.

WeasyPrint shares a style between elements that the same rules hold for, but gives every element
with an id, as our paragraphs have, one of its own, and so to all that is in it: the id is a
declaration to it, of an anchor. Here an id is set on top of a style that is shared. What comes
out is the same; `tests/test_cascade.py` holds that.

This imports WeasyPrint: import it where pages are set, not before.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from math import inf
from typing import TYPE_CHECKING, Any

from weasyprint.css import (
    ComputedStyle,
    InitialStyle,
    StyleFor,
    declaration_precedence,
    find_style_attributes,
    preprocess_declarations,
)
from weasyprint.css.targets import TargetCollector
from weasyprint.images import get_image_from_uri
from weasyprint.layout import LayoutContext

if TYPE_CHECKING:
    from weasyprint import CSS, HTML
    from weasyprint.css.counters import CounterStyle
    from weasyprint.text.fonts import FontConfiguration

_ANCHOR = "-weasy-anchor"
_Cascaded = dict[str, tuple[Any, tuple[Any, ...]]]  # a property's value and its weight


def context(
    html: HTML, sheets: Sequence[CSS], fonts: FontConfiguration, counters: CounterStyle,
    options: Mapping[str, Any],
) -> LayoutContext:
    """What layout asks for: styles, pictures, fonts (`Document._build_layout_context`)."""
    for styles in html._ua_counter_style():
        for name, style in styles.items():
            counters[name] = style
    targets = TargetCollector()
    cascade = Cascade(
        html, [*((sheet, "user agent") for sheet in html._ua_stylesheets()),
               *((sheet, "user") for sheet in sheets)], fonts, targets)
    pictures = partial(
        get_image_from_uri, cache={}, url_fetcher=html.url_fetcher, options=options)
    return LayoutContext(cascade, pictures, fonts, counters, targets)


class Cascade(StyleFor):  # type: ignore[misc]
    """The styles of a document, as WeasyPrint asks for them; `sheets` come with their origin."""

    def __init__(
        self, html: HTML, sheets: Sequence[tuple[CSS, str]], fonts: FontConfiguration,
        targets: Any,
    ) -> None:
        self._cascaded_styles: dict[Any, _Cascaded] = {}  # of pages, while their styles are made
        self._computed_styles: dict[tuple[Any, str | None], Any] = {}
        self.initial_page_sizes = {"box": None, "area": None}
        self._sheets = [(sheet, origin, None) for sheet, origin in sheets]
        self.font_config = fonts
        self._html = html
        said, anchors = _attributes(html)
        shared: dict[Any, dict[str | None, Any]] = {}
        found: dict[Any, Any] = {None: None}
        for wrapper in html.wrapper_element.iter_subtree():
            element = wrapper.etree_element
            above = found[wrapper.parent.etree_element if wrapper.parent else None]
            matched = [(origin, sheet, *match) for sheet, origin, _ in self._sheets
                       for match in sheet.matcher.match(wrapper)]
            own = said.get(element, ())
            key = (id(above), "".join(each[1].serialize() for each in own),
                   tuple((id(payload[0]), specificity, pseudo)
                         for _, _, specificity, _, pseudo, payload in matched))
            if key not in shared:
                shared[key] = self._styles(above, own, matched, found)
            styles = shared[key]
            found[element] = styles[None]
            for pseudo, style in styles.items():
                self._computed_styles[element, pseudo] = style
            if anchor := anchors.get(element):
                self._computed_styles[element, None] = _Anchored(styles[None], anchor)
                targets.collect_anchor(anchor)

    def _styles(
        self, above: Any, own: Iterable[tuple[Any, Any]], matched: Iterable[tuple[Any, ...]],
        found: Mapping[Any, Any],
    ) -> dict[str | None, Any]:
        """New styles of an element under one with the style `above`, and of its pseudo-elements;
        `own` are its declarations, `matched` the rules that hold for it."""
        cascaded: dict[str | None, _Cascaded] = {None: {}}
        for specificity, declaration in own:
            _put(cascaded[None], "author", (inf, specificity),
                 preprocess_declarations(self._html.base_url, [declaration]))
        for origin, sheet, specificity, _, pseudo, (declarations, layer) in matched:
            order = inf if layer is None else sheet.layers.index(layer)
            _put(cascaded.setdefault(pseudo, {}), origin, (order, specificity), declarations)
        root = found.get(self._html.etree_element)
        styles: dict[str | None, Any] = {
            None: self._style(above, cascaded.pop(None), None, root)}
        for pseudo, declared in cascaded.items():
            styles[pseudo] = self._style(styles[None], declared, pseudo, root or styles[None])
        return styles

    def _style(self, above: Any, declared: _Cascaded, pseudo: str | None, root: Any) -> Any:
        return ComputedStyle(
            above, declared, pseudo, root if root is not None else InitialStyle(self.font_config),
            self._html.base_url, self.font_config, self.initial_page_sizes)


class _Anchored(ComputedStyle):  # type: ignore[misc]
    """A style that is shared, with the anchor of one element."""

    def __init__(self, shared: Any, anchor: str) -> None:
        super().__init__(
            shared.parent_style, shared.cascaded, None, shared.root_style, shared.base_url,
            shared.font_config, shared.initial_page_sizes)
        self._shared = shared
        self.specified = shared.specified
        self.cache = shared.cache
        self["anchor"] = anchor

    @property
    def anonymous_style(self) -> Any:
        return self._shared.anonymous_style

    def copy(self) -> _Anchored:
        made = _Anchored(self._shared, self["anchor"])
        made.update(self)
        return made

    def __missing__(self, name: str) -> Any:
        value = self[name] = self._shared[name]
        return value


def _attributes(html: HTML) -> tuple[dict[Any, list[tuple[Any, Any]]], dict[Any, str]]:
    """The declarations that stand in attributes of elements, each with its specificity; and the
    anchors, which are there for ids."""
    said: dict[Any, list[tuple[Any, Any]]] = {}
    anchors: dict[Any, str] = {}
    for specificity, element, declarations, base in find_style_attributes(
            html.etree_element, False, html.base_url):
        for declaration in declarations:
            if getattr(declaration, "name", "") == _ANCHOR:
                for _, value, _ in preprocess_declarations(base, [declaration]):
                    anchors[element] = value
            else:
                said.setdefault(element, []).append((specificity, declaration))
    return said, anchors


def _put(
    cascaded: _Cascaded, origin: str, weight: tuple[Any, ...],
    declarations: Iterable[tuple[str, Any, bool]],
) -> None:
    """Add declarations to those that hold already, where they weigh as much."""
    for name, value, important in declarations:
        weighs = (declaration_precedence(origin, important), *weight)
        last = cascaded.get(name)
        if last is None or last[1] <= weighs:
            cascaded[name] = value, weighs
