"""Does a condition hold? Two evaluators over the same trees, and the decision on which they agree."""
