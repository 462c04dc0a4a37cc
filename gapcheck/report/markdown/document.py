"""The Markdown report as a whole: from the title to what it was made from."""

from __future__ import annotations

from collections.abc import Iterator

from gapcheck.report.markdown.blocks import Line, Strong, heading, items, notice, outline, paragraph
from gapcheck.report.markdown.clashes import clashes_part
from gapcheck.report.markdown.listings import gaps_part, provenance_part, provisions_part
from gapcheck.report.markdown.method import method_part
from gapcheck.report.markdown.standing import standing_part
from gapcheck.report.markdown.steps import steps_part
from gapcheck.report.markdown.words import say
from gapcheck.report.story import Story, Tongue
from gapcheck.report.story.standing import Count


def render(story: Story, tongue: Tongue) -> str:
    """Return a report in GitHub-flavoured Markdown, in the language of the story, ending with a line break.

    It has headings, paragraphs, lists, tables, bold words and short code spans; no links, images or HTML, whatever the
    workbook and the rule files hold.
    """
    return "\n\n".join(_parts(story, tongue)) + "\n"


def _parts(story: Story, tongue: Tongue) -> Iterator[str]:
    yield heading(1, say(tongue, "title", country=story.country, code=story.code, year=story.year))
    marks = list(_marks(story, tongue))
    if marks:
        yield notice(*marks)
    yield items(say(tongue, "named", name=row.name, value=row.value) for row in story.about)
    yield from _certainty(story, tongue)
    for instrument in story.instruments:
        yield from standing_part(instrument, tongue)
    yield from steps_part(story, tongue)
    yield from clashes_part(story, tongue)
    yield from provisions_part(story, tongue)
    yield from gaps_part(story, tongue)
    yield from provenance_part(story, tongue)
    yield paragraph(say(tongue, "left_out"))
    yield from method_part(story.method, tongue)


def _marks(story: Story, tongue: Tongue) -> Iterator[Line]:
    """Yield what must be read before anything else."""
    if story.fictional:
        yield Strong(say(tongue, "fictional"))
    if story.draft is not None:
        yield Strong(say(tongue, "draft", name=story.draft))
    if not story.suppressed:
        yield Strong(say(tongue, "internal"))


def _certainty(story: Story, tongue: Tongue) -> Iterator[str]:
    yield heading(2, say(tongue, "certainty"))
    entries: list[tuple[Line, list[Line]]] = []
    for count in story.certainty:
        if count.part and entries:
            entries[-1][1].append(_count(count, tongue))
        else:
            entries.append((_count(count, tongue), []))
    yield outline(entries)
    if story.four_eyes:
        yield paragraph(say(tongue, "four_eyes"))
    if story.remarks:
        yield paragraph(say(tongue, "remarks", number=len(story.remarks)))


def _count(count: Count, tongue: Tongue) -> str:
    key = "counted_noted" if count.note else "counted"
    return say(tongue, key, name=count.name, number=count.number, note=count.note)
