"""Homes that hold the shared real data, each filled once."""

from collections.abc import Callable
from pathlib import Path

import pytest

from engines.measure.truths import Sample, brought


@pytest.fixture(scope="session")
def home_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Sample], Path]:
    """The home with the files of a sample."""
    homes: dict[frozenset[str], Path] = {}

    def home(sample: Sample) -> Path:
        names = frozenset(sample.files)
        if names not in homes:
            homes[names] = tmp_path_factory.mktemp("truth")
            brought(homes[names], sample)
        return homes[names]

    return home
