"""Tables of words: CSV, TSV and XLSX, in and out."""
