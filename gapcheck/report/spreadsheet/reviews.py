"""What reviewers decided, decision by decision."""

from __future__ import annotations

from gapcheck.report.spreadsheet.matter import Matter
from gapcheck.report.spreadsheet.page import Column, Line, Page


def reviews(page: Page, matter: Matter) -> None:
    """Write a row for each decision of the reviews, in their order."""
    say, word = matter.words.say, matter.words.word
    columns = [
        Column(word("question"), 46),
        Column(say("decision"), 20),
        Column(say("decided"), 24),
        Column(say("reason"), 40),
        Column(say("reviewer"), 22),
        Column(say("day"), 13),
        Column(say("outcome"), 22),
        Column(word("id"), 30),
    ]
    days = [made.date for review in matter.assessment.reviews for made in review.decisions]
    lines = [
        Line((made.question, made.verdict, made.words, made.reason, made.reviewer, day, made.outcome, made.indicator))
        for made, day in zip(matter.story.decisions, days, strict=True)
    ]
    page.listing("Reviews", columns, lines, none=say("none_reviews"), frozen=1)
