"""Local variants of the standards: which places a local text changes, from what to what, for whom."""
