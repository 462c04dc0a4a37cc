"""Given answers: what a test writes for a question, read as the workbook reads it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any, Final, TypeAlias

from gapcheck.rulebook.entries import Fault, FaultsError
from gapcheck.rulebook.model import Indicator, TableColumn
from gapcheck.rulebook.words import described, near, quoted
from gapcheck.workbook.answers import Answer, DateInterval, Evidence, Grade, Status, Table, TableCell, Value
from gapcheck.workbook.findings import Unreadable
from gapcheck.workbook.texts import matching
from gapcheck.workbook.values.dates import date_of
from gapcheck.workbook.values.numerals import amount, count, share
from gapcheck.workbook.words import SPECIAL, Words

Plain: TypeAlias = str | Fraction | DateInterval

REASON: Final = "stated in the test"
"""What stands where an officer writes why a question does not apply."""

_FLAGS: Final = {"true": "yes", "false": "no"}
_READERS: Final[Mapping[str, Callable[[object], Plain]]] = {
    "count": count, "amount": amount, "share": share, "date": date_of,
}  # fmt: skip


def read_given(indicator: Indicator, written: Any, words: Words) -> Answer:
    """Return a documented answer to a question, or its special word.

    Raises FaultsError, each fault with its path from the answer, for what is no answer to this question.
    """
    if isinstance(written, str) and written not in indicator.codes:
        status = words.status(written)
        if status is not None:
            return _special(indicator, status)
    value = _value(indicator, written, words)
    return Answer(indicator.id, Status.ANSWERED, value, Grade.DOCUMENTED, "")


def _special(indicator: Indicator, status: Status) -> Answer:
    if status is Status.NOT_APPLICABLE and not indicator.not_applicable:
        others = ", ".join(word.value.replace("_", " ") for word in SPECIAL if word is not Status.NOT_APPLICABLE)
        expected = f"an answer: {indicator.id} applies to every state"
        raise FaultsError(Fault("'not applicable'", expected, f"Answer it, or write one of: {others}."))
    return Answer(indicator.id, status, None, Grade.CLAIMED, "", Evidence(comment=REASON))


def _value(indicator: Indicator, written: Any, words: Words) -> Value:
    match indicator.type:
        case "choice" | "yes_no":
            return _code(indicator, written)
        case "choices":
            return _codes(indicator, written)
        case "table":
            if isinstance(written, str) and words.is_complete_none(written):
                return Table(())
            return _table(indicator, written)
    return _plain(written, indicator.type)


def _code(indicator: Indicator, written: Any) -> str:
    expected = f"a code of {indicator.id}: {', '.join(indicator.codes)}"
    if not isinstance(written, str):
        raise FaultsError(Fault(described(written), expected))
    if written not in indicator.codes:
        mend = near(_FLAGS.get(written, written), indicator.codes)
        raise FaultsError(Fault(f"the unknown code {quoted(written)}", expected, mend))
    return written


def _codes(indicator: Indicator, written: Any) -> tuple[str, ...]:
    listed = [written] if isinstance(written, str) else written
    if not isinstance(listed, list) or not listed:
        raise FaultsError(Fault(described(written), f"codes of {indicator.id}: {', '.join(indicator.codes)}"))
    faults = []
    for index, code in enumerate(listed):
        try:
            _code(indicator, code)
        except FaultsError as error:
            faults += _under(error, index)
    if faults:
        raise FaultsError(*faults)
    alone = [code for code in listed if indicator.options[code].exclusive]
    if alone and len(set(listed)) > 1:
        expected = f"{alone[0]!r} alone, or the others without it"
        mend = "Remove the one that does not hold."
        raise FaultsError(Fault(f"{alone[0]!r} beside others", expected, mend, (listed.index(alone[0]),)))
    return tuple(code for code in indicator.codes if code in listed)


def _plain(written: Any, kind: str) -> Plain:
    if not isinstance(written, str):
        raise FaultsError(Fault(described(written), "one value"))
    if kind == "text":
        return written
    try:
        return _READERS[kind](written)
    except Unreadable as unreadable:
        raise FaultsError(Fault(quoted(written), unreadable.expected, unreadable.mend)) from unreadable


def _table(indicator: Indicator, written: Any) -> Table:
    if not isinstance(written, list):
        expected = f"a list of rows, such as [{{{indicator.key_column}: ...}}], or [] for none"
        raise FaultsError(Fault(described(written), expected))
    faults, rows, keys = [], [], set[str]()
    for index, row in enumerate(written):
        try:
            cells = _row(indicator, row, index)
        except FaultsError as error:
            faults += _under(error, index)
            continue
        key = matching(str(cells[indicator.key_column].value))
        if key in keys:
            at = (index, indicator.key_column)
            faults.append(
                Fault(
                    f"the row {described(row[indicator.key_column])} a second time", "each row once", "Join them.", at
                )
            )
        keys.add(key)
        rows.append(cells)
    if faults:
        raise FaultsError(*faults)
    return Table(tuple(rows))


def _row(indicator: Indicator, written: Any, index: int) -> Mapping[str, TableCell]:
    if not isinstance(written, dict):
        raise FaultsError(Fault(described(written), f"a row with the columns {', '.join(indicator.columns)}"))
    faults = []
    for name in written:
        if name not in indicator.columns:
            expected = f"a column of {indicator.id}: {', '.join(indicator.columns)}"
            mend = near(name, indicator.columns)
            faults.append(Fault(f"the unknown column {quoted(name)}", expected, mend, at=(name,), key=True))
    if written.get(indicator.key_column) is None:
        found = f"no {indicator.key_column!r}"
        faults.append(Fault(found, f"{indicator.key_column!r} in every row, since it names the row", "Add it."))
    cells = {}
    for name, column in indicator.columns.items():
        try:
            cells[name] = TableCell(_cell(written.get(name), column), f"{indicator.id}!{name}{index + 1}")
        except FaultsError as error:
            faults += _under(error, name)
    if faults:
        raise FaultsError(*faults)
    return cells


def _cell(written: Any, column: TableColumn) -> Plain | None:
    return None if written is None else _plain(written, column.type)


def _under(error: FaultsError, step: str | int) -> list[Fault]:
    return [Fault(fault.found, fault.expected, fault.mend, (step, *fault.at), fault.key) for fault in error.faults]
