"""Where it all comes together: settings, addresses, and one call that makes Django ready."""

import os


def setup(*, migrate: bool = True) -> None:
    """Make Django ready for a command or a server: home folder, English catalogue, database up to date.

    Quick when nothing is behind. Raises ``guiju.project.env.BadVariable`` for an unreadable environment.
    """
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "guiju.project.settings")
    from django.conf import settings

    from guiju.project import messages

    settings.GUIJU_HOME.mkdir(parents=True, exist_ok=True, mode=0o700)
    messages.refresh(settings.LOCALE_PATHS[0])
    django.setup()
    if migrate:
        from guiju.project import migration

        migration.catch_up()
