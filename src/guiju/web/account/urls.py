"""Addresses of the safety of one's own account."""

from django.urls import path

from guiju.web.account import door, links, pages

app_name = "account"
urlpatterns = [
    path("sign-in/code/", door.code, name="code"),
    path("sign-in/link/<str:secret>/", links.set_password, name="set_password"),
    path("people/<str:number>/link/", links.make, name="link"),
    path("me/security/", pages.security, name="security"),
    path("me/security/confirm/", pages.confirm, name="confirm"),
    path("me/security/remove/", pages.remove, name="remove"),
    path("me/security/password/", pages.password, name="password"),
    path("me/security/end/", pages.end, name="end"),
]
