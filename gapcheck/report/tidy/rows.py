"""Rows of the tidy tables: one for every score in every reading, one for every answer and cell of a table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from gapcheck.assessment.readings import READINGS
from gapcheck.assessment.result import (
    AnswerRecord,
    Assessment,
    Figure,
    InnerProvision,
    InstrumentResult,
    LeafProvision,
    ProvisionTree,
)
from gapcheck.disclosure import NOT_SHOWN
from gapcheck.report.tidy.columns import (
    FREE,
    MISSING,
    NONE,
    NORMAL,
    NOT_FOR_PUBLICATION,
    SUPPRESSED,
    Cell,
    Row,
)
from gapcheck.report.tidy.periods import time_period
from gapcheck.rulebook import Rulebook
from gapcheck.rulebook.model import PERSONS, Indicator, TableColumn

_UNITS: Final = {PERSONS: "PS"}


def score_rows(assessment: Assessment) -> Iterator[Row]:
    """Yield the scores and the coverage of every instrument and provision, in the order of the source."""
    for instrument in assessment.instruments:
        shared = {**_about(assessment), "INSTRUMENT": instrument.id}
        named = {"INDICATOR": instrument.id, "NODE": "instrument", "TITLE": instrument.title}
        yield from _scores(instrument, {**shared, **named})
        for node in instrument.provisions:
            yield from _provision(node, shared)


def _provision(node: ProvisionTree, shared: Row) -> Iterator[Row]:
    kind = "provision" if isinstance(node, InnerProvision) else "leaf"
    named: Row = {
        "INDICATOR": node.id, "NODE": kind, "TITLE": node.title, "CLAUSE": node.clause, "PILLAR": node.pillar
    }  # fmt: skip
    yield from _scores(node, {**shared, **named})
    for child in node.children if isinstance(node, InnerProvision) else ():
        yield from _provision(child, shared)


def _scores(node: InstrumentResult | ProvisionTree, shared: Row) -> Iterator[Row]:
    coverage = node.score.coverage
    levels = node.levels if isinstance(node, LeafProvision) else None
    for reading in (*READINGS, "coverage"):
        figure: Figure | None = getattr(node.score, reading)
        yield {
            **shared,
            "READING": reading,
            "OBS_VALUE": None if figure is None else figure.value,
            "OBS_VALUE_EXACT": None if figure is None else figure.exact,
            "UNIT_MEASURE": "PT" if reading == "coverage" else "POINTS",
            "OBS_STATUS": NONE if figure is None else NORMAL,
            "LEVEL": None if levels is None or reading == "coverage" else getattr(levels, reading),
            "COVERAGE": None if coverage is None else coverage.value,
        }


def answer_rows(assessment: Assessment, rulebook: Rulebook) -> Iterator[Row]:
    """Yield every answer; of a table that was answered every cell but those of its key."""
    for record in assessment.answers:
        indicator = rulebook.indicators.get(record.indicator)
        shared: Row = {
            **_about(assessment),
            "INDICATOR": record.indicator,
            "STATUS": record.status,
            "GRADE": record.grade,
            "CONTESTED": record.contested,
            "TITLE": record.question,
        }
        if _is_table(record, indicator):
            yield from _cells(record, indicator, shared)
        else:
            withheld = record.status == "answered" and record.value is None
            missing = _missing(record.status)
            yield {
                **shared,
                "UNIT_MEASURE": None if indicator is None else _unit(indicator.type, indicator.unit),
                **_value(record.value, missing, withheld=withheld),
            }


def _is_table(record: AnswerRecord, indicator: Indicator | None) -> bool:
    """Return whether an answer is a table, which a result of other rules may have where these ask for none."""
    asked = indicator is not None and indicator.type == "table"
    return isinstance(record.value, list) and (asked or any(isinstance(row, dict) for row in record.value))


def _cells(record: AnswerRecord, indicator: Indicator | None, shared: Row) -> Iterator[Row]:
    """Yield the cells of a table; where rules that are not at hand say which column is its key, its first words are."""
    columns = {} if indicator is None else indicator.columns
    rows = [row for row in record.value or () if isinstance(row, dict)] if isinstance(record.value, list) else []
    for row in rows:
        key = _key(row, columns)
        for name, value in row.items():
            if name != key:
                column = columns.get(name)
                unit = PERSONS if column is not None and column.persons else None
                yield {
                    **shared,
                    "DIMENSION": str(row[key]),
                    "COLUMN": name,
                    "UNIT_MEASURE": None if column is None else _unit(column.type, unit),
                    # A number's place holds these words only where the number is not shown.
                    **_value(value, MISSING, withheld=value == NOT_SHOWN and (column is None or column.type != "text")),
                }


def _key(row: Mapping[str, Any], columns: Mapping[str, TableColumn]) -> str:
    known = [name for name in row if name in columns and columns[name].key]
    words = [name for name, value in row.items() if isinstance(value, str) and value != NOT_SHOWN]
    return next(iter([*known, *words, *row]))


def _value(value: Any, missing: str, *, withheld: bool) -> Row:
    confidential = withheld or missing == SUPPRESSED
    number = value if isinstance(value, (int, float)) and not isinstance(value, bool) else None
    text = None if value is None or number is not None or withheld else value
    status = SUPPRESSED if withheld else missing if value is None else NORMAL
    return {
        "OBS_VALUE": None if number is None else float(number),
        "OBS_TEXT": "; ".join(text) if isinstance(text, list) else text or None,
        "OBS_STATUS": status,
        "CONF_STATUS": NOT_FOR_PUBLICATION if confidential else FREE,
    }


def _missing(status: str) -> str:
    return {"not_applicable": NONE, "confidential": SUPPRESSED}.get(status, MISSING)


def _unit(kind: str, unit: str | None) -> Cell:
    if kind == "share":
        return "SHARE"
    return _UNITS.get(unit, unit) if unit is not None else None


def _about(assessment: Assessment) -> dict[str, Cell]:
    start, end = assessment.period.start, assessment.period.end
    return {
        "REF_AREA": assessment.country.code,
        "FICTIONAL": assessment.country.fictional,
        "TIME_PERIOD": time_period(start, end),
        "PERIOD_START": start,
        "PERIOD_END": end,
        "YEAR": assessment.year,
        "SOURCE": assessment.source,
        "RULEBOOK": assessment.rulebook.version,
        "RULEBOOK_SHA256": assessment.rulebook.sha256,
        "RESULT_SHA256": assessment.result_sha256,
    }
