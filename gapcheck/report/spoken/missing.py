"""What is missing in a gap, in words of a language, from the result and the rulebook alone."""

from __future__ import annotations

from collections.abc import Sequence

from gapcheck.assessment.reasons import STATED
from gapcheck.assessment.result import (
    AllGroup,
    AnyGroup,
    Assessment,
    Criterion,
    CriterionTree,
    GapEntry,
    InnerProvision,
    InstrumentResult,
    LeafProvision,
    ProvisionTree,
)
from gapcheck.assessment.shortfalls import Atom, Compound, Shortfall, shortfall_words
from gapcheck.assessment.wording import PHRASES
from gapcheck.disclosure import NOT_SHOWN
from gapcheck.report.spoken.criteria import FIGURE, reason_in
from gapcheck.report.spoken.rules import spoken_rules
from gapcheck.report.spoken.words import word
from gapcheck.rulebook import Rulebook
from gapcheck.rulebook.criteria import AllCriteria, AnyCriteria, Test
from gapcheck.rulebook.criteria import Criterion as Rule
from gapcheck.rulebook.provisions import Provision


class _OtherwiseError(Exception):
    """The record is not what these rules make."""


def gap_words(
    gap: GapEntry, instrument: InstrumentResult, assessment: Assessment, rulebook: Rulebook, language: str
) -> list[str]:
    """Return what is missing in a gap, part by part; a part that cannot be said in the language stays in English."""
    recorded = [part.words for part in gap.missing]
    said = _said(gap, instrument, spoken_rules(assessment, rulebook), language)
    return recorded if said is None else said


def _said(gap: GapEntry, instrument: InstrumentResult, rulebook: Rulebook, language: str) -> list[str] | None:
    """Return the parts in a language; None where the same rules would not make the same English words."""
    recorded = [part.words for part in gap.missing]
    if recorded == [NOT_SHOWN]:
        return [word("not_shown", language)]
    if recorded == [PHRASES.say("nothing_applies")]:
        return [PHRASES.say("nothing_applies", language)]
    try:
        open_ones = [short for short in _shortfalls(gap, instrument, rulebook) if short.is_open]
        for shorts in (open_ones, [_unstated(short) for short in open_ones]):
            if [shortfall_words(short, rulebook) for short in shorts] == recorded:
                return [shortfall_words(_kept_back(short, language), rulebook, language) for short in shorts]
    except (_OtherwiseError, KeyError):
        return None
    return None


def _shortfalls(gap: GapEntry, instrument: InstrumentResult, rulebook: Rulebook) -> list[Shortfall]:
    """Return the criteria of the next level as the record has them, with the rules that they come from."""
    leaf, provision = _leaf(instrument.provisions, gap.provision), _provision(instrument.id, gap.provision, rulebook)
    rules = provision.levels.get(gap.next_level, ())
    trees = [tree for tree in leaf.criteria if tree.level == gap.next_level]
    return _all(rules, trees, rulebook)


def _all(rules: Sequence[Rule], trees: Sequence[CriterionTree], rulebook: Rulebook) -> list[Shortfall]:
    if len(rules) != len(trees):
        raise _OtherwiseError
    return [_shortfall(rule, tree, rulebook) for rule, tree in zip(rules, trees, strict=True)]


def _shortfall(rule: Rule, tree: CriterionTree, rulebook: Rulebook) -> Shortfall:
    match rule, tree:
        case Test(), Criterion():
            return _atom(rule, tree, rulebook)
        case AnyCriteria(any=parts), AnyGroup(any=within):
            return Compound(rule, tuple(_all(parts, within, rulebook)))
        case AllCriteria(all=parts), AllGroup(all=within):
            return Compound(rule, tuple(_all(parts, within, rulebook)))
    raise _OtherwiseError


def _atom(rule: Test, tree: Criterion, rulebook: Rulebook) -> Atom:
    applies, holds = tree.truth != "not_applicable", tree.truth == "met" and "documented" in tree.counts_in
    reason = reason_in(tree, rulebook, rule) if applies and not holds else None
    if reason is None and applies and not holds:
        raise _OtherwiseError
    return Atom(rule, applies, holds, reason)


def _unstated(short: Shortfall) -> Shortfall:
    """Return a shortfall without the figures that were stated: where one is kept back, all of the gap are."""
    if isinstance(short, Compound):
        return short._replace(parts=tuple(map(_unstated, short.parts)))
    reason = short.reason
    if reason is None or reason.key != STATED or not FIGURE.fullmatch(str(reason.value)):
        return short
    return short._replace(reason=reason._replace(value=NOT_SHOWN))


def _kept_back(short: Shortfall, language: str) -> Shortfall:
    """Return a shortfall that says in a language that a figure is not shown."""
    if isinstance(short, Compound):
        return short._replace(parts=tuple(_kept_back(part, language) for part in short.parts))
    if short.reason is None or short.reason.value != NOT_SHOWN:
        return short
    return short._replace(reason=short.reason._replace(value=word("not_shown", language)))


def _leaf(nodes: Sequence[ProvisionTree], name: str) -> LeafProvision:
    waiting = list(nodes)
    while waiting:
        node = waiting.pop()
        if isinstance(node, InnerProvision):
            waiting.extend(node.children)
        elif node.id == name:
            return node
    raise _OtherwiseError


def _provision(instrument: str, name: str, rulebook: Rulebook) -> Provision:
    for held in rulebook.instruments:
        if held.id == instrument:
            for provision in held.walk():
                if provision.id == name:
                    return provision
    raise _OtherwiseError
