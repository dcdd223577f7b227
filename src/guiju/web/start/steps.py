"""The steps of the first hour, each read from what is there."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from guiju.apps import clock
from guiju.apps.audit.actor import Actor
from guiju.apps.figures import rules as data
from guiju.apps.people import queries as people
from guiju.apps.people import skipping
from guiju.apps.rulebook import queries as rulebook
from guiju.apps.rulebook import rules
from guiju.apps.rulebook.shelf import choosing
from guiju.apps.rulebook.values import Adoption, Draft
from guiju.lang.kinds.choices import Action, Thing
from guiju.web.kit import formats
from guiju.web.start.figuring import figures
from guiju.web.start.plain import Plain


@dataclass(frozen=True, slots=True)
class Step:
    """One step: ``state`` is done, next, later or skipped; ``lacks`` says what then is missing, empty when needed.

    ``shut`` is a step whose page is not the reader's: it says so instead of leading there.
    """

    key: str
    title: str
    says: str
    state: str
    action: str
    url: str
    lacks: str = ""
    more: bool = False
    shut: bool = False

    @property
    def done(self) -> bool:
        """Whether it is behind one."""
        return self.state == "done"


def steps(actor: Actor) -> tuple[Step, ...]:
    """All steps in their order; the first that is neither done nor skipped is next."""
    left = skipping.skipped()
    found: list[Step] = []
    waits = False
    for one in (*_regulation(actor), *_people(), *figures()):
        skipped = not one.done and bool(one.lacks) and one.key in left
        state = "done" if one.done else "skipped" if skipped else "later" if waits else "next"
        waits = waits or state == "next"
        shut = not _opens(one.url, actor)
        url = "" if shut else one.url
        found.append(Step(one.key, one.title, one.says, state, one.action, url, one.lacks, one.more, shut))
    return tuple(found)


def _opens(url: str, actor: Actor) -> bool:
    """Whether the page that a step leads to is the reader's."""
    may = {
        reverse("start:gallery"): rules.may_draft,
        reverse("sources:import"): data.may_import_data,
        reverse("people:targets"): _sees_targets,
    }.get(url.partition("#")[0])
    return may is None or may(actor)


def _sees_targets(actor: Actor) -> bool:
    return data.may_exchange(actor, Action.VIEW, Thing.TARGETS)


def _regulation(actor: Actor) -> tuple[Plain, ...]:
    adopted = next(iter(reversed(rulebook.adoptions())), None)
    draft = choosing.chosen(actor) if adopted is None else None
    title = adopted.edition.title if adopted else draft.title if draft else ""
    chosen = adopted is not None or draft is not None
    fill = reverse("start:fill", args=[draft.id]) if draft else reverse("start:gallery")
    return (
        Plain("account", _("管理员账号"), _("已经建好，您正用着它。"), done=True, action="", url=""),
        Plain(
            "choose",
            _("选一部制度"),
            _("选了《%(title)s》。") % {"title": title}
            if chosen
            else _("制度库里每一部都写好了，比一比，选最像您部门的；自己有 Word 或 Markdown 制度的，也在那里带进来。"),
            chosen,
            _("去选制度"),
            reverse("start:gallery"),
        ),
        Plain(
            "fill",
            _("填上您的数"),
            _filled(adopted, draft),
            adopted is not None or bool(draft and draft.changes),
            _("去填写"),
            fill,
            _("制度按原文的数施行，以后随时可以修订。"),
        ),
        Plain(
            "adopt",
            _("采用"),
            _in_force(adopted) if adopted else _("定下从哪天起施行；从那天起它约束每个人。"),
            adopted is not None,
            _("去采用"),
            f"{fill}#adopt" if draft else fill,
        ),
    )


def _filled(adopted: Adoption | None, draft: Draft | None) -> str:
    if adopted is not None:
        return _("已随制度采用；要改就写草稿。")
    if draft and draft.changes:
        return _("改过了，草稿已保存。")
    return _("目标、等级、作息、人数：不合适的改掉，合适的不动。")


def _in_force(adopted: Adoption) -> str:
    return _("自 %(day)s 起施行。") % {"day": formats.full_day(adopted.start)}


def _people() -> tuple[Plain, ...]:
    today = clock.today()
    count = len(people.names(today))
    bound = {post.number for post in people.held(today)}
    unknown = {post.number for post in rulebook.unknown_posts(today)}
    clear = len(bound - unknown) if rulebook.current() else 0
    says = (
        ngettext("名册里有 %(n)s 人。", "名册里有 %(n)s 人。", count) % {"n": count}
        if count
        else _("企业微信、钉钉、飞书导出的通讯录，或规矩自己的名册工作簿；先预览，再收进来。")
    )
    return (
        Plain(
            "roster",
            _("导入名册"),
            says,
            count > 0,
            _("去导入"),
            reverse("setup:addressbooks"),
            _("没有名册，制度不知道约束谁，例行和得分都派不到人。"),
        ),
        Plain(
            "bound",
            _("第一批受约束的人"),
            ngettext("%(n)s 人担任制度里的岗位。", "%(n)s 人担任制度里的岗位。", clear) % {"n": clear}
            if clear
            else _("名册里的单位和岗位与制度对上，制度施行后，人就有了例行、得分和权限。"),
            clear > 0,
            _("看架构"),
            reverse("people:list"),
            _("没有人担任制度里的岗位，制度就没有约束到任何人。"),
        ),
    )
