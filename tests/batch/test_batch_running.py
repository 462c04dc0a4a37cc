"""Tasks to workers and outcomes back: each once, no more at once than asked for, and none lost with a worker."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ThreadPoolExecutor
from typing import ClassVar

import psutil
import pytest
from batch import toys

from gapcheck.batch.crews import Inline, in_this_process, processes
from gapcheck.batch.errors import BatchError
from gapcheck.batch.maker import Maker
from gapcheck.batch.records import Asked, Outcome, Task
from gapcheck.batch.running import Crew, run
from gapcheck.batch.work import Stranger

MB = 1024**2
Made = Callable[[Asked], Crew]
CREWS: dict[str, Made] = {
    "inline": in_this_process,
    "processes": lambda asked: processes(asked, 2),
    "threads": lambda _: Crew(lambda: ThreadPoolExecutor(3), lambda: 6),  # any executor will do
}


def names(outcomes: Iterator[Outcome]) -> list[str]:
    return [held.source.path.name for held in outcomes]


@pytest.mark.parametrize("crew", CREWS)
def test_every_task_comes_back_once(crew: str, asked: Asked) -> None:
    given = [f"{number}.xlsx" for number in range(40)]
    came = names(run(map(toys.task, given), CREWS[crew](asked), do=toys.echo))
    assert sorted(came) == sorted(given)
    if crew == "inline":
        assert came == given


@pytest.mark.parametrize("crew", CREWS)
def test_nothing_to_do_is_done_at_once(crew: str, asked: Asked) -> None:
    assert list(run(iter(()), CREWS[crew](asked), do=toys.echo)) == []


@pytest.mark.parametrize("room", [1, 4])
def test_tasks_are_drawn_only_as_there_is_room(room: int) -> None:
    drawn = 0

    def tasks() -> Iterator[Task]:
        nonlocal drawn
        for number in range(30):
            drawn += 1
            yield toys.task(str(number))

    came = 0
    for _ in run(tasks(), Crew(lambda: ThreadPoolExecutor(2), lambda: room), do=toys.slow):
        came += 1
        assert drawn <= came + room
    assert came == drawn == 30


def test_one_that_kills_its_worker_is_told_and_no_other_is_lost(asked: Asked) -> None:
    given = [toys.task(str(number), b"always" if number in (3, 11) else b"") for number in range(20)]
    came = list(run(iter(given), processes(asked, 2), do=toys.deadly))
    assert sorted(names(iter(came)), key=int) == [str(number) for number in range(20)]
    failed = {held.source.path.name: held for held in came if held.kind == "failed"}
    assert set(failed) == {"3", "11"}
    assert "a worker that died of it" in failed["3"].problems[0].found
    assert failed["3"].exit_code == 5


def test_a_worker_that_dies_once_costs_nothing(asked: Asked, tmp_path) -> None:
    mark = str(tmp_path / "died").encode()
    given = [toys.task(str(number), mark if number == 2 else b"") for number in range(8)]
    came = list(run(iter(given), processes(asked, 2), do=toys.deadly))
    assert sorted(names(iter(came))) == [str(number) for number in range(8)]
    assert {held.kind for held in came} == {"assessed"}
    assert (tmp_path / "died").exists()


def test_workers_that_die_at_every_task_end_in_outcomes(asked: Asked) -> None:
    came = list(run((toys.task(str(number), b"always") for number in range(3)), processes(asked, 1), do=toys.deadly))
    assert [held.kind for held in came] == ["failed"] * 3


class Hiring(Executor):
    """Workers that are not there when they are given something."""

    def submit(self, *_args, **_kwargs):
        raise BrokenExecutor


def test_workers_that_cannot_be_hired_are_no_endless_loop() -> None:
    came = list(run(map(toys.task, "ab"), Crew(Hiring, lambda: 2), do=toys.echo))
    assert [held.kind for held in came] == ["failed", "failed"]


@pytest.mark.parametrize("crew", CREWS)
def test_what_goes_wrong_with_one_task_is_its_own_outcome(crew: str, asked: Asked) -> None:
    given = [toys.task("good"), toys.task("bad", b"nothing there"), toys.task("fine")]
    came = {held.source.path.name: held for held in run(iter(given), CREWS[crew](asked), do=toys.faulty)}
    assert {name: held.kind for name, held in came.items()} == {"good": "assessed", "bad": "failed", "fine": "assessed"}
    assert "LookupError: nothing there" in came["bad"].problems[0].found


def test_an_outcome_that_cannot_come_back_is_told(asked: Asked) -> None:
    (came,) = run(iter([toys.task("odd", b"lambda")]), processes(asked, 1), do=toys.faulty)
    assert came.kind == "failed"
    assert "on the way to a worker or back" in came.problems[0].found


@pytest.mark.parametrize("crew", CREWS)
def test_once_stopped_nothing_new_is_begun_and_what_came_stays(crew: str, asked: Asked) -> None:
    held = CREWS[crew](asked)
    begun: list[Task] = []
    came: set[str] = set()

    def tasks() -> Iterator[Task]:
        for number in range(100):
            begun.append(toys.task(str(number)))
            yield begun[-1]

    for outcome in run(tasks(), held, do=toys.slow, stopping=lambda: len(came) >= 3):
        came.add(outcome.source.path.name)
    assert 3 <= len(came) <= len(begun) <= 3 + held.room()


def test_one_that_waits_for_a_worker_is_stopped_too() -> None:
    class Nobody(Executor):
        given: ClassVar[list[Future]] = []

        def submit(self, *_args, **_kwargs):
            self.given.append(Future())
            return self.given[-1]

        def shutdown(self, **how):
            assert how["cancel_futures"]
            for future in self.given:
                future.cancel()

    begun = time.monotonic()
    came = list(run(map(toys.task, "abc"), Crew(Nobody, lambda: 2), stopping=lambda: time.monotonic() > begun + 0.3))
    assert came == []


def _raising(error: BaseException) -> Callable[[Task], Outcome]:
    def do(_: Task) -> Outcome:
        raise error

    return do


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (
            Stranger(Maker("9.9", "a" * 64, both_engines=False), Maker("0.1", "b" * 64, both_engines=True)),
            "gapcheck 9.9",
        ),
        (ModuleNotFoundError("No module named 'gapcheck'"), "no gapcheck that it can use"),
    ],
)
def test_workers_that_would_make_something_else_end_the_batch(error: BaseException, says: str) -> None:
    with pytest.raises(BatchError, match=says):
        list(run(map(toys.task, "abc"), Crew(Inline, lambda: 1), do=_raising(error)))


def test_workers_that_take_no_more_tasks_end_the_batch() -> None:
    executor = ThreadPoolExecutor(1)
    executor.shutdown()
    with pytest.raises(BatchError, match="cannot schedule new futures after shutdown"):
        list(run(map(toys.task, "abc"), Crew(lambda: executor, lambda: 1), do=toys.echo))


def test_a_cluster_that_takes_its_tasks_back_ends_the_batch() -> None:
    class Leaving(Inline):
        def submit(self, *_args, **_kwargs):
            future: Future = Future()
            future.cancel()
            future.set_running_or_notify_cancel()
            return future

    with pytest.raises(BatchError, match="the workers: found that they are gone"):
        list(run(map(toys.task, "abc"), Crew(Leaving, lambda: 1)))


@pytest.mark.parametrize("crew", ["inline", "processes"])
def test_memory_stays_flat(crew: str, asked: Asked) -> None:
    process, resident = psutil.Process(), []
    for number, _ in enumerate(run((toys.task(str(n)) for n in range(200)), CREWS[crew](asked), do=toys.heavy)):
        if number >= 40:
            resident.append(process.memory_info().rss)
    # Held, the last 160 outcomes of 300 kB would be 47 MB.
    assert max(resident) - resident[0] < 12 * MB


def test_workers_end_with_the_run(asked: Asked) -> None:
    before = set(psutil.Process().children())
    outcomes = run(map(toys.task, "abcdef"), processes(asked, 2), do=toys.slow)
    next(outcomes)
    outcomes.close()
    left = [child for child in set(psutil.Process().children()) - before if child.is_running()]
    # The server that workers are forked from stays, for the next crew, with what keeps count of what they share.
    assert all(not child.children() for child in left)
    assert os.getpid() not in {child.pid for child in left}
