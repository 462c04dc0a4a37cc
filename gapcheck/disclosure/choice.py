"""The choice of what is not shown: small counts, and as few other numbers as keep each of them open.

Every count of persons from 1 to 4 is hidden. For each of them and each number from 1 to 4 a *world* is sought: other
numbers from which the same checks hold and fail and the same criteria are met. Whatever is not the same in all these
worlds is hidden too. What is left is the same in all of them, so that nobody who reads it, knows the rules and
computes can leave out any of the four numbers: the worlds themselves are the proof. Counts of loose tables may repeat
any figure, or a sum of several: all of them are hidden where anything is, whatever they are. This is the audit of cell
suppression (Hundepool et al., Statistical Disclosure Control, 2012, chapter 4) made constructive.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from typing import Literal

from gapcheck.assessment.cells import Changes, NumberCell
from gapcheck.assessment.forms import Form, Linear
from gapcheck.disclosure.counts import SMALL, Page, Spot, copies
from gapcheck.disclosure.nets import Net, stands
from gapcheck.disclosure.relations import Demand, Relation, Truth
from gapcheck.disclosure.worlds import Search


@dataclass(frozen=True, slots=True)
class Exposure:
    """A small count that other published words narrow down; ``number`` is one from 1 to 4 that they seem to exclude.

    ``told_by`` is "criteria" where leaving out the truth of ``criteria`` is enough, though the levels that rest on it
    stay and may still tell; "checks" where whether checks hold narrows it down, and then all that is tied is hidden.
    """

    country: str
    year: int
    source: str
    indicator: str
    row: str
    column: str
    number: int
    told_by: Literal["criteria", "checks"]
    criteria: tuple[str, ...] = ()


@dataclass(frozen=True)
class Choice:
    """The cells that are not shown, the criteria whose truth is not, and what is exposed all the same.

    ``tied`` are all cells that relations tie to a hidden one: what is told of them may rest on it.
    """

    hidden: frozenset[NumberCell]
    tied: frozenset[NumberCell]
    withheld: frozenset[Relation]
    exposures: tuple[Exposure, ...]


@dataclass(frozen=True, slots=True)
class _Target:
    page: Page
    spot: Spot
    form: Form


def choose(pages: Sequence[Page]) -> Choice:
    """Return what is not shown of some results that are passed on together."""
    net = _net(pages)
    targets = [target for page in pages for target in _targets(page)]
    hidden = {cell for page in pages for cell in page.persons if cell.value in SMALL}
    withheld: set[Relation] = set()
    exposures = []
    for target in targets:
        for number in SMALL:
            found, told, dropped = _world(net, target, number, hidden)
            hidden |= set(found)
            withheld |= dropped
            if told is not None:
                exposures.append(_exposure(target, number, told, dropped))
            if told == "checks":
                hidden |= {cell for cell in net.reach(target.form.cells) if cell in net.movable and cell.value}
    for page in pages:
        if anything_hidden(page, hidden):
            hidden |= page.loose
    return Choice(frozenset(hidden), frozenset(net.reach(hidden)), frozenset(withheld), tuple(exposures))


def anything_hidden(page: Page, hidden: Set[NumberCell]) -> bool:
    """Return whether a number of a result is not shown, be it one that a review has since changed."""
    return page.once_small or not hidden.isdisjoint(page.spots)


def _net(pages: Sequence[Page]) -> Net:
    relations = [relation for page in pages for relation in page.relations]
    order = {cell: (number, cell.order) for number, page in enumerate(pages) for cell in _all_cells(page)}
    movable = {cell for page in pages for cell in page.spots}
    persons = {cell for page in pages for cell in page.persons}
    return Net.over([*relations, *copies(pages)], order, movable, persons)


def _all_cells(page: Page) -> set[NumberCell]:
    return {*page.spots, *(cell for relation in page.relations for cell in relation.cells)}


def _targets(page: Page) -> Iterator[_Target]:
    small = sorted((cell for cell in page.persons if cell.value in SMALL), key=lambda cell: cell.order)
    for cell in small:
        yield _Target(page, page.spots[cell], Linear.of(cell.value, {cell: cell.value / cell.value}))
    for name, form in page.derived.items():
        yield _Target(page, (name, "", ""), form)


def _world(
    net: Net, target: _Target, number: int, hidden: set[NumberCell]
) -> tuple[Changes, Literal["criteria", "checks"] | None, set[Relation]]:
    """Return a world in which a count is another number; what would exclude it if that was not kept back."""
    demand = Demand(target.form, number)
    if demand.state({}):
        return {}, None, set()
    for kept, strict in _ways(net, hidden):
        found = Search(net, demand, hidden, strict, kept=kept).world()
        if found is not None and stands(net, found):
            return found, None, set()
    truths = {relation for relation in net.relations if isinstance(relation, Truth)}
    found = Search(net, demand, hidden, strict=False, dropped=truths).world()
    if found is None or not stands(net, found, truths):
        return {}, "checks", set()
    return found, "criteria", {truth for truth in truths if truth.state(found) != net.said[truth]}


def _ways(net: Net, hidden: set[NumberCell]) -> Iterator[tuple[Set[NumberCell], bool]]:
    """Yield the cells to keep, and whether what is none or not stays so: totals move last, zeros shortly before."""
    totals, zeros = net.totals - hidden, net.zeros - hidden
    for kept in (totals, frozenset[NumberCell]()):
        yield kept, True
        yield kept | zeros, False
        yield kept, False


def _exposure(target: _Target, number: int, told: Literal["criteria", "checks"], dropped: set[Relation]) -> Exposure:
    assessment, (indicator, row, column) = target.page.assessment, target.spot
    named = {
        f"{truth.indicator} {truth.compared.operator} {truth.operand}" for truth in dropped if isinstance(truth, Truth)
    }
    return Exposure(
        country=assessment.country.code,
        year=assessment.year,
        source=assessment.source,
        indicator=indicator,
        row=row,
        column=column,
        number=number,
        told_by=told,
        criteria=tuple(sorted(named)),
    )
