"""Files as people send them - text, Word, HTML, PDF - as one text with its paragraphs and tables."""
