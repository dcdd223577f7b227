"""Why a value is missing, in words: what is lacking, how to mend it, and who can."""

from dataclasses import dataclass

from guiju.lang.values import Missing, Reason, Why


@dataclass(frozen=True, slots=True)
class Words:
    """A reason in one language: what is lacking, how to mend it, and who can. No full stops at the ends."""

    what: str
    mend: str
    who: str


# Templates over subject and note; a note is the detail in brackets, or nothing.
_CHINESE: dict[Why, Words] = {
    Why.NOT_COVERED: Words("「{subject}」缺数据{note}", "导入覆盖这些天的文件", "能导入数据源的人"),
    Why.NO_COLUMN: Words("「{subject}」缺数据：导入的文件没有这一列{note}", "导入有这一列的文件", "能导入数据源的人"),
    Why.NO_ROWS: Words(
        "「{subject}」没有可算的行{note}", "有数据的时期才有这个值；可用 缺省 写明没有时算多少", "制度的编写人"
    ),
    Why.ZERO_DENOMINATOR: Words(
        "「{subject}」是 0，不能作除数{note}", "核对这个数；可用 缺省 写明没有时算多少", "制度的编写人"
    ),
    Why.NOT_IN_FORCE: Words("「{subject}」还没有生效的值{note}", "写明更早的生效日期", "制度的编写人"),
    Why.NO_TARGET: Words("「{subject}」没有目标{note}", "录入目标", "制定目标的人"),
    Why.NO_INPUT: Words("「{subject}」没有填报{note}", "填报这个值", "负责填报的人"),
    Why.NOT_CONFIRMED: Words("「{subject}」还没有确认{note}", "核对后确认", "负责确认的人"),
    Why.NO_PAY: Words("名册里没有「{subject}」的工资{note}", "在名册里补上", "维护名册的人"),
    Why.NO_OWNER: Words("「{subject}」没有负责人{note}", "在名册里写明由谁负责", "维护名册的人"),
    Why.NO_SHARES: Words("「{subject}」有几个负责人，没有写明各占多少{note}", "在名册里写明各人的占比", "维护名册的人"),
    Why.NO_DIMENSION: Words(
        "「{subject}」的数据不分到这一层{note}", "改用分得到的范围，或导入分得更细的文件", "制度的编写人"
    ),
    Why.NO_PREVIOUS: Words("「{subject}」没有上期的值{note}", "导入或补录更早的时期", "能导入数据源的人"),
    Why.NO_RULE: Words("「{subject}」没有一条规则适用{note}", "补一条总则，或写明适用的情形", "制度的编写人"),
    Why.TWO_RULES: Words("「{subject}」同时有几条规则适用{note}", "改条件，使任何时候只有一条成立", "制度的编写人"),
    Why.NO_COST: Words("「{subject}」那天没有成本{note}", "在“成本”页填写，或用工作簿导入", "财务或总监"),
    Why.NO_SHARE: Words("「{subject}」里成功的比总数还多，或不是个数{note}", "核对两个计数的条件", "制度的编写人"),
    Why.UNKNOWN: Words("「{subject}」没有值{note}", "给它一个值，或在制度里声明它", "制度的编写人"),
}
_ENGLISH: dict[Why, Words] = {
    Why.NOT_COVERED: Words("“{subject}” has no data{note}", "import files that cover these days", "whoever may import"),
    Why.NO_COLUMN: Words(
        "“{subject}” is not known: the files imported have no such column{note}",
        "import files that have it",
        "whoever may import",
    ),
    Why.NO_ROWS: Words(
        "“{subject}” has no rows to compute from{note}",
        "it has a value only where there are rows; 缺省 (default) can say what it is worth otherwise",
        "the regulation's author",
    ),
    Why.ZERO_DENOMINATOR: Words(
        "“{subject}” is 0 and cannot divide{note}",
        "check the figure; 缺省 (default) can say what the result is worth otherwise",
        "the regulation's author",
    ),
    Why.NOT_IN_FORCE: Words(
        "“{subject}” has no value in force yet{note}", "state an earlier date", "the regulation's author"
    ),
    Why.NO_TARGET: Words("“{subject}” has no target{note}", "enter the target", "whoever sets targets"),
    Why.NO_INPUT: Words("“{subject}” was not entered{note}", "enter it", "whoever is to enter it"),
    Why.NOT_CONFIRMED: Words(
        "“{subject}” is not confirmed yet{note}", "check and confirm it", "whoever is to confirm it"
    ),
    Why.NO_PAY: Words(
        "the roster has no pay for “{subject}”{note}", "add it to the roster", "whoever keeps the roster"
    ),
    Why.NO_OWNER: Words("“{subject}” has no owner{note}", "state the owner in the roster", "whoever keeps the roster"),
    Why.NO_SHARES: Words(
        "“{subject}” has several owners and no shares between them{note}",
        "state each one's share in the roster",
        "whoever keeps the roster",
    ),
    Why.NO_DIMENSION: Words(
        "the data of “{subject}” is not split that far{note}",
        "use a scope that it is split by, or import finer files",
        "the regulation's author",
    ),
    Why.NO_PREVIOUS: Words(
        "“{subject}” has no value for the period before{note}",
        "import or enter the earlier period",
        "whoever may import",
    ),
    Why.NO_RULE: Words(
        "no rule applies to “{subject}”{note}",
        "add a general rule or state when one applies",
        "the regulation's author",
    ),
    Why.TWO_RULES: Words(
        "several rules apply to “{subject}” at once{note}",
        "change the conditions so that only one holds at a time",
        "the regulation's author",
    ),
    Why.NO_COST: Words(
        "“{subject}” has no cost on the day{note}",
        "enter it on the page Costs, or import a workbook",
        "finance or the director",
    ),
    Why.NO_SHARE: Words(
        "“{subject}” has more successes than trials, or figures that are no counts{note}",
        "check the conditions of both counts",
        "the regulation's author",
    ),
    Why.UNKNOWN: Words(
        "“{subject}” has no value{note}", "give it one, or declare it in the regulation", "the regulation's author"
    ),
}
# Details that are words of the model rather than of the data.
_DETAILS = {
    "attainment": ("没有写明达成算法", "its attainment is not stated"),
    "baseline": ("没有写明基线", "its baseline is not stated"),
    "actual": ("实际值", "the actual value"),
    "target": ("目标", "the target"),
    "performance": ("基础绩效工资", "performance pay"),
    "base": ("基本工资", "base pay"),
    "shop": ("店铺", "shop"),
    "channel": ("渠道", "channel"),
    "product": ("商品", "product"),
    "campaign": ("计划", "campaign"),
    "agent": ("客服", "service agent"),
    "person": ("个人", "person"),
    "unit": ("小组", "unit"),
}


def words(reason: Reason, language: str = "zh") -> Words:
    """The parts of a reason, for places that set them apart."""
    chinese = language == "zh"
    template = (_CHINESE if chinese else _ENGLISH)[reason.why]
    known = _DETAILS.get(reason.detail)
    detail = known[0 if chinese else 1] if known else reason.detail
    note = (f"（{detail}）" if chinese else f" ({detail})") if detail else ""
    return Words(template.what.format(subject=reason.subject, note=note), template.mend, template.who)


def reason(reason: Reason, language: str = "zh") -> str:
    """A reason as one line: what is lacking, how to mend it, and who can."""
    parts = words(reason, language)
    if language == "zh":
        return f"{parts.what}；{parts.mend}（{parts.who}）"
    return f"{parts.what}; {parts.mend} ({parts.who})"


def lines(missing: Missing, language: str = "zh") -> tuple[str, ...]:
    """All reasons of a missing value, one line each; an empty cell has none."""
    return tuple(reason(each, language) for each in missing.reasons)
