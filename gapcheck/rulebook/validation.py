"""Entries of rule files made into models, with every problem at its place."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from gapcheck.errors import Problem
from gapcheck.rulebook.documents import Document, Path
from gapcheck.rulebook.entries import FAULTS_TOLD, Entry, FaultsError
from gapcheck.rulebook.messages import keys_of, model_at, said
from gapcheck.rulebook.provisions import INHERITED, SCORED
from gapcheck.rulebook.words import SPACE_AFTER_COLON, nearest

_Model = TypeVar("_Model", bound=Entry)
_Steps = tuple[str | int, ...]

# Each pass cuts at least one broken part out; nesting decides how many are needed, and it has a limit.
_MOST_PASSES = 100

_HANDED_DOWN = {"children": INHERITED, "provisions": SCORED}


def validate(model: type[_Model], document: Document, path: Path) -> tuple[_Model | None, list[Problem]]:
    """Make the entry at ``path`` a model, and give every problem found on the way.

    A misspelt key is reported and then taken for the one it resembles; any other broken part is reported and
    then cut out of the document, so that the rest of the entry can still be linked and its own problems told
    in the same run. None where nothing usable is left.
    """
    return _Validation(model, document, tuple(path)).run()


class _Validation:
    def __init__(self, model: type[Entry], document: Document, base: _Steps) -> None:
        self.model = model
        self.document = document
        self.base = base
        self.problems: list[Problem] = []
        # Where an unknown key was cut out, what is then missing may be what the key was meant for.
        self.silent: set[_Steps] = set()

    def run(self) -> tuple[_Model | None, list[Problem]]:
        told = False
        for _ in range(_MOST_PASSES):
            try:
                entry = self.model.model_validate(self.document.value(self.base), context=FAULTS_TOLD if told else None)
            except ValidationError as error:
                errors = error.errors(include_url=False)
            else:
                return entry, self._distinct()  # type: ignore[return-value] # the model that was asked for
            unknown = [detail for detail in errors if detail["type"] == "extra_forbidden"]
            others = [detail for detail in errors if detail["type"] != "extra_forbidden"]
            meant = [self._unknown_key(detail) for detail in unknown]
            if not told:
                # Later, what validation says may be a consequence of what was cut out.
                self._report(others, {steps for steps in meant if steps})
            if not unknown:
                if told and not self._cut(others):
                    break
                told = True
        return None, self._distinct()

    def _distinct(self) -> list[Problem]:
        return list(dict.fromkeys(self.problems))

    def _unknown_key(self, detail: ErrorDetails) -> _Steps | None:
        """Report an unknown key; take it for the key it resembles, whose path is returned, or cut it out."""
        path = (*self.base, *detail["loc"])
        steps = self.document.present(path)
        above, key = steps[:-1], str(steps[-1])
        model = model_at(self.model, detail["loc"][:-1])
        keys = keys_of(model)
        held = self.document.value(above)
        meant = nearest(key, [name for name in keys if not isinstance(held, dict) or name not in held])
        mend = f"Did you mean {meant!r}?" if meant else f"The keys are: {', '.join(keys)}."
        if key.partition(":")[0] in keys:  # so is:in_force is read, which a space would divide
            meant, mend = "", SPACE_AFTER_COLON
        expected = f"a key of {model.CALLED.partition(',')[0]}"
        place = self.document.place(steps, key=True)
        self.problems.append(Problem(place, f"the unknown key {key!r}", expected, mend))
        if meant:
            self.document.rename(steps, meant)
            return (*above, meant)
        self.silent.add(above)
        self.document.remove(steps)
        return None

    def _report(self, errors: Iterable[ErrorDetails], meant: set[_Steps]) -> None:
        for detail in errors:
            path = (*self.base, *detail["loc"])
            if detail["type"] == "too_short" and self.document.value(self.document.present(path)):
                continue  # what is in the list is wrong, and is told where it stands
            steps = self.document.present(path)
            above = self.document.present(path[:-1])
            missing = detail["type"] == "missing"
            if missing and (*above, path[-1]) in meant:
                continue
            handed = _HANDED_DOWN.get(str(*path[-3:-2]), ())
            if path and path[-1] in handed and (missing or len(steps) == len(above)):
                continue  # handed down: the parent's own error says it
            if steps in self.silent and (missing or isinstance(_cause(detail), FaultsError)):
                continue
            self.problems.extend(said(self.model, self.document, self.base, detail))

    def _cut(self, errors: list[ErrorDetails]) -> bool:
        """Cut what is wrong out of the document, as little as will do; False where nothing can be cut."""
        targets = {steps for detail in errors for steps in self._targets(detail) if len(steps) > len(self.base)}
        # From the end, so that cutting one list item does not move another that is still to go.
        for steps in sorted(targets, key=_from_the_end, reverse=True):
            if self.document.present(steps) == steps:
                self.document.remove(steps)
        return bool(targets)

    def _targets(self, detail: ErrorDetails) -> list[_Steps]:
        path = (*self.base, *detail["loc"])
        cause = _cause(detail)
        if isinstance(cause, FaultsError):
            return [self.document.present((*path, *fault.at)) for fault in cause.faults]
        return [self.document.present(path)]


def _cause(detail: ErrorDetails) -> object:
    return detail.get("ctx", {}).get("error")


def _from_the_end(steps: _Steps) -> list[tuple[int, str]]:
    return [(step, "") if isinstance(step, int) else (-1, step) for step in steps]
