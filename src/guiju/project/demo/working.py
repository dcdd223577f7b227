"""Lets the demo's people work: a week of reports, meetings and checks, requests on their way, a campaign's board.

Everything goes through the same actions as in the pages, at the moment at which it would have been done.
"""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache

from guiju.apps import clock
from guiju.apps.audit.actor import Actor
from guiju.apps.people import queries as roster
from guiju.apps.records import actions as records
from guiju.apps.records import models as filed
from guiju.apps.rulebook import access
from guiju.apps.work import asked, models
from guiju.apps.work.actions import doing, keeping, meetings, planning, projects, reviewing, stages, tasks, ticking
from guiju.apps.work.values import Task
from guiju.engines.calendar import days
from guiju.project.demo import diary
from guiju.project.demo.chance import SEED

WORKED = 5  # working days before today that people have worked through
AHEAD = 7  # days that are planned ahead
LATE, NEVER = 0.05, 0.03  # shares of work done late, and of work never done
DIRECTOR = "1001"

Part = Callable[[float], None]


@dataclass(frozen=True, slots=True)
class Life:
    """The moment that the demo shows, and the chances of its people."""

    moment: datetime
    chances: random.Random


def work_through(moment: datetime, part: Part) -> None:
    """Live the last working days up to ``moment``; nothing when work is there already."""
    if models.Work.objects.exists():
        with clock.at(moment):
            planning.plan_work(until=moment.date() + timedelta(days=AHEAD))
        return
    life = Life(moment, random.Random(SEED))  # noqa: S311 invented lives, no secrets
    past = _days(moment.date())
    for number, day in enumerate(past):
        _day(life, day)
        part((number + 1) / (len(past) + 1))
    _requests(life, past[0])
    _campaign(life)
    with clock.at(moment):
        ticking.tick(moment=moment)


def _days(today: date) -> list[date]:
    public = days.public()
    found, day = [today], today
    while len(found) <= WORKED:
        day -= timedelta(days=1)
        if public.is_workday(day):
            found.append(day)
    return sorted(found)


def _day(life: Life, day: date) -> None:
    with clock.at(_at(day, 0, 10)):
        planning.plan_work(until=day + timedelta(days=AHEAD))
    sources = (models.Work.Source.DUTY, models.Work.Source.MEETING)
    ids = (
        models.Work.objects.filter(source__in=sources, due__date=day).order_by("due", "id").values_list("id", flat=True)
    )
    for work_id in list(ids):
        _do(life, work_id)
    end = min(_at(day, 23, 50), _naive(life.moment))
    with clock.at(end):
        ticking.tick(moment=clock.now())


def _do(life: Life, work_id: int) -> None:
    """Somebody does a piece of work in time, late, or not at all; nobody works in the time to come."""
    work = models.Work.objects.select_related("accountable").get(pk=work_id)
    luck = life.chances.random()
    if work.accountable is None or work.due is None or luck < NEVER:
        return
    spread = timedelta(minutes=life.chances.randint(3, 55))
    when = work.due + spread if luck < NEVER + LATE else max(work.opens, work.due - spread)
    if when >= life.moment or work.state not in {models.Work.State.TODO, models.Work.State.DOING}:
        return
    with clock.at(when):
        keeping.keep(clock.now())  # a report of figures writes itself
        work.refresh_from_db(fields=["closed"])
        if work.closed is None:
            _finish(life, work, _actor(work.accountable.number, when.date()))


def _finish(life: Life, work: models.Work, actor: Actor) -> None:
    if work.source == models.Work.Source.MEETING:
        invited = [one.person.number for one in work.participants.select_related("person").filter(part="attends")]
        present = [number for number in invited if life.chances.random() > NEVER]
        said = life.chances.choice(diary.MINUTES)
        meetings.hold(actor=actor, work_id=work.pk, version=work.version, present=present, minutes=said)
    elif form := work.form:
        answers = _answers(life, form, work)
        draft = records.save_draft(actor=actor, form=form, answers=answers, day=work.day)
        version = filed.Record.objects.get(pk=draft).version
        stages.file_record(
            actor=actor, record_id=draft, answers=answers, version=version, day=work.day, work_id=work.pk
        )
        _review(work, actor)
    else:
        ticks = list(range(len(asked.checklist(work))))
        doing.complete(actor=actor, work_id=work.pk, version=work.version, ticks=ticks)


