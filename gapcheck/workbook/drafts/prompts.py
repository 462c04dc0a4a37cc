"""The messages at the cells of a workbook: the guidance that its officers saw."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from gapcheck.rulebook.model import PILLARS
from gapcheck.workbook.safety.archive import Scan
from gapcheck.workbook.safety.markup import MAIN, STRICT, Budget, Damaged, Forbidden, Listener, stream
from gapcheck.workbook.texts import matching, plain

_VALIDATIONS: Final = frozenset(f"{space} dataValidation" for space in (MAIN, STRICT))


class _Prompts(Listener):
    def __init__(self) -> None:
        super().__init__(Budget())
        self.found: dict[str, str] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        super().start(name, attributes)
        if name in _VALIDATIONS and attributes.get("promptTitle"):
            self.found.setdefault(attributes["promptTitle"], attributes.get("prompt", ""))


def prompts(data: bytes, file_name: str) -> Mapping[str, str]:
    """Return the messages on the pillars' sheets by their titles, as titles are compared; a question's is its id.

    None where a sheet cannot be read so: no answer is there.
    """
    scan, listener = Scan(data, file_name), _Prompts()
    for part, name in scan.names.items():
        if matching(name) in PILLARS and part in scan.parts:
            try:
                stream(scan.parts[part], listener)
            except (Damaged, Forbidden):
                return {}
    return {matching(title): plain(text) for title, text in listener.found.items()}
