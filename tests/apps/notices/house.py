"""A house with people who are to hear of their work, and the ways by which they do."""

from datetime import datetime

from django.utils import timezone

import make
from guiju.apps import clock
from guiju.apps.notices import models
from guiju.apps.notices.actions import channels
from guiju.apps.people.models import Person
from guiju.apps.work.models import Notice, Work

MORNING = datetime(2026, 10, 9, 10, 30)


def at(text: str) -> datetime:
    """A moment of the 9th of October 2026."""
    return timezone.make_aware(datetime.fromisoformat(f"2026-10-09T{text}"))


def mail_channel(port: int, name: str = "公司邮箱", **fields: str) -> int:
    told = {"host": "127.0.0.1", "port": str(port), "security": "open", "sender": "guiju@example.com"}
    return channel("email", name, **{**told, "sender_name": "规矩", **fields})


def robot_channel(url: str, name: str = "推广群", unit: str = "", service: str = "wecom", *levels: str) -> int:
    heard = levels or ("due", "late")
    told = channels.Told(name, {"service": service, "url": url}, unit, frozenset(heard))
    return channels.save_channel(actor=make.operator(), kind="robot", told=told)


def channel(kind: str, name: str, **fields: str) -> int:
    return channels.save_channel(actor=make.operator(), kind=kind, told=channels.Told(name, fields))


def reader(number: str = "1", name: str = "林夏", **addresses: str) -> Person:
    """Somebody who is reached by these addresses."""
    who = Person.objects.filter(number=number).first() or make.person(number, name)
    for kind, address in addresses.items():
        models.Contact.objects.create(person=who, kind=kind, address=address)
    return who


def work(who: Person | None = None, title: str = "日报", *, unit: str = "流量获取组", **fields: object) -> Work:
    """A piece of open work that is due at noon."""
    given = {"source": "duty", "key": f"work:{Work.objects.count()}", "day": clock.today(), "opens": at("09:00")}
    given |= {"due": at("12:00"), "created": at("09:00"), **fields}
    return Work.objects.create(title=title, accountable=who, unit=unit, **given)


def notice(who: Person, level: str = "due", about: Work | None = None, **said: object) -> Notice:
    """Something that somebody should hear now."""
    about = about or work(who)
    told = {"title": about.title, "source": about.source, "due": timezone.localtime(about.due).isoformat(), **said}
    key = f"notice:{Notice.objects.count()}"
    return Notice.objects.create(
        key=key, person=who, work=about, level=level, about=told, at=clock.now(), deliver=clock.now()
    )


def states() -> list[tuple[str, str, str]]:
    """Every delivery: its channel, receiver and state."""
    rows = models.Delivery.objects.select_related("channel").order_by("id")
    return [(row.channel.name, row.to, row.state) for row in rows]
