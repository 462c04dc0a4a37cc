"""YAML files as data with places: every scalar is text, every key knows its line and column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

Data: TypeAlias = "str | list[Data] | dict[str, Data] | None"
Path: TypeAlias = Sequence[str | int]


@dataclass(slots=True)
class Spot:
    """Where a value stands, and the spots of what is inside it; lines and columns count from 1.

    ``keys`` gives the line and column of each key of a mapping; ``plain`` says of a text that no quotes stand round it.
    """

    line: int
    column: int
    keys: dict[str, tuple[int, int]] | None = None
    parts: dict[str, Spot] | list[Spot] | None = None
    plain: bool = False

    def inside(self, step: str | int) -> Spot | None:
        """Return the spot of the value under a key or index, or None where there is none."""
        if isinstance(self.parts, dict):
            return self.parts.get(str(step))
        if isinstance(self.parts, list) and isinstance(step, int) and 0 <= step < len(self.parts):
            return self.parts[step]
        return None


@dataclass(frozen=True, slots=True)
class Document:
    """One parsed file: its name as shown to people, its data, and the spots of the same shape."""

    name: str
    data: Data
    root: Spot

    def place(self, path: Path, *, key: bool = False) -> str:
        """Return ``file:line:column`` of the value (or, with ``key``, of the key) nearest to ``path``.

        Steps that are not in the file (a missing key, a name that validation added) are passed over.
        """
        spot = self.root
        line, column = spot.line, spot.column
        for index, step in enumerate(path):
            inner = spot.inside(step)
            if inner is None:
                continue
            line, column = inner.line, inner.column
            if key and index == len(path) - 1 and spot.keys is not None:
                line, column = spot.keys[str(step)]
            spot = inner
        return f"{self.name}:{line}:{column}"

    def present(self, path: Path) -> tuple[str | int, ...]:
        """Return ``path`` without the steps that are not in the file."""
        spot = self.root
        steps: list[str | int] = []
        for step in path:
            inner = spot.inside(step)
            if inner is not None:
                steps.append(step if isinstance(spot.parts, list) else str(step))
                spot = inner
        return tuple(steps)

    def value(self, path: Path) -> Data:
        """Return the data at a path that is in the file."""
        data = self.data
        for step in path:
            if isinstance(data, dict):
                data = data[str(step)]
            elif isinstance(data, list) and isinstance(step, int):
                data = data[step]
        return data

    def spot(self, path: Path) -> Spot:
        """Return the spot at a path that is in the file, or of the nearest thing above it."""
        spot = self.root
        for step in path:
            spot = spot.inside(step) or spot
        return spot

    def remove(self, path: Path) -> None:
        """Remove the key or list item at a path that is in the file, from data and spots alike."""
        *above, step = path
        data, spot = self.value(above), self.spot(above)
        if isinstance(data, dict) and isinstance(spot.parts, dict) and spot.keys is not None:
            del data[str(step)], spot.parts[str(step)], spot.keys[str(step)]
        elif isinstance(data, list) and isinstance(spot.parts, list) and isinstance(step, int):
            del data[step], spot.parts[step]

    def rename(self, path: Path, name: str) -> None:
        """Give the key at a path that is in the file another name, its place kept."""
        *above, step = path
        data, spot = self.value(above), self.spot(above)
        if isinstance(data, dict) and isinstance(spot.parts, dict) and spot.keys is not None:
            data[name] = data.pop(str(step))
            spot.parts[name] = spot.parts.pop(str(step))
            spot.keys[name] = spot.keys.pop(str(step))
