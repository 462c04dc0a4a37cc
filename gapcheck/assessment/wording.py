"""Words for what is missing: what a criterion needs, what was found, and which cell to fill."""

from __future__ import annotations

from fractions import Fraction

from gapcheck.assessment.readings import Ledger
from gapcheck.assessment.rounding import half_up, shown
from gapcheck.assessment.truths import Finding
from gapcheck.rulebook.criteria import Test
from gapcheck.rulebook.model import Indicator
from gapcheck.workbook.answers import Answer, Status, Table, Value

_NOT_ANSWERED = {
    Status.BLANK: "no answer yet",
    Status.NOT_KNOWN: "answered “not known”",
    Status.NOT_AVAILABLE: "answered “not available”",
    Status.CONFIDENTIAL: "answered “confidential”",
    Status.NOT_APPLICABLE: "“not applicable” has not been approved",
}
_COMPARED = {"at_least": "at least", "at_most": "at most", "more_than": "more than", "less_than": "less than"}


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
            case "includes" if len(labels) == 1:
                return f"{listed} among them"
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


def label(indicator: Indicator, code: str) -> str:
    """Return an option's English label, or its code where there is none."""
    option = indicator.options.get(code)
    return option.labels.get("en", code) if option is not None else code.replace("_", " ").capitalize()


def answer_words(answer: Answer, indicator: Indicator) -> str:
    """Return an answer in words, or why there is none."""
    if answer.value is None:
        return "no answer" if answer.status is Status.BLANK else answer.status.value.replace("_", " ")
    return value_words(answer.value, indicator)


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
