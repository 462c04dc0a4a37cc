"""Why a batch as a whole cannot go on; what is done stays, and is taken up with --resume."""

from __future__ import annotations

from gapcheck.errors import GapcheckError


class BatchError(GapcheckError):
    """The batch was broken off by what is around it, not by a workbook."""

    exit_code = 5
    title = "The batch was broken off; what is done stays, go on with --resume"
