"""Workbooks that people fill in: read with every problem at its cell, written so that they read back."""

from guiju.apps.spreadsheet.model import Book, Column, Finding, Kind, Place, Row, Sheet
from guiju.apps.spreadsheet.reading import read
from guiju.apps.spreadsheet.writing import write

__all__ = ["Book", "Column", "Finding", "Kind", "Place", "Row", "Sheet", "read", "write"]
