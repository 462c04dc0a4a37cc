"""The outcome of rule tests: the failures, each with its place, and a summary."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from gapcheck.assessment.trees import Found, Group, three_valued
from gapcheck.assessment.truths import Finding
from gapcheck.bench.cases import NOT_APPLICABLE, Rung
from gapcheck.bench.trying import CheckOutcome, LeafOutcome, Missed, Run
from gapcheck.bench.written import value_written
from gapcheck.report.json import dump
from gapcheck.report.plaintext import clean, listed, wrap
from gapcheck.rulebook import Rulebook
from gapcheck.rulebook.criteria import AnyCriteria

SCHEMA = "gapcheck.rules-test/1"
_INDENT = "    "


def render(run: Run, rulebook: Rulebook) -> str:
    """Return the failures, one after the other, and a summary."""
    return "\n".join(_report(run, rulebook)) + "\n"


def render_json(run: Run) -> str:
    """Return every case with what was expected and found."""
    cases = [*map(_leaf_record, run.leaves), *map(_check_record, run.checks)]
    engines = [{"name": engine.name, "version": engine.version, "agreed": engine.agreed} for engine in run.engines]
    return dump({"schema": SCHEMA, "cases": cases, "failed": run.failures, "engines": engines})


def _report(run: Run, rulebook: Rulebook) -> Iterator[str]:
    for outcome in run.leaves:
        if not outcome.passed:
            yield from _leaf(outcome, rulebook)
            yield ""
    for check in run.checks:
        if not check.passed:
            yield from _check(check)
            yield ""
    yield from wrap(_summary(run))


def _summary(run: Run) -> str:
    cases = len(run.leaves) + len(run.checks)
    if not cases:
        return "No rule tests."
    leaves = len({outcome.trial.leaf.id for outcome in run.leaves})
    checks = len({outcome.trial.check.id for outcome in run.checks})
    of = [f"{leaves} lea{'f' if leaves == 1 else 'ves'}"] if leaves else []
    of += [f"{checks} check{'' if checks == 1 else 's'}"] if checks else []
    told = f"{run.failures} FAILED" if run.failures else "all pass"
    engines = " and ".join(f"{engine.name} {engine.version}" for engine in run.engines)
    decided = f" Decided by {engines}." if engines else ""
    number = f"{cases} case{'' if cases == 1 else 's'}"
    return f"{number} of {' and '.join(of)}: {told}.{decided}{f' {run.note}.' if run.note else ''}"


def _head(outcome: LeafOutcome | CheckOutcome, about: str) -> Iterator[str]:
    trial = outcome.trial
    yield f"{clean(trial.place)}: {about}"
    given = "; ".join(f"{name}: {value}" for name, value in trial.otherwise.items())
    yield from wrap(f"given {given or 'what the group gives'}", indent=f"{_INDENT}  ", first=_INDENT)
    if trial.why:
        yield from wrap(f"why: {trial.why}", indent=f"{_INDENT}  ", first=_INDENT)


def _leaf(outcome: LeafOutcome, rulebook: Rulebook) -> Iterator[str]:
    yield from _head(outcome, outcome.trial.leaf.id)
    for missed in outcome.missed:
        told = f"{missed.reading}: expected {_rung(missed.expected)}, found {_rung(missed.found)}"
        yield from wrap(told, indent=f"{_INDENT}  ", first=_INDENT)
        for words in _reasons(outcome, missed, rulebook):
            yield from wrap(words, indent=f"{_INDENT}    ", first=f"{_INDENT}  - ")
    for name in outcome.unforeseen:
        told = f"the answers fail the check {name}; mend them, or say contested: [{name}]"
        yield from wrap(told, indent=f"{_INDENT}  ", first=_INDENT)
    for name in outcome.unfailed:
        yield from wrap(f"the answers do not fail the check {name}", indent=f"{_INDENT}  ", first=_INDENT)


def _check(outcome: CheckOutcome) -> Iterator[str]:
    yield from _head(outcome, outcome.trial.check.id)
    yield f"{_INDENT}expected holds: {outcome.trial.holds}, found {outcome.found}"


def _rung(rung: Rung) -> str:
    return rung if rung == NOT_APPLICABLE else f"level {rung}"


def _reasons(outcome: LeafOutcome, missed: Missed, rulebook: Rulebook) -> Iterator[str]:
    """Yield, for the level that decides, the criteria that are not met, or those that are met against expectation."""
    if not isinstance(missed.expected, int) or not isinstance(missed.found, int):
        return
    short = missed.found < missed.expected
    level = min(level for level in outcome.looked_at.levels if level > min(missed.found, missed.expected))
    for found in outcome.looked_at.levels[level]:
        if _holds(found, missed) != short:
            yield f"level {level} {'needs' if short else 'is met:'} {_criterion(found, missed, rulebook)}"


def _holds(found: Found, missed: Missed) -> bool:
    if isinstance(found, Group):
        held = [_holds(part, missed) for part in found.parts if three_valued(part) != "not_applicable"]
        return any(held) if isinstance(found.criterion, AnyCriteria) else all(held)
    if found.truth == "unknown" or missed.reading not in found.counts_in:
        return missed.reading == "possible" or found.truth == "not_applicable"
    return found.truth in ("met", "not_applicable")


def _criterion(found: Found, missed: Missed, rulebook: Rulebook) -> str:
    if isinstance(found, Group):
        kind = "any" if isinstance(found.criterion, AnyCriteria) else "all"
        return f"{kind} of [{'; '.join(_criterion(part, missed, rulebook) for part in found.parts)}]"
    test = found.test
    operand = listed(test.operand, most=20) if isinstance(test.operand, tuple) else test.operand
    return f"{test.indicator} {test.operator} {operand} ({_found(found, missed, rulebook)})"


def _found(found: Finding, missed: Missed, rulebook: Rulebook) -> str:
    if found.truth == "not_applicable":
        return "not applicable"
    if found.value is None:
        return f"unknown: {found.why.replace('_', ' ') or 'no answer'}"
    value = value_written(found.value, rulebook.indicators[found.test.indicator])
    if found.truth == "unknown":
        return f"{value}: {found.why}"
    counted = "" if missed.reading in found.counts_in else f", which does not count as {missed.reading}"
    return f"found {value}{counted}"


def _leaf_record(outcome: LeafOutcome) -> dict[str, Any]:
    trial = outcome.trial
    return {
        "place": trial.place,
        "instrument": trial.instrument.id,
        "provision": trial.leaf.id,
        "why": trial.why,
        "expected": dict(trial.expected),
        "found": dict(outcome.found),
        "contested": sorted(outcome.failed),
        "contested_expected": sorted(trial.contested),
        "passed": outcome.passed,
    }


def _check_record(outcome: CheckOutcome) -> dict[str, Any]:
    trial = outcome.trial
    return {
        "place": trial.place,
        "check": trial.check.id,
        "why": trial.why,
        "expected": trial.holds,
        "found": outcome.found,
        "passed": outcome.passed,
    }
