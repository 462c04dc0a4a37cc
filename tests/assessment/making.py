"""Answers, reviews and rulebooks in few words."""

from __future__ import annotations

import calendar
import hashlib
from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from gapcheck.assessment.readings import Ledger, open_ledger
from gapcheck.assessment.result import Assessment, InnerProvision, InstrumentResult, LeafProvision
from gapcheck.rulebook.book import Rulebook
from gapcheck.rulebook.criteria import Check
from gapcheck.rulebook.model import NUMERIC, Country, Indicator, Method
from gapcheck.rulebook.provisions import Instrument
from gapcheck.workbook.answers import (
    Answer,
    DateInterval,
    Evidence,
    Grade,
    Status,
    Submission,
    Table,
    TableCell,
    Value,
)
from gapcheck.workbook.decisions import Decision, Review, Verdict, Voice

START, END = date(2021, 9, 1), date(2022, 8, 31)
NONE = "0" * 64
LEVELS = {
    "0": {"points": "0", "title": {"en": "Not started"}},
    "1": {"points": "25", "title": {"en": "Started"}},
    "2": {"points": "50", "title": {"en": "In place"}},
    "3": {"points": "75", "title": {"en": "Implemented"}},
    "4": {"points": "100", "title": {"en": "Sustained"}},
}
METHOD = Method.model_validate({"version": "1.0", "levels": LEVELS, "coverage_threshold": "80%"})
COUNTRY = Country.model_validate(
    {"country": "KHM", "facts": {"provinces": {"value": "25", "unit": "provinces", "source": "a test"}}}
)


def indicator(name: str, kind: str, **more: Any) -> Indicator:
    """An indicator; one that is asked gets a question and a pillar."""
    asked = {} if "derived" in more else {"question": {"en": f"How is {name}?"}, "pillar": "protection"}
    options = {"options": {code: {"en": code.title()} for code in ("a", "b", "c")}} if kind == "choice" else {}
    if kind == "choices":
        options = {"options": {code: {"en": code.title()} for code in ("a", "b", "c")}}
        options["options"]["nobody"] = {"en": "Nobody", "exclusive": "true"}
    if kind == "table" and "columns" not in more:
        more["columns"] = {"place": {"type": "text", "key": "true"}, "n": {"type": "count"}, "m": {"type": "count"}}
        more["columns"]["s"] = {"type": "share"}
    return Indicator.model_validate({"id": name, "type": kind, **asked, **options, **more})


def inner(name: str, *children: dict[str, Any], **more: Any) -> dict[str, Any]:
    """An inner provision with its children."""
    return {
        "id": name,
        "clause": "1",
        "title": {"en": name},
        "pillar": "protection",
        "children": list(children),
        **more,
    }


def leaf(name: str, levels: Mapping[Any, Any], **more: Any) -> dict[str, Any]:
    """A leaf provision, as a rule file has it."""
    named = {str(level): criteria for level, criteria in levels.items()}
    return {"id": name, "clause": "1", "title": {"en": name}, "pillar": "protection", "levels": named, **more}


def instrument(name: str, *provisions: Mapping[str, Any], **more: Any) -> Instrument:
    source = {"file": "sources/x.md", "sha256": NONE}
    texts = {"title": {"en": name}, "status": {"en": "Voluntary"}}
    return Instrument.model_validate({"id": name, "source": source, **texts, "provisions": list(provisions), **more})


def check(name: str, **relation: Any) -> Check:
    """A consistency rule; an error where nothing else is said."""
    return Check.model_validate({"id": name, "says": {"en": name}, "severity": "error", **relation})


def rulebook(
    indicators: Sequence[Indicator], instruments: Sequence[Instrument] = (), checks: Sequence[Check] = ()
) -> Rulebook:
    return Rulebook(
        method=METHOD,
        indicators={item.id: item for item in indicators},
        countries={"KHM": COUNTRY},
        instruments=tuple(instruments),
        checks=tuple(checks),
        sha256=NONE,
        places={},
    )


