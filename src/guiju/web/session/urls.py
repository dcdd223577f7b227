"""Addresses of signing in and out, language and theme."""

from django.urls import path

from guiju.web.session import pages

app_name = "session"
urlpatterns = [
    path("sign-in/", pages.sign_in, name="sign_in"),
    path("sign-in/as/<slug:role>/", pages.sign_in_as, name="sign_in_as"),
    path("sign-out/", pages.leave, name="leave"),
    path("wind/", pages.wind, name="wind"),
    path("language/", pages.language, name="language"),
    path("theme/", pages.theme, name="theme"),
]
