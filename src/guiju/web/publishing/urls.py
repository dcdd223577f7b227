"""Addresses of publications, versions and papers."""

from django.urls import path

from guiju.web.publishing import listing, papers, reading, repealing, signing, single

app_name = "publishing"
urlpatterns = [
    path("versions/", listing.listed, name="list"),
    path("versions/begin/<int:draft>/", single.begin, name="begin"),
    path("versions/repeal/", repealing.repeal, name="repeal"),
    path("versions/<int:number>/", single.one, name="one"),
    path("versions/<int:number>/answer/<int:comment>/", single.answer, name="answer"),
    path("versions/<int:number>/minutes/<int:file>/", papers.minutes, name="minutes"),
    path("versions/<int:number>/sign/", signing.sign, name="sign"),
    path("versions/<int:number>/signers/", signing.signers, name="signers"),
    path("edition/<str:edition>/", reading.edition, name="edition"),
    path("edition/<str:edition>/paper/", papers.ask, name="ask_paper"),
    path("papers/<int:number>/", papers.paper, name="paper"),
    path("papers/<int:number>/file.pdf", papers.download, name="file"),
]
