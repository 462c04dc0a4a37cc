"""Lints on the levels of a ladder: each can be reached, adds something, and does not hang on what may not apply."""

from __future__ import annotations

from collections.abc import Iterator

from gapcheck.errors import Problem
from gapcheck.rulebook.criteria import Test
from gapcheck.rulebook.linting.findings import warning
from gapcheck.rulebook.linting.ladders import Ladder
from gapcheck.rulebook.linting.subject import Subject
from gapcheck.rulebook.naming import level_place
from gapcheck.rulebook.provisions import tests_in

_CHANGE = "Change or remove one of them."


def unreachable(subject: Subject) -> Iterator[Problem]:
    """Yield the lowest level of each leaf that no answers reach; the levels above it fall with it."""
    for ladder in subject.ladders:
        level = next((level for level in ladder.levels if level not in ladder.reached), None)
        if level is None:
            continue
        own = ladder.leaf.levels[level]
        alone = [str(index) for index, part in enumerate(own, 1) if not ladder.can_hold([part])]
        if alone:
            why = f"No answers meet its criterion {' or '.join(alone)}. {_CHANGE}"
        elif not ladder.can_hold(own):
            why = f"Its own criteria contradict each other. {_CHANGE} Is one of them enough? Put them under 'any:'."
        else:
            why = f"Its criteria contradict those of a lower level. {_lower_too(ladder, level) or _CHANGE}"
        yield warning(
            _place(subject, ladder, level), f"level {level}, which no answers reach", "a level that answers can reach",
            why,
        )  # fmt: skip


def _lower_too(ladder: Ladder, level: int) -> str:
    """Return how a lower level is written where it leaves out the answers that a level asks for, or nothing."""
    for test in _codes_asked(ladder, level):
        for low in ladder.levels[: ladder.levels.index(level)]:
            for lower in _codes_asked(ladder, low):
                codes = list(ladder.rulebook.indicators[test.indicator].codes)
                same = lower.indicator == test.indicator
                if same and max(map(codes.index, lower.operand)) < min(map(codes.index, test.operand)):
                    both = ", ".join(code for code in codes if code in (*lower.operand, *test.operand))
                    return f"A higher answer must count at the lower level too: level {low} 'is: [{both}]'."
    return ""


def _codes_asked(ladder: Ladder, level: int) -> Iterator[Test]:
    """Yield the criteria of a level that name the one answer they ask for, or a list of such answers."""
    yield from (part for part in ladder.leaf.levels[level] if isinstance(part, Test) and part.operator == "is")


def adding_nothing(subject: Subject) -> Iterator[Problem]:
    """Yield each level that every leaf reaches that reached the one below, once all its questions are answered."""
    for ladder in subject.ladders:
        steps = zip((0, *ladder.levels), ladder.levels, strict=False)
        for low, level in steps:
            if low in ladder.left or level not in ladder.reached:
                continue
            below = f"whatever reaches level {low} reaches too" if low else "any answers reach"
            yield warning(
                _place(subject, ladder, level),
                f"level {level}, which {below}",
                "a level that asks for more than the one below" if low else "a level that some answers do not reach",
                "Ask for more here, or leave the level out: every level but 4 may be missing.",
            )  # fmt: skip


def hanging_on_what_may_not_apply(subject: Subject) -> Iterator[Problem]:
    """Yield each level that rests on answers that may be "not applicable" alone, where its leaf uses others too."""
    for ladder in subject.ladders:
        by_level = {level: {test.indicator for test in tests_in(ladder.leaf.levels[level])} for level in ladder.levels}
        may_not = {name for names in by_level.values() for name in names if _may_not_apply(name, subject)}
        if all(names <= may_not for names in by_level.values()):
            continue
        for level, names in by_level.items():
            if names <= may_not:
                yield warning(
                    _place(subject, ladder, level),
                    f"level {level}, which rests on {_listed(names)} alone, and that may be not applicable",
                    "beside it a criterion on a question that always applies",
                    "Without it the level is unknown where the answer is 'not applicable'. Add a criterion, or take "
                    "'not_applicable: true' from the question.",
                )  # fmt: skip


def repeating(subject: Subject) -> Iterator[Problem]:
    """Yield each criterion that stands word for word at a lower level of its leaf, and so demands nothing new."""
    for ladder in subject.ladders:
        first: dict[str, int] = {}
        for level in ladder.levels:
            for index, criterion in enumerate(ladder.leaf.levels[level]):
                same = criterion.model_dump_json(exclude={"gap", "proposal", "anchor"})
                low = first.setdefault(same, level)
                if low < level:
                    place = subject.rulebook.places[f"{level_place(ladder.leaf.id, level)}/{index}"]
                    yield warning(
                        place, f"a criterion of level {low} again", "a criterion that no lower level has",
                        "Remove it here: every level holds only where the lower ones do.",
                    )  # fmt: skip


def _may_not_apply(name: str, subject: Subject) -> bool:
    book = subject.rulebook
    return any(book.indicators[question].not_applicable for question in book.underlying(name))


def _listed(names: set[str]) -> str:
    return " and ".join(sorted(names))


def _place(subject: Subject, ladder: Ladder, level: int) -> str:
    return subject.rulebook.places[level_place(ladder.leaf.id, level)]
