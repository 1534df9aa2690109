"""What the rules look at: the words, the facts said in them, and the figures with their facts."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from report.calls import EVENT_OPTIONS, FACT_OPTIONS, UnsaidError, call
from report.errors import Place
from report.model import Fact, Figure, Ledger, Report, Table, Use
from report.model.prose import Exhibit, Passage, Prose, Told

WARNING, NOTE = "warning", "note"


@dataclass(frozen=True, order=True)
class Objection:
    """What a rule has found: where, what is wrong and how to mend it, in full sentences.

    `severity` is warning, or note for what an author should know and need not mend.
    """

    place: Place
    rule: str
    wrong: str
    mend: str = ""
    severity: str = WARNING

    def __str__(self) -> str:
        sign = self.rule if self.severity == WARNING else f"{self.rule}, {self.severity}"
        return (f"{self.place}: {self.wrong} [{sign}]"
                + (f"\n    {self.mend}" if self.mend else ""))


@dataclass(frozen=True)
class Mention:
    """A role that says facts or events: their ids, what is done with them, and the options."""

    facts: tuple[str, ...]
    events: tuple[str, ...]
    operators: tuple[str, ...]
    options: tuple[str, ...]
    told: Told
    passage: Passage

    @property
    def place(self) -> Place:
        return self.told.place

    @property
    def sums(self) -> tuple[tuple[str, ...], ...]:
        """The facts that are added or subtracted: those above and below a stroke apart."""
        if "/" not in self.operators:
            return (self.facts,)
        stroke = self.operators.index("/") + 1
        return (self.facts[:stroke], self.facts[stroke:])


@dataclass(frozen=True)
class Shown:
    """A figure or table that shows data, the rows it has, and the facts that stand in them."""

    exhibit: Exhibit
    table: Table | None
    facts: tuple[Fact, ...]
    passages: tuple[Passage, ...]

    @property
    def name(self) -> str:
        """What it is called where a sentence begins with it."""
        kind = self.exhibit.kind
        return f"The {kind} “{self.exhibit.id}”" if self.exhibit.id else f"This {kind}"

    @property
    def words(self) -> str:
        """All that a reader is told beside the numbers: title, deck, note, labels."""
        said = [passage.words for passage in self.passages]
        if self.table:
            columns = self.table.columns
            picked = [columns.index(name) for name in self.exhibit.options.values()
                      if name in columns]
            said += [row[index] for row in self.table.rows for index in picked]
        return " ".join((*said, *self.exhibit.options.values()))


@dataclass(frozen=True)
class Sentence:
    """A sentence of a passage with what is said in it by role.

    `around` is what a reader has in view besides: the two sentences above it and the notes that
    it calls; for a note what calls it, for a cell all cells of the table. `under` counts the
    headings above it.
    """

    words: str
    around: str
    under: int
    passage: Passage
    mentions: tuple[Mention, ...]


@dataclass(frozen=True)
class Dossier:
    """A report as the gate sees it.

    `allow` are words whose numbers need no source, `off` the rules that are not asked.
    """

    report: Report
    ledger: Ledger
    prose: Prose
    tables: Mapping[str, Table]
    allow: tuple[str, ...] = ()
    off: frozenset[str] = frozenset()

    @property
    def language(self) -> str:
        return self.report.meta.language

    @property
    def as_of(self) -> datetime.date:
        return self.report.meta.as_of

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        """Every role of the report that says facts or events, in reading order."""
        return tuple(mention for passage in self.prose.passages for told in passage.roles
                     if (mention := self._mention(told, passage)))

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """Sentences in which something is said by role."""
        by_passage: dict[int, list[Mention]] = {}
        for mention in self.mentions:
            by_passage.setdefault(id(mention.passage), []).append(mention)
        beside = _beside(self.prose.passages)
        found: list[Sentence] = []
        under = 0
        for passage in self.prose.passages:
            under += passage.within == "heading"
            if id(passage) in by_passage:
                found += _sentences(passage, by_passage[id(passage)], beside, under)
        return tuple(found)

    @cached_property
    def shown(self) -> tuple[Shown, ...]:
        """Every figure and table made from data or written, the cover's picture among them."""
        drawn = {figure.id: figure for figure in self.report.figures()}
        return tuple(self._shown(exhibit, drawn.get(exhibit.id))
                     for exhibit in self.prose.exhibits)

    def used(self) -> frozenset[str]:
        """The ids of all facts that readers meet."""
        said = {name for mention in self.mentions for name in mention.facts}
        return frozenset(said | {fact.id for shown in self.shown for fact in shown.facts})

    def _mention(self, told: Told, passage: Passage) -> Mention | None:
        if told.name not in ("fact", "event"):
            return None
        try:
            asked = call(told.content, FACT_OPTIONS if told.name == "fact" else EVENT_OPTIONS)
        except UnsaidError:
            return None  # a fault of its own, found when the text was parsed
        facts = self.ledger.facts if told.name == "fact" else {}
        return Mention(
            tuple(name for name in asked.ids if name in facts),
            tuple(name for name in asked.ids if name in self.ledger.events),
            asked.operators, tuple(asked.options), told, passage)

    def _shown(self, exhibit: Exhibit, figure: Figure | None) -> Shown:
        name = exhibit.options.get("data", "")
        table = figure.data if figure and figure.data else self._rows(exhibit, name)
        place = exhibit.places.get("facts") or exhibit.places.get("data")
        facts = tuple(self.ledger.facts[use.targets[0]] for use in self._uses.get(place, ())
                      if not use.form and use.targets[0] in self.ledger.facts)
        passages = tuple(self.prose.of(exhibit.id)) if exhibit.id else ()
        return Shown(exhibit, table, facts, passages)

    @cached_property
    def _uses(self) -> Mapping[Place | None, list[Use]]:
        """What is asked of the ledger, by the place that asks."""
        found: dict[Place | None, list[Use]] = {}
        for use in self.report.uses:
            found.setdefault(use.place, []).append(use)
        return found

    def _rows(self, exhibit: Exhibit, name: str) -> Table | None:
        """The rows of a file that a directive asks for, as far as its options say so simply."""
        table = self.tables.get(name)
        if table is None:
            return None
        kept = list(range(len(table.rows)))
        if (ids := exhibit.options.get("facts")) and "id" in table.columns:
            index = table.columns.index("id")
            wanted = set(re.split(r"[\s,;]+", ids))
            kept = [i for i in kept if table.rows[i][index] in wanted]
        for condition in filter(None, exhibit.options.get("where", "").split(",")):
            column, _, values = (part.strip() for part in condition.partition("="))
            if column in table.columns:
                index = table.columns.index(column)
                among = {value.strip() for value in values.split(";")}
                kept = [i for i in kept if table.rows[i][index] in among]
        return Table(table.file, table.columns, tuple(table.rows[i] for i in kept),
                     tuple(table.lines[i] for i in kept), table.tags)


