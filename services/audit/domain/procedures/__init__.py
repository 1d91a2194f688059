"""The life of a case as data: states, steps and clocks of each procedure, and what may happen next."""
