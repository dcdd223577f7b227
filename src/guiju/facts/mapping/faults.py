"""What can be wrong with a connector that somebody made, and how to mend it, in Chinese and English."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from guiju.facts.errors import FactsError
from guiju.facts.schema import Words

# code: what is wrong (zh, en), how to mend it (zh, en); {names} come from Fault.data
_WORDS: dict[str, tuple[str, str, str, str]] = {
    # the file
    "too_large": (
        "连接器文件太大（{size}），没有读",
        "the connector file is too large ({size}) and was not read",
        "正常的连接器只有几千字；请核对是不是选错了文件",
        "a real one has a few thousand characters; check that it is the right file",
    ),
    "bomb": (
        "连接器文件里有引用、标签或过深的嵌套，没有读",
        "the connector file holds references, tags or too deep nesting and was not read",
        "请用「导出」得到的文件，或照文档手写",
        "use a file that was exported, or write one as the docs say",
    ),
    "not_yaml": (
        "不是有效的 YAML：{reason}",
        "not valid YAML: {reason}",
        "请改正这一处后再导入",
        "mend that place and import it again",
    ),
    "shape": (
        "「{key}」缺少或写法不对",
        "“{key}” is missing or not written as it should be",
        "请照文档「教规矩认识一种文件」里的写法",
        "write it as in the page “Teach Guiju a file”",
    ),
    "unknown_entry": (
        "连接器里没有「{key}」这一项",
        "a connector has no entry “{key}”",
        "请删去它；若它来自更新的规矩，请先升级",
        "remove it; if it comes from a newer Guiju, upgrade first",
    ),
    "newer": (
        "这个连接器是更新的规矩写的（格式 {format}）",
        "the connector was written by a newer Guiju (format {format})",
        "请先升级再导入",
        "upgrade first, then import it",
    ),
    "name": (
        "编号「{id}」不能用",
        "the id “{id}” cannot be used",
        "请用小写英文字母、数字和下划线，字母开头，且不与自带的重名",
        "use lower-case letters, digits and underscores, a letter first, and no built-in one's id",
    ),
    # what it says
    "unknown_fact": (
        "没有「{fact}」这种数据",
        "there is no fact “{fact}”",
        "请从列表里选一种",
        "choose one of the list",
    ),
    "unknown_column": (
        "「{fact}」没有「{column}」这一列",
        "“{fact_en}” has no column “{column}”",
        "多半是为旧版本写的；请重新选列后保存",
        "it was probably written for an older version; choose the columns again and save",
    ),
    "no_key": (
        "没有说「{column}」从哪里来，认不出两行是不是同一件事",
        "nothing fills “{column_en}”, which tells one row from another",
        "请为它选一列，每行都一样就在「更多」里写明；没有编号列时，选几列合起来认一行",
        "choose a column, or the one value of all rows under “More”; without an id, columns that together make a row",
    ),
    "no_event": (
        "没有说「{column}」从哪里来，不知道算在哪一天",
        "nothing fills “{column_en}”, so no row has a day",
        "请选一列日期，或选「文件名里的日期，或导入时说」",
        "choose a date column, or the day of the file's name",
    ),
    "nothing": (
        "没有一列来自文件",
        "no column comes from the file",
        "请至少为编号、日期和一个数选列",
        "choose columns for the key, the day and a figure at least",
    ),
    "two_numbers": (
        "「{column}」要两列才能相乘或相加，且得是数",
        "“{column_en}” needs two columns of numbers to multiply or add",
        "请选好第二列，或改回「照原样」",
        "choose the second column, or take it as it is",
    ),
    "missing_header": (
        "文件里没有「{name}」这一列",
        "the file has no column “{name}”",
        "请改选文件里有的列",
        "choose a column that the file has",
    ),
    # people
    "personal_name": (
        "「{name}」像是{kind}，放进「{column}」就把个人信息存了下来",
        "“{name}” looks like {kind_en}; in “{column_en}” personal data would be kept",
        "请不要取这一列；要用它区分人，就勾选「只存加密标识」",
        "leave the column out; to tell people apart by it, tick “keyed hash only”",
    ),
    "personal_look": (
        "「{name}」里的内容像是{kind}，放进「{column}」就把个人信息存了下来",
        "what stands in “{name}” looks like {kind_en}; in “{column_en}” personal data would be kept",
        "请不要取这一列；要用它区分人，就勾选「只存加密标识」",
        "leave the column out; to tell people apart by it, tick “keyed hash only”",
    ),
    "hash_text": (
        "「{column}」不能只存加密标识",
        "“{column_en}” cannot be kept as a hash",
        "只有直接取一列的文字和编号可以",
        "only text and keys taken from one column can",
    ),
    # others
    "built_in": (
        "自带的「{title}」已经认得这个表头",
        "the built-in “{title_en}” knows this header already",
        "直接导入即可；确要改用自己的认法，请勾选「代替自带的」",
        "just import the file; to use your own instead, tick “in place of the built-in one”",
    ),
    "own": (
        "「{title}」已经认得这个表头",
        "“{title_en}” knows this header already",
        "请改那一个，或先停用它",
        "edit that one, or remove it first",
    ),
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong; ``column`` is the fact's column by its English name, empty where it is none."""

    code: str
    column: str = ""
    data: Mapping[str, str] = field(default_factory=dict)

    @property
    def what(self) -> Words:
        """What is wrong, in a sentence."""
        words = _WORDS[self.code]
        return Words(words[0].format_map(self.data), words[1].format_map(self.data))

    @property
    def how(self) -> Words:
        """How to mend it."""
        words = _WORDS[self.code]
        return Words(words[2].format_map(self.data), words[3].format_map(self.data))


class UnsoundError(FactsError):
    """A connector that cannot be kept; ``faults`` say why."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        zh = "；".join(f"{one.what.zh}。{one.how.zh}" for one in self.faults)
        en = "; ".join(f"{one.what.en} – {one.how.en}" for one in self.faults)
        super().__init__(Words(zh, en))


class StaleError(FactsError):
    """Somebody else saved the connector meanwhile: ``version`` by ``by`` at ``at``."""

    def __init__(self, version: int, by: str, at: str) -> None:
        self.version, self.by, self.at = version, by, at
        super().__init__(
            Words(
                f"{by} 在 {at} 已经存了第 {version} 版。请打开最新的一版再改，您填的还在这一页。",
                f"{by} saved version {version} at {at} meanwhile. Open that one and edit it again.",
            )
        )
