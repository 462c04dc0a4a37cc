"""What tests of rule files share: examples on disk, laid over one another."""

from sharing import share

share("rulebook", "laying")
