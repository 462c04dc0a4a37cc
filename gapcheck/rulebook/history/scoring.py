"""What of a rulebook can change a score, and its hash: numbers, criteria and how they combine, never words."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from gapcheck.rulebook.book import Rulebook, names_in, references
from gapcheck.rulebook.criteria import AllCriteria, AnyCriteria, Check, Criterion
from gapcheck.rulebook.model import Indicator
from gapcheck.rulebook.provisions import Instrument, Provision, tests_in


def scoring_sha256(rulebook: Rulebook) -> str:
    """Return a hash of what can change a score; the order of provisions, criteria and codes does not matter."""
    content = json.dumps(scoring_content(rulebook), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(content.encode()).hexdigest()


def scoring_content(rulebook: Rulebook) -> dict[str, Any]:
    """Return what can change a score, as data.

    Points and coverage threshold, facts, scored provisions with weights and ladders, checks of severity ``error`` (a
    warning contests nothing), and the indicators that these rest on.
    """
    instruments = {item.id: _instrument(item) for item in rulebook.instruments}
    checks = [check for check in rulebook.checks if check.severity == "error"]
    return {
        "points": {str(level): meaning.points for level, meaning in rulebook.method.levels.items()},
        "coverage_threshold": str(rulebook.method.coverage_threshold),
        "facts": {
            code: {name: str(fact.value) for name, fact in country.facts.items()}
            for code, country in rulebook.countries.items()
        },
        "instruments": {name: content for name, content in instruments.items() if content is not None},
        "checks": {check.id: _check(check) for check in checks},
        "indicators": {name: _indicator(rulebook.indicators[name]) for name in _rested_on(rulebook, checks)},
    }


def _instrument(instrument: Instrument) -> dict[str, Any] | None:
    provisions = _provisions(instrument.provisions)
    if not provisions:
        return None
    applies_to = None if instrument.applies_to is None else sorted(instrument.applies_to)
    return {"combine": instrument.combine, "applies_to": applies_to, "provisions": provisions}


def _provisions(provisions: Iterable[Provision]) -> dict[str, Any]:
    """Return the provisions that count, by id; what is not scored changes nothing."""
    found: dict[str, Any] = {}
    for node in provisions:
        if node.is_leaf and node.is_scored:
            levels = {str(level): _criteria(criteria) for level, criteria in node.levels.items()}
            found[node.id] = {"weight": str(node.weight), "levels": levels}
        elif children := _provisions(node.children):
            combine = node.combine or "mean"
            found[node.id] = {"weight": str(node.weight), "combine": combine, "children": children}
    return found


def _criteria(criteria: Iterable[Criterion]) -> list[Any]:
    return sorted((_criterion(part) for part in criteria), key=lambda part: json.dumps(part, sort_keys=True))


def _criterion(criterion: Criterion) -> Any:
    if isinstance(criterion, AnyCriteria):
        return {"any": _criteria(criterion.any)}
    if isinstance(criterion, AllCriteria):
        return {"all": _criteria(criterion.all)}
    operand = criterion.operand
    return [criterion.indicator, criterion.operator, sorted(operand) if isinstance(operand, tuple) else operand]


def _check(check: Check) -> dict[str, Any]:
    if check.implies is not None:
        return {"if": _criterion(check.implies.if_), "then": _criterion(check.implies.then)}
    words = {"id", "says", "explanation", "severity", "implies"}
    return check.model_dump(mode="json", exclude=words, exclude_none=True)


def _indicator(indicator: Indicator) -> dict[str, Any]:
    return {
        "type": indicator.type,
        "options": {code: option.exclusive for code, option in indicator.options.items()},
        "not_applicable": indicator.not_applicable,
        "derived": None if indicator.derived is None else indicator.derived.model_dump(mode="json", exclude_none=True),
        "columns": {name: [column.type, column.key] for name, column in indicator.columns.items()},
    }


def _rested_on(rulebook: Rulebook, checks: Iterable[Check]) -> set[str]:
    """Return every indicator that a scored criterion or an error check rests on, through derivations."""
    waiting = [
        test.indicator
        for instrument in rulebook.instruments
        for node in instrument.walk()
        if node.is_scored
        for criteria in node.levels.values()
        for test in tests_in(criteria)
    ]
    for check in checks:
        waiting += names_in(check)
    found: set[str] = set()
    while waiting:
        indicator = rulebook.indicators.get(waiting.pop())
        if indicator is not None and indicator.id not in found:
            found.add(indicator.id)
            waiting += references(indicator.derived) if indicator.derived is not None else ()
    return found
