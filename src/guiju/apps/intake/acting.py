"""In whose name files are brought that come by themselves."""

from django.contrib.auth.models import User

from guiju.apps import clock
from guiju.apps.audit.actor import Actor
from guiju.apps.figures import rules as figures
from guiju.apps.people import queries as people
from guiju.apps.rulebook import access

MACHINE = "收件箱"


def actor(number: str, where: str) -> Actor | None:
    """Somebody by 工号 with the rights that they have today, the machine for nobody; ``None`` for who may not import.

    Rows that are set aside may hold personal cells: who signs in under that name can mend them, nobody else.
    """
    if not number:
        return Actor(MACHINE, where, trusted=True)
    person = people.person(number)
    if person is None or (person.left is not None and person.left < clock.today()):
        return None
    username = people.usernames([number]).get(number)
    user = User.objects.filter(username=username).first() if username else None
    if user is not None:
        found = access.actor_of(user, where=where)
    else:
        found = Actor(person.name, where, number=number, grants=access.grants(number, clock.today()))
    return found if figures.may_import_data(found) else None
