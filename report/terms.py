"""The words that Octavo itself puts into a report, in the report's language."""

from __future__ import annotations

from collections.abc import Mapping

_TERMS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "figure": "Figure", "table": "Table", "formula": "Formula", "chapter": "Chapter",
        "contents": "Contents",
        "figures": "Figures", "tables": "Tables", "notes": "Notes", "note": "Note",
        "source": "Source", "page": "page", "page-short": "p.",
        "proof": "Proof", "revision": "revision", "cover": "Cover", "titlepage": "Title page",
        "imprint": "About this report", "open": "“", "close": "”", "as-of": "As known on",
        "published": "Published", "publisher": "Publisher", "authors": "Written by",
        "licence": "Licence", "identifier": "Identifier", "back": "Back to the text",
        "photo": "Credit", "skip": "Skip to the text", "start": "Start of the text",
        "key-figures": "Key figures", "data": "Data and description", "csv": "Download as CSV",
        "figure-data": "Data of the figures", "to-figure": "Back to the figure",
        "landmarks": "Landmarks", "continued": "continued",
        "sources": "Sources", "handout-whole": "The whole report",
        "handout-more": "More in the whole report, from page",
        "handout-pages": "Pages and figures are numbered as in the whole report.",
        "handout-check": "Its checksum (SHA-256), to be compared with",
        "handout-code": "QR code:",
        "changes": "What has changed since the last edition",
        "before": "before", "new": "new", "gone": "no longer stated",
        "now-by": "now stated by",
        "unchanged": "No figure has changed since the last edition.",
        "pages": "Pages of the print edition",
        "standard-pages": "The page numbers in the margin "
                          "(p.\u00a012) are those of the standard edition.",
        "later": "Replaced by", "others": "Another figure",
        "uses": "used in", "ledger": "The ledger as CSV",
        "checksum": "Checksum", "numbers": "figures",
        "pages_of": "pages", "unnamed": "No speaker named", "file": "Data file",
        "attached": "The numbers behind each figure are attached to this file as CSV.",
    },
    "fr": {
        "figure": "Figure", "table": "Tableau", "formula": "Formule", "chapter": "Chapitre",
        "contents": "Sommaire",
        "figures": "Figures", "tables": "Tableaux", "notes": "Notes", "note": "Note",
        "source": "Source", "page": "page", "page-short": "p.",
        "proof": "Épreuve", "revision": "révision",
        "cover": "Couverture", "titlepage": "Page de titre",
        "imprint": "À propos", "open": "«\u202f", "close": "\u202f»", "as-of": "État au",
        "published": "Publié le", "publisher": "Éditeur", "authors": "Rédaction",
        "licence": "Licence", "identifier": "Identifiant", "back": "Retour au texte",
        "photo": "Crédit", "skip": "Aller au texte", "start": "Début du texte",
        "key-figures": "Chiffres clés", "data": "Données et description",
        "csv": "Télécharger en CSV", "figure-data": "Données des figures",
        "to-figure": "Retour à la figure",
        "landmarks": "Repères", "continued": "suite",
        "sources": "Sources", "handout-whole": "Le rapport complet",
        "handout-more": "La suite dans le rapport complet, à partir de la page",
        "handout-pages": "Les pages et les figures portent les numéros du rapport complet.",
        "handout-check": "Sa somme de contrôle (SHA-256), à comparer avec",
        "handout-code": "Code QR :",
        "changes": "Ce qui a changé depuis la dernière édition",
        "before": "auparavant", "new": "nouveau", "gone": "n’est plus donné",
        "now-by": "désormais selon",
        "unchanged": "Aucun chiffre n’a changé depuis la dernière édition.",
        "pages": "Pages de l’édition imprimée",
        "standard-pages": "Les numéros de page en marge (p.\u00a012) "
                          "sont ceux de l’édition ordinaire.",
        "later": "Remplacé par", "others": "Autre chiffre",
        "uses": "cité dans", "ledger": "Le registre en CSV",
        "checksum": "Somme de contrôle", "numbers": "chiffres",
        "pages_of": "pages", "unnamed": "Sans auteur nommé", "file": "Fichier de données",
        "attached": "Les chiffres de chaque figure sont joints à ce fichier au format CSV.",
    },
    "de": {
        "figure": "Abbildung", "table": "Tabelle", "formula": "Formel", "chapter": "Kapitel",
        "contents": "Inhalt",
        "figures": "Abbildungen", "tables": "Tabellen", "notes": "Anmerkungen",
        "note": "Anmerkung", "source": "Quelle", "page": "Seite", "page-short": "S.",
        "proof": "Korrekturabzug", "revision": "Fassung", "cover": "Umschlag",
        "titlepage": "Titelseite", "imprint": "Impressum", "open": "„", "close": "“",
        "as-of": "Stand", "published": "Erschienen", "publisher": "Herausgeber",
        "authors": "Text", "licence": "Lizenz", "identifier": "Kennung",
        "back": "Zurück zum Text", "photo": "Bildnachweis", "skip": "Zum Text",
        "start": "Beginn des Textes", "key-figures": "Kennzahlen",
        "data": "Daten und Beschreibung", "csv": "Als CSV herunterladen",
        "figure-data": "Daten der Abbildungen", "to-figure": "Zurück zur Abbildung",
        "landmarks": "Wegmarken", "continued": "Fortsetzung",
        "sources": "Quellen", "handout-whole": "Der ganze Bericht",
        "handout-more": "Mehr im ganzen Bericht, ab Seite",
        "handout-pages": "Seiten und Abbildungen sind wie im ganzen Bericht gezählt.",
        "handout-check": "Seine Prüfsumme (SHA-256), zu vergleichen mit",
        "handout-code": "QR-Code:",
        "changes": "Was sich seit der letzten Ausgabe geändert hat",
        "before": "zuvor", "new": "neu", "gone": "nicht mehr genannt",
        "now-by": "nun nach",
        "unchanged": "Seit der letzten Ausgabe hat sich keine Zahl geändert.",
        "pages": "Seiten der Druckausgabe",
        "standard-pages": "Die Seitenzahlen am Rand (S.\u00a012) "
                          "sind die der gewöhnlichen Ausgabe.",
        "later": "Ersetzt durch", "others": "Andere Angabe",
        "uses": "verwendet in", "ledger": "Das Verzeichnis der Zahlen als CSV",
        "checksum": "Prüfsumme", "numbers": "Zahlen",
        "pages_of": "Seiten", "unnamed": "Ohne Urheber", "file": "Datei",
        "attached": "Die Zahlen jeder Abbildung sind dieser Datei als CSV beigefügt.",
    },
    "es": {
        "figure": "Figura", "table": "Tabla", "formula": "Fórmula", "chapter": "Capítulo",
        "contents": "Índice",
        "figures": "Figuras", "tables": "Tablas", "notes": "Notas", "note": "Nota",
        "source": "Fuente", "page": "página", "page-short": "p.",
        "proof": "Prueba", "revision": "revisión", "cover": "Cubierta", "titlepage": "Portada",
        "imprint": "Créditos", "open": "«", "close": "»", "as-of": "Situación a",
        "published": "Publicado", "publisher": "Editor", "authors": "Textos",
        "licence": "Licencia", "identifier": "Identificador", "back": "Volver al texto",
        "photo": "Crédito", "skip": "Ir al texto", "start": "Comienzo del texto",
        "key-figures": "Cifras clave", "data": "Datos y descripción",
        "csv": "Descargar en CSV", "figure-data": "Datos de las figuras",
        "to-figure": "Volver a la figura",
        "landmarks": "Puntos de referencia", "continued": "continuación",
        "sources": "Fuentes", "handout-whole": "El informe completo",
        "handout-more": "Más en el informe completo, desde la página",
        "handout-pages": "Las páginas y figuras llevan los números del informe completo.",
        "handout-check": "Su suma de verificación (SHA-256), que puede compararse con",
        "handout-code": "Código QR:",
        "changes": "Qué ha cambiado desde la última edición",
        "before": "antes", "new": "nuevo", "gone": "ya no se indica",
        "now-by": "ahora según",
        "unchanged": "Ninguna cifra ha cambiado desde la última edición.",
        "pages": "Páginas de la edición impresa",
        "standard-pages": "Los números de página al margen "
                          "(p.\u00a012) son los de la edición corriente.",
        "later": "Sustituido por", "others": "Otra cifra",
        "uses": "citado en", "ledger": "El registro en CSV",
        "checksum": "Suma de control", "numbers": "cifras",
        "pages_of": "páginas", "unnamed": "Sin autor nombrado", "file": "Archivo de datos",
        "attached": "Las cifras de cada figura se adjuntan a este archivo en formato CSV.",
    },
}  # fmt: skip

