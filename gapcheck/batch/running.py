"""Running: tasks to workers and outcomes back, as many at once as keep the workers busy, and no more.

The workers are any executor of ``concurrent.futures``, which does the scheduling. What is added here is what a run over
hundreds of thousands of workbooks needs of any of them: tasks are drawn as there is room for them, no outcome is
held, and a task that was lost with its worker is tried once more, alone, so that the one that kills its worker is told
from those that only stood beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, CancelledError, Executor, Future, wait
from dataclasses import dataclass, field
from typing import Final

from gapcheck.batch.errors import BatchError
from gapcheck.batch.records import Outcome, Task
from gapcheck.batch.work import Stranger, Unprepared, failed, work
from gapcheck.errors import Problem

_LOOK_UP_SECONDS: Final = 0.25
"""So often it is looked whether to stop, while no outcome comes."""


@dataclass(frozen=True)
class Crew:
    """Workers: how they are hired, anew where one died, how many tasks to give out at once, and how a loss shows.

    ``words`` say who they are, where that is worth saying.
    """

    hire: Callable[[], Executor]
    room: Callable[[], int]
    losses: tuple[type[BaseException], ...] = (BrokenExecutor, Unprepared)
    words: str = ""


@dataclass
class _Shift:
    """One run of tasks over a crew."""

    crew: Crew
    do: Callable[[Task], Outcome]
    stopping: Callable[[], bool]
    flying: dict[Future[Outcome], Task] = field(default_factory=dict)
    lost: list[Task] = field(default_factory=list)
    executor: Executor | None = None

    def run(self, tasks: Iterator[Task]) -> Iterator[Outcome]:
        more = True
        while more or self.flying:
            more = more and not self.lost and not self.stopping() and self._filled(tasks)
            if self.stopping() and self.executor is not None:
                self.executor.shutdown(wait=False, cancel_futures=True)
            yield from self._landed()
            if self.lost and not self.flying:
                yield from self._alone()
                more = not self.stopping()

    def _filled(self, tasks: Iterator[Task]) -> bool:
        """Give out tasks while there is room; return whether there may be more of them."""
        room = self.crew.room()
        while len(self.flying) < room and not self.lost and not self.stopping():
            task = next(tasks, None)
            if task is None:
                return False
            self._give(task)
        return True

    def _give(self, task: Task) -> None:
        if self.executor is None:
            self.executor = self.crew.hire()
        try:
            self.flying[self.executor.submit(self.do, task)] = task
        except self.crew.losses:
            self.lost.append(task)
        except (OSError, RuntimeError) as error:
            raise _gone(error) from error

    def _landed(self) -> Iterator[Outcome]:
        """Yield the outcomes that have come; what was lost is remembered."""
        wait(self.flying, timeout=_LOOK_UP_SECONDS, return_when=FIRST_COMPLETED)
        done = [future for future in self.flying if future.done()]  # ``wait`` does not see all that were taken back
        while done:
            future = done.pop()
            task = self.flying.pop(future)
            try:
                outcome = future.result()
            except self.crew.losses:
                self.lost.append(task)
            except Stranger as error:
                raise _strange(error) from error
            except CancelledError as error:
                if not self.stopping():
                    raise _gone(error) from error
            except ModuleNotFoundError as error:
                raise _bare(error) from error
            except Exception as error:  # noqa: BLE001 - one task must not end the work on all the others
                yield failed(task, f"a fault on the way to a worker or back ({type(error).__name__}: {error})")
            else:
                del future  # it holds the outcome too
                yield outcome

    def _alone(self) -> Iterator[Outcome]:
        """Try the tasks that were lost one by one, each with workers that no other task can kill."""
        lost, self.lost = self.lost, []
        for task in lost:
            if self.stopping():
                return
            self.dismiss()
            self._give(task)
            while self.flying and not self.stopping():
                yield from self._landed()
            if self.lost:
                self.lost = []
                yield failed(task, "a worker that died of it, was ended from outside or knew of no batch, twice")
        self.dismiss()

    def dismiss(self) -> None:
        """Let the workers go; they finish what they have begun, and nothing else."""
        if self.executor is not None:
            self.executor.shutdown(wait=True, cancel_futures=True)
            self.executor = None


def run(
    tasks: Iterator[Task],
    crew: Crew,
    *,
    do: Callable[[Task], Outcome] = work,
    stopping: Callable[[], bool] = lambda: False,
) -> Iterator[Outcome]:
    """Yield the outcome of every task, in the order in which they come.

    Once ``stopping`` is true nothing new is begun, and what no worker has begun is taken back. Raises BatchError where
    the workers as a whole are none to work with.
    """
    shift = _Shift(crew, do, stopping)
    try:
        yield from shift.run(tasks)
    finally:
        shift.dismiss()


def _strange(error: Stranger) -> BatchError:
    mend = "Install the same gapcheck there, on the same kind of Python."
    return BatchError([Problem("a worker", str(error.here), str(error.expected), mend)])


def _gone(error: BaseException) -> BatchError:
    found = f"that they are gone ({type(error).__name__}{f': {error}' if str(error) else ''})"
    return BatchError([Problem("the workers", found, "outcomes", "See to the cluster, then go on with --resume.")])


def _bare(error: ModuleNotFoundError) -> BatchError:
    found = f"no gapcheck that it can use ({error})"
    return BatchError([Problem("a worker", found, "this gapcheck", "Install the same gapcheck there.")])
