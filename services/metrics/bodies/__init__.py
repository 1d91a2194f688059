"""Every form of a submission's body - JSON, lines, tables, columns - as the same columns, or a refusal."""
