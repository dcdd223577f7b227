"""Connectors of the house as files: brought from elsewhere, taken out of use, and an earlier version taken up again."""

from pathlib import PurePath

from django.conf import settings
from django.db import transaction

from guiju.apps import clock
from guiju.apps.audit import actions as ledger
from guiju.apps.audit.actor import Actor
from guiju.apps.formats import errors, queries, rules
from guiju.apps.formats.errors import Code
from guiju.facts.connector import load_connectors
from guiju.facts.mapping import bounded, check, store
from guiju.facts.mapping.faults import Fault, StaleError, UnsoundError
from guiju.facts.mapping.store import Saved


@transaction.atomic
def add(*, actor: Actor, file: str, content: bytes, replace: bool = False) -> Saved:
    """Take in a connector that was exported or written by hand; the file's name is its id.

    One of that id is replaced by a new version when ``replace`` says so, and refused otherwise.
    """
    if not rules.may_teach(actor):
        raise errors.refused(Code.NOT_ALLOWED)
    name = PurePath(file.replace("\\", "/")).name.rpartition(".")[0] or file
    raw = _sound(name, content)
    used = store.find(settings.GUIJU_HOME, name)
    if used and not replace:
        raise errors.refused(Code.EXISTS, name=name, version=used.version)
    done = _save(actor, name, raw, base=used.version if used else 0)
    ledger.record(actor=actor, action="formats.add", kind="format", key=name, after=_told(done))
    return done


@transaction.atomic
def remove(*, actor: Actor, name: str, base: int) -> None:
    """Take a connector out of use, seen at version ``base``; what it brought stays, and so do its versions."""
    if not rules.may_teach(actor):
        raise errors.refused(Code.NOT_ALLOWED)
    now = clock.now().replace(tzinfo=None)
    try:
        done = store.remove(settings.GUIJU_HOME, name, by=actor.name, now=now, base=base)
    except StaleError as error:
        raise errors.stale(error) from error
    if done is None:
        raise errors.refused(Code.UNKNOWN)
    ledger.record(actor=actor, action="formats.remove", kind="format", key=name, after=_told(done))


@transaction.atomic
def restore(*, actor: Actor, name: str, version: int, base: int) -> Saved:
    """Put an earlier version into use again, as a new one."""
    if not rules.may_teach(actor):
        raise errors.refused(Code.NOT_ALLOWED)
    old = queries.version(name, version)
    if old is None:
        raise errors.refused(Code.UNKNOWN)
    wrong = check.faults(old.raw)
    if wrong:
        raise errors.unsound(UnsoundError(wrong))
    done = _save(actor, name, dict(old.raw), base=base)
    ledger.record(actor=actor, action="formats.restore", kind="format", key=name, after={**_told(done), "of": version})
    return done


def _sound(name: str, content: bytes) -> dict[str, object]:
    try:
        raw = bounded.read(content)
    except UnsoundError as error:
        raise errors.unsound(error) from error
    raw.pop("saved", None)
    wrong = list(check.faults(raw))
    if not store.ID.fullmatch(name) or name in load_connectors():
        wrong.append(Fault("name", data={"id": name[:60]}))
    if wrong:
        raise errors.unsound(UnsoundError(wrong))
    return raw


def _save(actor: Actor, name: str, raw: dict[str, object], *, base: int) -> Saved:
    now = clock.now().replace(tzinfo=None)
    try:
        return store.save(settings.GUIJU_HOME, name, raw, by=actor.name, now=now, base=base)
    except StaleError as error:
        raise errors.stale(error) from error


def _told(done: Saved) -> dict[str, object]:
    return {"version": done.version, "title": done.raw["title"]["zh"], "fact": done.raw["fact"]}
