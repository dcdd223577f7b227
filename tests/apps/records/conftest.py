"""The department of the records' tests."""

import pytest

from apps.records import office


@pytest.fixture
def book(db):
    """Everybody in post and the regulation in force; gives the edition's hash."""
    return office.open_department()
