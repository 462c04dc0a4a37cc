"""What holds for every test."""

import gc
import os

# Tests start many processes. Where they may not keep what they compile, each compiles all of gapcheck again.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


def pytest_collection_finish():
    """Leave modules and tests, which stay to the end, out of what is searched for garbage again and again."""
    gc.collect()
    gc.freeze()
