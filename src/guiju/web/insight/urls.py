"""Addresses of looking into figures."""

from django.urls import path

from guiju.web.insight import marks, why, worth

app_name = "insight"
urlpatterns = [
    path("worth/", worth.worth, name="worth"),
    path("marks/", marks.marks, name="marks"),
    path("marks/<int:mark_id>/", marks.mark, name="mark"),
    path("why/<path:name>/export/", why.export, name="why-export"),
    path("why/<path:name>/", why.why, name="why"),
]
