"""Answers of audit as tables that an office prints."""
