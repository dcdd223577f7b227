"""Whatever people and time do to work, in whatever order: what always holds."""

from collections import Counter
from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import settings, strategies
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from apps.work import office
from apps.work.office import FRIDAY, actor, at
from guiju.apps import clock
from guiju.apps.audit import queries as ledger
from guiju.apps.audit.models import Entry
from guiju.apps.people.models import Person
from guiju.apps.records import actions as records
from guiju.apps.refusal import Refused
from guiju.apps.work import models, queries
from guiju.apps.work.actions import absences, doing, planning, reviewing, stages, tasks, ticking
from guiju.apps.work.values import Task

PEOPLE = [number for number, *_ in office.PEOPLE]
QUIET = {"work.remarked", "work.asked_excuse", "work.denied_excuse"}  # what leaves the version as it was
person = strategies.sampled_from(PEOPLE)
piece = strategies.integers(0, 40)


class Life(RuleBasedStateMachine):
    """People at random try things on pieces at random while time goes on."""

    def __init__(self):
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.now = at(FRIDAY, 9)
        self.until(self.now)

    def teardown(self):
        assert list(ledger.broken_links()) == []
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)

    def until(self, moment):
        self.now = moment
        ticking.tick(moment=moment, holder="here")

    def attempt(self, call, number, which, *, stale=False, **said):
        """Somebody tries; a refusal leaves everything as it was."""
        rows = list(models.Work.objects.order_by("pk").values_list("pk", "version"))
        if not rows:
            return
        pk, version = rows[which % len(rows)]
        before = models.Work.objects.filter(pk=pk).values().get()
        with clock.at(self.now):
            try:
                with transaction.atomic():
                    new = call(actor=actor(number), work_id=pk, version=version - stale, **said)
            except Refused:
                assert models.Work.objects.filter(pk=pk).values().get() == before
            else:
                assert not stale
                assert new >= version

    @rule(minutes=strategies.sampled_from([1, 30, 90, 300, 1440, 4320]))
    def time_goes_on(self, minutes):
        self.until(self.now + timedelta(minutes=minutes))

    @rule(number=person, which=piece)
    def somebody_starts(self, number, which):
        self.attempt(doing.start, number, which)

    @rule(number=person, which=piece, stale=strategies.booleans())
    def somebody_completes(self, number, which, stale):
        self.attempt(doing.complete, number, which, stale=stale, ticks=[0, 1], minutes="好")

    @rule(number=person, day=strategies.integers(0, 3))
    def somebody_reports(self, number, day):
        about = self.now.date() - timedelta(days=day)
        with clock.at(self.now):
            try:
                with transaction.atomic():
                    draft = records.save_draft(actor=actor(number), form="日报", answers={}, day=about)
                    stages.file_record(actor=actor(number), record_id=draft, answers={"今日": "好"})
            except Refused:
                pass

    @rule(number=person, which=piece)
    def somebody_accepts(self, number, which):
        self.attempt(reviewing.accept, number, which)

    @rule(number=person, which=piece)
    def somebody_gives_back(self, number, which):
        self.attempt(reviewing.give_back, number, which, said="再看看")

    @rule(number=person, which=piece)
    def somebody_takes_back(self, number, which):
        self.attempt(doing.take_back, number, which)

    @rule(number=person, which=piece)
    def somebody_lets_off(self, number, which):
        self.attempt(doing.excuse, number, which, said="停电")

    @rule(number=person, which=piece, other=person)
    def somebody_gives_it_to_another(self, number, which, other):
        def call(*, actor, work_id, version):
            return doing.reassign(actor=actor, work_id=work_id, version=version, number=other)

        self.attempt(call, number, which)

    @rule(number=person, other=person, hours=strategies.integers(1, 48))
    def somebody_gives_a_task(self, number, other, hours):
        with clock.at(self.now):
            try:
                due = self.now + timedelta(hours=hours)
                tasks.create(actor=actor(number), task=Task("任务", other, due=due, reviewer=number))
            except Refused:
                pass

    @rule(number=person, deputy=person, days=strategies.integers(1, 3))
    def somebody_goes_away(self, number, deputy, days):
        with clock.at(self.now):
            try:
                end = self.now + timedelta(days=days)
                absences.add(actor=actor(number), number=number, start=self.now, end=end, deputy=deputy)
            except Refused:
                pass

    @precondition(lambda _: Person.objects.filter(left__isnull=True).count() > 6)
    @rule(number=strategies.sampled_from(["2", "4"]))
    def somebody_leaves(self, number):
        Person.objects.filter(number=number, left__isnull=True).update(left=self.now.date())
        self.until(self.now + timedelta(days=1))

    @invariant()
    def each_change_is_in_the_ledger(self):
        entries = Entry.objects.filter(kind="work").exclude(action__in=[*QUIET, "work.made"])
        changes = Counter(entries.values_list("key", flat=True))
        ticks = Entry.objects.filter(action="work.tick")
        lapsed = Counter(str(pk) for tick in ticks for pk in tick.after.get("lapsed", []))
        versions = {str(pk): version - 1 for pk, version in models.Work.objects.values_list("pk", "version")}
        assert {key: count for key, count in versions.items() if count} == dict(changes + lapsed)

    @invariant()
    def lateness_is_what_the_clock_said(self):
        for row in models.Work.objects.filter(done__isnull=False, due__isnull=False).exclude(rule="duty:闭店检查"):
            late = (row.done.replace(microsecond=0) - row.due) // timedelta(seconds=1)
            assert row.seconds_late == max(0, late)

    @invariant()
    def nobody_passes_their_own(self):
        reviews = models.Work.objects.filter(source="review", state="done").select_related("parent")
        for one in reviews.exclude(steps__did="cancelled"):
            handed_in = one.parent.steps.filter(did="handed_in", at__lte=one.done).order_by("-id").first()
            assert handed_in.person_id != one.done_by_id

    @invariant()
    def at_most_one_review_is_open_and_only_of_what_is_handed_in(self):
        waiting = models.Work.objects.filter(source="review", closed__isnull=True)
        parents = Counter(waiting.values_list("parent", flat=True))
        handed_in = set(models.Work.objects.filter(state="review").values_list("pk", flat=True))
        assert (set(parents.values()) <= {1}, set(parents)) == (True, handed_in)

    @invariant()
    def time_has_nothing_left_to_do(self):
        assert not models.Work.objects.filter(next_step__lte=self.now).exists()

    @invariant()
    def each_open_piece_is_before_somebody_once(self):
        with clock.at(self.now):
            for number in PEOPLE:
                inbox = queries.inbox(number)
                seen = [item.id for part in (inbox.now, inbox.today, inbox.soon, inbox.waiting) for item in part]
                mine = models.Work.objects.filter(accountable__number=number, closed__isnull=True, opens__lte=self.now)
                assert len(seen) == len(set(seen))
                assert set(mine.exclude(state="review").values_list("pk", flat=True)) <= set(seen)

    @invariant()
    def planning_again_changes_nothing(self):
        with clock.at(self.now):
            assert not any(planning.plan_work(until=self.now.date() + ticking.AHEAD))


@pytest.mark.django_db
def test_whatever_people_and_time_do():
    office.opened()

    run_state_machine_as_test(Life, settings=settings(max_examples=15, stateful_step_count=20, deadline=None))