_END = re.compile(r"[.!?…][”’\"')\]»]*\s+(?=[“‘\"'«(\[]?[A-ZÀ-Þ\d\ufffc])")
_SHORT = re.compile(r"(?:\b(?:No|Nr|Fig|Figs|Dr|Mr|Mrs|St|vol|pp?|ca?|approx|Art|Abb|Bd|"
                    r"e\.g|i\.e|z\. ?B|d\. ?h|U\.S|[A-Z])|\b\d{1,2})\.\s+$")


def spans(words: str) -> Iterator[tuple[int, int]]:
    """Where the sentences of a text begin and end."""
    start = 0
    for match in _END.finditer(words):
        if not _SHORT.search(words[start: match.end()]):
            yield start, match.end()
            start = match.end()
    yield start, len(words)


def _beside(passages: Sequence[Passage]) -> Mapping[tuple[str, ...], str]:
    """What stands beside notes, their calls and cells, by section and label or element."""
    beside: dict[tuple[str, ...], str] = {}

    def add(words: str, *key: str) -> None:
        beside[key] = f"{beside.get(key, '')} {words}"

    for passage in passages:
        if passage.note:
            add(passage.words, "note", passage.section, passage.note)
        elif passage.within == "cell":
            add(passage.words, "cell", passage.section, passage.element)
        for told in passage.roles:
            if told.name == "note":
                add(passage.words, "call", passage.section, told.content)
    return beside


def _sentences(
    passage: Passage, mentions: list[Mention], beside: Mapping[tuple[str, ...], str], under: int
) -> Iterator[Sentence]:
    section = passage.section
    begins = [0, 0]
    for start, end in spans(passage.words):
        inside = tuple(each for each in mentions if start <= each.told.start < end)
        if inside:
            around = [passage.words[begins[-2]:start]]
            around += [beside.get(("note", section, told.content), "") for told in passage.roles
                       if told.name == "note" and start <= told.start <= end]
            if passage.note:
                around += [passage.words, beside.get(("call", section, passage.note), "")]
            elif passage.within == "cell":
                around += [beside["cell", section, passage.element]]
            yield Sentence(passage.words[start:end], " ".join(around), under, passage, inside)
        begins.append(start)
