"""Writers of the export files that the platforms give out, down to their odd headers, encodings and summary rows."""
