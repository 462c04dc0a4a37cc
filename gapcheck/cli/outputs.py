"""Where reports go: to the terminal, to one file, or to a folder under names that are always the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import typer

from gapcheck.cli.passing_on import passed_on
from gapcheck.errors import Problem, UsageError
from gapcheck.files import write_whole
from gapcheck.report.formats import Format

if TYPE_CHECKING:
    from gapcheck.assessment.result import Assessment
    from gapcheck.rulebook import Rulebook


class Outputs(NamedTuple):
    """What reports were asked for, where, in which language, and whether they stay in the house."""

    formats: tuple[Format, ...]
    path: Path | None
    language: str | None = None
    internal: bool = False

    def check(self, workbooks: Sequence[Path]) -> None:
        """Raise UsageError where what was asked for cannot be written: before anything is assessed."""
        problems = list(self._problems(workbooks))
        if problems:
            raise UsageError(problems)

    def check_language(self, rulebook: Rulebook) -> None:
        """Raise UsageError where the rule files do not have the language: before anything is assessed."""
        if self.language is not None:
            from gapcheck.report.story import Tongue

            Tongue(rulebook, self.language)

    def _problems(self, workbooks: Sequence[Path]) -> Iterator[Problem]:
        names = " and ".join(dict.fromkeys(self.formats))
        if self.language is not None and not any(kind.has_language for kind in self.formats):
            yield Problem(
                "--lang", f"-f {names}", "html, xlsx or md, which can be in another language", "Leave it out."
            )
        if self._needs_folder(workbooks):
            found = "nothing" if self.path is None else f"{self.path}, which is a file"
            if self.path is None or (self.path.exists() and not self.path.is_dir()):
                expected = f"a folder, since -f {names} gives several files"
                yield Problem("-o", found, expected, "Such as -o reports.")
        elif self.path is None and self.formats == (Format.XLSX,):
            yield Problem("-o", "nothing", "a file to write to, since a workbook is no text", "Such as -o report.xlsx.")
        if self._in_folder(workbooks):
            yield from self._clashing(workbooks)

    def _clashing(self, workbooks: Sequence[Path]) -> Iterator[Problem]:
        from gapcheck.report.files import ENDINGS, file_names

        stems = [path.stem for path in workbooks]
        twice = sorted({stem for stem in stems if stems.count(stem) > 1})
        if twice and any(kind in ENDINGS for kind in self.formats):
            mend = "Rename one of the workbooks, or assess them one by one."
            found = f"{', '.join(twice)} more than once"
            yield Problem(str(self.path), found, "another name for each workbook", mend)
        targets = [
            self.path / name
            for stem in stems
            for kind in self.formats
            for name in file_names(stem, kind, internal=self.internal)
            if self.path is not None
        ]
        for target in targets:
            if target.exists() and any(path.exists() and target.samefile(path) for path in workbooks):
                yield Problem(str(target), "a file that is read", "another folder for the reports", "")

    def _needs_folder(self, workbooks: Sequence[Path]) -> bool:
        if len(self.formats) > 1:
            return True
        only = self.formats[0]
        several = len(workbooks) > 1 and not only.is_internal
        return only.is_tables or only is Format.OSCAL or several

    def _in_folder(self, workbooks: Sequence[Path]) -> bool:
        return self._needs_folder(workbooks) or (self.path is not None and self.path.is_dir())

    def write(self, assessments: Sequence[Assessment], rulebook: Rulebook, workbooks: Sequence[Path]) -> None:
        """Write every report that was asked for; ``workbooks`` are those named, some of which may not be assessed.

        Small counts of persons are kept back where a format is made to be passed on, over all results together.
        """
        shown = assessments
        if not all(kind.is_internal for kind in self.formats):
            shown = passed_on(assessments, rulebook, internal=self.internal)
        if self._in_folder(workbooks):
            assert self.path is not None  # noqa: S101 - checked before anything was assessed
            write_files(self.path, self._files(assessments, shown, rulebook))
            self._warn()
        else:
            self._write_one(assessments, shown, rulebook, several=len(workbooks) > 1)

    def _files(
        self, assessments: Sequence[Assessment], shown: Sequence[Assessment], rulebook: Rulebook
    ) -> Mapping[str, bytes]:
        from gapcheck.report.files import Making, report_files

        making = Making(rulebook, self.language or "en", self.internal)
        files: dict[str, bytes] = {}
        for kind in self.formats:
            if kind.is_tables:
                from gapcheck.report.tidy.writing import Kind, table_files

                files |= table_files(shown, rulebook, Kind(kind.value))
                continue
            for assessment in assessments if kind.is_internal else shown:
                files |= report_files(assessment, Path(assessment.workbook.file).stem, kind, making)
        return files

    def _write_one(
        self, assessments: Sequence[Assessment], shown: Sequence[Assessment], rulebook: Rulebook, *, several: bool
    ) -> None:
        from gapcheck.report.files import Making, report_files

        kind = self.formats[0]
        if several:  # follows what was asked for, not how many could be assessed: a program must know the shape
            data = _together(assessments, kind).encode()
        else:
            making = Making(rulebook, self.language or "en", self.internal)
            held = assessments[0] if kind.is_internal else shown[0]
            (data,) = report_files(held, "report", kind, making).values()
        if self.path is None:
            typer.echo(data.decode(), nl=False)
        else:
            write_whole(self.path, data)
            typer.echo(f"Written: {self.path}", err=True)

    def _warn(self) -> None:
        inside = [kind.value for kind in self.formats if kind.is_internal]
        if inside and not all(kind.is_internal for kind in self.formats) and not self.internal:
            typer.echo(
                f"The files of -f {' and '.join(inside)} show all counts of persons: do not pass them on.", err=True
            )


def _together(assessments: Sequence[Assessment], kind: Format) -> str:
    from gapcheck.report import json, terminal

    return json.render(assessments) if kind is Format.JSON else terminal.render(assessments)


def write_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files into a folder, which is made where there is none; all are made before the first is written."""
    if not folder.exists() and folder.parent.is_dir():
        folder.mkdir()
    for name, data in files.items():
        write_whole(folder / name, data)
        typer.echo(f"Written: {folder / name}", err=True)


def folder_of(output: Path | None, kind: str) -> Path:
    """Return the folder for tidy tables; raises UsageError where none was named, or where it is a file."""
    if output is None or (output.exists() and not output.is_dir()):
        found = "nothing" if output is None else f"{output}, which is a file"
        problem = Problem("-o", found, f"a folder, since {kind} gives several files", f"Such as -o tables -f {kind}.")
        raise UsageError([problem])
    return output


def write_tables(
    assessments: Sequence[Assessment], rulebook: Rulebook, kind: str, output: Path | None, *, internal: bool
) -> None:
    """Write the tidy tables as csv or parquet into a folder, which is made where there is none.

    Raises UsageError where no folder was named, or where ``output`` is a file.
    """
    from gapcheck.report.tidy.writing import Kind, table_files

    folder = folder_of(output, kind)
    shown = passed_on(assessments, rulebook, internal=internal)
    write_files(folder, table_files(shown, rulebook, Kind(kind)))


def formats_of(named: Iterable[Format] | None) -> tuple[Format, ...]:
    """Return the formats that were named, each once, or the one for a terminal."""
    return tuple(dict.fromkeys(named or ())) or (Format.TABLE,)
