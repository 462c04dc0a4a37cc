"""What holds for every test."""

import gc
import os
import tempfile

# Tests start many processes. Where they may not keep what they compile, each compiles all of gapcheck again.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
# Rules that were found right are kept for all of these tests together, and nothing in the cache of who runs them.
_CACHE = tempfile.TemporaryDirectory(prefix="gapcheck-cache-")
os.environ["GAPCHECK_CACHE"] = _CACHE.name


def pytest_collection_finish():
    """Leave modules and tests, which stay to the end, out of what is searched for garbage again and again."""
    gc.collect()
    gc.freeze()
