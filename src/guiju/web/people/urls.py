"""Addresses of people."""

from django.urls import path

from guiju.web.people import amiss, changing, export, jobs, pages, stating, yearly

app_name = "people"
urlpatterns = [
    path("", pages.people, name="list"),
    path("add/", changing.add, name="add"),
    path("own/", changing.own, name="own"),
    path("findings/", amiss.findings, name="findings"),
    path("jobs/", jobs.jobs, name="jobs"),
    path("jobs/<path:name>/", jobs.job, name="job"),
    path("export/", export.export, name="export"),
    path("targets/", stating.targets, name="targets"),
    path("inputs/", stating.inputs, name="inputs"),
    path("<str:thing>/year/", yearly.year, name="year"),
    path("<str:thing>/past/", yearly.past, name="past"),
    path("workbook/<str:thing>/", stating.workbook, name="workbook"),
    path("<str:number>/", pages.person, name="person"),
    path("<str:number>/change/<slug:what>/", changing.change, name="change"),
    path("<str:number>/account/", pages.account, name="account"),
]