def answer(
    name: str,
    value: Value | None = None,
    grade: str = "documented",
    *,
    status: str | None = None,
    reason: str | None = None,
) -> Answer:
    """An answer in a cell named after it; a value is answered, no value is blank where no status is given."""
    what = Status(status) if status else Status.BLANK if value is None else Status.ANSWERED
    held = Grade(grade) if what is Status.ANSWERED else Grade.CLAIMED
    return Answer(name, what, value, held, f"Protection!{name}", Evidence(comment=reason))


def dated(text: str) -> DateInterval:
    """A date known to the day, the month or the year."""
    parts = [int(part) for part in text.split("-")]
    if len(parts) == 1:
        return DateInterval(date(parts[0], 1, 1), date(parts[0], 12, 31))
    if len(parts) == 2:
        last = calendar.monthrange(parts[0], parts[1])[1]
        return DateInterval(date(parts[0], parts[1], 1), date(parts[0], parts[1], last))
    return DateInterval(date(*parts), date(*parts))


def table(name: str, rows: Sequence[Mapping[str, Any]]) -> Table:
    """A table: numbers as numbers, None for a blank."""
    return Table(
        tuple(
            {
                column: TableCell(Fraction(cell) if isinstance(cell, (int, Fraction)) else cell, f"{name}!{column}{at}")
                for column, cell in row.items()
            }
            for at, row in enumerate(rows, start=4)
        )
    )


def reading_value(item: Indicator, text: Any) -> Value:
    """A value as golden files write it, by the type of its indicator."""
    if item.type in NUMERIC:
        return Fraction(text)
    if item.type == "choices":
        return tuple(text.split(";"))
    if item.type == "date":
        return dated(text)
    if item.type == "table":
        names = list(item.columns)
        rows = [
            {name: _cell(cell, name == item.key_column) for name, cell in zip(names, row, strict=True)} for row in text
        ]
        return table(item.id, rows)
    return str(text)


def _cell(text: str, key: bool) -> str | Fraction | None:
    return text if key else Fraction(text) if text else None


def submission(
    answers: Sequence[Answer] | Mapping[str, Answer],
    *,
    country: str = "KHM",
    period: tuple[date, date] = (START, END),
) -> Submission:
    by_name = answers if isinstance(answers, Mapping) else {item.indicator: item for item in answers}
    return Submission(
        file_name="answers.xlsx", sha256=NONE, country=country, year=period[1].year, period_start=period[0],
        period_end=period[1], source="self", submitted_by="A ministry", submitted_on=date(2024, 12, 31), rulebook="",
        answers=by_name,
    )  # fmt: skip


def review(
    day: date = END, /, *, by: str = "An auditor", voices: Sequence[Voice] = (), **decisions: str | tuple[str, Value]
) -> Review:
    """A review of one day: a verdict by indicator, a correction as ("corrected", value)."""
    made = []
    for name, said in decisions.items():
        verdict, value = said if isinstance(said, tuple) else (said, None)
        made.append(Decision(name, Verdict(verdict), day, value, reason="seen", reviewer=by, cell=f"Queue!{name}"))
    sha256 = hashlib.sha256(repr((day, by, made, voices)).encode()).hexdigest()
    return Review(f"review-{by}.xlsx", sha256, tuple(made), tuple(voices))


def ledger(book: Rulebook, *answers: Answer, reviews: Sequence[Review] = (), **more: Any) -> Ledger:
    """The ledger of these answers, none contested yet."""
    return open_ledger(book, submission(answers, **more), reviews)


def nodes(result: Assessment) -> dict[str, InstrumentResult | InnerProvision | LeafProvision]:
    """Every instrument and provision of a result by id."""
    found: dict[str, InstrumentResult | InnerProvision | LeafProvision] = {}
    waiting: list[InstrumentResult | InnerProvision | LeafProvision] = list(result.instruments)
    while waiting:
        node = waiting.pop()
        found[node.id] = node
        if isinstance(node, InstrumentResult):
            waiting.extend(node.provisions)
        elif isinstance(node, InnerProvision):
            waiting.extend(node.children)
    return found
