"""A demo department: a seeded simulator writes export files, which come in by the same door as real ones."""