def _review(work: models.Work, actor: Actor) -> None:
    """The director reads what was handed in within the hour."""
    for review in models.Work.objects.filter(parent=work, source=models.Work.Source.REVIEW, state="todo"):
        reader = review.accountable
        if reader is not None and reader.number != actor.number:
            with clock.at(clock.now() + timedelta(minutes=40)):
                by = _actor(reader.number, work.day)
                reviewing.accept(actor=by, work_id=review.pk, version=review.version, said="收到，辛苦。")


def _answers(life: Life, form: str, work: models.Work) -> Mapping[str, object]:
    done, problem, plan = life.chances.choice(diary.DAILY.get(work.unit, diary.OTHERS))
    if form == "日报":
        return {"今日完成": done, "遇到的问题": problem, "明日计划": plan}
    if form == "周报":
        said, why, next_week = diary.WEEKLY
        who = work.accountable.number if work.accountable else ""
        rows = [
            {"事项": text, "负责人": who, "截止": (work.day + timedelta(days=n)).isoformat()} for text, n in next_week
        ]
        return {"本周结论": said, "原因分析": why, "下周三件事": rows}
    if form == "客户问题周报":
        rows = [{"问题": text, "件数": str(count), "建议": advice} for text, count, advice in diary.PROBLEMS]
        return {"主要问题": rows, "结论": "尺码问题最多，已交运营改详情页"}
    return {}


def _requests(life: Life, first: date) -> None:
    """Requests on their way: each filed a few days ago, and passed as far as it has come."""
    shop = next((one.name for one in roster.shops()), "")
    for number, (form, who, given, passed) in enumerate(diary.REQUESTS):
        when = _at(first, 9, 35) + timedelta(minutes=17 * number)
        answers = {name: shop if name == "店铺" else _on(first, value) for name, value in given.items()}
        with clock.at(when):
            actor = _actor(who, first)
            draft = records.save_draft(actor=actor, form=form, answers=answers, day=first)
            version = filed.Record.objects.get(pk=draft).version
            stages.file_record(actor=actor, record_id=draft, answers=answers, version=version, day=first)
        _pass(life, draft, passed, when)


def _on(first: date, value: object) -> object:
    """An answer; a span of days is the day so much later."""
    return (first + value).isoformat() if isinstance(value, timedelta) else value


def _pass(life: Life, record: int, times: int, when: datetime) -> None:
    for step in range(times):
        work = models.Work.objects.select_related("accountable").filter(record_id=record, state="todo").first()
        if work is None or work.accountable is None:
            return
        moment = when + timedelta(minutes=45 * (step + 1))
        if moment >= _naive(life.moment):
            return
        with clock.at(moment):
            stages.pass_stage(
                actor=_actor(work.accountable.number, moment.date()), work_id=work.pk, version=work.version, answers={}
            )


def _campaign(life: Life) -> None:
    today = life.moment.date()
    with clock.at(life.moment - timedelta(days=4)):
        director = _actor(DIRECTOR, today)
        end = today + timedelta(days=14)
        project = projects.open_project(actor=director, title=diary.CAMPAIGN, lead="1201", end=end)
        made = [
            tasks.create(
                actor=director,
                task=Task(title, accountable=who, due=_at(today + timedelta(days=ahead), 18, 0), project=project),
            )
            for title, who, ahead, _state in diary.TASKS
        ]
    for work_id, (_title, who, _ahead, state) in zip(made, diary.TASKS, strict=True):
        with clock.at(life.moment - timedelta(days=3, hours=2)):
            work = models.Work.objects.get(pk=work_id)
            if state == "doing":
                doing.start(actor=_actor(who, today), work_id=work_id, version=work.version)
            elif state == "done":
                doing.complete(actor=_actor(who, today), work_id=work_id, version=work.version)


@cache
def _actor(number: str, day: date) -> Actor:
    person = roster.person(number)
    name = person.name if person else number
    return Actor(name=name, where="demo", number=number, grants=access.grants(number, day))


def _at(day: date, hour: int, minute: int) -> datetime:
    return datetime.combine(day, time(hour, minute))


def _naive(moment: datetime) -> datetime:
    return moment.replace(tzinfo=None)
