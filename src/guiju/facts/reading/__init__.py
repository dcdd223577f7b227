"""Bytes in, tables of text out: every encoding, separator and workbook that platforms hand out."""
