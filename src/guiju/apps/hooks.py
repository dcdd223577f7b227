"""How a lower app lets higher ones know without knowing them: the settings name who is told."""

from datetime import date
from functools import partial

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string


def changed(*, since: date) -> None:
    """People, shops or rules are others than before from a day on; told once the transaction is through."""
    for path in settings.GUIJU_AFTER_CHANGE:
        transaction.on_commit(partial(import_string(path), since=since))
