"""Grounds and lacks in words, Chinese and English: what the page and the command line both say."""

from guiju.engines.rights.asking import Ground, Lack
from guiju.lang.kinds import Access
from guiju.lang.kinds.choices import Action, Range, Thing
from guiju.lang.readback import Language
from guiju.lang.readback.words import choice, several
from guiju.lang.regulation import Regulation


def deed(may: Action, what: Thing, language: Language) -> str:
    """``查看奖金``, ``view bonuses``."""
    gap = " " if language == "en" else ""
    return f"{choice(may, language)}{gap}{choice(what, language)}"


def clause(regulation: Regulation, rule: Access) -> str:
    """The clause in which a rule stands, by number and title."""
    found = regulation.clause(rule.clause)
    return f"{found.number} {found.title}".strip() if found else rule.clause


def post(ground: Ground, language: Language) -> str:
    """The post by which a rule speaks of somebody: ``流量获取组 推广组长``, or that it opens to everyone."""
    if not ground.rule.who:
        return "全员" if language == "zh" else "everyone"
    return f"{ground.post.unit} {ground.post.position}".strip()


def reach(ground: Ground, language: Language) -> str:
    """How far: without limit, own only, or the group's with its units."""
    said = choice(ground.rule.range, language)
    if ground.rule.range is not Range.GROUP:
        return said
    units = several(sorted(ground.units), language)
    return f"{said}：{units}" if language == "zh" else f"{said}: {units}"


def further(rule: Access, language: Language) -> str:
    """What else a rule asks for: approval of large exports, a second factor; empty when nothing."""
    said = []
    if rule.approval_above is not None and Action.EXPORT in rule.may:
        rows = rule.approval_above
        zh, en = f"导出超过 {rows} 行要他人批准", f"exports over {rows} rows approved by another"
        said.append(zh if language == "zh" else en)
    if rule.second_factor:
        said.append("登录要两步验证" if language == "zh" else "signing in with a second factor")
    return ("；" if language == "zh" else "; ").join(said)


def lack(regulation: Regulation, found: Lack, language: Language) -> str:
    """What would be needed: a position, where a unit matters in or above which, and the clause that would then do."""
    zh = language == "zh"
    names = ("、" if zh else " or ").join(found.positions)
    place = ("、" if zh else ", ").join(found.units)
    told = clause(regulation, found.rule)
    if not found.positions:
        zh_said, en_said = f"在{place}任职", f"a post in {place}"
    elif found.units:
        zh_said, en_said = f"在{place}之一任{names}", f"the post of {names} in {place}"
    else:
        zh_said, en_said = f"任{names}", f"the post of {names}"
    return f"{zh_said}（{told}，{found.rule.name}）" if zh else f"{en_said} ({told}, {found.rule.name})"
