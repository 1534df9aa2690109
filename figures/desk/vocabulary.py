"""The words that a picture itself says, in the languages that Octavo has learnt."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches

_TERMS: Mapping[str, Mapping[str, str]] = {
    "no figure": {"fr": "pas de chiffre", "de": "keine Angabe", "es": "sin dato"},
    "each": {"fr": "chacun", "de": "je", "es": "cada uno"},
    "people": {"fr": "personnes", "de": "Menschen", "es": "personas"},
    "one person": {"fr": "une personne", "de": "ein Mensch", "es": "una persona"},
    "others": {"fr": "autres", "de": "andere", "es": "otros"},
    "each panel has a scale of its own": {
        "fr": "chaque graphique a sa propre échelle", "de": "jedes Bild hat seinen eigenen Maßstab",
        "es": "cada gráfico tiene su propia escala"},
    "total": {"fr": "total", "de": "insgesamt", "es": "total"},
    "in all": {"fr": "en tout", "de": "insgesamt", "es": "en total"},
    "per": {"fr": "pour", "de": "je", "es": "por cada"},
    "to": {"fr": "à", "de": "bis", "es": "a"},
    "without a figure": {"fr": "sans chiffre", "de": "ohne Angabe", "es": "sin dato"},
}

# What may stand before a number. A word that is there twice means the same.
_QUALIFIERS: Mapping[str, Mapping[str, str]] = {
    "about": {"fr": "environ", "de": "etwa", "es": "unos"},
    "around": {"fr": "autour de", "de": "rund", "es": "alrededor de"},
    "some": {"fr": "quelque", "de": "rund", "es": "unos"},
    "roughly": {"fr": "environ", "de": "ungefähr", "es": "aproximadamente"},
    "estimated": {"fr": "estimé à", "de": "geschätzt", "es": "estimado en"},
    "nearly": {"fr": "près de", "de": "fast", "es": "casi"},
    "almost": {"fr": "presque", "de": "beinahe", "es": "casi"},
    "just over": {"fr": "un peu plus de", "de": "knapp über", "es": "algo más de"},
    "just under": {"fr": "un peu moins de", "de": "knapp unter", "es": "algo menos de"},
    "more than": {"fr": "plus de", "de": "mehr als", "es": "más de"},
    "over": {"fr": "plus de", "de": "über", "es": "más de"},
    "at least": {"fr": "au moins", "de": "mindestens", "es": "al menos"},
    "no fewer than": {"fr": "pas moins de", "de": "nicht weniger als", "es": "no menos de"},
    "up to": {"fr": "jusqu’à", "de": "bis zu", "es": "hasta"},
    "at most": {"fr": "au plus", "de": "höchstens", "es": "como máximo"},
    "no more than": {"fr": "pas plus de", "de": "nicht mehr als", "es": "no más de"},
    "less than": {"fr": "moins de", "de": "weniger als", "es": "menos de"},
    "fewer than": {"fr": "moins de", "de": "weniger als", "es": "menos de"},
    "under": {"fr": "moins de", "de": "unter", "es": "menos de"},
}
LANGUAGES = ("en", "fr", "de", "es")


def term(name: str, language: str) -> str:
    """A word of Octavo's own in a language; in English where Octavo has not learnt it."""
    return _TERMS[name].get(language.split("-")[0], name)


def qualifier(text: str) -> str:
    """The English name of a qualifier, whichever of the languages it is written in.

    Raises ValueError, with a sentence for the author, if it is none.
    """
    written = " ".join(text.lower().split())
    for name, words in _QUALIFIERS.items():
        if written == name or written in words.values():
            return name
    near = get_close_matches(written, _QUALIFIERS, 1)
    raise ValueError(f"“{text}” is no qualifier; " + (
        f"did you mean “{near[0]}”?" if near
        else "it may be “about”, “nearly”, “more than”, “at least”, “up to” and the like."))


def qualified(name: str, number: str, language: str) -> str:
    """A number in words and figures behind its qualifier, which may be none."""
    said = _QUALIFIERS.get(name, {}).get(language.split("-")[0], name)
    return f"{said} {number}".strip()
