"""Spaces that must not break, and words that are marked: `~` is a no-break space, `^` a narrow one.
"""

from __future__ import annotations

import pytest

from report.markup.typography import keep_together, set_text


def seen(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", "~").replace("\N{NARROW NO-BREAK SPACE}", "^")


ENGLISH = [
    # dates
    ("on 3 February 2016", "on 3~February 2016"),
    ("on February 29", "on February~29"),
    ("between 1 and 29 February", "between 1~and 29~February"),
    ("from 1–3 February", "from 1–3~February"),
    ("on 29 Feb. 2016", "on 29~Feb. 2016"),
    ("in May 2016 they may 3 times", "in May 2016 they may 3 times"),
    ("a Mayor 5 years on", "a Mayor 5~years on"),
    # quantities
    ("US$ 11 billion", "US$~11~billion"),
    ("US$ 3.3 billion", "US$~3.3~billion"),
    ("EUR 5 and £ 6", "EUR~5 and £~6"),
    ("4.8 million people", "4.8~million people"),
    ("1,300 people", "1,300~people"),
    ("84.1 per cent or 84 %", "84.1~per cent or 84~%"),
    ("10 km from the border", "10~km from the border"),
    ("5 m high", "5~m high"),
    ("5 men, 5 gates, 7 litre", "5 men, 5 gates, 7 litre"),
    ("10 000 000 in all", "10~000~000 in all"),
    ("in 2015 300 of them", "in 2015 300 of them"),
    ("at 5 p.m. sharp", "at 5~p.m. sharp"),
    # what has a number
    ("see Figure 2", "see Figure~2"),
    ("see figures 2 and 3", "see figures~2 and 3"),
    ("in chapter 3, page 12", "in chapter~3, page~12"),
    ("Table A", "Table~A"),
    ("Chapter IV", "Chapter~IV"),
    ("the table Mr Ban set", "the table Mr~Ban set"),
    ("Resolution 2254 (2015)", "Resolution~2254 (2015)"),
    ("pp. 3–4, no. 5", "pp.~3–4, no.~5"),
    # names
    ("J. K. Rowling", "J.~K.~Rowling"),
    ("G. Pedersen", "G.~Pedersen"),
    ("Dr Who of St Paul", "Dr~Who of St~Paul"),
    ("He came. I saw.", "He came. I saw."),
    # dashes
    ("so – in short – not", "so~– in short~– not"),
    ("1 – 2", "1~– 2"),
    ("no spaces–here", "no spaces–here"),
]
GERMAN = [
    ("am 3. Februar 2016", "am 3.~Februar 2016"),
    ("4,8 Millionen Menschen", "4,8~Millionen Menschen"),
    ("75 Prozent, 10 km", "75~Prozent, 10~km"),
    ("siehe Abbildung 2, Kapitel 4, S. 12", "siehe Abbildung~2, Kapitel~4, S.~12"),
    ("z. B. hier, d. h. so", "z.~B. hier, d.~h. so"),
    ("was: das? Nein!", "was: das? Nein!"),
]
FRENCH = [
    ("le 3 février 2016", "le 3~février 2016"),
    ("le 1er février", "le 1er~février"),
    ("4,8 millions de personnes", "4,8~millions de personnes"),
    ("Pourquoi ? Oui ! Bien ; non", "Pourquoi^? Oui^! Bien^; non"),
    ("il dit : 75 %", "il dit~: 75~%"),
    ("tableau 2, chapitre 3, n° 5", "tableau~2, chapitre~3, n°~5"),
    ("M. Dupont et Mme Durand", "M.~Dupont et Mme~Durand"),
]
SPACES = [("en-GB", *pair) for pair in ENGLISH] + [("de", *pair) for pair in GERMAN] + [
    ("fr-FR", *pair) for pair in FRENCH] + [("tlh", "3 of them on 3 May", "3 of them on 3~May")]


@pytest.mark.parametrize("language, text, expected", SPACES)
def test_what_belongs_together_stays_on_a_line(language: str, text: str, expected: str) -> None:
    assert seen(keep_together(text, language)) == expected


@pytest.mark.parametrize("language, text, expected", SPACES)
def test_nothing_but_spaces_is_changed(language: str, text: str, expected: str) -> None:
    changed = keep_together(text, language)
    assert seen(changed).replace("~", " ").replace("^", " ") == text
    assert keep_together(changed, language) == changed


KNOWN = {"UN": "United Nations", "UNHCR": "the “refugee” agency", "AT&T": "A & T", "oPt": "o P t"}
WORDS = [
    ("a < b & c > d", "a &lt; b &amp; c &gt; d"),
    ("the UN said", 'the <abbr title="United Nations">UN</abbr> said'),
    ("the UNHCR", 'the <abbr title="the “refugee” agency">UNHCR</abbr>'),
    ("NATO’s plan", "<abbr>NATO</abbr>’s plan"),
    ("AT&T", '<abbr title="A &amp; T">AT&amp;T</abbr>'),
    ("the oPt", 'the <abbr title="o P t">oPt</abbr>'),
    ("UNUSUAL", "<abbr>UNUSUAL</abbr>"),
    ("chapter IV, part XII", "chapter IV, part XII"),
    ("A I 2016 US$ G", "A I 2016 US$ G"),
    ("WWII", "<abbr>WWII</abbr>"),
    ("the '90s", "the ’90s"),
    ("'tis", "’tis"),
    ("US$ 5", "US$&#160;5"),
    ("", ""),
]


@pytest.mark.parametrize("text, expected", WORDS)
def test_words_become_xhtml(text: str, expected: str) -> None:
    assert set_text(text, "en-GB", KNOWN).replace("\u00a0", "&#160;") == expected


def test_the_longest_abbreviation_wins() -> None:
    known = {"UN": "United Nations", "UN Women": "an entity of the UN"}
    assert set_text("UN Women", "en", known) == (
        '<abbr title="an entity of the UN">UN Women</abbr>')
