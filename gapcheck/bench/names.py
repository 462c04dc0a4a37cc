"""The names that rule tests may use, of one rulebook."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property

from gapcheck.assessment.share_bounds import SHARE_CHECK
from gapcheck.bench.mutants import mutants_of
from gapcheck.rulebook import Rulebook
from gapcheck.rulebook.model import Indicator
from gapcheck.rulebook.provisions import Instrument, Provision
from gapcheck.workbook.words import Words


@dataclass
class Names:
    """Looks up what a test names: questions, leaves, facts, checks."""

    rulebook: Rulebook

    @cached_property
    def words(self) -> Words:
        """The special words, in every language."""
        return Words(self.rulebook.method)

    @cached_property
    def nodes(self) -> Mapping[str, tuple[Instrument, Provision]]:
        """Every provision by its id, with its instrument."""
        return {node.id: (item, node) for item in self.rulebook.instruments for node in item.walk()}

    @cached_property
    def leaves(self) -> Mapping[str, tuple[Instrument, Provision]]:
        """The scored leaves by their ids, with their instruments."""
        return {name: held for name, held in self.nodes.items() if held[1].is_leaf and held[1].is_scored}

    def under(self, ids: Collection[str]) -> frozenset[str]:
        """Return ids with those of every provision below: of an instrument, or of a provision."""
        found = set(ids)
        for name, (instrument, node) in self.nodes.items():
            if instrument.id in ids or name in ids:
                found.update(below.id for below in node.walk())
        return frozenset(found)

    @cached_property
    def facts(self) -> frozenset[str]:
        """The names of all facts that are held about any country."""
        return frozenset(name for country in self.rulebook.countries.values() for name in country.facts)

    @cached_property
    def errors(self) -> frozenset[str]:
        """The checks that contest answers, those that are built in among them."""
        shares = (item.id for item in self.rulebook.indicators.values() if _has_share(item))
        own = (check.id for check in self.rulebook.checks if check.severity == "error")
        return frozenset([*own, *(f"{SHARE_CHECK}.{name}" for name in shares)])

    @cached_property
    def mutants(self) -> Mapping[str, str]:
        """The leaf of each mutant that there is, by the mutant's name."""
        leaves = (leaf for _, leaf in self.leaves.values())
        return {mutant.name: mutant.leaf for leaf in leaves for mutant in mutants_of(leaf, self.rulebook)}


def _has_share(indicator: Indicator) -> bool:
    return indicator.type == "share" or any(column.type == "share" for column in indicator.columns.values())
