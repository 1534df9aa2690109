"""What is wrong in report.toml."""

from __future__ import annotations

from tests.broken.parts import PEOPLE, SETTINGS, Broken, settings

BROKEN = [
    Broken("no settings", {"report.toml": None}, "report.toml", "There is no such file"),
    Broken("settings not TOML", settings('"A report"', "A report"), "report.toml:1:9", "not TOML"),
    Broken("settings not closed", settings('"01-north.md"]', '"01-north.md"'), "report.toml:8",
           "not TOML"),
    Broken("settings in Latin-1", {"report.toml": SETTINGS.replace("A rep", "Ré").encode("latin1")},
           "report.toml:1:11", "not UTF-8"),
    Broken("settings too deep", {"report.toml": "a = " + "[" * 100_000}, "report.toml", "too deep"),
    Broken("number of 5,000 digits", settings('"A report"', "9" * 5000), "report.toml", "not TOML"),
    Broken("unknown setting", settings("authors", "autors"), "report.toml:5",
           "Did you mean “authors”?"),
    Broken("unknown matter", settings("body", "main"), "report.toml:8", "“matter.main”"),
    Broken("missing setting", settings("date = 2016-03-07\n", ""), "report.toml",
           "date = 2016-03-07"),
    Broken("date that no calendar has", settings("2016-03-07", "2016-02-30"), "report.toml:2:8",
           "invalid date"),
    Broken("date in quotes", settings("2016-03-07", '"2016-03-07"'), "report.toml:2",
           "without quotes"),
    Broken("year as date", settings("2016-03-07", "2016"), "report.toml:2", "a date"),
    Broken("language by name", settings("en-GB", "English"), "report.toml:3", "language tag"),
    Broken("language that nobody knows", settings("en-GB", "tlh"), "report.toml:3", "not known"),
    Broken("licence that is a script", settings("title", 'licence_url = "javascript:x"\ntitle'),
           "report.toml:1", "https://…"),
    Broken("identifier of no kind", settings("urn:uuid:1", "report 1"), "report.toml:4", "URN"),
    Broken("authors no list", settings('["A. Writer"]', '"A. Writer"'), "report.toml:5", "a list"),
    Broken("control character", settings("A report", "A\\u0001report"), "report.toml:1",
           "no text can hold"),
    Broken("unknown theme", settings("title", 'theme = "brifing"\ntitle'), "report.toml:1",
           "Did you mean “briefing”?"),
    Broken("theme elsewhere", settings("title", 'theme = "../styles/briefing"\ntitle'),
           "report.toml:1", "There is no theme"),
    Broken("text that is not there", settings("01-north.md", "01-nort.md"), "report.toml:8",
           "Did you mean “01-north.md”?"),
    Broken("text outside", settings("01-north.md", "../../01-north.md"), "report.toml:8",
           "There is no text"),
    Broken("text named twice", settings('md"]', 'md", "01-north.md"]'), "report.toml:8", "twice"),
    Broken("cover of no kind", settings("[matter]", '[cover]\nkind = "dot"\ndata = "people.csv"\n'
           "\n[matter]") | {"data/people.csv": PEOPLE}, "report.toml:7", "Did you mean “dots”?"),
    Broken("cover without data", settings("[matter]", '[cover]\nkind = "dots"\n\n[matter]'),
           "report.toml:7", "data/"),
]
