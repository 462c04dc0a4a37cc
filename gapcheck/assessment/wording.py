"""Words for what is missing: what a criterion needs, what was found, and which cell to fill."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from gapcheck.assessment.readings import Ledger
from gapcheck.assessment.rounding import half_up, shown
from gapcheck.assessment.trees import Found, Group, findings_in
from gapcheck.assessment.truths import Finding
from gapcheck.rulebook.criteria import AnyCriteria, Test
from gapcheck.rulebook.model import Indicator
from gapcheck.workbook.answers import Status, Table, Value

_NOT_ANSWERED = {
    Status.BLANK: "no answer yet",
    Status.NOT_KNOWN: "answered “not known”",
    Status.NOT_AVAILABLE: "answered “not available”",
    Status.CONFIDENTIAL: "answered “confidential”",
    Status.NOT_APPLICABLE: "“not applicable” has not been approved",
}
_COMPARED = {"at_least": "at least", "at_most": "at most", "more_than": "more than", "less_than": "less than"}


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that keeps a leaf from its next level: in words, with the questions and the cells to fill."""

    words: str
    indicators: tuple[str, ...]
    cells: tuple[str, ...]


def missing_from(wanted: tuple[Found, ...], ledger: Ledger) -> tuple[Missing, ...]:
    """Return what is missing, for the documented reading, from the criteria of a level that apply."""
    applicable = [found for found in wanted if _applies(found)]
    if not applicable:
        return (_emptied(wanted, ledger),)
    return tuple(_missing(found, ledger) for found in applicable if not _holds(found, ledger))


def _applies(found: Found) -> bool:
    return any(item.truth != "not_applicable" for item in findings_in((found,)))


def _emptied(wanted: tuple[Found, ...], ledger: Ledger) -> Missing:
    """Return the words for a level that is unknown because none of its criteria applies."""
    named = dict.fromkeys(name for item in findings_in(wanted) for name in sorted(item.inputs))
    indicators = tuple(name for name in named if ledger.not_applicable(name))
    cells = tuple(dict.fromkeys(cell for name in indicators if (cell := ledger.answer(name).cell)))
    return Missing("Nothing that applies can show this level: all it asks for is “not applicable”", indicators, cells)


def _holds(found: Found, ledger: Ledger) -> bool:
    if isinstance(found, Finding):
        return found.truth == "met" and all(ledger.counts(name, "documented") for name in found.inputs)
    parts = [part for part in found.parts if _applies(part)]
    if isinstance(found.criterion, AnyCriteria):
        return any(_holds(part, ledger) for part in parts)
    return bool(parts) and all(_holds(part, ledger) for part in parts)


def _open(finding: Finding, ledger: Ledger) -> bool:
    return finding.truth != "not_applicable" and not _holds(finding, ledger)


def _missing(found: Found, ledger: Ledger) -> Missing:
    open_findings = [item for item in findings_in((found,)) if _open(item, ledger)]
    indicators = tuple(dict.fromkeys(name for item in open_findings for name in _wanting(item, ledger)))
    cells = tuple(dict.fromkeys(cell for name in indicators if (cell := _cell_to_fill(name, open_findings, ledger))))
    return Missing(_words(found, ledger), indicators, cells)


def _words(found: Found, ledger: Ledger) -> str:
    if isinstance(found, Finding):
        return f"{gap_words(found.test, ledger)} ({reason(found, ledger)})"
    if found.criterion.gap is not None:
        first = next(item for item in findings_in(tuple(_open_parts(found, ledger))) if _open(item, ledger))
        return f"{found.criterion.gap['en']} ({reason(first, ledger)})"
    joint = " — or — " if isinstance(found.criterion, AnyCriteria) else "; and "
    return joint.join(_words(part, ledger) for part in _open_parts(found, ledger))


def _open_parts(group: Group, ledger: Ledger) -> Iterator[Found]:
    for part in group.parts:
        if _applies(part) and not _holds(part, ledger):
            yield part


