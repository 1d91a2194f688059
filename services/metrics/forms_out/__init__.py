"""Forms in which readings are given out: batches of columns in, pieces of bytes out, never a whole table in memory."""
