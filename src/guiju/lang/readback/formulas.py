"""Formulas in words: what a sentence says instead of functions and brackets."""

from types import MappingProxyType

from guiju.lang.catalogue import Catalogue, Fact
from guiju.lang.formula import tree
from guiju.lang.formula.names import ATTAINMENT, TARGET, Names, key_of
from guiju.lang.formula.statistics import CONFIDENCE
from guiju.lang.formula.tree import Node
from guiju.lang.formula.walk import walk
from guiju.lang.readback.quantities import quantity
from guiju.lang.readback.words import Language

_SIGNS = {"+": " + ", "-": " − ", "*": " × ", "/": " ÷ "}
_COMPARE = {
    "=": ("等于", "is"),
    "!=": ("不等于", "is not"),
    "<": ("低于", "is below"),
    "<=": ("不高于", "is at most"),
    ">": ("高于", "is above"),
    ">=": ("不低于", "is at least"),
}
_FILLED = {"=": ("没有填写", " is empty"), "!=": ("已填写", " is filled in")}  # beside an empty text
_RANK = {"or": 1, "and": 2, **dict.fromkeys(_COMPARE, 3), "+": 4, "-": 4, "*": 5, "/": 5}
_TIGHT = 6
_AGGREGATES = {
    "sum": ("{0}之和", "the sum of {0}"),
    "count": ("{0}的数目", "the number of {0} rows"),
    "distinct": ("不同{0}的数目", "the number of distinct {0}"),
    "mean": ("{0}的平均值", "the mean of {0}"),
    "median": ("{0}的中位数", "the median of {0}"),
    "quantile": ("{0}的{1}分位数", "the {1} quantile of {0}"),
    "share": ("{0}的占比", "the share of rows where {0}"),
    "min": ("{0}的最小值", "the least {0}"),
    "max": ("{0}的最大值", "the greatest {0}"),
}
_CALLS = {
    "min": ("{*}中最小的", "the least of {*}"),
    "max": ("{*}中最大的", "the greatest of {*}"),
    "abs": ("{0}的绝对值", "the size of {0}"),
    "day": ("{0}的日期", "the day of {0}"),
    "weekday": ("{0}的星期数（周一为 1）", "the weekday of {0} (Monday is 1)"),
    "month_end": ("{0}所在月的最后一天", "the last day of the month of {0}"),
    "previous": ("上期的{0}", "the previous period's {0}"),
    "default": ("{0}（没有时按{1}）", "{0} ({1} when there is none)"),
    "consecutive": ("连续{1}期{0}", "for {1} periods in a row {0}"),
    "starts": ("{0}以{1}开头", "{0} starts with {1}"),
    "contains": ("{0}含{1}", "{0} contains {1}"),
    "found": ("{0}见于{1}", "{0} is found among {1}"),
    "z_value": ("{0}/{1} 与 {2}/{3} 之差的检验 z 值", "the z value of the difference between {0}/{1} and {2}/{3}"),
    "p_value": ("{0}/{1} 与 {2}/{3} 之差的双侧 p 值", "the two-sided p value of the difference of {0}/{1} and {2}/{3}"),
    "if": ("若{0}则{1}，否则{2}", "{1} if {0}, else {2}"),
}
_INTERVALS = {
    "difference_low": ("{2}/{3} 减 {0}/{1} 的{4}置信下限", "the lower {4} limit of {2}/{3} less {0}/{1}"),
    "difference_high": ("{2}/{3} 减 {0}/{1} 的{4}置信上限", "the upper {4} limit of {2}/{3} less {0}/{1}"),
    "wald_low": ("{2}/{3} 减 {0}/{1} 的{4}近似置信下限", "the lower {4} Wald limit of {2}/{3} less {0}/{1}"),
    "wald_high": ("{2}/{3} 减 {0}/{1} 的{4}近似置信上限", "the upper {4} Wald limit of {2}/{3} less {0}/{1}"),
    "share_low": ("{0}/{1} 的{2}置信下限", "the lower {2} limit of {0}/{1}"),
    "share_high": ("{0}/{1} 的{2}置信上限", "the upper {2} limit of {0}/{1}"),
}
_REFUSALS = {
    "contains": ("{0}不含{1}", "{0} does not contain {1}"),
    "starts": ("{0}不以{1}开头", "{0} does not start with {1}"),
}


