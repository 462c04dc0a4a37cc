"""The catalogue of what is said of a rulebook's history, in the order of the guide."""

from __future__ import annotations

from typing import Final

from gapcheck.rulebook.history import identity, releases
from gapcheck.rulebook.history.history import History
from gapcheck.rulebook.linting.findings import Finding, Lint

RULES: Final[tuple[Lint[History], ...]] = (
    Lint("version-not-calendar", "The version is no year and month.", releases.version_form),
    Lint("version-without-changes", "The version has no entry in changes.yaml.", releases.version_told),
    Lint("content-changed", "The content is not the lock's, and the version is no later one.", releases.same_version),
    Lint("scores-changed-unsaid", "What makes scores changed, and no change of the new versions says so.",
         releases.scores_untold),
    Lint("scores-said-in-vain", "A change says that it affects scores, and nothing that makes scores changed.",
         releases.scores_told_in_vain),
    Lint("id-used-again", "A retired id is in use.", identity.retired_again),
    Lint("id-gone", "An id of the lock is neither in use nor retired.", identity.gone),
    Lint("id-changed-kind", "An id stands for another kind of thing, or another type of answer, than in the lock.",
         identity.turned),
    Lint("id-unknown-in-changes", "A change names an id that there is not.", identity.ids_told),
    Lint("replacement-unknown", "A retired id is replaced by an id that there is not.", identity.replaced),
    Lint("lock-missing", "There is no lock.yaml.", releases.no_lock, stops_lock=False),
    Lint("lock-behind", "The lock is of an earlier version, or was changed by hand.", releases.old_lock,
         stops_lock=False),
)  # fmt: skip


def judge(history: History) -> list[Finding]:
    """Return what breaks the rules of the history, by file, line and column."""
    found = {finding for rule in RULES for finding in rule.run(history)}
    return sorted(found, key=lambda finding: finding.order)
