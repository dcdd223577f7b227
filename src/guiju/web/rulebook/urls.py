"""Addresses of the rulebook."""

from django.urls import path

from guiju.web.rulebook import draft_pages, health, law, may, mine, needs, pages

app_name = "rulebook"
urlpatterns = [
    path("", pages.book, name="book"),
    path("mine/", mine.mine, name="mine"),
    path("health/", health.health, name="health"),
    path("needs/", needs.needs, name="needs"),
    path("needs/export.xlsx", needs.export, name="needs_export"),
    path("may/", may.may, name="may"),
    path("source/", pages.source, name="source"),
    path("history/", pages.history, name="history"),
    path("law/", law.law, name="law"),
    path("clause/<str:clause_id>/", pages.clause, name="clause"),
    path("drafts/", draft_pages.drafts, name="drafts"),
    path("drafts/<int:number>/", draft_pages.draft, name="draft"),
    path("drafts/<int:number>/finish/", draft_pages.finish, name="finish"),
]
