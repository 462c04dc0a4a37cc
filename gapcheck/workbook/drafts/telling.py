"""What a person is told of a workbook that was carried over: what went to the sheet Kept, and why."""

from __future__ import annotations

from gapcheck.rulebook import Rulebook
from gapcheck.workbook.drafts.doubts import near_columns, near_ids
from gapcheck.workbook.drafts.draft import Draft
from gapcheck.workbook.drafts.reissue import homeless
from gapcheck.workbook.drafts.remainders import NO_HEADER, RETIRED, RETIRED_COLUMN, in_order
from gapcheck.workbook.drafts.written import counted
from gapcheck.workbook.plan import Kept
from gapcheck.workbook.texts import shown

_TOLD = 10  # entries that are told one by one


def told_of_kept(draft: Draft, rulebook: Rulebook) -> list[str]:
    """Return what of a draft's own sheets has no place in the new file, a line each, oversights first.

    What the draft had kept from another workbook already was told when that was carried over.
    """
    hints = _hints(draft, rulebook)
    before = set(draft.before)
    kept = in_order([*(kept for kept in draft.kept if kept not in before), *homeless(draft, rulebook)])
    told = sorted(kept, key=lambda entry: _hint(entry, hints) == "")
    lines = [
        f"  {entry.place}: {shown(entry.written)}. {_hint(entry, hints) or entry.reason}" for entry in told[:_TOLD]
    ]
    if len(told) > _TOLD:
        lines.append(f"  and {len(told) - _TOLD} more, each with its place and the reason on the sheet Kept")
    if not lines:
        return []
    return [f"{draft.file_name}: {counted(len(told), 'thing')} written where nothing is read, now on Kept:", *lines]


def _hint(kept: Kept, hints: dict[tuple[str, str], str]) -> str:
    return hints.get((kept.indicator, kept.reason), "")


def _hints(draft: Draft, rulebook: Rulebook) -> dict[tuple[str, str], str]:
    """Return what was perhaps meant, by the id under which it is kept and the reason."""
    asked = {indicator.id: indicator for indicator in rulebook.asked()}
    # A question whose own row is there was not misspelt in another.
    free = [name for name in asked if name not in draft.rows]
    hints = {
        (name, RETIRED): f"Did you mean {near}? Its answer is on Kept."
        for name, near in near_ids(draft, rulebook, free).items()
    }
    for name, table in draft.tables.items():
        if name in asked and asked[name].type == "table":
            pairs = [
                f"the column {near} by {shown(column)}" for column, near in near_columns(asked[name], table).items()
            ]
            if pairs:
                hints[name, RETIRED_COLUMN] = f"Did you mean {' and '.join(pairs)}? Its row is on Kept."
            if not table.header:
                hints[name, NO_HEADER] = "The row of the column ids cannot be read: the table is on Kept."
    return hints
