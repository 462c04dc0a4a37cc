"""What the pages of the spreadsheet are written from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from gapcheck.assessment.result import Assessment
from gapcheck.report.spreadsheet.wording import Wording
from gapcheck.report.story import Story, Tongue


@dataclass(frozen=True, slots=True)
class Matter:
    """One assessment, its story, and the fixed words in its language."""

    story: Story
    assessment: Assessment
    words: Wording

    @property
    def tongue(self) -> Tongue:
        """The language of the report."""
        return self.words.tongue

    @property
    def title(self) -> str:
        """What the report is of."""
        return self.words.say("title", country=self.story.country, year=self.story.year)

    def warnings(self) -> Iterator[str]:
        """Yield what must stand on every sheet: that the country is invented, that the report is internal."""
        if self.story.fictional:
            yield self.words.say("fictional")
        if not self.story.suppressed:
            yield self.words.say("internal")

    def marks(self) -> Iterator[str]:
        """Yield what must stand on the first sheet and on every printed page: the warnings, and what is a draft."""
        yield from self.warnings()
        if self.story.draft:
            yield self.words.say("draft", name=self.story.draft)
