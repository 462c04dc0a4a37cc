"""The page of one assessment."""

from __future__ import annotations

from gapcheck.report.pages.environment import page
from gapcheck.report.story import Story, Tongue


def render_assessment(story: Story, tongue: Tongue) -> str:
    """Return an assessment as a page: where the country stands, how sure that is, what is next, and all behind it."""
    return page("assessment.html.j2", tongue, internal=not story.suppressed, story=story, answers=story.answers)
