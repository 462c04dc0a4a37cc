"""The rulebook room: what is promised. The model of rule files, and loading them with places."""

from gapcheck.rulebook.book import Rulebook
from gapcheck.rulebook.loading import load_rulebook

__all__ = ["Rulebook", "load_rulebook"]
