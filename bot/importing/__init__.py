"""People and the duty roster from a workbook (XLSX): all of it, or nothing and every error at once."""
