"""Parts that explanations share: criteria, answers with their evidence, checks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gapcheck.assessment.explanation import AnswerExplained, CheckExplained, CriterionExplained, FailureExplained
from gapcheck.report.plaintext import listed, wrap
from gapcheck.report.rulings import decided, voiced
from gapcheck.workbook.places import ranges

_PASSED = 12
_GRADES = {"claimed": "without a document", "documented": "with a document", "verified": "accepted by an auditor"}
_NO_DOCUMENT = "none is named with its title and date, so the answer counts as claimed only"


def section(title: str, lead: str = "") -> Iterator[str]:
    """Yield the heading of a section, with a sentence on how to read it."""
    yield ""
    yield title
    yield from wrap(lead, indent="  ") if lead else ()


def entry(name: str, text: str, indent: str = "") -> list[str]:
    """Return one named entry."""
    return wrap(text, indent=f"{indent}{' ' * 12}", first=f"{indent}{name:<12}")


def ended(words: str) -> str:
    """Return words with a full stop, where they do not end in a mark."""
    return words if words.endswith(("?", ".", "!", ":")) else f"{words}."


def mark(item: CriterionExplained) -> str:
    """Return how a criterion came out, in one word or a few."""
    if item.truth == "not_applicable":
        return "NOT APPLICABLE"
    if item.truth == "unknown":
        return "NOT KNOWN"
    if item.truth == "not_met":
        return "NOT MET"
    return "MET" if "documented" in item.holds_in else "MET AS CLAIMED ONLY"


def criterion(item: CriterionExplained, indent: str, numbers: dict[str, int]) -> Iterator[str]:
    """Yield one criterion or group: what is asked, what was found and where, in which readings it counts, and why."""
    inner = f"{indent}  "
    if item.kind != "criterion":
        wanted = f" In short: {item.gap}." if item.gap else ""
        yield from wrap(f"{mark(item)}: {item.asks}.{wanted}", indent=inner, first=f"{indent}- ")
        for part in item.parts:
            yield from criterion(part, inner, numbers)
        return
    yield from wrap(f"{mark(item)}: {ended(item.question or '')}", indent=inner, first=f"{indent}- ")
    proposed = " (a proposal, which no specialist has reviewed yet)" if item.proposal else ""
    yield from wrap(f"Needed: {item.asks}{proposed}.", indent=inner)
    yield from wrap(_found(item, numbers), indent=inner)
    if item.working:
        yield from wrap(f"Worked out: {item.working}.", indent=inner)
    if item.counts_in and item.truth in ("met", "not_met"):
        yield from wrap(f"Counts as: {listed(item.counts_in)}.", indent=inner)
    if item.why and item.truth == "met":
        yield from wrap(f"Not counted with documents: {item.why}", indent=inner)
    if item.place:
        yield from wrap(f"Rule: {item.place}", indent=inner)


def _found(item: CriterionExplained, numbers: dict[str, int]) -> str:
    below = _below(item, numbers)
    if item.grade is None:
        return f"Found: {item.why or item.found}{below}"
    where = f", in {listed(ranges(item.cells))}" if item.cells else ""
    return f"Found: {item.found}{where}, {_GRADES[item.grade]}.{below}"


def _below(item: CriterionExplained, numbers: dict[str, int]) -> str:
    named = [str(numbers[name]) for name in item.answers if name in numbers]
    if not named:
        return ""
    return f" See answer{'s' if len(named) > 1 else ''} {listed(named)} below."


def numbered(answers: Sequence[AnswerExplained]) -> dict[str, int]:
    """Return the number of each answer in its list, by its question."""
    return {held.answer.indicator: number for number, held in enumerate(answers, start=1)}


def answer_lines(answers: Sequence[AnswerExplained]) -> Iterator[str]:
    """Yield answers with their evidence, numbered."""
    for number, held in enumerate(answers, start=1):
        yield from answer(held, f"{number:>3}. ")


def answer(held: AnswerExplained, first: str) -> Iterator[str]:
    """Yield one answer: the question, what was answered and where, and what proves it."""
    indent, stated = " " * len(first), held.answer
    yield from wrap(stated.question, indent=indent, first=first)
    cell = f", in {stated.cell}" if stated.cell else ""
    yield from entry("Answer", f"{held.words}{cell}", indent)
    if stated.status == "answered" and stated.grade is not None:
        yield from entry("Evidence", _GRADES[stated.grade], indent)
    evidence = stated.evidence
    dated = f", of {evidence.document_date}" if evidence.document_date else ""
    page = f", page {evidence.page}" if evidence.page else ""
    where = f" ({held.document_cell})" if held.document_cell else ""
    if evidence.document:
        yield from entry("Document", f"{evidence.document}{dated}{page}{where}", indent)
    elif stated.status == "answered" and stated.grade == "claimed":
        yield from entry("Document", f"{_NO_DOCUMENT}{where}", indent)
    if evidence.link:
        yield from entry("Link", evidence.link, indent)
    if evidence.comment:
        yield from entry("Comment", f"the officer writes: “{evidence.comment}”", indent)
    for voice in stated.voices:
        yield from entry("Others say", voiced(voice), indent)
    if stated.review is not None:
        yield from entry("Reviewed", decided(stated), indent)
        if stated.original is not None and stated.review.verdict in ("corrected", "rejected"):
            yield from entry("Was", f"the officer's answer: {stated.original.words}", indent)
    for words in held.contested_by:
        yield from entry("Contested", f"another answer contradicts it. What should be true: {words}", indent)
    yield from entry("Name", stated.indicator, indent)


def check_lines(checks: Sequence[CheckExplained]) -> Iterator[str]:
    """Yield the checks on some answers: the failed ones with both sides, those that could not run, the passed ones."""
    yield from section("CHECKS ON THESE ANSWERS")
    if not checks:
        yield "  No check looks at these answers."
    for outcome, words in (("failed", "FAILED"), ("could_not_run", "COULD NOT RUN"), ("passed", "PASSED")):
        same = [check for check in checks if check.outcome == outcome]
        most = _PASSED if outcome == "passed" else len(same)
        for check in same[:most]:
            kind = " (a warning: there may be an innocent reason)" if check.severity == "warning" else ""
            yield from wrap(f"{words}{kind if outcome == 'failed' else ''}: {check.says}", indent="    ", first="  - ")
            for failure in check.failures:
                yield from wrap(f"{_failure(failure)}.", indent="    ")
            if outcome == "could_not_run":
                yield from wrap(f"It lacks {listed(ranges(check.missing)) or check.why}.", indent="    ")
            if check.place:
                yield from wrap(f"Rule: {check.place}", indent="    ")
        if len(same) > most:
            yield f"  - and {len(same) - most} more that passed; all of them are in the JSON result."


def _failure(failure: FailureExplained) -> str:
    left = f" ({listed(ranges(failure.left_cells))})" if failure.left_cells else ""
    right = f" ({listed(ranges(failure.right_cells))})" if failure.right_cells else ""
    return f"{failure.left}{left} against {failure.right}{right}"
