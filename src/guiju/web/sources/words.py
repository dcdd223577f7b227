"""Facts, states and fates in words; a raw name of the machinery never reaches a page."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from guiju.apps import clock
from guiju.facts import load_schemas
from guiju.web.kit import formats

FACTS: Mapping[str, Promise] = {
    "order": pgettext_lazy("fact", "订单"),
    "order_line": pgettext_lazy("fact", "订单行"),
    "refund": pgettext_lazy("fact", "退款"),
    "ad_spend": pgettext_lazy("fact", "推广"),
    "traffic_day": pgettext_lazy("fact", "流量"),
    "product_day": pgettext_lazy("fact", "商品日"),
    "service_day": pgettext_lazy("fact", "客服日"),
}
STATES: Mapping[str, tuple[Promise, str]] = {
    "queued": (pgettext_lazy("import", "排队中"), "next"),
    "running": (pgettext_lazy("import", "进行中"), "next"),
    "done": (pgettext_lazy("import", "已完成"), "kept"),
    "failed": (pgettext_lazy("import", "没有成功"), "broken"),
    "cancelled": (pgettext_lazy("import", "已取消"), ""),
}
STAGES: Mapping[str, Promise] = {
    "read": gettext_lazy("正在读取 %(file)s"),
    "wait": gettext_lazy("等另一个导入写完"),
    "merge": gettext_lazy("正在合并，去掉重复的行"),
    "publish": gettext_lazy("正在写入"),
    "published": gettext_lazy("正在写入"),
    "done": gettext_lazy("正在收尾"),
    "measure": gettext_lazy("数据已经入库，正在重算指标"),
}
STATUSES: Mapping[str, tuple[Promise, str]] = {
    "imported": (pgettext_lazy("file", "已导入"), "kept"),
    "unchanged": (pgettext_lazy("file", "早已导入，没有变化"), ""),
    "companion": (pgettext_lazy("file", "与其他文件一起读取"), ""),
    "unknown": (pgettext_lazy("file", "没有认出"), "broken"),
    "refused": (pgettext_lazy("file", "没有导入"), "broken"),
    "cancelled": (pgettext_lazy("file", "已取消"), ""),
}
FATES: Mapping[str, Promise] = {
    "new": pgettext_lazy("rows", "新增"),
    "replaced": pgettext_lazy("rows", "更新"),
    "unchanged": pgettext_lazy("rows", "未变"),
    "older": pgettext_lazy("rows", "较旧，未采用"),
    "repeated": pgettext_lazy("rows", "文件内重复"),
}
# What a page offers where the command line names an option.
MENDS: Mapping[str, Promise] = {
    "no_shop": gettext_lazy("说明是哪家店，再读一次；下回导入时选好店铺"),
    "needs_day": gettext_lazy("重新导入，并说明数据是哪一天；或在文件名里写上日期"),
    "no_rows": gettext_lazy("若确实没有数据，重新导入，并说明店铺和覆盖的日期"),
    "needs_rate": gettext_lazy("请管理员在设置 GUIJU_RATES 里写明汇率，再重新导入"),
    "currency": gettext_lazy("请管理员在设置 GUIJU_RATES 里写明汇率，再读一次"),
    "missing_file": gettext_lazy("请重新选择文件导入"),
    "unreadable": gettext_lazy("请重新下载后再导入"),
    "companion": gettext_lazy("请把两个文件一起拖进来"),
}
NEEDS: Mapping[str, str] = {"no_shop": "shop", "no_date": "on", "needs_day": "on", "no_rows": "covers"}


def fact(name: str) -> str:
    """A fact as people call it; one without words of its own by its name in the schema."""
    if name in FACTS:
        return str(FACTS[name])
    schema = load_schemas()[name]
    return schema.english.replace("_", " ").capitalize() if formats.english() else schema.name


def clicks(name: str) -> tuple[str, ...]:
    """Where a person gets the file of a fact, click by click."""
    source = load_schemas()[name].source.say(language())
    return tuple(step.strip() for step in source.split("›"))


def language() -> Literal["zh", "en"]:
    """``zh`` or ``en``, as the facts name them."""
    return "en" if formats.english() else "zh"


def said(words: object) -> str:
    """A sentence that is kept in both languages."""
    text = str(words.get(language(), "")) if isinstance(words, Mapping) else ""
    return text[:1].upper() + text[1:]


def stage(text: str) -> str:
    """What a run is doing."""
    phase, rows, name = [*text.split(" ", 2), "", ""][:3]
    said = str(STAGES[phase]) % {"file": name} if phase in STAGES else _("准备中")
    read = int(rows) if phase == "read" and rows.isdecimal() else 0
    return _("%(said)s，已读 %(rows)s 行") % {"said": said, "rows": f"{read:,}"} if read else said


def spans(days: Iterable[tuple[date, date]], most: int = 3) -> str:
    """Ranges of days in a line; the latest ones where there are many."""
    every = list(days)
    shown = listed(span(*one) for one in every[-most:])
    return _("%(days)s 等 %(count)s 段") % {"days": shown, "count": len(every)} if len(every) > most else shown


def listed(names: Iterable[str]) -> str:
    """Names in a line."""
    return ("、" if language() == "zh" else ", ").join(names)


def span(first: date, last: date) -> str:
    """A range of days; years where they are not this one."""
    if first == last:
        return short(first)
    within = language() == "zh" and (first.year, first.month) == (last.year, last.month)
    return f"{short(first)}–{last.day}日" if within else f"{short(first)}–{short(last)}"


def short(day: date) -> str:
    """A day without its weekday."""
    return formats.short_day(day) if day.year == clock.today().year else formats.full_day(day)


def days(count: int) -> str:
    """A number of days."""
    return ngettext("%(count)s 天", "%(count)s 天", count) % {"count": f"{count:,}"}
