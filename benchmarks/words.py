"""Sentences that say nothing, in the words and the rhythm of a humanitarian report."""

from __future__ import annotations

import random


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_NOUNS = _words("""
border crossing camp convoy shelter district governorate estimate family hospital road village
count assessment ceasefire corridor agreement registration displacement siege market bakery
school clinic warehouse water-point household delegation negotiation monitor statement ministry
organisation coordinator correspondent infrastructure vaccination supply fuel flour winter tent
blanket kitchen settlement neighbourhood authority commission record ledger archive
responsibility contribution humanitarian commander bridge river hill orchard checkpoint
frontline resident returnee refugee child teacher nurse driver
""")
_ADJECTIVES = _words("""
northern southern provisional temporary official independent overcrowded remaining earlier later
reported registered unregistered considerable international local municipal empty damaged narrow
rural urban comparable approximate incomplete separate well-known so-called long preliminary
unconfirmed extraordinary administrative small large new old whole few several cold dry quiet
""")
_VERBS = _words("""
reached crossed counted described reported left entered supplied visited registered estimated
confirmed revised superseded published recorded closed reopened accommodated interviewed
assisted transported surrounded evacuated received refused accepted doubled documented
distributed kept found met held saw cut took gave
""")
_ADVERBS = _words("""
later earlier immediately nevertheless approximately repeatedly again meanwhile only partly
officially reportedly since then soon twice together often rarely
""")
_PLACES = _words("""
Aleppo Idlib Hama Homs Latakia Tartus Raqqa Azaz Afrin Manbij Jarabulus Kilis Gaziantep Mersin
Adana Hatay Beirut Tripoli Zarqa Irbid Amman Mafraq Erbil Dohuk Mosul Athens Lesbos Chios Samos
Kos Geneva Vienna London Munich Damascus Daraa Quneitra Sweida
""")
_NAMES = """UNHCR OCHA IOM|the governorate's office|the commission of inquiry|a relief worker
|the ministry of the interior|two organisations on the ground|the mayor's deputy
|a correspondent in Gaziantep|the Red Crescent""".replace("\n", "").split("|")
_MONTHS = [
    "January", "February", "March", "April", "May", "June", "July", "October", "November",
    "December",
]
_JOINTS = ["while", "although", "because", "and", "but", "so that", "before", "after", "until"]


class Writer:
    """Writes sentences, paragraphs and titles out of one source of chance."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance

    def noun(self) -> str:
        return self._chance.choice(_NOUNS)

    def place(self) -> str:
        return self._chance.choice(_PLACES)

    def name(self) -> str:
        """Who says something, as a line begins with it."""
        said = self._chance.choice(["UNHCR", "OCHA", "IOM", *_NAMES[1:]])
        return said[0].upper() + said[1:]

    def marked(self, chapter: int, number: int) -> str:
        """A sentence that no other note has, by which a note is found again."""
        return f"Ledger {chapter}.{number}, {self.place()}."

    def title(self) -> str:
        some = self._chance
        return some.choice([
            f"The {some.choice(_ADJECTIVES)} {self.noun()} of {self.place()}",
            f"What the {self.noun()} {some.choice(_VERBS)} in {self.place()}",
            f"{self.place()} and the {some.choice(_ADJECTIVES)} {self.noun()}",
            f"Between {self.place()} and {self.place()}",
        ])

    def short(self) -> str:
        return f"{self._clause()[0].upper()}{self._clause()[1:]}."

    def sentence(self) -> str:
        some = self._chance
        words = self._clause()
        if some.random() < 0.55:
            words += f"{some.choice([',', ''])} {some.choice(_JOINTS)} {self._clause()}"
        if some.random() < 0.2:
            words += f"; {some.choice(_ADVERBS)} {self._clause()}"
        return f"{words[0].upper()}{words[1:]}."

    def paragraph(self, sentences: int) -> str:
        return " ".join(self.sentence() for _ in range(sentences))

    def _clause(self) -> str:
        some = self._chance
        parts = [self._subject(), some.choice(_VERBS), self._object()]
        if some.random() < 0.5:
            parts.append(some.choice([
                f"in {self.place()}", f"near the {self.noun()}", f"on {self._date()}",
                f"within {some.randint(2, 40)} days", f"by {some.choice(_MONTHS)} 2015",
                f"for the {some.choice(_ADJECTIVES)} {self.noun()}",
                f"with {some.choice(_ADJECTIVES)} {self.noun()}s",
            ]))
        return " ".join(parts)

    def _subject(self) -> str:
        some = self._chance
        return some.choice([
            f"the {self.noun()}", f"the {some.choice(_ADJECTIVES)} {self.noun()}",
            f"{some.choice(['UNHCR', 'OCHA', 'IOM'])}", f"people from {self.place()}",
            f"a {self.noun()} of the {self.noun()}", f"about {self._quantity()} people",
            "it", "nobody", f"every {self.noun()}",
        ])

    def _object(self) -> str:
        some = self._chance
        kind = some.random()
        if kind < 0.08:
            return f"*the {some.choice(_ADJECTIVES)} {self.noun()}*"
        if kind < 0.12:
            return f"**{self._quantity()}** {self.noun()}s"
        if kind < 0.25:
            return f"{self._quantity()} {self.noun()}s"
        if kind < 0.32:
            return f"US$ {some.randint(2, 90)}.{some.randint(1, 9)} million"
        if kind < 0.38:
            return f"what OCHA calls a \"{some.choice(_ADJECTIVES)} {self.noun()}\""
        return some.choice([
            f"the {self.noun()}", f"a {some.choice(_ADJECTIVES)} {self.noun()}",
            f"the {self.noun()} and the {self.noun()}", f"{self.place()}'s {self.noun()}",
            f"the {some.choice(_ADJECTIVES)}, {some.choice(_ADJECTIVES)} {self.noun()}",
        ])

    def _quantity(self) -> str:
        some = self._chance
        return some.choice([
            f"{some.randint(2, 99)}", f"{some.randint(1, 99)},{some.randint(100, 999)}",
            f"{some.randint(1, 9)}.{some.randint(1, 9)} million",
            f"{some.randint(2, 80)} per cent of",
        ])

    def _date(self) -> str:
        return f"{self._chance.randint(1, 28)} {self._chance.choice(_MONTHS)} 2015"
