"""Many workbooks at once: what ``gapcheck assess`` does where a folder, --jobs, --resume or --dask is given."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, NamedTuple

import typer

from gapcheck.cli.shared import found, told
from gapcheck.errors import Problem, UsageError

if TYPE_CHECKING:
    from gapcheck.batch.batch import Tally
    from gapcheck.batch.listing import Seen
    from gapcheck.batch.records import Asked
    from gapcheck.batch.running import Crew
    from gapcheck.cli.assess import AssessOptions
    from gapcheck.rulebook import Rulebook

INTERRUPTED = 130
"""The exit code of a command that Ctrl-C ended, as shells have it."""


class Many(NamedTuple):
    """How a batch is done: with how many processes, going on with an earlier one, on a cluster."""

    jobs: int | None = None
    resume: bool = False
    dask: str | None = None

    @property
    def named(self) -> bool:
        """Whether anything was asked for that only a batch has."""
        return self.jobs is not None or self.resume or self.dask is not None


def execute(options: AssessOptions) -> int:
    """Assess every workbook below what was named, each to its own reports, and return the worst exit code."""
    from gapcheck.batch.batch import Batch
    from gapcheck.batch.journal import Journal
    from gapcheck.batch.listing import Listing
    from gapcheck.cli.progress import Progress
    from gapcheck.rulebook import recall_rulebook

    check(options)
    output = options.outputs.path
    assert output is not None  # noqa: S101 - checked
    rulebook = recall_rulebook(options.rules)
    options.outputs.check_language(rulebook)
    asked = _asked(options, rulebook)
    named = [path if path.is_dir() else found(path) for path in options.workbooks]
    listing = Listing(named, output, options.outputs.formats, options.outputs.internal)
    seen = listing.check()
    if options.outputs.internal:
        typer.echo("INTERNAL: small counts of persons are shown. Do not pass these files on.", err=True)
    begun = time.monotonic()
    with (
        _crew(options.many, asked) as crew,
        Journal(output, asked, resume=options.many.resume) as journal,
        Progress(seen.workbooks) as progress,
        interruption() as interrupted,
    ):
        told([crew.words] if crew.words else [])
        batch = Batch(asked, output, journal, progress.tell, progress.advance)
        try:
            tally = batch.run(listing, crew, stopping=interrupted)
        except KeyboardInterrupt:  # the second: what was under way is lost, and done anew by --resume
            tally = batch.tally
        stopped = interrupted()
    told(_summary(tally, seen, output / journal.path.name, time.monotonic() - begun))
    if stopped:
        typer.echo(f"Stopped, {tally.total} of {seen.workbooks} done; go on with --resume.", err=True)
        return INTERRUPTED
    return tally.exit_code


def check(options: AssessOptions) -> None:
    """Raise UsageError for all that a batch cannot do, with what can."""
    problems = list(_problems(options))
    if problems:
        raise UsageError(problems)


def _problems(options: AssessOptions) -> Iterator[Problem]:
    outputs, many = options.outputs, options.many
    if outputs.path is None or (outputs.path.exists() and not outputs.path.is_dir()):
        said = "nothing" if outputs.path is None else f"{outputs.path}, which is a file"
        yield Problem("-o", said, "a folder for the reports of many workbooks", "Such as -o reports.")
    tables = [kind for kind in outputs.formats if kind.is_tables]
    if tables:
        mend = f"Write JSON, and make them of that: gapcheck trend FOLDER -f {tables[0]} -o tables"
        yield Problem(f"-f {tables[0]}", "tables over all results", "a format with files for each workbook", mend)
    # What is kept back of one result depends on the others of its country: see the note on copies in disclosure.
    published = [kind for kind in outputs.formats if not kind.is_internal and not kind.is_tables]
    if published and not outputs.internal:
        mend = (
            "Name the workbooks of one country alone, without --jobs; or, for use inside, add --internal; or write "
            "JSON, and of that a page: gapcheck trend FOLDER -f html"
        )
        found = "a format that is passed on, of workbooks that are not looked at together"
        yield Problem(f"-f {published[0]}", found, "json or table, which stay inside", mend)
    if outputs.language is not None and not any(kind.has_language for kind in outputs.formats):
        names = " and ".join(outputs.formats)
        yield Problem("--lang", f"-f {names}", "html, xlsx or md, which can be in another language", "Leave it out.")
    if options.reviews:
        mend = "A review is made for one workbook: assess that one by itself."
        yield Problem("--review", "many workbooks", "one workbook", mend)
    elif options.four_eyes:
        yield Problem("--four-eyes", "no review", "the reviews of two reviewers", "Leave it out.")
    if many.jobs is not None and many.jobs < 1:
        yield Problem("--jobs", str(many.jobs), "1 or more", "Left out, it is the number of processors.")
    if many.jobs is not None and many.dask is not None:
        yield Problem("--jobs", "--dask beside it", "one of the two: a cluster has its own workers", "Leave one out.")


def _asked(options: AssessOptions, rulebook: Rulebook) -> Asked:
    from gapcheck.assessment.gates import gates_of
    from gapcheck.batch.maker import maker_here
    from gapcheck.batch.records import Asked

    gates = gates_of(options.min_scores, options.min_coverage, [kind.value for kind in options.fail_on], rulebook)
    outputs = options.outputs
    return Asked(rulebook, outputs.formats, outputs.language, outputs.internal, gates, maker_here())


@contextmanager
def _crew(many: Many, asked: Asked) -> Iterator[Crew]:
    """Hire the workers that were asked for."""
    from gapcheck.batch.crews import in_this_process, processes, usable_cpus

    if many.dask is not None:
        from gapcheck.batch.extra import cluster

        with cluster(many.dask, asked) as crew:
            yield crew
        return
    jobs = many.jobs or usable_cpus()
    yield in_this_process(asked) if jobs == 1 else processes(asked, jobs)


class Interruption:
    """Whether Ctrl-C was pressed: once ends a batch in order, a second time at once."""

    def __init__(self) -> None:
        self._pressed = False

    def __call__(self) -> bool:
        """Return whether to stop."""
        return self._pressed

    def press(self, _number: int, _frame: FrameType | None) -> None:
        """Take note of Ctrl-C."""
        if self._pressed:
            from gapcheck.batch.crews import end_workers

            end_workers()
            raise KeyboardInterrupt
        self._pressed = True


@contextmanager
def interruption() -> Iterator[Interruption]:
    """Answer Ctrl-C from here on."""
    held = Interruption()
    before = signal.signal(signal.SIGINT, held.press)
    try:
        yield held
    finally:
        # Once pressed, all that is left is to say what came of it: one more is not to cut that off.
        signal.signal(signal.SIGINT, signal.SIG_IGN if held() else before)


def _summary(tally: Tally, seen: Seen, journal: Path, seconds: float) -> Iterator[str]:
    counts = tally.counts
    worked = tally.total - counts["done"]
    parts = [f"{counts['assessed']} assessed", f"{counts['refused']} refused", f"{counts['failed']} failed"]
    if counts["done"]:
        parts.append(f"{counts['done']} done before")
    speed = f" ({worked / seconds:.1f} workbooks a second)" if worked and seconds else ""
    yield f"{', '.join(parts)}, in {seconds:.0f} s{speed}. What came of each: {journal}"
    if tally.warned:
        yield f"Of those assessed now, {tally.warned} have something that could be better."
    if tally.gated:
        yield f"Gates tripped by {tally.gated}."
    if seen.reports:
        yield f"Passed over: {seen.reports} named as reports (*.report.xlsx)."
    if seen.others:
        yield f"Passed over: {seen.others} spreadsheets that are no .xlsx, the first of them {seen.first_other}."
