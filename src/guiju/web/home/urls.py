"""Address of the first screen."""

from django.urls import path

from guiju.web.home import pages

app_name = "home"
urlpatterns = [path("", pages.today, name="today")]
