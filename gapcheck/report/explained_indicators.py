"""The explanation of a question or of a derived figure: the answer, and everything that uses it."""

from __future__ import annotations

from collections.abc import Iterator

from gapcheck.assessment.explanation import CriterionExplained, Explanation, IndicatorExplanation
from gapcheck.report.explained_changes import what_if_lines
from gapcheck.report.explained_parts import answer_lines, check_lines, entry, mark, section
from gapcheck.report.plaintext import listed, wrap

_KINDS = {
    "choice": "one of the options below",
    "choices": "one or more of the options below",
    "yes_no": "yes or no",
    "count": "a whole number",
    "amount": "an amount",
    "share": "a share in per cent",
    "date": "a date",
    "text": "words",
    "table": "a table on a sheet of its own",
}


def indicator_part(held: IndicatorExplanation, explanation: Explanation) -> Iterator[str]:
    """Yield the lines about an indicator."""
    yield from section("THE FIGURE" if held.formula else "THE QUESTION")
    yield from wrap(held.question, indent="  ")
    unit = f" ({held.unit})" if held.unit else ""
    yield from entry("Kind", f"{_KINDS[held.type]}{unit}", "  ")
    if held.guidance:
        yield from entry("Guidance", held.guidance, "  ")
    for option in held.options:
        chosen = " <- the answer" if option.chosen else ""
        alone = " (stands alone)" if option.exclusive else ""
        yield from wrap(f"{option.label}{alone}{chosen}", indent="      ", first="    - ")
    if held.columns:
        yield from entry("Columns", "; ".join(held.columns), "  ")
    if held.not_applicable:
        yield from entry("May be", "not applicable, with a reason that a review approves", "  ")
    if held.place:
        yield from entry("Rule", held.place, "  ")
    if held.formula:
        yield from section("HOW IT IS WORKED OUT")
        yield from wrap(f"{held.formula}.", indent="  ")
        if held.working:
            yield from wrap(f"With the numbers put in: {held.working}.", indent="  ")
        elif held.value:
            yield from wrap(f"It comes to {held.value}.", indent="  ")
        for fact in held.facts:
            yield from wrap(f"Fact about the country: {fact}.", indent="  ")
        if held.why:
            yield from wrap(held.why, indent="  ")
    yield from section("THE ANSWERS IT IS MADE OF" if held.formula else "THE ANSWER")
    yield from answer_lines(held.answers)
    yield from _uses(held)
    yield from check_lines(held.checks)
    yield from what_if_lines(held.what_ifs, explanation)


def _uses(held: IndicatorExplanation) -> Iterator[str]:
    yield from section("WHERE IT IS USED")
    if held.derives:
        yield from wrap(f"Figures made from it: {listed(held.derives, most=20)}.", indent="  ")
    if not held.uses:
        yield "  No level of any provision looks at it."
    above = ""
    for use in held.uses:
        if use.provision != above:
            head = f"{use.instrument_title}, clause {use.clause}, {use.title} ({use.provision})"
            yield from wrap(head, indent="    ", first="  ")
        above = use.provision
        for item in use.criteria:
            yield from _use(item, held)
    if held.shown_at:
        yield from wrap(f"Shown, and not scored, beside: {listed(held.shown_at, most=20)}.", indent="  ")


def _use(item: CriterionExplained, held: IndicatorExplanation) -> Iterator[str]:
    """Yield one criterion in a line or two: the question is known here."""
    by = "" if item.indicator == held.id else f", by {item.indicator} ({item.question}),"
    proposed = " (a proposal)" if item.proposal else ""
    yield from wrap(
        f"{mark(item)}: level {item.level}{by} needs {item.asks}{proposed}.", indent="      ", first="    - "
    )
    if item.working and item.indicator != held.id:
        yield from wrap(f"Worked out: {item.working}.", indent="      ")
    if item.why and item.truth == "met":
        yield from wrap(f"Not counted with documents: {item.why}", indent="      ")
    if item.place:
        yield from wrap(f"Rule: {item.place}", indent="      ")
