"""The story of an assessment: what a report tells, in one language, before any format gives it a shape."""

from gapcheck.report.story.story import Story, story_of
from gapcheck.report.story.tongue import Tongue

__all__ = ["Story", "Tongue", "story_of"]
