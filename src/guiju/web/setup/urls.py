"""Addresses of the set-up pages."""

from django.urls import path

from guiju.web.setup import addressbook, channels, mine, pages

app_name = "setup"
urlpatterns = [
    path("", pages.index, name="index"),
    path("roster/", pages.roster, name="roster"),
    path("roster/export/", pages.export_roster, name="roster_export"),
    path("roster/addressbooks/", addressbook.listed, name="addressbooks"),
    path("roster/addressbooks/<int:number>/", addressbook.one, name="addressbook"),
    path("roster/addressbooks/<int:number>/take/", addressbook.take, name="take_addressbook"),
    path("channels/", channels.channels, name="channels"),
    path("channels/add/<str:kind>/", channels.add, name="add_channel"),
    path("channels/<int:number>/", channels.channel, name="channel"),
    path("channels/<int:number>/try/", channels.attempt, name="try_channel"),
    path("channels/<int:number>/switch/", channels.switch, name="switch_channel"),
    path("addresses/", channels.addresses, name="addresses"),
    path("addresses/export/", channels.export_addresses, name="addresses_export"),
    path("mine/", mine.mine, name="mine"),
    path("mine/calendar/", mine.feed, name="feed"),
    path("calendar/<str:secret>.ics", mine.calendar, name="calendar"),
]
