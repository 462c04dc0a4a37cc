"""Impact: what a change of rules does to the scores of given workbooks, nothing else being different."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from pathlib import Path

from gapcheck.assessment.figures import LevelsReached, Record
from gapcheck.assessment.rounding import half_up
from gapcheck.assessment.scores import Scored, ScoredInstrument
from gapcheck.assessment.standpoint import standpoint
from gapcheck.bench.differences import Change
from gapcheck.bench.differences.touching import touching
from gapcheck.errors import Problem, WorkbookError
from gapcheck.rulebook import Rulebook
from gapcheck.workbook.reading import read_workbook


class Standing(Record):
    """The scores of an instrument under one rulebook: points of 100, coverage in per cent; None for no score."""

    documented: float | None
    claimed: float | None
    possible: float | None
    coverage: float | None


class LeafMoved(Record):
    """A leaf whose level differs, in any reading, with the changes that touch it; None where it has none."""

    id: str
    title: str
    before: LevelsReached | None
    after: LevelsReached | None
    because: list[str]


class InstrumentImpact(Record):
    """An instrument under both rulebooks; ``before`` or ``after`` is None where that rulebook does not put it."""

    id: str
    title: str
    before: Standing | None
    after: Standing | None
    same: bool
    leaves: list[LeafMoved]


class Impact(Record):
    """What the change does to one workbook."""

    workbook: str
    country: str
    year: int
    instruments: list[InstrumentImpact]

    @property
    def same(self) -> bool:
        """Whether no score, coverage or level differs."""
        return all(item.same for item in self.instruments)


def impacts(
    files: Sequence[Path], books: tuple[Rulebook, Rulebook], changes: list[Change]
) -> list[Impact]:  # fmt: skip
    """Return what differs for each workbook; raises WorkbookError with all that is wrong in any of them."""
    found: list[Impact] = []
    problems: list[Problem] = []
    for path in files:
        try:
            found.append(_impact(path, books, changes))
        except WorkbookError as error:
            named = [
                Problem(f"{path.name}: {p.where}", p.found, p.expected, p.mend, p.severity) for p in error.problems
            ]
            problems += named
    if problems:
        raise WorkbookError(
            list(dict.fromkeys(problems)), title="Not all workbooks can be assessed under both rulebooks"
        )
    return found


def _impact(path: Path, books: tuple[Rulebook, Rulebook], changes: list[Change]) -> Impact:
    old, new = books
    submissions = [
        read_workbook(path, book, any_rulebook=True, beside=other) for book, other in ((old, new), (new, old))
    ]
    scored = [
        {item.instrument.id: item for item in standpoint(submission, book).climbed().scored}
        for submission, book in zip(submissions, books, strict=True)
    ]
    return Impact(
        workbook=path.name,
        country=submissions[1].country,
        year=submissions[1].year,
        instruments=[
            _instrument(scored[0].get(name), scored[1].get(name), books, changes)
            for name in dict.fromkeys([*scored[0], *scored[1]])
        ],
    )


def _instrument(
    before: ScoredInstrument | None,
    after: ScoredInstrument | None,
    books: tuple[Rulebook, Rulebook],
    changes: list[Change],
) -> InstrumentImpact:
    held = after or before
    assert held is not None  # noqa: S101 - one of the two rulebooks has it
    exact = [None if item is None else _exact(item) for item in (before, after)]
    moved = list(_leaves(before, after, books, changes))
    return InstrumentImpact(
        id=held.instrument.id,
        title=held.instrument.title["en"],
        before=_standing(exact[0]),
        after=_standing(exact[1]),
        same=exact[0] == exact[1] and not moved,
        leaves=moved,
    )


def _exact(item: ScoredInstrument) -> dict[str, Fraction | None]:
    points: dict[str, Fraction] = {} if item.points is None else {str(name): held for name, held in item.points.items()}
    percent = None if item.coverage is None else item.coverage * 100
    return {**{name: points.get(name) for name in ("documented", "claimed", "possible")}, "coverage": percent}


def _standing(exact: Mapping[str, Fraction | None] | None) -> Standing | None:
    if exact is None:
        return None
    return Standing(**{name: None if held is None else float(half_up(held)) for name, held in exact.items()})


def _leaves(
    before: ScoredInstrument | None,
    after: ScoredInstrument | None,
    books: tuple[Rulebook, Rulebook],
    changes: list[Change],
) -> Iterator[LeafMoved]:
    old, new = ({} if item is None else {leaf.provision.id: leaf for leaf in item.leaves()} for item in (before, after))
    for name in dict.fromkeys([*old, *new]):
        levels = _levels(old.get(name)), _levels(new.get(name))
        if levels[0] != levels[1]:
            leaf = new.get(name) or old[name]
            because = [change.explain() for change in touching(name, changes, books)]
            title = leaf.provision.heading()
            yield LeafMoved(id=name, title=title, before=levels[0], after=levels[1], because=because)


def _levels(leaf: Scored | None) -> LevelsReached | None:
    return None if leaf is None or leaf.levels is None else LevelsReached.model_validate(dict(leaf.levels))
