"""Addresses of what comes by itself."""

from django.urls import path

from guiju.web.intake import expected, folders, mailboxes, tokens

app_name = "intake"
urlpatterns = [
    path("", expected.listed, name="list"),
    path("add/", expected.add, name="add"),
    path("<int:number>/", expected.one, name="one"),
    path("<int:number>/remove/", expected.remove, name="remove"),
    path("folders/", folders.listed, name="folders"),
    path("folders/add/", folders.add, name="add_folder"),
    path("folders/<int:number>/", folders.one, name="folder"),
    path("folders/<int:number>/remove/", folders.remove, name="remove_folder"),
    path("mailboxes/", mailboxes.listed, name="mailboxes"),
    path("mailboxes/add/", mailboxes.add, name="add_mailbox"),
    path("mailboxes/<int:number>/", mailboxes.one, name="mailbox"),
    path("mailboxes/<int:number>/remove/", mailboxes.remove, name="remove_mailbox"),
    path("tokens/", tokens.listed, name="tokens"),
    path("tokens/<int:number>/end/", tokens.end, name="end_token"),
]
