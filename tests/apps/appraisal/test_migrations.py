"""Stores of earlier versions are carried over."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection

import make
from apps.appraisal import office
from guiju.apps.appraisal import actions, models

pytestmark = pytest.mark.django_db


def test_the_scorecards_name_is_taken_out_of_summaries_stored_before(tmp_path):
    office.open_department(tmp_path)
    actions.compute(actor=make.operator(), period=office.SEP)
    names = list(models.Outcome.objects.values_list("number", "card"))
    models.Outcome.objects.update(card="")

    import_module("guiju.apps.appraisal.migrations.0002_keep_the_card_apart").fill(apps, connection.schema_editor())

    assert list(models.Outcome.objects.values_list("number", "card")) == names
    assert {card for _number, card in names} == {"", "流量获取组"}
