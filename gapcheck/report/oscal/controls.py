"""Groups and controls: instruments and provisions as a catalog has them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from gapcheck.assessment.wording import expected_words
from gapcheck.report.oscal.markup import line, lines
from gapcheck.report.oscal.naming import alone_id, criterion_id, level_id, objective_id, statement_id, token
from gapcheck.report.oscal.properties import Property, label, of_fields, prop
from gapcheck.rulebook import Rulebook
from gapcheck.rulebook.criteria import AllCriteria, AnyCriteria, Criterion, Test
from gapcheck.rulebook.provisions import Instrument, Provision

_LADDER: Final = (
    "The level of this provision is the highest one whose conditions hold together with those of all lower levels "
    "given here; where not even those of the lowest hold, it is 0. The objective is satisfied at level 4."
)
_ANY: Final = "At least one of these holds."
_ALL: Final = "All of these hold."


def instrument_group(instrument: Instrument, rulebook: Rulebook, sources: list[str]) -> dict[str, Any]:
    """Return an instrument as a group; ``sources`` are the UUIDs of the resources that hold its texts."""
    issued = instrument.issued_on
    return {
        "id": token(instrument.id),
        "class": "instrument",
        "title": line(instrument.title["en"]),
        "props": [
            label(instrument.called()),
            *of_fields(
                {
                    "instrument": instrument.id,
                    "scored": instrument.scored,
                    "combine": instrument.combine,
                    "issued_on": None if issued is None else issued.isoformat(),
                    "status": instrument.status["en"],
                    "applies_to": list(instrument.applies_to or ()),
                }
            ),
        ],
        "links": [{"href": f"#{source}", "rel": "reference"} for source in sources],
        "parts": [{"name": "overview", "prose": line(instrument.status["en"])}],
        **_below(instrument.provisions, instrument, rulebook),
    }


def _below(provisions: tuple[Provision, ...], instrument: Instrument, rulebook: Rulebook) -> dict[str, Any]:
    """Return provisions as what a group holds: controls, or groups, never both; so leaves beside groups get their own.

    They stay in the order of the source.
    """
    if all(provision.is_leaf for provision in provisions):
        return {"controls": [_control(provision, instrument, rulebook) for provision in provisions]}
    return {"groups": [_group(provision, instrument, rulebook) for provision in provisions]}


def _group(provision: Provision, instrument: Instrument, rulebook: Rulebook) -> dict[str, Any]:
    if provision.is_leaf:
        return {
            "id": alone_id(provision.id),
            "class": "single",
            "title": line(provision.heading()),
            "controls": [_control(provision, instrument, rulebook)],
        }
    return {
        "id": token(provision.id),
        "class": "provision",
        "title": line(provision.heading()),
        "props": _properties(provision, instrument),
        "parts": [{"name": "overview", "prose": line(provision.quotation)}] if provision.text else [],
        **_below(provision.children, instrument, rulebook),
    }


def _control(provision: Provision, instrument: Instrument, rulebook: Rulebook) -> dict[str, Any]:
    return {
        "id": token(provision.id),
        "class": "leaf",
        "title": line(provision.heading()),
        "props": _properties(provision, instrument),
        "parts": [
            {
                "id": statement_id(provision.id),
                "name": "statement",
                "props": [prop("verbatim", bool(provision.text))],
                "prose": line(provision.quotation or provision.heading()),
            },
            *_objectives(provision, rulebook),
        ],
    }


def _properties(provision: Provision, instrument: Instrument) -> list[Property]:
    scored = provision.scored and (not provision.is_leaf or provision.is_scored)
    return [
        label(provision.clause),
        *of_fields(
            {
                "provision": provision.id,
                "instrument": instrument.id,
                "clause": provision.clause,
                "pillar": provision.pillar,
                "addressee": provision.addressee,
                "weight": str(provision.weight),
                "combine": None if provision.is_leaf else provision.combine or "mean",
                "lineage": list(provision.lineage),
                "scored": scored,
                "shows": list(provision.shows),
            }
        ),
    ]


def _objectives(provision: Provision, rulebook: Rulebook) -> Iterator[dict[str, Any]]:
    if not provision.levels:
        return
    levels = [_level(provision, level, rulebook) for level in sorted(provision.levels)]
    yield {
        "id": objective_id(provision.id), "name": "assessment-objective", "prose": line(_LADDER), "parts": levels
    }  # fmt: skip


def _level(provision: Provision, level: int, rulebook: Rulebook) -> dict[str, Any]:
    meaning = rulebook.method.levels[level]
    return {
        "id": level_id(provision.id, level),
        "name": "assessment-objective",
        "class": "level",
        "title": line(f"Level {level}: {meaning.title['en']}"),
        "props": of_fields({"level": level, "points": meaning.points}),
        "prose": line((meaning.meaning or {}).get("en", "")),
        "parts": [
            _criterion(criterion, provision, level, (number,), rulebook)
            for number, criterion in enumerate(provision.levels[level], start=1)
        ],
    }


def _criterion(
    criterion: Criterion, provision: Provision, level: int, path: tuple[int, ...], rulebook: Rulebook
) -> dict[str, Any]:
    part: dict[str, Any] = {
        "id": criterion_id(provision.id, level, path), "name": "assessment-objective", "class": "criterion"
    }  # fmt: skip
    if isinstance(criterion, Test):
        return part | _test(criterion, rulebook)
    inner = criterion.any if isinstance(criterion, AnyCriteria) else criterion.all
    return part | {
        "props": of_fields({"combine": "all" if isinstance(criterion, AllCriteria) else "any"}),
        "prose": lines([_ANY if isinstance(criterion, AnyCriteria) else _ALL, (criterion.gap or {}).get("en", "")]),
        "parts": [
            _criterion(held, provision, level, (*path, number), rulebook) for number, held in enumerate(inner, start=1)
        ],
    }


def _test(test: Test, rulebook: Rulebook) -> dict[str, Any]:
    indicator = rulebook.indicators[test.indicator]
    operand = test.operand
    return {
        "props": of_fields(
            {
                "indicator": test.indicator,
                "operator": test.operator,
                "expected": list(operand) if isinstance(operand, tuple) else operand,
                "proposal": test.proposal,
            }
        ),
        "prose": line(f"{indicator.title().rstrip('?.')}: {expected_words(test, indicator)}"),
    }
