"""Accounts: each comparison of years, what rules left unchanged, and two voices, as a page tells them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gapcheck.assessment.figures import LevelsReached
from gapcheck.assessment.result import Assessment
from gapcheck.comparison.lineage import lineage_of
from gapcheck.comparison.result import Comparison, SideRecord
from gapcheck.comparison.unchanged import Unchanged
from gapcheck.disclosure.comparisons import Compared
from gapcheck.disclosure.shown_sides import Key, key_of_result, key_of_side
from gapcheck.report.pages.contrasts.changes import InstrumentChange, instrument_change
from gapcheck.report.pages.contrasts.lineages import LineageView, lineage_view
from gapcheck.report.pages.contrasts.movements import Movement, movements_of
from gapcheck.report.pages.contrasts.sources import Row, about, engines, provenance
from gapcheck.report.pages.contrasts.voice import Voice, label
from gapcheck.report.pages.contrasts.voices import VoicesView, voices_of


@dataclass(frozen=True, slots=True)
class ComparisonView:
    """Two years of one country. ``form`` says how the rules were told apart; ``names`` are the years as headings."""

    anchor: str
    country: str
    code: str
    fictional: bool
    names: tuple[str, str]
    about: tuple[Row, ...]
    form: str
    instruments: tuple[InstrumentChange, ...]
    movements: tuple[Movement, ...]
    lineage: tuple[LineageView, ...]
    provenance: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class UnchangedRow:
    """A provision that asks the same in both results: its levels, as documented / claimed."""

    clause: str
    title: str
    id: str
    before: str
    after: str
    changed: bool


@dataclass(frozen=True, slots=True)
class UnchangedView:
    """Two results under rules that are not at hand: what can be set side by side, and why no more can."""

    anchor: str
    country: str
    code: str
    fictional: bool
    names: tuple[str, str]
    about: tuple[Row, ...]
    why: str
    rows: tuple[UnchangedRow, ...]
    provenance: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class AccountView:
    """Everything of one page, in order."""

    comparisons: tuple[ComparisonView, ...]
    unchanged: tuple[UnchangedView, ...]
    voices: tuple[VoicesView, ...]


def account_view(held: Compared, results: Sequence[Assessment], voice: Voice) -> AccountView:
    """Return the account of a page; ``results`` are all sides under the rules at hand, with the same kept back."""
    account, known = held.account, {key_of_result(result): result for result in results}
    names = {result.country.code: result.country.name for result in results}

    def country(side: SideRecord) -> str:
        return voice.tongue.country(side.country, names.get(side.country, side.country))

    return AccountView(
        tuple(
            _comparison(each, f"c{number}", country(each.later), known, held, voice)
            for number, each in enumerate(account.comparisons, start=1)
        ),
        tuple(
            _unchanged(each, f"u{number}", country(each.later), voice)
            for number, each in enumerate(account.unchanged, start=1)
        ),
        tuple(
            voices_of(each, f"v{number}", country(each.state), held.unsaid_of(each.state, each.outside), voice)
            for number, each in enumerate(account.voices, start=1)
        ),
    )


def _comparison(
    held: Comparison, anchor: str, country: str, known: Mapping[Key, Assessment], compared: Compared, voice: Voice
) -> ComparisonView:
    sides = [known.get(key_of_side(side)) for side in (held.earlier, held.later)]
    there = [side for side in sides if side is not None]
    tops = [node for node in held.nodes if node.provision is None]
    return ComparisonView(
        anchor=anchor,
        country=country,
        code=held.later.country,
        fictional=held.later.fictional,
        names=(label(held.earlier, held.later), label(held.later, held.earlier)),
        about=tuple(about(held.earlier, held.later, voice)),
        form=held.form,
        instruments=tuple(instrument_change(node, held, anchor, sides, voice) for node in tops),
        movements=movements_of(held, compared.unsaid_of(held.earlier, held.later), voice),
        lineage=tuple(lineage_view(each, voice) for each in lineage_of(there)),
        provenance=(*provenance((held.earlier, held.later), voice), *engines(held, voice)),
    )


def _unchanged(held: Unchanged, anchor: str, country: str, voice: Voice) -> UnchangedView:
    rules = held.earlier.rulebook, held.later.rulebook
    key = "cmp_why_same" if rules[0].sha256 == rules[1].sha256 else "cmp_why_others"
    return UnchangedView(
        anchor=anchor,
        country=country,
        code=held.later.country,
        fictional=held.later.fictional,
        names=(label(held.earlier, held.later), label(held.later, held.earlier)),
        about=tuple(about(held.earlier, held.later, voice)),
        why=voice.say(key, number=held.left_out),
        rows=tuple(
            UnchangedRow(
                leaf.clause,
                voice.provision(leaf.provision, leaf.title),
                leaf.provision,
                _levels(leaf.before),
                _levels(leaf.after),
                leaf.before != leaf.after,
            )
            for leaf in held.leaves
        ),
        provenance=tuple(provenance((held.earlier, held.later), voice)),
    )


def _levels(levels: LevelsReached) -> str:
    return f"{levels.documented} / {levels.claimed}"
