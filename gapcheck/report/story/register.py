"""The register of answers: every question with what was said, what it rests on, and which provisions rest on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from gapcheck.assessment.result import AnswerRecord, Assessment, OriginalAnswer, ReviewNote, VoiceRecord
from gapcheck.report.spoken.answers import answer_words, free_words, original_words, voiced_words
from gapcheck.report.spoken.texts import column_title, question_title
from gapcheck.report.story.nodes import NodeView
from gapcheck.report.story.tongue import Tongue
from gapcheck.rulebook.model import PILLARS, Pillar


@dataclass(frozen=True, slots=True)
class Use:
    """A provision that rests on an answer."""

    clause: str
    instrument: str
    title: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Original:
    """What the officer had answered before a review."""

    words: str
    grade: str


@dataclass(frozen=True, slots=True)
class Note:
    """The auditor's decision that stands, or waits for a second reviewer."""

    verdict: str
    reason: str
    reviewer: str
    second: str
    day: str
    pending: bool


@dataclass(frozen=True, slots=True)
class Voice:
    """What somebody outside says; it counts in no reading."""

    source: str
    says: str
    document: str
    document_day: str
    link: str
    recorded: str


@dataclass(frozen=True, slots=True)
class TableView:
    """A table that was filled in: headings, and its rows as text."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class AnswerView:
    """One answer with its evidence. ``grade`` is empty where nothing was answered; ``link`` opens or is no link."""

    id: str
    anchor: str
    pillar: Pillar | None
    question: str
    status: str
    words: str
    grade: str
    grade_words: str
    contested: bool
    cell: str
    document: str
    document_day: str
    page: str
    link: str
    body: str
    comment: str
    original: Original | None
    note: Note | None
    voices: tuple[Voice, ...]
    table: TableView | None
    used_by: tuple[Use, ...]

    @property
    def is_open(self) -> bool:
        """Whether there is no answer."""
        return self.status != "answered"

    @property
    def is_blank(self) -> bool:
        """Whether nothing at all was said: no answer, no special word, no comment, nothing by a review."""
        said = (self.comment, self.original, self.note, self.voices)
        return self.status == "blank" and not self.has_evidence and not any(said)

    @property
    def has_evidence(self) -> bool:
        """Whether anything is said of what it rests on."""
        return any((self.document, self.document_day, self.page, self.link, self.body))


@dataclass(frozen=True, slots=True)
class RegisterPart:
    """The answers of one pillar, in the order of the workbook."""

    pillar: Pillar
    name: str
    answers: tuple[AnswerView, ...]


def register_of(
    assessment: Assessment, instruments: Iterable[tuple[str, Sequence[NodeView]]], tongue: Tongue
) -> tuple[RegisterPart, ...]:
    """Return every answer by pillar; ``instruments`` are the short titles with the provisions that use them."""
    uses: dict[str, list[Use]] = {}
    for title, nodes in instruments:
        for node in nodes:
            for name in node.rests_on:
                uses.setdefault(name, []).append(Use(node.clause, title, node.title, node.anchor))
    views = [_view(record, uses, tongue) for record in assessment.answers]
    parts = [
        RegisterPart(pillar, tongue.say(pillar), tuple(view for view in views if view.pillar == pillar))
        for pillar in PILLARS
    ]
    return tuple(part for part in parts if part.answers)


def is_rejected(record: AnswerRecord) -> bool:
    """Return whether there is no answer because a review rejected it: the officer did give one."""
    note = record.review
    return note is not None and note.verdict == "rejected" and not note.pending


def _view(record: AnswerRecord, uses: Mapping[str, Sequence[Use]], tongue: Tongue) -> AnswerView:
    held = tongue.rulebook.indicators.get(record.indicator)
    evidence = record.evidence
    return AnswerView(
        id=record.indicator,
        anchor=f"a-{record.indicator}",
        pillar=PILLARS[0] if held is None else held.pillar,
        question=question_title(record.indicator, tongue.rulebook, tongue.code, record.question),
        status=record.status,
        words=tongue.say("rejected_answer")
        if is_rejected(record)
        else answer_words(record, tongue.rulebook, tongue.code),
        grade=record.grade or "" if record.status == "answered" else "",
        grade_words=tongue.say(f"reading_{record.grade}") if record.grade and record.status == "answered" else "",
        contested=record.contested,
        cell=record.cell or "",
        document=free_words(evidence.document or "", tongue.code),
        document_day=tongue.day(evidence.document_date) if evidence.document_date else "",
        page=free_words(evidence.page or "", tongue.code),
        link=free_words(evidence.link or "", tongue.code),
        body=free_words(evidence.responsible_body or "", tongue.code),
        comment=free_words(evidence.comment or "", tongue.code),
        original=_original(record, record.original, tongue),
        note=_note(record.review, tongue),
        voices=tuple(_voice(voice, tongue) for voice in record.voices),
        table=_table(record, tongue),
        used_by=tuple(uses.get(record.indicator, ())),
    )


def _original(record: AnswerRecord, original: OriginalAnswer | None, tongue: Tongue) -> Original | None:
    if original is None:
        return None
    grade = tongue.say(f"reading_{original.grade}") if original.grade else ""
    return Original(original_words(record, tongue.rulebook, tongue.code), grade)


def _note(note: ReviewNote | None, tongue: Tongue) -> Note | None:
    if note is None:
        return None
    verdict = tongue.say(f"verdict_{note.verdict}")
    return Note(
        verdict,
        free_words(note.reason, tongue.code),
        note.reviewer,
        note.second_reviewer or "",
        tongue.day(note.date),
        note.pending,
    )


def _voice(voice: VoiceRecord, tongue: Tongue) -> Voice:
    day = tongue.day(voice.document_date) if voice.document_date else ""
    recorded = tongue.say("recorded", by=voice.recorded_by, day=tongue.day(voice.recorded_on))
    source, document, link = (
        free_words(text, tongue.code) for text in (voice.source, voice.document, voice.link or "")
    )
    return Voice(source, voiced_words(voice, tongue.code), document, day, link, recorded)


def _table(record: AnswerRecord, tongue: Tongue) -> TableView | None:
    held = tongue.rulebook.indicators.get(record.indicator)
    if held is None or held.type != "table" or not isinstance(record.value, list) or not record.value:
        return None
    rows = [row for row in record.value if isinstance(row, dict)]
    names = [name for name in held.columns if any(name in row for row in rows)]
    headings = tuple(column_title(held.id, name, tongue.rulebook, tongue.code) for name in names)
    return TableView(headings, tuple(tuple(_cells(row, names, tongue)) for row in rows))


def _cells(row: Mapping[str, object], names: Sequence[str], tongue: Tongue) -> Iterator[str]:
    for name in names:
        value = row.get(name)
        yield "" if value is None else f"{value:,}" if isinstance(value, int) else free_words(str(value), tongue.code)