_BUILT_IN = {
    "基础绩效工资": "the performance pay",
    "基本工资": "the base pay",
    "综合得分": "the total score",
    "绩效分": "the score in points",
    "核心得分": "the core score",
    "过程得分": "the process score",
    "定量得分": "the quantitative score",
    "定性得分": "the qualitative score",
    "业绩得分": "the results score",
}


def in_english(name: str) -> str:
    """A name that every regulation has, or an attainment, in English; any other as it is written."""
    if name.endswith(ATTAINMENT[0]) and name != ATTAINMENT[0]:
        return f"{name.removesuffix(ATTAINMENT[0])}’s attainment"
    return _BUILT_IN.get(name, name)


class _Speaker:
    """Says the nodes of one formula in one language."""

    def __init__(self, language: Language, catalogue: Catalogue | None, names: Names) -> None:
        self.language = language
        self.names = names
        self.at = int(language == "en")
        self.facts: dict[str, Fact] = {}
        for fact in catalogue.facts.values() if catalogue else ():
            self.facts[key_of(fact.name)] = self.facts[key_of(fact.english)] = fact

    def say(self, node: Node, above: int = 0) -> str:  # noqa: C901, PLR0911 - one line for each kind of node
        """``node`` in words, in brackets when it binds less than what stands ``above`` it."""
        match node:
            case tree.Number():
                return quantity(node.value, node.unit, self.language)
            case tree.Text():
                return f"“{node.value}”"
            case tree.Truth():
                return (("是", "否"), ("yes", "no"))[self.at][not node.value]
            case tree.Name():
                return self.name(node)
            case tree.Path():
                return self.path(node)
            case tree.Unary():
                return self.unary(node)
            case tree.Binary():
                return self.binary(node, above)
            case tree.Call():
                return self.call(node)
            case tree.Aggregate():
                return self.aggregate(node)
            case tree.Per():
                each = ("每个{0}的{1}", "{1} of each {0}")[self.at]
                entity = ("与", " and ")[self.at].join(self.path(one) for one in node.entities)
                said = each.format(entity, self.say(node.value))
                return said + self.notes(node)

    def name(self, node: tree.Name) -> str:
        """A name as written; what every regulation has, and what derives from a metric, in the sentence's language."""
        symbol = self.names.get(node.key)
        if symbol is None:
            return f"last time’s {node.text[3:]}" if self.at and node.text.startswith("上次.") else node.text
        if self.language == "zh":
            ascii_ending = node.text.casefold().endswith((ATTAINMENT[1], TARGET[1]))
            return symbol.name if symbol.role != "value" and ascii_ending else node.text
        if symbol.role == "value":
            return _BUILT_IN.get(symbol.name, node.text)
        endings, words = (ATTAINMENT, "attainment") if symbol.role == "attainment" else (TARGET, "target")
        metric = next((node.text.removesuffix(end) for end in endings if node.text.endswith(end)), symbol.of)
        return f"{metric}’s {words}"

    def path(self, node: tree.Path) -> str:
        """A column or fact by its name in the language of the sentence."""
        first, *rest = node.parts
        fact = self.facts.get(first.key)
        if self.language == "zh" or fact is None:
            return "".join(part.text for part in node.parts)
        said = [fact.english.replace("_", " ")]
        for part in rest:
            column = (
                next((c for c in fact.columns if part.key in (key_of(c.name), key_of(c.english))), None)
                if fact
                else None
            )
            said.append(column.english.replace("_", " ") if column else part.text)
            fact = self.facts.get(key_of(column.refers)) if column and column.refers else None
        return " ".join(said)

    def unary(self, node: tree.Unary) -> str:
        """A sign, or a refusal said as one."""
        if node.operator == "-":
            return "−" + self.say(node.operand, _TIGHT)
        inner = node.operand
        if isinstance(inner, tree.Call) and inner.function in _REFUSALS:
            return _REFUSALS[inner.function][self.at].format(*(self.say(a) for a in inner.arguments))
        return ("并非", "not ")[self.at] + self.say(inner, _TIGHT)

    def binary(self, node: tree.Binary, above: int) -> str:
        """An operation; brackets only where they are needed."""
        rank = _RANK[node.operator]
        left = self.say(node.left, rank)
        if node.operator in _FILLED and isinstance(node.right, tree.Text) and not node.right.value:
            return left + _FILLED[node.operator][self.at]
        right = self.say(node.right, rank + (node.operator in ("-", "/")))
        if node.operator in _SIGNS:
            said = left + _SIGNS[node.operator] + right
        elif node.operator in ("and", "or"):
            said = left + {"and": ("，且", " and "), "or": ("，或", " or ")}[node.operator][self.at] + right
        else:
            said = left + (" " * self.at) + _COMPARE[node.operator][self.at] + (" " * self.at) + right
        if rank >= above:
            return said
        return f"({said})" if self.at else f"（{said}）"

    def call(self, node: tree.Call) -> str:
        """A function in words."""
        said = [self.say(argument) for argument in node.arguments]
        if node.function == "round":
            places = said[1] if len(said) > 1 else "0"
            return ("{0}四舍五入到{1}位小数", "{0} rounded half up to {1} decimals")[self.at].format(said[0], places)
        if node.function == "among":
            choice = ("或", " or ")[self.at].join(said[1:])
            return ("{0}是{1}", "{0} is {1}")[self.at].format(said[0], choice)
        if node.function in _INTERVALS:
            level = [quantity(CONFIDENCE, "%", self.language)] if len(said) % 2 == 0 else []
            return _INTERVALS[node.function][self.at].format(*said, *level)
        pattern = _CALLS[node.function][self.at]
        every = ("、", ", ")[self.at].join(said)
        return pattern.replace("{*}", every) if "{*}" in pattern else pattern.format(*said)

    def aggregate(self, node: tree.Aggregate) -> str:
        """An aggregate with its filter and its time."""
        share = quantity(node.at, "%", self.language) if node.at is not None else ""
        every = (node.argument, *node.others)
        # without brackets 甲 × 乙之和 would read as 甲 × (乙之和)
        above = 0 if self.at and node.function == "share" else _TIGHT
        counted = ("与", " and ")[self.at].join(self.say(one, above) for one in every)
        said = _AGGREGATES[node.function][self.at].format(counted, share)
        return said + self.notes(node)

    def event(self, of: tree.Aggregate | tree.Per, event: tree.Name) -> str:
        """The column whose time counts, in the language of the sentence."""
        fact = next((self.facts.get(one.parts[0].key) for one in walk(of) if isinstance(one, tree.Path)), None)
        columns = fact.columns if fact and self.at else ()
        found = next((one for one in columns if event.key in (key_of(one.name), key_of(one.english))), None)
        return found.english.replace("_", " ") if found else event.text

    def notes(self, of: tree.Aggregate | tree.Per) -> str:
        """The time and the filter of rows, in brackets; nothing when there is neither."""
        notes = []
        if of.event is not None:
            notes.append(("按{0}计", "by {0}")[self.at].format(self.event(of, of.event)))
        if of.where is not None:
            notes.append(("只计{0}的", "only where {0}")[self.at].format(self.say(of.where)))
        if not notes:
            return ""
        return f" ({', '.join(notes)})" if self.at else f"（{'，'.join(notes)}）"


def formula(
    node: Node | None, language: Language, catalogue: Catalogue | None = None, names: Names = MappingProxyType({})
) -> str:
    """A formula in words; a formula that could not be read says so.

    With a catalogue, English sentences name facts and columns in English; with the ``names`` of the regulation also
    what derives from metrics.
    """
    if node is None:
        return "（算法有误）" if language == "zh" else "(formula not readable)"
    return _Speaker(language, catalogue, names).say(node)
