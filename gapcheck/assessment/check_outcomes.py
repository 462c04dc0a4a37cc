"""Check outcomes: how the checks that look at some answers came out, with both sides of those that failed."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from gapcheck.assessment import explanation as record
from gapcheck.assessment.consistency import Consistency, Contradiction, Side, Unchecked
from gapcheck.assessment.readings import Ledger
from gapcheck.assessment.rounding import half_up, shown
from gapcheck.assessment.uses import checks_on, of_share_bounds


def checks_explained(names: Iterable[str], ledger: Ledger, consistency: Consistency) -> list[record.CheckExplained]:
    """Return the checks that look at any of some indicators: the failed ones first, then those that could not run."""
    wanted = list(names)
    checks = {check.id: check for name in wanted for check in checks_on(name, ledger.rulebook)}
    found = []
    for check in checks.values():
        failed = [item for item in consistency.contradictions if item.check == check.id]
        unchecked = next((item for item in consistency.unchecked if item.check == check.id), None)
        place = ledger.rulebook.places.get(check.id, "")
        says = check.told if failed else check.says  # an innocent explanation is for what failed
        found.append(_explained(check.id, says["en"], check.severity, place, failed, unchecked))
    bounds: dict[str, list[Contradiction]] = {}
    for item in consistency.contradictions:
        if of_share_bounds(item.check) and item.inputs & set(wanted):
            bounds.setdefault(item.check, []).append(item)
    found += [_explained(name, items[0].says["en"], "error", "", items, None) for name, items in bounds.items()]
    order = {"failed": 0, "could_not_run": 1, "passed": 2}
    return sorted(found, key=lambda item: order[item.outcome])


def contesting(name: str, consistency: Consistency) -> list[str]:
    """Return the failed checks because of which an answer is contested."""
    failed = [item for item in consistency.contradictions if item.severity == "error" and name in item.inputs]
    return list(dict.fromkeys(item.says["en"] for item in failed))


def _explained(
    check: str, says: str, severity: str, place: str, failed: list[Contradiction], unchecked: Unchecked | None
) -> record.CheckExplained:
    return record.CheckExplained.model_validate(
        {
            "check": check,
            "says": says,
            "severity": severity,
            "place": place,
            "outcome": "failed" if failed else "could_not_run" if unchecked is not None else "passed",
            "failures": [_failure(item) for item in failed],
            "missing": list(unchecked.cells or unchecked.missing) if unchecked is not None else [],
            "why": unchecked.why.replace("_", " ") if unchecked is not None else "",
        }
    )


def _failure(found: Contradiction) -> record.FailureExplained:
    return record.FailureExplained(
        left=_side(found.left, share=found.share),
        left_cells=list(found.left_cells),
        right=_side(found.right, share=found.share),
        right_cells=list(found.right_cells),
    )


def _side(value: Side, *, share: bool) -> str:
    if not isinstance(value, Fraction):
        return str(value)
    if share:
        return f"{shown(value * 100, 2)} %"
    return f"{int(value):,}" if value.denominator == 1 else shown(half_up(value, 2), 2)
