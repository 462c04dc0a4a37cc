"""Writing: a result as JSON, byte for byte as Python's own writer gives it with sorted keys, in a fraction of the time.

Records bring their keys in order. Only small numbers are not the same: Python writes 1e-05 where pydantic writes
0.00001, and 1e-06 where it writes 1e-6.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from pydantic_core import to_json

from gapcheck.assessment.figures import IN_ORDER

_SMALL: Final = (re.compile(rb"0\.0000[0-9]+"), re.compile(rb"e-[0-9]+"))
_ESCAPED: Final = re.compile(rb"\\.")
_IN_NUMBERS: Final = frozenset(b"-.0123456789")


def written(held: Any, *, indent: int | None = None, without: Mapping[str, Any] | None = None) -> bytes:
    """Return a record, or data whose keys are in order: with ``indent`` a line for each value, else without any space.

    ``without`` says what of a record is left out, as pydantic's ``exclude`` does.
    """
    text = to_json(held, indent=indent, exclude=without, context=IN_ORDER)
    return _as_python(text) if any(small.search(text) for small in _SMALL) else text


def _as_python(text: bytes) -> bytes:
    """Return JSON with the small numbers as Python writes them."""
    pieces, done, seen, quotes = list[bytes](), 0, 0, 0
    for inside, end in sorted(found.span() for small in _SMALL for found in small.finditer(text)):
        quotes += _ESCAPED.sub(b"", text[seen:inside]).count(b'"')
        seen = end
        if quotes % 2 == 0:  # not between quotation marks, so that it is a number and not words about one
            start = next(at for at in range(inside, 0, -1) if text[at - 1] not in _IN_NUMBERS)
            pieces += text[done:start], repr(float(text[start:end])).encode()
            done = end
    return b"".join([*pieces, text[done:]])
