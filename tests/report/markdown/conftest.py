"""Reading Markdown back, shared by the tests of this room."""

from __future__ import annotations

from sharing import share

share("report/markdown", "reading")
