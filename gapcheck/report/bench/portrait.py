"""One part of a rulebook, 80 columns wide."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gapcheck.bench.portrait import (
    CheckShown,
    CountryShown,
    CriterionShown,
    IndicatorShown,
    InstrumentShown,
    NodeShown,
    Portrait,
    ProvisionShown,
    UseShown,
)
from gapcheck.report.explained_parts import ended, entry, section
from gapcheck.report.plaintext import WIDTH, clean, listed, wrap

_MANY = 40
# "Parties" alone would be read as the states that are parties.
_ADDRESSEES = {"parties": "political parties"}


def render(portrait: Portrait) -> str:
    """Return what is said of one part of a rulebook."""
    match portrait.shown:
        case InstrumentShown() as held:
            lines = _instrument(held)
        case ProvisionShown() as held:
            lines = _provision(held)
        case IndicatorShown() as held:
            lines = _indicator(held)
        case CheckShown() as held:
            lines = _check(held)
        case CountryShown() as held:
            lines = _country(held)
    return "\n".join(lines) + "\n"


def _heading(kind: str, name: str, place: str) -> Iterator[str]:
    yield f"{kind}: {clean(name)}"
    yield "=" * WIDTH
    yield from entry("Stands in", place)


def _instrument(held: InstrumentShown) -> Iterator[str]:
    yield from _heading("INSTRUMENT", held.id, held.place)
    yield from entry("Title", held.title)
    yield from entry("Status", held.status)
    yield from entry("Source", held.source)
    if held.issued_on:
        yield from entry("Issued on", held.issued_on)
    yield from entry("Put to", "any country" if held.applies_to is None else listed(held.applies_to, most=_MANY))
    if held.endorsers:
        yield from entry("Endorsers", "; ".join(held.endorsers))
    if held.scored:
        yield from entry("Score", f"the {_combined(held.combine)} its top provisions")
    else:
        yield from entry("Score", "none: shown with its answers and their coverage")
    if held.lineages:
        yield from entry("Lineage", f"{held.lineages} provisions were asked for in earlier years too")
    yield from section("ITS PROVISIONS", "Numbers at the end are the levels of the ladder.")
    yield from _tree(held.provisions, 0)


def _provision(held: ProvisionShown) -> Iterator[str]:
    yield from _heading("PROVISION", held.id, held.place)
    yield from entry("Instrument", f"{held.instrument_title} ({held.instrument})")
    if held.above:
        yield from entry("Below", " > ".join(held.above))
    yield from entry("Clause", f"{held.clause}: {held.title}")
    for text in held.text:
        yield from entry("Quotation", f"“{text}”")
    yield from entry("Source", held.source)
    yield from entry("Pillar", held.pillar)
    yield from entry("Asked of", _ADDRESSEES.get(held.addressee, held.addressee))
    yield from entry("Scored", "yes" if held.scored else "no: shown with its answers only")
    yield from entry("Weight", held.weight)
    if held.lineage:
        yield from entry("Lineage", f"asked for before, as far as known: {listed(held.lineage, most=_MANY)}")
    if held.children:
        yield from section("WHAT IT CONSISTS OF", f"Its score is the {_combined(held.combine or 'mean')} these.")
        yield from _tree(held.children, 0)
    if held.levels:
        yield from section("THE LADDER", "A level counts only if all that it and the lower levels need holds.")
        for level in held.levels:
            yield from wrap(f"Level {level.level}, {level.title}, {level.points} points ({level.place})", indent="  ")
            yield from _criteria(level.criteria, "    ")
        yield from section("THE QUESTIONS THAT IT RESTS ON")
        yield from wrap(listed(held.questions, most=_MANY), indent="  ")
    if held.shows:
        yield from section("ANSWERS SHOWN BESIDE IT")
        yield from wrap(listed(held.shows, most=_MANY), indent="  ")


def _criteria(criteria: Sequence[CriterionShown], indent: str) -> Iterator[str]:
    for item in criteria:
        inner = f"{indent}  "
        yield from wrap(ended(item.words), indent=inner, first=f"{indent}- ")
        if item.parts:
            yield from _criteria(item.parts, inner)
            continue
        anchor = "; a proposal, without a published source yet" if item.proposal else ""
        anchor = f"; anchor: {item.anchor}" if item.anchor else anchor
        yield from wrap(f"Rule: {item.rule}{anchor} ({item.place})", indent=inner)


def _tree(nodes: Sequence[NodeShown], depth: int) -> Iterator[str]:
    indent = "  " * (depth + 1)
    for node in nodes:
        levels = f" [{','.join(map(str, node.levels))}]" if node.levels else ""
        plain = "" if node.scored else _unscored(node)
        yield from wrap(
            f"{node.id} (clause {node.clause}): {node.title}{plain}{levels}", indent=f"{indent}  ", first=indent
        )
        yield from _tree(node.children, depth + 1)


def _unscored(node: NodeShown) -> str:
    if node.addressee == "state":
        return " - shown, not scored"
    return f" - asked of {_ADDRESSEES.get(node.addressee, node.addressee)}, not scored"


def _combined(how: str) -> str:
    return "mean of" if how == "mean" else "weakest of"


def _indicator(held: IndicatorShown) -> Iterator[str]:
    yield from _heading("FIGURE" if held.derived else "QUESTION", held.id, held.place)
    yield from entry("Asks", held.question)
    if held.guidance:
        yield from entry("Guidance", held.guidance)
    yield from entry("Type", f"{held.type}{f' of {held.unit}' if held.unit else ''}")
    for name, text in (("Pillar", held.pillar), ("Measures", held.measures), ("Derived", held.derived)):
        if text:
            yield from entry(name, text)
    for code, words in held.options.items():
        yield from entry("Option", f"{code}: {words}")
    for column, words in held.columns.items():
        yield from entry("Column", f"{column}: {words}")
    if held.not_applicable:
        yield from entry("May be", "not applicable, with a reason that a review approves")
    yield from section("WHAT THE ANSWER SERVES")
    if held.derives:
        yield from wrap(f"Figures made from it: {listed(held.derives, most=_MANY)}.", indent="  ")
    if not held.uses and not held.shown_at:
        yield "  No provision of any instrument."
    yield from _uses(held.uses)
    if held.shown_at:
        yield from section("SHOWN, NOT SCORED, BESIDE")
        yield from _uses(held.shown_at)
    yield from section("CHECKS THAT LOOK AT IT")
    if not held.checks:
        yield "  None."
    for check in held.checks:
        yield from wrap(f"{check.id} ({check.severity}): {check.says}", indent="    ", first="  ")


def _uses(uses: Sequence[UseShown]) -> Iterator[str]:
    instrument = ""
    for use in uses:
        if use.instrument != instrument:
            instrument = use.instrument
            yield f"  {clean(instrument)}"
        through = f", through {listed(use.through)}" if use.through else ""
        levels = f", level{'s' if len(use.levels) > 1 else ''} {listed(map(str, use.levels))}" if use.levels else ""
        shown = "" if use.scored or not use.levels else " (not scored)"
        yield from wrap(
            f"{use.provision} (clause {use.clause}): {use.title}{levels}{through}{shown}", indent="      ", first="    "
        )
        for criterion in use.criteria:
            yield from wrap(criterion, indent="        ", first="      ")


def _check(held: CheckShown) -> Iterator[str]:
    yield from _heading("CHECK", held.id, held.place)
    yield from entry("Says", held.says)
    kind = "an error: the answers are contested" if held.severity == "error" else "a warning: it is only told"
    yield from entry("If it fails", kind)
    if held.explanation:
        yield from entry("Explained", held.explanation)
    yield from entry("Rule", held.rule)
    yield from entry("Looks at", listed(held.indicators, most=_MANY))


def _country(held: CountryShown) -> Iterator[str]:
    yield from _heading("COUNTRY", f"{held.id} {held.name}", held.place)
    if held.fictional:
        yield from entry("Invented", "there is no such country; every report on it says so")
    for fact in held.facts:
        yield from entry("Fact", f"{fact.id}: {fact.value}{f' {fact.unit}' if fact.unit else ''}")
        yield from entry("Source", fact.source, "  ")
        yield from entry("Used by", listed(fact.used_by, most=_MANY) or "no figure", "  ")
    yield from entry("Held to", listed(held.instruments, most=_MANY) or "no instrument")
