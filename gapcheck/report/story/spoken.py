"""STAND-IN until the room of spoken texts is merged: texts of the rules and of records in one language."""

from __future__ import annotations

from gapcheck.assessment.result import (
    AnswerRecord,
    Assessment,
    ContradictionRecord,
    Criterion,
    GapEntry,
    InstrumentResult,
    MissingPart,
    ProvisionTree,
)
from gapcheck.assessment.wording import expected_words, label
from gapcheck.report.story.tongue import Tongue
from gapcheck.rulebook.provisions import Instrument, tests_in


def instrument_of(id: str, tongue: Tongue) -> Instrument | None:
    return next((held for held in tongue.rulebook.instruments if held.id == id), None)


def instrument_title(i: InstrumentResult, tongue: Tongue) -> str:
    held = instrument_of(i.id, tongue)
    return i.title if held is None else tongue.text(held.title)


def instrument_short(i: InstrumentResult, tongue: Tongue) -> str:
    held = instrument_of(i.id, tongue)
    return i.title if held is None else held.called(tongue.code)


def instrument_status(i: InstrumentResult, tongue: Tongue) -> str:
    held = instrument_of(i.id, tongue)
    return i.status if held is None else tongue.text(held.status)


def level_title(level: int, tongue: Tongue) -> str:
    return tongue.text(tongue.rulebook.method.levels[level].title)


def provision_title(node: ProvisionTree, tongue: Tongue) -> str:
    for held in tongue.rulebook.instruments:
        for p in held.walk():
            if p.id == node.id:
                return p.heading(tongue.code)
    return node.title


def question(indicator: str, english: str, tongue: Tongue) -> str:
    held = tongue.rulebook.indicators.get(indicator)
    return (
        english if held is None else held.title(tongue.code) if False else (tongue.text(held.question) or held.title())
    )


def needed(criterion: Criterion, tongue: Tongue) -> str:
    for held in tongue.rulebook.instruments:
        for p in held.walk():
            for level, cs in p.levels.items():
                for t in tests_in(cs):
                    if (
                        level == criterion.level
                        and t.indicator == criterion.indicator
                        and t.operator == criterion.operator
                        and (list(t.operand) if isinstance(t.operand, tuple) else t.operand) == criterion.expected
                    ):
                        return expected_words(t, tongue.rulebook.indicators[t.indicator])
    return f"{criterion.operator} {criterion.expected}"


def found(criterion: Criterion, tongue: Tongue) -> str:
    held = tongue.rulebook.indicators.get(criterion.indicator)
    value = criterion.found
    if value is None or held is None:
        return ""
    if isinstance(value, list):
        return "; ".join(label(held, str(c)) for c in value)
    if held.type == "share" and isinstance(value, (int, float)):
        return f"{value * 100:.1f} %"
    return label(held, value) if isinstance(value, str) and value in held.codes else str(value)


def answer(record: AnswerRecord, tongue: Tongue) -> str:
    return record.words


def missing(
    part: MissingPart, gap: GapEntry, instrument: InstrumentResult, assessment: Assessment, tongue: Tongue
) -> str:
    return part.words


def says(found: ContradictionRecord, tongue: Tongue) -> str:
    return found.says


def provision_title_of(id: str, english: str, tongue: Tongue) -> str:
    for held in tongue.rulebook.instruments:
        for p in held.walk():
            if p.id == id:
                return p.heading(tongue.code)
    return english


def answer_words(record: AnswerRecord, tongue: Tongue) -> str:
    return record.words


def original_words(record: AnswerRecord, original, tongue: Tongue) -> str:
    return original.words


def column_title(held, name: str, tongue: Tongue) -> str:
    column = held.columns[name]
    return tongue.text(column.title) or name.replace("_", " ").capitalize()


def check_says(check: str, says: str, tongue: Tongue) -> str:
    return says


def answer_title(record: AnswerRecord, tongue: Tongue) -> str:
    return question(record.indicator, record.question, tongue)


def decided_words(made, tongue: Tongue) -> str:
    return made.words


def fact_name(fact, tongue: Tongue) -> str:
    return fact.id.replace("_", " ")
