"""Suites: the files of rule tests read and held against the rulebook, with every mistake at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from gapcheck.bench.cases import Tests
from gapcheck.bench.fitting import Fitting
from gapcheck.bench.names import Names
from gapcheck.bench.trials import Excuse, Suite
from gapcheck.errors import Problem, RulebookError, UsageError
from gapcheck.rulebook import Rulebook
from gapcheck.rulebook.folder import ENDING, TESTS, misnamed, read_document, visible
from gapcheck.rulebook.loading import in_order
from gapcheck.rulebook.validation import validate
from gapcheck.rulebook.whereabouts import called_by_people, meant_as_option, root_of
from gapcheck.rulebook.words import near


def load_suite(rulebook: Rulebook, rules: Path | None = None, chosen: Sequence[str] = ()) -> Suite:
    """Return the rule tests in a folder of rules, or of the shipped rules; of them, those that are chosen.

    ``chosen`` are test files, and ids of instruments, provisions and checks. Raises RulebookError with every mistake
    in the files read, each at ``file:line:column``; UsageError for what is chosen and is neither file nor id.
    """
    folder, called = root_of(rules) / TESTS, f"{called_by_people(rules)}/{TESTS}"
    files = {path.resolve(): f"{called}/{path.name}" for path in visible(folder, "*.yaml")}
    named = [path for text in chosen if (path := _file(text, folder)) is not None]
    ids = [text for text in chosen if _file(text, folder) is None]
    names = Names(rulebook)
    _refuse_unknown(ids, names)
    strays = list(_strays(folder, called))
    whole = _read(named or list(files), files, names, strays)
    return _of(whole, ids, names) if ids else whole


def _file(text: str, folder: Path) -> Path | None:
    """Return the file that a text names, also one in the folder of tests by its name alone."""
    for path in (Path(text), folder / text):
        if path.is_file():
            return path.resolve()
    return None


def _refuse_unknown(ids: Sequence[str], names: Names) -> None:
    checks = {check.id for check in names.rulebook.checks}
    known = {*names.nodes, *checks, *(item.id for item in names.rulebook.instruments)}
    problems = [
        Problem(text, "no file and no id", "a test file, or the id of an instrument, a provision or a check",
                meant_as_option(text) or near(text, known))
        for text in ids
        if text not in known
    ]  # fmt: skip
    if problems:
        raise UsageError(problems)


def _read(files: Sequence[Path], shown: dict[Path, str], names: Names, problems: list[Problem]) -> Suite:
    whole = Suite()
    excused: dict[str, Excuse] = {}
    for path in files:
        document, misformed, _ = read_document(path, shown.get(path, str(path)))
        problems += misformed
        if document.data is None:
            continue
        tests, found = validate(Tests, document, ())
        fitting = Fitting(document, names)
        if tests is not None:
            leaves, checks = fitting.leaf_trials(tests), fitting.check_trials(tests)
            excuses = fitting.excuses(tests, excused)
            whole = Suite((*whole.leaves, *leaves), (*whole.checks, *checks), (*whole.excuses, *excuses))
        told = {problem.where for problem in misformed}
        problems += [problem for problem in [*found, *fitting.problems] if problem.where not in told]
    if problems:
        raise RulebookError(in_order(problems), title="The rule tests are not valid")
    return whole


def _of(suite: Suite, ids: Sequence[str], names: Names) -> Suite:
    """Return what a suite holds about some instruments, provisions (with all below them) and checks."""
    wanted = names.under(ids)
    return Suite(
        tuple(trial for trial in suite.leaves if trial.leaf.id in wanted),
        tuple(trial for trial in suite.checks if trial.check.id in wanted),
        tuple(excuse for excuse in suite.excuses if excuse.leaf in wanted),
    )


def _strays(folder: Path, called: str) -> Iterator[Problem]:
    """Yield test files that would be passed over in silence because of their name or place."""
    for path in visible(folder, "**/*"):
        name = f"{called}/{path.relative_to(folder).as_posix()}"
        yield from misnamed(path, name)
        if path.suffix == ENDING and path.parent != folder:
            found = "a test file in a folder further down, which is not read"
            yield Problem(f"{name}:1:1", found, f"it in {TESTS} itself", "Move it.")
