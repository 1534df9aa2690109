"""Words that numbers are made of, and words that make a number exempt, in four languages.

In any other language numbers in figures are found, and none in words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

Words = Mapping[str, int]


@dataclass(frozen=True, eq=False)
class Lexicon:
    """One language. Patterns are pieces of regular expressions; words are in small letters.

    `small` are counts that an author spells out and need no source; `large` are the other
    simple numbers, `times` those that multiply what stands before them. `vague` are magnitudes
    without a value, such as thousands. `parts` are shares: a third, half of. `named` are words
    that a number behind them belongs to: page 12, resolution 2254; `several` do so before two
    numbers only: weeks 21 to 23, but "reports 40 deaths". `counted` are words that
    make four digits a number and no year. `between` stands between two days, `through` between
    the ends of a range, `of_every` in “one in four”. `compounds` is true where numbers are
    written as one word.
    """

    group: str
    point: str
    magnitudes: Mapping[str, Decimal] = field(default_factory=dict)
    percent: Sequence[str] = ()
    small: Words = field(default_factory=dict)
    large: Words = field(default_factory=dict)
    times: Words = field(default_factory=dict)
    joint: str = "and"
    one: str = ""
    vague: str = ""
    parts: str = ""
    named: Sequence[str] = ()
    several: Sequence[str] = ()
    counted: Sequence[str] = ()
    ordinal: str = ""
    clock: str = ""
    day: str = r"(?:0?[1-9]|[12]\d|3[01])"
    between: str = ""
    through: str = ""
    of_every: str = ""
    year: str = "year"
    compounds: bool = False


def _count(words: str, first: int = 1) -> dict[str, int]:
    return {word: number for number, word in enumerate(words.split(), first)}


def _tens(words: str) -> dict[str, int]:
    return {word: 10 * number for number, word in enumerate(words.split(), 2)}


def _powers(**powers: str) -> dict[str, Decimal]:
    return {word: Decimal(10) ** int(power[1:])
            for power, words in powers.items() for word in words.split(",")}


_EN = Lexicon(
    group=r"[,\u202f\u00a0\u2009]", point=r"\.",
    magnitudes=_powers(e3="thousand,k,K", e6="million,millions,m,M,mn", e9="billion,billions,bn",
                       e12="trillion,trillions,tn", e2="hundred"),
    percent=("%", "per cent", "percent", "per-cent", "percentage points?"),
    small=_count("one two three four five six seven eight nine ten eleven twelve"),
    large=_count("thirteen fourteen fifteen sixteen seventeen eighteen nineteen", 13)
    | _tens("twenty thirty forty fifty sixty seventy eighty ninety"),
    times={"dozen": 12, "hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9},
    joint="and", one="an?|one|half an?|a quarter of an?|several|a few|a couple of",
    vague=r"(?:tens|dozens|scores|hundreds|thousands|millions|billions)"
          r"(?: of (?:hundreds|thousands|millions|billions))?(?! (?:digit|place|column)s?\b)",
    parts=r"(?:an?|one|two|three|four|five|six|seven|eight|nine)[ -]"
          r"(?:thirds|quarters|fifths|sixths|sevenths|eighths|ninths|tenths)"
          r"|(?:one)[ -](?:third|quarter|fifth|sixth|seventh|eighth|ninth|tenth)"
          r"|an? (?:third|quarter|fifth|sixth|seventh|eighth|ninth|tenth|hundredth)"
          r"(?= (?:of|were|are|had|have|as|more|less|fewer)\b)"
          r"|(?<!the )(?<!ern )(?<!held )(?<!other )(?<!first )(?<!second )(?<!this )"
          r"half (?:of|the|that|its|their|his|her)\b(?! (?:\w+ )?hour)"
          r"|(?:twice|thrice|(?:\w+) times) (?:as|the|that|more|larger|higher|greater|what)\b",
    named=(
        r"pages?", r"pp?\.", r"sections?", r"sec\.", r"figures?", r"figs?\.", r"tables?",
        r"chapters?", r"ch\.", r"(?:foot)?notes?", r"annex(?:es)?", r"appendi(?:x|ces)",
        r"articles?", r"arts?\.", r"paragraphs?", r"paras?\.?", r"parts?", r"volumes?", r"vols?\.",
        r"nos?\.", r"numbers?", r"versions?", r"v\.?", r"resolutions?", r"lines?", r"steps?",
        r"items?", r"boxes", r"box", r"maps?", r"plates?", r"amendments?", r"protocols?", r"rules?",
        r"regulations?", r"directives?", r"laws?", r"decrees?", r"acts?", r"case", r"rooms?",
        r"gates?", r"zones?", r"sectors?", r"camps?", r"blocks?", r"sites?", r"phases?", r"stages?",
        r"levels?", r"categor(?:y|ies)", r"grades?", r"classe?s?", r"groups?", r"teams?", r"units?",
        r"battalions?", r"brigades?", r"divisions?", r"regiments?", r"squadrons?", r"platforms?",
        r"routes?", r"highways?", r"roads?", r"motorways?", r"flights?", r"channels?", r"wards?",
        r"districts?", r"buildings?", r"terminals?", r"points?", r"targets?", r"goals?",
        r"objectives?", r"questions?", r"exercises?", r"examples?", r"theorems?", r"equations?",
        r"eqs?\.", r"ISO", r"radio", r"hotel", r"exercise", r"operation", r"formula", r"tram",
        r"bus", r"train", r"posts?", r"circulars?", r"piers?", r"berths?", r"guidelines?",
        r"report", r"round", r"day", r"week", r"edition", r"issue",
    ),
    several=("reports", "days", "weeks", "cases", "rounds", "issues", "editions", "years"),
    counted=(
        "people", "persons?", "men", "women", "children", "families", "households?", "residents?",
        "refugees?", "soldiers?", "fighters?", "troops", "civilians?", "houses", "homes", "tents?",
        "shelters?", "cases", "deaths", "votes", "tonnes?", "tons?", "kilometres?", "miles?",
        "metres?", "litres?", "dollars?", "euros?", "pounds?", "km", "kg", "lorries", "trucks",
        "others", "more", "names", "schools", "villages", "displaced", "dead", "wounded", "injured",
        "patients", "pupils", "students", "workers", "animals", "hectares", "acres", "square",
        "a day", "a month", "a year",
    ),
    ordinal=r"\d+(?:st|nd|rd|th)\b",
    clock=r"(?:\d{1,2}(?:[:.]\d{2})? ?[ap]\.?m\b\.?|\d{1,2} o[’']clock|\d{4} (?:GMT|UTC|hours)\b"
          r"|\d{1,2}\.[0-5]\d (?=train|boat|bus|ferry|flight))",
    day=r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?", between=r",|–|-|/|to|and|or|until",
    through=" to ", of_every="in|out of|for every|in every",
)  # fmt: skip

_FR = Lexicon(
    group=r"[ .\u202f\u00a0\u2009]", point=",",
    magnitudes=_powers(e3="mille", e6="million,millions,M", e9="milliard,milliards,Md"),
    percent=("%", "pour cent", "p\\. 100", "points de pourcentage"),
    small=_count("un deux trois quatre cinq six sept huit neuf dix onze douze") | {"une": 1},
    large=_count("treize quatorze quinze seize", 13)
    | {"vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60,
       "quatre-vingt": 80, "quatre-vingts": 80, "septante": 70, "nonante": 90},
    times={"cent": 100, "cents": 100, "mille": 1000, "million": 10**6, "millions": 10**6,
           "milliard": 10**9, "milliards": 10**9},
    joint="et", one="une?|un demi-",
    vague=r"(?:(?:des|par|plusieurs) )?(?:dizaines|douzaines|centaines|milliers|millions)"
          r"(?: de (?:milliers|millions))? d[e’']"
          r"|une (?:dizaine|douzaine|quinzaine|vingtaine|trentaine|quarantaine|cinquantaine"
          r"|soixantaine|centaine)|un millier",
    parts=r"la moitié d|la moitié|(?:un|deux|trois|quatre) (?:tiers|quarts?|cinquièmes?|dixièmes?)",
    named=(
        r"pages?", r"pp?\.", r"sections?", r"figures?", r"fig\.", r"tableaux?", r"chapitres?",
        r"chap\.", r"notes?", r"annexes?", r"articles?", r"art\.", r"paragraphes?", r"parties?",
        r"tomes?", r"volumes?", r"vol\.", r"n[o°º]s?\.?", r"numéros?", r"versions?",
        r"résolutions?", r"lignes?", r"étapes?", r"encadrés?", r"cartes?", r"camps?", r"phases?",
        r"groupes?", r"points?", r"loi", r"décret", r"salles?", r"zones?", r"ISO",
    ),
    counted=("personnes", "habitants", "réfugiés", "familles", "enfants", "femmes", "hommes",
             "km", "kg", "tonnes", "euros", "maisons", "cas", "morts", "blessés"),
    ordinal=r"\d+(?:er|re|e|ème|nd|nde)s?\b",
    clock=r"\d{1,2} ?h(?: ?\d{2})?\b",
    day=r"(?:1er|0?[1-9]|[12]\d|3[01])", between=r",|–|-|/|et|au|à|ou",
    through=" à ", of_every="sur", year="année|an",
)  # fmt: skip

_DE = Lexicon(
    group=r"[.\u202f\u00a0\u2009’' ]", point=",",
    magnitudes=_powers(e3="Tausend,tausend,Tsd\\.", e6="Million,Millionen,Mio\\.?",
                       e9="Milliarde,Milliarden,Mrd\\.?"),
    percent=("%", "Prozent", "v\\. ?H\\.", "Prozentpunkten?"),
    small=_count("eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf")
    | {"ein": 1, "eine": 1, "einen": 1, "einem": 1, "einer": 1},
    large=_count("dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn", 13)
    | _tens("zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig"),
    times={"dutzend": 12, "hundert": 100, "tausend": 1000, "million": 10**6, "millionen": 10**6,
           "milliarde": 10**9, "milliarden": 10**9},
    joint="und", one="eine?|einem?|einer|eine halbe|ein halbes|mehrere",
    vague=r"(?:Zehn|Hundert)tausende[rn]?|Dutzende[rn]?|Hunderte[rn]?|Tausende[rn]?"
          r"|(?<!\d )(?<!ein )Millionen",
    parts=r"(?:die|der) Hälfte|(?:ein|zwei|drei|vier) (?:Drittel|Viertel|Fünftel|Zehntel)n?"
          r"|(?:\w+mal) so (?:viele?|groß|hoch)|doppelt so (?:viele?|groß|hoch)",
    named=(
        r"Seiten?", r"S\.", r"Abschnitte?", r"Abbildung(?:en)?", r"Abb\.", r"Tabellen?", r"Tab\.",
        r"Kapiteln?", r"Kap\.", r"Anmerkung(?:en)?", r"Fußnoten?", r"Anhang", r"Artikel", r"Art\.",
        r"Absatz", r"Abs\.", r"Teile?", r"Band", r"Bd\.", r"Nr\.", r"Nummer", r"Version",
        r"Resolution(?:en)?", r"Zeilen?", r"Karten?", r"Phase", r"Gruppe", r"Punkt", r"Saal",
        r"ISO", r"Lager", r"Block", r"Zone", r"Bericht",
    ),
    counted=("Menschen", "Personen", "Flüchtlinge", "Familien", "Kinder", "Frauen", "Männer",
             "km", "kg", "Tonnen", "Euro", "Häuser", "Fälle", "Tote", "Verletzte", "Einwohner"),
    ordinal=r"(?:(?<=\b[Dd]\w\w )|(?<=\b[AaIi]m )|(?<=\bzu[mr] )|(?<=\bvom ))"
            r"\d{1,2}\.(?= \w)",
    clock=r"\d{1,2}(?:[.:]\d{2})? Uhr",
    day=r"(?:0?[1-9]|[12]\d|3[01])\.", between=r",|–|-|/|und|bis|oder|bis zum",
    through=" bis ", of_every="von", year="Jahr|Jahre", compounds=True,
)  # fmt: skip

_ES = Lexicon(
    group=r"[.\u202f\u00a0\u2009 ]", point=",",
    magnitudes=_powers(e3="mil", e6="millón,millones,M", e9="mil millones"),
    percent=("%", "por ciento", "puntos porcentuales"),
    small=_count("uno dos tres cuatro cinco seis siete ocho nueve diez once doce")
    | {"un": 1, "una": 1},
    large=_count("trece catorce quince dieciséis diecisiete dieciocho diecinueve veinte veintiuno "
                 "veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete veintiocho "
                 "veintinueve", 13)
    | {"treinta": 30, "cuarenta": 40, "cincuenta": 50, "sesenta": 60, "setenta": 70,
       "ochenta": 80, "noventa": 90, "doscientos": 200, "trescientos": 300, "quinientos": 500},
    times={"cien": 100, "ciento": 100, "mil": 1000, "millón": 10**6, "millones": 10**6},
    joint="y", one="una?|medio",
    vague=r"(?:decenas|docenas|centenares|cientos|miles|millones)(?: de (?:miles|millones))? de"
          r"|una (?:decena|docena|veintena|treintena)|un (?:centenar|millar)",
    parts=r"la mitad|(?:un|dos|tres|cuatro) (?:tercios?|cuartos?|quintos?|décimos?)|el doble",
    named=(
        r"páginas?", r"págs?\.", r"pp?\.", r"secci(?:ón|ones)", r"figuras?", r"fig\.", r"tablas?",
        r"cuadros?", r"capítulos?", r"cap\.", r"notas?", r"anexos?", r"artículos?", r"art\.",
        r"párrafos?", r"partes?", r"tomos?", r"volúmen(?:es)?", r"vol\.", r"n[.º°]+", r"núm\.",
        r"números?", r"versi(?:ón|ones)", r"resoluci(?:ón|ones)", r"líneas?", r"mapas?", r"fases?",
        r"grupos?", r"puntos?", r"ley", r"decreto", r"salas?", r"zonas?", r"ISO",
    ),
    counted=("personas", "habitantes", "refugiados", "familias", "niños", "mujeres", "hombres",
             "km", "kg", "toneladas", "euros", "casas", "casos", "muertos", "heridos"),
    ordinal=r"\d+\.?[ºª]",
    clock=r"\d{1,2}[.:]\d{2} h\b",
    between=r",|–|-|/|y|al|a|o",
    through=" a ", of_every="de cada", year="año",
)  # fmt: skip

_KNOWN = {"en": _EN, "fr": _FR, "de": _DE, "es": _ES}


def lexicon(language: str) -> Lexicon:
    """The words of a language; separators alone where Octavo has not learnt it."""
    short = language.split("-")[0]
    if short in _KNOWN:
        return _KNOWN[short]
    from babel.numbers import get_decimal_symbol

    has_comma = get_decimal_symbol(language.replace("-", "_")) == ","
    spaces = r"\u202f\u00a0\u2009"
    return Lexicon(rf"[.{spaces} ]" if has_comma else rf"[,{spaces}]",
                   "," if has_comma else r"\.", percent=("%",))
