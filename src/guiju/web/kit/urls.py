"""Address of the gallery, which stands only while developing."""

from django.urls import path

from guiju.web.kit import gallery

app_name = "kit"
urlpatterns = [path("", gallery.gallery, name="gallery")]
