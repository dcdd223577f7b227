"""Records: forms to fill in, one record with its stages and versions, registers as the document lays them out."""
