"""The impact record: what personal data is held, why, where, how long and who sees it, from schemas and 权限 rules."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings

from guiju.apps.privacy import queries
from guiju.apps.rulebook import queries as rulebook
from guiju.facts import Words, brought
from guiju.facts.aside import KEPT
from guiju.facts.connector import load_connectors
from guiju.facts.persons import hidden
from guiju.lang.kinds import Access
from guiju.lang.kinds.choices import Action, Range, Thing


@dataclass(frozen=True, slots=True)
class Seen:
    """Who may see something: a position (empty for everybody) and how far it reaches."""

    position: str
    range: Range


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the record; ``seen`` is empty where nobody may read it back."""

    key: str
    what: Words
    holds: Words
    why: Words
    where: Words
    long: Words
    seen: tuple[Seen, ...]
    closed: bool = False


_STATE = Words("数据库", "the database")
_LAKE = Words("数据文件（Parquet），只有加密标识", "data files (Parquet), as keyed hashes alone")
_NEVER = Words("不保存", "not kept")
_PEOPLE: tuple[tuple[str, Thing | None, Words, Words, Words, Words], ...] = (
    (
        "roster",
        Thing.ROSTER,
        Words("名册与账号", "Roster and accounts"),
        Words(
            "工号、姓名、任职、入职与离职、归属、登录账号",
            "number, name, posts, days of joining and leaving, ownership, account",
        ),
        Words("安排工作、按岗位给权限和算考核", "to assign work, to give rights by post and to appraise"),
        Words("在职期间；离职后应要求抹去姓名", "while employed; the name is erased on request after leaving"),
    ),
    (
        "pay",
        Thing.BONUSES,
        Words("工资基数与奖金", "Pay and bonuses"),
        Words("绩效工资、基本工资、奖金及其算法", "performance pay, base pay, bonuses and how they came about"),
        Words("按制度算奖金", "to compute bonuses by the regulation"),
        Words("依法留存", "as the law wants"),
    ),
    (
        "appraisal",
        Thing.APPRAISAL,
        Words("考核结果", "Scores"),
        Words("得分、等级、依据", "points, grades and their grounds"),
        Words("按制度考核", "to appraise by the regulation"),
        Words("依法留存", "as the law wants"),
    ),
    (
        "work",
        Thing.WORK,
        Words("工作与请假", "Work and absences"),
        Words(
            "负责的事、办完的时间、请假起止和事由", "what somebody answers for, when it was done, absences and reasons"
        ),
        Words("派活、提醒、交接", "to assign, remind and hand over"),
        Words("依制度", "as the regulation says"),
    ),
    (
        "records",
        Thing.RECORDS,
        Words("填写的记录", "Records"),
        Words("表单里填的内容和附件", "what forms and files say"),
        Words("留下凭据", "to keep evidence"),
        Words("依制度", "as the regulation says"),
    ),
    (
        "contacts",
        None,
        Words("通知地址", "Addresses for notices"),
        Words("邮箱、群里的标识", "e-mail and ids of messengers"),
        Words("把通知送到本人", "to reach the person"),
        Words("本人删掉为止，离职抹去时删除", "until the person deletes it or is erased"),
    ),
    (
        "ledger",
        None,
        Words("操作记录", "Ledger"),
        Words("谁在何时从哪里做了什么", "who did what when and from where"),
        Words("查得出谁改了什么", "to tell who changed what"),
        Words("一直留存，不能改写", "for ever; it cannot be rewritten"),
    ),
)


def entries() -> tuple[Entry, ...]:
    """Every line of the record."""
    return (*_facts(), *_door(), *_staff())


def _facts() -> Iterator[Entry]:
    months = queries.months()
    long = (
        Words(
            f"行内 {months} 个月；之后换成无从追溯的标识",
            f"{months} months; then replaced by a mark that leads nowhere",
        )
        if months
        else Words("与数据同在；应要求抹去", "as long as the rows; erased on request")
    )
    for fact, names in hidden.columns(settings.GUIJU_HOME).items():
        schema = brought()[fact]
        columns = [one for one in schema.columns if one.english in names]
        zh, en = "、".join(one.name for one in columns), ", ".join(one.english.replace("_", " ") for one in columns)
        yield Entry(
            key=f"fact:{fact}",
            what=Words(f"{schema.name}里的人", f"People in {schema.english.replace('_', ' ')}"),
            holds=Words(f"{zh}：只存加密标识，不能还原", f"{en}: as a keyed hash that cannot be read back"),
            why=Words("数人数、看复购，不需要知道是谁", "to count people and returns without knowing who they are"),
            where=_LAKE,
            long=long,
            seen=(),
            closed=True,
        )


def _door() -> Iterator[Entry]:
    dropped = sorted({name for one in load_connectors(settings.GUIJU_HOME).values() for name in one.personal})
    count = len(dropped)
    shown_zh, shown_en = "、".join(dropped[:12]), ", ".join(dropped[:12])
    yield Entry(
        key="dropped",
        what=Words("平台文件里的个人信息", "Personal data in platforms’ files"),
        holds=Words(f"{shown_zh} 等 {count} 种列，读都不读", f"{count} columns such as {shown_en}, never read"),
        why=Words("用不着", "it is not needed"),
        where=_NEVER,
        long=_NEVER,
        seen=(),
        closed=True,
    )
    yield Entry(
        key="aside",
        what=Words("搁置的行", "Rows set aside"),
        holds=Words("没能入库的原行，买家已是加密标识", "rows as they came, buyers as keyed hashes"),
        why=Words("等人改正后入库", "to be mended and brought in"),
        where=Words("加密文件", "sealed files"),
        long=Words(f"{KEPT.days} 天", f"{KEPT.days} days"),
        seen=(),
    )
    yield Entry(
        key="uploads",
        what=Words("没读成和没认出的文件", "Files that failed or were not recognised"),
        holds=Words("原文件，可能有个人信息", "the files as they came, which may hold personal data"),
        why=Words("再试一次，或教规矩认识", "to try again, or to teach Guiju what they are"),
        where=Words("上传文件夹", "the upload folder"),
        long=Words("7 天", "7 days"),
        seen=(),
    )


def _staff() -> Iterator[Entry]:
    for key, thing, what, holds, why, long in _PEOPLE:
        yield Entry(key, what, holds, why, _STATE, long, tuple(_seen(thing)) if thing else ())


def _seen(thing: Thing) -> Iterator[Seen]:
    regulation = rulebook.current()
    for rule in regulation.of(Access).values() if regulation else ():
        if Action.VIEW in rule.may and thing in rule.what:
            for position in rule.who or ("",):
                yield Seen(position, rule.range)
