"""Views of plans as tables that an office prints."""
