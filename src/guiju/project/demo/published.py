"""How the demo's edition came about and was signed, and the amendment that everybody is asked about now."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from guiju.apps import clock
from guiju.apps.people import models as people
from guiju.apps.publishing import actions, models, queries, ticking, values
from guiju.apps.publishing.values import Stage, State
from guiju.apps.rulebook import actions as rulebook
from guiju.apps.rulebook import models as editions
from guiju.apps.rulebook import queries as texts
from guiju.apps.rulebook.values import Change
from guiju.project.demo.acting import WRITER, acting

UNSIGNED = ("1206", "1505")  # on leave, and away at another warehouse
OLD, NEW = "征求天数: 7", "征求天数: 10"
WHY = "旺季里七天太短，轮班的同事来不及看。"
OPINIONS = (
    ("1102", "publishing-stages", "大促那个月能不能再长一点？", True, "十天已经跨过一个周末，大促当月不安排征求意见。"),
    ("1304", "publishing-answers", "夜班的人什么时候能当面问？", None, ""),
)
MINUTES = "逐章过了一遍。职工代表提出：奖金封顶要写明从哪个月起；扣减不得低于当地最低工资。两条都已写进正文。"


def publish(start: date, moment: datetime) -> None:
    """Tell the past of what is in force, and begin an amendment; a demo that has it is left as it is."""
    if models.Publication.objects.exists():
        return
    _past(start, moment)
    _amendment(moment)


def _past(start: date, moment: datetime) -> None:
    edition = texts.edition_at(moment.date())
    stored, adoption = texts.edition(edition), editions.Adoption.objects.filter(edition=edition).first()
    assert stored is not None  # noqa: S101 - adopted two steps before
    rule_edition, rule = edition, next(iter(texts.regulation(edition).of("publication")))
    begun = _at(start - timedelta(days=30), 10)
    row = models.Publication.objects.create(
        edition_id=edition,
        title=f"{stored.title} {stored.version}",
        reason="把散在各处的约定合成一部制度，人人看得到同一份文字。",
        rule=rule,
        rule_edition=rule_edition,
        by="贾宇航",
        number=WRITER,
        state=State.IN_FORCE,
        in_force_from=start,
        adoption=adoption,
        begun=begun,
    )
    asked: dict[str, object] = {"asked": 36, "silent": 9, "comments": 0}
    held: dict[str, object] = {
        "held": (start - timedelta(days=14)).isoformat(),
        "with": "职工代表 6 人、工会",
        "minutes": MINUTES,
        "result": "一致同意提交审批。",
    }
    legs: tuple[tuple[Stage, int, int, dict[str, object], str], ...] = (
        (Stage.CHECK, 30, 30, {}, ""),
        (Stage.IMPACT, 30, 29, {}, "第一部制度，没有可以对比的旧版。"),
        (Stage.COMMENTS, 29, 17, asked, ""),
        (Stage.CONSULTATION, 14, 14, held, ""),
        (Stage.APPROVAL, 13, 12, {"number": "1001"}, "同意。"),
        (Stage.NOTICE, 10, 0, {}, ""),
    )
    models.Leg.objects.bulk_create(
        models.Leg(
            publication=row, passage=stage, state="done", edition=edition, data=data, said=said,
            began=_at(start - timedelta(days=first), 10), ended=_at(start - timedelta(days=last), 16),
            by="沈知行" if stage is Stage.APPROVAL else "贾宇航",
        )
        for stage, first, last, data, said in legs
    )  # fmt: skip
    models.Leg.objects.create(
        publication=row, passage=Stage.SIGNATURE, state="open", edition=edition, by="贾宇航",
        began=_at(start - timedelta(days=10), 10), due=start - timedelta(days=3),
    )  # fmt: skip
    _signatures(edition, start)
    ticking.tick(moment=moment)


def _signatures(edition: str, start: date) -> None:
    """Everybody who is there has signed within the week, or on the day they came, but two."""
    rows = []
    for place, person in enumerate(people.Person.objects.filter(left__isnull=True).order_by("number")):
        if person.number in UNSIGNED:
            continue
        at = _at(max(start - timedelta(days=9 - place % 6), person.joined), 9 + place % 8) + timedelta(minutes=place)
        digest = values.digest(edition, person.number, person.name, at)
        rows.append(
            models.Signature(edition=edition, person=person, name=person.name, at=at, where="demo", digest=digest)
        )
    models.Signature.objects.bulk_create(rows)


def _amendment(moment: datetime) -> None:
    """Asked for comments two days ago: one is answered, one waits."""
    base = texts.edition_at(moment.date())
    path = "chapters/publishing.md"
    at = texts.sources(base).files[path].decode().index(OLD)
    with clock.at(moment - timedelta(days=2)):
        writer = acting(WRITER)
        changes = [Change(path, at, at + len(OLD), NEW)]
        draft = rulebook.save_draft(actor=writer, base=base, changes=changes, title="征求意见的天数")
        number = actions.begin(actor=writer, draft_id=draft, reason=WHY)
        said = "不改任何人的得分和奖金，只多等三天。"
        actions.look(actor=writer, publication_id=number, version=_version(number), said=said)
        actions.ask(actor=writer, publication_id=number, version=_version(number))
    with clock.at(moment - timedelta(days=1)):
        for who, clause, text, taken, answer in OPINIONS:
            made = actions.comment(actor=acting(who), publication_id=number, text=text, clause=clause)
            if taken is not None:
                actions.answer(actor=acting(WRITER), comment_id=made, taken=taken, text=answer)


def _version(number: int) -> int:
    life = queries.life(number)
    return life.version if life else 0


def _at(day: date, hour: int) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour)))
