"""What people did about the data: one correction holds and one waits, tables are expected, a file was taught."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from guiju.apps import clock
from guiju.apps.corrections import actions, publishing
from guiju.apps.corrections import models as corrected
from guiju.apps.corrections.values import Draft, Key, Kind
from guiju.apps.figures import tasks
from guiju.apps.figures.actions import refreshing
from guiju.apps.figures.queries import coverage
from guiju.apps.formats import queries as formats
from guiju.apps.formats.actions import connectors
from guiju.apps.intake import models as expected
from guiju.apps.intake.actions import sources
from guiju.apps.intake.actions.sources import Told
from guiju.apps.rulebook import actions as rulebook
from guiju.apps.rulebook import compiled
from guiju.apps.rulebook import queries as editions
from guiju.engines import measure
from guiju.engines.periods import Grain, containing
from guiju.project.demo import department
from guiju.project.demo.acting import WRITER, acting
from guiju.project.demo.goods import shops

LEADER, DIRECTOR, KEEPER, ADMIN = "1101", department.GUESTS["director"], "1202", WRITER
SAMPLES, TRADE = "刷评试单，货已退回仓库，款由公司垫付", "同行拿样的订单，不算店铺的成交"
ORDERS = "支付订单数"  # whose rows are orders that count
TAUGHT = "own_survey_1"
SURVEY = """
title: {zh: 买家满意度答卷, en: answers of the buyers' survey}
fact: survey
needs: [[答卷编号], [满意度打分]]
covers: at
columns:
  id: 答卷编号
  shop: 店铺名称
  survey: {value: 买家满意度}
  question: 题目
  at: 提交时间
  score: 满意度打分
  channel: 发放方式
"""


def care(moment: datetime) -> bool:
    """Do all of it that is not done; tells whether figures have to be measured anew."""
    _expect(moment)
    _teach(moment)
    if corrected.Correction.objects.exists():
        return False
    _correct(moment, KEEPER, TRADE, _orders(moment, 3)[:1], approved=True)
    _correct(moment, LEADER, SAMPLES, _orders(moment, 2)[:2], approved=False)
    return True


def measure_anew() -> None:
    """The figures, and what hangs on them, with the correction."""
    tasks.tell(refreshing.refresh())


def _correct(moment: datetime, number: str, reason: str, keys: Sequence[Key], *, approved: bool) -> None:
    """Exclude orders, some hours ago; approve it in the afternoon when it is to be."""
    if not keys:
        return
    with clock.at(moment - timedelta(hours=26 if approved else 2)):
        actor = acting(number)
        made = actions.draft(actor=actor, draft=Draft(Kind.EXCLUDE, "订单", reason, keys=tuple(keys)))
        publishing.perform_measuring(correction_id=made)
        version = actions.propose(actor=actor, correction_id=made, version=_version(made))
    if approved:
        with clock.at(moment - timedelta(hours=22)):
            said = "核对过订单和退货单。"
            actions.approve(actor=acting(DIRECTOR), correction_id=made, version=version, said=said)
            publishing.perform_publication(correction_id=made)


def _version(pk: int) -> int:
    return int(corrected.Correction.objects.values_list("version", flat=True).get(pk=pk))


def _orders(moment: datetime, before: int) -> list[Key]:
    """The keys of some orders of the first shop, so many days ago."""
    adopted = editions.adoptions()[-1].edition.hash
    day = containing(moment.date() - timedelta(days=before), Grain.DAY)
    found = measure.rows(
        rulebook.keep_metric_sql(edition=adopted),
        coverage.view(),
        compiled.regulation(adopted),
        metric=ORDERS,
        period=day,
        dims={"shop": shops()[0].name},
        limit=3,
    )
    keys: list[Key] = []
    for some in found[:1]:
        names = [english for _, english in some.columns]
        keys = [(str(row[names.index("shop")]), str(row[names.index("id")])) for row in some.rows]
    return keys


def _expect(moment: datetime) -> None:
    """The tables that come by hand, each with an owner; nobody brought the reviews of one shop."""
    if expected.Source.objects.exists():
        return
    first, second, slow = (shop.name for shop in shops())
    told = (
        Told("订单日报", KEEPER, "fact:order", first, rhythm="每个工作日", due="10:00"),
        Told("推广日报", "1104", "fact:ad_spend", second, rhythm="每个工作日", due="10:30"),
        Told("评价日报", "1301", "fact:review", slow, rhythm="每个工作日", due="10:00"),
    )
    with clock.at(moment - timedelta(days=4)):
        for one in told:
            sources.save(actor=acting(ADMIN), told=one)


def _teach(moment: datetime) -> None:
    """A file that no platform writes, as somebody mapped it."""
    if any(one.id == TAUGHT for one in formats.formats()):
        return
    with clock.at(moment - timedelta(days=9)):
        connectors.add(actor=acting(ADMIN), file=f"{TAUGHT}.yaml", content=SURVEY.encode())
