"""All SQL of audit, by noun."""
