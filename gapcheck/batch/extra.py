"""The door to a cluster: ``distributed`` is an extra, and imported only behind this door."""

from __future__ import annotations

from contextlib import AbstractContextManager

from gapcheck.batch.records import Asked
from gapcheck.batch.running import Crew
from gapcheck.errors import Problem, UsageError


def cluster(address: str, asked: Asked) -> AbstractContextManager[Crew]:
    """Return the crew of a cluster; raises UsageError where what it takes is not installed."""
    try:
        import distributed  # noqa: F401
    except ImportError as error:
        mend = "Install it: pip install 'gapcheck[dask]'"
        raise UsageError([Problem("--dask", "no dask.distributed here", "the extra of that name", mend)]) from error
    from gapcheck.batch.cluster import connected

    return connected(address, asked)
