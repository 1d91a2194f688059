"""How Dudao is run on one machine: its database, its four processes, its settings."""
