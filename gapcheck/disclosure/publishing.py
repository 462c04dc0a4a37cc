"""Publishing: results as they may be passed on, audited together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gapcheck.assessment.fingerprints import fingerprint
from gapcheck.assessment.result import Assessment
from gapcheck.disclosure.choice import Exposure, choose
from gapcheck.disclosure.counts import open_page
from gapcheck.disclosure.findings import Findings
from gapcheck.disclosure.foreign import ForeignVeil, hidden_elsewhere, is_foreign
from gapcheck.disclosure.statements import Statements, named
from gapcheck.disclosure.veil import AuditedVeil, Veil
from gapcheck.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class Published:
    """Results as they may be passed on, and the small counts that their levels or checks tell of all the same."""

    assessments: list[Assessment]
    exposures: tuple[Exposure, ...]


def published(assessments: Sequence[Assessment], rulebook: Rulebook) -> list[Assessment]:
    """Return results as they may be passed on, in the same order: see `disclose`."""
    return disclose(assessments, rulebook).assessments


def disclose(assessments: Sequence[Assessment], rulebook: Rulebook) -> Published:
    """Return results without counts of persons from 1 to 4 and without what would tell them.

    All results that are passed on together belong in one call: they are audited together. What was made with other
    rules cannot be audited: it loses every number that may count persons or rest on such a count, zeros apart.

    Words that tell a small number are kept back too, also where no number is hidden.

    A result in which nothing is kept back comes back as it is. Another has the hash of itself as published, which
    whoever holds the whole result can make again; the hashes of the whole result, of the workbook and of reviews are
    left out, since trying a few numbers against them would tell which are hidden.
    """
    own = [assessment for assessment in assessments if not is_foreign(assessment, rulebook)]
    pages = [open_page(assessment, rulebook) for assessment in own]
    choice = choose(pages)
    audited = iter(pages)

    def veil(assessment: Assessment) -> Veil:
        if is_foreign(assessment, rulebook):
            elsewhere = hidden_elsewhere(pages, choice.hidden, assessment.country.code)
            return ForeignVeil(assessment, rulebook, elsewhere)
        return AuditedVeil(next(audited), choice, rulebook)

    return Published([_shown(assessment, veil(assessment)) for assessment in assessments], choice.exposures)


def _shown(assessment: Assessment, veil: Veil) -> Assessment:
    statements, findings = Statements(veil), Findings(veil)
    shown = assessment.model_copy(
        update={
            "answers": [statements.answer(record) for record in assessment.answers],
            "instruments": [findings.instrument(held) for held in assessment.instruments],
            "contradictions": [findings.contradiction(found) for found in assessment.contradictions],
            "reviews": [statements.review(review) for review in assessment.reviews],
            "problems": [statements.problem(problem) for problem in assessment.problems],
            "submitted_by": named(assessment.submitted_by),
            "submission": named(assessment.submission),
            "transcribed_by": named(assessment.transcribed_by),
        }
    )
    if not veil.anything and shown == assessment:
        return assessment
    shown = shown.model_copy(
        update={
            "workbook": shown.workbook.model_copy(update={"sha256": ""}),
            "reviews": [review.model_copy(update={"sha256": ""}) for review in shown.reviews],
        }
    )
    return shown.model_copy(update={"result_sha256": fingerprint(shown)})
