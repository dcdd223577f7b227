"""Addresses of the safety of one's own account."""

from django.urls import path

from guiju.web.account import door, elsewhere, fresh, links, pages, passkeys, providers

app_name = "account"
urlpatterns = [
    path("sign-in/code/", door.code, name="code"),
    path("sign-in/link/<str:secret>/", links.set_password, name="set_password"),
    path("people/<str:number>/link/", links.make, name="link"),
    path("sign-in/passkey/", passkeys.enter, name="passkey"),
    path("sign-in/passkey/options/", passkeys.asking, name="passkey_asking"),
    path("sign-in/with/<int:number>/", elsewhere.begin, name="with"),
    path("sign-in/back/<int:number>/", elsewhere.back, name="back"),
    path("me/prove/", fresh.prove, name="prove"),
    path("me/security/untie/", elsewhere.untie, name="untie"),
    path("setup/sign-in/", providers.listed, name="providers"),
    path("setup/sign-in/add/<slug:kind>/", providers.add, name="add_provider"),
    path("setup/sign-in/<int:number>/", providers.one, name="provider"),
    path("setup/sign-in/<int:number>/switch/", providers.switch, name="switch_provider"),
    path("me/security/", pages.security, name="security"),
    path("me/security/confirm/", pages.confirm, name="confirm"),
    path("me/security/remove/", pages.remove, name="remove"),
    path("me/security/password/", pages.password, name="password"),
    path("me/security/passkeys/", passkeys.add, name="add_passkey"),
    path("me/security/passkeys/options/", passkeys.adding, name="passkey_adding"),
    path("me/security/passkeys/change/", passkeys.change, name="change_passkey"),
    path("me/security/end/", pages.end, name="end"),
]
