"""Sign-in accounts: opened for people of the roster, named by their 工号."""

import secrets

from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from guiju.apps import clock
from guiju.apps.audit import actions as ledger
from guiju.apps.audit.actor import Actor
from guiju.apps.people import errors, models, rules
from guiju.apps.people.errors import Code


@transaction.atomic
def open_account(*, actor: Actor, number: str, password: str = "") -> str:
    """Let a person sign in with their 工号; gives the password, a random one when none is given."""
    person = _person(actor, number)
    if person.left is not None and person.left < clock.today():
        raise errors.refused(Code.HAS_LEFT, name=person.name)
    if person.user is not None and person.user.is_active:
        raise errors.refused(Code.HAS_ACCOUNT, name=person.name)
    if person.user is None:
        if User.objects.filter(username=number).exists():
            raise errors.refused(Code.NAME_TAKEN, name=number)
        person.user = User(username=number, first_name=person.name)
    person.user.is_active = True
    password = _set_password(person.user, password)
    person.save(update_fields=["user"])
    ledger.record(actor=actor, action="people.open_account", kind="person", key=number)
    return password


@transaction.atomic
def reset_password(*, actor: Actor, number: str, password: str = "") -> str:
    """Give a person another password; gives it back, a random one when none is given."""
    person = _person(actor, number)
    _not_oneself(actor, number)
    if person.user is None:
        raise errors.refused(Code.NO_ACCOUNT, name=person.name)
    password = _set_password(person.user, password)
    ledger.record(actor=actor, action="people.reset_password", kind="person", key=number)
    return password


@transaction.atomic
def account_for(*, actor: Actor, number: str) -> int:
    """The user as whom a person signs in, for whoever may manage that account; opened where there is none."""
    person = _person(actor, number)
    if person.user is None or not person.user.is_active:
        open_account(actor=actor, number=number)
        person.refresh_from_db()
    return int(person.user_id or 0)


@transaction.atomic
def close_account(*, actor: Actor, number: str) -> None:
    """Let a person sign in no more; what they did stays under their name."""
    person = _person(actor, number)
    _not_oneself(actor, number)
    if person.user is None:
        raise errors.refused(Code.NO_ACCOUNT, name=person.name)
    person.user.is_active = False
    person.user.save(update_fields=["is_active"])
    ledger.record(actor=actor, action="people.close_account", kind="person", key=number)


@transaction.atomic
def change_own_password(*, actor: Actor, password: str) -> None:
    """Give the signed-in user another password of their own choice."""
    user = User.objects.get(pk=actor.user_id or 0)
    _set_password(user, password)
    ledger.record(actor=actor, action="people.change_own_password", kind="user", key=user.get_username())


@transaction.atomic
def create_administrator(*, actor: Actor, username: str, password: str = "") -> str:
    """Make a user who may do everything; only a trusted actor may. Gives the password."""
    if not actor.trusted:
        raise errors.refused(Code.NOT_ALLOWED)
    if User.objects.filter(username=username).exists():
        raise errors.refused(Code.NAME_TAKEN, name=username)
    password = _set_password(User(username=username, is_superuser=True, is_staff=True), password)
    ledger.record(actor=actor, action="people.create_administrator", kind="user", key=username)
    return password


def nobody_can_sign_in() -> bool:
    """Whether there is no active user at all, as on the first start."""
    return not User.objects.filter(is_active=True).exists()


def _person(actor: Actor, number: str) -> models.Person:
    if not rules.may_manage_accounts(actor):
        raise errors.refused(Code.NOT_ALLOWED)
    person = models.Person.objects.select_for_update(of=("self",)).select_related("user").filter(number=number).first()
    if person is None:
        raise errors.refused(Code.UNKNOWN_PERSON, number=number)
    if person.user is not None and person.user.is_superuser and not actor.trusted:
        raise errors.refused(Code.NOT_ALLOWED)  # whoever set its password could do everything
    return person


def _not_oneself(actor: Actor, number: str) -> None:
    """One's own password is changed with the old one, and nobody locks themselves out."""
    if number == actor.number:
        raise errors.refused(Code.ONESELF)


def _set_password(user: User, password: str) -> str:
    password = password or secrets.token_urlsafe(9)
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise errors.refused(Code.WEAK_PASSWORD, why=" ".join(error.messages)) from error
    user.set_password(password)
    user.save()
    return password
