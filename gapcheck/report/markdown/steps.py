"""Steps in Markdown: what to do first, and the words of what a provision lacks."""

from __future__ import annotations

from collections.abc import Iterator

from gapcheck.report.markdown.blocks import Line, Strong, heading, paragraph, steps
from gapcheck.report.markdown.words import say
from gapcheck.report.story import Story, Tongue
from gapcheck.report.story.steps import Deed, Step


def steps_part(story: Story, tongue: Tongue) -> Iterator[str]:
    """Yield the blocks of what is useful first."""
    yield heading(2, say(tongue, "first"))
    if not story.first_steps:
        yield paragraph(say(tongue, "first_none"))
        return
    yield paragraph(say(tongue, "first_lead"))
    yield steps((_headed(step, tongue), _told(step, tongue)) for step in story.first_steps)


def deed_words(deed: Deed, tongue: Tongue) -> str:
    """Return what is missing, and in which cells it would be written."""
    places = (("fill_in", deed.fill), ("name_document", deed.document), ("see", deed.see))
    told = "; ".join(tongue.say(key, cells=cells) for key, cells in places if cells)
    return say(tongue, "deed" if told else "deed_alone", words=deed.words, places=told)


def _headed(step: Step, tongue: Tongue) -> Line:
    named = say(tongue, "step", instrument=step.instrument, clause=step.clause, title=step.title)
    rise = say(tongue, "step_rise", level=step.level, next=step.next_level, name=step.next_title, gain=step.gain)
    return Strong(named), rise


def _told(step: Step, tongue: Tongue) -> list[Line]:
    return [(_work(deed, tongue), deed_words(deed, tongue)) for deed in step.deeds]


def _work(deed: Deed, tongue: Tongue) -> str:
    """Return the kinds of work as a label; what is not shown has no kind that could be told."""
    works = ", ".join(tongue.say(f"work_{work}") for work in deed.works)
    return say(tongue, "deed_work", work=works) if works else ""
