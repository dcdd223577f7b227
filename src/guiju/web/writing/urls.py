"""Addresses of the desk."""

from django.urls import path

from guiju.web.writing import acts, bring_pages, clause_pages, draft_pages

app_name = "writing"
urlpatterns = [
    path("bring/", bring_pages.bring, name="bring"),
    path("start/", draft_pages.start, name="start"),
    path("clause/<str:clause_id>/", draft_pages.write, name="write"),
    path("<int:number>/", draft_pages.draft, name="draft"),
    path("<int:number>/act/", acts.on_draft, name="act"),
    path("<int:number>/names/", clause_pages.known, name="names"),
    path("<int:number>/overtaken/", draft_pages.overtaken, name="overtaken"),
    path("<int:number>/apart/<int:save>/", draft_pages.apart, name="apart"),
    path("<int:number>/clause/<str:clause_id>/", clause_pages.clause, name="clause"),
    path("<int:number>/clause/<str:clause_id>/act/", acts.on_clause, name="clause_act"),
    path("<int:number>/clause/<str:clause_id>/removal/", draft_pages.removal, name="removal"),
]
