"""Tables an office would print, as CSV and as XLSX."""