def gap_words(test: Test, ledger: Ledger) -> str:
    """Return what a criterion needs, in the rule author's words or built from question and threshold."""
    if test.gap is not None:
        return test.gap["en"]
    indicator = ledger.rulebook.indicators[test.indicator]
    return f"{indicator.title().rstrip('?.')}: needs {expected_words(test, indicator)}"


def expected_words(test: Test, indicator: Indicator) -> str:
    """Return a criterion's operator and operand in words."""
    operand = test.operand
    if isinstance(operand, tuple):
        labels = [label(indicator, code) for code in operand]
        listed = " or ".join(f"“{text}”" for text in labels)
        match test.operator:
            case "is_not":
                return f"any answer but {listed}"
            case "includes":
                return "all of " + ", ".join(f"“{text}”" for text in labels)
            case "includes_any":
                return f"at least one of {listed}"
        return listed
    if test.operator in _COMPARED:
        unit = " of them" if indicator.type == "choices" else ""
        return f"{_COMPARED[test.operator]} {operand.replace('%', ' %')}{unit}"
    return {
        "on_or_after": f"a date on or after {operand}",
        "before": f"a date before {operand}",
        "during_period": "a date within the period of the report",
        "by_period_end": "a date not after the period of the report",
        "within_months": f"a date within the {operand} months before the end of the period",
    }[test.operator]


def reason(finding: Finding, ledger: Ledger) -> str:
    """Return why a criterion does not hold in the documented reading."""
    indicator = ledger.rulebook.indicators[finding.test.indicator]
    if finding.truth == "not_met" and finding.value is not None:
        return f"stated: {value_words(finding.value, indicator)}"
    unknown = [name for name in sorted(finding.inputs) if not ledger.known(name)]
    if unknown and ledger.rejected(unknown[0]):
        return "a review rejected the answer"
    if unknown:
        return _NOT_ANSWERED.get(ledger.answer(unknown[0]).status, "no answer yet")
    if finding.truth == "unknown":
        return finding.why or "cannot be told"
    if any(name in ledger.contested for name in finding.inputs):
        return "stated, but other answers contradict it"
    return "stated, but no document is cited with its date"


def _wanting(finding: Finding, ledger: Ledger) -> list[str]:
    """Return the questions whose answers would have to change, those without one first in line."""
    names = sorted(finding.inputs)
    unknown = [name for name in names if not ledger.known(name)]
    undocumented = [name for name in names if not ledger.counts(name, "documented")]
    return unknown or undocumented or names


def _cell_to_fill(name: str, findings: list[Finding], ledger: Ledger) -> str:
    """Return the cell of the document where only that is missing, else the cell of the answer."""
    answer = ledger.answer(name)
    met = any(name in item.inputs and item.truth == "met" for item in findings)
    undocumented = ledger.known(name) and name not in ledger.contested and not ledger.counts(name, "documented")
    return answer.document_cell if met and undocumented and answer.document_cell else answer.cell


def label(indicator: Indicator, code: str) -> str:
    """Return an option's English label, or its code where there is none."""
    option = indicator.options.get(code)
    return option.labels.get("en", code) if option is not None else code.replace("_", " ").capitalize()


def value_words(value: Value, indicator: Indicator) -> str:
    """Return an answer in words: labels for codes, per cent for shares, at most two decimals."""
    if isinstance(value, Fraction):
        if indicator.type == "share":
            return f"{shown(value * 100)} %"
        return f"{int(value):,}" if value.denominator == 1 else f"{shown(half_up(value, 2), 2)}"
    if isinstance(value, tuple):
        return "; ".join(label(indicator, code) for code in value)
    if isinstance(value, Table):
        return f"{len(value.rows)} rows"
    if isinstance(value, str) and value in indicator.codes:
        return label(indicator, value)
    return str(value)
