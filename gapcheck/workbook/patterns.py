"""Regular expressions compiled at their first use: the room has some eighty, and one run needs few of them."""

from __future__ import annotations

import re
from typing import Any, cast

_METHODS = ("fullmatch", "match", "search", "sub", "split", "findall", "finditer")


class _Late:
    def __init__(self, pattern: str, flags: int) -> None:
        self._written = (pattern, flags)

    def __getattr__(self, name: str) -> Any:
        made = re.compile(*self._written)
        # From now on the methods are found here, as fast as those of the pattern itself.
        vars(self).update({method: getattr(made, method) for method in _METHODS})
        return getattr(made, name)


def late(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Return a pattern, as ``re.compile`` does; an error in it shows when it is first used."""
    return cast("re.Pattern[str]", _Late(pattern, flags))
