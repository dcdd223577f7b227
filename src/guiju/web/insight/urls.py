"""Addresses of looking into figures."""

from django.urls import path

from guiju.web.insight import marks, why

app_name = "insight"
urlpatterns = [
    path("marks/", marks.marks, name="marks"),
    path("marks/<int:mark_id>/", marks.mark, name="mark"),
    path("why/<path:name>/export/", why.export, name="why-export"),
    path("why/<path:name>/", why.why, name="why"),
]
