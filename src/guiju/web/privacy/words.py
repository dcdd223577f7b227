"""Tables, fates and rights in the reader's language."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from guiju.apps.privacy.holdings import Fate
from guiju.apps.privacy.record import Seen
from guiju.facts import Words, load_schemas
from guiju.lang.kinds.choices import Range
from guiju.web.kit import formats

FATES: Mapping[Fate, tuple[Promise, str]] = {
    Fate.DELETE: (gettext_lazy("删除"), "broken"),
    Fate.NAMELESS: (gettext_lazy("去掉姓名"), "wait"),
    Fate.KEEP: (gettext_lazy("留下"), ""),
}
KINDS: Mapping[str, Promise] = {
    "find": gettext_lazy("查找"),
    "export": gettext_lazy("导出"),
    "erase": gettext_lazy("抹去"),
}
STATES: Mapping[str, tuple[Promise, str]] = {
    "queued": (gettext_lazy("正在查"), "next"),
    "done": (gettext_lazy("已答复"), "kept"),
    "failed": (gettext_lazy("没有成功"), "broken"),
}
RANGES: Mapping[Range, Promise] = {
    Range.OWN: gettext_lazy("本人"),
    Range.GROUP: pgettext_lazy("reach", "本组"),
    Range.ALL: gettext_lazy("全部"),
}


def language() -> str:
    """``zh`` or ``en``."""
    return "en" if formats.english() else "zh"


def say(words: Words) -> str:
    """A sentence of both languages."""
    text = words.say(language())
    return text[:1].upper() + text[1:]


def fact(name: str) -> str:
    """A fact as people call it."""
    schema = load_schemas().get(name)
    if schema is None:
        return name
    return schema.english.replace("_", " ") if formats.english() else schema.name


def seen(listed: tuple[Seen, ...]) -> str:
    """Who may see something, in a line."""
    parts = [
        _("%(who)s（%(range)s）") % {"who": one.position or _("所有人"), "range": RANGES[one.range]} for one in listed
    ]
    return ("、" if language() == "zh" else ", ").join(dict.fromkeys(parts))
