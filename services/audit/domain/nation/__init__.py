"""Many counties at once by arrays; what arrays cannot be sure of is settled by the exact engine, which has the word."""
