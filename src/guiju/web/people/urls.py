"""Addresses of people."""

from django.urls import path

from guiju.web.people import pages, stating, yearly

app_name = "people"
urlpatterns = [
    path("", pages.people, name="list"),
    path("targets/", stating.targets, name="targets"),
    path("inputs/", stating.inputs, name="inputs"),
    path("<str:thing>/year/", yearly.year, name="year"),
    path("<str:thing>/past/", yearly.past, name="past"),
    path("workbook/<str:thing>/", stating.workbook, name="workbook"),
    path("<str:number>/", pages.person, name="person"),
    path("<str:number>/account/", pages.account, name="account"),
]
