"""The door for the web server."""

from django.core.wsgi import get_wsgi_application

from guiju.project import setup

setup()
application = get_wsgi_application()
