"""The door for the web server."""

from django.core.wsgi import get_wsgi_application

from guiju.project import setup

setup()

from guiju.project import packed  # noqa: E402 - needs the settings

packed.pack()
application = get_wsgi_application()
