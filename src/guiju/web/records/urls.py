"""Addresses of records."""

from django.urls import path

from guiju.web.records import brought, doing, filling, listing, record, register

app_name = "records"
urlpatterns = [
    path("", listing.listed, name="list"),
    path("of/<path:name>/new/", filling.new, name="new"),
    path("of/<path:name>/export/", register.export, name="export"),
    path("of/<path:name>/move/", register.move, name="move"),
    path("of/<path:name>/", register.register, name="register"),
    path("for/<int:work_id>/", filling.fill, name="fill"),
    path("file/<int:file_id>/", brought.file, name="file"),
    path("<int:record_id>/", record.record, name="record"),
    path("<int:record_id>/edit/", filling.edit, name="edit"),
    path("<int:record_id>/print/", record.printed, name="print"),
    path("<int:record_id>/stage/", doing.stage, name="stage"),
    path("<int:record_id>/withdraw/", doing.withdraw, name="withdraw"),
    path("<int:record_id>/discard/", doing.discard, name="discard"),
]
