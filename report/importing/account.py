"""What an import says to the author: what it found, what it left over, what is uncertain."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from report.importing.candidates.model import Candidates
from report.importing.folder import LEFT_OVER, Laid
from report.importing.model import Doubt, Imported
from report.importing.proof import Proof
from report.importing.record import Settled

_NAMES = {
    "heading": "heading", "paragraph": "paragraph", "quote": "quotation",
    "verse": "passage in verse",
    "list": "list", "table": "table", "code": "block of code", "formula": "formula",
    "box": "box", "caption": "caption", "gallery": "gallery", "image": "image", "note": "note",
}  # fmt: skip
_PLURALS = {"passage in verse": "passages in verse", "gallery": "galleries", "box": "boxes",
            "block of code": "blocks of code"}
_FEW = 6
_MOST = 20  # uncertain places that are said one by one


def account(imported: Imported, laid: Laid) -> Iterator[str]:
    """The lines that close an import."""
    counts = Counter(block.kind for block in imported.blocks)
    found = [_count(counts[kind], name) for kind, name in _NAMES.items() if counts[kind]]
    chapters = sum(path.startswith("text/") for path in laid.files)
    yield f"Read as {imported.form}: {_count(chapters, 'text')} with {', '.join(found)}."
    if laid.left:
        reasons = Counter(left.why.split(";")[0].split(",")[0] for left in laid.left)
        listed = ", ".join(f"{why.lower()} ({count})" for why, count in reasons.most_common())
        yield f"Left over, in {LEFT_OVER}: {listed}."
    yield from uncertain(laid.doubts)


def candidates(found: Candidates, as_draft: bool) -> Iterator[str]:
    """What was found to be confirmed."""
    counts, dates = len(found.counts), len(found.dates)
    unknown = [each for each in found.dates if not each.date]
    pairs = len(found.pairs)
    state = "accepted as a draft" if as_draft else "not confirmed: invoke confirm asks about each"
    yield (f"Found {_count(counts, 'number')} and {_count(dates, 'date')}, {state}."
           + (f" {_count(pairs, 'pair')} of numbers disagree." if pairs else ""))
    if found.is_cut:
        yield "  Nobody could confirm more: the end of the text was not looked through."
    if unknown:
        said = ", ".join(f"“{each.words}” (line {each.line})" for each in unknown[:_FEW])
        more = " …" if len(unknown) > _FEW else "."
        yield f"{_count(len(unknown), 'date')} could not be resolved: {said}{more}"
        yield ("  If the text was published on a certain day, bring it in again and say so: "
               "--date 2016-02-29 --into NAME --update")


def uncertain(doubts: Sequence[Doubt]) -> Iterator[str]:
    """What the author should look at, the first of it place by place."""
    if not doubts:
        yield "Nothing was uncertain."
        return
    yield f"Uncertain, {_count(len(doubts), 'place')}; each is a comment “import: …” in its file:"
    for doubt in doubts[:_MOST]:
        yield f"  {f'line {doubt.line}: ' if doubt.line else ''}{doubt.says}"
    if len(doubts) > _MOST:
        yield f"  and {len(doubts) - _MOST} more"


def settled(result: Settled) -> Iterator[str]:
    """What became of the files of an update."""
    for words, paths in (("Written anew", result.written), ("Yours, left alone", result.kept),
                         ("Yours; the new version lies beside it", result.beside),
                         ("Removed, since the text no longer has it", result.removed)):
        if paths:
            yield f"{words}: {', '.join(paths)}"
    if not (result.written or result.beside or result.removed):
        yield "Nothing in the text has changed."


def proved(proof: Proof) -> Iterator[str]:
    """What the proof of the round trip found."""
    yield f"{proof.words:,} words in the input."
    if proof.holds:
        yield "Each of them is in the result or left over, and in its order."
        return
    for what, words in (("missing", proof.missing), ("added", proof.added)):
        if words:
            listed = ", ".join(f"“{word}”" + (f" ({count} times)" if count > 1 else "")
                               for word, count in sorted(words.items())[:12])
            yield f"{_count(sum(words.values()), 'word')} {what}: {listed}"
    for what, lines in (("in no place or in two", proof.lines), ("in another order", proof.moved)):
        if lines:
            yield f"{_count(len(lines), 'line')} {what}: {', '.join(map(str, lines[:12]))}"


def _count(count: int, noun: str) -> str:
    return f"{count:,} {noun if count == 1 else _PLURALS.get(noun, noun + 's')}"
