"""The lints: what is legal for the loader and still a mistake in a rule; ``catalogue`` lists them."""

from gapcheck.rulebook.linting.catalogue import LINTS, lint
from gapcheck.rulebook.linting.findings import Finding, Lint
from gapcheck.rulebook.linting.subject import Subject

__all__ = ["LINTS", "Finding", "Lint", "Subject", "lint"]
