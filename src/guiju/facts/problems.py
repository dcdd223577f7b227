"""What can be wrong with a file or a row, and how to mend it, in Chinese and English."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from guiju.facts.schema import Words

# code: what is wrong (zh, en), how to mend it (zh, en); {names} come from Problem.data
_WORDS: dict[str, tuple[str, str, str, str]] = {
    # files
    "unknown": (
        "没有认出这个文件",
        "this file was not recognised",
        "它不像任何已知报表；请核对导出的报表名称",
        "it is like no known report; check which report was exported",
    ),
    "near": (
        "没有认出这个文件，最接近「{title}」，缺少列：{missing}",
        "not recognised; nearest is “{title_en}”, without the columns: {missing}",
        "请重新导出，并勾选缺少的列",
        "export it again with the missing columns ticked",
    ),
    "empty": ("文件里没有一行数据", "the file has no row of data", "请重新导出", "export it again"),
    "ahead": (
        "文件说自己是 {when} 导出的，那还没有到",
        "the file says that it was exported at {when}, which has not come yet",
        "核对文件名和电脑的时钟；改好文件名后重新导入",
        "check the file's name and the clock of the computer, mend the name and import it again",
    ),
    "totals": (
        "订单 {name} 的货款是 {total}，它的商品行加起来是 {lines}",
        "order {name} says {total} for its goods, its lines add up to {lines}",
        "核对两份报表；错的一份重新导出后导入，或提交更正单",
        "check both reports; export the wrong one again and import it, or file a correction",
    ),
    "more_totals": (
        "还有 {count} 个订单的货款与商品行不符，没有逐个列出",
        "{count} more orders contradict their lines and are not listed one by one",
        "核对两份报表，重新导出后导入",
        "check both reports, export them again and import them",
    ),
    "needs_rate": (
        "文件里的金额是 {currency}，没有说明汇率",
        "the money in this file is {currency}, and no rate was stated",
        "重新导入，并用 --rate {currency}=… 说明一个单位折合多少元",
        "import it again and state what one unit is worth in yuan by --rate {currency}=…",
    ),
    "currency": (
        "这一行的金额是 {currency}，不是人民币，没有说明汇率",
        "the money of this row is {currency}, not yuan, and no rate was stated",
        "重新导入，并用 --rate {currency}=… 说明一个单位折合多少元",
        "import it again and state what one unit is worth in yuan by --rate {currency}=…",
    ),
    "no_rows": (
        "只有表头，没有数据行，也没有说明日期范围",
        "a header without rows, and no days stated",
        "若确实没有数据，请在导入时说明店铺和覆盖的日期（命令行用 --shop 和 --covers 起..止）",
        "if there really was nothing, state the shop and the days at import (--shop, --covers A..B)",
    ),
    "damaged": (
        "文件损坏或没有下载完整",
        "the file is damaged or was not downloaded whole",
        "请重新下载或导出后再导入",
        "download or export it again",
    ),
    "encrypted": (
        "文件有密码",
        "the file is protected by a password",
        "请用密码打开后另存为没有密码的文件",
        "open it with the password and save it without",
    ),
    "bomb": (
        "压缩包解开后过大（{size}），已拒绝",
        "the archive grows too large when unpacked ({size}); refused",
        "正常的报表不会这样；请核对文件来源，或拆分后导入",
        "no real report does that; check where it came from, or split it",
    ),
    "cells": (
        "工作簿展开后太大（超过 {most} 个格子），已拒绝",
        "the workbook fills too many cells (more than {most}); refused",
        "请删去远处的空格子后另存，或分成几个文件、改用 CSV 导出",
        "delete stray cells far away and save it, or split it, or export it as CSV",
    ),
    "wide": (
        "表头太宽（超过 {most} 列），已拒绝",
        "the header is too wide (more than {most} columns); refused",
        "正常的报表不会这样；请核对文件，或只导出需要的列",
        "no real report does that; check the file, or export the columns that are needed",
    ),
    "endless": (
        "文件里有一行长得没有尽头，不是表格",
        "a line of the file does not end; it is no table",
        "请重新下载或导出后再导入",
        "download or export it again",
    ),
    "large": (
        "JSON 文件太大（一份文档或一行超过 {size}），已拒绝",
        "the JSON is too large (a document or a line of more than {size}); refused",
        "请改成每行一条记录（JSON Lines），或拆分后导入",
        "write one record on each line (JSON Lines), or split it",
    ),
    "deep": (
        "JSON 嵌套太深，已拒绝",
        "the JSON is nested too deep; refused",
        "正常的导出不会这样；请核对文件来源",
        "no real export does that; check where it came from",
    ),
    "json": (
        "不是有效的 JSON：{reason}",
        "it is not valid JSON: {reason}",
        "请重新下载或导出后再导入",
        "download or export it again",
    ),
    "html": (
        "这是网页格式的表格，不是 Excel 文件",
        "this is a web page saved as a table, not an Excel file",
        "请用 Excel 或 WPS 打开，另存为 xlsx",
        "open it in Excel or WPS and save it as xlsx",
    ),
    "mojibake": (
        "文字编码已被错误转换（乱码），本应是「{title}」",
        "its text was converted with the wrong encoding; it should be “{title_en}”",
        "不要用记事本另存；请直接导入平台下载的原文件",
        "import the file as downloaded, without saving it in an editor",
    ),
    "needs_day": (
        "文件里没有日期",
        "the file holds no date",
        "请在导入时说明是哪一天（命令行用 --on 日期），或在文件名里写上日期",
        "say the day at import (--on on the command line), or put it into the file name",
    ),
    "needs_name": (
        "文件里没有{column}",
        "the file does not hold: {column_en}",
        "请把它写进文件名，如 流量来源_969000000001_2026-06-01.xlsx",
        "write it into the file's name, such as sources_969000000001_2026-06-01.xlsx",
    ),
    "companion": (
        "缺少一起使用的文件 {name}",
        "the file {name} that belongs to it is missing",
        "请把它放在同一文件夹里一起导入",
        "put it into the same folder and import both",
    ),
    "unsupported": (
        "不支持的文件类型",
        "this kind of file is not supported",
        "请导入 CSV、TSV、XLSX、XLS、JSON，或它们的 gz、zip 压缩包",
        "import CSV, TSV, XLSX, XLS, JSON, or a gz or zip of them",
    ),
    "missing_file": ("文件不存在", "no such file", "请核对路径", "check the path"),
    "unreadable": (
        "无法读取文件：{reason}",
        "the file cannot be read: {reason}",
        "请核对权限",
        "check its permissions",
    ),
    "more": (
        "还有 {count} 行有同样的问题，没有逐行列出",
        "{count} more rows have problems that are not listed one by one",
        "请修正文件后重新导入",
        "mend the file and import it again",
    ),
    # rows
    "no_shop": (
        "这一行没有店铺",
        "the row names no shop",
        "请在导入时选店铺（命令行用 --shop），或把文件放进以店铺命名的文件夹",
        "choose the shop at import (--shop on the command line), or import a folder named after it",
    ),
    "no_key": ("缺少{column}", "{column} is empty", "请在原系统核对这一行后重新导出", "check the row and export again"),
    "no_date": (
        "没有可用的日期",
        "there is no usable date",
        "请重新导出带日期列的报表",
        "export the report with its date column",
    ),
    "number": ("「{value}」不是数字", "“{value}” is not a number", "请改正后重新导入", "mend it and import again"),
    "whole": (
        "「{value}」不是整数",
        "“{value}” is not a whole number",
        "请改正后重新导入",
        "mend it and import again",
    ),
    "flag": (
        "「{value}」不是「是」或「否」",
        "“{value}” is neither yes nor no",
        "请改成「是」或「否」后重新导入",
        "write 是 or 否 and import again",
    ),
    "duration": (
        "「{value}」不是时长",
        "“{value}” is not a duration",
        "请写成秒数，或如 2分30秒",
        "write seconds, or like 2分30秒",
    ),
    "date": (
        "「{value}」不是日期",
        "“{value}” is not a date",
        "请写成 2026-06-01 或 2026/6/1",
        "write it like 2026-06-01",
    ),
    "several_days": (
        "「{value}」是多天的汇总，不是一天",
        "“{value}” sums several days",
        "请按「日」导出",
        "export it by day",
    ),
    "negative": (
        "「{value}」不应为负",
        "“{value}” must not be negative",
        "请在原系统核对；退款应在退款列表里",
        "check it at its source; refunds belong to the refund list",
    ),
    "future": (
        "「{value}」在未来",
        "“{value}” lies in the future",
        "请核对日期和本机时间",
        "check the date and this machine's clock",
    ),
    "lost_digits": (
        "「{value}」被表格软件改成了科学计数，编号已丢失",
        "“{value}”: a spreadsheet turned the number into powers of ten and lost its digits",
        "不要用 Excel 另存；请直接导入平台下载的原文件",
        "import the file as downloaded, without saving it in Excel",
    ),
    "characters": (
        "有无法解码的文字",
        "some characters could not be decoded",
        "请直接导入平台下载的原文件",
        "import the file as downloaded",
    ),
    "too_many_cells": (
        "这一行的格子比表头多",
        "the row has more cells than the header",
        "多半是文字里有未加引号的逗号；请重新导出或改正这一行",
        "probably an unquoted comma in a text; export again or mend the row",
    ),
    "cut": (
        "文件在这一行被截断",
        "the file breaks off in this row",
        "文件没有下载完整，请重新下载后导入",
        "it was not downloaded whole; download and import it again",
    ),
    "parts": (
        "这一行合并了几个子订单，但各列的个数不同",
        "the row joins several sub-orders, but its columns do not tell as many of them",
        "请在原系统按子订单导出，或改正这一行",
        "export it by sub-order, or mend the row",
    ),
    "sibling": (
        "同一订单的另一行有问题，整单一起搁置",
        "another row of its order has a problem; the order waits as a whole",
        "改好那一行，整单会一起导入",
        "mend that row and the order enters as a whole",
    ),
    "record": (
        "这一条不是有效的 JSON 记录",
        "it is no valid JSON record",
        "请改正这一行后重新导入，或重新导出",
        "mend the line and import again, or export it again",
    ),
    "unclosed": (
        "引号没有闭合",
        "a quotation mark is not closed",
        "请改正这一行的引号后重新导入",
        "mend the quotation marks of the row and import again",
    ),
    "no_partner": (
        "在 {name} 里找不到它",
        "it is not found in {name}",
        "请一起导入同一批导出的文件",
        "import files of the same export together",
    ),
}


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: where (file, sheet, row and column as a spreadsheet shows them), what, how to mend it.

    ``row`` is 0 and ``column`` empty where the whole file is meant. ``value`` is the cell as it was written, cut short.
    """

    code: str
    file: str
    sheet: str = ""
    row: int = 0
    column: str = ""
    value: str = ""
    data: Mapping[str, str] = field(default_factory=dict)

    @property
    def what(self) -> Words:
        """What is wrong, in a sentence."""
        words = _WORDS[self.code]
        return Words(self._filled(words[0]), self._filled(words[1]))

    @property
    def how(self) -> Words:
        """How to mend it."""
        words = _WORDS[self.code]
        return Words(self._filled(words[2]), self._filled(words[3]))

    @property
    def place(self) -> Words:
        """The file, sheet, row and column."""
        sheet = f"「{self.sheet}」" if self.sheet else ""
        zh = f"{self.file}{sheet}" + (f" 第 {self.row} 行" if self.row else "")
        en = self.file + (f" [{self.sheet}]" if self.sheet else "") + (f" row {self.row}" if self.row else "")
        if self.column:
            return Words(f"{zh}「{self.column}」列", f"{en} column “{self.column}”")
        return Words(zh, en)

    def _filled(self, words: str) -> str:
        return words.format_map({"value": self.value, "column": self.column, **self.data})


def codes() -> tuple[str, ...]:
    """Every code that a Problem can have."""
    return tuple(_WORDS)
