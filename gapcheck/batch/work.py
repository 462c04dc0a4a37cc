"""The work on one workbook, in whichever process: from its bytes to the bytes of its reports.

Nothing here touches a disk. A worker is prepared once for a batch, and keeps the rulebook from one task to the next.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator
from pathlib import PurePath

from gapcheck.assessment import assess
from gapcheck.assessment.gates import tripped
from gapcheck.batch.maker import Maker, maker_here
from gapcheck.batch.records import Asked, Outcome, Report, Task
from gapcheck.errors import EngineError, GapcheckError, Problem
from gapcheck.report.files import Making, report_files
from gapcheck.workbook.reading import read_bytes

_asked: dict[str, Asked] = {}

_one_at_a_time = threading.Lock()
"""Workers of a cluster may run several threads: the engine is fenced for one, and more would gain nothing."""


class Unprepared(Exception):  # noqa: N818 - it says what the worker is
    """A task came to a worker that was not told of its batch."""


class Stranger(Exception):  # noqa: N818
    """A task came to a worker that may make another result of it."""

    def __init__(self, here: Maker, expected: Maker) -> None:
        super().__init__(here, expected)
        self.here, self.expected = here, expected


def prepare(asked: Asked) -> None:
    """Let this process work for a batch."""
    _asked[asked.key] = asked


def dismiss(key: str) -> None:
    """Let this process forget a batch."""
    _asked.pop(key, None)


def work(task: Task) -> Outcome:
    """Assess one workbook; whatever is wrong with it comes back as an outcome.

    Raises Unprepared or Stranger where this process is none that can work for the batch.
    """
    asked = _asked.get(task.asked)
    if asked is None:
        raise Unprepared(task.asked)
    if maker_here() != asked.maker:
        raise Stranger(maker_here(), asked.maker)
    with _one_at_a_time:
        try:
            return _assessed(task, asked)
        except EngineError as error:
            return Outcome(task.source, task.sha256, "failed", error.exit_code, problems=error.problems)
        except GapcheckError as error:
            return Outcome(task.source, task.sha256, "refused", error.exit_code, problems=error.problems)
        except Exception as error:  # noqa: BLE001 - one workbook must not end the work on all the others
            return failed(task, f"a fault inside gapcheck ({type(error).__name__}: {error})")


def failed(task: Task, found: str) -> Outcome:
    """Return the outcome of a workbook that the work broke off on."""
    mend = "Assess it alone, with GAPCHECK_DEBUG=1, and report what is said: this is no fault of the workbook."
    problem = Problem(task.source.path.name, found, "an assessment", mend)
    return Outcome(task.source, task.sha256, "failed", EngineError.exit_code, problems=(problem,))


def _assessed(task: Task, asked: Asked) -> Outcome:
    name = task.source.path.name
    submission = read_bytes(task.data, name, asked.rulebook)
    assessment = assess(submission, asked.rulebook)
    making = Making(asked.rulebook, asked.language or "en", asked.internal)

    def reports() -> Iterator[Report]:
        for kind in asked.formats:
            for called, data in report_files(assessment, PurePath(name).stem, kind, making).items():
                yield Report(called, data, hashlib.sha256(data).hexdigest())

    return Outcome(
        source=task.source,
        sha256=task.sha256,
        kind="assessed",
        reports=tuple(reports()),
        problems=tuple(submission.problems),
        gates=tuple(tripped(assessment, asked.gates)),
        country=assessment.country.code,
        year=assessment.year,
    )
