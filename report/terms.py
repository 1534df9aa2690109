"""The words that Octavo itself puts into a report, in the report's language."""

from __future__ import annotations

from collections.abc import Mapping

_TERMS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "figure": "Figure", "table": "Table", "chapter": "Chapter", "contents": "Contents",
        "figures": "Figures", "tables": "Tables", "notes": "Notes", "note": "Note",
        "source": "Source", "page": "page", "cover": "Cover", "titlepage": "Title page",
        "imprint": "About this report", "open": "“", "close": "”", "as-of": "As known on",
        "published": "Published", "publisher": "Publisher", "authors": "Written by",
        "licence": "Licence", "identifier": "Identifier", "back": "Back to the text",
        "photo": "Credit", "skip": "Skip to the text", "start": "Start of the text",
        "key-figures": "Key figures", "data": "Data and description", "csv": "Download as CSV",
        "figure-data": "Data of the figures", "to-figure": "Back to the figure",
        "attached": "The numbers behind each figure are attached to this file as CSV.",
    },
    "fr": {
        "figure": "Figure", "table": "Tableau", "chapter": "Chapitre", "contents": "Sommaire",
        "figures": "Figures", "tables": "Tableaux", "notes": "Notes", "note": "Note",
        "source": "Source", "page": "page", "cover": "Couverture", "titlepage": "Page de titre",
        "imprint": "À propos", "open": "«\u202f", "close": "\u202f»", "as-of": "État au",
        "published": "Publié le", "publisher": "Éditeur", "authors": "Rédaction",
        "licence": "Licence", "identifier": "Identifiant", "back": "Retour au texte",
        "photo": "Crédit", "skip": "Aller au texte", "start": "Début du texte",
        "key-figures": "Chiffres clés", "data": "Données et description",
        "csv": "Télécharger en CSV", "figure-data": "Données des figures",
        "to-figure": "Retour à la figure",
        "attached": "Les chiffres de chaque figure sont joints à ce fichier au format CSV.",
    },
    "de": {
        "figure": "Abbildung", "table": "Tabelle", "chapter": "Kapitel", "contents": "Inhalt",
        "figures": "Abbildungen", "tables": "Tabellen", "notes": "Anmerkungen",
        "note": "Anmerkung", "source": "Quelle", "page": "Seite", "cover": "Umschlag",
        "titlepage": "Titelseite", "imprint": "Impressum", "open": "„", "close": "“",
        "as-of": "Stand", "published": "Erschienen", "publisher": "Herausgeber",
        "authors": "Text", "licence": "Lizenz", "identifier": "Kennung",
        "back": "Zurück zum Text", "photo": "Bildnachweis", "skip": "Zum Text",
        "start": "Beginn des Textes", "key-figures": "Kennzahlen",
        "data": "Daten und Beschreibung", "csv": "Als CSV herunterladen",
        "figure-data": "Daten der Abbildungen", "to-figure": "Zurück zur Abbildung",
        "attached": "Die Zahlen jeder Abbildung sind dieser Datei als CSV beigefügt.",
    },
    "es": {
        "figure": "Figura", "table": "Tabla", "chapter": "Capítulo", "contents": "Índice",
        "figures": "Figuras", "tables": "Tablas", "notes": "Notas", "note": "Nota",
        "source": "Fuente", "page": "página", "cover": "Cubierta", "titlepage": "Portada",
        "imprint": "Créditos", "open": "«", "close": "»", "as-of": "Situación a",
        "published": "Publicado", "publisher": "Editor", "authors": "Textos",
        "licence": "Licencia", "identifier": "Identificador", "back": "Volver al texto",
        "photo": "Crédito", "skip": "Ir al texto", "start": "Comienzo del texto",
        "key-figures": "Cifras clave", "data": "Datos y descripción",
        "csv": "Descargar en CSV", "figure-data": "Datos de las figuras",
        "to-figure": "Volver a la figura",
        "attached": "Las cifras de cada figura se adjuntan a este archivo en formato CSV.",
    },
}  # fmt: skip


def terms(language: str) -> Mapping[str, str]:
    """The words for a language; English where Octavo has not learnt it yet."""
    return _TERMS.get(language.split("-")[0], _TERMS["en"])
