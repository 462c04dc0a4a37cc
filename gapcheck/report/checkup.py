"""The check-up of a workbook: in words for the officer at a terminal, and as JSON for programs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from itertools import groupby
from shlex import quote
from typing import Any

from tabulate import tabulate

from gapcheck.assessment.checkup import CheckUp, Correction
from gapcheck.assessment.completeness import Completeness, Tally
from gapcheck.report import json
from gapcheck.report.clashes import Cluster
from gapcheck.report.corrections import together_of, told_of
from gapcheck.report.plaintext import WIDTH, clean, invented, wrap
from gapcheck.workbook.places import ranges

SCHEMA = "gapcheck.check/1"
_KINDS = {
    "cannot be read": "ERROR",
    "contradiction": "CONTRADICTION",
    "missing evidence": "WARNING",
    "remark": "WARNING",
}
_STATES = {"answered": "filled in", "special": "special word", "to_correct": "to correct", "blank": "blank"}
_LABEL = 12


def render(check_ups: Sequence[CheckUp]) -> str:
    """Return the report of each check-up, one below the other."""
    return "\n".join(map(render_one, check_ups))


def render_one(check_up: CheckUp) -> str:
    """Return the report of one check-up, 80 columns wide."""
    return "\n".join(_report(check_up)) + "\n"


def render_json(check_ups: Sequence[CheckUp]) -> str:
    """Return an array of check-ups: what several workbooks give, also where only one could be checked."""
    return json.dump([_plain(check_up) for check_up in check_ups])


def render_one_json(check_up: CheckUp) -> str:
    """Return one check-up as one JSON document with sorted keys, the same on every machine."""
    return json.dump(_plain(check_up))


def _report(check_up: CheckUp) -> Iterator[str]:
    yield from wrap(f"CHECK OF THE WORKBOOK {check_up.file_name}")
    yield from invented(check_up.fictional)
    yield "=" * WIDTH
    yield from wrap(_verdict(check_up))
    if check_up.body:
        yield from wrap(f"This is the part of {check_up.body}: only the questions in it are counted.")
    if check_up.day_missing:
        later = " until the parts are put together" if check_up.body else ""
        yield from wrap(f"The day of submission is not written yet (submitted_on on the sheet Start){later}.")
    if check_up.completeness is not None:
        yield from _filled_in(check_up.completeness)
    yield from _corrections(check_up.corrections)
    yield ""
    yield "WHAT TO DO NEXT"
    for step, command in _steps(check_up):
        yield from wrap(step, indent="    ", first="  - ")
        if command:
            yield f"      {command}"  # on one line, however long: it is there to be copied


def _verdict(check_up: CheckUp) -> str:
    errors, contradictions, warnings = _counts(check_up)
    told = [_number(contradictions, "contradiction"), _number(warnings, "warning")]
    rest = " and ".join(words for number, words in zip((contradictions, warnings), told, strict=True) if number)
    if check_up.completeness is None:
        return f"The file cannot be opened as a workbook: {_number(errors, 'error')}."
    if errors:
        stand = "stands" if errors == 1 else "stand"
        return f"{_number(errors, 'error')} {stand} in the way of an assessment" + (f"; {rest}." if rest else ".")
    purpose = "putting this part together with the others" if check_up.body else "an assessment"
    return f"Nothing stands in the way of {purpose}" + (f"; {rest} to look at." if rest else ".")


def _counts(check_up: CheckUp) -> tuple[int, int, int]:
    contradictions = sum(item.kind == "contradiction" for item in check_up.warnings)
    return len(check_up.errors), contradictions, len(check_up.warnings) - contradictions


def _number(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def _filled_in(counted: Completeness) -> Iterator[str]:
    yield ""
    yield "HOW MUCH IS FILLED IN"
    sheets = [*counted.sheets.items(), ("All sheets", counted.total)]
    headers = ["Sheet", "Questions", "Answered", "with a\ndocument", "Special\nword", "To\ncorrect", "Blank"]
    rows = [[clean(name), *_cells(tally)] for name, tally in sheets]
    yield tabulate(rows, headers=headers, disable_numparse=True, colalign=("left", *["right"] * 6))
    if counted.total.documented is None:
        yield from wrap("?: what counts as documented is known only when the sheet Start is correct.")
    if counted.tables:
        yield ""
        tables = [[clean(table.sheet), f"{table.rows:,}", _STATES[table.state]] for table in counted.tables]
        yield tabulate(
            tables, headers=["Table", "Rows", "State"], disable_numparse=True, colalign=("left", "right", "left")
        )


def _cells(tally: Tally) -> list[str]:
    documented = "?" if tally.documented is None else f"{tally.documented:,}"
    numbers = (tally.special, tally.to_correct, tally.blank)
    return [f"{tally.questions:,}", f"{tally.answered:,}", documented, *(f"{number:,}" for number in numbers)]


def _corrections(corrections: Sequence[Correction]) -> Iterator[str]:
    together = together_of(corrections)
    for sheet, group in groupby(corrections, key=lambda item: item.sheet):
        yield ""
        yield from wrap(f"TO CORRECT: {f'sheet {sheet}' if sheet else 'the whole file'}")
        for items in _alike(group):
            yield ""
            yield from _correction(items, together)


def _alike(corrections: Iterable[Correction]) -> list[list[Correction]]:
    """Gather what is said of single cells in the same words: it is told once, where the first of them stands."""
    gathered: dict[object, list[Correction]] = {}
    for item in corrections:
        said = (item.kind, item.found, item.expected, item.mend)
        # Both sides of a contradiction belong together, however many of them read alike.
        gathered.setdefault(said if len(item.cells) == 1 else id(item), []).append(item)
    return list(gathered.values())


def _correction(items: list[Correction], together: Mapping[int, Cluster]) -> Iterator[str]:
    first = items[0]
    cells = [item.cells[0].rpartition("!")[2] for item in items if item.cells]
    place = ", ".join(ranges(cells)) if cells else "The sheet" if first.sheet else "The file"
    if len(items) == 1 and first.question not in ("", first.sheet):
        place = f"{place} ({first.question})"
    yield from wrap(f"{place}: {_KINDS.get(first.kind, 'WARNING')}", indent="  ")
    told = [("Found", first.found), ("Expected", first.expected), ("To do", first.mend)]
    if first.contradiction is not None:
        told += told_of(first, together[id(first.contradiction)])
    for label, text in told:
        if clean(text):
            yield from wrap(text, indent=" " * (4 + _LABEL), first=f"    {label:<{_LABEL}}")


def _steps(check_up: CheckUp) -> Iterator[tuple[str, str]]:
    """Yield what to do next, each with the command that does it, if any."""
    name = quote(clean(check_up.file_name))
    if check_up.completeness is None:
        yield "Correct the file itself, or send another copy: as it is nothing more can be checked.", ""
        return
    if check_up.errors:
        yield "Correct the errors in the workbook, save it, and check it again.", ""
    elif check_up.corrections:
        yield "Look at the contradictions and warnings, and correct what is wrong.", ""
    if check_up.corrections:
        copy = f"gapcheck check {name} --annotate COPY.xlsx"
        yield "For a copy of the workbook with these words as comments in the cells:", copy
    if not check_up.errors and check_up.body:
        merge = f"gapcheck merge {name} OTHER-PART.xlsx -o WHOLE.xlsx"
        yield "When the other parts are there, put them together:", merge
    elif not check_up.errors:
        yield "For the scored report:", f"gapcheck assess {name}"


def _plain(check_up: CheckUp) -> dict[str, Any]:
    counted = check_up.completeness
    errors, contradictions, warnings = _counts(check_up)
    return {
        "schema": SCHEMA,
        "workbook": {"file": check_up.file_name, "sha256": check_up.sha256},
        "body": check_up.body or None,
        "can_be_assessed": not errors and not check_up.day_missing,
        "errors": errors,
        "contradictions": contradictions,
        "warnings": warnings,
        "completeness": None if counted is None else _completeness(counted),
        "problems": [_problem(item) for item in check_up.corrections],
    }


def _completeness(counted: Completeness) -> dict[str, Any]:
    sheets = [{"sheet": name} | asdict(tally) for name, tally in counted.sheets.items()]
    return {"sheets": sheets, "tables": [asdict(table) for table in counted.tables], "total": asdict(counted.total)}


def _problem(item: Correction) -> dict[str, Any]:
    """Return one thing to correct; what it does not have is null."""
    known = asdict(item)
    weighed = known.pop("weighed")
    found = None
    if item.contradiction is not None:
        found = item.contradiction.model_dump(mode="json", by_alias=True)
        if not weighed:
            # What hangs on it is known only of a workbook that can be assessed.
            found |= {"changes_a_level": None, "readings": [], "touches": None}
    known["contradiction"] = found
    return known | {key: known[key] or None for key in ("sheet", "question", "check")} | {"cells": list(item.cells)}
