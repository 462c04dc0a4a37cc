"""The register of answers, and the tables of the workbook with one figure a row."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from gapcheck.assessment.result import AnswerRecord
from gapcheck.disclosure import NOT_SHOWN
from gapcheck.report.spoken.answers import free_words
from gapcheck.report.spreadsheet.looks import Value
from gapcheck.report.spreadsheet.matter import Matter
from gapcheck.report.spreadsheet.page import Column, Line, Page
from gapcheck.report.spreadsheet.wording import Wording
from gapcheck.report.story.register import AnswerView, Note, Original, RegisterPart, Voice
from gapcheck.rulebook.model import Indicator, TableColumn


def answers(page: Page, matter: Matter) -> None:
    """Write a row for each question, in the order of the workbook."""
    records = {record.indicator: record for record in matter.assessment.answers}
    lines = [
        Line(tuple(_line(part, answer, records[answer.id], matter)))
        for part in matter.story.register
        for answer in part.answers
    ]
    columns = _columns(matter.words)
    page.listing("Answers", columns, lines, none=matter.words.say("none_answers"), frozen=2, across=3)


def _columns(words: Wording) -> list[Column]:
    say, word = words.say, words.word
    return [
        Column(say("pillar"), 13),
        Column(word("question"), 46),
        Column(word("answer"), 36),
        Column(say("figure"), 12, "decimal"),
        Column(word("unit"), 12),
        Column(say("state"), 15),
        Column(say("grade"), 13),
        Column(say("contested"), 13),
        Column(say("cell"), 17),
        Column(word("document"), 30),
        Column(word("document_date"), 12),
        Column(word("page"), 13),
        Column(word("link"), 24, "link"),
        Column(word("responsible_body"), 22),
        Column(word("comment"), 46),
        Column(say("original"), 24),
        Column(say("decision"), 18),
        Column(say("reason"), 28),
        Column(say("reviewer"), 18),
        Column(say("day"), 12),
        Column(say("voices"), 46),
        Column(say("used_by"), 40),
        Column(word("id"), 34),
    ]


def _line(part: RegisterPart, answer: AnswerView, record: AnswerRecord, matter: Matter) -> Iterator[Value]:
    words, indicator = matter.words, matter.tongue.rulebook.indicators.get(answer.id)
    yield from (part.name, answer.question, answer.words)
    yield from _figure(record.value, indicator, words)
    yield words.state(answer.status)
    yield from (answer.grade_words, words.word("yes") if answer.contested else "", answer.cell)
    yield from (answer.document, record.evidence.document_date, answer.page, answer.link, answer.body, answer.comment)
    yield _original(answer.original)
    yield from _note(answer.note, record, matter)
    yield "\n".join(_voice(voice) for voice in answer.voices)
    yield "\n".join(f"{use.clause} {use.instrument}: {use.title}" for use in answer.used_by)
    yield answer.id


def _figure(value: object, indicator: Indicator | None, words: Wording) -> tuple[Value, Value]:
    """Return an answer that is a number, and its unit; a share in per cent."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None, ""
    if indicator is not None and indicator.type == "share":
        return float(Fraction(str(value)) * 100), words.say("percent_sign")
    return value, words.unit(None if indicator is None else indicator.unit)


def _original(original: Original | None) -> str:
    if original is None:
        return ""
    return f"{original.words} ({original.grade})" if original.grade else original.words


def _note(note: Note | None, record: AnswerRecord, matter: Matter) -> tuple[str, ...]:
    if note is None or record.review is None:
        return ("", "", "", "")
    verdict = note.verdict
    if note.pending:
        verdict = f"{verdict}; {matter.tongue.say('decision_awaits_second')}"
    reviewers = "; ".join(name for name in (note.reviewer, note.second) if name)
    return (verdict, note.reason, reviewers, record.review.date)


def _voice(voice: Voice) -> str:
    source = ", ".join(part for part in (voice.document, voice.document_day, voice.link) if part)
    return f"{voice.source}: {voice.says} ({source}; {voice.recorded})"


def tables(page: Page, matter: Matter) -> None:
    """Write a row for each cell of each table, but those of its key, which name the row."""
    say, word = matter.words.say, matter.words.word
    columns = [
        Column(word("question"), 60),
        Column(say("row_key"), 28),
        Column(say("column"), 28),
        Column(say("value"), 28, "decimal"),
        Column(word("unit"), 14),
        Column(word("id"), 34),
    ]
    lines = [
        Line((answer.question, *cell, answer.id))
        for answer in matter.story.answers.values()
        for cell in _cells(answer, matter)
    ]
    page.listing("Tables", columns, lines, none=say("none_tables"), frozen=2)


def _cells(answer: AnswerView, matter: Matter) -> Iterator[tuple[Value, ...]]:
    """Yield the row's key, the column's heading, the value and its unit of each cell of a table that was filled in."""
    indicator = matter.tongue.rulebook.indicators.get(answer.id)
    record = next(record for record in matter.assessment.answers if record.indicator == answer.id)
    if answer.table is None or indicator is None or not isinstance(record.value, list):
        return
    key = next(name for name, column in indicator.columns.items() if column.key)
    rows = [row for row in record.value if isinstance(row, dict)]
    names = [name for name in indicator.columns if any(name in row for row in rows)]
    for row in rows:
        named = free_words(str(row.get(key, "")), matter.tongue.code)
        for name, heading in zip(names, answer.table.headings, strict=True):
            if name != key:
                yield named, heading, *_cell(row.get(name), indicator.columns[name], matter.words)


def _cell(value: object, column: TableColumn, words: Wording) -> tuple[Value, Value]:
    """Return a cell's value and its unit; that its numbers may count persons is no unit: they may count others too."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return (float(Fraction(str(value)) * 100), words.say("percent_sign")) if column.type == "share" else (value, "")
    if value == NOT_SHOWN and column.type != "text":  # a number's place holds these words where it is kept back
        return words.tongue.say("truth_suppressed"), ""
    return "" if value is None else free_words(str(value), words.tongue.code), ""
