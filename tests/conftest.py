"""What holds for every test."""

import os

# Tests start many processes. Where they may not keep what they compile, each compiles all of gapcheck again.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