# What an e-book says of its accessibility, by the claims that hold.
_CLAIMS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "alternativeText": "Every image has alternative text.",
        "longDescription": "Every chart has a description and a table of its data.",
        "structuralNavigation": "Headings, notes and cross references can be followed.",
        "pageNavigation": "Pages of the print edition are marked and listed.",
        "index": "There is an index.",
        "MathML": "Formulas are set as MathML.",
        "none": "Nothing flashes, moves or sounds.",
    },
    "fr": {
        "alternativeText": "Chaque image a un texte de remplacement.",
        "longDescription": "Chaque graphique a une description et un tableau de ses données.",
        "structuralNavigation": "Titres, notes et renvois peuvent être suivis.",
        "pageNavigation": "Les pages de l’édition imprimée sont marquées et répertoriées.",
        "index": "Il y a un index.",
        "MathML": "Les formules sont en MathML.",
        "none": "Rien ne clignote, ne bouge ni ne sonne.",
    },
    "de": {
        "alternativeText": "Jedes Bild hat einen Alternativtext.",
        "longDescription": "Jedes Diagramm hat eine Beschreibung und eine Tabelle seiner Daten.",
        "structuralNavigation": "Überschriften, Anmerkungen und Verweise sind verknüpft.",
        "pageNavigation": "Die Seiten der Druckausgabe sind markiert und verzeichnet.",
        "index": "Es gibt ein Register.",
        "MathML": "Formeln sind in MathML gesetzt.",
        "none": "Nichts blinkt, bewegt sich oder tönt.",
    },
    "es": {
        "alternativeText": "Cada imagen tiene texto alternativo.",
        "longDescription": "Cada gráfico tiene una descripción y una tabla de sus datos.",
        "structuralNavigation": "Títulos, notas y referencias están enlazados.",
        "pageNavigation": "Las páginas de la edición impresa están marcadas y listadas.",
        "index": "Hay un índice alfabético.",
        "MathML": "Las fórmulas están en MathML.",
        "none": "Nada parpadea, se mueve ni suena.",
    },
}


def claim_sentences(language: str) -> Mapping[str, str]:
    """A sentence for each claim of accessibility that a reader wants to hear of."""
    return _CLAIMS.get(language.split("-")[0], _CLAIMS["en"])


def direction_of(language: str) -> str:
    """“rtl” for a language that is written from right to left; nothing for all others."""
    from babel import Locale, UnknownLocaleError

    try:
        is_rtl = Locale.parse(language, sep="-").text_direction == "rtl"
    except (UnknownLocaleError, ValueError):
        return ""
    return "rtl" if is_rtl else ""


def terms(language: str) -> Mapping[str, str]:
    """The words for a language; English where Octavo has not learnt it yet."""
    return _TERMS.get(language.split("-")[0], _TERMS["en"])
