"""Commands by name, each imported only when it is asked for: a run pays for one of them, and ``--help`` for none."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

import typer
from typer.core import TyperGroup
from typer.main import get_command


class Entry(NamedTuple):
    """Where a command is, and the first sentence of its help: the list of commands is written without importing it.

    The module has a ``command``, or an ``app`` with commands of its own. ``lenient`` lets arguments through that the
    command does not know, so that it can tell a person which option was meant.
    """

    module: str
    help: str
    lenient: bool = False


class Commands(Mapping[str, Any]):
    """Entries as the commands that typer makes of them, each made once."""

    def __init__(self, entries: Mapping[str, Entry]) -> None:
        self.entries = entries
        self._made: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        if name not in self._made:
            self._made[name] = _made(name, self.entries[name])
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.entries)

    def __len__(self) -> int:
        return len(self.entries)


def group(entries: Mapping[str, Entry]) -> type[TyperGroup]:
    """Return the class of a group that has these commands."""

    class Group(TyperGroup):
        def __init__(self, **settings: Any) -> None:
            super().__init__(**settings)
            self.commands: Any = Commands(entries)

        def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 - click's signature
            return list(self.commands)

        def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002 - click's signature
            with formatter.section("Commands"):
                formatter.write_dl([(name, entry.help) for name, entry in entries.items()])

    return Group


def new_app(entries: Mapping[str, Entry], help: str, options: Callable[..., None]) -> typer.Typer:  # noqa: A002
    """Return an application with these commands; ``options`` are those of the application as a whole."""
    app = typer.Typer(
        name="gapcheck",
        cls=group(entries),
        help=help,
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,  # plain text: rich would take longer to import than all else that help needs
    )
    app.callback()(options)
    return app


def _made(name: str, entry: Entry) -> Any:
    module = importlib.import_module(entry.module)
    if hasattr(module, "app"):
        made = get_command(module.app)
    else:
        alone = typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)
        alone.command(name, context_settings={"allow_extra_args": entry.lenient})(module.command)
        made = get_command(alone)
    made.name = name
    return made
