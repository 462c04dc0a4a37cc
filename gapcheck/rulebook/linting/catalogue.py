"""The catalogue of lints: every kind of mistake that loads and is a mistake all the same, in the order of the guide."""

from __future__ import annotations

from typing import Final

from gapcheck.rulebook.linting import clauses, levels, texts, thresholds, uses, zeros
from gapcheck.rulebook.linting.findings import Finding, Lint
from gapcheck.rulebook.linting.subject import Subject

LINTS: Final[tuple[Lint[Subject], ...]] = (
    Lint("unreachable-level", "No answers can reach the level: its criteria contradict each other, or a lower level.",
         levels.unreachable),
    Lint("level-adds-nothing", "Whatever reaches the level below reaches this one too.", levels.adding_nothing),
    Lint("repeated-criterion", "A lower level of the leaf demands the same already.", levels.repeating),
    Lint("level-may-not-apply", "The level rests only on answers that may be 'not applicable'; its leaf uses others.",
         levels.hanging_on_what_may_not_apply),
    Lint("ratio-without-alternative", "Up to level 3, a share whose whole may be zero: nothing says what holds then.",
         zeros.without_alternative),
    Lint("zero-rewarded", "Zero counts as nothing to do, though 'zero' at the derived figure says that it is not.",
         zeros.rewarded),
    Lint("zero-at-level-4", "Zero counts as nothing to do at level 4, which asks for the share itself.",
         zeros.counted_at_the_top),
    Lint("zero-reaches-level-4", "Zero counts as nothing to do at a lower level; level 4 does not ask for the share.",
         zeros.reaching_the_top),
    Lint("threshold-without-anchor", "A threshold that is no band of the method, without 'anchor' or 'proposal'.",
         thresholds.without_anchor),
    Lint("unused-indicator", "No criterion, 'shows', derived figure or check names the indicator.", uses.unused),
    Lint("ladder-to-write", "A leaf that is not scored has neither levels nor 'shows'.", uses.nothing_shown),
    Lint("levels-count-nowhere", "Levels are written below 'scored: false', and count nowhere.", uses.counting_nowhere),
    Lint("status-to-write", "The status of an instrument is still that of the draft that 'rules new' wrote.",
         texts.status_unwritten),
    Lint("clause-without-provision", "No provision quotes a numbered or bulleted item of the source.",
         clauses.without_provision),
    Lint("missing-translation", "Words for people lack a language of the method.", texts.untranslated,
         stops_lock=False),
    Lint("curly-quotes", "A text stands in curly quotes, which are then a part of it.", texts.curly_quotes),
    Lint("label-is-special-word", "An option's label is a special word of the workbook.", texts.special_labels),
    Lint("same-title", "Two provisions under one parent have the same title.", texts.same_titles),
)  # fmt: skip


def lint(subject: Subject) -> list[Finding]:
    """Return what every lint finds in a folder of rules, by file, line and column."""
    found = {finding for kind in LINTS for finding in kind.run(subject)}
    return sorted(found, key=lambda finding: finding.order)
