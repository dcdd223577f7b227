"""The address of the command box."""

from django.urls import path

from guiju.web.finding import pages

app_name = "finding"
urlpatterns = [path("find/", pages.find, name="find")]
