"""Several parts of one return, put together: two answers to one question are a problem, never a choice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from gapcheck.errors import Problem, WorkbookError
from gapcheck.rulebook import Rulebook
from gapcheck.workbook.drafts.draft import Draft
from gapcheck.workbook.drafts.joint_start import joint_start
from gapcheck.workbook.drafts.reissue import Issue, reissue
from gapcheck.workbook.drafts.remainders import in_order
from gapcheck.workbook.drafts.written import place_in, same, written
from gapcheck.workbook.plan import Carried, Change, Plan
from gapcheck.workbook.sheets.cells import Cell
from gapcheck.workbook.texts import shown
from gapcheck.workbook.words import READ_HEADINGS

_NAMED = 5  # questions that a remark names


@dataclass(frozen=True, slots=True)
class Merged:
    """The whole, and what the person who merges should know."""

    issue: Issue
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Entry:
    """What one part says to one question: its row's cells and its table's rows."""

    file_name: str
    cells: Mapping[str, Cell]
    rows: tuple[Mapping[str, Cell], ...]

    @property
    def blank(self) -> bool:
        """Whether nothing was answered: that a body was named for the question is no answer to it."""
        return not self.rows and not self.cells.keys() - {"responsible_body"}

    @property
    def body(self) -> Cell | None:
        return self.cells.get("responsible_body")

    def first(self) -> Cell:
        """Return the first cell that says something."""
        cells = [self.cells[heading] for heading in READ_HEADINGS if heading in self.cells]
        return (cells or [cell for row in self.rows for cell in row.values()])[0]


def merge(drafts: Sequence[Draft], rulebook: Rulebook) -> Merged:
    """Return the whole that the parts make, each made under the rulebook.

    A question has the answer of the one part that wrote something in its row or its table. Raises WorkbookError
    with both cells where two parts wrote something else there, or say something else on Start, and for a part
    that was made under another rulebook.
    """
    problems: list[Problem] = []
    header, remarks = joint_start(drafts, rulebook, problems)
    issues = [reissue(draft, rulebook) for draft in drafts]
    named = [(draft.file_name, issue) for draft, issue in zip(drafts, issues, strict=True)]
    answers, tables = {}, {}
    nobody = []
    for indicator in rulebook.asked():
        holders = [(name, issue) for name, issue in named if issue.plan.holds(indicator.id)]
        if not holders:
            nobody.append(indicator.id)
        entry = _one([_entry(name, issue, indicator.id) for name, issue in holders], indicator.id, problems)
        if entry is not None and entry.cells:
            answers[indicator.id] = entry.cells
        if entry is not None and entry.rows:
            tables[indicator.id] = entry.rows
    if problems:
        raise WorkbookError(problems, title="The parts cannot be put together yet")
    if nobody:
        more = f" and {len(nobody) - _NAMED} more" if len(nobody) > _NAMED else ""
        remarks.append(f"{len(nobody)} questions are in no part and stay blank: {', '.join(nobody[:_NAMED])}{more}.")
    plan = Plan(
        previous="; ".join(dict.fromkeys(issue.plan.previous for issue in issues if issue.plan.previous)),
        carried=_carried(issues),
        kept=in_order(kept for issue in issues for kept in issue.plan.kept),
    )
    return Merged(Issue(header, answers, tables, plan), tuple(remarks))


def _entry(file_name: str, issue: Issue, name: str) -> _Entry:
    return _Entry(file_name, issue.answers.get(name, {}), issue.tables.get(name, ()))


def _one(entries: Sequence[_Entry], name: str, problems: list[Problem]) -> _Entry | None:
    """Return the entry that answers a question, or one that names its body; add a problem for each that differs."""
    if not entries:
        return None
    answered = [entry for entry in entries if not entry.blank]
    with_body = [entry for entry in entries if entry.body is not None]
    chosen = (answered or with_body or list(entries))[0]
    for other in entries:
        # A blank row that names the same body, or none, says nothing else.
        if other is chosen or (not other.cells and not other.rows):
            continue
        pair = next(_differences(chosen, other, bodies_only=other.blank), None)
        if pair is not None:
            problems.append(_problem(name, chosen, other, *pair))
    return chosen


def _differences(one: _Entry, other: _Entry, *, bodies_only: bool) -> Iterator[tuple[Cell | None, Cell | None]]:
    """Yield the cells in which two entries differ; None for one that is blank."""
    for heading in ("responsible_body",) if bodies_only else READ_HEADINGS:
        pair = one.cells.get(heading), other.cells.get(heading)
        if _differ(*pair):
            yield pair
    if bodies_only:
        return
    nothing: Mapping[str, Cell] = {}
    for mine, theirs in zip_longest(one.rows, other.rows, fillvalue=nothing):
        for column in dict.fromkeys((*mine, *theirs)):
            if _differ(mine.get(column), theirs.get(column)):
                yield mine.get(column), theirs.get(column)


def _differ(one: Cell | None, other: Cell | None) -> bool:
    if one is None or other is None:
        return one is not other
    return not same(one, other)


def _problem(name: str, one: _Entry, other: _Entry, mine: Cell | None, theirs: Cell | None) -> Problem:
    """Return the problem of two entries, with the cells that differ, or where one is blank the answers."""
    mine, theirs = mine or one.first(), theirs or other.first()
    return Problem(
        place_in(other.file_name, theirs.place),
        f"{shown(written(theirs))} for {name}",
        f"one part to answer it ({shown(written(mine))} stands in {place_in(one.file_name, mine.place)})",
        "Agree on one answer, and clear the row in the other part.",
    )


def _carried(issues: Sequence[Issue]) -> dict[str, Carried]:
    """Return what the parts carry beside each question; texts that differ stand below each other."""
    carried: dict[str, Carried] = {}
    for issue in issues:
        for name, entry in issue.plan.carried.items():
            before = carried.get(name, Carried())
            change: Change = before.change or entry.change
            carried[name] = Carried(
                answer=_joined(before.answer, entry.answer),
                document=_joined(before.document, entry.document),
                missing=_joined(before.missing, entry.missing),
                change=change,
            )
    return carried


def _joined(one: str, other: str) -> str:
    return "\n".join(dict.fromkeys(text for text in (one, other) if text))
