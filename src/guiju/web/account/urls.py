"""Addresses of the safety of one's own account."""

from django.urls import path

from guiju.web.account import door, pages

app_name = "account"
urlpatterns = [
    path("sign-in/code/", door.code, name="code"),
    path("me/security/", pages.security, name="security"),
    path("me/security/confirm/", pages.confirm, name="confirm"),
    path("me/security/remove/", pages.remove, name="remove"),
    path("me/security/end/", pages.end, name="end"),
]
