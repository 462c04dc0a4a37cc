"""``gapcheck assess``: from workbooks to a scored gap report."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple, Optional

import typer

from gapcheck.cli.batch import Many
from gapcheck.cli.outputs import Outputs, formats_of
from gapcheck.cli.shared import (
    Exit,
    FourEyesOption,
    InternalOption,
    ReportLanguageOption,
    ReviewOption,
    RulesOption,
    found,
    refuse_input,
    remark,
    tell,
    told,
)
from gapcheck.errors import Problem, UsageError, WorkbookError
from gapcheck.report.formats import Format

if TYPE_CHECKING:
    from gapcheck.rulebook import Rulebook
    from gapcheck.workbook import Submission
    from gapcheck.workbook.decisions import Review


class FailOn(StrEnum):
    """What must not be in a report: any failed check, or only those that are errors."""

    CONTRADICTION = "contradiction"
    ERROR = "error"


class AssessOptions(NamedTuple):
    """What ``assess`` was asked to do."""

    workbooks: tuple[Path, ...]
    outputs: Outputs
    rules: Path | None
    reviews: tuple[Path, ...] = ()
    four_eyes: bool = False
    min_scores: tuple[str, ...] = ()
    min_coverage: str | None = None
    fail_on: tuple[FailOn, ...] = ()
    many: Many = Many()

    @property
    def is_batch(self) -> bool:
        """Whether each workbook is to have its own reports, with a journal: a folder is named, or a batch asked for."""
        return self.many.named or any(path.is_dir() for path in self.workbooks)


def command(
    workbooks: Annotated[
        list[Path],
        typer.Argument(metavar="WORKBOOK|FOLDER...", help="Filled workbooks (.xlsx), or folders of them."),
    ],
    format: Annotated[  # noqa: A002
        Optional[list[Format]],  # noqa: UP045
        typer.Option(
            "-f", "--format", help="How the report is written; may be repeated. [default: table; of a batch json]"
        ),
    ] = None,
    output: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option("-o", "--output", metavar="PATH", help="A file to write to, or a folder for several."),
    ] = None,
    lang: ReportLanguageOption = None,
    review: ReviewOption = None,
    four_eyes: FourEyesOption = False,
    min_score: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Option(
            "--min-score", metavar="INSTRUMENT=N", help="Exit 1 if the documented score is below N; may be repeated."
        ),
    ] = None,
    min_coverage: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--min-coverage", metavar="N", help="Exit 1 if the coverage of a scored instrument is below N %."),
    ] = None,
    fail_on: Annotated[
        Optional[list[FailOn]],  # noqa: UP045
        typer.Option("--fail-on", help="Exit 1 if a check failed: any, or only those that are errors."),
    ] = None,
    internal: InternalOption = False,
    rules: RulesOption = None,
    jobs: Annotated[
        Optional[int],  # noqa: UP045
        typer.Option("--jobs", metavar="N", help="A batch by so many processes. [default: one for each processor]"),
    ] = None,
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on with a batch: what is done and has not changed is passed over.")
    ] = False,
    dask: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--dask", metavar="ADDRESS", help="A batch by the workers of a Dask scheduler: tcp://HOST:8786."),
    ] = None,
) -> None:
    """Assess workbooks and write a scored gap report.

    Where a folder is named, or --jobs, --resume or --dask, it is a batch: each workbook has its own reports in the
    folder -o, written as they come, and a line in its batch.jsonl. Ctrl-C leaves what is done.

    Exit codes: 0 done (gaps alone are no error), 1 a gate that was asked for tripped, 2 wrong use, 3 a workbook or a
    review cannot be used, 4 the rule files are not valid, 5 an internal fault or engines that disagree. Of several
    workbooks the worst counts. 130: a batch that Ctrl-C stopped.
    """
    options = AssessOptions(
        workbooks=tuple(workbooks),
        outputs=Outputs(formats_of(format), output, lang, internal),
        rules=rules,
        reviews=tuple(review or ()),
        four_eyes=four_eyes,
        min_scores=tuple(min_score or ()),
        min_coverage=min_coverage,
        fail_on=tuple(fail_on or ()),
        many=Many(jobs, resume, dask),
    )
    if options.is_batch and not format:
        options = options._replace(outputs=options.outputs._replace(formats=(Format.JSON,)))
    raise typer.Exit(execute(options))


def execute(options: AssessOptions) -> int:
    """Assess every workbook that can be, say what is wrong with the others, and return the exit code."""
    if options.is_batch:
        from gapcheck.cli import batch

        return batch.execute(options)
    from gapcheck.assessment import assess
    from gapcheck.assessment.gates import gates_of, tripped
    from gapcheck.rulebook import recall_rulebook
    from gapcheck.workbook import read_workbook

    refuse_input(options.outputs.path, [*options.workbooks, *options.reviews])
    options.outputs.check(options.workbooks)
    _check_reviews(options)
    rulebook = recall_rulebook(options.rules)
    options.outputs.check_language(rulebook)
    gates = gates_of(options.min_scores, options.min_coverage, [kind.value for kind in options.fail_on], rulebook)
    assessments, gated, code = [], [], int(Exit.DONE)
    for workbook in options.workbooks:
        try:
            submission = read_workbook(found(workbook), rulebook)
            reviews = _reviews(options, submission, rulebook)
            assessment = assess(submission, rulebook, reviews, four_eyes=options.four_eyes)
        except (WorkbookError, UsageError) as error:
            tell(error, str(workbook))
            code = max(code, error.exit_code)
        else:
            remark(submission.problems, str(workbook))
            assessments.append(assessment)
            gated += [f"{workbook}: {words}" for words in tripped(assessment, gates)]
    if assessments:
        options.outputs.write(assessments, rulebook, options.workbooks)
    told(f"Gate tripped: {words}." for words in gated)
    return max(code, int(Exit.GATE)) if gated else code


def _reviews(options: AssessOptions, submission: Submission, rulebook: Rulebook) -> list[Review]:
    if not options.reviews:
        return []
    from gapcheck.workbook.reviewing.reading import read_review  # which most assessments do without

    return [read_review(path, submission, rulebook) for path in options.reviews]


def _check_reviews(options: AssessOptions) -> None:
    """Raise UsageError where it cannot be meant what reviews are named."""
    problems = []
    if options.reviews and len(options.workbooks) > 1:
        mend = "A review is made for one workbook: assess them one by one."
        problems.append(Problem("--review", f"{len(options.workbooks)} workbooks", "one workbook", mend))
    for number, path in enumerate(options.reviews):
        if any(_same(path, other) for other in options.reviews[:number] if path.exists()):
            problems.append(Problem("--review", f"{path} a second time", "each review once", ""))
    if options.four_eyes and not options.reviews:
        problems.append(Problem("--four-eyes", "no review", "the reviews of two reviewers", "Name them with --review."))
    if problems:
        raise UsageError(problems)


def _same(one: Path, other: Path) -> bool:
    return other.exists() and one.samefile(other)
