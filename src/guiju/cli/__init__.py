"""The guiju command: one module a verb, imported only when it is called, so that each starts as fast as it can."""

import os
import sys
from collections.abc import Sequence
from importlib import import_module

from guiju.cli.parser import Parser, asked_language

# verb: (module, one line of help in Chinese, in English)
VERBS: dict[str, tuple[str, str, str]] = {
    "check": ("guiju.cli.check", "检查制度文件", "check regulation documents"),
    "test": ("guiju.cli.test", "运行文件里的例子", "run the examples in documents"),
    "fmt": ("guiju.cli.fmt", "整理文件格式", "format documents"),
    "bring": ("guiju.cli.bring", "把 Word 制度变成条款", "turn a Word regulation into clauses"),
    "diff": ("guiju.cli.diff", "用业务语言比较两个版本", "compare two versions in business words"),
    "eval": ("guiju.cli.eval", "计算一个公式", "evaluate a formula"),
    "schema": ("guiju.cli.schema", "输出规则块的 JSON Schema", "print the JSON Schema of rule blocks"),
    "coverage": ("guiju.cli.coverage", "统计条款满足的需求", "count the needs that clauses meet"),
    "adopt": ("guiju.cli.adopt", "采用一部制度", "adopt a regulation"),
    "publish": ("guiju.cli.publish", "一步步发布或废止一部制度", "publish or repeal a regulation step by step"),
    "import": ("guiju.cli.importing", "导入店铺数据", "import shop data"),
    "sources": ("guiju.cli.sources", "列出该来的表", "list the tables that should come"),
    "metric": ("guiju.cli.metric", "计算指标", "compute metrics"),
    "lake": ("guiju.cli.lake", "把数据写给别的工具读", "write the data for other tools"),
    "report": ("guiju.cli.report", "计算得分、等级和奖金", "compute scores, grades and bonuses"),
    "close": ("guiju.cli.closing", "给一个月的结果定稿", "close a month: its results are final"),
    "simulate": ("guiju.cli.simulate", "比较两部制度的影响", "compare what two regulations come to"),
    "duties": ("guiju.cli.duties", "列出到期的例行", "list what is due by which clause"),
    "may": ("guiju.cli.may", "谁可以、为什么可以", "who may do what, and why"),
    "roster": ("guiju.cli.roster", "导入或导出名册", "import or export the roster"),
    "targets": ("guiju.cli.targets", "导入或导出目标值", "import or export targets"),
    "inputs": ("guiju.cli.inputs", "导入或导出填报值", "import or export entered figures"),
    "costs": ("guiju.cli.costs", "导入或导出成本", "import or export costs"),
    "corrections": ("guiju.cli.corrections", "列出更正单", "list corrections of the data"),
    "connector": ("guiju.cli.connector", "认识的文件：列出、导出、导入", "files that were taught: list, export, add"),
    "audit": ("guiju.cli.audit", "操作记录：检查、导出", "the ledger: verify, export"),
    "privacy": ("guiju.cli.privacy", "个人信息：查、给、抹", "personal data: find, export, erase"),
    "verify": ("guiju.cli.verify", "核对一份留存文件", "check a file that was made as evidence"),
    "backup": ("guiju.cli.backup", "备份", "back up the whole state"),
    "restore": ("guiju.cli.restore", "恢复备份", "restore a backup"),
    "move": ("guiju.cli.move", "换数据库", "move to another database"),
    "upgrade": ("guiju.cli.upgrade", "升级数据库", "bring the database up to this version"),
    "serve": ("guiju.cli.serve", "启动网页服务", "serve the pages"),
    "demo": ("guiju.cli.demo", "建立演示部门", "set up the demo department"),
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run one verb; the exit code is 0 when all is well, 1 for findings or missing values, 2 for unusable input."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    parser = Parser(prog="guiju", description="规矩 · 让制度自己运行 (run your regulation)")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    chosen = arguments[0] if arguments and arguments[0] in VERBS else None
    for verb, (module, chinese, english) in VERBS.items():
        sub = verbs.add_parser(verb, help=f"{chinese} ({english})", description=f"{chinese} ({english})")
        if verb == chosen:
            import_module(module).add(sub)
    try:
        chosen_arguments = parser.parse_args(arguments)
        code = int(chosen_arguments.run(chosen_arguments))
        sys.stdout.flush()
    except BrokenPipeError:  # whoever reads has seen enough, as head does
        _close()
        return 0
    except KeyboardInterrupt:
        print("已停下。" if asked_language(arguments) == "zh" else "Stopped.", file=sys.stderr)
        return 130
    except Exception as error:
        from guiju.cli.troubles import told

        said = told(error, asked_language(arguments))
        if said is None:
            raise
        print(said, file=sys.stderr)
        _close()
        return 2
    return code


def _close() -> None:
    """Let what cannot be printed go nowhere: writing it would fail once more at the very end."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
