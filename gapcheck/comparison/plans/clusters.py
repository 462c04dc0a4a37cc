"""Clusters: questions that figures tie together, and everything that a plan could do about each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, product
from typing import Final

from gapcheck.assessment.readings import Ledger
from gapcheck.comparison.plans.numbers import Numbers
from gapcheck.comparison.plans.options import options
from gapcheck.comparison.plans.outlook import Met, Outlook, foreseen
from gapcheck.comparison.plans.roles import Roles, roles_in
from gapcheck.rulebook.model import NUMERIC
from gapcheck.workbook.answers import Answer, Grade, Status, Value

COMBINATIONS: Final = 1024
"""So many ways of moving the questions of a cluster are looked at; of more, those that move the fewest questions."""


@dataclass(frozen=True, slots=True)
class State:
    """One thing that a plan could do about a cluster: its answers afterwards, and the atoms that are met by them.

    ``renewed`` are those of the questions that get another answer; the others keep theirs, with a document.
    """

    answers: Mapping[str, Answer]
    renewed: frozenset[str]
    met: Met

    @property
    def moved(self) -> frozenset[str]:
        """The questions that are steps."""
        return frozenset(self.answers)


@dataclass(frozen=True, slots=True)
class Cluster:
    """Questions tied together by figures, the atoms that rest on them, and the states a plan may choose from.

    The first state is the present one. ``most`` is how many of the questions are moved at once, where not all are.
    """

    questions: tuple[str, ...]
    atoms: tuple[int, ...]
    states: tuple[State, ...]
    most: int | None = None


def clusters(outlook: Outlook) -> list[Cluster]:
    """Return the clusters of an instrument, by their first question; what is approved not applicable stays so."""
    roles = roles_in(outlook.ledger.rulebook, outlook.tests)
    return [_cluster(outlook, names, atoms, roles) for names, atoms in _tied(outlook)]


def kept(answer: Answer) -> Answer:
    """Return an answer with its stated value and a document."""
    return answer if answer.grade is Grade.VERIFIED else replace(answer, grade=Grade.DOCUMENTED)


def given(answer: Answer, value: Value) -> Answer:
    """Return another answer in the same row, with a document."""
    return replace(answer, status=Status.ANSWERED, value=value, grade=Grade.DOCUMENTED)


def _tied(outlook: Outlook) -> Iterator[tuple[tuple[str, ...], tuple[int, ...]]]:
    leader: dict[str, str] = {}

    def lead(name: str) -> str:
        while leader.setdefault(name, name) != name:
            name = leader[name]
        return name

    for names in outlook.inputs:
        for name in names:
            one, other = sorted((lead(name), lead(min(names))))
            leader[other] = one
    groups: dict[str, list[str]] = {}
    for name in sorted(leader):
        groups.setdefault(lead(name), []).append(name)
    atoms: dict[str, list[int]] = {}
    for number, names in enumerate(outlook.inputs):
        if names:
            atoms.setdefault(lead(min(names)), []).append(number)
    for name, group in sorted(groups.items()):
        yield tuple(group), tuple(atoms[name])


def _cluster(outlook: Outlook, names: tuple[str, ...], atoms: tuple[int, ...], roles: Roles) -> Cluster:
    ledger, rulebook = outlook.ledger, outlook.ledger.rulebook
    numbers = Numbers(outlook, names, atoms, roles)
    modes: dict[str, list[str]] = {}
    for name in names:
        if ledger.not_applicable(name):
            continue
        indicator = rulebook.indicators[name]
        numeric = indicator.type in NUMERIC or indicator.type == "table"
        own = (outlook.tests[number] for number in atoms)
        free = numbers.movable(name) if numeric else bool(options(indicator, own, ledger))
        keep = ledger.known(name) and not ledger.counts(name, "documented")
        modes[name] = ["keep"] * keep + ["new"] * free
    most = _most([sum(numbers.ways(name) if act == "new" else 1 for act in acts) for name, acts in modes.items()])
    states = [State({}, frozenset(), outlook.before & frozenset(atoms))]
    for number in range(1, most + 1):
        for chosen in combinations([name for name in names if modes.get(name)], number):
            for how in product(*(modes[name] for name in chosen)):
                acts = dict(zip(chosen, how, strict=True))
                states += _states(outlook, atoms, acts, numbers)
    possible = sum(1 for found in modes.values() if found)
    return Cluster(names, atoms, tuple(_best(states)), most if most < possible else None)


def _states(outlook: Outlook, atoms: Iterable[int], acts: Mapping[str, str], numbers: Numbers) -> Iterator[State]:
    ledger, rulebook = outlook.ledger, outlook.ledger.rulebook
    answers = {name: kept(ledger.answer(name)) for name, act in acts.items() if act == "keep"}
    new = tuple(name for name, act in acts.items() if act == "new")
    if all(rulebook.indicators[name].type in NUMERIC or rulebook.indicators[name].type == "table" for name in new):
        found: Iterable[Mapping[str, Value]] = numbers.values(new, foreseen(ledger, answers))
    else:
        (name,) = new  # no figure rests on a question with options or a date: it is alone
        own = (outlook.tests[number] for number in atoms)
        found = ({name: value} for value in options(rulebook.indicators[name], own, ledger))
    for values in found:
        made = {**answers, **{name: given(ledger.answer(name), value) for name, value in values.items()}}
        after: Ledger = foreseen(ledger, made)
        yield State(made, frozenset(new), outlook.met(after, atoms))


def _most(modes: Sequence[int]) -> int:
    """Return how many questions can be moved at once without looking at too many combinations."""
    ways = [1] + [0] * len(modes)  # by the number of questions moved
    for number in modes:
        for size in range(len(ways) - 1, 0, -1):
            ways[size] += ways[size - 1] * number
    total = 0
    for size, count in enumerate(ways):
        total += count
        if total > COMBINATIONS:
            return size - 1
    return sum(1 for number in modes if number)


def _best(states: Sequence[State]) -> Iterator[State]:
    """Yield the states that no other one matches with the same or fewer questions, and with the same or fewer renewed.

    A state that meets less with the same questions is left: a plan may need no more than that.
    """
    seen: list[State] = []
    for state in states:
        useless = any(
            other.moved <= state.moved
            and other.met >= state.met
            and (other.moved < state.moved or (other.met == state.met and other.renewed <= state.renewed))
            for other in seen
        )
        if not useless:
            seen.append(state)
            yield state
