"""The language of a text, guessed by its smallest words."""

from __future__ import annotations

import re
from collections import Counter

_SMALL = {
    "en": "the of and to in that was is for it with as his on be at by had not are but from",
    "de": "der die und das den von zu mit sich des auf für ist im dem nicht ein eine als auch es",
    "fr": "le la les des et en un une du que dans qui est pour pas au sur ne par plus avec ce",
    "es": "el la los de que y en un una del se las por con no para su al es como más lo",
    "it": "il di che la e un una per non del in con della sono le gli si da al come più",
    "nl": "de het een van en in is dat op te zijn met voor niet aan er om ook als maar",
    "pt": "o de que e do da em um uma para com não os no se na por mais as dos como",
    "sv": "och i att det som en på är av för med till den har de inte om ett var",
    "da": "og i at det er en til af på for med de der den ikke et har som var",
    "pl": "w i na z się do nie że to jest o jak po co tak za od by jego",
}
_SCRIPTS = (("ar", "[\u0600-\u06ff]"), ("ru", "[\u0400-\u04ff]"), ("el", "[\u0370-\u03ff]"),
            ("he", "[\u0590-\u05ff]"))  # fmt: skip
_BRITISH = re.compile(r"\b(?:\w+our(?:s|ed|ing)?|\w{3,}is(?:e|ed|ing|ation)|centre|towards|whilst|"
                      r"programme|defence|metres?|grey|travell\w+)\b")
_AMERICAN = re.compile(r"\b(?:\w+(?:avor|olor|abor|onor|eighbor|arbor)(?:s|ed|ing|hood)?|"
                       r"\w{3,}iz(?:e|ed|ing|ation)|center|toward|program|defense|meters?|gray|"
                       r"travel(?:ed|ing))\b")
_NOT_BRITISH = re.compile(r"\b(?:our|four|hour|pour|tour|your|hours|tours|rise|wise|otherwise|"
                          r"raise|raised|raising|exercise|advise|promise|premise|surprise\w*|arise|"
                          r"arising|rising|likewise|praise\w*|precise|noise|poise|comprise|despise)\b")


def guess(text: str) -> str:
    """A language tag, `en-GB` if nothing tells."""
    # Nothing that is longer is a word; and patterns would be slow on it.
    text = " ".join(word for word in text[:200_000].lower().split() if len(word) < 40)
    letters = len(re.findall(r"[^\W\d_]", text)) or 1
    for tag, script in _SCRIPTS:
        if len(re.findall(script, text)) * 2 > letters:
            return tag
    words = Counter(re.findall(r"[^\W\d_]+", text))
    scores = {tag: sum(words[word] for word in small.split()) for tag, small in _SMALL.items()}
    best = max(scores, key=lambda tag: (scores[tag], tag == "en"))
    if best != "en" or not scores["en"]:
        return best if scores[best] else "en-GB"
    british = len(_BRITISH.findall(text)) - len(_NOT_BRITISH.findall(text))
    return "en-US" if len(_AMERICAN.findall(text)) > british else "en-GB"
