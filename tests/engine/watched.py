"""A durable-rules that can be watched and made to fail."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType


class Watched:
    """The durable-rules module, with every call kept, and some functions replaced by a test."""

    def __init__(self, module: ModuleType) -> None:
        self.error = module.error
        self.calls: list[tuple[str, tuple[object, ...]]] = []
        self._module = module
        self._replaced: dict[str, Callable[..., object]] = {}

    def replace(self, name: str, function: Callable[..., object]) -> None:
        """Answer calls of a function with one that is given the real function first."""
        self._replaced[name] = function

    def called(self, name: str) -> list[tuple[object, ...]]:
        return [arguments for called, arguments in self.calls if called == name]

    def __getattr__(self, name: str) -> Callable[..., object]:
        real = getattr(self._module, name)

        def call(*arguments: object) -> object:
            self.calls.append((name, arguments))
            return self._replaced[name](real, *arguments) if name in self._replaced else real(*arguments)

        return call
